//! XLSX: a new workbook from the values people see. Formulas, comments, hidden sheets, names and properties do not come along.

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xlsx};
use rust_xlsxwriter::{DocProperties, Format, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{Notice, Order, RedactError, Redacted};
use crate::Error;

pub(super) fn redact(bytes: &[u8], order: &Order<'_>) -> Result<Redacted, RedactError> {
    let damaged = |error: &dyn std::fmt::Display| RedactError::Damaged(error.to_string());
    let mut source: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|error: calamine::XlsxError| damaged(&error))?;
    let sheets = source.sheets_metadata().to_vec();
    let mut counts = order.counts();
    let mut notices = Vec::new();
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new());
    let mut number = 0;
    for sheet in &sheets {
        if sheet.visible != SheetVisible::Visible {
            notices.push(Notice::HiddenSheet(sheet.name.clone()));
            continue;
        }
        number += 1;
        let made = book.add_worksheet();
        let name = order.masked(Some(number), &sheet.name, &mut counts);
        made.set_name(name).map_err(Error::failed)?;
        if let Some((place, reason)) = order.whole(number) {
            counts[place] += 1;
            made.write_string(0, 0, format!("第{number}页不予公开：{reason}"))
                .map_err(Error::failed)?;
            continue;
        }
        let range = source
            .worksheet_range(&sheet.name)
            .map_err(|error| damaged(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let place = (
                top + u32::try_from(row).unwrap_or(u32::MAX),
                u16::try_from(left as usize + column).unwrap_or(u16::MAX),
            );
            write(made, place, value, order, number, &mut counts).map_err(Error::failed)?;
        }
        let merged = source
            .merge_cells_by_sheet_name(&sheet.name)
            .map_err(|error| damaged(&error))?;
        for area in merged {
            let value = range.get_value(area.start);
            merge(made, area.start, area.end, order, number, value).map_err(Error::failed)?;
        }
        made.autofit();
    }
    order.within(number)?;
    Ok(Redacted {
        bytes: book.save_to_buffer().map_err(Error::failed)?,
        ending: "xlsx",
        counts,
        notices,
    })
}

fn framed() -> Format {
    Format::new().set_border(FormatBorder::Thin).set_text_wrap()
}

fn shown(value: &Data) -> String {
    match value {
        Data::DateTime(day) if !day.is_duration() => {
            let (year, month, of_month, ..) = day.to_ymd_hms_milli();
            format!("{year}-{month:02}-{of_month:02}")
        }
        value => value.to_string(),
    }
}

/// A value with a phrase in it becomes text; others stay numbers and dates.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Data,
    order: &Order<'_>,
    page: u32,
    counts: &mut [usize],
) -> Result<(), XlsxError> {
    let text = shown(value);
    let masked = order.masked(Some(page), &text, counts);
    match value {
        Data::Empty => {}
        _ if masked != text => {
            sheet.write_string_with_format(row, column, masked, &framed())?;
        }
        Data::Int(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &framed())?;
        }
        Data::Float(number) => {
            sheet.write_number_with_format(row, column, *number, &framed())?;
        }
        Data::Bool(yes) => {
            sheet.write_boolean_with_format(row, column, *yes, &framed())?;
        }
        Data::DateTime(day) => {
            let format = framed().set_num_format(if day.is_duration() {
                "[h]:mm:ss"
            } else if day.as_f64().fract() == 0.0 {
                "yyyy-mm-dd"
            } else {
                "yyyy-mm-dd hh:mm"
            });
            sheet.write_number_with_format(row, column, day.as_f64(), &format)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, masked, &framed())?;
        }
    }
    Ok(())
}

/// Merged cells stay merged, with the value of the first.
fn merge(
    sheet: &mut Worksheet,
    start: (u32, u32),
    end: (u32, u32),
    order: &Order<'_>,
    page: u32,
    value: Option<&Data>,
) -> Result<(), XlsxError> {
    let column = |of: u32| u16::try_from(of).unwrap_or(u16::MAX);
    if start == end {
        return Ok(());
    }
    sheet.merge_range(
        start.0,
        column(start.1),
        end.0,
        column(end.1),
        "",
        &framed(),
    )?;
    if let Some(value) = value {
        // Counted when the cell itself was written.
        let mut counted = order.counts();
        write(
            sheet,
            (start.0, column(start.1)),
            value,
            order,
            page,
            &mut counted,
        )?;
    }
    Ok(())
}
