//! 表三, from its labels and the cells that follow.

use law::{
    finding::Severity,
    report::{Column, Row, Table3},
};

use super::{
    flow::{Flow, is_blank},
    label,
    notes::{Notes, Typing},
    shape,
    value::Value,
};

const WIDTH: usize = 7;

#[derive(Debug, Default)]
pub(super) struct Table3Reader {
    table: Table3,
    before: Option<Row>,
    /// The order in which rows and unlabelled rows of seven numbers stand.
    order: Vec<Found>,
    /// Rows that were there but not whole, with the cells they had; said at the end, if nothing better came.
    broken: Vec<(Row, usize)>,
    /// The report has 表二 of the 2019 form.
    pub old: bool,
    /// Column headings of the kinds, in printed order.
    headers: Vec<Column>,
    /// In rows of that many cells, where the values begin.
    begins: Option<(usize, usize)>,
    done: bool,
}

#[derive(Debug)]
enum Found {
    Row(Row),
    Bare([Option<i64>; WIDTH]),
}

impl Table3Reader {
    /// Whether the last row of the form has been read.
    pub fn is_done(&self) -> bool {
        self.done
    }

    /// Reads the piece at `at`; returns the next one to read.
    pub fn step(&mut self, flow: &Flow, at: usize, notes: &mut Notes) -> usize {
        let piece = &flow.pieces[at];
        let text = piece.text.as_str();
        self.done = false;
        if is_blank(text) {
            return self.bare(flow, at).unwrap_or(at + 1);
        }
        self.header(text, notes);
        if let Some(label) = label::row(text, self.before) {
            return self.row(flow, at, at, &label, text, notes);
        }
        if piece.row.is_none() {
            if let Some(next) = self.joined(flow, at, notes) {
                return next;
            }
            if let Some((words, values)) = shape::tail(text)
                && let Some(label) = label::row(words, self.before)
            {
                let cut = flow.cut && at + 1 == flow.pieces.len();
                self.place(&label, words, &values, (false, cut), notes);
                return at + 1;
            }
        }
        // The 2019 form has （六）其他处理 as one row.
        if label::core(text) == "六其他处理" {
            let run = shape::after(flow, at, |text| {
                label::row(text, Some(Row::LapseFee)).is_some()
            });
            if run.values.len() >= WIDTH {
                let label = label::Label {
                    row: Row::Other,
                    reworded: !self.old,
                };
                return self.row(flow, at, at, &label, text, notes);
            }
        }
        self.bare(flow, at).unwrap_or(at + 1)
    }

    /// A label that the source broke into several lines.
    fn joined(&mut self, flow: &Flow, at: usize, notes: &mut Notes) -> Option<usize> {
        let mut text = flow.pieces[at].text.clone();
        if label::is_header(&text) {
            return None;
        }
        for end in at + 1..(at + 4).min(flow.pieces.len()) {
            let next = &flow.pieces[end];
            let apart = next.row.is_some()
                || Value::maybe(&next.text).is_some()
                || label::row(&next.text, self.before).is_some_and(|label| !label.reworded);
            if apart {
                return None;
            }
            text.push_str(&next.text);
            if let Some(label) = label::row(&text, self.before).filter(|label| !label.reworded) {
                notes.typing(Typing::SplitLabel);
                return Some(self.row(flow, at, end, &label, &text, notes));
            }
        }
        None
    }

    fn row(
        &mut self,
        flow: &Flow,
        at: usize,
        label_end: usize,
        label: &label::Label,
        printed: &str,
        notes: &mut Notes,
    ) -> usize {
        let run = shape::after(flow, label_end, |text| {
            label::row(text, Some(label.row)).is_some() || label::is_header(text)
        });
        let is_row = flow.pieces[at].row.is_some();
        if run.values.is_empty() {
            // A merged label that a converter wrote out twice, or a label whose cells are elsewhere.
            let again = is_row
                && flow
                    .pieces
                    .get(run.next)
                    .is_some_and(|piece| piece.row == flow.pieces[at].row);
            if !again && run.next < flow.pieces.len() {
                self.note_broken(label.row, 0);
            }
            return run.next.max(at + 1);
        }
        let at_end = run.next >= flow.pieces.len();
        self.place(
            label,
            printed,
            &run.values,
            (is_row, at_end && flow.cut),
            notes,
        );
        run.next
    }

