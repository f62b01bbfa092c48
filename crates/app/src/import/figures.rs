//! 表二、表四 figures, with where they come from.

use std::collections::BTreeMap;

use law::report::figure::{ROW, ROWS, VALUE, YEAR, normalised};

use super::{
    File, Imported, Options, Result, What,
    cell::{Cells, word},
    problems::Problems,
    table::{self, Column, Line},
};
use crate::{
    App,
    figures::{self, NewFigure},
    import::requests::Organs,
    pen::{Page, Sheet},
};

#[rustfmt::skip]
pub(super) const COLUMNS: &[Column] = &[
    Column { key: "organ", names: &["机构代码", "机关", "机关代码", "机关名称"] },
    Column { key: "year", names: &["年度", "年份"] },
    Column { key: "row", names: &["项目", "指标", "数据项"] },
    Column { key: "value", names: &["数值", "数据", "数量"] },
    Column { key: "source", names: &["数据来源", "来源"] },
    Column { key: "reason", names: &["说明", "变动原因"] },
];

/// Enters figures; one that stands there with the same value is left alone.
pub async fn figures(
    app: &App,
    files: Vec<File>,
    options: &Options,
    actor: &str,
) -> Result<Imported> {
    let mut problems = Problems::default();
    let organs = Organs::load(app, options).await?;
    let tables = table::read(app, &files, COLUMNS, &mut problems).await?;
    let mut rows: Vec<(String, NewFigure)> = Vec::new();
    let mut seen: BTreeMap<(String, i16, String), &Line> = BTreeMap::new();
    for table in &tables {
        table.require(&["year", "row", "value"], &mut problems);
        for line in &table.lines {
            let organ = organs.of(&mut Cells {
                line,
                problems: &mut problems,
            });
            let Some(new) = read(line, &mut problems) else {
                continue;
            };
            problems.judge(line, figures::validate(app, &new))?;
            let Some(organ) = organ else {
                continue;
            };
            if let Some(first) = seen.insert((organ.clone(), new.year, new.row.clone()), line) {
                let (zh, en) = first.place();
                problems.add(
                    line,
                    "row",
                    "duplicate",
                    format!("同一机关同一年度的该项数据重复，已在{zh}"),
                    format!("this figure is given twice, first in {en}"),
                );
            }
            rows.push((organ, new));
        }
    }
    problems.finish()?;
    write(app, &rows, options, actor).await
}

fn read(line: &Line, problems: &mut Problems) -> Option<NewFigure> {
    let mut cells = Cells { line, problems };
    let year = cells.number("year");
    let year = cells.asked(&YEAR, year);
    let row = cells.text_of(&ROW);
    let value = cells.text_of(&VALUE);
    let source = cells.text("source").unwrap_or_else(|| {
        format!(
            "导入：{}",
            line.file().chars().take(180).collect::<String>()
        )
    });
    let reason = cells.text("reason").unwrap_or_default();
    Some(NewFigure {
        year: i16::try_from(year?).unwrap_or(i16::MAX),
        row: row_of(&row?),
        value: value?,
        source,
        reason,
    })
}

/// The row's name, whatever stands between its parts: 规章.制发, 规章／本年制发, 规章 制发.
fn row_of(text: &str) -> String {
    let squeezed = |text: &str| {
        word(text)
            .replace("本年", "")
            .replace(['.', '/', '·', '、', '_', ':', '件', '数'], "")
    };
    let wanted = squeezed(text);
    ROWS.iter()
        .find(|row| squeezed(row) == wanted)
        .map_or_else(|| text.to_owned(), |row| (*row).to_owned())
}

async fn write(
    app: &App,
    rows: &[(String, NewFigure)],
    options: &Options,
    actor: &str,
) -> Result<Imported> {
    let mut present: BTreeMap<(String, i16), BTreeMap<String, String>> = BTreeMap::new();
    for (organ, new) in rows {
        let of_year = (organ.clone(), new.year);
        if let std::collections::btree_map::Entry::Vacant(e) = present.entry(of_year) {
            let stored = store::figures::list(&app.store, organ, new.year).await?;
            e.insert(stored.into_iter().map(|row| (row.row, row.value)).collect());
        }
    }
    let mut imported = Imported::default();
    let organs = rows.iter().map(|(organ, _)| organ.as_str()).collect();
    let mut sheet = Sheet::begin(app, organs).await?;
    for (at, (organ, new)) in rows.iter().enumerate() {
        let stands = present
            .get(&(organ.clone(), new.year))
            .and_then(|rows| rows.get(&new.row));
        if stands.is_some_and(|value| *value == normalised(&new.value)) {
            imported.already += 1;
        } else {
            let page = Page {
                lines: vec![figures::line(app, organ, new, actor)?],
                ..Page::default()
            };
            sheet.write(&page).await?;
            imported.added += 1;
        }
        options.step(at + 1, rows.len());
    }
    options
        .record(app, &mut sheet, What::Figures, &imported)
        .await?;
    sheet.commit().await?;
    Ok(imported)
}

#[cfg(test)]
mod tests {
    use super::row_of;

    #[test]
    fn rows_are_named_in_several_ways() {
        let cases = [
            ("规章.制发", "规章.制发"),
            ("规章／本年制发", "规章.制发"),
            ("行政规范性文件 现行有效件数", "行政规范性文件.现行有效"),
            ("行政许可", "行政许可"),
            ("未经复议直接起诉：结果维持", "未经复议直接起诉.结果维持"),
            ("捐款", "捐款"),
        ];
        for (text, row) in cases {
            assert_eq!(row_of(text), row, "{text}");
        }
    }
}
