//! 文书文稿: plain structured text that a clerk edits in a form, written out and read back as one text.

use law::letter::{Kind, Shape};
use serde::{Deserialize, Serialize};

/// A letter as text. Every field is a field of the form; several lines in a field are several paragraphs or entries.
///
/// In `body` and `annexes` a line that begins with `|` is a row of a table, its cells between `|`; the first row is the
/// head. Lines that begin with 一、 or （一） are headings. In `annexes` a line 附件 or 附件1 begins a page of its own and the
/// line after it is that page's title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub kind: Kind,
    pub shape: Shape,
    /// 发文机关标志.
    pub organ: String,
    /// 发文字号; for a form the number of the request.
    pub number: String,
    pub title: String,
    /// 主送, without the colon.
    pub addressee: String,
    pub body: String,
    /// 附件说明: one name a line, without numbers.
    pub attachments: String,
    /// 发文机关署名.
    pub signature: String,
    /// 成文日期.
    pub date: String,
    /// 附注, without its parentheses: whom to ask.
    pub note: String,
    /// 抄送.
    pub copies: String,
    /// 印发机关.
    pub printed_by: String,
    /// 印发日期.
    pub printed_on: String,
    /// 附页.
    pub annexes: String,
}

/// The sections of the text, in order: mark, and where it goes.
pub(super) const SECTIONS: [&str; 14] = [
    "版式",
    "机关",
    "文号",
    "标题",
    "主送",
    "正文",
    "附件",
    "落款",
    "日期",
    "附注",
    "抄送",
    "印发机关",
    "印发日期",
    "附页",
];

/// Why a text is no draft.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {en}")]
pub struct NoDraft {
    /// From 1.
    pub line: usize,
    pub zh: String,
    pub en: String,
}

impl Draft {
    /// A letter without a word.
    #[must_use]
    pub fn empty(kind: Kind) -> Self {
        Self {
            kind,
            shape: kind.shape(),
            organ: String::new(),
            number: String::new(),
            title: String::new(),
            addressee: String::new(),
            body: String::new(),
            attachments: String::new(),
            signature: String::new(),
            date: String::new(),
            note: String::new(),
            copies: String::new(),
            printed_by: String::new(),
            printed_on: String::new(),
            annexes: String::new(),
        }
    }

    /// One text with its sections marked; [`Draft::parse`] reads it back.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for section in SECTIONS {
            let content = self.section(section);
            if content.is_empty() {
                continue;
            }
            text.push_str(&format!("【{section}】"));
            if content.contains('\n') || content.starts_with(['【', '\\']) {
                text.push('\n');
                for line in content.lines() {
                    if line.starts_with(['【', '\\']) {
                        text.push('\\');
                    }
                    text.push_str(line);
                    text.push('\n');
                }
            } else {
                text.push_str(content);
                text.push('\n');
            }
        }
        text
    }

    /// Reads the text of [`Draft::text`]. What a section lacks is empty.
    pub fn parse(kind: Kind, text: &str) -> Result<Self, NoDraft> {
        let mut draft = Self::empty(kind);
        for section in sections(text)? {
            let content: Vec<String> = section
                .lines
                .iter()
                .map(|(_, line)| line.strip_prefix('\\').unwrap_or(line).to_string())
                .collect();
            draft
                .put(&section.name, content.join("\n").trim_end().to_string())
                .map_err(|()| NoDraft {
                    line: section.line,
                    zh: format!("版式只能是{}", Shape::ALL.map(Shape::zh).join("、")),
                    en: "the shape is one of 红头, 信函, 表单".into(),
                })?;
        }
        Ok(draft)
    }

    fn section(&self, name: &str) -> &str {
        match name {
            "版式" => self.shape.zh(),
            "机关" => &self.organ,
            "文号" => &self.number,
            "标题" => &self.title,
            "主送" => &self.addressee,
            "正文" => &self.body,
            "附件" => &self.attachments,
            "落款" => &self.signature,
            "日期" => &self.date,
            "附注" => &self.note,
            "抄送" => &self.copies,
            "印发机关" => &self.printed_by,
            "印发日期" => &self.printed_on,
            _ => &self.annexes,
        }
    }

    /// Fails only where a word names no shape.
    fn put(&mut self, name: &str, text: String) -> Result<(), ()> {
        match name {
            "版式" => {
                self.shape = Shape::ALL
                    .into_iter()
                    .find(|shape| shape.zh() == text.trim())
                    .ok_or(())?;
            }
            "机关" => self.organ = text,
            "文号" => self.number = text,
            "标题" => self.title = text,
            "主送" => self.addressee = text,
            "正文" => self.body = text,
            "附件" => self.attachments = text,
            "落款" => self.signature = text,
            "日期" => self.date = text,
            "附注" => self.note = text,
            "抄送" => self.copies = text,
            "印发机关" => self.printed_by = text,
            "印发日期" => self.printed_on = text,
            _ => self.annexes = text,
        }
        Ok(())
    }
}

/// A section of a text: its name, the line it begins on, and its lines with their places.
pub(super) struct Section<'a> {
    pub name: String,
    pub line: usize,
    pub lines: Vec<(usize, &'a str)>,
}

/// Cuts a text at its marks. A line that begins with 【 and is no mark is refused: a slip in a mark would lose a section.
pub(super) fn sections(text: &str) -> Result<Vec<Section<'_>>, NoDraft> {
    let mut found: Vec<Section<'_>> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let line = line.trim_end();
        let mark = line
            .strip_prefix('【')
            .filter(|rest| !rest.starts_with("待填："))
            .and_then(|rest| rest.split_once('】'));
        if let Some((name, rest)) = mark {
            if !SECTIONS.contains(&name) {
                return Err(NoDraft {
                    line: number,
                    zh: format!(
                        "没有“【{name}】”这一部分，可用的有：{}",
                        SECTIONS.join("、")
                    ),
                    en: format!("there is no section 【{name}】"),
                });
            }
            if found.iter().any(|section| section.name == name) {
                return Err(NoDraft {
                    line: number,
                    zh: format!("“【{name}】”出现了两次"),
                    en: format!("section 【{name}】 is there twice"),
                });
            }
            let rest = rest.trim();
            found.push(Section {
                name: name.into(),
                line: number,
                lines: if rest.is_empty() {
                    Vec::new()
                } else {
                    vec![(number, rest)]
                },
            });
        } else if let Some(section) = found.last_mut() {
            section.lines.push((number, line));
        } else if !line.trim().is_empty() {
            return Err(NoDraft {
                line: number,
                zh: "第一部分之前不能有文字，每一部分以“【标题】”一类的标记开头".into(),
                en: "text before the first section mark".into(),
            });
        }
    }
    Ok(found)
}
