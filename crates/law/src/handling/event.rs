//! The handling acts of a request: what the house does inside, beside the statutory acts.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Paper;
use crate::{
    case::{self, How},
    outcome::Code,
    readings::{Digest, Opinion, Post},
    remedy::Choices,
};

/// One act of the stream, in the order it was recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub on: Date,
    /// Who did it: an id of staff, or a word such as `applicant`.
    pub by: String,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An act of the statute.
    Statutory(case::Event),
    /// An act of the house.
    Inner(Event),
}

/// 拟办意见: the decision that the clerk prepares, with what carries it (D-17).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    pub code: Code,
    /// Grounds of the withheld part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<Code>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<How>,
    /// 理由: why this outcome; where the law leaves a choice, why it was used so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reasons: String,
    /// What is withheld, page by page (F-D11).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub withheld: String,
    /// OPEN-PUB: the link or the exact place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// OPEN-PUB: when the link was opened and seen to work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried: Option<Date>,
    /// OPEN-LATER: when it will be published (第三十六条第（二）项).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publish_on: Option<Date>,
    /// 举证材料: what the file holds to prove the ground (D-17): the mark of secrecy and its period, the article that
    /// forbids it, that it is one of the three kinds, that it arose before the decision, that it is on the case file.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// NONE: how it was lost, lawfully destroyed, or its keeping ended; stands in place of a search.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lost: String,
    /// OTHER-ORGAN: the organ that is responsible.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub other_organ: String,
    /// OTHER-ORGAN: how to reach it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// OTHER-ORGAN: why it cannot be determined.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub undetermined: String,
    /// REPEAT: number of the request that this organ answered before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub earlier: String,
    /// What decides the remedy of REPEAT and OTHER.
    #[serde(flatten)]
    pub choices: Choices,
    /// 答复稿: its letter and files as they will go out (F-D17). One from before letters were drafted with it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Paper>,
}

impl Decision {
    /// A proposal that says its outcome and nothing else yet.
    #[must_use]
    pub fn of(code: Code) -> Self {
        Self {
            code,
            grounds: Vec::new(),
            how: None,
            reasons: String::new(),
            withheld: String::new(),
            place: String::new(),
            tried: None,
            publish_on: None,
            evidence: String::new(),
            lost: String::new(),
            other_organ: String::new(),
            contact: String::new(),
            undetermined: String::new(),
            earlier: String::new(),
            choices: Choices::default(),
            paper: None,
        }
    }
}

/// One part that a letter was split into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Id of the new request.
    pub request: String,
    /// Its 受理编号.
    pub number: String,
}

/// One of the three readings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub opinion: Opinion,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Why one person does two steps, in a bureau too small for two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub exception: String,
    /// Digest of the letter and files that were read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Digest>,
}

