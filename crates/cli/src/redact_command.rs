//! `mingbai redact FILE --marks MARKS.json --out FILE`: the office's redaction without the office.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::Args;
use documents::{
    apart::Readers,
    redact::{Hidden, Notice, RedactError, Redacted, What, Withholding},
};
use law::{Lang, personal::Kind};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{read_file, say, scan_command::Format};

#[derive(Debug, Args)]
pub struct RedactArgs {
    /// docx, xlsx, txt, html, pdf or a picture.
    file: PathBuf,
    /// JSON: {"texts": ["…"], "kinds": ["id", "phone"]}.
    #[arg(long, value_name = "MARKS.json")]
    marks: PathBuf,
    /// The new file; one that is there already is not written over.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// How to print what was done.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What is to be taken out: texts as they stand, and kinds of personal data wherever they are.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Marks {
    texts: Vec<String>,
    kinds: Vec<String>,
}

/// Exit code 0: the file is written and needs no second look; 1: it is written, and something in it should be looked at, or
/// a text was nowhere; 2: nothing is written.
#[expect(
    clippy::print_stdout,
    reason = "what was done is this command's output"
)]
pub fn run(args: &RedactArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let name = args.file.display().to_string();
    let marks = fs::read(&args.marks).with_context(|| args.marks.display().to_string())?;
    let marks: Marks =
        serde_json::from_slice(&marks).with_context(|| args.marks.display().to_string())?;
    let bytes = fs::read(&args.file).with_context(|| name.clone())?;
    if args.out.exists() {
        bail!(
            "{}: {}",
            args.out.display(),
            say(
                lang,
                "文件已存在，不覆盖",
                "is there already and is not written over"
            )
        );
    }
    let readers = read_file::readers(Path::new("fonts"))?;
    let withheld = withheld(&marks, &readers, &name, &bytes, lang)?;
    let (made, nowhere) = redacted(&readers, &name, &bytes, withheld, lang)?;
    let (redacted, withheld) = made;
    fs::write(&args.out, &redacted.bytes).with_context(|| args.out.display().to_string())?;
    match args.format {
        Format::Json => println!(
            "{}",
            serde_json::to_string_pretty(&answer(args, &redacted, &withheld, &nowhere, lang))?
        ),
        Format::Text => {
            for notice in &redacted.notices {
                println!("{}", say(lang, &notice.zh(), &notice.en()));
            }
        }
    }
    for text in &nowhere {
        let (zh, en) = (format!("没有找到“{text}”"), format!("not found: {text}"));
        eprintln!("mingbai: {}", say(lang, &zh, &en));
    }
    let look = redacted
        .notices
        .iter()
        .any(|notice| matches!(notice, Notice::Pictures(_) | Notice::NeverCalculated(_)));
    Ok(ExitCode::from(u8::from(look || !nowhere.is_empty())))
}

/// The texts, and every number of the kinds as it stands in the file.
fn withheld(
    marks: &Marks,
    readers: &Readers,
    name: &str,
    bytes: &[u8],
    lang: Lang,
) -> anyhow::Result<Vec<Withholding>> {
    let mut texts: Vec<String> = marks.texts.clone();
    let mut kinds = Vec::new();
    for word in &marks.kinds {
        let known: Vec<Kind> = Kind::ALL
            .into_iter()
            .filter(|kind| documents::scan::word(*kind) == Some(word.as_str()))
            .collect();
        if known.is_empty() && word != "secrecy" {
            let (zh, en) = (
                format!("kinds：不认识“{word}”"),
                format!("kinds: {word} is not known"),
            );
            bail!("{}", say(lang, &zh, &en));
        }
        kinds.extend(known);
    }
    if !kinds.is_empty() {
        let extract = readers
            .text(name, bytes)
            .map_err(|stopped| anyhow::anyhow!(stopped.message(lang)))?;
        let today = app::Clock::system().today();
        for piece in &extract.pieces {
            // What is found does not hang on how it would be masked.
            let hits = law::personal::scan(&piece.text, today, &law::personal::Settings::default());
            for hit in hits.iter().filter(|hit| kinds.contains(&hit.kind)) {
                texts.extend(piece.text.get(hit.start..hit.end).map(str::to_string));
            }
        }
    }
    texts.sort_by_key(|text| std::cmp::Reverse(text.chars().count()));
    texts.dedup();
    Ok(texts
        .into_iter()
        .map(|text| Withholding {
            page: None,
            what: What::Phrase(text),
            reason: String::new(),
        })
        .collect())
}

type Made = (Redacted, Vec<Withholding>);

/// Redacts; a text that is nowhere is named and the others are taken out all the same.
fn redacted(
    readers: &Readers,
    name: &str,
    bytes: &[u8],
    mut withheld: Vec<Withholding>,
    lang: Lang,
) -> anyhow::Result<(Made, Vec<String>)> {
    let mut nowhere = Vec::new();
    loop {
        match readers.redact(name, bytes, &withheld) {
            Ok(made) => return Ok(((made, withheld), nowhere)),
            Err(RedactError::NotFound(text)) => {
                withheld.retain(|it| it.what != What::Phrase(text.clone()));
                nowhere.push(text);
            }
            Err(error) => bail!("{name}: {}", say(lang, &error.zh(), &error.to_string())),
        }
    }
}

fn answer(
    args: &RedactArgs,
    made: &Redacted,
    withheld: &[Withholding],
    nowhere: &[String],
    lang: Lang,
) -> Value {
    let left_out: serde_json::Map<String, Value> = made
        .notices
        .iter()
        .filter_map(|notice| match notice {
            Notice::LeftOut(what, count) => Some((what.word(), *count)),
            Notice::PicturesLeftOut(count) => Some(("pictures".into(), *count)),
            _ => None,
        })
        .chain(hidden_sheets(&made.notices))
        .map(|(word, count)| (word, json!(count)))
        .collect();
    json!({
        "file": args.file.display().to_string(),
        "out": args.out.display().to_string(),
        "masked": made.counts.iter().sum::<usize>(),
        "texts": withheld.len(),
        "not_found": nowhere.len(),
        "left_out": left_out,
        "notices": made.notices.iter().map(|it| say(lang, &it.zh(), &it.en()).to_string()).collect::<Vec<_>>(),
    })
}

fn hidden_sheets(notices: &[Notice]) -> Option<(String, usize)> {
    let count = notices
        .iter()
        .filter(|notice| matches!(notice, Notice::HiddenSheet(_)))
        .count();
    (count > 0).then(|| (Hidden::Sheets.word(), count))
}
