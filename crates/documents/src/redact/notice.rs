//! What a person should know of a redacted file before it is given out: what stayed that nobody read, and what was left out.

use serde::{Deserialize, Serialize};

/// One remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Pictures are kept, and nobody read them.
    Pictures(usize),
    /// The layout could not be kept: the file is set anew from its text.
    SetAnew,
    /// Pictures of the source are not in the result.
    PicturesLeftOut(usize),
    /// A hidden sheet was left out.
    HiddenSheet(String),
    /// Something that a reader cannot see was left out, so many times.
    LeftOut(Hidden, usize),
    /// So many formulas stand as the values they had.
    Formulas(usize),
    /// Formulas that no program has calculated: they have no value, and their cells are empty.
    NeverCalculated(Vec<String>),
}

/// What a reader of the file cannot see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hidden {
    Sheets,
    Rows,
    Columns,
    /// Cells under a merged one, or with a format that shows nothing.
    Cells,
    Comments,
    Names,
    Filters,
    /// Lists of what a cell may hold.
    Validations,
    PivotCaches,
    ExternalLinks,
    DataModels,
    Charts,
    Tables,
    Links,
    TrackedChanges,
    HiddenText,
    Properties,
    Attachments,
    Layers,
    Annotations,
    Forms,
    Scripts,
    /// Where and with which device a picture was made.
    PictureData,
    /// Parts of the file that no reader shows.
    Others,
}

impl Hidden {
    /// The word of the JSON answer, such as `pivot_caches`.
    #[must_use]
    pub fn word(self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|word| word.as_str().map(str::to_string))
            .unwrap_or_default()
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        self.words().0
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Sheets => ("张隐藏的工作表", "hidden sheets"),
            Self::Rows => ("个隐藏行", "hidden rows"),
            Self::Columns => ("个隐藏列", "hidden columns"),
            Self::Cells => ("个看不见的单元格", "cells that show nothing"),
            Self::Comments => ("条批注", "comments"),
            Self::Names => ("个定义的名称", "defined names"),
            Self::Filters => ("个筛选", "filters"),
            Self::Validations => ("个数据有效性列表", "lists of allowed values"),
            Self::PivotCaches => ("个数据透视表及其缓存", "pivot tables and their caches"),
            Self::ExternalLinks => ("个外部链接", "links to other files"),
            Self::DataModels => ("个数据模型或者数据连接", "data models or connections"),
            Self::Charts => ("个图表或者图形", "charts and drawings"),
            Self::Tables => ("个表格定义", "table definitions"),
            Self::Links => ("个超链接", "hyperlinks"),
            Self::TrackedChanges => ("处修订记录", "tracked changes"),
            Self::HiddenText => ("段隐藏文字", "runs of hidden text"),
            Self::Properties => ("项文件属性", "properties of the file"),
            Self::Attachments => ("个附带的文件", "attached files"),
            Self::Layers => ("个图层", "layers"),
            Self::Annotations => ("个批注", "annotations"),
            Self::Forms => ("个表单域", "form fields"),
            Self::Scripts => ("段脚本", "scripts"),
            Self::PictureData => (
                "项图片拍摄信息",
                "records on where and how pictures were made",
            ),
            Self::Others => ("个阅读时看不到的部分", "parts that no reader shows"),
        }
    }
}

/// Cells named in a notice; the others are counted.
const NAMED: usize = 8;

impl Notice {
    #[must_use]
    pub fn zh(&self) -> String {
        match self {
            Self::Pictures(count) => {
                format!("文件中有{count}张图片，图片里的文字没有处理，请逐张查看")
            }
            Self::SetAnew => "原件的版面无法保留，新文件按文字重新排版".into(),
            Self::PicturesLeftOut(count) => format!("原件中的{count}张图片没有进入新文件"),
            Self::HiddenSheet(name) => format!("隐藏的工作表“{name}”没有进入新文件"),
            Self::LeftOut(what, count) => {
                format!("{count}{}没有进入新文件", what.zh())
            }
            Self::Formulas(count) => format!("{count}个公式只保留了计算结果"),
            Self::NeverCalculated(cells) => format!(
                "{}个公式从未计算过，没有结果（{}），请先用Excel或者WPS打开并保存原件",
                cells.len(),
                named(cells)
            ),
        }
    }

    #[must_use]
    pub fn en(&self) -> String {
        match self {
            Self::Pictures(count) => {
                format!("{count} pictures are kept and were not read: look at each")
            }
            Self::SetAnew => {
                "the layout could not be kept: the new file is set anew from the text".into()
            }
            Self::PicturesLeftOut(count) => {
                format!("{count} pictures of the source are not in the new file")
            }
            Self::HiddenSheet(name) => format!("the hidden sheet {name} was left out"),
            Self::LeftOut(what, count) => format!("{count} {} were left out", what.en()),
            Self::Formulas(count) => format!("{count} formulas stand as their values"),
            Self::NeverCalculated(cells) => format!(
                "{} formulas were never calculated and have no value ({}): open the original in Excel or WPS and save it first",
                cells.len(),
                named(cells)
            ),
        }
    }
}

fn named(cells: &[String]) -> String {
    let mut named = cells[..cells.len().min(NAMED)].join("、");
    if cells.len() > NAMED {
        named.push('…');
    }
    named
}

/// What was left out, counted by kind.
#[derive(Debug, Default)]
pub(super) struct LeftOut(std::collections::BTreeMap<Hidden, usize>);

impl LeftOut {
    pub(super) fn add(&mut self, what: Hidden, count: usize) {
        if count > 0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    pub(super) fn notices(self) -> impl Iterator<Item = Notice> {
        self.0
            .into_iter()
            .map(|(what, count)| Notice::LeftOut(what, count))
    }
}
