//! Why a document could not be made.

use std::borrow::Cow;

use law::Lang;
use serde::{Deserialize, Serialize};

/// What stops a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Error {
    /// No font at hand draws these characters. Put one that does into the fonts folder.
    #[error("no font has the characters {}", listed(.0))]
    MissingGlyphs(Vec<char>),
    /// Only the 2021 format can be written; the text names the format asked for.
    #[error("a report in the format of {0} cannot be written, only 2021")]
    Format(String),
    /// A text is longer than a cell of a workbook can hold; the row counts from 1.
    #[error("row {row}, {column}: longer than a cell can hold")]
    TooLong {
        row: usize,
        column: Cow<'static, str>,
    },
    /// Something broke in a library; the text is for the log.
    #[error("{0}")]
    Failed(String),
}

impl Error {
    /// The sentence for a person.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::MissingGlyphs(missing) => match lang {
                Lang::Zh => format!(
                    "现有字库中没有以下字符：{}。请将包含这些字符的字体文件放入字体目录后重试。",
                    listed(missing)
                ),
                Lang::En => format!(
                    "No font at hand has these characters: {}. Put a font that has them into the fonts folder and try again.",
                    listed(missing)
                ),
            },
            Self::Format(format) => match lang {
                Lang::Zh => format!(
                    "只能按2021年格式（国办公开办函〔2021〕30号）生成报告，不能按{format}年格式生成。"
                ),
                Lang::En => format!(
                    "Reports can be written in the 2021 format only, not in that of {format}."
                ),
            },
            Self::TooLong { row, column } => match lang {
                Lang::Zh => format!("第{row}行“{column}”过长，超过了单元格的容量（32767个字符）。"),
                Lang::En => {
                    format!("Row {row}, {column}: longer than a cell can hold (32767 characters).")
                }
            },
            Self::Failed(_) => lang
                .pick("文档生成失败。", "The document could not be made.")
                .to_string(),
        }
    }

    pub(crate) fn failed(error: impl std::fmt::Display) -> Self {
        Self::Failed(error.to_string())
    }
}

fn listed(characters: &[char]) -> String {
    characters
        .iter()
        .map(|c| format!("{c}（U+{:04X}）", u32::from(*c)))
        .collect::<Vec<_>>()
        .join("、")
}
