//! The written sections: plain text into paragraphs.

use serde::Serialize;

/// A paragraph. `lead` is its heading of the second level, set in 楷体: the whole paragraph when `text` is
/// empty (（一）主动公开), or its first sentence when the text runs on in the same paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Paragraph {
    pub lead: String,
    pub text: String,
}

/// A heading is rarely longer; a sentence that starts with （一） often is.
const HEADING: usize = 30;

/// One paragraph a line; blank lines and indents go.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    text.lines()
        .map(clean)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let split = if is_second_level(&line) {
                lead_end(&line)
            } else {
                0
            };
            let (lead, text) = line.split_at(split);
            Paragraph {
                lead: lead.into(),
                text: text.into(),
            }
        })
        .collect()
}

/// Without control characters, and without blanks at the ends.
pub(super) fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    visible.trim().to_string()
}

/// （一） to （九十九）.
fn is_second_level(line: &str) -> bool {
    line.strip_prefix('（')
        .and_then(|rest| rest.split_once('）'))
        .is_some_and(|(number, _)| {
            !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c))
        })
}

/// Where the heading ends, in bytes.
fn lead_end(line: &str) -> usize {
    let fits = |text: &str| text.chars().count() <= HEADING;
    match line.find('。') {
        Some(stop) => {
            let end = stop + '。'.len_utf8();
            if fits(&line[..end]) { end } else { 0 }
        }
        None if fits(line) => line.len(),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_from_sentences() {
        let rows = [
            ("（一）主动公开", "（一）主动公开", ""),
            (
                "　　（二）依申请公开。全年收到申请3件。",
                "（二）依申请公开。",
                "全年收到申请3件。",
            ),
            ("全年收到申请3件。", "", "全年收到申请3件。"),
            (
                "（三）项所列的情形按照有关规定办理，需要说明的是本机关没有发生。",
                "",
                "（三）项所列的情形按照有关规定办理，需要说明的是本机关没有发生。",
            ),
            ("（略）", "", "（略）"),
            ("1.规范化\u{7}建设。", "", "1.规范化建设。"),
        ];
        for (line, lead, text) in rows {
            assert_eq!(
                paragraphs(line),
                [Paragraph {
                    lead: lead.into(),
                    text: text.into()
                }],
                "{line}"
            );
        }
        assert_eq!(paragraphs("\n \n").len(), 0);
    }
}
