//! 个人信息: what must not reach the public by mistake (law.md 13.2), and what the handling of applicants' data owes (13.1).
//!
//! `scan` reads any text: a body, a cell, a header, a comment, a file name. Full-width digits, inner spaces and hyphens
//! are read through. A hit says kind, place and masked form, and never holds the number itself, so it may be kept with the
//! item and shown. `mask` removes the characters; nothing is painted over (Q-21, trap 38).
//!
//! Office telephones, office addresses and the names of officials in charge are public by Article 20(2): no pattern here
//! takes them for personal (trap 40). Not recognised: numbers written out in Han numerals, pictures, foreign documents.

mod amount;
mod bank;
mod code;
mod dates;
pub mod duty;
mod glyph;
mod identity;
mod masking;
mod mobile;
mod permit;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

pub use bank::bank_card;
pub use code::{credit_code, organisation_code};
pub use identity::{identity_born, old_identity_born};
pub use mobile::mobile;
pub use permit::{foreigner_born, older_foreigner};

use glyph::Line;

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 居民身份证号, 18 characters with a check (GB 11643-1999).
    Identity,
    /// The 15-digit number of before, without a check.
    OldIdentity,
    /// 手机号.
    Mobile,
    /// 银行卡号.
    BankCard,
    /// 银行账号 behind its label.
    Account,
    /// 统一社会信用代码 (GB 32100-2015).
    CreditCode,
    /// 组织机构代码 (GB 11714).
    OrganisationCode,
    /// 护照号.
    Passport,
    /// 外国人永久居留身份证, 港澳居民和台湾居民的通行证.
    Permit,
    /// 车牌号.
    Plate,
    /// 不动产权证号.
    Property,
    /// 电子邮箱, other than a government's.
    Email,
    /// 家庭住址, down to the room.
    Address,
    /// 姓名 beside any of the above.
    Name,
    /// A word for a minor beside any of the above.
    Minor,
    /// A word for an illness beside any of the above.
    Health,
    /// 拍摄地点, as a camera writes it into a picture: it stands in no text.
    Location,
}

/// How much a hit weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Publishing waits until it is masked or a lawful reason is recorded.
    Blocks,
    /// A person looks at it.
    Warns,
    /// Recognised, so that nothing else takes it for a person's number; an organisation's code is public.
    Public,
}

/// One hit. The number itself is not in it, so that none gets into a log or a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub kind: Kind,
    pub weight: Weight,
    /// Bytes of the text, `start..end`.
    pub start: usize,
    pub end: usize,
    /// Line and character in it, both from 1.
    pub line: usize,
    pub column: usize,
    pub masked: String,
}

/// How numbers are masked. No national rule was found; these are visible defaults.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Digits of a telephone number that stay in front.
    pub phone_head: usize,
    /// Digits of a telephone number that stay behind.
    pub phone_tail: usize,
    /// Digits of a card or account that stay behind.
    pub card_tail: usize,
    /// Digits of an identity number that stay in front: the region. The date of birth and the rest go.
    pub identity_head: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            phone_head: 3,
            phone_tail: 4,
            card_tail: 4,
            identity_head: 6,
        }
    }
}

/// What may be a person's in the words of a record that is never changed: they are not recorded. `place` is the field,
/// `record` what the record is called in Chinese.
pub(crate) fn kept_out(
    (place, record): (&str, &str),
    text: &str,
    today: Date,
    settings: &Settings,
) -> Vec<Finding> {
    let hits = scan(text, today, settings);
    let hits = hits.iter().filter(|hit| hit.weight == Weight::Blocks);
    hits.map(|hit| {
        Finding::new(
            Rule::Q_20,
            Severity::Error,
            place,
            format!(
                "疑有{}（{}），{record}不写个人信息",
                hit.kind.zh(),
                hit.masked
            ),
            format!(
                "This may be a person's: {} ({}). Nothing of that kind is written here",
                hit.kind.en(),
                hit.masked
            ),
        )
    })
    .collect()
}

/// Every hit in a text, in order of place. `today` bounds the dates of birth.
///
/// Where one number fits several of the patterns with a check, each is reported, as which it is cannot be told (trap 39);
/// a weaker pattern inside a stronger one is left out.
#[must_use]
pub fn scan(text: &str, today: Date, settings: &Settings) -> Vec<Hit> {
    let mut hits = Vec::new();
    for line in Line::all(text) {
        let mut found: Vec<Hit> = Vec::new();
        found.extend(identity::hits(&line, today, settings));
        found.extend(permit::hits(&line, today, settings));
        found.extend(bank::hits(&line, settings));
        found.extend(code::hits(&line));
        found.extend(identity::old_hits(&line, today, settings));
        found.extend(mobile::hits(&line, settings));
        found.extend(words::alone(&line, settings));
        let mut kept = without_overlaps(found);
        kept.extend(words::beside(&line, &kept));
        words::with_a_person(&mut kept);
        hits.extend(kept);
    }
    let broken = identity::broken_by_a_line_end(text, today, settings);
    let mut taken = Taken::default();
    for whole in &broken {
        taken.take(whole);
    }
    hits.retain(|hit| !taken.overlaps(hit));
    hits.extend(broken);
    hits.sort_by_key(|hit| (hit.start, hit.kind));
    hits
}

