//! Reports to write, and the cells they must show, listed apart from the code under test.

use law::report::{Report, Row, Track};

/// A small generator with a seed: the same reports at every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % (most + 1)
    }

    /// A count, now and then large, now and then blank.
    fn cell(&mut self) -> Option<i64> {
        match self.roll(9) {
            0 => None,
            1 => Some(self.roll(999_999) as i64),
            _ => Some(self.roll(60) as i64),
        }
    }
}

pub fn random(seed: u64) -> Report {
    let mut dice = Dice(seed);
    let mut report = Report::empty("云河县商务局", 2026);
    for row in ["规章", "行政规范性文件"] {
        report
            .table2
            .set_documents(row, [(); 3].map(|()| dice.cell()));
    }
    for row in ["行政许可", "行政处罚", "行政强制"] {
        report.table2.set_decisions(row, dice.cell());
    }
    let amount = match dice.roll(3) {
        0 => "0".to_string(),
        1 => format!("{}.5", dice.roll(99_999)),
        _ => format!("{}.{:06}", dice.roll(99_999), dice.roll(999_998) + 1),
    };
    report.table2.set_fees(Some(amount));
    for row in Row::ALL {
        report.table3.set_row(row, [(); 7].map(|()| dice.cell()));
    }
    if dice.roll(2) == 0 {
        report.table3.remove(Row::Other);
    }
    for track in Track::ALL {
        report.table4.set(track, [(); 5].map(|()| dice.cell()));
    }
    for section in ["一", "五", "六"] {
        report
            .sections
            .insert(section.into(), format!("第{section}部分的文字。"));
    }
    report
}

/// No number stands twice, so that a line of text can be told by its numbers.
pub fn distinct() -> Report {
    let mut next = 1000;
    let mut number = || {
        next += 7;
        Some(next)
    };
    let mut report = Report::empty("云河县商务局", 2026);
    for row in ["规章", "行政规范性文件"] {
        report.table2.set_documents(row, [(); 3].map(|()| number()));
    }
    for row in ["行政许可", "行政处罚", "行政强制"] {
        report.table2.set_decisions(row, number());
    }
    report.table2.set_fees(Some("4166.241619".into()));
    for row in Row::ALL {
        report.table3.set_row(row, [(); 7].map(|()| number()));
    }
    for track in Track::ALL {
        report.table4.set(track, [(); 5].map(|()| number()));
    }
    report
}

/// The cells of 表二, 表三 and 表四 in reading order, blanks as empty text.
pub fn values(report: &Report) -> [Vec<String>; 3] {
    let shown = |cell: &Option<i64>| cell.map(|cell| cell.to_string()).unwrap_or_default();
    let two = &report.table2;
    let documents = [two.regulations(), two.normative()];
    let mut second: Vec<String> = documents.iter().flatten().flatten().map(shown).collect();
    second.extend(
        [two.licences(), two.penalties(), two.coercions()]
            .iter()
            .map(shown),
    );
    second.push(two.fees().unwrap_or_default().into());
    let third = Row::ALL
        .iter()
        .flat_map(|row| report.table3.row(*row).copied().unwrap_or([None; 7]))
        .map(|cell| shown(&cell))
        .collect();
    let fourth = Track::ALL
        .iter()
        .flat_map(|track| report.table4.get(*track).copied().unwrap_or([None; 5]))
        .map(|cell| shown(&cell))
        .collect();
    [second, third, fourth]
}
