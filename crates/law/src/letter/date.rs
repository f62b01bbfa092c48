//! 成文日期: Arabic digits, full year, no leading zeros (F-D0; 《党政机关公文格式》 GB/T 9704-2012; law.md 10.2): 2026年3月5日.

use jiff::civil::Date;

use super::number::Refused;

/// 2026年3月5日.
#[must_use]
pub fn written(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// Reads a date written so. Leading zeros, full-width digits and other forms are refused with the reason.
pub fn parse(text: &str) -> Result<Date, Refused> {
    let parts = text
        .split_once('年')
        .and_then(|(year, rest)| Some((year, rest.split_once('月')?)))
        .and_then(|(year, (month, rest))| Some((year, month, rest.strip_suffix('日')?)));
    let Some((year, month, day)) = parts else {
        return Err(Refused::new(
            "日期应当写作“2026年3月5日”的形式",
            "a date is written like 2026年3月5日",
        ));
    };
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    if ![year, month, day].into_iter().all(digits) {
        return Err(Refused::new(
            "日期用半角阿拉伯数字",
            "a date is written in ASCII digits",
        ));
    }
    if year.len() != 4 {
        return Err(Refused::new("年份应当写全四位", "the year has four digits"));
    }
    if [month, day].iter().any(|part| part.starts_with('0')) {
        return Err(Refused::new(
            "月、日不编虚位（不写前导零）",
            "month and day have no leading zero",
        ));
    }
    let number = |part: &str| part.parse().ok();
    let date = year
        .parse()
        .ok()
        .and_then(|year| Date::new(year, number(month)?, number(day)?).ok());
    date.ok_or_else(|| Refused::new("没有这一天", "there is no such day"))
}

/// Dates in a running text that have a leading zero: `2026年03月05日`.
#[must_use]
pub fn with_leading_zero(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('年') {
        let before: String = text[..at]
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect();
        if before.len() != 4 {
            continue;
        }
        let after: String = text[at..]
            .chars()
            .skip(1)
            .take_while(|c| c.is_ascii_digit() || matches!(c, '月' | '日'))
            .collect();
        let month_zero = after.starts_with('0');
        let day_zero = after
            .split_once('月')
            .is_some_and(|(_, day)| day.starts_with('0'));
        if month_zero || day_zero {
            found.push(format!(
                "{}年{after}",
                before.chars().rev().collect::<String>()
            ));
        }
    }
    found
}
