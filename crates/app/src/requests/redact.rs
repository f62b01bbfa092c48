//! 遮盖: for a partial disclosure, a file made without what is withheld, and given with the answer (A-37; Q-21; trap 38). The
//! original and the marks on it are sealed and kept apart; whoever looks at them says why, on record.

use documents::redact::{self, Notice, What, Withholding};
use law::handling::Event;
use serde_json::json;
use store::ledger::{self, Act};

use super::{
    act::{exists, version_of, write},
    current, entries,
    file::seal,
    handle::judged,
    stream_of,
};
use crate::{
    App, Error, FieldError, Result, Staff,
    error::Findings,
    upload::{FileRef, Upload, check},
};

/// What a clerk marks in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// A phrase a line; `第3页：…` is of that page alone.
    pub phrases: String,
    /// Whole pages: `3, 5-6`.
    pub pages: String,
    /// Why; the applicant reads it where the page was.
    pub reason: String,
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Redaction {
    pub file: FileRef,
    /// Each mark, and how often it was found.
    pub found: Vec<(String, usize)>,
    pub notices: Vec<Notice>,
}

/// The most marks on one file.
const MOST: usize = 300;

/// Makes the file, keeps it for the answer and the original apart, and appends the act. `None`: the same form sent before.
///
/// Refused where the law gives no part; with the field named where a mark is wrong, a phrase is not found, or anything
/// withheld is still in the result.
pub async fn redact(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    key: &str,
    upload: Option<&Upload>,
    marks: &Marks,
) -> Result<Option<Redaction>> {
    let organ = &staff.organ;
    let row = store::requests::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let acts = ledger::stream(&app.store, organ, &stream_of(id)).await?;
    exists(&acts)?;
    let reference = format!("{id}@{}", version + 1);
    if let Some(earlier) = ledger::claimed(&app.store, organ, key).await? {
        return version_of(&earlier).map(|_| None);
    }
    let expected = current(&acts, version)?;
    let withheld = withheld(marks)?;
    let event = Event::Redacted {
        phrases: count(&withheld, false),
        pages: count(&withheld, true),
    };
    let on = app.clock.today();
    judged(app, staff, &entries(&acts)?, &event, on)?;
    let upload =
        upload.ok_or_else(|| wrong("file", "请选择要遮盖的文件", "Choose the file to redact"))?;
    let original = check(
        "file",
        std::slice::from_ref(upload),
        app.settings.upload_limit,
    )?;
    let original = original
        .into_iter()
        .next()
        .ok_or_else(|| wrong("file", "请选择要遮盖的文件", "Choose the file to redact"))?;
    named_openly(&original.name, &withheld)?;
    let (fonts, name) = (app.fonts.clone(), original.name.clone());
    let (bytes, ordered) = (original.bytes.clone(), withheld.clone());
    let made = tokio::task::spawn_blocking(move || redact::redact(&name, &bytes, &ordered, &fonts))
        .await
        .map_err(|error| Error::Failed(error.to_string()))?
        .map_err(|error| refused(&error))?;
    let stem = original
        .name
        .rsplit_once('.')
        .map_or(original.name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}（公开部分）.{}", made.ending);
    let media = documents::upload::check(&name, &made.bytes, usize::MAX)
        .map_err(|error| wrong("file", &error.zh(), &error.en()))?;
    let file = FileRef {
        hash: app.files.put(&made.bytes).await?,
        name,
        media: media.mime.to_string(),
        size: made.bytes.len() as u64,
        sealed: false,
        about: "redacted".into(),
    };
    let listed = serde_json::to_vec_pretty(&json!({
        "phrases": marks.phrases, "pages": marks.pages, "reason": marks.reason,
    }))?;
    // Only now, when all that takes long is done: nobody waits for a file to be set anew.
    let mut tx = app.store.begin().await?;
    if let Some(earlier) = ledger::claim(&mut tx, organ, key, &reference).await? {
        return version_of(&earlier).map(|_| None);
    }
    let mut files = vec![file.clone()];
    for (name, media, bytes) in [
        (
            original.name.as_str(),
            original.mime.as_str(),
            &original.bytes,
        ),
        ("遮盖标记.json", "application/json", &listed),
    ] {
        let apart = (name, media, bytes.as_slice());
        files.push(seal(app, &mut tx, organ, &row.person, "original", apart).await?);
    }
    let mut body = serde_json::to_value(&event)?;
    body["on"] = json!(on);
    body["files"] = serde_json::to_value(&files)?;
    write(app, &mut tx, staff, id, expected, "redacted", &body, on).await?;
    tx.commit().await?;
    Ok(Some(Redaction {
        file,
        found: withheld.iter().map(described).zip(made.counts).collect(),
        notices: made.notices,
    }))
}

