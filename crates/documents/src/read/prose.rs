//! The written part: opening lines, the six sections, and what R-1 says of them.

use std::collections::BTreeMap;

use law::report::{Report, Row, SECTIONS, Track, printed::sections};

use super::{
    heading::{self, Heading},
    label,
    notes::Notes,
    variant::How,
};

#[derive(Debug, Default)]
pub(super) struct Prose {
    /// Lines before the first section.
    pub opening: Vec<String>,
    headings: Vec<Heading>,
    foreign: Vec<String>,
    parts: Vec<Part>,
}

/// The lines under one heading.
#[derive(Debug)]
struct Part {
    /// `一` to `六`, or a foreign heading as printed.
    key: String,
    section: Option<usize>,
    /// The number it has in print, or should have.
    number: Option<u32>,
    lines: Vec<String>,
}

impl Prose {
    pub fn heading(&mut self, heading: Heading) {
        self.parts.push(Part {
            key: SECTIONS[heading.section].0.to_string(),
            section: Some(heading.section),
            number: chinese(&heading.number).or_else(|| chinese(SECTIONS[heading.section].0)),
            lines: Vec::new(),
        });
        self.headings.push(heading);
    }

    pub fn line(&mut self, line: &str) {
        let line = line.trim_end();
        if is_page_number(line) {
            return;
        }
        if let Some(foreign) = self.next_foreign(line) {
            self.foreign.push(foreign.clone());
            self.parts.push(Part {
                number: chinese(&foreign),
                key: foreign,
                section: None,
                lines: Vec::new(),
            });
            return;
        }
        match self.parts.last_mut() {
            Some(part) => part.lines.push(line.to_string()),
            None => self.opening.push(line.to_string()),
        }
    }

    /// A foreign heading carries on the numbers of the headings; a list inside a section begins at one.
    fn next_foreign(&self, line: &str) -> Option<String> {
        let found = heading::foreign(line)?;
        if label::is_known(found) {
            return None;
        }
        let before = self.parts.last()?.number?;
        (chinese(found)? == before + 1).then(|| found.to_string())
    }

    /// How many of the six sections have a heading.
    pub fn found(&self) -> usize {
        (0..6).filter(|section| self.has(*section)).count()
    }

    fn has(&self, section: usize) -> bool {
        self.headings
            .iter()
            .any(|heading| heading.section == section)
    }

    /// The text of a section by its place in the form.
    pub fn section(&self, section: usize) -> impl Iterator<Item = &str> {
        self.parts
            .iter()
            .filter(move |part| part.section == Some(section))
            .flat_map(|part| part.lines.iter().map(String::as_str))
    }

    /// Every line with the place it stands in.
    pub fn lines(&self) -> impl Iterator<Item = (String, &str)> {
        let opening = self
            .opening
            .iter()
            .map(|line| ("opening".to_string(), line.as_str()));
        let parts = self.parts.iter().flat_map(|part| {
            part.lines
                .iter()
                .map(|line| (format!("sections/{}", part.key), line.as_str()))
        });
        opening.chain(parts)
    }

    /// Written sections that have text.
    pub fn into_sections(self) -> BTreeMap<String, String> {
        let mut sections: BTreeMap<String, String> = BTreeMap::new();
        for part in self.parts {
            if part.lines.is_empty() {
                continue;
            }
            let text = sections.entry(part.key).or_default();
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&part.lines.join("\n"));
        }
        sections
    }

    /// what is missing, foreign, worded or numbered otherwise than in the form.
    pub fn judge(&self, report: &Report, pictures: bool, notes: &mut Notes) {
        self.missing(report, pictures, notes);
        self.order(notes);
        for heading in self.headings.iter().filter(|heading| !heading.worded) {
            notes.worded(
                format!("sections/{}", SECTIONS[heading.section].0),
                &heading.title,
                SECTIONS[heading.section].1,
            );
        }
        if !self.foreign.is_empty() {
            notes.found(sections::foreign(&self.foreign));
        }
        self.numbers(notes);
    }

    /// The six stand in one order; a heading that comes again (a list of contents, a second table) does not count.
    fn order(&self, notes: &mut Notes) {
        let mut order: Vec<usize> = Vec::new();
        for heading in &self.headings {
            if !order.contains(&heading.section) {
                order.push(heading.section);
            }
        }
        if order.is_sorted() {
            return;
        }
        let numbers: Vec<&str> = order
            .into_iter()
            .map(|section| SECTIONS[section].0)
            .collect();
        notes.found(sections::in_another_order(&numbers));
    }

    fn missing(&self, report: &Report, pictures: bool, notes: &mut Notes) {
        let mut missing: Vec<String> = (0..6)
            .filter(|section| !self.has(*section))
            .map(|section| format!("{}、{}", SECTIONS[section].0, SECTIONS[section].1))
            .collect();
        missing.extend(missing_tables(report));
        if !missing.is_empty() {
            let no_tables =
                report.table2.is_empty() && report.table3.is_empty() && report.table4.is_empty();
            notes.found(sections::lacking(&missing, pictures && no_tables));
        }
    }

    /// One finding for all headings whose numbers are mixed: `一、` then `2、`; `（一）（二）（3）`.
    fn numbers(&self, notes: &mut Notes) {
        let mut wrong: Vec<String> = Vec::new();
        for heading in &self.headings {
            let number = SECTIONS[heading.section].0;
            if heading.number.is_empty() || heading.number == number {
                continue;
            }
            let printed = format!("{}、{}", heading.number, heading.title);
            notes.variant(
                How::HeadingNumber,
                format!("sections/{number}"),
                &printed,
                format!("{number}、{}", SECTIONS[heading.section].1),
            );
            wrong.push(format!("“{printed}”"));
        }
        let mut inner: Vec<String> = Vec::new();
        for part in &self.parts {
            inner.extend(
                mixed(part.lines.iter().map(String::as_str))
                    .map(|number| format!("“（{number}）”")),
            );
        }
        if wrong.is_empty() && inner.is_empty() {
            return;
        }
        wrong.extend(inner);
        notes.found(sections::numbered_otherwise(&wrong));
    }
}

