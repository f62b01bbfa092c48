//! 表格: CSV, XLSX and JSONL as rows of text. Every cell knows its place, so that a message can name it.

mod csv;
mod jsonl;
mod template;
mod xlsx;

use law::Lang;
use serde::{Deserialize, Serialize};

use crate::apart::Stopped;

pub use template::{TemplateColumn, write_csv_template, write_template};

/// One sheet of a workbook; a CSV or JSONL file is one sheet named after the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    /// Rows that hold anything; the first is the heading. Of JSONL the heading is the union of all keys.
    pub rows: Vec<Vec<Cell>>,
}

/// Text without blanks at the ends. Dates of XLSX are `YYYY-MM-DD`, whole numbers have no point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub text: String,
    /// From 1, as the person sees it: the row of a workbook, the line of a text file.
    pub row: usize,
    /// From 1.
    pub column: usize,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SheetError {
    #[error("files of type {0:?} are not tables: csv, xlsx or jsonl")]
    Type(String),
    /// Neither UTF-8 nor GB 18030.
    #[error("the text is neither UTF-8 nor GB 18030")]
    Encoding,
    #[error("line {line}: {reason}")]
    Line { line: usize, reason: String },
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// Formulas without a value, as a program wrote them that does not calculate; each with its sheet.
    #[error("{} formulas were never calculated ({}): open the file in Excel or WPS, save it, and try again", .0.len(), few(.0))]
    NeverCalculated(Vec<String>),
    /// The reader in its own process was stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// The first of the cells that a message names.
pub(crate) fn few(cells: &[String]) -> String {
    let mut named = cells[..cells.len().min(5)].join("、");
    if cells.len() > 5 {
        named.push('…');
    }
    named
}

impl SheetError {
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Type(_), Lang::Zh) => "只能读取 csv、xlsx、jsonl 格式的表格。".into(),
            (Self::Encoding, Lang::Zh) => "文件编码无法识别，请保存为 UTF-8 或 GBK。".into(),
            (Self::Line { line, reason }, Lang::Zh) => format!("第{line}行无法读取：{reason}"),
            (Self::Workbook(_), Lang::Zh) => "无法读取该工作簿，文件可能已损坏或加密。".into(),
            (Self::NeverCalculated(cells), Lang::Zh) => format!(
                "有{}个公式从未计算过，没有结果（{}）。请用 Excel 或者 WPS 打开文件并保存后再试。",
                cells.len(),
                few(cells)
            ),
            (Self::Stopped(stopped), lang) => stopped.message(lang),
            (_, Lang::En) => self.to_string(),
        }
    }
}

impl Sheet {
    /// Where a cell stands, for a message: 工作表“Sheet1”B3.
    #[must_use]
    pub fn place(&self, cell: &Cell, lang: Lang) -> String {
        let place = format!("{}{}", letters(cell.column), cell.row);
        match lang {
            Lang::Zh => format!("工作表“{}”{place}", self.name),
            Lang::En => format!("sheet “{}” {place}", self.name),
        }
    }
}

/// Reads a table by the ending of its name. Sheets without rows are left out.
pub fn read(bytes: &[u8], name: &str) -> Result<Vec<Sheet>, SheetError> {
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let (stem, extension) = base.rsplit_once('.').unwrap_or((base, ""));
    let sheets = match extension.to_ascii_lowercase().as_str() {
        "csv" | "txt" => vec![Sheet {
            name: stem.into(),
            rows: csv::rows(&decoded(bytes)?)?,
        }],
        "jsonl" | "ndjson" => vec![Sheet {
            name: stem.into(),
            rows: jsonl::rows(&decoded(bytes)?)?,
        }],
        "xlsx" | "xls" | "ods" | "et" => xlsx::sheets(bytes)?,
        other => return Err(SheetError::Type(other.into())),
    };
    Ok(sheets
        .into_iter()
        .filter(|sheet| !sheet.rows.is_empty())
        .collect())
}

/// UTF-8 with or without a mark, UTF-16 with one, or GB 18030, which GBK and GB 2312 are part of.
fn decoded(bytes: &[u8]) -> Result<String, SheetError> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if broken {
            Err(SheetError::Encoding)
        } else {
            Ok(text.into_owned())
        };
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.into());
    }
    let (text, broken) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if broken {
        Err(SheetError::Encoding)
    } else {
        Ok(text.into_owned())
    }
}

/// 1 is A, 27 is AA.
fn letters(column: usize) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// A row of cells; nothing when all are blank.
fn row(number: usize, texts: impl IntoIterator<Item = String>) -> Option<Vec<Cell>> {
    let cells: Vec<Cell> = texts
        .into_iter()
        .enumerate()
        .map(|(place, text)| Cell {
            text: text.trim().to_string(),
            row: number,
            column: place + 1,
        })
        .collect();
    cells
        .iter()
        .any(|cell| !cell.text.is_empty())
        .then_some(cells)
}

#[cfg(test)]
mod tests;
