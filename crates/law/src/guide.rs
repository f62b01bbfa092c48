//! 指南、目录 and the gates before publishing (《政府信息公开条例》第六条、第十一条、第十二条; law.md 1.1).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// 政府信息公开指南.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Guide {
    /// 政府信息的分类.
    pub classification: String,
    /// 编排体系.
    pub arrangement: String,
    /// 获取方式.
    pub obtaining: String,
    pub unit: String,
    pub address: String,
    pub hours: String,
    pub telephone: String,
    pub fax: String,
    /// 互联网联系方式.
    pub internet: String,
    pub updated_on: Option<Date>,
}

/// 《政府信息公开条例》第十二条第二款: every field of the guide, and the day it was last updated. Empty: it may be published.
#[must_use]
pub fn guide_gaps(guide: &Guide) -> Vec<Finding> {
    let fields = [
        (&guide.classification, "classification", "政府信息的分类"),
        (&guide.arrangement, "arrangement", "编排体系"),
        (&guide.obtaining, "obtaining", "获取方式"),
        (&guide.unit, "unit", "公开工作机构名称"),
        (&guide.address, "address", "办公地址"),
        (&guide.hours, "hours", "办公时间"),
        (&guide.telephone, "telephone", "联系电话"),
        (&guide.fax, "fax", "传真号码"),
        (&guide.internet, "internet", "互联网联系方式"),
    ];
    let mut findings: Vec<Finding> = fields
        .into_iter()
        .filter(|(text, _, _)| text.trim().is_empty())
        .map(|(_, place, zh)| absent(Rule::A_12_1, place, zh))
        .collect();
    if guide.updated_on.is_none() {
        findings.push(absent(Rule::A_12_1, "updated_on", "最后更新日期"));
    }
    findings
}

/// 《政府信息公开条例》第十二条第一款、第五十三条第（二）项: what changed after the last update is not in the guide. The 条例 gives no number of
/// days, so the day after the change is already late.
#[must_use]
pub fn outdated(updated_on: Date, changed_on: Date, today: Date) -> Option<Finding> {
    (changed_on > updated_on && today > changed_on).then(|| {
        Finding::new(
            Rule::A_12_3,
            Severity::Warning,
            "updated_on",
            format!("{changed_on}发生变化，指南或者目录最后更新于{updated_on}，应当及时更新"),
            format!("Changed on {changed_on}, last updated on {updated_on}"),
        )
    })
}

/// An entry of 政府信息公开目录.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// 索引.
    pub index: String,
    /// 名称.
    pub name: String,
    /// 内容概述.
    pub summary: String,
    /// 生成日期.
    pub made_on: Option<Date>,
}

/// 《政府信息公开条例》第十二条第三款: index, name, summary, date of making; with three of the four it is refused.
#[must_use]
pub fn entry_gaps(entry: &Entry) -> Vec<Finding> {
    [
        (entry.index.trim().is_empty(), "index", "索引"),
        (entry.name.trim().is_empty(), "name", "名称"),
        (entry.summary.trim().is_empty(), "summary", "内容概述"),
        (entry.made_on.is_none(), "made_on", "生成日期"),
    ]
    .into_iter()
    .filter(|(lacks, _, _)| *lacks)
    .map(|(_, place, zh)| absent(Rule::A_12_2, place, zh))
    .collect()
}

/// The two gates of Article 11.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Gates {
    pub touches_others: bool,
    pub coordinated: bool,
    pub approval_prescribed: bool,
    pub approved: bool,
}

/// 《政府信息公开条例》第十一条: what touches other organs is agreed with them first, so that both say the same; what needs approval waits for it
///
#[must_use]
pub fn closed_gates(gates: Gates) -> Vec<Finding> {
    let mut findings = Vec::new();
    if gates.touches_others && !gates.coordinated {
        findings.push(Finding::new(
            Rule::A_11,
            Severity::Error,
            "coordinated",
            "涉及其他机关，公开前应当协商、确认".into(),
            "It touches other organs: consult and confirm before publishing".into(),
        ));
    }
    if gates.approval_prescribed && !gates.approved {
        findings.push(Finding::new(
            Rule::A_11,
            Severity::Error,
            "approved",
            "依照规定需要批准的，经批准予以公开".into(),
            "Approval is prescribed: publish after it".into(),
        ));
    }
    findings
}

/// 《政府信息公开条例》第六条第二款: false or incomplete information that may disturb is answered by accurate information: a 澄清 item is owed.
#[must_use]
pub fn clarification_owed(false_or_incomplete: bool, may_disturb: bool, clarified: bool) -> bool {
    false_or_incomplete && may_disturb && !clarified
}

fn absent(rule: Rule, place: &str, zh: &str) -> Finding {
    Finding::new(
        rule,
        Severity::Error,
        place,
        format!("缺少{zh}"),
        format!("Missing: {place}"),
    )
}
