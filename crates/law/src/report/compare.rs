//! Two reports side by side: last year and this year, or one edition and the next.

use super::{
    Report,
    cell::{Cell, Figures},
};

/// One cell in both reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    pub cell: Cell,
    pub before: Option<i64>,
    pub now: Option<i64>,
}

impl Pair {
    #[must_use]
    pub fn differs(&self) -> bool {
        self.before != self.now
    }

    /// What was added, in the unit of the cell; `None` where one side has no number.
    #[must_use]
    pub fn difference(&self) -> Option<i64> {
        self.now?.checked_sub(self.before?)
    }
}

/// Every cell of both, in printing order. The rows of 表二 are not compared across the two forms (trap 28, R-27).
#[must_use]
pub fn side_by_side(before: &Report, now: &Report) -> Vec<Pair> {
    let (old, new) = (Figures::of(before), Figures::of(now));
    Cell::all()
        .map(|cell| Pair {
            cell,
            before: old.get(cell),
            now: new.get(cell),
        })
        .collect()
}

/// The cells that an edition changed (R-61: a further edition shows what it corrects).
#[must_use]
pub fn changed(before: &Report, now: &Report) -> Vec<Pair> {
    side_by_side(before, now)
        .into_iter()
        .filter(Pair::differs)
        .collect()
}

/// How a paragraph fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Kept,
    Added,
    Removed,
}

/// The paragraphs of two texts as one run: what was kept, removed and added, in reading order.
#[must_use]
pub fn prose<'a>(before: &'a str, now: &'a str) -> Vec<(Fate, &'a str)> {
    let lines = |text: &'a str| -> Vec<&'a str> {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect()
    };
    let (old, new) = (lines(before), lines(now));
    // Length of the longest run of paragraphs that both have from here on.
    let mut common = vec![vec![0usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i] == new[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut run) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            run.push((Fate::Kept, old[i]));
            i += 1;
            j += 1;
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            run.push((Fate::Removed, old[i]));
            i += 1;
        } else {
            run.push((Fate::Added, new[j]));
            j += 1;
        }
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Column, Row};

    #[test]
    fn only_what_differs_is_a_change() {
        let before = Report::empty("某局", 2025);
        let mut now = before.clone();
        now.table3.set(Row::Open, Column::Natural, Some(3));
        now.table2.set_fees(Some("1.5".into()));
        now.table3.set(Row::Part, Column::Other, None);
        let found: Vec<(String, Option<i64>)> = changed(&before, &now)
            .iter()
            .map(|pair| (pair.cell.place(), pair.difference()))
            .collect();
        assert_eq!(
            found,
            [
                (
                    "table2/行政事业性收费/本年收费金额（单位：万元）".to_string(),
                    Some(1_500_000)
                ),
                ("table3/三、（一）予以公开/自然人".into(), Some(3)),
                ("table3/三、（二）部分公开/其他".into(), None),
            ]
        );
    }

    #[test]
    fn paragraphs_keep_their_order() {
        use Fate::{Added, Kept, Removed};
        let rows: [(&str, &str, Vec<(Fate, &str)>); 4] = [
            ("甲\n乙", "甲\n乙", vec![(Kept, "甲"), (Kept, "乙")]),
            (
                "甲\n乙",
                "甲\n丙\n",
                vec![(Kept, "甲"), (Removed, "乙"), (Added, "丙")],
            ),
            ("", "甲", vec![(Added, "甲")]),
            (
                "甲\n\n乙\n丙",
                "丙",
                vec![(Removed, "甲"), (Removed, "乙"), (Kept, "丙")],
            ),
        ];
        for (before, now, expected) in rows {
            assert_eq!(prose(before, now), expected, "{before} / {now}");
        }
    }
}
