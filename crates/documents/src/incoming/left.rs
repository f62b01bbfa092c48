//! What of a document was left out, or taken otherwise than it stood: each kind once, with its number.

use std::collections::BTreeMap;

use law::Lang;
use serde::{Deserialize, Serialize};

/// A kind of thing that was left out or changed on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Tracked deletions: not taken.
    Deletions,
    /// Tracked insertions: taken as they stand.
    Insertions,
    Comments,
    /// Characters of text that is not shown.
    HiddenText,
    /// Characters in white or so small that nobody reads them: not taken.
    FaintText,
    HiddenRows,
    HiddenColumns,
    HiddenSheets,
    /// Texts in the code of a page that a reader does not see.
    HiddenElements,
    HeadersAndFooters,
    Embedded,
    Charts,
    Scripts,
    /// Pictures of one point, and pictures on other machines: whoever looks is counted there.
    TrackingPixels,
    /// Pictures that no browser shows, or that are damaged.
    Pictures,
    /// Pictures made smaller.
    PicturesResized,
    /// Pictures that said where, when or with what they were made.
    PictureData,
    Contents,
    Forms,
    /// 签发人 and the like, 抄送, 印发: not part of the text.
    Imprint,
    /// Red head, number and title: they stand in the particulars.
    Particulars,
    /// Different fonts, sizes and colours.
    Looks,
    /// Symbols of a font that have no character.
    Symbols,
    /// Taken as paragraphs.
    TextBoxes,
    /// Taken at the end of the text.
    Notes,
    /// Taken as plain text.
    Formulas,
    /// Tables that only laid out the page: taken as paragraphs.
    LayoutTables,
    /// Tables whose first row was taken for their head.
    GuessedHeads,
    /// Headings told by their numbers 一、（一） alone.
    GuessedHeadings,
    /// Formulas of a table that no program has calculated: their cells are empty.
    NeverCalculated,
    /// Links that lead nowhere a browser may go.
    Links,
    PagesWithoutText,
    /// Pages of which nobody can tell whether something is drawn over their text.
    DrawnOver,
}

/// So many of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    pub what: What,
    pub count: usize,
}

impl What {
    /// Whether readers of the document do not see it: the document itself does not go out with it.
    #[must_use]
    pub fn is_hidden(self) -> bool {
        matches!(
            self,
            Self::Deletions
                | Self::Insertions
                | Self::Comments
                | Self::HiddenText
                | Self::FaintText
                | Self::HiddenRows
                | Self::HiddenColumns
                | Self::HiddenSheets
                | Self::HiddenElements
                | Self::Embedded
                | Self::Scripts
                | Self::TrackingPixels
                | Self::PictureData
                | Self::DrawnOver
        )
    }

