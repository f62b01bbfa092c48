//! A row that the end of a page breaks in two.

use crate::read::{label, value::Value};

/// A row's cells with the places of their left sides.
type Row = Vec<(i32, String)>;

/// Sides this near are of one column.
const NEAR: i32 = 4;

/// The two parts made one, if the second is the rest of the first: it has no label of its own, and together
/// they have one. Numbers are put together of two parts only where the row then adds up, see [`mended`].
pub(super) fn joined(above: &Row, below: &Row) -> Option<Row> {
    if below.iter().any(|(_, text)| is_label(text)) {
        return None;
    }
    let mut whole = above.clone();
    for (left, text) in below.iter().filter(|(_, text)| !text.is_empty()) {
        let (_, there) = whole
            .iter_mut()
            .find(|(known, _)| (known - left).abs() <= NEAR)?;
        if !there.is_empty() && (is_value(there) || is_value(text)) {
            return mended(above, below);
        }
        there.push_str(text);
    }
    let had = above.iter().any(|(_, text)| is_label(text));
    let has = whole.iter().any(|(_, text)| is_label(text));
    let values_above = above.iter().any(|(_, text)| is_value(text));
    (has && (!had || !values_above) && whole != *above).then_some(whole)
}

/// A label over several rows, such as （四）无法提供, of which each page has a part; the parts with `｜` between.
pub(super) fn split_group(above: &Row, below: &Row) -> Option<String> {
    below.iter().find_map(|(left, text)| {
        let (_, start) = above
            .iter()
            .find(|(known, _)| (known - left).abs() <= NEAR)?;
        let whole = format!("{start}{text}");
        let broken = !text.is_empty() && !label::is_header(start) && label::is_header(&whole);
        broken.then(|| format!("{start}｜{text}"))
    })
}

/// Whether a row is one of the head of 表三: columns named, nothing counted.
pub(super) fn repeats_a_head(row: &Row) -> bool {
    const HEAD: [&str; 8] = [
        "申请人情况",
        "法人或其他组织",
        "自然人",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "勾稽关系",
    ];
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    row.iter().all(|(_, text)| !is_value(text))
        && row
            .iter()
            .any(|(_, text)| HEAD.iter().any(|name| bare(text).contains(name)))
}

/// Two parts of a number that the end of a page broke: only where the row as a whole then adds up, and in no other way.
fn mended(above: &Row, below: &Row) -> Option<Row> {
    let mut whole = above.clone();
    for (left, text) in below.iter().filter(|(_, text)| !text.trim().is_empty()) {
        let (_, there) = whole
            .iter_mut()
            .find(|(known, _)| (known - left).abs() <= NEAR)?;
        there.push_str(text);
    }
    let counts: Vec<i64> = whole
        .iter()
        .filter(|(_, text)| is_value(text))
        .map(|(_, text)| text.split_whitespace().collect::<String>().parse().ok())
        .collect::<Option<_>>()?;
    let (total, parts) = counts.split_last()?;
    let labelled = whole.iter().any(|(_, text)| is_label(text));
    let adds_up = parts.len() == 6 && parts.iter().sum::<i64>() == *total;
    (labelled && adds_up).then_some(whole)
}

/// The label of a row, to speak of it.
pub(super) fn label(row: &Row) -> String {
    row.iter()
        .find(|(_, text)| is_label(text))
        .map(|(_, text)| text.clone())
        .unwrap_or_default()
}

fn is_label(text: &str) -> bool {
    label::table2(text).is_some() || label::row(text, None).is_some_and(|found| !found.reworded)
}

fn is_value(text: &str) -> bool {
    !text.trim().is_empty() && Value::maybe(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[(i32, &str)]) -> Row {
        cells
            .iter()
            .map(|(at, text)| (*at, (*text).to_string()))
            .collect()
    }

    #[test]
    fn parts_of_one_row() {
        let label = "2.没有现成信息";
        let whole = row(&[(10, "2.没有现成信息需要另行制作"), (60, "3"), (90, "3")]);
        let table = [
            (
                row(&[(10, label), (60, "3"), (90, "3")]),
                row(&[(10, "需要另行制作"), (60, ""), (90, "")]),
                Some(whole.clone()),
            ),
            (
                row(&[(10, label), (60, ""), (90, "")]),
                row(&[(11, "需要另行制作"), (60, "3"), (90, "3")]),
                Some(whole.clone()),
            ),
            (
                row(&[(10, "2.没有现成信息需要另行制作"), (60, ""), (90, "")]),
                row(&[(10, ""), (60, "3"), (90, "3")]),
                Some(whole),
            ),
            // Numbers in both parts are two rows.
            (
                row(&[(10, label), (60, "3"), (90, "3")]),
                row(&[(10, "需要另行制作"), (60, "1"), (90, "")]),
                None,
            ),
            // Unless the row adds up with them, and only so.
            (
                row(&[
                    (10, "5.要求行政机关确认或重新出具"),
                    (60, "840"),
                    (70, "124"),
                    (80, "185"),
                    (90, "0"),
                    (100, "0"),
                    (110, "296"),
                    (120, "4237"),
                ]),
                row(&[(10, "已获取信息"), (70, "2"), (80, "9")]),
                Some(row(&[
                    (10, "5.要求行政机关确认或重新出具已获取信息"),
                    (60, "840"),
                    (70, "1242"),
                    (80, "1859"),
                    (90, "0"),
                    (100, "0"),
                    (110, "296"),
                    (120, "4237"),
                ])),
            ),
            // A row of its own.
            (
                row(&[(10, "1.属于国家秘密"), (60, "3"), (90, "3")]),
                row(&[(10, "2.重复申请"), (60, "1"), (90, "1")]),
                None,
            ),
            (
                row(&[(10, "1.属于国家秘密"), (60, "3"), (90, "3")]),
                row(&[(10, ""), (60, "1"), (90, "1")]),
                None,
            ),
        ];
        for (above, below, expected) in table {
            assert_eq!(joined(&above, &below), expected, "{above:?} {below:?}");
        }
    }
}
