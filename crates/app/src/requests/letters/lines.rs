//! What a clerk wrote line by line: items without their numbers, pages apart from what is on them.

use documents::letter::facts::PageRow;
use law::{letter::basis, outcome::Code};

/// The lines of a text, without their numbers and marks.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| {
            unnumbered(line.trim())
                .trim_end_matches(['。', '；', ';'])
                .to_string()
        })
        .filter(|line| !line.is_empty())
        .collect()
}

/// A line without the number before it: `1.` and `1、` number a line, 2024年 is part of it.
fn unnumbered(line: &str) -> &str {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == line.len() {
        return line;
    }
    rest.strip_prefix(['.', '、', '．'])
        .map_or(line, str::trim_start)
}

/// The pages of a line and what is on them; empty where no page is named.
fn page_of(line: &str) -> (&str, &str) {
    match line.split_once(['：', ':']) {
        Some((pages, content)) if pages.contains('页') => (pages, content),
        _ => match line.find('页') {
            Some(at) => line.split_at(at + '页'.len_utf8()),
            None => ("", line),
        },
    }
}

/// What was prepared as withheld, a line each: 第3页：客户名单 (F-D11).
pub(super) fn pages(withheld: &str, grounds: &[Code], reasons: &str) -> Vec<PageRow> {
    let said = format!("{withheld}{reasons}");
    let reason: Vec<String> = grounds
        .iter()
        .filter_map(|code| basis::ground_said(*code, &said))
        .collect();
    lines(withheld)
        .into_iter()
        .map(|line| {
            let (pages, content) = page_of(&line);
            PageRow {
                pages: pages.trim().into(),
                content: content
                    .trim_start_matches(['：', ':', '的', '，'])
                    .trim()
                    .into(),
                given: false,
                reason: reason.join("；"),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_a_line_goes_and_a_year_stays() {
        let text = "1.提供证照号码；\n2、2024年度采购名单。\n2024年度采购名单\n3-5页：名单";
        let expected = [
            "提供证照号码",
            "2024年度采购名单",
            "2024年度采购名单",
            "3-5页：名单",
        ];
        assert_eq!(lines(text), expected);
    }

    #[test]
    fn pages_end_at_the_first_page_word() {
        assert_eq!(
            page_of("第3页：客户的网页截图"),
            ("第3页", "客户的网页截图")
        );
        assert_eq!(page_of("第4页客户名单"), ("第4页", "客户名单"));
        assert_eq!(page_of("客户名单"), ("", "客户名单"));
    }
}