    /// `is_row`: the cells are all of one row; `cut`: the last of them may be cut off.
    fn place(
        &mut self,
        label: &label::Label,
        printed: &str,
        values: &[Value],
        (is_row, cut): (bool, bool),
        notes: &mut Notes,
    ) {
        let row = label.row;
        self.before = Some(row);
        self.done = row == Row::CarriedOut;
        let Some(start) = self.begin(values, is_row) else {
            if !(cut && values.len() <= WIDTH) {
                self.note_broken(row, values.len());
            }
            return;
        };
        let cells = &values[start..start + WIDTH];
        if lost_a_column(cells) {
            self.note_broken(row, WIDTH - 1);
            return;
        }
        if cut && start + WIDTH == values.len() && !adds_up(cells) {
            return;
        }
        if label.reworded {
            notes.worded(format!("table3/{row}"), printed, row.zh());
        } else {
            label::typing(printed, row, notes);
        }
        let cells = self.in_order(cells);
        note_values(row, &cells, notes);
        let numbers: [Option<i64>; WIDTH] = std::array::from_fn(|column| cells[column].whole());
        match self.table.row(row) {
            Some(first) if *first != numbers => notes.warn(
                "R-1.row",
                format!("table3/{row}"),
                format!("表三“{row}”出现两次且数字不同，取第一次"),
                format!("Table 3, {row}: there twice with different numbers; the first is taken"),
            ),
            Some(_) => {}
            None => {
                self.table.set_row(row, numbers);
                self.order.push(Found::Row(row));
            }
        }
    }

    /// Where the seven cells begin.
    fn begin(&mut self, values: &[Value], is_row: bool) -> Option<usize> {
        match shape::windows(values, WIDTH) {
            Some((low, high)) if low == high => {
                self.begins = Some((values.len(), low));
                Some(low)
            }
            Some((low, high)) => {
                let as_before = self
                    .begins
                    .filter(|(count, start)| *count == values.len() && (low..=high).contains(start))
                    .map(|(_, start)| start);
                let all_blank = values.iter().all(Value::is_blank);
                as_before.or(all_blank.then_some(low))
            }
            // Without rows the eighth number is not of this row.
            None if !is_row && values.len() > WIDTH => Some(0),
            None => None,
        }
    }

    /// The cells in the order of the form, where the headings stand in another.
    fn in_order(&self, cells: &[Value]) -> Vec<Value> {
        let mut ordered = cells.to_vec();
        if let Some(headers) = self.other_order() {
            for (place, column) in headers.iter().enumerate() {
                ordered[*column as usize] = cells[place + 1].clone();
            }
        }
        ordered
    }

    fn other_order(&self) -> Option<&[Column]> {
        let headers = self.headers.get(..5)?;
        (headers != &Column::KINDS[1..]).then_some(headers)
    }

    /// Column headings, and whether one is split over two rows.
    fn header(&mut self, text: &str, notes: &mut Notes) {
        if self.before.is_some() || text.chars().count() > 20 {
            if self.before.is_none()
                && label::core(text).contains("勾稽关系")
                && text.contains(['(', ')'])
            {
                notes.typing(Typing::HalfWidthBrackets);
            }
            return;
        }
        let core = label::core(text);
        if matches!(core.as_str(), "商业" | "科研" | "企业" | "机构") {
            notes.typing(Typing::SplitHeader);
        }
        let starts =
            |name: &str| core == name || (core.chars().count() == 2 && name.starts_with(&core));
        let column = Column::KINDS[1..]
            .iter()
            .copied()
            .find(|column| starts(column.key()));
        if let Some(column) = column.filter(|column| !self.headers.contains(column)) {
            self.headers.push(column);
            if self.headers.len() == 5 && self.other_order().is_some() {
                notes.warn(
                    "R-1.label",
                    "table3",
                    "表三各列的顺序与格式不同，已按表头读取".into(),
                    "The columns of table 3 stand in another order; read by their headings".into(),
                );
            }
        }
    }

    /// A row of seven numbers without a label.
    fn bare(&mut self, flow: &Flow, at: usize) -> Option<usize> {
        let row = flow.pieces[at].row?;
        if at > 0 && flow.pieces[at - 1].row == Some(row) {
            return None;
        }
        let cells: Vec<Value> = flow.pieces[at..]
            .iter()
            .take_while(|piece| piece.row == Some(row))
            .map(|piece| Value::of(&piece.text))
            .collect();
        let start = shape::only_window(&cells, WIDTH)?;
        let mut numbers = [None; WIDTH];
        for (number, cell) in numbers.iter_mut().zip(&cells[start..]) {
            *number = Some(cell.whole()?);
        }
        self.order.push(Found::Bare(numbers));
        Some(at + cells.len())
    }

    fn note_broken(&mut self, row: Row, found: usize) {
        match self.broken.iter_mut().find(|(known, _)| *known == row) {
            Some((_, most)) => *most = found.max(*most),
            None => self.broken.push((row, found)),
        }
    }

    /// Places unlabelled rows where that is certain, and says which rows are missing before the last one read.
    pub fn finish(mut self, notes: &mut Notes) -> Table3 {
        self.fill_gaps(notes);
        self.drop_shifted();
        let last = Row::ALL.into_iter().rfind(|row| self.table.has(*row));
        for row in Row::ALL.into_iter().filter(|row| !self.table.has(*row)) {
            let not_in_form = self.old && matches!(row, Row::LapseCorr | Row::LapseFee);
            if let Some((_, found)) = self.broken.iter().find(|(known, _)| *known == row) {
                notes.warn(
                    "R-1.row",
                    format!("table3/{row}"),
                    format!("表三“{row}”有{found}格，应为{WIDTH}格，未读取"),
                    format!("Table 3, {row}: {found} cells instead of {WIDTH}; not read"),
                );
            } else if Some(row) < last && !not_in_form {
                notes.warn(
                    "R-1.row",
                    format!("table3/{row}"),
                    format!("表三缺少“{row}”一行"),
                    format!("Table 3 lacks the row {row}"),
                );
            }
        }
        self.table
    }