/// The redacted files that a partial answer gives: those made since the decision was last prepared, of each name the last.
pub(super) fn given(acts: &[Act]) -> Vec<FileRef> {
    let mut files: Vec<FileRef> = Vec::new();
    for act in acts {
        match act.kind.as_str() {
            "decision_prepared" => files.clear(),
            "redacted" => {}
            _ => continue,
        }
        let made = super::open::file_of_about(act, "redacted");
        files.retain(|file| made.as_ref().is_none_or(|made| made.name != file.name));
        files.extend(made.map(|made| FileRef {
            about: String::new(),
            ..made
        }));
    }
    files
}

/// The name of a file is given with it: none of the phrases may stand in it.
fn named_openly(name: &str, withheld: &[Withholding]) -> Result<()> {
    let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let name = plain(name);
    let told = withheld.iter().any(|it| match &it.what {
        What::Phrase(phrase) => name.contains(&plain(phrase)),
        What::Page => false,
    });
    if told {
        return Err(wrong(
            "file",
            "文件名中含有不予公开的词语，请改名后再传",
            "The file's name holds a phrase that is withheld: rename it first",
        ));
    }
    Ok(())
}

/// The marks as they are asked for; everything wrong with them at once.
fn withheld(marks: &Marks) -> Result<Vec<Withholding>> {
    let mut wrong = Findings::default();
    wrong.text(
        "reason",
        "F-D11",
        &marks.reason,
        400,
        "不予公开的理由",
        "why it is withheld",
    );
    wrong.length(
        "phrases",
        &marks.phrases,
        20_000,
        "不予公开的词语",
        "The phrases",
    );
    let mut all = Vec::new();
    let reason = marks.reason.trim().to_string();
    for line in marks
        .phrases
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let (page, phrase) = of_page(line);
        all.push(Withholding {
            page,
            what: What::Phrase(phrase.into()),
            reason: reason.clone(),
        });
    }
    let parts = marks.pages.split([',', '，', '、', ' ', '\n', '\r']);
    for part in parts.map(str::trim).filter(|part| !part.is_empty()) {
        match span(part) {
            Some((first, last)) if last - first < 1000 => {
                all.extend((first..=last).map(|page| Withholding {
                    page: Some(page),
                    what: What::Page,
                    reason: reason.clone(),
                }))
            }
            _ => wrong.add(
                "pages",
                "A-37",
                format!("“{part}”不是页码，应写成如 3, 5-6"),
                format!("{part:?} is no page: write 3, 5-6"),
            ),
        }
    }
    if all.is_empty() {
        wrong.add(
            "phrases",
            "A-37",
            "请写明不予公开的词语或者页码",
            "Give the phrases or the pages that are withheld",
        );
    }
    if all.len() > MOST {
        wrong.add(
            "phrases",
            "form",
            format!("一次最多标记{MOST}处"),
            format!("At most {MOST} marks at once"),
        );
    }
    wrong.finish()?;
    Ok(all)
}

/// 第3页：客户名单.
fn of_page(line: &str) -> (Option<u32>, &str) {
    line.strip_prefix('第')
        .and_then(|rest| rest.split_once('页'))
        .and_then(|(page, rest)| {
            let phrase = rest.strip_prefix(['：', ':'])?.trim();
            Some((Some(page.trim().parse().ok()?), phrase))
        })
        .unwrap_or((None, line))
}

/// 3 or 5-6.
fn span(part: &str) -> Option<(u32, u32)> {
    let (first, last) = part.split_once(['-', '—', '~']).unwrap_or((part, part));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (1 <= first && first <= last).then_some((first, last))
}

fn count(withheld: &[Withholding], pages: bool) -> usize {
    withheld
        .iter()
        .filter(|it| (it.what == What::Page) == pages)
        .count()
}

fn described(withholding: &Withholding) -> String {
    match (&withholding.what, withholding.page) {
        (What::Phrase(phrase), None) => phrase.clone(),
        (What::Phrase(phrase), Some(page)) => format!("第{page}页：{phrase}"),
        (What::Page, page) => format!("第{}页", page.unwrap_or_default()),
    }
}

/// The field that is to be mended: a phrase that is not there, a page that is not there, or the file itself.
fn refused(error: &redact::RedactError) -> Error {
    use redact::RedactError as E;
    let field = match error {
        E::NotFound(_) | E::EmptyPhrase | E::Nothing | E::Remains { .. } => "phrases",
        E::NoPages(_) | E::NoSuchPage(_) => "pages",
        E::Document(documents::Error::Failed(why)) => return Error::Failed(why.clone()),
        _ => "file",
    };
    wrong(field, &error.zh(), &error.to_string())
}

fn wrong(field: &'static str, zh: &str, en: &str) -> Error {
    Error::Invalid(vec![FieldError::new(field, "A-37", zh, en)])
}
