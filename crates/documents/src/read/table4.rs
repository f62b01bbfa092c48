//! 表四, from its fifteen numbers, or from five numbers behind the name of a group.

use law::report::{
    Outcome4, Table4, Track,
    printed::{cells::in_group, rows::not_fifteen},
};

use super::{
    flow::{Flow, is_blank},
    label,
    notes::Notes,
    shape,
    value::Value,
    variant::How,
};

#[derive(Debug, Default)]
pub(super) struct Table4Reader {
    table: Table4,
    /// A row of fifteen blank cells was there.
    blank: bool,
    /// The group named last, in a heading over a table of its own.
    named: Option<Track>,
    done: bool,
}

impl Table4Reader {
    pub fn is_done(&self) -> bool {
        self.done
    }

    /// Reads the piece at `at`; returns the next one to read.
    pub fn step(&mut self, flow: &Flow, at: usize, notes: &mut Notes) -> usize {
        self.done = false;
        let piece = &flow.pieces[at];
        let end = match piece.row {
            Some(row) => {
                at + flow.pieces[at..]
                    .iter()
                    .take_while(|piece| piece.row == Some(row))
                    .count()
            }
            None => {
                let run = flow.pieces[at..]
                    .iter()
                    .take_while(|piece| piece.row.is_none() && Value::maybe(&piece.text).is_some())
                    .count();
                if run == 0 {
                    return self.labelled_line(flow, at, notes);
                }
                at + run
            }
        };
        let cells = &flow.pieces[at..end];
        let first = cells
            .iter()
            .position(|piece| !is_blank(&piece.text))
            .unwrap_or(cells.len());
        let Some(lead) = cells.get(first) else {
            self.blank |= piece.row.is_some() && cells.len() == 15;
            return end;
        };
        let named = track(&lead.text).or_else(|| {
            if piece.row.is_none() {
                previous_track(flow, at)
            } else {
                None
            }
        });
        let behind = if track(&lead.text).is_some() {
            &cells[first + 1..]
        } else {
            cells
        };
        let values: Option<Vec<Value>> = behind
            .iter()
            .map(|piece| Value::maybe(&piece.text))
            .collect();
        let Some(values) = values.filter(|values| !values.is_empty()) else {
            return end;
        };
        let cut = flow.cut && end >= flow.pieces.len();
        self.place(named, &values, piece.row.is_some(), cut, notes);
        end
    }

    /// A line of words: a heading, or, where the source lost its columns, words and numbers.
    fn labelled_line(&mut self, flow: &Flow, at: usize, notes: &mut Notes) -> usize {
        let text = &flow.pieces[at].text;
        self.named = track(text).or(self.named);
        let cut = flow.cut && at + 1 == flow.pieces.len();
        let numbers: Vec<Value> = text.split_whitespace().map(Value::of).collect();
        if numbers.len() == 15 && numbers.iter().all(|value| value.whole().is_some()) {
            self.place(None, &numbers, true, cut, notes);
        } else if let Some((words, values)) = shape::tail(text)
            && let Some(track) = track(words)
        {
            self.place(Some(track), &values, true, cut, notes);
        }
        at + 1
    }

    fn place(
        &mut self,
        named: Option<Track>,
        values: &[Value],
        is_row: bool,
        cut: bool,
        notes: &mut Notes,
    ) {
        let width = if values.len() >= 15 && !(named.is_some() && filled(values) <= 5) {
            15
        } else {
            5
        };
        let start = match shape::windows(values, width) {
            Some((low, high)) if low == high => low,
            None if !is_row && values.len() > width => values
                .iter()
                .position(|value| !value.is_blank())
                .unwrap_or(0),
            _ => {
                notes.found(not_fifteen(values.len()));
                return;
            }
        };
        let Some(cells) = values.get(start..start + width) else {
            notes.found(not_fifteen(values.len()));
            return;
        };
        if cut && start + width == values.len() && !adds_up(&cells[width - 5..]) {
            return;
        }
        // A heading counts for a row of its own table; loose numbers may be the rest of a longer row.
        let named = named.or_else(|| self.named.take_if(|_| is_row));
        match (width, named) {
            (15, _) => {
                for (track, cells) in Track::ALL.into_iter().zip(cells.chunks(5)) {
                    self.group(track, cells, notes);
                }
                self.done = true;
            }
            (_, Some(track)) => {
                self.group(track, cells, notes);
                self.done = Track::ALL
                    .into_iter()
                    .all(|track| self.table.get(track).is_some());
            }
            _ => notes.found(not_fifteen(values.len())),
        }
    }

    fn group(&mut self, track: Track, cells: &[Value], notes: &mut Notes) {
        if self.table.get(track).is_some() {
            return;
        }
        let strange: Vec<(&str, &str)> = Outcome4::COLUMNS
            .into_iter()
            .zip(cells)
            .filter_map(|(column, cell)| Some((column, cell.strange()?)))
            .collect();
        for (column, cell) in Outcome4::COLUMNS.into_iter().zip(cells) {
            if let Value::Mark(mark) = cell {
                let place = format!("table4/{}/{column}", track.key());
                notes.variant(How::NoneMark, place, mark, "空白");
            }
        }
        if !strange.is_empty() {
            notes.found(in_group(track, &strange));
        }
        self.table.set(
            track,
            std::array::from_fn(|column| cells.get(column).and_then(Value::whole)),
        );
    }

    pub fn finish(mut self) -> Table4 {
        if self.blank && self.table.is_empty() {
            for track in Track::ALL {
                self.table.set(track, [None; 5]);
            }
        }
        self.table
    }
}

fn filled(values: &[Value]) -> usize {
    values.iter().filter(|value| !value.is_blank()).count()
}

fn adds_up(cells: &[Value]) -> bool {
    let numbers: Option<Vec<i64>> = cells.iter().map(Value::whole).collect();
    numbers.is_some_and(|numbers| {
        numbers.split_last().is_some_and(|(total, results)| {
            results.iter().copied().map(i128::from).sum::<i128>() == i128::from(*total)
        })
    })
}

fn track(text: &str) -> Option<Track> {
    let core = label::core(text);
    let core = core
        .strip_prefix("行政诉讼")
        .filter(|rest| !rest.is_empty())
        .unwrap_or(&core);
    Track::ALL.into_iter().find(|track| track.key() == core)
}

/// The group named right before a run of numbers, where the source knows no rows.
fn previous_track(flow: &Flow, at: usize) -> Option<Track> {
    track(&flow.pieces.get(at.checked_sub(1)?)?.text)
}
