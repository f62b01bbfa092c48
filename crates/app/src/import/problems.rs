//! What is wrong with the cells of an import, collected so that everything is reported at once.

use std::collections::BTreeSet;

use law::{Lang, finding::Finding};
use serde::Serialize;

use super::{ImportError, Result, table::Line};
use crate::{Error, FieldError};

/// A cell to mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadCell {
    pub file: String,
    /// Empty when the file as a whole is meant.
    pub sheet: String,
    /// As the person sees it, from 1; 0 when the file as a whole or the heading of JSONL is meant.
    pub row: usize,
    /// The heading as it stands in the sheet; empty when the row as a whole is meant.
    pub column: String,
    /// ID of `law.md`, or `form`, `file`, `heading`, `duplicate`, `changed`, `upload`.
    pub rule: String,
    pub zh: String,
    pub en: String,
}

impl BadCell {
    /// File, sheet, row and column, then what is wrong and by which rule.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let Self {
            file,
            sheet,
            row,
            column,
            rule,
            ..
        } = self;
        let mut place = file.clone();
        match lang {
            Lang::Zh => {
                if !sheet.is_empty() {
                    place.push_str(&format!(" 工作表“{sheet}”"));
                }
                if *row > 0 {
                    place.push_str(&format!("第{row}行"));
                }
                if !column.is_empty() {
                    place.push_str(&format!("“{column}”"));
                }
                format!("{place}：{}（{rule}）", self.zh)
            }
            Lang::En => {
                if !sheet.is_empty() {
                    place.push_str(&format!(", sheet “{sheet}”"));
                }
                if *row > 0 {
                    place.push_str(&format!(", row {row}"));
                }
                if !column.is_empty() {
                    place.push_str(&format!(", column “{column}”"));
                }
                format!("{place}: {} ({rule})", self.en)
            }
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Problems {
    cells: Vec<BadCell>,
    seen: BTreeSet<(String, String, usize, String)>,
}

impl Problems {
    /// One cell; a second complaint about the same cell is left out.
    pub(super) fn add(
        &mut self,
        line: &Line,
        key: &str,
        rule: &str,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) {
        self.push(line.bad(key, rule, zh.into(), en.into()));
    }

    /// What the law says of the cell that it names.
    pub(super) fn found(&mut self, line: &Line, finding: Finding) {
        let (rule, place) = (finding.id.id(), finding.place);
        self.add(line, &place, rule, finding.zh, finding.en);
    }

    pub(super) fn push(&mut self, cell: BadCell) {
        let place = (
            cell.file.clone(),
            cell.sheet.clone(),
            cell.row,
            cell.column.clone(),
        );
        if self.seen.insert(place) {
            self.cells.push(cell);
        }
    }

    /// What an operation says about a row's fields. Its failure, if it is one of another kind, is passed on.
    pub(super) fn judge(&mut self, line: &Line, outcome: crate::Result<()>) -> Result<()> {
        match outcome {
            Ok(()) => Ok(()),
            Err(Error::Invalid(fields)) => {
                for FieldError {
                    field,
                    rule,
                    zh,
                    en,
                } in fields
                {
                    self.add(line, field, rule, zh, en);
                }
                Ok(())
            }
            Err(other) => Err(ImportError::Failed(other)),
        }
    }

    /// In the order of files and rows.
    pub(super) fn finish(self) -> Result<()> {
        if self.cells.is_empty() {
            Ok(())
        } else {
            Err(ImportError::Cells(self.cells))
        }
    }
}
