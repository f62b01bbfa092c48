//! 发文字号: 机关代字〔year〕n号 (F-D0; 《党政机关公文格式》 GB/T 9704-2012; law.md 10.2, trap 32), without gaps per year and series.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::Serialize;

use crate::{
    finding::{Finding, Severity},
    rule::Citation,
    rule::Rule,
};

/// A document's number: 上商公开〔2026〕3号.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct DocNumber {
    /// 机关代字: 上商公开.
    pub series: String,
    pub year: i16,
    pub number: u32,
}

/// Why a number or a date is not written as it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{en}")]
pub struct Refused {
    pub zh: &'static str,
    pub en: &'static str,
}

impl Refused {
    pub(super) fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }
}

impl fmt::Display for DocNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}〔{}〕{}号", self.series, self.year, self.number)
    }
}

impl FromStr for DocNumber {
    type Err = Refused;

    fn from_str(text: &str) -> Result<Self, Refused> {
        let text = text.trim();
        if text.contains([
            '[', ']', '（', '）', '(', ')', '【', '】', '［', '］', '﹝', '﹞', '{', '}',
        ]) {
            return Err(Refused::new(
                "年份用六角括号〔〕括入，不用其他括号",
                "the year stands in 〔〕, no other brackets",
            ));
        }
        let parts = text
            .split_once('〔')
            .and_then(|(series, rest)| Some((series, rest.split_once('〕')?)));
        let Some((series, (year, rest))) = parts else {
            return Err(Refused::new(
                "发文字号由机关代字、〔年份〕、发文顺序号和“号”组成",
                "a number is made of the organ's code, 〔year〕, a number and 号",
            ));
        };
        series_is_sound(series)?;
        if year.len() != 4 || !year.chars().all(|c| c.is_ascii_digit()) {
            return Err(Refused::new(
                "年份用四位半角阿拉伯数字标全称",
                "the year has four ASCII digits",
            ));
        }
        let Some(number) = rest.strip_suffix('号') else {
            return Err(Refused::new(
                "发文顺序号后加“号”字",
                "the number ends with 号",
            ));
        };
        if number.starts_with('第') {
            return Err(Refused::new(
                "发文顺序号不加“第”字",
                "the number has no 第 before it",
            ));
        }
        if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit()) {
            return Err(Refused::new(
                "发文顺序号用半角阿拉伯数字",
                "the number is written in ASCII digits",
            ));
        }
        if number.starts_with('0') {
            return Err(Refused::new(
                "发文顺序号不编虚位（1不编为01）",
                "the number has no leading zero",
            ));
        }
        match (year.parse(), number.parse()) {
            (Ok(year), Ok(number)) => Ok(Self {
                series: series.into(),
                year,
                number,
            }),
            _ => Err(Refused::new("发文顺序号过大", "the number is too large")),
        }
    }
}

/// 机关代字 is Han characters or letters: a digit, a blank or a mark in it is a slip.
fn series_is_sound(series: &str) -> Result<(), Refused> {
    if series.is_empty() {
        return Err(Refused::new("缺少机关代字", "the organ's code is missing"));
    }
    if series.chars().all(|c| c.is_alphabetic() && c != '第') {
        Ok(())
    } else {
        Err(Refused::new(
            "机关代字只用汉字或者字母",
            "the organ's code has Han characters or letters only",
        ))
    }
}

/// The next number of a series in a year: one more than the highest. A gap is not filled silently; [`gaps`] names it.
#[must_use]
pub fn next(series: &str, year: i16, used: &[DocNumber]) -> DocNumber {
    let highest = used
        .iter()
        .filter(|number| number.series == series && number.year == year)
        .map(|number| number.number)
        .max()
        .unwrap_or(0);
    DocNumber {
        series: series.into(),
        year,
        number: highest.saturating_add(1),
    }
}

/// Numbers that no document has, `from` to `to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    pub series: String,
    pub year: i16,
    pub from: u32,
    pub to: u32,
}

/// What is missing between 1 and the highest number, per series and year.
#[must_use]
pub fn gaps(used: &[DocNumber]) -> Vec<Gap> {
    let mut found = Vec::new();
    for ((series, year), numbers) in sorted(used) {
        let mut expected = 1;
        for number in numbers {
            if number > expected {
                found.push(Gap {
                    series: series.into(),
                    year,
                    from: expected,
                    to: number - 1,
                });
            }
            expected = expected.max(number.saturating_add(1));
        }
    }
    found
}

/// Gaps and numbers used twice, as findings (trap 32; that a gap is a fault is a modelling choice of law.md 10.2).
#[must_use]
pub fn findings(used: &[DocNumber]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = gaps(used)
        .into_iter()
        .map(|gap| {
            let missing = if gap.from == gap.to {
                format!("{}号", gap.from)
            } else {
                format!("{}号至{}号", gap.from, gap.to)
            };
            finding(
                &gap.series,
                gap.year,
                Severity::Warning,
                format!("缺{missing}，发文字号不连续"),
                format!("numbers {} to {} are missing", gap.from, gap.to),
            )
        })
        .collect();
    for ((series, year), numbers) in sorted(used) {
        let mut twice: Vec<u32> = numbers
            .windows(2)
            .filter(|pair| pair[0] == pair[1])
            .map(|pair| pair[0])
            .collect();
        twice.dedup();
        for number in twice {
            findings.push(finding(
                series,
                year,
                Severity::Error,
                format!("{number}号使用了两次"),
                format!("number {number} is used twice"),
            ));
        }
    }
    findings
}

fn sorted(used: &[DocNumber]) -> BTreeMap<(&str, i16), Vec<u32>> {
    let mut series: BTreeMap<(&str, i16), Vec<u32>> = BTreeMap::new();
    for number in used {
        series
            .entry((&number.series, number.year))
            .or_default()
            .push(number.number);
    }
    for numbers in series.values_mut() {
        numbers.sort_unstable();
    }
    series
}

fn finding(series: &str, year: i16, severity: Severity, zh: String, en: String) -> Finding {
    Finding {
        id: Rule::F_D0,
        severity,
        place: format!("{series}〔{year}〕"),
        zh,
        en,
        left: None,
        right: None,
        because: Citation::text("GB/T 9704-2012（发文字号）"),
    }
}
