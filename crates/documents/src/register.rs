//! 依申请公开登记台账: the yearly register as a workbook, one row a request. It holds what it is given and nothing else: whether
//! applicants are named is decided by who fills the rows.

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::{Error, cell_text};

/// A request of the year, in the words that shall stand in the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// 受理编号.
    pub number: String,
    /// 申请人; empty in a register that others may see.
    pub applicant: String,
    /// 申请人类别: one of the six of 表三.
    pub kind: String,
    pub channel: String,
    pub submitted: Option<Date>,
    pub received: Option<Date>,
    /// 申请内容.
    pub wanted: String,
    /// 承办机构.
    pub office: String,
    /// 答复期限的最后一日.
    pub last_day: Option<Date>,
    pub corrected: bool,
    pub consulted: bool,
    pub extended: bool,
    pub answered: Option<Date>,
    /// 答复类型.
    pub outcome: String,
    /// 答复书文号.
    pub document: String,
    /// 送达方式.
    pub service: String,
    /// 信息处理费, in 分.
    pub fen: i64,
    /// 复议、诉讼.
    pub remedy: String,
    /// 保管期限.
    pub keeping: String,
    pub note: String,
}

/// The register of an organ's year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    pub organ: String,
    pub year: i16,
    pub rows: Vec<Row>,
    /// What stands below the last row, such as where the ledger stood; empty: nothing.
    pub foot: String,
}

enum Value<'a> {
    Text(&'a str),
    Day(Option<Date>),
    Yes(bool),
    Yuan(i64),
}

/// Head, width in characters, value.
type Column = (&'static str, f64, fn(&Row) -> Value<'_>);

#[rustfmt::skip]
const COLUMNS: [Column; 20] = [
    ("受理编号", 16.0, |row| Value::Text(&row.number)),
    ("申请人", 10.0, |row| Value::Text(&row.applicant)),
    ("申请人类别", 11.0, |row| Value::Text(&row.kind)),
    ("申请渠道", 10.0, |row| Value::Text(&row.channel)),
    ("提交日期", 11.0, |row| Value::Day(row.submitted)),
    ("收到日期", 11.0, |row| Value::Day(row.received)),
    ("申请内容", 36.0, |row| Value::Text(&row.wanted)),
    ("承办机构", 12.0, |row| Value::Text(&row.office)),
    ("答复期限", 11.0, |row| Value::Day(row.last_day)),
    ("补正", 6.0, |row| Value::Yes(row.corrected)),
    ("征求意见", 9.0, |row| Value::Yes(row.consulted)),
    ("延期", 6.0, |row| Value::Yes(row.extended)),
    ("答复日期", 11.0, |row| Value::Day(row.answered)),
    ("答复类型", 18.0, |row| Value::Text(&row.outcome)),
    ("答复书文号", 20.0, |row| Value::Text(&row.document)),
    ("送达方式", 10.0, |row| Value::Text(&row.service)),
    ("收费（元）", 10.0, |row| Value::Yuan(row.fen)),
    ("复议诉讼", 12.0, |row| Value::Text(&row.remedy)),
    ("保管期限", 10.0, |row| Value::Text(&row.keeping)),
    ("备注", 18.0, |row| Value::Text(&row.note)),
];

/// Rows above the first request: title and heads.
const ABOVE: u32 = 2;
/// What a cell of a workbook can hold.
const CELL: usize = 32_767;
/// Rows of a sheet, less those above and below.
const MOST: usize = 1_048_576 - 4;

/// The register as XLSX: dates are dates, amounts numbers, everything typed is text and never a formula. A text that no cell
/// can hold refuses the whole, with the row and the column.
pub fn xlsx(register: &Register) -> Result<Vec<u8>, Error> {
    if register.rows.len() > MOST {
        return Err(Error::Failed(format!(
            "{} rows: a sheet holds {MOST}",
            register.rows.len()
        )));
    }
    for (place, row) in register.rows.iter().enumerate() {
        for (head, _, value) in COLUMNS {
            if let Value::Text(text) = value(row)
                && text.encode_utf16().count() > CELL
            {
                return Err(Error::TooLong {
                    row: place + 1,
                    column: head.into(),
                });
            }
        }
    }
    let title = format!("{}{}年度依申请公开登记台账", register.organ, register.year);
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(&title)
            .set_author(&register.organ),
    );
    let sheet = book.add_worksheet();
    sheet
        .set_name(format!("{}年", register.year))
        .map_err(Error::failed)?;
    fill(sheet, &title, register).map_err(Error::failed)?;
    book.save_to_buffer().map_err(Error::failed)
}

fn fill(sheet: &mut Worksheet, title: &str, register: &Register) -> Result<(), XlsxError> {
    let rows = &register.rows;
    let plain = Format::new()
        .set_font_name("宋体")
        .set_font_size(10)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let centred = plain.clone().set_align(FormatAlign::Center);
    let day = centred.clone().set_num_format("yyyy-mm-dd");
    let yuan = plain.clone().set_num_format("#,##0.00");
    let head = centred.clone().set_font_name("黑体");
    let wide = u16::try_from(COLUMNS.len()).unwrap_or(u16::MAX);
    let above = Format::new()
        .set_font_name("黑体")
        .set_font_size(16)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    // 序号 is a column of its own before the others.
    sheet.merge_range(0, 0, 0, wide, title, &above)?;
    sheet.set_row_height(0, 32)?.set_row_height(1, 30)?;
    sheet.write_string_with_format(1, 0, "序号", &head)?;
    sheet.set_column_width(0, 6)?;
    for (column, (name, width, _)) in (1..).zip(COLUMNS) {
        sheet.write_string_with_format(1, column, name, &head)?;
        sheet.set_column_width(column, width)?;
    }
    for (place, row) in (ABOVE..).zip(rows) {
        sheet.write_number_with_format(place, 0, place - ABOVE + 1, &centred)?;
        for (column, (_, _, value)) in (1..).zip(COLUMNS) {
            match value(row) {
                Value::Text(text) => {
                    sheet.write_string_with_format(place, column, cell_text::of(text), &plain)?;
                }
                Value::Day(Some(date)) => {
                    let (year, month, of_month) = (
                        date.year().unsigned_abs(),
                        date.month().unsigned_abs(),
                        date.day().unsigned_abs(),
                    );
                    let date = ExcelDateTime::from_ymd(year, month, of_month)?;
                    sheet.write_datetime_with_format(place, column, &date, &day)?;
                }
                Value::Day(None) | Value::Yuan(0) => {
                    sheet.write_blank(place, column, &plain)?;
                }
                Value::Yes(yes) => {
                    let word = if yes { "是" } else { "" };
                    sheet.write_string_with_format(place, column, word, &centred)?;
                }
                Value::Yuan(fen) => {
                    // Whole 分 below 2^53 are exact as a number of two decimals.
                    sheet.write_number_with_format(place, column, fen as f64 / 100.0, &yuan)?;
                }
            }
        }
    }
    let last = ABOVE + u32::try_from(rows.len().max(1)).unwrap_or(u32::MAX) - 1;
    if !register.foot.is_empty() {
        let below = Format::new().set_font_name("宋体").set_font_size(9);
        sheet.write_string_with_format(last + 2, 0, cell_text::of(&register.foot), &below)?;
    }
    sheet
        .autofilter(1, 0, last, wide)?
        .set_freeze_panes(ABOVE, 2)?
        .set_repeat_rows(0, 1)?
        .set_landscape()
        .set_paper_size(8)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&C— &P —");
    Ok(())
}
