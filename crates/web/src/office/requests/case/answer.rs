//! 答复书 as its readers see it: the text as it will go out, its files, what it lacks.

use app::requests::{
    CaseView,
    letters::{NAME, Part, parts},
};
use law::finding::Finding;

use crate::office::{
    desk::Desk,
    problem::{Notice, line},
    timeline::{FileLink, files},
};

/// The answer on its way, on one page.
pub struct Sheet {
    pub title: String,
    pub number: String,
    pub addressee: String,
    pub body: Vec<Part>,
    pub attachments: Vec<String>,
    pub annexes: Vec<Part>,
    pub signature: String,
    pub date: String,
    pub note: String,
    pub copies: String,
    pub files: Vec<FileLink>,
    /// The letter as PDF.
    pub pdf: String,
    /// Where it is edited; empty for who does not, and once it is signed.
    pub edit: String,
    /// The first digits of the digest that readings are bound to.
    pub read: String,
    pub notices: Vec<Notice>,
}

pub fn sheet(d: &Desk, case: &CaseView, base: &str) -> Option<Sheet> {
    let shown = case.answer.as_ref()?;
    let draft = &shown.text.draft;
    let name = case.applicant["name"].as_str().unwrap_or_default();
    let said = |text: &str| text.replace(NAME, name);
    let open = shown.numbered.is_none() && case.assessment.closed_on.is_none();
    let mut notices = Vec::new();
    if shown.changed && open {
        notices.push(Notice {
            level: "warning",
            title: d.t("letters.answer.changed"),
            lines: Vec::new(),
        });
    }
    notices.extend(lacking(d, &shown.lacks));
    Some(Sheet {
        title: said(&draft.title),
        number: shown.numbered.as_ref().map_or_else(
            || d.t("letters.answer.unnumbered"),
            |one| one.number.clone(),
        ),
        addressee: said(&draft.addressee),
        body: parts(&said(&draft.body)),
        attachments: lines(&draft.attachments),
        annexes: parts(&said(&draft.annexes)),
        signature: draft.signature.clone(),
        date: shown.numbered.as_ref().map_or_else(
            || d.t("letters.answer.undated"),
            |one| law::letter::date::written(one.on),
        ),
        note: said(&draft.note),
        copies: draft.copies.clone(),
        files: files(d, shown.files.clone(), base),
        pdf: format!("{base}/answer.pdf"),
        edit: if open && d.works_cases() {
            format!("{base}/letters/{}/{}", shown.kind, shown.goes_with)
        } else {
            String::new()
        },
        read: shown.read.short().into(),
        notices,
    })
}

/// What keeps it from being signed.
fn lacking(d: &Desk, found: &[Finding]) -> Option<Notice> {
    let lines: Vec<_> = found.iter().map(|finding| line(finding, d.lang)).collect();
    (!lines.is_empty()).then(|| Notice {
        level: "error",
        title: d.t("letters.stops"),
        lines,
    })
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(ToString::to_string)
        .collect()
}
