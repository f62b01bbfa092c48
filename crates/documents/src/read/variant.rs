//! Ways of writing that differ from the form and were understood, each with the place where it stands.

use law::Lang;
use serde::{Deserialize, Serialize};

/// What was recognised, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    #[serde(rename = "where")]
    pub place: String,
    pub how: How,
    /// As it stands in the source; empty where there is nothing to quote.
    pub printed: String,
    /// What it was read as; empty where it is a matter of layout.
    pub read_as: String,
}

/// In which way a text differs from the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    HalfWidthBrackets,
    NumberMark,
    Quotes,
    Spaces,
    SplitLabel,
    SplitHeader,
    NoNumber,
    /// Other words for the same row or section.
    Wording,
    /// Heading numbers.
    HeadingNumber,
    /// A number in full-width digits, with separators or a unit.
    NumberTyping,
    /// `/`, `-`, 无 where a number belongs.
    NoneMark,
    /// Numbers without their label, placed by the order of the form.
    ByPosition,
    /// A total that stands apart from its row.
    DisplacedTotal,
    ColumnOrder,
    /// A row that the end of a page breaks in two.
    PageBreak,
    /// Cells left blank below a heading that should reach over two rows.
    BlankUnderHeading,
    /// A table head printed again on the next page.
    RepeatedHead,
    /// One cell a line, with `|` on lines of its own.
    PipeLines,
    /// Rows of cells between `|`.
    PipeRows,
    /// One cell a line behind a tab.
    TabLines,
    /// Rows of cells between tabs.
    TabRows,
    /// One cell a line, without any mark.
    BareLines,
    /// Blank cells after the last of a row.
    TrailingBlanks,
    /// The whole report, or its tables, on one line.
    OneLine,
    /// Traditional characters.
    Traditional,
    /// Not UTF-8.
    Encoding,
    /// Text in a frame beside the running text.
    TextBox,
    /// Struck out or moved by tracked changes, and left out.
    TrackedChanges,
}

impl How {
    #[must_use]
    pub fn words(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::HalfWidthBrackets => ("半角括号", "half-width brackets"),
            Self::NumberMark => (
                "序号后的标点不是“.”",
                "another mark than “.” after a number",
            ),
            Self::Quotes => ("引号不同", "other quotation marks"),
            Self::Spaces => ("标签内有空格", "spaces inside labels"),
            Self::SplitLabel => ("标签分成几行", "labels split over lines"),
            Self::SplitHeader => ("表头分成两行", "a column heading split over two rows"),
            Self::NoNumber => ("缺少序号", "numbers left out"),
            Self::Wording => ("文字与格式不同", "other words than the form"),
            Self::HeadingNumber => ("标题序号与格式不同", "other heading numbers"),
            Self::NumberTyping => ("数字写法不同", "numbers typed otherwise"),
            Self::NoneMark => ("以符号代替0", "a mark instead of a number"),
            Self::ByPosition => (
                "数字与标签分离，按位置读取",
                "numbers apart from their label",
            ),
            Self::DisplacedTotal => ("总计与本行分离", "a total apart from its row"),
            Self::ColumnOrder => ("各列顺序不同", "columns in another order"),
            Self::PageBreak => ("一行分在两页", "a row broken by a page"),
            Self::BlankUnderHeading => ("表头下有空格", "blank cells below a heading"),
            Self::RepeatedHead => ("表头重复", "a table head printed again"),
            Self::PipeLines => ("每格一行，以“|”分隔", "one cell a line, “|” between"),
            Self::PipeRows => ("以“|”分隔各格", "cells between “|”"),
            Self::TabLines => ("每格一行，以制表符开头", "one cell a line behind a tab"),
            Self::TabRows => ("以制表符分隔各格", "cells between tabs"),
            Self::BareLines => ("每格一行", "one cell a line"),
            Self::TrailingBlanks => ("行末有空格", "blank cells at the end of rows"),
            Self::OneLine => ("表格在同一行内", "tables on one line"),
            Self::Traditional => ("使用繁体字", "traditional characters"),
            Self::Encoding => ("编码不是UTF-8", "not encoded in UTF-8"),
            Self::TextBox => ("文字在文本框内", "text in a frame"),
            Self::TrackedChanges => ("有未接受的修订", "tracked changes not accepted"),
        };
        lang.pick(zh, en)
    }

    /// Whether it is a way of typing labels, said once for the whole report in a finding.
    pub(super) const fn is_typing(self) -> bool {
        matches!(
            self,
            Self::HalfWidthBrackets
                | Self::NumberMark
                | Self::Quotes
                | Self::Spaces
                | Self::SplitLabel
                | Self::SplitHeader
                | Self::NoNumber
        )
    }
}
