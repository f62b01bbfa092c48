//! 试行 form of 2019: eight rows in 表二, one row under （六） in 表三.

use law::report::{Cells, Number, Report, Row, Table2};

use crate::clean::Dice;

pub fn in_the_form_of_2019(report: &mut Report, dice: &mut Dice) {
    let year = 2019 + dice.roll(2) as i16;
    let before = report.year.unwrap_or_default();
    for text in report.sections.values_mut() {
        *text = text.replace(&format!("{before}年"), &format!("{year}年"));
    }
    report.year = Some(year);
    report.format = "2019".into();
    let mut table = Table2::default();
    for (row, width) in [
        ("规章", 3),
        ("规范性文件", 3),
        ("行政许可", 3),
        ("其他对外管理服务事项", 3),
        ("行政处罚", 3),
        ("行政强制", 3),
        ("行政事业性收费", 2),
        ("政府集中采购", 2),
    ] {
        let mut cells: Vec<Option<Number>> = (0..width)
            .map(|_| Some(Number::Whole(dice.roll(90))))
            .collect();
        if row == "政府集中采购" {
            cells[1] = Some(Number::Decimal(format!("{}.5", dice.roll(90))));
        }
        table.set(row, Cells::Many(cells));
    }
    report.table2 = table;
    // What lapsed stands under （六） as a whole.
    for at in 0..7 {
        let of = |row| {
            report
                .table3
                .row(row)
                .and_then(|cells| cells[at])
                .unwrap_or_default()
        };
        let sum = of(Row::LapseCorr) + of(Row::LapseFee) + of(Row::Other);
        let mut cells = report
            .table3
            .row(Row::Other)
            .copied()
            .unwrap_or([Some(0); 7]);
        cells[at] = Some(sum);
        report.table3.set_row(Row::Other, cells);
    }
    report.table3.remove(Row::LapseCorr);
    report.table3.remove(Row::LapseFee);
    report.table3.set_single_other();
}
