//! The report is on the calendar year of its title.

use super::{question, warning};
use crate::{finding::Finding, rule::Rule};

/// The statistical period is printed as something else than 1 January to 31 December of the year.
#[must_use]
pub fn period(printed: &str) -> Finding {
    warning(
        Rule::R_5,
        "opening",
        format!("统计期限写作“{printed}”，应为报告年度1月1日至12月31日"),
        format!(
            "The period is printed “{printed}”; it is 1 January to 31 December of the report's year"
        ),
    )
}

/// The overview speaks of another year and never of this one: last year's report under this year's title.
#[must_use]
pub fn of_another(year: i16, other: i16) -> Finding {
    warning(
        Rule::R_5,
        "sections/一",
        format!("标题为{year}年，总体情况写的是{other}年；是否误用了别的年度的报告"),
        format!("The title says {year}, the overview speaks of {other}: another year's report?"),
    )
}

/// The file is named after another year than the report's.
#[must_use]
pub fn misnamed(named: i16, year: i16) -> Finding {
    question(
        Rule::R_5,
        "file",
        format!("文件名为{named}年，报告为{year}年"),
        format!("The file's name says {named}, the report says {year}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    #[test]
    fn a_report_is_on_one_year() {
        let table = [
            (period("2022年2月至12月"), "opening", Severity::Warning),
            (of_another(2022, 2021), "sections/一", Severity::Warning),
            (misnamed(2023, 2022), "file", Severity::Question),
        ];
        for (finding, place, severity) in table {
            assert_eq!((finding.id.id(), finding.place.as_str()), ("R-5", place));
            assert_eq!(finding.severity, severity);
        }
    }
}
