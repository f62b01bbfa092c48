//! A draft's text as what a page is set from: paragraphs with their headings, tables, annexes.

use law::letter::date;
use serde::Serialize;

use super::draft::Draft;

/// A piece of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Block {
    /// 一、, 黑体.
    First {
        text: String,
    },
    /// 正文; `lead` is its （一） heading, 楷体.
    Paragraph {
        lead: String,
        text: String,
    },
    Table(Table),
}

/// Rows of equal length; the first is the head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Table {
    /// Tenths of a millimetre, 1560 together.
    pub widths: Vec<u32>,
    pub rows: Vec<Vec<String>>,
}

/// 附页.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Annex {
    /// 附件, 附件1.
    pub label: String,
    pub title: String,
    pub blocks: Vec<Block>,
}

/// What both PDF and DOCX are made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Page {
    pub shape: law::letter::Shape,
    pub organ: String,
    pub number: String,
    /// The title in its lines.
    pub title: Vec<String>,
    pub addressee: String,
    pub blocks: Vec<Block>,
    pub attachments: Vec<String>,
    pub signature: String,
    pub date: String,
    /// Year, month and day of the date, where it is one.
    pub day: Option<[i16; 3]>,
    pub note: String,
    pub copies: String,
    pub printed_by: String,
    pub printed_on: String,
    pub annexes: Vec<Annex>,
}

/// 2号 characters on a line of the 版心.
const TITLE_FITS: usize = 19;
/// 156 mm.
const WIDTH: u32 = 1560;

impl Page {
    pub(super) fn of(draft: &Draft) -> Self {
        let day = date::parse(draft.date.trim())
            .ok()
            .map(|day| [day.year(), i16::from(day.month()), i16::from(day.day())]);
        Self {
            shape: draft.shape,
            organ: clean(&draft.organ),
            number: clean(&draft.number),
            title: title(&draft.title),
            addressee: clean(&draft.addressee)
                .trim_end_matches(['：', ':'])
                .to_string(),
            blocks: blocks(draft.body.lines()),
            attachments: draft
                .attachments
                .lines()
                .map(clean)
                .filter(|line| !line.is_empty())
                .map(|line| line.trim_end_matches(['。', '；', '，']).to_string())
                .collect(),
            signature: clean(&draft.signature),
            date: clean(&draft.date),
            day,
            note: clean(&draft.note)
                .trim_start_matches('（')
                .trim_end_matches('）')
                .to_string(),
            copies: clean(&draft.copies).trim_end_matches('。').to_string(),
            printed_by: clean(&draft.printed_by),
            printed_on: clean(&draft.printed_on),
            annexes: annexes(&draft.annexes),
        }
    }

    pub(super) fn name(&self) -> String {
        self.title.concat()
    }
}

fn annexes(text: &str) -> Vec<Annex> {
    let mut found: Vec<(String, Vec<&str>)> = Vec::new();
    for line in text.lines() {
        let word = line.trim();
        let label = word
            .strip_prefix("附件")
            .is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit()));
        if label {
            found.push((word.into(), Vec::new()));
        } else if let Some((_, lines)) = found.last_mut() {
            lines.push(line);
        } else if !word.is_empty() {
            // Text without a label is an annex all the same: nothing that was written is lost.
            found.push(("附件".into(), vec![line]));
        }
    }
    found
        .into_iter()
        .map(|(label, lines)| {
            let mut lines = lines.into_iter().skip_while(|line| line.trim().is_empty());
            Annex {
                label,
                title: clean(lines.next().unwrap_or_default()),
                blocks: blocks(lines),
            }
        })
        .collect()
}

fn blocks<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines {
        let line = clean(line);
        if let Some(row) = line.strip_prefix('|') {
            let row = row.strip_suffix('|').unwrap_or(row);
            rows.push(row.split('|').map(clean).collect());
            continue;
        }
        if !rows.is_empty() {
            blocks.push(Block::Table(table(std::mem::take(&mut rows))));
        }
        if !line.is_empty() {
            blocks.push(paragraph(line));
        }
    }
    if !rows.is_empty() {
        blocks.push(Block::Table(table(rows)));
    }
    blocks
}

/// A piece of a letter as a page shows it: a line, or rows of equal length that stand under each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    Line(String),
    Table(Vec<Vec<String>>),
}

/// The pieces of a draft's text, read as the paper is set from it.
#[must_use]
pub fn parts(text: &str) -> Vec<Part> {
    let part = |block| match block {
        Block::First { text } => Part::Line(text),
        Block::Paragraph { lead, text } => Part::Line(format!("{lead}{text}")),
        Block::Table(table) => Part::Table(table.rows),
    };
    blocks(text.lines()).into_iter().map(part).collect()
}

fn paragraph(line: String) -> Block {
    const NUMBERS: &str = "一二三四五六七八九十";
    // A heading is short; a sentence that begins with 一、 often is not.
    const HEADING: usize = 24;
    let numbered = |text: &str| !text.is_empty() && text.chars().all(|c| NUMBERS.contains(c));
    let first = line
        .split_once('、')
        .is_some_and(|(number, _)| numbered(number));
    if first && line.chars().count() <= HEADING {
        return Block::First { text: line };
    }
    let second = line
        .strip_prefix('（')
        .and_then(|rest| rest.split_once('）'))
        .is_some_and(|(number, _)| numbered(number));
    let end = match line.find('。') {
        Some(stop) => stop + '。'.len_utf8(),
        None => line.len(),
    };
    let split = if second && line[..end].chars().count() <= HEADING {
        end
    } else {
        0
    };
    let (lead, text) = line.split_at(split);
    Block::Paragraph {
        lead: lead.into(),
        text: text.into(),
    }
}

/// Columns as wide as what stands in them, within bounds; short rows are filled up.
fn table(mut rows: Vec<Vec<String>>) -> Table {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1);
    for row in &mut rows {
        row.resize(columns, String::new());
    }
    let weights: Vec<u32> = (0..columns)
        .map(|column| {
            let longest = rows
                .iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0);
            // One character more for what stands between text and line.
            u32::try_from(longest.clamp(4, 22) + 1).unwrap_or(23)
        })
        .collect();
    let all: u32 = weights.iter().sum();
    let mut widths: Vec<u32> = weights.iter().map(|weight| WIDTH * weight / all).collect();
    let rest = WIDTH - widths.iter().sum::<u32>();
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    Table { widths, rows }
}

/// One line where it fits, else lines of about the same length, the longer one first.
fn title(text: &str) -> Vec<String> {
    let lines: Vec<String> = text
        .lines()
        .map(clean)
        .filter(|line| !line.is_empty())
        .collect();
    if lines.len() > 1 {
        return lines;
    }
    let characters: Vec<char> = lines.concat().chars().collect();
    let count = characters.len().div_ceil(TITLE_FITS).max(1);
    let each = characters.len().div_ceil(count).max(1);
    characters
        .chunks(each)
        .map(|line| line.iter().collect())
        .collect()
}

/// Without control characters, tabs as blanks, ends trimmed (ideographic blanks inside a cell stay).
fn clean(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    visible
        .trim_end()
        .trim_start_matches([' ', '\u{3000}'])
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_table_stand_together_and_lines_alone() {
        let found = parts("一、标题\n\n| 页 | 处理 |\n| 第1页 |\n（一）小标题。第二段");
        let [Part::Line(first), Part::Table(rows), Part::Line(last)] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!(
            (first.as_str(), last.as_str()),
            ("一、标题", "（一）小标题。第二段")
        );
        assert_eq!(*rows, [["页", "处理"], ["第1页", ""]]);
    }
}
