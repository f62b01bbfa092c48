//! Headings of the six sections, recognised by their words.

use law::report::SECTIONS;

use super::{flow::is_space, label};

/// A section heading as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// 0 to 5.
    pub section: usize,
    /// The number as printed, e.g. `一` or `2`; empty where there is none.
    pub number: String,
    /// The words without the number.
    pub title: String,
    /// The words are those of the form; spaces and marks aside.
    pub worded: bool,
}

/// A section heading, if the line is one.
pub(super) fn of(line: &str) -> Option<Heading> {
    let line = line.trim_matches(is_space);
    let may_be = ["情况", "事项", "措施", "概述", "情 况"]
        .iter()
        .any(|word| line.contains(word));
    if !may_be || line.chars().count() > 45 {
        return None;
    }
    let (number, title) = split_number(line);
    let words = label::core(title);
    let exact = SECTIONS
        .iter()
        .position(|(_, name)| label::core(name) == words);
    let heading = |section, worded| Heading {
        section,
        number: number.to_string(),
        title: title.to_string(),
        worded,
    };
    if let Some(section) = exact {
        return Some(heading(section, true));
    }
    // Other words only behind a Chinese number, and never at the end of a sentence.
    if number.is_empty() || number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if title.ends_with(['。', '；', '，', ';', ',', '：', ':']) {
        return None;
    }
    similar(&words).map(|section| heading(section, false))
}

/// A heading `N、…` that is none of the six.
pub(super) fn foreign(line: &str) -> Option<&str> {
    let line = line.trim_matches(is_space);
    let (number, title) = split_number(line);
    let length = title.chars().count();
    let chinese = !number.is_empty() && !number.starts_with(|c: char| c.is_ascii_digit());
    let sentence = title.contains(['。', '；', '，', ',', ';', '：', ':', '|']);
    (chinese && (2..=25).contains(&length) && !sentence && of(line).is_none()).then_some(line)
}

fn similar(words: &str) -> Option<usize> {
    let has = |word: &str| words.contains(word);
    let ends = words.ends_with("情况") || words.ends_with("事项") || words.ends_with("措施");
    if words == "概述" || words == "总体工作情况" || words == "基本情况" || words == "工作总体情况"
    {
        Some(0)
    } else if !ends {
        None
    } else if has("复议") && has("诉讼") {
        Some(3)
    } else if has("问题") && (has("改进") || has("整改")) {
        Some(4)
    } else if has("其他") && has("报告") && !has("问题") {
        Some(5)
    } else if has("申请") && (has("收到") || has("办理")) {
        Some(2)
    } else if has("主动公开") && !has("申请") {
        Some(1)
    } else {
        None
    }
}

/// `一、`, `2.`, `第三部分`: the number and the rest. A number in brackets is of a lower level and no number here.
fn split_number(line: &str) -> (&str, &str) {
    let inner = line.strip_prefix('第').unwrap_or(line);
    let end = inner
        .find(|c: char| !(c.is_ascii_digit() || "一二三四五六七八九十".contains(c)))
        .unwrap_or(inner.len());
    let (number, rest) = inner.split_at(end);
    if number.is_empty() || number.chars().count() > 3 {
        return ("", line);
    }
    let after = rest
        .strip_prefix("部分")
        .unwrap_or(rest)
        .trim_start_matches(is_space);
    let title = after.trim_start_matches(['、', '.', '．', ',', '，', ':', '：']);
    if title.len() == after.len() && after.len() == rest.len() {
        return ("", line); // no mark behind it: 一般情况
    }
    (number, title.trim_matches(is_space))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        let table = [
            ("一、总体情况", Some((0, "一", true))),
            ("2、 主动公开政府信息情况", Some((1, "2", true))),
            (
                "三、 收到和处理政府信息公开申请情况 ",
                Some((2, "三", true)),
            ),
            (
                "四、政府信息公开行政复议、行政诉讼情况",
                Some((3, "四", true)),
            ),
            (
                "四、政府信息公开行政复议和行政诉讼情况",
                Some((3, "四", false)),
            ),
            ("五、存在问题及改进情况", Some((4, "五", false))),
            ("五、存在的主要问题及整改措施", Some((4, "五", false))),
            ("总体情况", Some((0, "", true))),
            ("（一）主动公开情况", None),
            ("1.主动公开情况", None),
            ("一、本年新收政府信息公开申请数量", None),
            ("四、结转下年度继续办理", None),
            ("一、总体情况良好，全年主动公开信息104条。", None),
        ];
        for (line, expected) in table {
            let found = of(line);
            let found = found
                .as_ref()
                .map(|heading| (heading.section, heading.number.as_str(), heading.worded));
            assert_eq!(found, expected, "{line}");
        }
        assert_eq!(foreign("二、业务培训"), Some("二、业务培训"));
        assert_eq!(foreign("一、总体情况"), None);
        assert_eq!(foreign("（二）依申请公开"), None);
        assert_eq!(foreign("一是加强领导"), None);
    }
}
