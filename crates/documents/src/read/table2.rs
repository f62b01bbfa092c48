//! 表二, from its labels and the cells that follow.

use law::report::{
    Cells, Number, Table2,
    printed::{Table, cells, rows},
    table2::{FEES, NORMATIVE, REGULATIONS},
};

use super::{
    flow::{Flow, is_space},
    label,
    notes::Notes,
    shape,
    value::Value,
    variant::How,
};

/// Words of column headings that only the 2019 form has.
const OLD_HEADERS: [&str; 6] = [
    "制作数量",
    "新公开数量",
    "公开总数量",
    "项目数量",
    "本年增减",
    "采购总金额",
];
const OLD_ROWS: [&str; 2] = ["其他对外管理服务事项", "政府集中采购"];

#[derive(Debug, Default)]
pub(super) struct Table2Reader {
    old: bool,
    rows: Vec<(&'static str, Cells)>,
    /// Rows that were there but not whole; said once.
    broken: Vec<&'static str>,
}

impl Table2Reader {
    pub fn is_2019(&self) -> bool {
        self.old
    }

    /// Reads the piece at `at`; returns the next one to read.
    pub fn step(&mut self, flow: &Flow, at: usize, notes: &mut Notes) -> usize {
        let text = flow.pieces[at].text.as_str();
        if text.chars().count() > 90 {
            return at + 1;
        }
        let core = label::core(text);
        self.old |= OLD_HEADERS.iter().any(|word| core.contains(word));
        if core.contains("收费金额") && core.contains("单位元") {
            self.fees_in_yuan(text, notes);
        }
        if label::is_block(text) && text.contains(['(', ')']) {
            notes.typing(How::HalfWidthBrackets, "table2", text, "第二十条第（一）项");
        }
        if let Some(head) = label::misprinted_head(text) {
            notes.worded(format!("table2/{head}"), text, head);
        }
        if let Some(name) = label::table2(text) {
            return self.row(flow, at, at, name, text, notes);
        }
        if flow.pieces[at].row.is_none() {
            if let Some((words, values)) = shape::tail(text)
                && let Some(name) = label::table2(words)
            {
                let cut = flow.cut && at + 1 == flow.pieces.len();
                self.place(name, words, &values, (false, cut), notes);
                return at + 1;
            }
            let next = flow.pieces.get(at + 1).filter(|next| {
                let apart =
                    next.row.is_some() || label::is_known(&next.text) || label::is_known(text);
                !apart && !core.is_empty() && Value::maybe(text).is_none()
            });
            if let Some(next) = next {
                let joined = format!("{text}{}", next.text);
                if let Some(name) = label::table2(&joined) {
                    notes.typing(How::SplitLabel, format!("table2/{name}"), &joined, name);
                    return self.row(flow, at, at + 1, name, &joined, notes);
                }
                self.old |= OLD_HEADERS
                    .iter()
                    .any(|word| label::core(&joined).contains(word));
            }
        }
        at + 1
    }

    fn row(
        &mut self,
        flow: &Flow,
        at: usize,
        label_end: usize,
        name: &'static str,
        printed: &str,
        notes: &mut Notes,
    ) -> usize {
        let run = shape::after(flow, label_end, |text| {
            label::table2(text).is_some() || label::is_header(text) || label::is_block(text)
        });
        let is_row = flow.pieces[at].row.is_some();
        let at_end = run.next >= flow.pieces.len();
        for (text, value) in &run.typed {
            notes.variant(How::NumberTyping, format!("table2/{name}"), text, value);
        }
        self.place(
            name,
            printed,
            &run.values,
            (is_row, at_end && flow.cut),
            notes,
        );
        run.next.max(at + 1)
    }

    /// `is_row`: the cells are all of one row; `cut`: the last of them may be cut off.
    fn place(
        &mut self,
        name: &'static str,
        printed: &str,
        values: &[Value],
        (is_row, cut): (bool, bool),
        notes: &mut Notes,
    ) {
        self.old |= OLD_ROWS.contains(&name);
        let width = self.width(name);
        let start = match shape::windows(values, width) {
            // Several places: the first, which is where the label ends.
            Some((low, high)) => {
                if low == high {
                    low
                } else {
                    0
                }
            }
            None if values.len() < width => {
                if !cut && !values.is_empty() {
                    self.note_broken(name, values.len(), width, notes);
                }
                return;
            }
            None if !is_row || repeated(values) => 0,
            None => {
                self.note_broken(name, values.len(), width, notes);
                return;
            }
        };
        if cut && start + width == values.len() {
            return;
        }
        let cells = &in_yuan(name, &values[start..start + width]);
        let key = if name == NORMATIVE && self.old {
            "规范性文件"
        } else {
            name
        };
        self.note_label(name, key, printed, notes);
        self.note_values(key, cells, notes);
        let cells = cells_of(name, self.old, cells);
        if let Some((_, first)) = self.rows.iter().find(|(known, _)| *known == key) {
            if *first != cells {
                notes.found(rows::twice(Table::Two, key));
            }
            return;
        }
        self.rows.push((key, cells));
    }