/// The tables that are not there or end early. Rows missing in between are noted where the table is read.
pub(super) fn missing_tables(report: &Report) -> Vec<String> {
    let mut missing = Vec::new();
    let last_row = if report.is_2019() {
        "政府集中采购"
    } else {
        "行政事业性收费"
    };
    if report.table2.is_empty() {
        missing.push("表二".to_string());
    } else if report.table2.get(last_row).is_none() {
        missing.push("表二（后几行）".to_string());
    }
    if report.table3.is_empty() {
        missing.push("表三".to_string());
    } else if !report.table3.has(Row::CarriedOut) {
        missing.push("表三（后几行）".to_string());
    }
    if report.table4.is_empty() {
        missing.push("表四".to_string());
    } else if Track::ALL
        .into_iter()
        .any(|track| report.table4.get(track).is_none())
    {
        missing.push("表四（部分）".to_string());
    }
    missing
}

/// `— 3 —`, `-3-`: left in the text where a page ended.
fn is_page_number(line: &str) -> bool {
    let is_dash = |c: char| "-—–－―".contains(c);
    let bare: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    bare.strip_prefix(is_dash)
        .and_then(|rest| rest.strip_suffix(is_dash))
        .map(|rest| rest.trim_matches(is_dash))
        .is_some_and(|number| {
            (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// Digits in brackets that carry on a sequence of Chinese numbers in brackets.
fn mixed<'a>(lines: impl Iterator<Item = &'a str>) -> impl Iterator<Item = u32> {
    let (mut chinese_before, mut digit_before) = (0, 0);
    lines.filter_map(move |line| {
        let inner = line.trim_start().strip_prefix(['（', '('])?;
        let (number, _) = inner.split_once(['）', ')'])?;
        if let Ok(number) = number.trim().parse::<u32>() {
            let carries_on =
                chinese_before > 0 && number == chinese_before + 1 && digit_before + 1 != number;
            if carries_on {
                chinese_before = number;
            } else {
                digit_before = number;
            }
            return carries_on.then_some(number);
        }
        if let Some(number) = whole_chinese(number.trim()) {
            chinese_before = number;
            digit_before = 0;
        }
        None
    })
}

/// The Chinese number at the start of a text.
fn chinese(text: &str) -> Option<u32> {
    let end = text
        .find(|c| !"一二三四五六七八九十".contains(c))
        .unwrap_or(text.len());
    whole_chinese(&text[..end])
}

/// 一 to 九十九.
fn whole_chinese(text: &str) -> Option<u32> {
    let digit = |c: char| {
        "一二三四五六七八九"
            .chars()
            .position(|known| known == c)
            .map(|place| place as u32 + 1)
    };
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        ['十'] => Some(10),
        ['十', ones] => Some(10 + digit(*ones)?),
        [tens, '十'] => Some(10 * digit(*tens)?),
        [tens, '十', ones] => Some(10 * digit(*tens)? + digit(*ones)?),
        [one] => digit(*one),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_no_prose() {
        for (line, expected) in [
            ("— 3 —", true),
            ("-12-", true),
            ("－3－", true),
            ("3", false),
            ("-3", false),
            ("—3件—", false),
            ("—", false),
        ] {
            assert_eq!(is_page_number(line), expected, "{line}");
        }
    }

    #[test]
    fn numbers_that_are_mixed() {
        let table: [(&[&str], &[u32]); 5] = [
            (&["（一）甲", "（二）乙", "（三）丙"], &[]),
            (&["（一）甲", "（二）乙", "（3） 丙", "（四）丁"], &[3]),
            (
                &["（一）甲", "（1）子", "（2）丑", "（3）寅", "（二）乙"],
                &[],
            ),
            (&["（1）甲", "（2）乙"], &[]),
            (&["2021年", "（二十一）甲"], &[]),
        ];
        for (lines, expected) in table {
            let found: Vec<u32> = mixed(lines.iter().copied()).collect();
            assert_eq!(found, expected, "{lines:?}");
        }
    }
}
