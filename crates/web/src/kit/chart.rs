//! Charts as SVG: bars of this year beside last year's, columns of several years, a small line for a table.
//!
//! Drawn here and not by a chart library: see docs/adr/0009. Colours and type come from the style sheet by class, so a
//! chart follows large type and high contrast; each has a title and a description, and the numbers stand in a table
//! beside it. No script, no style attribute, nothing loaded.

use std::fmt::Write;

use super::escape::escaped;

/// One line of a bar chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    pub now: i64,
    /// Last year's number, where there is one.
    pub before: Option<i64>,
}

/// The words of a chart.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// Unique on the page; ids inside begin with it.
    pub id: &'a str,
    pub title: &'a str,
    /// What a listener should know instead of seeing it.
    pub description: &'a str,
    /// Names of the two series.
    pub now: &'a str,
    pub before: &'a str,
}

/// Width of the drawing in its own units: small enough that its type stays readable on a phone.
const WIDE: i64 = 400;
/// Room for the number behind a bar.
const BEHIND: i64 = 52;

/// Horizontal bars, one line a label; with two series the earlier one is thinner and lighter.
#[must_use]
pub fn bars(words: Words, rows: &[Bar]) -> String {
    let compared = rows.iter().any(|row| row.before.is_some());
    let most = rows
        .iter()
        .flat_map(|row| [row.now, row.before.unwrap_or_default()])
        .max()
        .unwrap_or_default()
        .max(1);
    let width = |value: i64| value.max(0) * (WIDE - BEHIND) / most;
    let step = if compared { 54 } else { 42 };
    let top = if compared { 26 } else { 4 };
    let high = top + step * i64::try_from(rows.len()).unwrap_or_default();
    let mut out = head(words, high);
    if compared {
        legend(&mut out, words);
    }
    for (place, row) in (0i64..).zip(rows) {
        let y = top + place * step;
        let _ = write!(
            out,
            r#"<text class="label" x="0" y="{}">{}</text><rect class="bar now" x="0" y="{}" width="{}" height="14"/><text class="number" x="{}" y="{}">{}</text>"#,
            y + 14,
            escaped(&row.label),
            y + 20,
            width(row.now),
            width(row.now) + 6,
            y + 32,
            row.now,
        );
        if let Some(before) = row.before {
            let _ = write!(
                out,
                r#"<rect class="bar before" x="0" y="{}" width="{}" height="8"/><text class="number before" x="{}" y="{}">{}</text>"#,
                y + 37,
                width(before),
                width(before) + 6,
                y + 46,
                before,
            );
        }
    }
    out.push_str("</svg>");
    out
}

/// Columns, one for each year or organ, the number on top; the last one is the one spoken of.
#[must_use]
pub fn columns(words: Words, points: &[(String, i64)]) -> String {
    let most = points
        .iter()
        .map(|(_, value)| *value)
        .max()
        .unwrap_or_default()
        .max(1);
    let count = i64::try_from(points.len()).unwrap_or_default().max(1);
    let slot = WIDE / count;
    let column = (slot * 3 / 5).min(56);
    let mut out = head(words, 170);
    for (place, (label, value)) in (0i64..).zip(points) {
        let high = value.max(&0) * 116 / most;
        let x = place * slot + (slot - column) / 2;
        let class = if place + 1 == count { "now" } else { "before" };
        let _ = write!(
            out,
            r#"<rect class="bar {class}" x="{x}" y="{}" width="{column}" height="{high}"/><text class="number middle" x="{}" y="{}">{value}</text><text class="label middle" x="{}" y="164">{}</text>"#,
            142 - high,
            x + column / 2,
            136 - high,
            x + column / 2,
            escaped(label),
        );
    }
    let _ = write!(out, r#"<path class="axis" d="M0 142.5H{WIDE}"/></svg>"#);
    out
}

/// A bar for one row of a table; the number beside it says the same, so it is hidden from a screen reader.
#[must_use]
pub fn small(value: i64, most: i64) -> String {
    let width = value.max(0) * 100 / most.max(1);
    format!(
        r#"<svg class="small-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar now" width="{width}" height="10"/></svg>"#
    )
}

fn head(words: Words, high: i64) -> String {
    let Words {
        id,
        title,
        description,
        ..
    } = words;
    format!(
        r#"<svg class="chart-svg" role="img" viewBox="0 0 {WIDE} {high}" aria-labelledby="{id}-title {id}-desc"><title id="{id}-title">{}</title><desc id="{id}-desc">{}</desc>"#,
        escaped(title),
        escaped(description),
    )
}

fn legend(out: &mut String, words: Words) {
    let second = 34
        + 9 * i64::try_from(words.now.chars().count())
            .unwrap_or_default()
            .max(4);
    let _ = write!(
        out,
        r#"<rect class="bar now" x="0" y="3" width="12" height="12"/><text class="legend" x="18" y="14">{}</text><rect class="bar before" x="{second}" y="3" width="12" height="12"/><text class="legend" x="{}" y="14">{}</text>"#,
        escaped(words.now),
        second + 18,
        escaped(words.before),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: Words = Words {
        id: "c",
        title: "办理结果",
        description: "一句话",
        now: "2025",
        before: "2024",
    };

    fn rows(numbers: &[(i64, Option<i64>)]) -> Vec<Bar> {
        numbers
            .iter()
            .map(|(now, before)| Bar {
                label: "<甲&乙>".into(),
                now: *now,
                before: *before,
            })
            .collect()
    }

    #[test]
    fn a_chart_names_itself_and_its_numbers() {
        let svg = bars(WORDS, &rows(&[(10, Some(5)), (0, Some(0))]));
        for part in [
            r#"role="img""#,
            r#"aria-labelledby="c-title c-desc""#,
            "<title id=\"c-title\">办理结果</title>",
            "<desc id=\"c-desc\">一句话</desc>",
            "&lt;甲&amp;乙&gt;",
            ">10</text>",
            ">5</text>",
            "2024",
        ] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
        assert!(!svg.contains("style="), "the content policy forbids it");
    }

    #[test]
    fn lengths_are_in_proportion_and_stay_inside() {
        let rows = [
            (&[(10, None), (5, None), (0, None)][..], vec![348, 174, 0]),
            (&[(0, None)][..], vec![0]),
            (&[(i64::from(u32::MAX), None), (1, None)][..], vec![348, 0]),
            (&[(-3, None), (3, None)][..], vec![0, 348]),
        ];
        for (numbers, expected) in rows {
            let svg = bars(WORDS, &super::tests::rows(numbers));
            let found: Vec<i64> = svg
                .split("class=\"bar now\"")
                .skip(1)
                .filter_map(|rest| rest.split_once("width=\"")?.1.split_once('"'))
                .filter_map(|(width, _)| width.parse().ok())
                .collect();
            assert_eq!(found, expected, "{numbers:?}");
        }
        assert!(!bars(WORDS, &super::tests::rows(&[(1, None)])).contains("2024"));
    }

    #[test]
    fn columns_stand_on_the_axis() {
        let svg = columns(WORDS, &[("2024".into(), 4), ("2025".into(), 8)]);
        assert!(svg.contains(r#"y="26" width="56" height="116""#), "{svg}");
        assert!(svg.contains(r#"y="84" width="56" height="58""#), "{svg}");
        assert!(columns(WORDS, &[]).ends_with("</svg>"));
    }
}
