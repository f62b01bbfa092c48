//! 关联: what an item has to do with others. An explanation names its document (S-12, S-13), a document what it changes or puts out
//! of force (P-10). A tie is part of the text: who reads the text reads the tie.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{consultation::Accounts, content::Content};
use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// How many items one can name.
const MOST: usize = 20;

/// What an item does to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tie {
    /// 解读 (S-13).
    Explains,
    /// 修改 (P-8).
    Amends,
    /// 废止 (P-10).
    Repeals,
    /// 意见采纳情况 of a consultation (S-11).
    Answers,
}

impl Tie {
    pub const ALL: [Self; 4] = [Self::Explains, Self::Amends, Self::Repeals, Self::Answers];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Explains => "explains",
            Self::Amends => "amends",
            Self::Repeals => "repeals",
            Self::Answers => "answers",
        }
    }

    /// The rule by which the two are shown with each other.
    #[must_use]
    pub fn rule(self) -> Rule {
        match self {
            Self::Explains => Rule::S_13,
            Self::Amends => Rule::P_8,
            Self::Repeals => Rule::P_10,
            Self::Answers => Rule::S_11,
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Explains => ("解读", "explained"),
            Self::Amends => ("修改", "amended"),
            Self::Repeals => ("废止", "repealed"),
            Self::Answers => ("答复", "answered"),
        }
    }
}

/// An item by its organ and id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reference {
    pub organ: String,
    pub id: String,
}

/// One item that another names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Named {
    pub tie: Tie,
    #[serde(flatten)]
    pub item: Reference,
}

/// A named item as it stands when the act is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub named: Named,
    pub title: String,
    /// It is the very item that names it.
    pub itself: bool,
    /// It is of the organ that names it.
    pub own: bool,
    /// Whether the public can read it.
    pub shown: bool,
    pub repealed: bool,
    /// 成文日期.
    pub made_on: Date,
    /// Of an item whose result this is: how its opinions stand.
    pub accounts: Option<Accounts>,
}

/// What is wrong with the items that a text names, on paper (P-8, P-10, S-13).
pub(super) fn named(content: &Content, standing: &[Standing]) -> Vec<Finding> {
    let mut found = Vec::new();
    if content.ties.len() > MOST {
        found.push(Finding::new(
            Rule::S_13,
            Severity::Error,
            "explains",
            format!("关联的信息不能超过{MOST}条"),
            format!("An item can name at most {MOST} others"),
        ));
    }
    for (at, one) in content.ties.iter().enumerate() {
        if content.ties[..at].contains(one) {
            found.push(wrong(
                one.tie,
                "同一条信息写了两次",
                "The same item is named twice",
            ));
        }
        match standing.iter().find(|known| known.named == *one) {
            None => found.push(wrong(
                one.tie,
                "没有找到所关联的信息",
                "There is no such item",
            )),
            Some(known) => found.extend(known.fault(content.made_on)),
        }
    }
    found
}

impl Standing {
    fn fault(&self, made_on: Date) -> Option<Finding> {
        let tie = self.named.tie;
        let (zh, en) = tie.words();
        if self.itself {
            return Some(wrong(tie, "不能关联信息本身", "An item cannot name itself"));
        }
        if tie == Tie::Repeals && !self.own {
            return Some(wrong(
                tie,
                "只能废止本机关公开的文件；其他机关的文件由公开它的机关标注",
                "An organ marks its own documents as repealed; those of another are marked there",
            ));
        }
        if tie == Tie::Answers {
            let asked = self
                .accounts
                .as_ref()
                .is_some_and(|one| one.until.is_some());
            if !self.own || !asked {
                return Some(wrong(
                    tie,
                    "请写本机关的一项意见征集",
                    "Name a consultation of the organ's own",
                ));
            }
        }
        (tie != Tie::Explains && self.made_on > made_on).then(|| {
            wrong(
                tie,
                &format!("《{}》成文在后，不能被本文{zh}", self.title),
                &format!("“{}” was made later: it cannot be {en} by this", self.title),
            )
        })
    }
}

/// What keeps a text from the public because of what it names: the public is not sent to what it cannot read (S-13), and nothing is
/// repealed twice (P-10).
pub(super) fn shown(
    content: &Content,
    before: Option<&Content>,
    standing: &[Standing],
) -> Vec<Finding> {
    let mut found = named(content, standing);
    for known in standing
        .iter()
        .filter(|known| content.ties.contains(&known.named))
    {
        let (zh, en) = known.named.tie.words();
        let title = &known.title;
        if !known.shown {
            found.push(wrong(
                known.named.tie,
                &format!("被{zh}的《{title}》还没有公开，应当先发布"),
                &format!("“{title}”, which is {en}, is not public: it is published first"),
            ));
        } else if known.named.tie == Tie::Repeals
            && known.repealed
            // By the text that is public and says so already.
            && before.is_none_or(|before| !before.ties.contains(&known.named))
        {
            found.push(wrong(
                Tie::Repeals,
                &format!("《{title}》已经废止"),
                &format!("“{title}” is repealed already"),
            ));
        }
    }
    found
}

/// An explanation names what it explains (S-13).
pub(super) fn owed(content: &Content) -> Option<Finding> {
    let explains = content.item_kind().is_some_and(|kind| kind.explains);
    let names = content.ties.iter().any(|one| one.tie == Tie::Explains);
    (explains && !names).then(|| {
        wrong(
            Tie::Explains,
            "请写明解读的是哪一份文件",
            "Name the document that is explained",
        )
    })
}

fn wrong(tie: Tie, zh: &str, en: &str) -> Finding {
    Finding::new(
        tie.rule(),
        Severity::Error,
        tie.as_str(),
        zh.into(),
        en.into(),
    )
}
