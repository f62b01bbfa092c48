//! A record of the house as a page: a title, tables and lines, set as the forms of letters are.

use documents::letter::{Draft, render_pdf};
use law::letter::{Kind, Shape};

use crate::{App, Error, Result};

/// What a record says, in its order.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pub title: String,
    pub organ: String,
    /// 受理编号.
    pub number: String,
    lines: Vec<String>,
}

impl Sheet {
    pub fn new(title: &str, organ: &str, number: &str) -> Self {
        Self {
            title: title.into(),
            organ: organ.into(),
            number: number.into(),
            lines: Vec::new(),
        }
    }

    pub fn paragraph(&mut self, text: &str) {
        self.lines.push(one_line(text));
    }

    /// A table; the first row is its head.
    pub fn table<const N: usize>(&mut self, rows: &[[String; N]]) {
        for row in rows {
            let cells: Vec<String> = row.iter().map(|cell| one_line(cell)).collect();
            self.lines.push(format!("|{}|", cells.join("|")));
        }
        self.lines.push(String::new());
    }

    /// The record as PDF. A character that no font draws is left to a mark rather than to a file that cannot be made.
    pub async fn pdf(self, app: &App) -> Result<Vec<u8>> {
        let fonts = app.fonts.clone();
        let made = tokio::task::spawn_blocking(move || {
            let mut draft = Draft::empty(Kind::Receipt);
            draft.shape = Shape::Form;
            draft.organ = self.organ;
            draft.number = self.number;
            draft.title = self.title;
            draft.body = self.lines.join("\n");
            match render_pdf(&draft, &fonts) {
                Err(documents::Error::MissingGlyphs(missing)) => {
                    for text in [&mut draft.body, &mut draft.title, &mut draft.organ] {
                        *text = text.replace(&missing[..], "□");
                    }
                    render_pdf(&draft, &fonts)
                }
                made => made,
            }
        });
        made.await.map_err(Error::failed)?.map_err(Error::failed)
    }
}

fn one_line(text: &str) -> String {
    let parts: Vec<&str> = text.lines().map(str::trim).collect();
    parts.join("；").replace('|', "｜")
}