    #[rustfmt::skip]
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Deletions => ("修订中删除的{n}处文字：没有读入", "{n} tracked deletions: not taken"),
            Self::Insertions => ("修订中插入的{n}处文字：按接受修订读入", "{n} tracked insertions: taken as accepted"),
            Self::Comments => ("批注{n}条：没有读入", "{n} comments: not taken"),
            Self::HiddenText => ("隐藏文字{n}个字：没有读入", "Hidden text of {n} characters: not taken"),
            Self::FaintText => ("白色或者极小的文字{n}个字：没有读入", "White or tiny text of {n} characters: not taken"),
            Self::HiddenRows => ("隐藏的行{n}行：没有读入", "{n} hidden rows: not taken"),
            Self::HiddenColumns => ("隐藏的列{n}列：没有读入", "{n} hidden columns: not taken"),
            Self::HiddenSheets => ("隐藏的工作表{n}张：没有读入", "{n} hidden sheets: not taken"),
            Self::HiddenElements => ("网页中不显示的内容{n}处：没有读入", "{n} parts that the page does not show: not taken"),
            Self::HeadersAndFooters => ("页眉页脚{n}个：没有读入", "{n} headers and footers: not taken"),
            Self::Embedded => ("嵌入的文件{n}个：没有读入", "{n} embedded files: not taken"),
            Self::Charts => ("图表{n}个：没有读入，请另存为图片或者表格", "{n} charts: not taken; add them as pictures or tables"),
            Self::Scripts => ("脚本{n}段：没有读入", "{n} scripts: not taken"),
            Self::TrackingPixels => ("外站图片或者跟踪图片{n}张：没有读入", "{n} pictures of other sites or tracking pixels: not taken"),
            Self::Pictures => ("浏览器不能显示或者已损坏的图片{n}张：没有读入，请另存为 PNG 或者 JPEG", "{n} pictures that no browser shows, or damaged: not taken; save them as PNG or JPEG"),
            Self::PicturesResized => ("图片{n}张：已缩小到网页适用的尺寸", "{n} pictures: made smaller to fit a page"),
            Self::PictureData => ("图片{n}张：已去除拍摄地点、作者、设备等信息", "{n} pictures: place, author and device removed"),
            Self::Contents => ("自动目录{n}个：没有读入", "{n} tables of contents: not taken"),
            Self::Forms => ("表单控件{n}个：没有读入", "{n} form fields: not taken"),
            Self::Imprint => ("签发人、抄送、印发等版记{n}行：没有读入正文", "{n} lines of imprint (signer, copies, printing): not taken into the text"),
            Self::Particulars => ("发文机关标志、文号、标题{n}行：已移到信息要素", "{n} lines of red head, number and title: moved to the particulars"),
            Self::Looks => ("字体、字号、颜色等样式{n}种：没有保留", "{n} fonts, sizes and colours: not kept"),
            Self::Symbols => ("没有对应文字的特殊符号{n}个：没有读入", "{n} symbols without a character: not taken"),
            Self::TextBoxes => ("文本框{n}个：作为段落读入，请核对位置", "{n} text boxes: taken as paragraphs; check where they stand"),
            Self::Notes => ("脚注尾注{n}条：读入到正文末尾", "{n} footnotes and endnotes: taken at the end of the text"),
            Self::Formulas => ("公式{n}个：作为文字读入，请核对", "{n} formulas: taken as text; check them"),
            Self::LayoutTables => ("用于排版的表格{n}个：作为段落读入", "{n} tables that only laid out the page: taken as paragraphs"),
            Self::GuessedHeads => ("表格{n}个：第一行按表头读入，请核对", "{n} tables: the first row was taken for the head; check it"),
            Self::GuessedHeadings => ("小标题{n}个：按“一、”“（一）”等序号认出，请核对", "{n} headings: told by their numbers alone; check them"),
            Self::NeverCalculated => ("没有计算结果的公式{n}个：单元格空着，请用办公软件打开、保存后再导入", "{n} formulas without a result: their cells are empty; open the file in an office program, save it and bring it again"),
            Self::Links => ("不能打开的链接{n}个：只保留文字", "{n} links that lead nowhere: only their words were kept"),
            Self::PagesWithoutText => ("没有文字层的页{n}页：没有读入", "{n} pages without text: not taken"),
            Self::DrawnOver => ("无法判断有没有文字被图形遮盖的页{n}页：被遮盖的文字可能已经读入，请与原件逐页核对", "{n} pages of which it cannot be told whether text is drawn over: what is covered may have been taken; compare page by page"),
        }
    }
}

impl Left {
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let (zh, en) = self.what.words();
        lang.pick(zh, en).replace("{n}", &self.count.to_string())
    }
}

/// Counts by kind while a document is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally(BTreeMap<What, usize>);

impl Tally {
    pub fn add(&mut self, what: What, count: usize) {
        if count > 0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    pub fn merge(&mut self, other: Self) {
        for (what, count) in other.0 {
            self.add(what, count);
        }
    }

    pub fn named(self) -> Vec<Left> {
        self.0
            .into_iter()
            .map(|(what, count)| Left { what, count })
            .collect()
    }
}