    /// The form asks for 万元; a figure in 元 is kept as printed, for nobody can tell a wrong heading from a wrong figure.
    fn fees_in_yuan(&self, printed: &str, notes: &mut Notes) {
        notes.variant(
            How::Wording,
            format!("table2/{FEES}"),
            printed,
            "本年收费金额（单位：万元）",
        );
        notes.found(cells::fees_in_yuan());
    }

    fn width(&self, name: &str) -> usize {
        match (self.old, name) {
            (_, REGULATIONS | NORMATIVE) => 3,
            (true, FEES | "政府集中采购") => 2,
            (true, _) => 3,
            (false, _) => 1,
        }
    }

    fn note_broken(&mut self, name: &'static str, found: usize, width: usize, notes: &mut Notes) {
        if self.broken.contains(&name) {
            return;
        }
        self.broken.push(name);
        notes.found(rows::broken(Table::Two, name, found, width));
    }

    fn note_label(&self, name: &str, key: &str, printed: &str, notes: &mut Notes) {
        let printed = printed.trim_matches(is_space);
        let words = label::core(printed);
        if words != key {
            notes.worded(
                format!("table2/{key}"),
                printed,
                if self.old { key } else { name },
            );
        } else if printed
            .chars()
            .any(|c| is_space(c) && c != '\n' && c != '\r')
        {
            notes.typing(How::Spaces, format!("table2/{key}"), printed, name);
        }
    }

    /// Something else than a count.
    fn note_values(&self, key: &str, cells: &[Value], notes: &mut Notes) {
        let decimal_is_fine = key == FEES || key == "政府集中采购";
        let strange: Vec<&str> = cells
            .iter()
            .filter(|cell| !(decimal_is_fine && matches!(cell, Value::Decimal(_))))
            .filter_map(Value::strange)
            .collect();
        if strange.is_empty() {
            return;
        }
        let only_marks = !cells.iter().any(|cell| matches!(cell, Value::Odd(_)))
            && (decimal_is_fine || !cells.iter().any(|cell| matches!(cell, Value::Decimal(_))));
        for mark in cells.iter().filter(|cell| matches!(cell, Value::Mark(_))) {
            let printed = mark.strange().unwrap_or_default();
            notes.variant(How::NoneMark, format!("table2/{key}"), printed, "空白");
        }
        notes.found(cells::in_table2(key, &strange, only_marks));
    }

    pub fn finish(self, notes: &mut Notes) -> Table2 {
        let order: Vec<&str> = if self.old {
            vec![
                REGULATIONS,
                "规范性文件",
                "行政许可",
                OLD_ROWS[0],
                "行政处罚",
                "行政强制",
                FEES,
                OLD_ROWS[1],
            ]
        } else {
            vec![
                REGULATIONS,
                NORMATIVE,
                "行政许可",
                "行政处罚",
                "行政强制",
                FEES,
            ]
        };
        let place = |name: &str| order.iter().position(|known| *known == name);
        let last = self.rows.iter().filter_map(|(name, _)| place(name)).max();
        let absent = order.iter().take(last.unwrap_or_default()).filter(|name| {
            !self.rows.iter().any(|(known, _)| known == *name)
                && !self.broken.iter().any(|known| known == *name)
        });
        for name in absent {
            notes.found(rows::lacking(Table::Two, name));
        }
        let mut table = Table2::default();
        for (name, cells) in self.rows {
            table.set(name, cells);
        }
        table
    }
}

/// 采购总金额 is counted in 元, so that the word behind the number says nothing new.
fn in_yuan(name: &str, cells: &[Value]) -> Vec<Value> {
    cells
        .iter()
        .map(|cell| match cell {
            Value::Odd(text) if name == OLD_ROWS[1] => Value::of(text.trim_end_matches('元')),
            cell => cell.clone(),
        })
        .collect()
}

/// A merged cell that a converter wrote out several times.
fn repeated(values: &[Value]) -> bool {
    let mut filled = values.iter().filter(|value| !value.is_blank());
    let first = filled.next();
    filled.all(|value| Some(value) == first)
}

fn cells_of(name: &str, old: bool, cells: &[Value]) -> Cells {
    let number = |value: &Value| match value {
        Value::Whole(value) => Some(Number::Whole(*value)),
        Value::Decimal(text) if old => Some(Number::Decimal(text.clone())),
        _ => None,
    };
    match cells {
        [one] if name == FEES => Cells::Wan(match one {
            Value::Whole(value) => Some(value.to_string()),
            Value::Decimal(text) => Some(text.clone()),
            _ => None,
        }),
        [one] => Cells::One(one.whole()),
        many => Cells::Many(many.iter().map(number).collect()),
    }
}
