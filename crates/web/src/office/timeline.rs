//! Acts as lines of a history: what, when, by whom, with which particulars.

use std::collections::BTreeMap;

use app::{App, upload::FileRef};
use jiff::tz::Offset;
use law::{case::Kind, outcome::Code};
use serde_json::Value;
use store::{Told, ledger::Act};

use super::desk::Desk;

/// A label and what stands beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    pub label: String,
    pub value: String,
}

impl Fact {
    #[must_use]
    pub fn new(label: String, value: impl Into<String>) -> Self {
        Self {
            label,
            value: value.into(),
        }
    }
}

/// A file to download.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileLink {
    pub name: String,
    pub href: String,
    pub size: String,
}

impl FileLink {
    /// PDF, DOCX.
    #[must_use]
    pub fn ending(&self) -> String {
        let ending = self.name.rsplit_once('.').map(|(_, ending)| ending);
        ending.unwrap_or(&self.name).to_uppercase()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    pub version: i64,
    pub on: String,
    pub title: String,
    pub facts: Vec<Fact>,
    pub note: String,
    pub files: Vec<FileLink>,
    /// By whom and when it was entered.
    pub by: String,
    /// Came after the version that the reader had before him.
    pub fresh: bool,
}

/// Names of an organ's staff by id.
pub type Names = BTreeMap<String, String>;

/// The names behind the ids that acts carry.
pub async fn names(app: &App, organ: &str) -> app::Result<Names> {
    Ok(store::staff::names(&app.store, organ)
        .await?
        .into_iter()
        .collect())
}

/// Particulars in the order of reading; the rest of an act's body is for machines.
const PARTICULARS: [&str; 28] = [
    "despite",
    "channel",
    "applicant",
    "form",
    "delivery",
    "days",
    "reached",
    "reasonable",
    "answer_by",
    "ref",
    "consents",
    "consented",
    "noticed",
    "fen",
    "code",
    "grounds",
    "how",
    "opinion",
    "basis",
    "exception",
    "lawful_reason",
    "reason",
    "by",
    "at",
    "change",
    "index_number",
    "published_on",
    "document_number",
];

/// The same of a handling act, which has words of its own for some of them.
const INNER: [&str; 32] = [
    "office",
    "due",
    "where",
    "by",
    "terms",
    "result",
    "code",
    "grounds",
    "how",
    "reasons",
    "evidence",
    "withheld",
    "place",
    "tried",
    "publish_on",
    "other_organ",
    "contact",
    "undetermined",
    "earlier",
    "disclosed_before",
    "remedy",
    "lost",
    "opinion",
    "exception",
    "letter",
    "number",
    "reached",
    "proof",
    "need",
    "done",
    "why",
    "after",
];

/// One act as a line. `base` is the address under which the record's files are served;
/// acts after version `seen` are marked.
#[must_use]
pub fn step(d: &Desk, names: &Names, act: &Act, base: &str, seen: Option<i64>) -> Step {
    let told = act.told();
    let inner = act.kind.parse::<law::handling::Kind>().is_ok();
    let names_of: &[&str] = if inner { &INNER } else { &PARTICULARS };
    let prefix = if inner {
        "requests.fact"
    } else {
        "office.fact"
    };
    Step {
        version: act.version,
        on: act.on_date.to_string(),
        title: if matches!(act.about(), Ok(store::Stream::Request(_))) {
            title(d, &act.kind)
        } else {
            d.t(&format!("items.kind.{}", act.kind))
        },
        facts: names_of
            .iter()
            .filter_map(|name| {
                let value = said(d, act, &told, name, inner)?;
                Some(Fact::new(d.t(&format!("{prefix}.{name}")), value))
            })
            .chain(numbers(d, &told))
            .collect(),
        note: if told == Told::Damaged {
            d.t("office.damaged")
        } else {
            told.text("note").unwrap_or_default().to_string()
        },
        files: files(d, told.files(), base),
        by: by(d, names, act),
        fresh: seen.is_some_and(|seen| act.version > seen),
    }
}

/// One particular in words; `inner`: of an act of the house, which has words of its own for some.
fn said(d: &Desk, act: &Act, told: &Told, name: &str, inner: bool) -> Option<String> {
    match name {
        "letter" if act.kind != "served" => match told.word(name) {
            Some(kind) => Some(super::letters::name(d, kind)),
            None => particular(d, name, told.get(name)?),
        },
        "letter" if inner => Some(d.t(&format!("requests.letter.{}", told.text(name)?))),
        "opinion" if inner => Some(d.t(&format!("requests.opinion.{}", told.text(name)?))),
        "remedy" if inner => Some(d.t(&format!("letters.remedy.{}", told.text(name)?))),
        _ => particular(d, name, told.get(name)?),
    }
}

/// The plain name of a kind of act of a request.
#[must_use]
pub fn title(d: &Desk, kind: &str) -> String {
    if let Ok(kind) = kind.parse::<Kind>() {
        return d.lang.pick(kind.zh(), kind.en()).to_string();
    }
    kind.parse::<law::handling::Kind>().map_or_else(
        |_| kind.to_string(),
        |kind| d.lang.pick(kind.zh(), kind.en()).to_string(),
    )
}

/// The parts of a split, the score of an opinion.
fn numbers(d: &Desk, told: &Told) -> Vec<Fact> {
    let mut facts = Vec::new();
    let parts = told.parts();
    if !parts.is_empty() {
        let numbers: Vec<&str> = parts.iter().map(|part| part.number.as_str()).collect();
        facts.push(Fact::new(
            d.t("requests.fact.parts"),
            numbers.join(d.lang.pick("、", ", ")),
        ));
    }
    if let Some(score) = told.count("score") {
        facts.push(Fact::new(
            d.t("requests.fact.score"),
            format!("{score} / 5"),
        ));
    }
    for name in ["phrases", "pages"] {
        if let Some(count) = told.count(name) {
            facts.push(Fact::new(
                d.t(&format!("letters.redact.{name}")),
                count.to_string(),
            ));
        }
    }
    if let Some(joint) = told.text("joint") {
        facts.push(Fact::new(d.t("requests.fact.joint"), joint));
    }
    if told.yes("oral") == Some(true) {
        facts.push(Fact::new(d.t("requests.fact.oral"), d.t("office.yes")));
    }
    facts
}

/// The files that an act or a row names, as far as this person may have them.
#[must_use]
pub fn files(d: &Desk, named: Vec<FileRef>, base: &str) -> Vec<FileLink> {
    named
        .into_iter()
        .filter(|file| file.by_link() && (d.handles() || !file.names_applicant()))
        .map(|file| FileLink {
            href: format!("{base}/files/{}", file.hash),
            size: size(file.size),
            name: file.shown_name(),
        })
        .collect()
}

/// Puts the own names of files in the place of their numbers.
pub fn call(files: &mut [FileLink], own: &Names) {
    for file in files {
        let hash = file.href.rsplit('/').next().unwrap_or_default();
        if let Some(name) = own.get(hash) {
            file.name.clone_from(name);
        }
    }
}

/// A size people can read.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!(
            "{}.{} MB",
            bytes / 1_048_576,
            bytes % 1_048_576 * 10 / 1_048_576
        ),
    }
}