/// The handling act itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// 转办: handed over to an office of the house with an inner due date.
    HandedOver {
        office: String,
        #[serde(default)]
        due: Option<Date>,
        #[serde(default)]
        note: String,
    },
    /// 股室交回.
    ReturnedByOffice {
        office: String,
        #[serde(default)]
        note: String,
    },
    /// 检索记录: where, by whom, with which terms, with what result.
    SearchRecorded {
        #[serde(rename = "where")]
        place: String,
        by: String,
        terms: String,
        result: String,
    },
    /// 一事一申请: a letter with several items split.
    Split { parts: Vec<Part> },
    /// 并案: answered by one document together with another request.
    Joined { lead: String, number: String },
    /// 并案: another request is answered together with this one.
    Leads { request: String, number: String },
    /// 拟办.
    DecisionPrepared(Box<Decision>),
    /// 科室负责人审核.
    SectionReviewed(Given),
    /// 法制审核.
    LegallyReviewed(Given),
    /// 签发.
    Signed(Given),
    /// 拟稿: a letter drafted; its text is sealed, the act names the kind and the act that it goes with, from 1.
    LetterDrafted {
        letter: String,
        #[serde(default)]
        goes_with: usize,
        /// Of an answer that is on its way: the letter and files as they are now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<Paper>,
    },
    /// 编号: a letter numbered and gone out, with the act that it goes with, from 1.
    LetterNumbered {
        letter: String,
        number: String,
        #[serde(default)]
        goes_with: usize,
        /// As the letter has it.
        #[serde(flatten)]
        choices: Choices,
        /// Digest of the letter and files as they were read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        read: Option<Digest>,
    },
    /// 作废: a numbered letter taken back before it reached anybody; its number stays used (F-D0).
    LetterVoided {
        letter: String,
        #[serde(default)]
        number: String,
        #[serde(default)]
        goes_with: usize,
        why: String,
    },
    /// 送达 (F-D15).
    Served {
        #[serde(default)]
        letter: String,
        how: How,
        #[serde(default)]
        reached: Option<Date>,
        #[serde(default)]
        proof: String,
    },
    /// 遮盖: a file made without what is withheld, for the answer (A-37; trap 38). What was taken out is sealed with the
    /// original; the act says how much.
    Redacted {
        phrases: usize,
        pages: usize,
        /// The answer with the file that was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        paper: Option<Paper>,
    },
    /// 风险评估.
    RiskNoted { note: String },
    /// 必要的帮助.
    HelpGiven { need: String, done: String },
    /// 查看申请人完整信息.
    ShownInFull { why: String },
    /// 身份证明收存: sealed beside the person.
    ProofKept,
    /// 补发查询码: handed out on paper for a request that had none.
    CodeGiven,
    /// 重新作出答复 after a remedy; the closed year's row stays.
    ReDecided {
        code: Code,
        after: String,
        /// 受理编号 of the request that a repeat names as answered before.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        earlier: String,
    },
    /// 满意度: the score; the words are sealed.
    Satisfaction { score: u8 },
}

/// The kinds of handling act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    HandedOver,
    ReturnedByOffice,
    SearchRecorded,
    Split,
    Joined,
    Leads,
    DecisionPrepared,
    SectionReviewed,
    LegallyReviewed,
    Signed,
    LetterDrafted,
    LetterNumbered,
    LetterVoided,
    Served,
    Redacted,
    RiskNoted,
    HelpGiven,
    ShownInFull,
    ProofKept,
    CodeGiven,
    ReDecided,
    Satisfaction,
}

impl Event {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::HandedOver { .. } => Kind::HandedOver,
            Self::ReturnedByOffice { .. } => Kind::ReturnedByOffice,
            Self::SearchRecorded { .. } => Kind::SearchRecorded,
            Self::Split { .. } => Kind::Split,
            Self::Joined { .. } => Kind::Joined,
            Self::Leads { .. } => Kind::Leads,
            Self::DecisionPrepared(_) => Kind::DecisionPrepared,
            Self::SectionReviewed(_) => Kind::SectionReviewed,
            Self::LegallyReviewed(_) => Kind::LegallyReviewed,
            Self::Signed(_) => Kind::Signed,
            Self::LetterDrafted { .. } => Kind::LetterDrafted,
            Self::LetterNumbered { .. } => Kind::LetterNumbered,
            Self::LetterVoided { .. } => Kind::LetterVoided,
            Self::Served { .. } => Kind::Served,
            Self::Redacted { .. } => Kind::Redacted,
            Self::RiskNoted { .. } => Kind::RiskNoted,
            Self::HelpGiven { .. } => Kind::HelpGiven,
            Self::ShownInFull { .. } => Kind::ShownInFull,
            Self::ProofKept => Kind::ProofKept,
            Self::CodeGiven => Kind::CodeGiven,
            Self::ReDecided { .. } => Kind::ReDecided,
            Self::Satisfaction { .. } => Kind::Satisfaction,
        }
    }
}

/// Word, Chinese term, English name, and who may do it.
type Line = (
    Kind,
    &'static str,
    &'static str,
    &'static str,
    &'static [Post],
);

const CLERK: &[Post] = &[Post::Clerk];
const HOUSE: &[Post] = &[Post::Clerk, Post::SectionHead, Post::Legal, Post::Leader];