    /// A table in which 总计 is blank in every row, and 其他 is never less than the columns before it together, has
    /// lost a column: its sixth numbers are the totals. Which column is lost nobody can tell, so no row is read.
    fn drop_shifted(&mut self) {
        let rows: Vec<(Row, [i64; 6])> = self
            .table
            .rows()
            .filter_map(|(row, cells)| {
                let six: Option<Vec<i64>> = cells[..6].iter().copied().collect();
                Some((row, six?.try_into().ok()?))
            })
            .collect();
        let no_totals = self.table.rows().all(|(_, cells)| cells[6].is_none());
        let sixth_is_total = rows.iter().all(|(_, six)| {
            i128::from(six[5]) >= six[..5].iter().copied().map(i128::from).sum::<i128>()
        });
        let says_something = rows.iter().any(|(_, six)| six[5] > 0);
        if no_totals && sixth_is_total && says_something {
            for (row, _) in rows {
                self.table.remove(row);
                self.note_broken(row, WIDTH - 1);
            }
        }
    }

    /// Unlabelled rows between two labelled ones are the rows that are missing there, if they are as many.
    fn fill_gaps(&mut self, notes: &mut Notes) {
        let mut before: Option<Row> = None;
        let mut waiting: Vec<[Option<i64>; WIDTH]> = Vec::new();
        let mut lost = 0;
        for found in std::mem::take(&mut self.order) {
            match found {
                Found::Bare(numbers) => waiting.push(numbers),
                Found::Row(row) => {
                    let gap: Vec<Row> = Row::ALL
                        .into_iter()
                        .filter(|missing| {
                            before.is_some() && Some(*missing) > before && *missing < row
                        })
                        .filter(|missing| !self.table.has(*missing))
                        .collect();
                    if gap.len() == waiting.len() {
                        for (row, numbers) in gap.into_iter().zip(waiting.drain(..)) {
                            self.table.set_row(row, numbers);
                            notes.add(
                                "R-1.row",
                                Severity::Question,
                                format!("table3/{row}"),
                                format!("表三“{row}”的数字与标签分离，按位置读取，请核对"),
                                format!("Table 3, {row}: the numbers stand apart from the label; read by position, please check"),
                            );
                        }
                    }
                    lost += waiting.len();
                    waiting.clear();
                    before = Some(row);
                }
            }
        }
        lost += waiting.len();
        if lost > 0 {
            notes.warn(
                "R-1.row",
                "table3",
                format!("表三有{lost}行数字没有标签，未读取"),
                format!("Table 3: {lost} rows of numbers without a label; not read"),
            );
        }
    }
}

/// Six numbers of which the last is the sum of the others, and a blank: a column is missing and a blank filled
/// the row up. Read as they stand they would all be one column off.
fn lost_a_column(cells: &[Value]) -> bool {
    match cells {
        [six @ .., last] if last.is_blank() => {
            adds_up(six) && six.iter().any(|cell| cell.whole() != Some(0))
        }
        _ => false,
    }
}

/// Whether the last cell is the sum of the others: a cell cut short would not be.
fn adds_up(cells: &[Value]) -> bool {
    let numbers: Option<Vec<i64>> = cells.iter().map(Value::whole).collect();
    numbers.is_some_and(|numbers| {
        let (total, kinds) = numbers
            .split_last()
            .map_or((0, &[][..]), |(total, kinds)| (*total, kinds));
        kinds.iter().copied().map(i128::from).sum::<i128>() == i128::from(total)
    })
}

/// one note for a row, naming every cell that is no number, if one of them is more than blank.
fn note_values(row: Row, cells: &[Value], notes: &mut Notes) {
    if cells.iter().all(|cell| cell.strange().is_none()) {
        return;
    }
    let list = |name: fn(Column) -> &'static str| -> String {
        Column::ALL
            .into_iter()
            .filter(|column| cells[*column as usize].whole().is_none())
            .map(|column| match cells[column as usize].strange() {
                Some(printed) => format!("{}“{printed}”", name(column)),
                None => name(column).to_string(),
            })
            .collect::<Vec<_>>()
            .join("、")
    };
    notes.add(
        "R-34",
        Severity::Error,
        format!("table3/{row}"),
        format!(
            "表三“{row}”应填不小于0的整数，不得空白或用“/”：{}",
            list(Column::key)
        ),
        format!(
            "Table 3, {row}: integers from zero, no blank and no “/”: {}",
            list(Column::en)
        ),
    );
}
