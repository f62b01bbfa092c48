//! 表三, from its labels and the cells that follow.

mod heads;
mod mend;
mod split;

use law::report::{
    Column, Row, Table3,
    printed::{Table, cells, labels, rows},
};

use super::{
    flow::{Flow, is_blank},
    label,
    notes::Notes,
    shape,
    value::Value,
    variant::How,
};
use heads::Heads;

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
    /// Column headings in printed order.
    heads: Heads,
    /// Numbers on lines of their own between the rows.
    strays: Vec<i64>,
    /// In rows of that many cells, where the values begin.
    begins: Option<(usize, usize)>,
    /// （六）其他处理 stands as one row.
    pub single_other: bool,
    /// Rows as they stand, before their cells were put in the order of the form.
    printed: Vec<(Row, [Option<i64>; WIDTH])>,
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
            self.blank_heads(flow, at, notes);
            return self.bare(flow, at).unwrap_or(at + 1);
        }
        self.header(text, notes);
        let label = label::row(text, self.before);
        if label.as_ref().is_none_or(|label| label.reworded)
            && let Some(next) = self.joined(flow, at, notes)
        {
            return next;
        }
        if let Some(label) = label {
            return self.row(flow, at, at, &label, text, notes);
        }
        if let Some(label) = label::misprinted(text, self.before) {
            let run = shape::after(flow, at, |text| label::row(text, Some(label.row)).is_some());
            if run.values.len() >= WIDTH {
                return self.row(flow, at, at, &label, text, notes);
            }
        }
        if piece.row.is_none() {
            if let Value::Whole(number) = Value::of(text) {
                self.strays.push(number);
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
                self.single_other = true;
                return self.row(flow, at, at, &label, text, notes);
            }
        }
        self.bare(flow, at).unwrap_or(at + 1)
    }

    /// A label that the source broke into several lines, or into two rows.
    fn joined(&mut self, flow: &Flow, at: usize, notes: &mut Notes) -> Option<usize> {
        if let Some(found) = split::over_rows(flow, at, self.before) {
            let row = found.label.row;
            notes.typing(
                How::SplitLabel,
                format!("table3/{row}"),
                &found.printed,
                row.zh(),
            );
            self.place(&found.label, row.zh(), &found.values, (true, false), notes);
            return Some(found.next);
        }
        let found = split::over_lines(flow, at, self.before)?;
        let row = found.label.row;
        notes.typing(
            How::SplitLabel,
            format!("table3/{row}"),
            &found.printed,
            row.zh(),
        );
        Some(self.row(flow, at, found.end, &found.label, &found.printed, notes))
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
        for (text, value) in &run.typed {
            let place = format!("table3/{}", label.row);
            notes.variant(How::NumberTyping, place, text, value);
        }
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
        // A table without a heading 总计 has six columns, and that one blank.
        let six;
        let values = if values.len() == WIDTH - 1 && self.heads.lack_a_total() {
            six = [values, &[Value::Blank]].concat();
            six.as_slice()
        } else {
            values
        };
        let Some(start) = self.begin(values, is_row) else {
            // One number alone belongs to another row that lost it.
            if let [Value::Whole(number)] = values {
                self.strays.push(*number);
            }
            if !(cut && values.len() <= WIDTH) {
                self.note_broken(row, values.len());
            }
            return;
        };
        let as_printed = &values[start..start + WIDTH];
        let cells = self.heads.in_order(as_printed);
        let cells = cells.as_slice();
        if lost_a_column(cells) && !self.heads.lack_a_total() {
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
        note_values(row, cells, notes);
        let numbers: [Option<i64>; WIDTH] = std::array::from_fn(|column| cells[column].whole());
        match self.table.row(row) {
            Some(first) if *first != numbers => {
                notes.found(rows::twice(Table::Three, row.key()));
            }
            Some(_) => {}
            None => {
                self.table.set_row(row, numbers);
                self.order.push(Found::Row(row));
                self.printed
                    .push((row, std::array::from_fn(|at| as_printed[at].whole())));
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
            // Without rows the cells begin right behind their label; blanks behind them only close the row.
            Some((0, _)) if !is_row => Some(0),
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

    /// Column headings, and how they are typed.
    fn header(&mut self, text: &str, notes: &mut Notes) {
        let core = label::core(text);
        if self.before.is_some() {
            if core == "申请人情况" {
                notes.variant(How::RepeatedHead, "table3", text, "");
            }
            return;
        }
        if core.contains("勾稽关系") && text.contains(['(', ')']) {
            notes.typing(How::HalfWidthBrackets, "table3", text, "");
        }
        if text.chars().count() > 20 {
            return;
        }
        if matches!(core.as_str(), "商业" | "科研" | "企业" | "机构") {
            notes.typing(How::SplitHeader, "table3", text, "");
        }
        self.heads.add(&core);
    }

    /// Blank cells below 自然人 and 总计, which the form lets reach over two rows.
    fn blank_heads(&self, flow: &Flow, at: usize, notes: &mut Notes) {
        let row = flow.pieces[at].row;
        let beside = |at: Option<usize>| {
            at.and_then(|at| flow.pieces.get(at))
                .filter(|piece| row.is_some() && piece.row == row)
                .map(|piece| label::core(&piece.text))
        };
        let below_first = beside(Some(at + 1)).is_some_and(|core| core == "商业企业");
        let below_last = beside(at.checked_sub(1)).is_some_and(|core| core == "其他");
        if self.before.is_none() && (below_first || below_last) {
            let head = if below_first { "自然人" } else { "总计" };
            notes.variant(How::BlankUnderHeading, "table3", "", head);
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

    /// Headings of two lines read as one may name another order than the numbers have: where the sums hold in the
    /// form's order in more rows than in that of the headings, they decide, and a question says so.
    fn settle_order(&mut self, notes: &mut Notes) {
        let holds = |cells: &[Option<i64>; WIDTH]| {
            let numbers: Option<Vec<i64>> = cells.iter().copied().collect();
            numbers.is_some_and(|numbers| {
                let total = numbers[WIDTH - 1];
                total != 0 && numbers[..WIDTH - 1].iter().sum::<i64>() == total
            })
        };
        let by_form = self
            .printed
            .iter()
            .filter(|(_, cells)| holds(cells))
            .count();
        let by_heads = self
            .printed
            .iter()
            .filter_map(|(row, _)| self.table.row(*row))
            .filter(|cells| holds(cells))
            .count();
        if by_form > by_heads {
            for (row, cells) in &self.printed {
                self.table.set_row(*row, *cells);
            }
            notes.found(labels::columns_in_doubt());
            return;
        }
        notes.variant(
            How::ColumnOrder,
            "table3",
            &self.heads.printed(),
            "按表头对应",
        );
        notes.found(labels::columns_moved());
    }

    fn note_broken(&mut self, row: Row, found: usize) {
        match self.broken.iter_mut().find(|(known, _)| *known == row) {
            Some((_, most)) => *most = found.max(*most),
            None => self.broken.push((row, found)),
        }
    }

    /// Places unlabelled rows where that is certain, and says which rows are missing before the last one read.
    pub fn finish(mut self, notes: &mut Notes) -> Table3 {
        if self.heads.in_another_order() {
            self.settle_order(notes);
        }
        self.fill_gaps(notes);
        self.drop_shifted();
        self.displaced_total(notes);
        let last = Row::ALL.into_iter().rfind(|row| self.table.has(*row));
        for row in Row::ALL.into_iter().filter(|row| !self.table.has(*row)) {
            let not_in_form = self.old && matches!(row, Row::LapseCorr | Row::LapseFee);
            if let Some((_, found)) = self.broken.iter().find(|(known, _)| *known == row) {
                notes.found(rows::broken(Table::Three, row.key(), *found, WIDTH));
            } else if Some(row) < last && !not_in_form {
                notes.found(rows::lacking(Table::Three, row.key()));
            }
        }
        self.table
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
    for (column, cell) in Column::ALL.into_iter().zip(cells) {
        if let Value::Mark(mark) = cell {
            let place = format!("table3/{row}/{}", column.key());
            notes.variant(How::NoneMark, place, mark, "空白");
        }
    }
    let no_integers: Vec<(Column, Option<&str>)> = Column::ALL
        .into_iter()
        .zip(cells)
        .filter(|(_, cell)| cell.whole().is_none())
        .map(|(column, cell)| (column, cell.strange()))
        .collect();
    notes.found(cells::in_row(row, &no_integers));
}
