//! 公开主体: what is government information, who must disclose it, and who is under the 条例 at all (law.md 1.1, 1.10).

use serde::{Deserialize, Serialize};

use crate::{outcome::Code, rule::Rule};

/// What is known of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// An 行政机关 made or obtained it.
    pub of_an_organ: bool,
    /// It did so in performing 行政管理职能.
    pub in_administration: bool,
    /// It is recorded in some form, and kept.
    pub recorded: bool,
}

/// 《政府信息公开条例》第二条: made or obtained by an organ in performing its administrative functions, and recorded.
/// An internal affair is not outside by itself: it may be withheld.
#[must_use]
pub fn is_government_information(record: Record) -> bool {
    record.of_an_organ && record.in_administration && record.recorded
}

/// How a record came to this organ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Made by this organ.
    MadeHere,
    /// Obtained from 公民、法人或者其他组织.
    FromPerson,
    /// Obtained from another 行政机关, which made it or first obtained it.
    FromOrgan,
    /// 共同制作, this organ leading.
    JointLeading,
    /// 共同制作, another organ leading.
    JointOther,
    /// Made here, transferred to the archive, the transfer term not over.
    ArchivedInTerm,
    /// In the archive after the transfer term.
    ArchivedAfterTerm,
}

/// Who discloses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discloser {
    /// This organ.
    Here,
    /// The organ that made it or first obtained it.
    Maker,
    /// The organ that led.
    Lead,
    /// 国家档案馆, by the rules of archives.
    Archive,
}

/// Who discloses, and by which rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Responsible {
    pub who: Discloser,
    pub rule: Rule,
    pub citation: &'static str,
}

impl Source {
    pub const ALL: [Self; 7] = [
        Self::MadeHere,
        Self::FromPerson,
        Self::FromOrgan,
        Self::JointLeading,
        Self::JointOther,
        Self::ArchivedInTerm,
        Self::ArchivedAfterTerm,
    ];

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::MadeHere => "本机关制作",
            Self::FromPerson => "从公民、法人和其他组织获取",
            Self::FromOrgan => "从其他行政机关获取",
            Self::JointLeading => "与其他机关共同制作，本机关牵头",
            Self::JointOther => "与其他机关共同制作，其他机关牵头",
            Self::ArchivedInTerm => "已交档案馆保管，移交期限未满",
            Self::ArchivedAfterTerm => "移交期限届满后已移交国家档案馆",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::MadeHere => "Made here",
            Self::FromPerson => "Obtained from a citizen or organisation",
            Self::FromOrgan => "Obtained from another organ",
            Self::JointLeading => "Made jointly, led here",
            Self::JointOther => "Made jointly, led elsewhere",
            Self::ArchivedInTerm => "In the archive, transfer term running",
            Self::ArchivedAfterTerm => "Transferred to the archive after the term",
        }
    }
}

/// 《政府信息公开条例》第十条: who made it, keeps what a person gave, made or first obtained it, led.
/// Archives: the original organ until the transfer term ends, then the rules of archives (Z-16, trap 43).
#[must_use]
pub fn discloser(source: Source) -> Responsible {
    let (who, rule, citation) = match source {
        Source::MadeHere => (
            Discloser::Here,
            Rule::A_10_1,
            "政府信息公开条例第十条第一款",
        ),
        Source::FromPerson => (
            Discloser::Here,
            Rule::A_10_2,
            "政府信息公开条例第十条第一款",
        ),
        Source::FromOrgan => (
            Discloser::Maker,
            Rule::A_10_3,
            "政府信息公开条例第十条第一款",
        ),
        Source::JointLeading => (
            Discloser::Here,
            Rule::A_10_4,
            "政府信息公开条例第十条第三款",
        ),
        Source::JointOther => (
            Discloser::Lead,
            Rule::A_10_4,
            "政府信息公开条例第十条第三款",
        ),
        Source::ArchivedInTerm => (
            Discloser::Here,
            Rule::Z_16,
            "档案法第十五条；法释〔2025〕8号第九条",
        ),
        Source::ArchivedAfterTerm => (
            Discloser::Archive,
            Rule::Z_16,
            "档案法第十五条；法释〔2025〕8号第九条",
        ),
    };
    Responsible {
        who,
        rule,
        citation,
    }
}

/// The outcomes that fit information of this source: what is another's to disclose is answered 不属于本机关,
/// with its name and contact; if it is public already, pointing to it is allowed too (便民).
#[must_use]
pub fn outcomes(source: Source, already_public: bool) -> &'static [Code] {
    match (discloser(source).who, already_public) {
        (Discloser::Here, _) => &[],
        (_, true) => &[Code::OtherOrgan, Code::OpenPub],
        (_, false) => &[Code::OtherOrgan],
    }
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// 行政机关.
    Organ,
    /// 法律、法规授权的具有管理公共事务职能的组织.
    Empowered,
    /// 公共企事业单位: by the rules of its sector.
    PublicUtility,
    /// 党组织 without an administrative nameplate.
    Party,
}

/// 《政府信息公开条例》第五十四条、第五十五条: empowered organisations are under it; 公共企事业单位 follow their sector's rules and
/// are not counted in 表三; party matters are outside (trap 43).
#[must_use]
pub fn under_the_regulation(body: Body) -> bool {
    matches!(body, Body::Organ | Body::Empowered)
}
