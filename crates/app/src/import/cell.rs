//! A cell as text, date, number or one of a few words. What it is not is said; nothing is guessed.

use jiff::civil::Date;
use law::{fields::Field, finding::Finding};

use super::{problems::Problems, table::Line};

/// Reads the cells of one row.
pub(super) struct Cells<'a> {
    pub(super) line: &'a Line,
    pub(super) problems: &'a mut Problems,
}

impl Cells<'_> {
    pub(super) fn bad(
        &mut self,
        key: &str,
        rule: &str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        self.problems.add(self.line, key, rule, zh, en);
    }

    /// The text, if the cell holds any. A lone stroke is no text: whoever means "nothing" leaves the cell blank.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let text = self.line.get(key).trim_matches(is_blank).to_owned();
        if matches!(
            halved(&text).as_str(),
            "/" | "\\" | "-" | "--" | "—" | "——" | "–"
        ) {
            self.bad(
                key,
                "form",
                format!("“{text}”不是内容，没有的请留空"),
                format!("“{text}” says nothing; leave the cell blank instead"),
            );
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// The text of a field that the law asks for.
    pub(super) fn text_of(&mut self, field: &Field) -> Option<String> {
        let text = self.text(field.name);
        self.asked(field, text)
    }

    /// Complains about a blank cell of a field that the law asks for.
    pub(super) fn asked<T>(&mut self, field: &Field, value: Option<T>) -> Option<T> {
        self.needed(field.name, field.rule.id(), value)
    }

    /// What the law says of a cell.
    pub(super) fn found(&mut self, finding: Finding) {
        self.problems.found(self.line, finding);
    }

    /// The text, which must be there. Where the whole column is missing that has been said once already.
    pub(super) fn need(&mut self, key: &str, rule: &str) -> Option<String> {
        let text = self.text(key);
        self.needed(key, rule, text)
    }

    /// Complains about a blank cell.
    pub(super) fn needed<T>(&mut self, key: &str, rule: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && self.line.has(key) {
            self.bad(key, rule, "必须填写，不能为空", "this must not be blank");
        }
        value
    }

    pub(super) fn date(&mut self, key: &str) -> Option<Date> {
        let text = self.text(key)?;
        match day(&text) {
            Ok(date) => Some(date),
            Err(Unreadable::NoSuchDay) => {
                self.bad(
                    key,
                    "form",
                    format!("没有“{text}”这一天"),
                    format!("there is no such day as “{text}”"),
                );
                None
            }
            Err(Unreadable::NoDate) => {
                self.bad(
                    key,
                    "form",
                    format!("“{text}”不是日期，应为 2026-01-31 的形式"),
                    format!("“{text}” is not a date, such as 2026-01-31"),
                );
                None
            }
        }
    }

    /// A whole number not below zero.
    pub(super) fn number(&mut self, key: &str) -> Option<u32> {
        let text = self.text(key)?;
        let digits = halved(&text).replace(',', "");
        let digits = digits.strip_suffix(".0").unwrap_or(&digits);
        let number = digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| digits.parse().ok())
            .flatten();
        if number.is_none() {
            self.bad(
                key,
                "form",
                format!("“{text}”不是不小于零的整数"),
                format!("“{text}” is not a whole number from 0"),
            );
        }
        number
    }

    pub(super) fn yes(&mut self, key: &str) -> Option<bool> {
        self.choice(
            key,
            &[
                (true, &["是", "yes", "true", "1", "同意", "合理"]),
                (false, &["否", "no", "false", "0", "不同意", "不合理"]),
            ],
        )
    }

    /// One of a few words; the first of each list is the one that is shown.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, choices: &[(T, &[&str])]) -> Option<T> {
        let text = self.text(key)?;
        let wanted = word(&text);
        let found = choices
            .iter()
            .find(|(_, words)| words.iter().any(|known| word(known) == wanted));
        if found.is_none() {
            let list: Vec<&str> = choices
                .iter()
                .filter_map(|(_, words)| words.first().copied())
                .collect();
            self.bad(
                key,
                "form",
                format!("不认识“{text}”；可用：{}", list.join("、")),
                format!("“{text}” is not known; one of: {}", list.join(", ")),
            );
        }
        found.map(|(value, _)| *value)
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'
}

/// Full width to half width.
pub(super) fn halved(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{3000}' => ' ',
            c => c,
        })
        .collect()
}

/// For comparing words: half width, lower case, no spaces, `-` and `_` alike.
pub(super) fn word(text: &str) -> String {
    halved(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_lowercase()
        .replace('-', "_")
}

#[derive(Debug, PartialEq, Eq)]
enum Unreadable {
    NoDate,
    NoSuchDay,
}

/// Without the time of day that a cell may carry beside its date: `2026-03-02 14:30`, `2026-03-02T14:30:00`, `下午2:30`.
fn without_time(text: &str) -> &str {
    let Some((date, time)) = text.split_once(|c: char| c == 'T' || c.is_whitespace()) else {
        return text;
    };
    let time = time.trim();
    let clock = time
        .trim_start_matches(|c: char| !c.is_ascii_digit())
        .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c.is_whitespace());
    let is_clock = !clock.is_empty()
        && clock.contains(':')
        && clock
            .bytes()
            .all(|c| c.is_ascii_digit() || c == b':' || c == b'-');
    if is_clock { date } else { text }
}

/// 2026-01-31, 2026/1/31, 2026.1.31, 2026年1月31日, 20260131, also in full width; a time of day may follow.
fn day(text: &str) -> Result<Date, Unreadable> {
    let text = halved(text)
        .replace(['年', '月', '/', '.'], "-")
        .replace('日', "");
    let text = text.trim();
    let date = without_time(text);
    let parts: Vec<&str> = match date
        .split('-')
        .map(str::trim)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [one] if one.len() == 8 && one.is_ascii() => vec![&one[..4], &one[4..6], &one[6..]],
        parts => parts.to_vec(),
    };
    let [year, month, day] = parts.as_slice() else {
        return Err(Unreadable::NoDate);
    };
    let digits = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit())
    };
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return Err(Unreadable::NoDate);
    }
    let number = |part: &str| part.parse::<i16>().map_err(|_| Unreadable::NoDate);
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let small = |n: i16| i8::try_from(n).map_err(|_| Unreadable::NoSuchDay);
    Date::new(year, small(month)?, small(day)?).map_err(|_| Unreadable::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_people_write_them() {
        let right = [
            "2026-01-31",
            "2026-1-31",
            "2026/1/31",
            "2026.01.31",
            "2026年1月31日",
            "20260131",
            "２０２６－０１－３１",
            "２０２６年１月３１日",
            "2026-01-31 00:00:00",
            "2026-01-31T00:00:00",
            "2026-01-31 14:30:00",
            "2026/1/31 14:30",
            "2026-01-31T14:30:05Z",
            " 2026 / 1 / 31 ",
        ];
        for text in right {
            assert_eq!(day(text), Ok(Date::constant(2026, 1, 31)), "{text}");
        }
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "20260230",
            "2026年6月31日",
            "2026-1-99",
        ] {
            assert_eq!(day(text), Err(Unreadable::NoSuchDay), "{text}");
        }
        for text in [
            "",
            "26-1-31",
            "2026-01",
            "去年",
            "2026-01-31-01",
            "2026-01-31 上午",
            "46053",
            "2026-a-1",
            "2026-001-01",
            "今天日期很长呢",
        ] {
            assert_eq!(day(text), Err(Unreadable::NoDate), "{text}");
        }
    }
}
