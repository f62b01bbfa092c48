//! 遮盖: for a partial disclosure, a file made without what is withheld, and given with the answer (A-37; Q-21; trap 38). The
//! original and the marks on it are sealed and kept apart; whoever looks at them says why, on record.

mod marks;

use documents::redact::{self, Notice};
use law::{
    fields::redaction::{FILE, PAGES, PHRASES},
    handling::{self, Event, Paper},
    readings::Digest,
};
use serde_json::json;
use store::{
    ledger::{self, Act},
    requests::{Beside, RequestRow},
};

use super::{
    act::{exists, line},
    current,
    enclosed::{kept, named, names},
    entries,
    file::seal,
    handle::{Handling, body_of, judged},
    letters,
    open::bytes_of,
    stream_of,
};
use crate::{
    App, Error, Result, Staff,
    pen::{At, Once, Page, Pen, Written},
    upload::{Checked, FileRef, Upload, check, sent},
};
use marks::{count, described, named_openly, withheld};

pub use marks::Marks;

/// What the two files are called in acts.
const OPEN_PART: &str = "公开部分";
const ORIGINAL: &str = "原件";

/// A file that was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Redaction {
    pub file: FileRef,
    /// Each mark, and how often it was found.
    pub found: Vec<(String, usize)>,
    pub notices: Vec<Notice>,
}

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
    let acts = ledger::stream(&app.store, organ, &stream_of(id)?).await?;
    exists(&acts)?;
    let content = json!({
        "files": upload.map(|upload| sent(std::slice::from_ref(upload))),
        "phrases": marks.phrases, "pages": marks.pages, "reason": marks.reason,
    });
    let once = Once::new(app, organ, key, ("redacted", id), &content)?;
    if once.before(app).await?.is_some() {
        return Ok(None);
    }
    let expected = current(&acts, version)?;
    let withheld = withheld(marks)?;
    let event = |paper| Event::Redacted {
        phrases: count(&withheld, false),
        pages: count(&withheld, true),
        paper,
    };
    let on = app.clock.today();
    let entries = entries(&acts)?;
    judged(app, staff, &entries, &event(None), on)?;
    let upload = upload.ok_or_else(no_file)?;
    let original = check(
        app,
        "file",
        std::slice::from_ref(upload),
        app.settings.upload_limit,
    )
    .await?;
    let original = original.into_iter().next().ok_or_else(no_file)?;
    named_openly(&original.name, &withheld)?;
    let made = app
        .reading
        .redact(&original.name, &original.bytes, &withheld)
        .await?
        .map_err(|error| refused(&error))?;
    let stem = original
        .name
        .rsplit_once('.')
        .map_or(original.name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}（公开部分）.{}", made.ending);
    let upload = Upload {
        name,
        bytes: made.bytes,
    };
    let taken = app
        .reading
        .upload(&upload, usize::MAX)
        .await?
        .map_err(|error| Error::at(&FILE, error.zh(), error.en()))?;
    let made_file = Checked {
        name: upload.name,
        mime: taken.media.mime.to_string(),
        bytes: upload.bytes,
    };
    let person = (organ.as_str(), row.person.as_str());
    let kept_file = kept(app, person, OPEN_PART, "redacted", &[made_file]).await?;
    let listed = serde_json::to_vec_pretty(&json!({
        "phrases": marks.phrases, "pages": marks.pages, "reason": marks.reason,
    }))?;
    let answering = handling::read(&entries).decision.and_then(|one| one.paper);
    let mut files = kept_file.clone();
    let (event, draft) = match answering {
        None => (event(None), None),
        Some(paper) => {
            let (paper, draft) = with(app, staff, (&row, &acts), paper, &kept_file).await?;
            (event(Some(paper)), draft)
        }
    };
    files.extend(kept(app, person, ORIGINAL, "original", &[original]).await?);
    let apart = ("遮盖标记.json", "application/json", listed.as_slice());
    files.push(seal(app, organ, &row.person, "original", apart).await?);
    files.extend(draft);
    let beside = Beside {
        files,
        ..Beside::default()
    };
    let body = beside.over(body_of(&Handling { on, event })?)?;
    let page = Page {
        reference: format!("{id}@{}", expected + 1),
        lines: vec![line(
            staff,
            id,
            At::Version(expected),
            "redacted",
            body,
            on,
        )?],
        ..Page::default()
    };
    let pen = Pen::of(app, organ).once(once);
    if let Written::Before(_) = pen.write(|_| Ok(Some(page))).await? {
        return Ok(None);
    }
    let file = kept_file.into_iter().next().ok_or(Error::NotFound)?;
    Ok(Some(Redaction {
        file: named(app, organ, &row.person, file).await?,
        found: withheld.iter().map(described).zip(made.counts).collect(),
        notices: made.notices,
    }))
}

/// The answer with the file that was made, which takes the place of one of the same name, and its letter drafted anew (F-D17).
async fn with(
    app: &App,
    staff: &Staff,
    (row, acts): (&RequestRow, &[Act]),
    mut paper: Paper,
    made: &[FileRef],
) -> Result<(Paper, Option<FileRef>)> {
    let mut names = names(app, &row.organ, &row.person, acts).await?;
    for file in made {
        let new = named(app, &row.organ, &row.person, file.clone()).await?;
        let other = |hash: &Digest| names.get(hash.as_str()) != Some(&new.name);
        paper.files.retain(other);
        paper.files.push(Digest::from(file.hash.as_str()));
        names.insert(new.hash, new.name);
    }
    let given = paper.files.iter();
    let given = given.filter_map(|hash| names.get(hash.as_str()).cloned());
    let draft = letters::redrafted(app, staff, &row.id, given.collect()).await?;
    if let Some(draft) = &draft {
        paper.letter = Digest::from(draft.hash.as_str());
    }
    Ok((paper, draft))
}

/// The redacted files that a partial answer gives: those made since the decision was last prepared, of each name the last.
pub(super) async fn given(app: &App, row: &RequestRow, acts: &[Act]) -> Result<Vec<Checked>> {
    let mut files: Vec<FileRef> = Vec::new();
    for act in acts {
        match act.kind.as_str() {
            "decision_prepared" => files.clear(),
            "redacted" => {}
            _ => continue,
        }
        if let Some(made) = super::open::file_of_about(act, "redacted") {
            let made = named(app, &row.organ, &row.person, made).await?;
            files.retain(|file| made.name != file.name);
            files.push(made);
        }
    }
    let mut opened = Vec::new();
    for file in files {
        opened.push(Checked {
            bytes: bytes_of(app, &row.organ, &row.id, &file).await?,
            name: file.name,
            mime: file.media,
        });
    }
    Ok(opened)
}

/// The field that is to be mended: a phrase that is not there, a page that is not there, or the file itself.
fn refused(error: &redact::RedactError) -> Error {
    use redact::RedactError as E;
    let field = match error {
        E::NotFound(_) | E::EmptyPhrase | E::Remains { .. } => &PHRASES,
        E::NoPages(_) | E::NoSuchPage(_) => &PAGES,
        E::Document(documents::Error::Failed(why)) => return Error::failed(why.clone()),
        E::Stopped(stopped) if stopped.is_ours() => return Error::failed(stopped.clone()),
        _ => &FILE,
    };
    Error::at(field, error.zh(), error.to_string())
}

fn no_file() -> Error {
    Error::at(&FILE, "请选择要遮盖的文件", "Choose the file to redact")
}
