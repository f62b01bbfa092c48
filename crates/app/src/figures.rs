//! Figures of 表二 and 表四 that no act in the ledger counts: entered by hand, each with source and reason.

use store::{
    Stream,
    figures::{ENTERED, Entered, FigureRow},
};

use crate::{
    App, Result, Staff,
    error::Findings,
    pen::{At, Line, Page, Pen},
    rights::{By, CaseWorker},
};

/// Rows that may be entered by hand. 表二 holds totals; 表四 holds what is added to the remedies on record.
pub const ROWS: [&str; 22] = [
    "规章.制发",
    "规章.废止",
    "规章.现行有效",
    "行政规范性文件.制发",
    "行政规范性文件.废止",
    "行政规范性文件.现行有效",
    "行政许可",
    "行政处罚",
    "行政强制",
    FEES,
    "行政复议.结果维持",
    "行政复议.结果纠正",
    "行政复议.其他结果",
    "行政复议.尚未审结",
    "未经复议直接起诉.结果维持",
    "未经复议直接起诉.结果纠正",
    "未经复议直接起诉.其他结果",
    "未经复议直接起诉.尚未审结",
    "复议后起诉.结果维持",
    "复议后起诉.结果纠正",
    "复议后起诉.其他结果",
    "复议后起诉.尚未审结",
];

/// The one figure that is money, in 万元.
pub const FEES: &str = "行政事业性收费";

#[derive(Debug, Clone)]
pub struct NewFigure {
    pub year: i16,
    pub row: String,
    /// A whole number; for 行政事业性收费 a decimal in 万元 with at most six places.
    pub value: String,
    /// Where the number comes from.
    pub source: String,
    /// Why it differs from last year's or from an earlier entry, if it does.
    pub reason: String,
}

/// Enters or replaces one figure. The earlier value stays in the ledger.
pub async fn enter(app: &App, staff: &By<CaseWorker>, new: &NewFigure) -> Result<()> {
    validate(app, new)?;
    let page = Page {
        lines: vec![line(app, &staff.organ, new, &staff.id)?],
        ..Page::default()
    };
    Pen::of(app, &staff.organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// One figure as an act of today. A later entry replaces an earlier one, so that none in between makes it wrong.
pub(crate) fn line(app: &App, organ: &str, new: &NewFigure, actor: &str) -> Result<Line> {
    let body = serde_json::to_value(Entered {
        year: i64::from(new.year),
        row: new.row.clone(),
        value: normalised(&new.value),
        source: new.source.trim().into(),
        reason: new.reason.trim().into(),
    })?;
    Ok(Line {
        organ: organ.into(),
        stream: Stream::Figures(new.year),
        at: At::End,
        kind: ENTERED.into(),
        body,
        on: app.clock.today(),
        actor: actor.into(),
    })
}

pub async fn list(app: &App, staff: &Staff, year: i16) -> Result<Vec<FigureRow>> {
    Ok(store::figures::list(&app.store, &staff.organ, year).await?)
}

/// Everything wrong with the figure, at once.
pub(crate) fn validate(app: &App, new: &NewFigure) -> Result<()> {
    let mut wrong = Findings::default();
    if !(2008..=app.clock.today().year()).contains(&new.year) {
        wrong.add(
            "year",
            "R-5",
            "年度不正确",
            "This is not a year of a report",
        );
    }
    if !ROWS.contains(&new.row.as_str()) {
        wrong.add("row", "R-22", "没有这一项数据", "There is no such row");
    }
    let value = normalised(&new.value);
    if new.row == FEES {
        if fen_hundredths(&value).is_none() {
            wrong.add(
                "value",
                "R-22",
                "收费金额应为以万元为单位、不小于零、最多六位小数的数",
                "The amount must be a number of 万元, not below zero, with at most six decimals",
            );
        }
    } else if value.parse::<u64>().is_err() || value.len() > 12 {
        wrong.add(
            "value",
            "R-22",
            "应为不小于零的整数",
            "This must be a whole number, not below zero",
        );
    }
    wrong.text("source", "R-61", &new.source, 200, "数据来源", "the source");
    wrong.length("reason", &new.reason, 500, "说明", "The reason");
    wrong.finish()
}

/// Full-width digits and points become ASCII; spaces and thousands separators go.
pub(crate) fn normalised(value: &str) -> String {
    value
        .chars()
        .filter_map(|c| match c {
            '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
            '．' => Some('.'),
            ',' | '，' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .collect()
}

/// 万元 with at most six decimals, as a whole number of 分.
fn fen_hundredths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.is_empty() || whole.len() > 9 || part.len() > 6 || text.ends_with('.') {
        return None;
    }
    if !whole
        .chars()
        .chain(part.chars())
        .all(|c| c.is_ascii_digit())
    {
        return None;
    }
    format!("{whole}{part:0<6}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_whole_fen() {
        let cases = [
            ("0", Some(0)),
            ("0.092", Some(92_000)),
            ("4166.241619", Some(4_166_241_619)),
            ("18651.06", Some(18_651_060_000)),
            ("1.", None),
            (".5", None),
            ("1.1234567", None),
            ("-1", None),
            ("约20", None),
            ("/", None),
            ("", None),
        ];
        for (text, fen) in cases {
            assert_eq!(fen_hundredths(text), fen, "{text}");
        }
        assert_eq!(normalised("１，２３４．５"), "1234.5");
    }
}
