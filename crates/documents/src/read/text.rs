//! Plain text and Markdown: lines, cells ended by `|`, cells after tabs.

use super::{
    flow::{Flow, is_blank, is_space},
    heading, label,
    value::Value,
    variant::How,
};

pub(super) fn flow(text: &str) -> Flow {
    let mut reader = Reader::default();
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{b}', '\u{c}'], "\n");
    for line in text.lines() {
        reader.line(line);
    }
    let open = reader.loose.is_some();
    reader.flush();
    let ended = text.ends_with('\n') || (!open && text.trim_end().ends_with('|'));
    reader.flow.cut = !ended;
    reader.flow
}

#[derive(Default)]
struct Reader {
    flow: Flow,
    /// Lines since the last cell: prose, or the text of a cell whose `|` is still to come.
    loose: Option<Vec<String>>,
    /// Row of the tabbed cells being read; a blank line ends it.
    tabbed: Option<u32>,
    /// Blank lines right before this one.
    blanks: usize,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let bare = line.trim_matches(|c| is_space(c) && c != '\t');
        if bare.contains('|') {
            self.tabbed = None;
            if self.piped(bare) {
                return;
            }
        }
        if let Some(cell) = line.strip_prefix('\t') {
            self.flush();
            self.tabs(cell);
            return;
        }
        if is_blank(line) {
            self.tabbed = None;
            self.blanks += 1;
            return;
        }
        self.blank_cells(bare);
        let ends_blank = bare.ends_with('\t') && label::is_known(bare.trim());
        if bare.trim_end().contains('\t') || ends_blank {
            self.flush();
            self.flow.note(How::TabRows, "");
            self.flow.row(bare.split('\t').map(str::trim));
            return;
        }
        if self.tabbed.is_some() && bare.chars().count() < 40 && heading::of(bare).is_none() {
            // A cell's text that goes on in the next line.
            if let Some(piece) = self.flow.pieces.last_mut() {
                piece.text.push('\n');
                piece.text.push_str(bare);
            }
            return;
        }
        self.tabbed = None;
        self.loose
            .get_or_insert_default()
            .push(unmarked(bare).to_string());
    }

    /// Cells that are paragraphs leave blank ones behind: several blank lines between a label and its number, of which one
    /// only parts them.
    fn blank_cells(&mut self, line: &str) {
        let blanks = std::mem::take(&mut self.blanks);
        // Asked in this order: telling a label is dear, and most lines follow no blank ones.
        if blanks <= 3 || Value::of(line).whole().is_none() {
            return;
        }
        let last = self.loose.as_ref().and_then(|lines| lines.last());
        if last.is_some_and(|last| label::row(last, None).is_some()) {
            let lines = self.loose.get_or_insert_default();
            lines.extend(std::iter::repeat_n(String::new(), blanks - 1));
        }
    }

    /// A line that starts with a tab is a cell; with more tabs inside, a row.
    fn tabs(&mut self, cell: &str) {
        if !is_blank(cell) && cell.contains('\t') {
            self.tabbed = None;
            self.flow.note(How::TabRows, "");
            self.flow.row(cell.split('\t').map(str::trim));
            return;
        }
        let row = match self.tabbed {
            Some(row) => row,
            None => self.flow.next_row(),
        };
        self.tabbed = Some(row);
        self.flow.note(How::TabLines, "");
        self.flow.cell(row, cell.trim());
    }

    /// A line with `|`: false if it is prose that happens to have one.
    fn piped(&mut self, line: &str) -> bool {
        if line.chars().all(|c| "|-: ".contains(c)) && line.contains('-') {
            return true; // |---|---| under a Markdown heading
        }
        let bordered = line.starts_with('|');
        let ended = line.ends_with('|');
        let mut parts: Vec<&str> = line
            .split('|')
            .map(|part| part.trim_matches(is_space))
            .collect();
        if ended {
            parts.pop();
        }
        if parts.iter().all(|part| part.is_empty()) {
            // Only marks: the first ends the cell above, the rest are blank cells.
            let blanks = if self.end_cell() {
                parts.len().saturating_sub(1)
            } else {
                parts.len()
            };
            self.flow.note(How::PipeLines, "|");
            if blanks > 0 {
                self.flow
                    .note(How::TrailingBlanks, "|".repeat(blanks.min(9)));
            }
            for _ in 0..blanks {
                self.flow.line("");
            }
            return true;
        }
        let is_table = bordered
            || ended
            || parts.len() > 2
            || parts.first().is_some_and(|part| label::is_known(part));
        if !is_table {
            return false;
        }
        self.flush();
        if bordered && parts.len() > 1 {
            parts.remove(0);
        }
        // Where each cell has its line, the last of a row closes it with the marks of those that are blank.
        let lone_cell = !bordered
            && parts.len() > 1
            && parts[1..].iter().all(|part| part.is_empty())
            && Value::of(parts[0]).whole().is_some();
        let parts = parts
            .into_iter()
            .map(|part| unmarked(part).replace("<br>", "").replace("<br/>", ""));
        if lone_cell || parts.len() == 1 {
            self.flow.note(How::PipeLines, "|");
            for part in parts {
                self.flow.line(part);
            }
        } else {
            self.flow.note(How::PipeRows, "|");
            let blanks = line
                .chars()
                .rev()
                .filter(|c| !is_space(*c))
                .take_while(|c| *c == '|')
                .count();
            if blanks > 1 {
                self.flow
                    .note(How::TrailingBlanks, "|".repeat(blanks.min(9)));
            }
            self.flow.row(parts);
        }
        true
    }

    /// Turns the loose lines into prose and, last, the cell that a `|` ends. False if there are none.
    fn end_cell(&mut self) -> bool {
        let Some(mut lines) = self.loose.take() else {
            return false;
        };
        let most = lines.len().min(4);
        let taken = (2..=most)
            .rev()
            .find(|count| label::is_known(&lines[lines.len() - count..].concat()))
            .unwrap_or(1);
        let cell = lines.split_off(lines.len() - taken).join("\n");
        for line in lines {
            self.flow.line(line);
        }
        self.flow.line(cell);
        true
    }

    fn flush(&mut self) {
        for line in self.loose.take().into_iter().flatten() {
            self.flow.line(line);
        }
    }
}

/// Without the marks of a Markdown heading, emphasis or quotation.
fn unmarked(line: &str) -> &str {
    line.trim_start_matches(['#', '>'])
        .trim_matches(is_space)
        .trim_matches('*')
        .trim_matches(is_space)
}
