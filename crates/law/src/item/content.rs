//! What an item holds: its particulars, its text, its class at the source (S-8), and the digest by which readers name it.

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    consultation::{Gist, Taken},
    masking::Masking,
    ties::Named,
};
use crate::readings::Digest;

/// 栏目 of the platform (P-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 政府信息公开指南.
    Guide,
    /// 政府信息公开制度.
    Rules,
    /// 法定主动公开内容.
    #[default]
    Content,
    /// 政府信息公开年报.
    Reports,
}

impl Column {
    pub const ALL: [Self; 4] = [Self::Guide, Self::Rules, Self::Content, Self::Reports];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Guide => "guide",
            Self::Rules => "rules",
            Self::Content => "content",
            Self::Reports => "reports",
        }
    }
}

impl FromStr for Column {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|column| column.as_str() == text)
            .ok_or(())
    }
}

/// 公开属性, set where the document is drafted (S-8). It decides whether the item may ever be public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceClass {
    /// 主动公开.
    #[default]
    Proactive,
    /// 依申请公开.
    OnRequest,
    /// 不予公开.
    Withheld,
}

impl SourceClass {
    pub const ALL: [Self; 3] = [Self::Proactive, Self::OnRequest, Self::Withheld];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proactive => "proactive",
            Self::OnRequest => "on_request",
            Self::Withheld => "withheld",
        }
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Proactive => "主动公开",
            Self::OnRequest => "依申请公开",
            Self::Withheld => "不予公开",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Proactive => "for publication",
            Self::OnRequest => "on request only",
            Self::Withheld => "withheld",
        }
    }
}

impl FromStr for SourceClass {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .into_iter()
            .find(|class| class.as_str() == text)
            .ok_or(())
    }
}

/// 有效性 of a document (P-8, P-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// 有效.
    #[default]
    Valid,
    /// 废止.
    Repealed,
    /// 失效.
    Expired,
    /// 已修改.
    Amended,
}

impl Validity {
    pub const ALL: [Self; 4] = [Self::Valid, Self::Amended, Self::Expired, Self::Repealed];

    /// By its code; a code that this program does not know is of a document in force.
    #[must_use]
    pub fn of(code: &str) -> Self {
        let found = Self::ALL.into_iter().find(|one| one.as_str() == code);
        found.unwrap_or_default()
    }

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Repealed => "repealed",
            Self::Expired => "expired",
            Self::Amended => "amended",
        }
    }
}

/// 附件, by the hash of its bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attachment {
    pub hash: String,
    pub name: String,
    pub media: String,
    /// In bytes.
    pub size: u64,
}

/// An item as one version holds it, in the shape of `drafted` and `revised` acts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    #[serde(default)]
    pub column: Column,
    /// Head of Art. 20, 1 to 15, for the column of content; 0 where none applies.
    #[serde(default)]
    pub head: u8,
    /// Code of the kind (`data/item-kinds.tsv`); acts of before kinds have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default)]
    pub title: String,
    /// 文号.
    #[serde(default)]
    pub document_number: String,
    /// 成文日期.
    pub made_on: Date,
    #[serde(default)]
    pub summary: String,
    /// Cleaned HTML.
    #[serde(default)]
    pub body_html: String,
    #[serde(default)]
    pub source_class: SourceClass,
    #[serde(default, deserialize_with = "none_is_empty")]
    pub attachments: Vec<Attachment>,
    /// 施行日期.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<Date>,
    /// 有效期至: the last day of its force, where the document names one (P-8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_until: Option<Date>,
    /// 关联: what it explains, amends, repeals (P-10, S-13).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<Named>,
    /// 征求意见截止日期: the last day on which the public can say something on a draft (S-10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments_until: Option<Date>,
    /// Why that is less than 30 days (S-10).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comments_short: String,
    /// What was said on a draft and what became of it (S-11).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gists: Vec<Gist>,
    /// Of a text that was read out of a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Of a text that a masking made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub masking: Option<Masking>,
}

/// 来稿: the document that a text was read out of, and what of it was left out. No reader reads it, so no digest covers it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// SHA-256 of the document, which need not be kept here.
    pub hash: String,
    /// `docx`, `pdf` …
    pub format: String,
    pub left: Vec<Lost>,
}

/// So many of a kind were left out or changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    pub what: String,
    pub count: usize,
}

impl Content {
    /// What a reader reads, as one digest: whatever the public would see of it and where it would stand, and its class.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let head = self.head.to_string();
        let made_on = self.made_on.to_string();
        let mut fields = vec![
            self.column.as_str(),
            head.as_str(),
            self.kind.as_deref().unwrap_or_default(),
            self.title.as_str(),
            self.document_number.as_str(),
            made_on.as_str(),
            self.summary.as_str(),
            self.body_html.as_str(),
            self.source_class.as_str(),
        ];
        for file in &self.attachments {
            fields.extend([file.hash.as_str(), file.name.as_str()]);
        }
        let comments = self.comments();
        let plain = self.in_force_from.is_none() && self.in_force_until.is_none();
        if plain && self.ties.is_empty() && comments.is_empty() {
            return Digest::of("mingbai.item.1", &fields);
        }
        // Texts of before have none of these, and keep the digest that their readers named.
        let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
        let (from, until) = (day(self.in_force_from), day(self.in_force_until));
        fields.extend([from.as_str(), until.as_str()]);
        for one in &self.ties {
            fields.extend([one.tie.as_str(), &one.item.organ, &one.item.id]);
        }
        fields.extend(comments.iter().map(String::as_str));
        Digest::of("mingbai.item.2", &fields)
    }

    /// What it says of opinions; nothing for most items.
    fn comments(&self) -> Vec<String> {
        let none = self.comments_until.is_none() && self.comments_short.is_empty();
        if none && self.gists.is_empty() {
            return Vec::new();
        }
        let until = self
            .comments_until
            .map_or_else(String::new, |day| day.to_string());
        let mut fields = vec!["comments".into(), until, self.comments_short.clone()];
        for gist in &self.gists {
            fields.extend([
                gist.text.clone(),
                gist.outcome.map_or("", Taken::code).into(),
                gist.reason.clone(),
                gist.opinions.to_string(),
            ]);
        }
        fields
    }
}

/// Acts of before have `null` where there are no attachments.
fn none_is_empty<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Attachment>, D::Error> {
    Ok(Option::<Vec<Attachment>>::deserialize(deserializer)?.unwrap_or_default())
}
