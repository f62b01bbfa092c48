//! The JSON of `formats.md`, from our own commands or written by others: fields that are not ours are passed over.

use law::report::{
    Cells, Report, Row, Table2, Table3, Table4, Track,
    printed::{Table, cells::unread, rows, sections},
};
use serde_json::{Map, Value};

use super::{ReadError, ReadReport, notes::Notes, prose::missing_tables};

pub(super) fn read(text: &str) -> Result<ReadReport, ReadError> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| ReadError::Damaged(error.to_string()))?;
    // What `report check --format json` printed can be given back to it.
    let value = match &value {
        Value::Object(object) if object.contains_key("report") => &value["report"],
        other => other,
    };
    let object = value.as_object().ok_or(ReadError::NotAReport)?;
    if !["table2", "table3", "table4"]
        .iter()
        .any(|key| object.get(*key).is_some_and(Value::is_object))
    {
        return Err(ReadError::NotAReport);
    }
    let mut notes = Notes::default();
    let mut report = Report::blank();
    report.organ = object
        .get("organ")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_string();
    report.year = object
        .get("year")
        .and_then(Value::as_i64)
        .and_then(|year| i16::try_from(year).ok());
    report.table2 = table2(object.get("table2"), &mut notes);
    report.table3 = table3(object.get("table3"), &mut notes);
    report.table4 = table4(object.get("table4"), &mut notes);
    report.format = format(object, &report);
    for (key, text) in object
        .get("sections")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        if let Some(text) = text.as_str() {
            report.sections.insert(key.clone(), text.to_string());
        }
    }
    let missing = missing_tables(&report);
    if !missing.is_empty() {
        notes.found(sections::lacking_in_data(&missing));
    }
    let (notes, variants) = notes.finish();
    Ok(ReadReport {
        report,
        notes,
        variants,
    })
}

fn format(object: &Map<String, Value>, report: &Report) -> String {
    let said = ["format", "format_version"]
        .iter()
        .find_map(|key| object.get(*key)?.as_str());
    let old_rows = ["规范性文件", "政府集中采购", "其他对外管理服务事项"];
    let old = said.is_some_and(|said| said.starts_with("2019"))
        || old_rows.iter().any(|row| report.table2.get(row).is_some());
    if old { "2019" } else { "2021" }.to_string()
}

fn table2(value: Option<&Value>, notes: &mut Notes) -> Table2 {
    let mut table = Table2::default();
    for (row, cells) in value.and_then(Value::as_object).into_iter().flatten() {
        match Cells::from_json(row, cells) {
            Some(cells) => table.set(row, cells),
            None => notes.found(unread(Table::Two, row, &shown(cells))),
        }
    }
    table
}

fn table3(value: Option<&Value>, notes: &mut Notes) -> Table3 {
    let mut table = Table3::default();
    for (key, cells) in value.and_then(Value::as_object).into_iter().flatten() {
        let single = key == Table3::SINGLE_OTHER;
        let known = Some(Row::Other).filter(|_| single);
        let Some(row) = known.or_else(|| Row::from_key(key)) else {
            notes.found(rows::unknown(Table::Three, key, &shown(cells)));
            continue;
        };
        if single {
            table.set_single_other();
        }
        match numbers::<7>(cells) {
            Some(cells) => table.set_row(row, cells),
            None => notes.found(unread(Table::Three, key, &shown(cells))),
        }
    }
    let last = Row::ALL.into_iter().rfind(|row| table.has(*row));
    for row in Row::ALL
        .into_iter()
        .filter(|row| Some(*row) < last && !table.has(*row))
    {
        let there = value.is_some_and(|value| value.get(row.key()).is_some());
        if !there {
            notes.found(rows::lacking(Table::Three, row.key()));
        }
    }
    table
}

fn table4(value: Option<&Value>, notes: &mut Notes) -> Table4 {
    let mut table = Table4::default();
    for track in Track::ALL {
        let Some(cells) = value.and_then(|value| value.get(track.key())) else {
            continue;
        };
        match numbers::<5>(cells) {
            Some(cells) => table.set(track, cells),
            None => notes.found(unread(Table::Four, track.key(), &shown(cells))),
        }
    }
    table
}

/// Exactly `N` whole numbers or nulls.
fn numbers<const N: usize>(value: &Value) -> Option<[Option<i64>; N]> {
    let cells = value.as_array()?;
    let cells: Vec<Option<i64>> = cells
        .iter()
        .map(|cell| {
            if cell.is_null() {
                Some(None)
            } else {
                cell.as_i64().map(Some)
            }
        })
        .collect::<Option<_>>()?;
    cells.try_into().ok()
}

/// What stands in a row's place, as much of it as can be shown.
fn shown(cells: &Value) -> String {
    cells.to_string().chars().take(80).collect()
}
