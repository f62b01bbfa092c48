//! Kinds of faults, each planted by one change, and where which rule has to find it.

use law::{
    finding::Severity::{self, Error, Question, Warning},
    report::{Column, Report, Row, Track},
};

use crate::{
    clean::Dice,
    paper::{LAYOUTS, Paper},
};

pub type Expected = Vec<(&'static str, String, Severity)>;

#[derive(Clone, Copy)]
pub enum Plant {
    Report(fn(&mut Report, &mut Dice) -> Expected),
    Paper(fn(&mut Paper, &mut Dice) -> Expected),
    /// Changes last year's report, or makes one from this year's.
    Previous(fn(&mut Report, &Report) -> Expected),
}

pub const FAULTS: [(&str, Plant); 44] = [
    ("the sum of the outcomes", Plant::Report(leaves)),
    ("received and closed do not balance", Plant::Report(balance)),
    ("a wrong total of a row", Plant::Report(row_total)),
    ("a negative", Plant::Report(negative)),
    ("a blank cell", Plant::Report(blank)),
    (
        "a slash",
        Plant::Paper(|paper, dice| cell(paper, dice, "/")),
    ),
    (
        "a fraction",
        Plant::Paper(|paper, dice| cell(paper, dice, "1.5")),
    ),
    (
        "about twenty",
        Plant::Paper(|paper, dice| cell(paper, dice, "约20")),
    ),
    (
        "a word in a cell",
        Plant::Paper(|paper, dice| cell(paper, dice, "三")),
    ),
    (
        "fees with seven places",
        Plant::Report(|report, _| fees(report, "1.2345678")),
    ),
    (
        "a negative number of decisions",
        Plant::Report(|report, dice| {
            report
                .table2
                .set_decisions("行政处罚", Some(-1 - dice.roll(9)));
            one("R-22", "table2/行政处罚", Error)
        }),
    ),
    (
        "a blank in table 2",
        Plant::Report(|report, _| {
            report.table2.set_decisions("行政许可", None);
            one("R-22", "table2/行政许可", Warning)
        }),
    ),
    (
        "a regulation made by a county",
        Plant::Report(|report, dice| {
            let made = Some(1 + dice.roll(5));
            report.table2.set_documents("规章", [made, Some(0), made]);
            one("R-24", "table2/规章", Warning)
        }),
    ),
    (
        "less in force than was made",
        Plant::Report(|report, dice| {
            report
                .table2
                .set_documents("行政规范性文件", [Some(9), Some(1), Some(dice.roll(8))]);
            one("R-23", "table2/行政规范性文件", Question)
        }),
    ),
    (
        "the form of another time",
        Plant::Report(|report, _| {
            report.year = Some(2020);
            report.sections.remove("一");
            one("E-5", "table2", Warning)
        }),
    ),
    ("too much under 其他", Plant::Report(other)),
    ("a wrong total in table 4", Plant::Report(table4)),
    (
        "a figure too large",
        Plant::Report(|report, _| {
            for row in [Row::New, Row::Open, Row::Total] {
                for column in [Column::Natural, Column::Total] {
                    let value = report.table3.get(row, column).map(|value| value + 700_000);
                    report.table3.set(row, column, value);
                }
            }
            report.sections.remove("一");
            one("R-61", "table3/三、（一）予以公开/自然人", Question)
        }),
    ),
    (
        "an overview too long",
        Plant::Report(|report, _| {
            if let Some(text) = report.sections.get_mut("一") {
                text.push_str(&"\n持续加强队伍建设，不断提升服务水平。".repeat(60));
            }
            one("R-2", "sections/一", Warning)
        }),
    ),
    (
        "an overview without a topic",
        Plant::Report(|report, _| {
            let text = "坚持依法依规办事，及时回应社会关切。".repeat(12);
            report.sections.insert("一".into(), text);
            one("R-2", "sections/一", Question)
        }),
    ),
    (
        "nothing said of fees",
        Plant::Report(|report, _| {
            report
                .sections
                .insert("六".into(), "无其他需要报告的事项。".into());
            one("R-4", "sections/六", Warning)
        }),
    ),
    (
        "received in prose",
        Plant::Report(|report, dice| prose(report, dice, "收到政府信息公开申请")),
    ),
    (
        "closed in prose",
        Plant::Report(|report, dice| prose(report, dice, "，办结")),
    ),
    (
        "carried over in prose",
        Plant::Report(|report, dice| prose(report, dice, "结转下年度")),
    ),
    (
        "an outcome in prose",
        Plant::Report(|report, _| {
            let open = report
                .table3
                .get(Row::Open, Column::Total)
                .unwrap_or_default()
                + 1;
            if let Some(text) = report.sections.get_mut("一") {
                text.push_str(&format!("\n在政府信息公开申请中，予以公开{open}件。"));
            }
            one("R-35", "sections/一", Question)
        }),
    ),
    (
        "a citizen's telephone",
        Plant::Report(|report, _| {
            let text = "来电人13912345678反映的问题已经答复，本年度未收取信息处理费。";
            report.sections.insert("六".into(), text.into());
            one("Q-20", "sections/六:1:4", Error)
        }),
    ),
    (
        "a section missing",
        Plant::Paper(|paper, _| {
            paper.headings[5].clear();
            paper.texts[5].clear();
            one("R-1", "report", Warning)
        }),
    ),
    (
        "a section that is foreign",
        Plant::Paper(|paper, _| {
            paper.texts[3].push("五、所获荣誉".into());
            paper.texts[3].push("三面锦旗。".into());
            one("R-1", "sections", Warning)
        }),
    ),
    (
        "sections in another order",
        Plant::Paper(|paper, _| {
            paper.headings.swap(4, 5);
            paper.texts.swap(4, 5);
            one("R-1", "sections", Warning)
        }),
    ),
    (
        "a heading's number",
        Plant::Paper(|paper, dice| {
            let at = 1 + dice.roll(5) as usize;
            let title: String = paper.headings[at].chars().skip(2).collect();
            paper.headings[at] = format!("{}、{title}", at + 1);
            one("R-1.number", "sections", Warning)
        }),
    ),
    (
        "numbers in brackets mixed",
        Plant::Paper(|paper, _| {
            paper.texts[0] = paper.texts[0]
                .iter()
                .map(|line| line.replace("（三）", "（3）"))
                .collect();
            one("R-1.number", "sections", Warning)
        }),
    ),
    (
        "a trace of a word processor",
        Plant::Paper(|paper, dice| {
            let trace = *dice.pick(&[
                "[bookmark: _GoBack]",
                "错误！未找到引用源。",
                "HYPERLINK \"http://a.cn\"",
            ]);
            paper.texts[4][0].insert_str(0, trace);
            one("R-1.leftover", "sections/五", Warning)
        }),
    ),
    (
        "a period that is no year",
        Plant::Paper(|paper, _| {
            paper.opening[1] = paper.opening[1].replace("12月31日", "11月30日");
            one("R-5", "opening", Warning)
        }),
    ),
    (
        "another year under this year's title",
        Plant::Paper(|paper, _| {
            for line in &mut paper.texts[0] {
                for year in 2021..=2025 {
                    *line = line.replace(&format!("{year}年"), "2018年");
                }
            }
            paper.texts[0].push("2018年的工作任务全部完成。".into());
            one("R-5", "sections/一", Warning)
        }),
    ),
    (
        "a row missing",
        Plant::Paper(|paper, dice| {
            let row = *dice.pick(&[Row::NoThird, Row::Unclear, Row::Printed, Row::Other]);
            paper.tables[1].retain(|cells| !cells.iter().any(|cell| cell == row.zh()));
            one("R-1.row", &format!("table3/{row}"), Warning)
        }),
    ),
    (
        "a row of table 2 missing",
        Plant::Paper(|paper, _| {
            paper.tables[0].retain(|cells| cells[0] != "行政强制");
            one("R-1.row", "table2/行政强制", Warning)
        }),
    ),
    (
        "a label in other words",
        Plant::Paper(|paper, _| {
            let row = paper.row(1, "7.属于行政执法案卷");
            for cell in row.iter_mut().filter(|cell| *cell == "7.属于行政执法案卷") {
                *cell = "7.属于行政执法案卷信息".into();
            }
            one("R-1.label", &format!("table3/{}", Row::NoCasefile), Warning)
        }),
    ),
    (
        "a row twice with other numbers",
        Plant::Paper(|paper, _| {
            let mut again = paper.row(1, "2.重复申请").clone();
            if let Some(cell) = again.last_mut() {
                *cell = "77".into();
            }
            let at = paper.tables[1]
                .iter()
                .position(|row| row.iter().any(|cell| cell == "2.重复申请"))
                .unwrap_or(0);
            paper.tables[1].insert(at + 1, again);
            one("R-1.row", &format!("table3/{}", Row::Repeat), Warning)
        }),
    ),
    (
        "two reports in one file",
        Plant::Paper(|paper, _| {
            let mut second = paper.clone();
            second.opening[0] = "辛县壬局2019年政府信息公开工作年度报告".into();
            let text = String::from_utf8(second.write(LAYOUTS[1])).unwrap_or_default();
            paper.after = text.lines().map(String::from).collect();
            one("R-1", "file", Warning)
        }),
    ),
    (
        "carried in is not last year's carried over",
        Plant::Previous(|before, now| {
            let value = now
                .table3
                .get(Row::CarriedIn, Column::Business)
                .map(|value| value + 1);
            before.table3.set(Row::CarriedOut, Column::Business, value);
            one("R-33", "table3/商业企业", Warning)
        }),
    ),
    (
        "section five is last year's",
        Plant::Previous(|before, now| {
            before
                .sections
                .insert("五".into(), now.sections["五"].clone());
            one("R-3", "sections/五", Warning)
        }),
    ),
    (
        "last year's tables",
        Plant::Previous(|before, now| {
            before.table2 = now.table2.clone();
            before.table3 = now.table3;
            before.table4 = now.table4;
            one("R-60", "report", Warning)
        }),
    ),
    (
        "the stock does not follow",
        Plant::Previous(|before, _| {
            before
                .table2
                .set_documents("行政规范性文件", [Some(0), Some(0), Some(700)]);
            one("R-23", "table2/行政规范性文件", Question)
        }),
    ),
    (
        "pending cases that vanish",
        Plant::Previous(|before, _| {
            before.table4.set(
                Track::Review,
                [Some(0), Some(0), Some(0), Some(80), Some(80)],
            );
            one("R-54", "table4/行政复议", Question)
        }),
    ),
];

fn one(id: &'static str, place: &str, severity: Severity) -> Expected {
    vec![(id, place.to_string(), severity)]
}

fn add(report: &mut Report, row: Row, column: Column, more: i64) {
    let value = report.table3.get(row, column).map(|value| value + more);
    report.table3.set(row, column, value);
}

/// （七） one more than its leaves, with 一 one more so that the balance holds.
fn leaves(report: &mut Report, dice: &mut Dice) -> Expected {
    let column = *dice.pick(&Column::KINDS);
    for row in [Row::Total, Row::New] {
        add(report, row, column, 1);
        add(report, row, Column::Total, 1);
    }
    report.sections.remove("一");
    vec![
        ("R-30", format!("table3/{}", column.key()), Error),
        ("R-30", "table3/总计".into(), Error),
    ]
}

fn balance(report: &mut Report, dice: &mut Dice) -> Expected {
    let column = *dice.pick(&Column::KINDS);
    add(report, Row::New, column, 2);
    add(report, Row::New, Column::Total, 2);
    report.sections.remove("一");
    one("R-31", &format!("table3/{}", column.key()), Error)
}

fn row_total(report: &mut Report, dice: &mut Dice) -> Expected {
    let row = *dice.pick(&Row::LEAVES);
    add(report, row, Column::Total, 3);
    vec![
        ("R-32", format!("table3/{row}"), Error),
        ("R-30", "table3/总计".into(), Error),
    ]
}

fn negative(report: &mut Report, dice: &mut Dice) -> Expected {
    let column = *dice.pick(&Column::KINDS);
    for row in [Row::New, Row::Open, Row::Total] {
        let less = -1 - report.table3.get(Row::Open, column).unwrap_or_default();
        if row != Row::Open {
            add(report, row, column, less);
            add(report, row, Column::Total, less);
        }
    }
    let less = -1 - report.table3.get(Row::Open, column).unwrap_or_default();
    add(report, Row::Open, column, less);
    add(report, Row::Open, Column::Total, less);
    report.sections.remove("一");
    one(
        "R-34",
        &format!("table3/{}/{}", Row::Open, column.key()),
        Error,
    )
}

fn blank(report: &mut Report, dice: &mut Dice) -> Expected {
    let row = *dice.pick(&Row::LEAVES[2..]);
    let column = *dice.pick(&Column::KINDS);
    report.table3.set(row, column, None);
    one("R-34", &format!("table3/{row}"), Error)
}

fn cell(paper: &mut Paper, dice: &mut Dice, printed: &str) -> Expected {
    let row = *dice.pick(&[Row::NoSecret, Row::NotHeld, Row::Petition, Row::LapseCorr]);
    let cells = paper.row(1, row.zh());
    let at = cells.len() - 7 + dice.roll(6) as usize;
    cells[at] = printed.into();
    one("R-34", &format!("table3/{row}"), Error)
}

fn fees(report: &mut Report, wan: &str) -> Expected {
    report.table2.set_fees(Some(wan.into()));
    one("R-22", "table2/行政事业性收费", Error)
}

fn other(report: &mut Report, _: &mut Dice) -> Expected {
    let total = report
        .table3
        .get(Row::Total, Column::Total)
        .unwrap_or_default()
        + 5;
    for row in [Row::New, Row::Other, Row::Total] {
        add(report, row, Column::Natural, total);
        add(report, row, Column::Total, total);
    }
    report.sections.remove("一");
    one("R-37", &format!("table3/{}", Row::Other), Warning)
}

fn table4(report: &mut Report, dice: &mut Dice) -> Expected {
    let track = *dice.pick(&Track::ALL);
    let mut cells = *report.table4.get(track).expect("there");
    cells[4] = cells[4].map(|total| total + 1);
    report.table4.set(track, cells);
    one("R-50", &format!("table4/{}", track.key()), Error)
}

/// The number behind these words becomes another.
fn prose(report: &mut Report, dice: &mut Dice, words: &str) -> Expected {
    let text = report.sections.get_mut("一").expect("there");
    let at = text.find(words).expect("said") + words.len();
    let end = at + text[at..].find('件').expect("a number");
    let number: i64 = text[at..end].parse().expect("a number");
    text.replace_range(at..end, &(number + 1 + dice.roll(5)).to_string());
    one("R-35", "sections/一", Warning)
}