fn by(d: &Desk, names: &Names, act: &Act) -> String {
    let who = match act.actor.as_str() {
        "applicant" => d.t("office.by.applicant"),
        "import" => d.t("office.by.import"),
        other => names
            .get(other)
            .cloned()
            .unwrap_or_else(|| d.t("office.by.unknown")),
    };
    let when = Offset::constant(8).to_datetime(act.recorded_at);
    d.t("office.by.line")
        .replace("{who}", &who)
        .replace("{when}", &when.strftime("%Y-%m-%d %H:%M").to_string())
}

fn particular(d: &Desk, name: &str, value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::Object(change) if name == "change" => {
            let note = change
                .get("note")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let major = change.get("major").and_then(Value::as_bool) == Some(true);
            let kind = if major {
                "change_major"
            } else {
                "change_minor"
            };
            format!("{note}（{}）", d.t(&format!("items.life.{kind}")))
        }
        Value::String(text) => text.clone(),
        Value::Bool(yes) => d.t(if *yes { "office.yes" } else { "office.no" }),
        Value::Array(list) => {
            let codes: Vec<String> = list
                .iter()
                .filter_map(Value::as_str)
                .map(|code| outcome(d, code))
                .collect();
            codes.join(d.lang.pick("、", ", "))
        }
        other => other.to_string(),
    };
    if text.is_empty() {
        return None;
    }
    Some(match name {
        "channel" => d.t(&format!("requests.channel.{text}")),
        "applicant" => d.t(&format!("requests.applicant.{text}")),
        "form" => d.t(&format!("requests.form.{text}")),
        "delivery" => d.t(&format!("requests.delivery.{text}")),
        "how" => d.t(&format!("requests.how.{text}")),
        "opinion" => d.t(&format!("items.opinion.{text}")),
        "at" => text.replace('T', " ").get(..16).unwrap_or(&text).into(),
        "code" => outcome(d, &text),
        "days" => d.tn("office.working_days", "n", text),
        "fen" => {
            let fen: u64 = text.parse().unwrap_or_default();
            d.tn(
                "office.yuan",
                "n",
                format!("{}.{:02}", fen / 100, fen % 100),
            )
        }
        _ => text,
    })
}

/// The plain name of an outcome code.
#[must_use]
pub fn outcome(d: &Desk, code: &str) -> String {
    code.parse::<Code>().map_or_else(
        |_| code.to_string(),
        |code| d.lang.pick(code.zh(), code.en()).to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_readable() {
        for (bytes, text) in [(12, "12 B"), (1025, "2 KB"), (1_572_864, "1.5 MB")] {
            assert_eq!(size(bytes), text);
        }
    }
}