#[rustfmt::skip]
const TABLE: [Line; 22] = [
    (Kind::HandedOver, "handed_over", "转股室办理", "Handed over to an office", CLERK),
    (Kind::ReturnedByOffice, "returned_by_office", "股室交回", "Handed back by the office", CLERK),
    (Kind::SearchRecorded, "search_recorded", "检索记录", "Search recorded", CLERK),
    (Kind::Split, "split", "拆分申请", "Split into parts", CLERK),
    (Kind::Joined, "joined", "并案答复", "Joined to another request", CLERK),
    (Kind::Leads, "leads", "并入另一件", "Another request joined", CLERK),
    (Kind::DecisionPrepared, "decision_prepared", "拟办", "Decision prepared", CLERK),
    (Kind::SectionReviewed, "section_reviewed", "科室审核", "Read by the section head", &[Post::SectionHead]),
    (Kind::LegallyReviewed, "legally_reviewed", "法制审核", "Read by the legal reviewer", &[Post::Legal]),
    (Kind::Signed, "signed", "签发", "Signed", &[Post::Leader]),
    (Kind::LetterDrafted, "letter_drafted", "文书拟稿", "Letter drafted", CLERK),
    (Kind::LetterNumbered, "letter_numbered", "文书编号", "Letter numbered", HOUSE),
    (Kind::LetterVoided, "letter_voided", "文书作废", "Letter voided", CLERK),
    (Kind::Served, "served", "送达", "Served", CLERK),
    (Kind::Redacted, "redacted", "遮盖", "Redacted", CLERK),
    (Kind::RiskNoted, "risk_noted", "风险评估", "Risk noted", CLERK),
    (Kind::HelpGiven, "help_given", "提供帮助", "Help given", CLERK),
    (Kind::ShownInFull, "shown_in_full", "查看申请人完整信息", "Applicant shown in full", HOUSE),
    (Kind::ProofKept, "proof_kept", "收存身份证明", "Proof of identity kept", CLERK),
    (Kind::CodeGiven, "code_given", "补发查询码", "Query code handed out", CLERK),
    (Kind::ReDecided, "re_decided", "重新作出答复", "Decided anew", CLERK),
    (Kind::Satisfaction, "satisfaction", "申请人评价", "The applicant's opinion", &[]),
];

impl Kind {
    pub const ALL: [Self; 22] = [
        Self::HandedOver,
        Self::ReturnedByOffice,
        Self::SearchRecorded,
        Self::Split,
        Self::Joined,
        Self::Leads,
        Self::DecisionPrepared,
        Self::SectionReviewed,
        Self::LegallyReviewed,
        Self::Signed,
        Self::LetterDrafted,
        Self::LetterNumbered,
        Self::LetterVoided,
        Self::Served,
        Self::Redacted,
        Self::RiskNoted,
        Self::HelpGiven,
        Self::ShownInFull,
        Self::ProofKept,
        Self::CodeGiven,
        Self::ReDecided,
        Self::Satisfaction,
    ];

    fn line(self) -> &'static Line {
        &TABLE[self as usize]
    }

    /// The word in acts and forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.line().1
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        self.line().2
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        self.line().3
    }

    /// The posts that may do it; none where only the applicant does.
    #[must_use]
    pub fn posts(self) -> &'static [Post] {
        self.line().4
    }

    /// An act that changes nothing in the case: somebody looked, gave an opinion, kept a draft.
    #[must_use]
    pub fn quiet(self) -> bool {
        matches!(
            self,
            Self::ShownInFull | Self::Satisfaction | Self::CodeGiven | Self::LetterDrafted
        )
    }
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        TABLE
            .iter()
            .find(|line| line.1 == text)
            .map(|line| line.0)
            .ok_or_else(|| format!("unknown kind of handling act {text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(TABLE[place].0, kind);
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }

    #[test]
    fn no_handling_act_is_named_like_an_act_of_the_statute() {
        for kind in Kind::ALL {
            assert!(kind.as_str().parse::<case::Kind>().is_err(), "{kind:?}");
        }
    }
}
