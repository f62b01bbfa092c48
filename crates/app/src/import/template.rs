//! An empty sheet to fill in.

use std::{path::Path, str::FromStr};

use documents::sheet::{TemplateColumn, write_csv_template, write_template};

use super::{figures, items, organs, requests, standards, table::Column};
use crate::{Error, Result};

/// What can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Organs,
    Items,
    Requests,
    Figures,
    /// 标准目录.
    Standards,
}

impl What {
    pub const ALL: [Self; 5] = [
        Self::Organs,
        Self::Items,
        Self::Requests,
        Self::Figures,
        Self::Standards,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Organs => "organs",
            Self::Items => "items",
            Self::Requests => "requests",
            Self::Figures => "figures",
            Self::Standards => "standards",
        }
    }

    fn columns(self) -> &'static [Column] {
        match self {
            Self::Organs => organs::COLUMNS,
            Self::Items => items::COLUMNS,
            Self::Requests => requests::COLUMNS,
            Self::Figures => figures::COLUMNS,
            Self::Standards => standards::COLUMNS,
        }
    }

    /// The words that a column's cells may hold, where they are few.
    fn choices(self, key: &str) -> Vec<&'static str> {
        fn shown<T>(choices: super::choices::Choices<T>) -> Vec<&'static str> {
            choices
                .iter()
                .filter_map(|(_, words)| words.first().copied())
                .collect()
        }
        match (self, key) {
            (Self::Requests, "channel") => shown(super::choices::CHANNELS),
            (Self::Requests, "applicant") => shown(super::choices::APPLICANTS),
            (Self::Requests, "how") => shown(super::choices::HOWS),
            (Self::Requests, "code") => law::outcome::Code::ALL
                .iter()
                .map(|code| code.as_str())
                .collect(),
            (Self::Items, "column") => shown(items::PLACES),
            (Self::Items, "validity") => shown(items::VALIDITIES),
            (Self::Organs, "kind") => shown(organs::KINDS),
            _ => Vec::new(),
        }
    }
}

impl FromStr for What {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|what| what.as_str() == text)
            .ok_or_else(|| "organs, items, requests, figures or standards".into())
    }
}

/// As what an empty sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    Xlsx,
    Csv,
}

impl SheetKind {
    /// By the ending of the name that the sheet is to have; `None` for another than `.xlsx` and `.csv`.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_ascii_lowercase().to_str()? {
            "xlsx" => Some(Self::Xlsx),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// A sheet with the headings, Chinese or English. The columns for an act sheet of their own are left out.
///
/// # Errors
/// The sheet cannot be written.
pub fn template(what: What, chinese: bool, kind: SheetKind) -> Result<Vec<u8>> {
    let of_acts = |key: &str| what == What::Requests && requests::ACT_SHEET_ONLY.contains(&key);
    let columns: Vec<&Column> = what
        .columns()
        .iter()
        .filter(|column| !of_acts(column.key))
        .collect();
    let choices: Vec<Vec<&str>> = columns
        .iter()
        .map(|column| what.choices(column.key))
        .collect();
    let filled: Vec<TemplateColumn<'_>> = columns
        .iter()
        .zip(&choices)
        .map(|(column, choices)| TemplateColumn {
            heading: if chinese { column.names[0] } else { column.key },
            note: if chinese { column.key } else { column.names[0] },
            choices,
        })
        .collect();
    match kind {
        SheetKind::Xlsx => write_template(&filled),
        SheetKind::Csv => write_csv_template(&filled),
    }
    .map_err(Error::failed)
}
