//! What the year brings: figures, remedies, and each organ's report from the draft to the supervisor's desk. One unit
//! has not reported, one reported by file with a wrong total, one was corrected after publication.

use app::figures::NewFigure;
use jiff::civil::Date;
use law::report::{Column, Outcome4, Report, Row, Track, table2::FEES};
use rand::{RngExt, rngs::StdRng};

use crate::{
    Desk, consolidated,
    play::{Action, Step, plain},
    turn::Turn,
};

/// Places in the county's list: who is corrected, who has a question to answer, who waits to be accepted, who is
/// accepted and not yet public, who reports by file with a fault, who does not report.
const CORRECTED: usize = 3;
const ASKED: usize = 4;
const WAITING: usize = 9;
const ACCEPTED: usize = 10;
const BY_FILE: usize = 11;
const SILENT: usize = 12;

/// Figures of both years, remedies, the report of the year before taken over, and last year's report of every organ.
pub fn yearly(rng: &mut StdRng, desks: &[Desk], today: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    let (last, this) = (today.year() - 1, today.year());
    for (desk, its) in desks.iter().enumerate() {
        let stock = rng.random_range(4..30);
        steps.push(plain(
            Date::constant(last, 2, 10),
            9,
            desk,
            format!("adopt-{desk}"),
            Action::Report(
                last - 1,
                Turn::Adopt(Box::new(earlier(rng, its, last - 1, stock))),
            ),
        ));
        let mut stock = stock;
        for year in [last, this] {
            steps.extend(entered(rng, desk, year, last, &mut stock));
        }
        for year in [last, this] {
            if desk % 3 == 0 {
                steps.extend(remedies(desk, year));
            }
        }
        steps.extend(life(desk, last));
    }
    steps.extend(consolidated::script(last - 1));
    steps
}

/// The figures of one year; the organ that has a question to answer lost a document that merely expired.
fn entered(rng: &mut StdRng, desk: usize, year: i16, last: i16, stock: &mut i32) -> Vec<Step> {
    let on = if year == last {
        Date::constant(year + 1, 1, 9)
    } else {
        Date::constant(year, 6, 30)
    };
    let (made, repealed) = (rng.random_range(0..4), rng.random_range(0..2));
    *stock += made - repealed;
    if desk == ASKED && year == last {
        *stock -= 1;
    }
    let mut decisions = |most: u32| rng.random_range(0..most).to_string();
    let rows = [
        ("规章.制发", "0".to_string()),
        ("规章.废止", "0".into()),
        ("规章.现行有效", "0".into()),
        ("行政规范性文件.制发", made.to_string()),
        ("行政规范性文件.废止", repealed.to_string()),
        ("行政规范性文件.现行有效", stock.to_string()),
        ("行政许可", decisions(900)),
        ("行政处罚", decisions(120)),
        ("行政强制", decisions(9)),
        (
            FEES,
            format!("{}.{:02}", decisions(80), rng.random_range(0..100)),
        ),
    ];
    rows.into_iter()
        .map(|(row, value)| {
            let figure = figure(year, row, value, "");
            plain(on, 10, desk, format!("{desk}-{year}-{row}"), figure)
        })
        .collect()
}

fn figure(year: i16, row: &str, value: String, reason: &str) -> Action {
    Action::Figure(NewFigure {
        year,
        row: row.into(),
        value,
        source: "业务系统台账".into(),
        reason: reason.into(),
    })
}

fn remedies(desk: usize, year: i16) -> Vec<Step> {
    let mut steps = Vec::new();
    for (serial, (track, outcome)) in [
        (Track::Review, Outcome4::Upheld),
        (Track::Review, Outcome4::Corrected),
        (Track::DirectSuit, Outcome4::Otherwise),
        (Track::SuitAfterReview, Outcome4::Pending),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("remedy-{desk}-{year}-{serial}");
        let month = i8::try_from(serial + 3).unwrap_or(3);
        let on = |month, day| Date::constant(year, month, day);
        steps.push(plain(
            on(month, 3),
            9,
            desk,
            name.clone(),
            Action::OpenRemedy(track, None),
        ));
        if outcome != Outcome4::Pending {
            let close = Action::CloseRemedy(outcome);
            steps.push(plain(on(month + 1, 20), 9, desk, name, close));
        }
    }
    steps
}

