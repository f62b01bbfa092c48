//! what 总体情况 covers.

use super::{Report, found};
use crate::{
    finding::{Finding, Severity},
    rule::Rule,
};

/// The five topics, and words by which a text that speaks of one is known.
const TOPICS: [(&str, &[&str]); 5] = [
    ("主动公开", &["主动公开", "公开政府信息", "发布"]),
    ("依申请公开", &["依申请", "公开申请", "申请公开"]),
    (
        "政府信息管理",
        &["信息管理", "审查", "审核", "动态调整", "清理"],
    ),
    (
        "政府信息公开平台建设",
        &["平台", "网站", "新媒体", "公众号", "专栏"],
    ),
    (
        "监督保障",
        &["监督", "考核", "培训", "评议", "责任追究", "领导小组"],
    ),
];
/// A shorter overview is a fragment or a sentence for a small organ; it is not held to all five.
const LEAST: usize = 150;

/// a topic that the overview does not touch is asked about; the form lists five, and not each has happened.
pub(super) fn covered(report: &Report, findings: &mut Vec<Finding>) {
    let Some(text) = report.sections.get("一") else {
        return;
    };
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.chars().count() < LEAST {
        return;
    }
    let missing: Vec<&str> = TOPICS
        .iter()
        .filter(|(_, words)| !words.iter().any(|word| text.contains(word)))
        .map(|(topic, _)| *topic)
        .collect();
    if !missing.is_empty() {
        let list = missing.join("、");
        findings.push(found(
            Rule::R_2,
            Severity::Question,
            "sections/一",
            format!("总体情况没有谈到：{list}"),
            format!("The overview does not speak of: {list}"),
        ));
    }
}
