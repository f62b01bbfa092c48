//! A row of the catalogue: what is asked of it (G-1, G-2), and what tells it from another.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    id::RowId,
    readings::Digest,
    rule::Rule,
};

/// 公开方式.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 主动.
    Proactive,
    /// 依申请.
    OnRequest,
}

/// A row as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// 序号, by which rows are ordered.
    pub number: u32,
    /// 一级事项.
    pub matter: String,
    /// 二级事项; empty where the first says all.
    pub detail: String,
    /// 公开内容（要素）.
    pub content: String,
    /// 公开依据.
    pub basis: String,
    /// 公开时限, in words.
    pub period: String,
    /// 公开主体, in words.
    pub subject: String,
    pub channels: Vec<String>,
    /// 特定群体 by its name; empty: 全社会.
    pub group: String,
    pub way: Way,
    /// 公开层级: 县级.
    pub county: bool,
    /// 公开层级: 乡、村级.
    pub township: bool,
}

/// A row as somebody entered it, with boxes that may contradict each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    pub number: u32,
    pub matter: String,
    pub detail: String,
    pub content: String,
    pub basis: String,
    pub period: String,
    pub subject: String,
    pub channels: Vec<String>,
    /// 全社会.
    pub everybody: bool,
    /// 特定群体: a mark, or the group's name.
    pub group: Option<String>,
    pub proactive: bool,
    pub on_request: bool,
    pub county: bool,
    pub township: bool,
}

/// Longest text of one cell, in characters.
const LONGEST: usize = 4000;

impl Row {
    /// The same words are the same row, whatever number it has.
    #[must_use]
    pub fn id(&self) -> RowId {
        let digest = Digest::of("standard.row", &[&self.matter, &self.detail]);
        RowId::of_digest(&digest)
    }

    /// 二级事项, or the first where there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        if self.detail.is_empty() {
            &self.matter
        } else {
            &self.detail
        }
    }

    /// Every text of the row, with the name of its field.
    #[must_use]
    pub fn texts(&self) -> Vec<(&'static str, &str)> {
        let mut texts = vec![
            ("matter", self.matter.as_str()),
            ("detail", &self.detail),
            ("content", &self.content),
            ("basis", &self.basis),
            ("period", &self.period),
            ("subject", &self.subject),
            ("group", &self.group),
        ];
        texts.extend(self.channels.iter().map(|one| ("channels", one.as_str())));
        texts
    }
}

impl Entered {
    /// The row, or everything that it lacks or says twice (G-1, G-2); each finding's place is the name of the field.
    ///
    /// # Errors
    /// The findings.
    pub fn row(self) -> Result<Row, Vec<Finding>> {
        let found = self.gaps();
        if !found.is_empty() {
            return Err(found);
        }
        let mark = |text: &str| MARKS.contains(&text);
        Ok(Row {
            number: self.number,
            matter: self.matter,
            detail: self.detail,
            content: self.content,
            basis: self.basis,
            period: self.period,
            subject: self.subject,
            channels: self.channels,
            group: self.group.filter(|name| !mark(name)).unwrap_or_default(),
            way: if self.proactive {
                Way::Proactive
            } else {
                Way::OnRequest
            },
            county: self.county,
            township: self.township,
        })
    }

    fn gaps(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let needed = [
            ("matter", &self.matter, "公开事项", "the matter"),
            ("content", &self.content, "公开内容（要素）", "the content"),
            ("basis", &self.basis, "公开依据", "the basis"),
            ("period", &self.period, "公开时限", "the period"),
            ("subject", &self.subject, "公开主体", "who publishes"),
        ];
        for (place, text, zh, en) in needed {
            if text.trim().is_empty() {
                let (zh, en) = (format!("没有填写{zh}"), format!("{en} is missing"));
                found.push(error(Rule::G_1, place, zh, en));
            } else if text.chars().count() > LONGEST {
                let zh = format!("{zh}超过{LONGEST}个字");
                let en = format!("{en} has more than {LONGEST} characters");
                found.push(error(Rule::G_1, place, zh, en));
            }
        }
        let mut choice = |wrong: bool, place: &str, zh: &str, en: &str| {
            if wrong {
                found.push(error(Rule::G_2, place, zh.into(), en.into()));
            }
        };
        choice(
            self.proactive == self.on_request,
            "proactive",
            "公开方式应当在“主动”和“依申请”中选一个",
            "Exactly one of proactive and on request",
        );
        choice(
            self.everybody == self.group.is_some(),
            "everybody",
            "公开对象应当在“全社会”和“特定群体”中选一个",
            "Exactly one of everybody and a certain group",
        );
        choice(
            self.group
                .as_deref()
                .is_some_and(|name| MARKS.contains(&name)),
            "group",
            "应当写明是哪个特定群体",
            "The group must be named",
        );
        choice(
            self.channels.is_empty(),
            "channels",
            "至少要有一个公开渠道",
            "At least one channel",
        );
        choice(
            !self.county && !self.township,
            "county",
            "公开层级至少要选一级",
            "At least one level",
        );
        found
    }
}

/// A tick, where a name is asked for.
const MARKS: [&str; 8] = ["√", "✓", "✔", "■", "☑", "是", "1", "特定群体"];

fn error(rule: Rule, place: &str, zh: String, en: String) -> Finding {
    Finding::new(rule, Severity::Error, place, zh, en)
}

/// Rows that stand twice in a field: the place of the second, and of the first (G-1).
#[must_use]
pub fn twice(rows: &[Row]) -> Vec<(usize, usize)> {
    let mut seen: BTreeMap<RowId, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        match seen.get(&row.id()) {
            Some(first) => found.push((at, *first)),
            None => {
                seen.insert(row.id(), at);
            }
        }
    }
    found
}

/// The field of work that a heading names: 青禾县就业领域基层政务公开标准目录 is of 就业.
#[must_use]
pub fn field_in(heading: &str) -> Option<String> {
    let heading: String = heading.chars().filter(|c| !c.is_whitespace()).collect();
    let end = ["领域基层政务公开", "基层政务公开"]
        .iter()
        .find_map(|words| heading.find(words))?;
    let name = &heading[..end];
    if let Some(listed) = super::FIELDS.iter().find(|listed| name.ends_with(*listed)) {
        return Some((*listed).into());
    }
    let after = |at: usize| name[at..].chars().next().map(|c| at + c.len_utf8());
    let county = name.find(['县', '区']).and_then(after);
    let number = name.rfind(['）', ')', '、', '《']).and_then(after);
    let name = &name[county.max(number).unwrap_or(0)..];
    (!name.is_empty()).then(|| name.into())
}
