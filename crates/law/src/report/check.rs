//! What the rules say of a report.
//!
//! A check whose operand is blank or absent is not evaluated: a fragment has no false alarms.
//!
//! | id | severity | what |
//! |---|---|---|
//! | R-30, R-31, R-32, R-50 | error | the sums of 表三 and 表四 |
//! | R-34 | error | 表三: blank, negative (and, from the reader, anything else that is no integer) |
//! | R-22 | error, blank: warning | 表二: negative counts, fees that are no decimal of at most six places |
//! | R-24 | warning | 规章 made by an organ of a county or below |
//! | R-27 | warning | the 2019 form for a year after 2020 |
//! | R-37 | warning | （六）3.其他 is a large share |
//! | R-33 | error, imported: warning | 二 against last year's 四 |
//! | R-23 | question | 现行有效 against last year's |
//! | R-54 | question | cases pending last year that this year's total does not hold |
//! | R-3 | warning | section five alike from year to year, with the share and the passages; 一: question |
//! | R-60 | warning | all tables as last year |
//! | R-61 | question | values that are hardly so |
//! | Q-20 | error | numbers of persons in the text |
//! | E-5 | warning | the 2021 form for 2019 or 2020 |
//! | R-2, R-4, R-35 | warning | the written sections; topics not touched and other numbers in prose: question |

mod alike;
mod claims;
mod figures;
mod past;
mod people;
mod plausible;
mod tables;
mod topics;
mod written;

use super::{FORM_2021, Report};
use crate::{
    finding::{Finding, Severity},
    rule::Citation,
    rule::Rule,
};

pub use alike::OVERVIEW_ALIKE_PERCENT;
pub use past::{continuity, continuity_imported};
pub use people::personal_data;
pub use plausible::{JUMP, JUMP_LEAST, MANY_FEES_WAN, MANY_REQUESTS};
pub use tables::identities;
pub use written::{narrative, unfinished};

/// Share of （七）总计 above which （六）3.其他 is called high. No text gives a number.
pub const OTHER_SHARE: (i64, i64) = (1, 5);
/// Fewer cases than this under （六）3.其他 are never called high.
pub const OTHER_LEAST: i64 = 3;
/// Characters of 总体情况 above which R-2 warns.
pub const OVERVIEW_LIMIT: usize = 1000;
/// Share of last year's section five, in hundredths, above which R-3 warns; a prefecture's rating deducts above 50 %.
pub const ALIKE_PERCENT: usize = 50;

fn found(
    id: Rule,
    severity: Severity,
    place: impl Into<String>,
    zh: String,
    en: String,
) -> Finding {
    Finding {
        id,
        severity,
        place: place.into(),
        zh,
        en,
        left: None,
        right: None,
        because: Citation::text(FORM_2021),
    }
}

fn sides(mut finding: Finding, left: impl ToString, right: impl ToString) -> Finding {
    finding.left = Some(left.to_string());
    finding.right = Some(right.to_string());
    finding
}

/// In which paragraph of a section a passage stands, to be put before its quotation: `第3段`, or nothing.
fn paragraph(text: &str, passage: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(claims::plain)
        .collect();
    match lines.iter().position(|line| line.contains(passage)) {
        Some(at) if lines.len() > 1 => format!("第{}段", at + 1),
        _ => String::new(),
    }
}