/// What happens to an organ's report on `year` in the January after it and later.
fn life(desk: usize, year: i16) -> Vec<Step> {
    let on = |month, day| Date::constant(year + 1, month, day);
    let mut turns: Vec<(Date, Turn)> = Vec::new();
    if desk == SILENT {
        turns.push((on(2, 3), Turn::Chase("请尽快报送上一年度的年度报告。")));
        turns.push((
            on(2, 10),
            Turn::Chase("县级汇总将于2月20日前公布，请于2月12日前报送。"),
        ));
    } else if desk == BY_FILE {
        turns.push((on(1, 30), Turn::ReceiveWrong));
    } else {
        turns.push((on(1, 14), Turn::Write));
        if desk == ASKED {
            turns.push((
                on(1, 15),
                Turn::Answer("1件规范性文件有效期届满自动失效，没有计入本年废止件数。"),
            ));
        }
        turns.push((on(1, 16), Turn::Review));
        turns.push((on(1, 19), Turn::Sign));
        if desk > 0 {
            turns.push((on(1, 20), Turn::Submit));
            if desk != WAITING {
                turns.push((on(1, 22), Turn::Accept));
            }
        }
        if desk != WAITING && desk != ACCEPTED {
            turns.push((on(1, 26), Turn::Publish));
        }
    }
    let mut steps: Vec<Step> = turns
        .into_iter()
        .map(|(day, turn)| {
            plain(
                day,
                9,
                desk,
                format!("report-{desk}"),
                Action::Report(year, turn),
            )
        })
        .collect();
    if desk == CORRECTED {
        steps.extend(correction(desk, year));
    }
    steps
}

/// A figure was counted from the web and not from the case register: found in March and corrected.
fn correction(desk: usize, year: i16) -> Vec<Step> {
    let on = |day| Date::constant(year + 1, 3, day);
    let reason = "行政处罚原按网站公开条数填报，应为全部处罚决定数量，按执法台账更正。";
    let mut steps = vec![
        plain(
            on(9),
            9,
            desk,
            "correct".into(),
            Action::Report(year, Turn::Reopen(reason)),
        ),
        plain(
            on(9),
            10,
            desk,
            "correct".into(),
            figure(year, "行政处罚", "137".into(), reason),
        ),
    ];
    for (day, turn) in [
        (10, Turn::Write),
        (11, Turn::Review),
        (12, Turn::Sign),
        (12, Turn::Submit),
        (13, Turn::Accept),
        (16, Turn::Publish),
    ] {
        let hour = if matches!(turn, Turn::Submit) { 15 } else { 9 };
        steps.push(plain(
            on(day),
            hour,
            desk,
            "correct".into(),
            Action::Report(year, turn),
        ));
    }
    steps
}

/// The report of the year before the county used this system, as a file that was published then.
fn earlier(rng: &mut StdRng, desk: &Desk, year: i16, stock: i32) -> Report {
    let mut report = Report::empty(&desk.organ.name, year);
    let stock = i64::from(stock);
    report
        .table2
        .set_documents("行政规范性文件", [Some(1), Some(0), Some(stock)]);
    report
        .table2
        .set_decisions("行政许可", Some(rng.random_range(100..800)));
    report
        .table2
        .set_decisions("行政处罚", Some(rng.random_range(0..120)));
    let mut add = |row: Row, column: Column, count: i64| {
        for (row, column) in [
            (row, column),
            (row, Column::Total),
            (Row::New, column),
            (Row::New, Column::Total),
            (Row::Total, column),
            (Row::Total, Column::Total),
        ] {
            let before = report.table3.get(row, column).unwrap_or_default();
            report.table3.set(row, column, Some(before + count));
        }
    };
    for (row, most) in [
        (Row::Open, 9),
        (Row::Part, 4),
        (Row::NoThird, 2),
        (Row::NotHeld, 5),
        (Row::Petition, 3),
    ] {
        add(row, Column::Natural, rng.random_range(0..most));
    }
    add(Row::Open, Column::Business, rng.random_range(0..3));
    let name = &desk.organ.name;
    let total = report
        .table3
        .get(Row::New, Column::Total)
        .unwrap_or_default();
    for (section, text) in [
        (
            "一",
            format!("{year}年，{name}依法开展政府信息公开工作。全年新收政府信息公开申请{total}件，办结{total}件，没有结转。"),
        ),
        (
            "五",
            "（一）存在的主要问题。答复文书格式不统一，个别栏目更新不及时。\n（二）改进情况。统一答复文书模板，明确各栏目的更新责任人。".to_string(),
        ),
        ("六", "本年度未收取政府信息公开信息处理费。".to_string()),
    ] {
        report.sections.insert(section.into(), text);
    }
    report
}
