//! Files that almost are reports, by chance and without end: every reader of strangers' bytes is given mutated files for
//! so many seconds each. None may panic, and none may take longer than the limit.
//!
//!     mutate SECONDS [DOOR…] [KIND…] [FOLDER…]
//!
//! Doors are `read` (a published report), `redact`, `scan`, `upload` and `sheet`; all of them unless one is named. Kinds are docx,
//! pdf and so on; the files of the folders join those made here. `mutate 600` gives each door ten minutes for each kind.
//!
//! What redaction leaves, forms and `law case` are tried in the tests named `fuzz` of `documents`, `web`, `law` and `cli`.

#![expect(clippy::print_stdout, reason = "what was found is the output")]

#[expect(dead_code, reason = "the year before is for the test beside")]
#[path = "../tests/planted/clean.rs"]
mod clean;
mod dice {
    pub use super::clean::Dice;
}
#[expect(dead_code, reason = "the time is told by an argument")]
#[path = "../../law/tests/chance/mutated.rs"]
mod mutated;
#[path = "../tests/chance/zipped.rs"]
mod zipped;

use std::{
    error::Error,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    time::{Duration, Instant},
};

use dice::Dice;
use documents::{
    fonts::Fonts,
    read,
    redact::{RedactError, What, Withholding, redact},
    report, scan, sheet, text, upload,
};
use mutated::mutated;
use zipped::inside_a_zip;

/// Longer than this for one file is a fault; a debug build on a busy machine is slow.
const SLOW: Duration = Duration::from_secs(20);
const KINDS: [&str; 7] = ["docx", "xlsx", "pdf", "html", "txt", "md", "json"];
const DOORS: [&str; 5] = ["read", "redact", "scan", "upload", "sheet"];

/// What reports are full of.
const WORDS: [&[u8]; 10] = [
    b"<table>",
    b"</td>",
    b"|",
    b"\t",
    b"99999999999999999999",
    b"-1",
    "约".as_bytes(),
    "总计".as_bytes(),
    b"\0",
    b"<tr><td rowspan=\"99999\">",
];

/// What a door made of a file.
enum Outcome {
    Taken,
    Refused,
    /// Its parser panicked.
    Broken,
}

/// Sends a file through a door.
fn through(door: &str, kind: &str, bytes: &[u8], fonts: &Fonts) -> Outcome {
    let name = format!("a.{kind}");
    let taken = |it: bool| if it { Outcome::Taken } else { Outcome::Refused };
    match door {
        // `read::report` keeps panics to itself and says so.
        "read" => match read::report(bytes, &name) {
            Ok(read) => taken(!read.findings(None).is_empty()),
            Err(read::ReadError::Damaged(why)) if why == "it breaks the reader" => Outcome::Broken,
            Err(_) => Outcome::Refused,
        },
        "redact" => {
            let phrase = Withholding {
                page: None,
                what: What::Phrase("政府信息".into()),
                reason: "个人隐私".into(),
            };
            match redact(&name, bytes, &[phrase], fonts) {
                Ok(_) => Outcome::Taken,
                Err(RedactError::Damaged(why)) if why == "无法解析" => Outcome::Broken,
                Err(_) => Outcome::Refused,
            }
        }
        "scan" => {
            let today = jiff::civil::date(2026, 3, 2);
            let personal = law::personal::Settings::default();
            taken(
                !scan::of(&text::of(&name, bytes), today, &personal)
                    .hits
                    .is_empty(),
            )
        }
        "upload" => taken(upload::check(&name, bytes, usize::MAX).is_ok()),
        _ => taken(sheet::read(bytes, &name).is_ok()),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments
        .next()
        .ok_or("mutate SECONDS [KIND…] [FOLDER…]")?
        .parse()?;
    let (words, folders): (Vec<String>, Vec<String>) = arguments
        .partition(|word| KINDS.contains(&word.as_str()) || DOORS.contains(&word.as_str()));
    let named = |all: &[&'static str]| -> Vec<&'static str> {
        let named: Vec<&str> = all
            .iter()
            .copied()
            .filter(|it| words.iter().any(|word| word == it))
            .collect();
        if named.is_empty() {
            all.to_vec()
        } else {
            named
        }
    };
    let mut corpus: Vec<(String, Vec<u8>)> = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(PathBuf::from(folder))? {
            let path = entry?.path();
            let kind = path.extension().map(|it| it.to_string_lossy().into_owned());
            if let Some(kind) = kind.filter(|kind| KINDS.contains(&kind.as_str())) {
                corpus.push((kind, fs::read(path)?));
            }
        }
    }
    let fonts = Fonts::embedded();
    for seed in 0..3 {
        let made = clean::report(seed);
        corpus.push(("docx".into(), report::docx(&made, &fonts)?));
        corpus.push(("xlsx".into(), report::xlsx(&made)?));
        corpus.push(("pdf".into(), report::pdf(&made, &fonts)?));
        corpus.push(("html".into(), report::html(&made)?));
        corpus.push(("json".into(), report::json(&made)?));
    }
    let mut faults = 0;
    for door in named(&DOORS) {
        for kind in named(&KINDS) {
            let of_kind: Vec<&Vec<u8>> = corpus
                .iter()
                .filter(|(known, _)| known == kind)
                .map(|(_, bytes)| bytes)
                .collect();
            if !of_kind.is_empty() {
                faults += tried(door, kind, &of_kind, seconds, &fonts)?;
            }
        }
    }
    if faults > 0 {
        return Err(format!("{faults} faults").into());
    }
    Ok(())
}

/// The parts of a document or a workbook that are read for a report.
fn tells(part: &str) -> bool {
    part.ends_with("document.xml") || part.contains("sheet") || part.contains("sharedStrings")
}

/// One door and one kind for so many seconds; how many faults.
fn tried(
    door: &str,
    kind: &str,
    of_kind: &[&Vec<u8>],
    seconds: u64,
    fonts: &Fonts,
) -> Result<usize, Box<dyn Error>> {
    let (mut dice, start) = (Dice::new(1), Instant::now());
    let (mut faults, mut count, mut taken) = (0, 0u64, 0u64);
    let mut slowest = Duration::ZERO;
    while start.elapsed() < Duration::from_secs(seconds) {
        let base = *dice.pick(of_kind);
        let bytes = match kind {
            "docx" | "xlsx" if dice.roll(3) > 0 => inside_a_zip(base, &WORDS, tells, &mut dice),
            _ => mutated(base, &WORDS, &mut dice),
        };
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| through(door, kind, &bytes, fonts)))
            .unwrap_or(Outcome::Broken);
        let took = began.elapsed();
        slowest = slowest.max(took);
        count += 1;
        taken += u64::from(matches!(outcome, Outcome::Taken));
        let broken = matches!(outcome, Outcome::Broken);
        if broken || took > SLOW {
            faults += 1;
            let name = std::env::current_dir()?.join(format!("mutated-{door}-{count}.{kind}"));
            fs::write(&name, &bytes)?;
            let what = if broken { "panic" } else { "slow" };
            println!(
                "{door} {kind} {count}: {what} after {took:?}, kept as {}",
                name.display()
            );
        }
    }
    println!("{door} {kind}: {count} files, {taken} taken, slowest {slowest:?}");
    Ok(faults)
}