/// The text with every hit that is not public replaced by its masked form: the characters are gone (Q-21, trap 38).
#[must_use]
pub fn mask(text: &str, hits: &[Hit]) -> String {
    let mut sorted: Vec<&Hit> = hits
        .iter()
        .filter(|hit| hit.weight != Weight::Public)
        .filter(|hit| !matches!(hit.kind, Kind::Minor | Kind::Health))
        .collect();
    sorted.sort_by_key(|hit| (hit.start, hit.weight, hit.kind));
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for hit in sorted {
        let (Some(before), true) = (text.get(at..hit.start), hit.end <= text.len()) else {
            continue;
        };
        masked.push_str(before);
        masked.push_str(&hit.masked);
        at = hit.end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    masked
}

/// The hits as findings: what blocks is an error, what a person should look at a warning.
#[must_use]
pub fn findings(hits: &[Hit], place: &str) -> Vec<Finding> {
    hits.iter()
        .filter_map(|hit| {
            let severity = match hit.weight {
                Weight::Blocks => Severity::Error,
                Weight::Warns => Severity::Warning,
                Weight::Public => return None,
            };
            let (kind, line, column) = (hit.kind, hit.line, hit.column);
            Some(Finding::new(Rule::Q_20, severity, &format!("{place}:{line}:{column}"), format!(
                    "第{line}行第{column}字疑为{}（{}），公开前应当去标识或者记录合法理由",
                    kind.zh(),
                    hit.masked
                ), format!(
                    "Line {line}, character {column}: {} ({}); mask it or record a lawful reason before publishing",
                    kind.en(),
                    hit.masked
                )))
        })
        .collect()
}

/// Stronger patterns first: a weaker one that overlaps is left out, unless both have a check and the same place.
fn without_overlaps(found: Vec<Hit>) -> Vec<Hit> {
    let mut taken = Taken::default();
    let mut kept: Vec<Hit> = Vec::new();
    for hit in found {
        if taken.take(&hit) {
            kept.push(hit);
        }
    }
    kept
}

/// The stretches of a text that hits have taken: start, end, and whether the number there has a check.
#[derive(Default)]
struct Taken(BTreeMap<usize, (usize, bool)>);

impl Taken {
    /// Takes a hit's stretch; `false` where another has it already.
    fn take(&mut self, hit: &Hit) -> bool {
        let checked = hit.kind.checked();
        if self.0.get(&hit.start) == Some(&(hit.end, true)) && checked {
            return true;
        }
        if self.overlaps(hit) {
            return false;
        }
        self.0.insert(hit.start, (hit.end, checked));
        true
    }

    /// Whether any of a hit's stretch is taken. Stretches do not overlap each other, so the last that begins before its end tells.
    fn overlaps(&self, hit: &Hit) -> bool {
        let before = self.0.range(..hit.end).next_back();
        before.is_some_and(|(_, (end, _))| *end > hit.start)
    }
}

impl Kind {
    pub const ALL: [Self; 17] = [
        Self::Identity,
        Self::OldIdentity,
        Self::Mobile,
        Self::BankCard,
        Self::Account,
        Self::CreditCode,
        Self::OrganisationCode,
        Self::Passport,
        Self::Permit,
        Self::Plate,
        Self::Property,
        Self::Email,
        Self::Address,
        Self::Name,
        Self::Minor,
        Self::Health,
        Self::Location,
    ];

    /// The rule by which it waits for a person: whatever it is, a hit stops publishing.
    #[must_use]
    pub fn rule(self) -> Rule {
        Rule::Q_20
    }

    /// Whether the number proves itself by a check digit.
    #[must_use]
    pub fn checked(self) -> bool {
        matches!(
            self,
            Self::Identity | Self::CreditCode | Self::BankCard | Self::Permit
        )
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Identity => "居民身份证号",
            Self::OldIdentity => "15位身份证号",
            Self::Mobile => "手机号",
            Self::BankCard => "银行卡号",
            Self::Account => "银行账号",
            Self::CreditCode => "统一社会信用代码",
            Self::OrganisationCode => "组织机构代码",
            Self::Passport => "护照号",
            Self::Permit => "居留或者通行证件号",
            Self::Plate => "车牌号",
            Self::Property => "不动产权证号",
            Self::Email => "电子邮箱",
            Self::Address => "家庭住址",
            Self::Name => "姓名",
            Self::Minor => "未成年人信息",
            Self::Health => "健康信息",
            Self::Location => "拍摄地点",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Identity => "identity number",
            Self::OldIdentity => "15-digit identity number",
            Self::Mobile => "mobile number",
            Self::BankCard => "bank card number",
            Self::Account => "bank account",
            Self::CreditCode => "unified social credit code",
            Self::OrganisationCode => "organisation code",
            Self::Passport => "passport number",
            Self::Permit => "permit number",
            Self::Plate => "vehicle plate",
            Self::Property => "property certificate",
            Self::Email => "e-mail address",
            Self::Address => "home address",
            Self::Name => "name",
            Self::Minor => "data on a minor",
            Self::Health => "health data",
            Self::Location => "place where it was taken",
        }
    }
}
