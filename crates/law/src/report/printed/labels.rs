//! Labels and headings are worded and typed as in the form (R-1.label).

use super::{Table, question, warning};
use crate::{Lang, finding::Finding, rule::Rule};

/// A label in other words than the form's (R-1.label).
#[must_use]
pub fn reworded(place: &str, printed: &str, form: &str) -> Finding {
    let printed = printed.trim();
    warning(
        Rule::R_1_LABEL,
        place,
        format!("写作“{printed}”，格式为“{form}”"),
        format!("Printed “{printed}”, the form says “{form}”"),
    )
}

/// One finding for all the ways in which labels are typed otherwise; `words` names them in a language (R-1.label).
#[must_use]
pub fn typed_otherwise(words: impl Fn(Lang) -> Vec<&'static str>) -> Finding {
    warning(
        Rule::R_1_LABEL,
        "tables",
        format!("表格标签的写法与格式不同：{}", words(Lang::Zh).join("；")),
        format!(
            "Labels of the tables are typed otherwise than in the form: {}",
            words(Lang::En).join("; ")
        ),
    )
}

/// 表三: columns in another order, read by their headings (R-1.label).
#[must_use]
pub fn columns_moved() -> Finding {
    warning(
        Rule::R_1_LABEL,
        Table::Three.key(),
        "表三各列的顺序与格式不同，已按表头读取".into(),
        "The columns of table 3 stand in another order; read by their headings".into(),
    )
}

/// 表三: headings that name an order in which the rows do not add up, so that the form's was taken (R-1.label, R-32).
#[must_use]
pub fn columns_in_doubt() -> Finding {
    question(
        Rule::R_1_LABEL,
        Table::Three.key(),
        "表三表头的顺序与各行合计不符，已按格式的顺序读取，请核对".into(),
        "The headings of table 3 name an order in which the rows do not add up; read in the form's order"
            .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    #[test]
    fn labels_are_the_forms() {
        let typed =
            typed_otherwise(|lang| vec![lang.pick("半角括号", "half-width brackets"); 2]);
        assert!(typed.zh.ends_with("半角括号；半角括号"), "{}", typed.zh);
        let table = [
            (
                reworded("sections/一", " 概述 ", "总体情况"),
                Severity::Warning,
            ),
            (typed, Severity::Warning),
            (columns_moved(), Severity::Warning),
            (columns_in_doubt(), Severity::Question),
        ];
        for (finding, severity) in table {
            assert_eq!((finding.id.id(), finding.severity), ("R-1.label", severity));
        }
    }
}
