//! Reports of a made-up county, in which everything holds.

use law::report::{Column, Report, Row, Track};

#[path = "../../../law/tests/chance/dice.rs"]
mod dice;

pub use dice::Dice;

const ORGANS: [&str; 6] = [
    "甲县商务局",
    "乙县教育局",
    "丙区水务局",
    "丁县戊镇人民政府",
    "己县自然资源局",
    "庚县人民政府",
];
const PROBLEMS: [&str; 5] = [
    "公开目录更新不够及时，已明确专人按月核对，并在季度例会上通报。",
    "部分政策解读形式单一，今年制作了图解和问答，群众来电明显减少。",
    "依申请公开的告知书格式不一，已统一模板并组织了两次培训。",
    "老旧栏目与新机构职能不对应，网站改版时逐项清理并设置了跳转。",
    "基层填报数据口径不一，编印了填报说明，年底前逐家核对。",
];

pub fn report(seed: u64) -> Report {
    let mut dice = Dice::new(seed);
    let organ = *dice.pick(&ORGANS);
    let year = 2021 + dice.roll(5) as i16;
    let mut report = Report::empty(organ, year);
    numbers(&mut report, &mut dice);
    sections(&mut report, &mut dice);
    report
}

fn with_total(kinds: [i64; 6]) -> [i64; 7] {
    std::array::from_fn(|at| kinds.get(at).copied().unwrap_or_else(|| kinds.iter().sum()))
}

fn numbers(report: &mut Report, dice: &mut Dice) {
    let most = *dice.pick(&[1, 4, 30, 2000]);
    let mut closed = [0i64; 7];
    for row in Row::LEAVES {
        let kinds: [i64; 6] = std::array::from_fn(|_| match (row, dice.roll(3)) {
            // Fewer than R-37 looks at.
            (Row::Other, _) => 0,
            (_, 0) => dice.roll(most + 1),
            _ => 0,
        });
        let mut cells = with_total(kinds);
        if row == Row::Open {
            // No column is empty, so that every column can be told from the others.
            for (at, cell) in cells[..6].iter_mut().enumerate() {
                *cell += at as i64 + 1;
            }
            cells = with_total(std::array::from_fn(|at| cells[at]));
        }
        for (sum, cell) in closed.iter_mut().zip(cells) {
            *sum += cell;
        }
        report.table3.set_row(row, cells.map(Some));
    }
    let carried = with_total(std::array::from_fn(|at| dice.roll(closed[at].min(3) + 1)));
    let left = with_total(std::array::from_fn(|_| dice.roll(3)));
    let new: [i64; 7] = std::array::from_fn(|at| closed[at] + left[at] - carried[at]);
    for (row, cells) in [
        (Row::New, new),
        (Row::CarriedIn, carried),
        (Row::Total, closed),
        (Row::CarriedOut, left),
    ] {
        report.table3.set_row(row, cells.map(Some));
    }
    let (made, repealed) = (dice.roll(9), dice.roll(4));
    let stock = made + dice.roll(90);
    report
        .table2
        .set_documents("行政规范性文件", [Some(made), Some(repealed), Some(stock)]);
    for row in ["行政许可", "行政处罚", "行政强制"] {
        report.table2.set_decisions(row, Some(dice.roll(5000)));
    }
    let fees = match dice.roll(3) {
        0 => "0".to_string(),
        1 => format!("{}.{}", dice.roll(900), dice.roll(9) + 1),
        _ => format!("{}.{:06}", dice.roll(900), dice.roll(999_999) + 1),
    };
    report.table2.set_fees(Some(fees));
    for track in Track::ALL {
        let results: [i64; 4] = std::array::from_fn(|_| dice.roll(6));
        let total = results.iter().sum();
        let cells = std::array::from_fn(|at| Some(results.get(at).copied().unwrap_or(total)));
        report.table4.set(track, cells);
    }
}

fn sections(report: &mut Report, dice: &mut Dice) {
    let year = report.year.unwrap_or_default();
    let of = |row| report.table3.get(row, Column::Total).unwrap_or_default();
    let published = 100 + dice.roll(400);
    let overview = format!(
        "{year}年，{}认真贯彻《中华人民共和国政府信息公开条例》，各项工作平稳推进。\n（一）主动公开。通过门户网站发布政府信息{published}条，解读政策{}次。\n（二）依申请公开。全年收到政府信息公开申请{}件，上年结转{}件，办结{}件，结转下年度{}件。\n（三）政府信息管理。坚持先审查后公开，动态调整公开属性。\n（四）政府信息公开平台建设。优化网站专栏，及时更新政务新媒体。\n（五）监督保障。组织培训{}次，接受社会评议，未发生责任追究。",
        report.organ,
        dice.roll(20) + 1,
        of(Row::New),
        of(Row::CarriedIn),
        of(Row::Total),
        of(Row::CarriedOut),
        dice.roll(5) + 1,
    );
    let first = dice.roll(PROBLEMS.len() as i64) as usize;
    let problems = format!(
        "存在的问题：{}\n改进情况：{}",
        PROBLEMS[first],
        PROBLEMS[(first + 1) % PROBLEMS.len()]
    );
    let fee = *dice.pick(&[
        "本年度未收取政府信息公开信息处理费。",
        "本年度收取信息处理费120元，无其他需要报告的事项。",
        "依据《政府信息公开信息处理费管理办法》，全年没有发生收费。",
    ]);
    for (key, text) in [("一", overview), ("五", problems), ("六", fee.to_string())] {
        report.sections.insert(key.into(), text);
    }
}

/// A report of the year before that this one carries on.
pub fn before(report: &Report, seed: u64) -> Report {
    let mut dice = Dice::new(seed + 90_000);
    let mut before = Report::empty(&report.organ, report.year.unwrap_or_default() - 1);
    numbers(&mut before, &mut dice);
    let carried = *report.table3.row(Row::CarriedIn).expect("there");
    before.table3.set_row(Row::CarriedOut, carried);
    before
}
