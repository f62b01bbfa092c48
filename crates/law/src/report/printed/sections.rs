//! Six sections with their titles, in their order, and nothing else (R-1, R-1.number, R-1.leftover).

use super::warning;
use crate::{finding::Finding, rule::Rule};

/// Sections and tables of the form that the text lacks, or has in part. Pictures may be the tables: nobody reads them.
#[must_use]
pub fn lacking(parts: &[String], tables_may_be_pictures: bool) -> Finding {
    let list = parts.join("；");
    let (aside_zh, aside_en) = if tables_may_be_pictures {
        (
            "。文件中有图片，表格可能是图片，无法读取",
            ". There are pictures; tables that are pictures cannot be read",
        )
    } else {
        ("", "")
    };
    warning(
        Rule::R_1,
        "report",
        format!("文本中没有或不完整：{list}{aside_zh}"),
        format!("Not in the text, or not whole: {list}{aside_en}"),
    )
}

/// The same of a report that came as data, without text.
#[must_use]
pub fn lacking_in_data(parts: &[String]) -> Finding {
    let list = parts.join("；");
    warning(
        Rule::R_1,
        "report",
        format!("没有或不完整：{list}"),
        format!("Not there, or not whole: {list}"),
    )
}

/// Sections that the form does not have.
#[must_use]
pub fn foreign(headings: &[String]) -> Finding {
    let list = headings.join("”、“");
    warning(
        Rule::R_1,
        "sections",
        format!("有格式以外的部分：“{list}”"),
        format!("Sections that the form does not have: “{list}”"),
    )
}

/// The sections stand in another order; `numbers` as they come.
#[must_use]
pub fn in_another_order(numbers: &[&str]) -> Finding {
    let list = numbers.join("、");
    warning(
        Rule::R_1,
        "sections",
        format!("各部分的顺序为{list}，与格式不同"),
        format!("The sections stand in the order {list}, not in that of the form"),
    )
}

/// Two reports in one file: the first was read, the other has this title.
#[must_use]
pub fn another_report(title: &str) -> Finding {
    warning(
        Rule::R_1,
        "file",
        format!("文件中有两份报告，只读取了第一份；另一份为“{title}”，请分开检查"),
        format!(
            "There are two reports in the file; only the first is read, the other is “{title}”: check them apart"
        ),
    )
}

/// One finding for all headings whose numbers are mixed or not those of the form (R-1.number).
#[must_use]
pub fn numbered_otherwise(headings: &[String]) -> Finding {
    let list = headings.join("、");
    warning(
        Rule::R_1_NUMBER,
        "sections",
        format!("标题序号混用或与格式不符：{list}"),
        format!("Numbers of headings are mixed or not those of the form: {list}"),
    )
}

/// A trace of a word processor in published text (R-1.leftover).
#[must_use]
pub fn leftover(place: &str, trace: &str) -> Finding {
    warning(
        Rule::R_1_LEFTOVER,
        place,
        format!("正文中有文字处理软件的残留：“{trace}”"),
        format!("A trace of a word processor in the text: “{trace}”"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    #[test]
    fn six_sections_and_nothing_else() {
        let parts = ["表三".to_string(), "表四".to_string()];
        assert!(
            lacking(&parts, true)
                .zh
                .contains("表三；表四。文件中有图片")
        );
        assert!(lacking(&parts, false).zh.ends_with("表三；表四"));
        let table = [
            (lacking(&parts, true), "R-1", "report"),
            (lacking_in_data(&parts), "R-1", "report"),
            (foreign(&parts), "R-1", "sections"),
            (in_another_order(&["二", "一"]), "R-1", "sections"),
            (another_report("甲局2022年"), "R-1", "file"),
            (numbered_otherwise(&parts), "R-1.number", "sections"),
            (
                leftover("sections/一", "_GoBack"),
                "R-1.leftover",
                "sections/一",
            ),
        ];
        for (finding, id, place) in table {
            assert_eq!((finding.id.id(), finding.place.as_str()), (id, place));
            assert_eq!(finding.severity, Severity::Warning);
        }
    }
}
