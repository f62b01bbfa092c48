//! The head of the national template: a title that names the field, and a heading of two lines, the lower one under cells that span it.

use documents::sheet::{Cell, Sheet};
use law::standard::field_in;

/// How many rows are looked through for the heading.
const WITHIN: usize = 8;

/// Names under which people keep what is not imported.
const OWN: [&str; 3] = ["来源", "见否", "备注"];

/// The sheet with one heading, and with a column for the field where the title, the sheet's name or the file's tells it.
pub(super) fn found(file: &str, mut sheet: Sheet) -> Sheet {
    let plain =
        |cell: &Cell| -> String { cell.text.chars().filter(|c| !c.is_whitespace()).collect() };
    let heads = |row: &Vec<Cell>, is: fn(&str) -> bool| row.iter().any(|cell| is(&plain(cell)));
    let Some(top) = sheet.rows.iter().take(WITHIN).position(|row| {
        heads(row, |name| {
            name.starts_with("公开内容") || name == "content"
        })
    }) else {
        return sheet;
    };
    let titles = sheet.rows[..top]
        .iter()
        .flatten()
        .map(|cell| cell.text.as_str());
    let field = titles.chain([sheet.name.as_str(), file]).find_map(field_in);
    let mut heading = sheet.rows[top].clone();
    let mut body = top + 1;
    if let Some(below) = sheet.rows.get(body)
        && heads(below, |name| matches!(name, "一级事项" | "全社会" | "县级"))
    {
        merge(&mut heading, below);
        body += 1;
    }
    for cell in &mut heading {
        match plain(cell).as_str() {
            "序号" => cell.text = "编号".into(),
            own if OWN.contains(&own) => cell.text = "备注".into(),
            _ => {}
        }
    }
    let named = heading.iter().any(|cell| plain(cell) == "领域");
    let mut rows: Vec<Vec<Cell>> = sheet.rows.split_off(body);
    if let (false, Some(field)) = (named, field) {
        let column = rows
            .iter()
            .flatten()
            .chain(&heading)
            .map(|cell| cell.column)
            .max();
        let column = column.unwrap_or(0) + 1;
        let beside = |row: &[Cell], text: &str| Cell {
            text: text.into(),
            row: row.first().map_or(0, |cell| cell.row),
            column,
        };
        heading.push(beside(&heading, "领域"));
        for row in &mut rows {
            row.push(beside(row, &field));
        }
    }
    rows.insert(0, heading);
    sheet.rows = rows;
    sheet
}

/// The lower line says what a column is wherever it says anything.
fn merge(heading: &mut Vec<Cell>, below: &[Cell]) {
    for cell in below.iter().filter(|cell| !cell.text.is_empty()) {
        match heading.iter_mut().find(|one| one.column == cell.column) {
            Some(one) => one.text.clone_from(&cell.text),
            None => heading.push(cell.clone()),
        }
    }
    heading.sort_by_key(|cell| cell.column);
}
