//! What keeps a text from the public: its class (S-8), a mark of secrecy (S-3), personal data, and what no program can
//! read of it until a person has looked (S-1).

use std::{borrow::Cow, collections::BTreeSet};

use jiff::civil::Date;

use super::content::SourceClass;
use crate::{
    finding::{Finding, Severity},
    personal::{self, Hit, Kind, Weight},
    readings::Post,
    review,
    rule::Rule,
};

/// A piece of what would become public, in plain text, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// `title`, `summary`, `document_number`, `body`, `attachments/1` or `attachments/1/name`: never a file's own name,
    /// which may be what must not be said.
    pub place: String,
    pub text: String,
}

impl Passage {
    #[must_use]
    pub fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            text: text.into(),
        }
    }

    /// A line by itself, not a part of a longer text: a title or the name of a file.
    fn is_heading(&self) -> bool {
        self.place == "title" || self.place.ends_with("/name")
    }
}

/// A part of an attachment that no program can read: a picture, a scanned page, an archive that is locked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// `attachments/1`.
    pub place: String,
    /// Which part: `picture`, `page 3`, in the words of a scan.
    pub part: String,
}

/// 先审查、后公开 (S-1): what no program can read passes by a person's word alone, who looked at it and said so.
///
/// `looked` is the recorded statement of the reader whose post it is ([`looks`]).
#[must_use]
pub fn unread(parts: &[Unread], looked: &str) -> Vec<Finding> {
    if !looked.trim().is_empty() {
        return Vec::new();
    }
    parts
        .iter()
        .map(|unread| {
            let (place, part) = (&unread.place, &unread.part);
            let number = place.rsplit('/').next().unwrap_or_default();
            Finding::new(
                Rule::S_1,
                Severity::Error,
                "looked",
                format!(
                    "附件{number}中有程序读不出的内容（{part}），审查人应当看过，并写明其中有无国家秘密标志和个人信息"
                ),
                format!(
                    "No program can read all of attachment {number} ({part}): the reviewer looks at it and records whether it holds a mark of secrecy or personal data"
                ),
            )
        })
        .collect()
}

/// The post that looks at what no program can read: the secrecy reviewer; where none reads, the last reader (S-1).
#[must_use]
pub fn looks(order: &[Post]) -> Option<Post> {
    let secrecy = order.iter().find(|post| **post == Post::Secrecy);
    secrecy.or(order.last()).copied()
}

/// 国办发〔2016〕80号: only what is classed 主动公开 at its source becomes public (S-8).
#[must_use]
pub fn class(class: SourceClass) -> Option<Finding> {
    if class == SourceClass::Proactive {
        return None;
    }
    Some(Finding::new(
        Rule::S_8,
        Severity::Error,
        "source_class",
        format!(
            "公开属性为“{}”的信息不得送审发布；确需主动公开的，先修改公开属性并说明依据",
            class.zh()
        ),
        format!(
            "An item classed as {} is neither sent for review nor published; change its class first if it is to be public",
            class.en()
        ),
    ))
}

/// 《保守国家秘密法》第三十一条: nothing marked 绝密, 机密 or 秘密 is stored, whatever is said of it (S-3, trap 41).
#[must_use]
pub fn secrecy(passages: &[Passage]) -> Vec<Finding> {
    passages
        .iter()
        .flat_map(|passage| {
            let found = if passage.is_heading() {
                review::refuse_marked_heading(&passage.text)
            } else {
                marked(&passage.text)
            };
            found.into_iter().map(|finding| Finding {
                place: format!("{} {}", passage.place, finding.place),
                ..finding
            })
        })
        .collect()
}

/// A mark stands alone in its line, or alone in its cell where a line is a row of cells.
fn marked(text: &str) -> Vec<Finding> {
    review::refuse_marked(&by_cells(text))
}

/// A text as marks are looked for in it: by lines, or by cells where no line is marked.
fn by_cells(text: &str) -> Cow<'_, str> {
    if text.contains('\t') && review::secret_marks(text).is_empty() {
        return Cow::Owned(text.replace('\t', "\n"));
    }
    Cow::Borrowed(text)
}

/// The lines of a passage that are marked.
pub(super) fn marked_lines(passage: &Passage) -> Vec<usize> {
    if passage.is_heading() {
        let mark = review::secret_heading(&passage.text);
        return mark.map(|_| 1).into_iter().collect();
    }
    let marks = review::secret_marks(&by_cells(&passage.text));
    marks.into_iter().map(|mark| mark.line).collect()
}

/// Personal data in what would become public: what blocks is an error, what a person should look at a warning.
///
/// A recorded lawful reason lifts what blocks, except what is never public in full: identity, card and telephone numbers.
#[must_use]
pub fn personal(
    passages: &[Passage],
    today: Date,
    settings: &personal::Settings,
    lawful_reason: &str,
) -> Vec<Finding> {
    passages
        .iter()
        .flat_map(|passage| {
            let hits = weighed(passage, today, settings, lawful_reason);
            personal::findings(&hits, &passage.place)
        })
        .collect()
}

/// What is found in a passage, as it weighs on the way to the public.
#[must_use]
pub fn weighed(
    passage: &Passage,
    today: Date,
    settings: &personal::Settings,
    lawful_reason: &str,
) -> Vec<Hit> {
    let mut hits = personal::scan(&passage.text, today, settings);
    let named = hits.iter().filter(|hit| hit.kind == Kind::Name);
    let named: BTreeSet<usize> = named.map(|hit| hit.line).collect();
    // What a line is is asked once, however much stands in it: a text may be one long line.
    let mut lines = passage.text.lines().zip(1..);
    let mut here = Beside::default();
    let mut number = 0;
    for hit in &mut hits {
        if hit.line > number {
            let line = lines.find(|(_, at)| *at == hit.line);
            number = hit.line;
            here = Beside {
                name: named.contains(&number),
                duty: line
                    .is_some_and(|(line, _)| DUTY_LISTS.iter().any(|word| line.contains(word))),
            };
        }
        hit.weight = weight(hit, here, lawful_reason);
    }
    hits
}

/// What stands in the line of a hit.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    name: bool,
    /// It is one of a list that is given out so that people call.
    duty: bool,
}

/// What keeps a text from the public: marks of secrecy (S-3), and personal data that no recorded reason lifts.
#[must_use]
pub fn stops(
    passages: &[Passage],
    today: Date,
    settings: &personal::Settings,
    lawful_reason: &str,
) -> Vec<Finding> {
    let mut found = secrecy(passages);
    let personal = personal(passages, today, settings, lawful_reason);
    found.extend(
        personal
            .into_iter()
            .filter(|hit| hit.severity == Severity::Error),
    );
    found
}

/// How much a hit weighs on the way to the public (formats.md, "A scan").
fn weight(hit: &Hit, beside: Beside, lawful_reason: &str) -> Weight {
    let blocks = match hit.kind {
        // The mobile of a duty list: people decide.
        Kind::Mobile => !beside.duty,
        Kind::Minor | Kind::Health | Kind::Passport => true,
        Kind::Address => beside.name,
        _ => hit.weight == Weight::Blocks,
    };
    let never_public = matches!(
        hit.kind,
        Kind::Identity | Kind::OldIdentity | Kind::Mobile | Kind::BankCard
    );
    match (hit.weight, blocks) {
        (Weight::Public, _) => Weight::Public,
        (_, true) if never_public || lawful_reason.trim().is_empty() => Weight::Blocks,
        _ => Weight::Warns,
    }
}

const DUTY_LISTS: [&str; 4] = ["值班", "监督举报", "举报电话", "投诉举报"];
