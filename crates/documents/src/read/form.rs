//! From a flow to a report: which piece belongs to which table or section.

use law::report::{Report, check};

use super::{
    ReadError, ReadReport,
    flow::{Flow, is_blank},
    glued, heading, label, leftover,
    notes::Notes,
    prose::Prose,
    second, shape,
    table2::Table2Reader,
    table3::Table3Reader,
    table4::Table4Reader,
    title,
    value::Value,
    variant::How,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Prose,
    Two,
    Three,
    Four,
}

/// Steps after which a table that did not end is taken for prose again; the longest has some 400 cells.
const LONGEST_TABLE: usize = 2000;

pub(super) fn read(mut flow: Flow, file_name: &str) -> Result<ReadReport, ReadError> {
    let mut notes = Notes::default();
    second::cut(&mut flow, &mut notes);
    let flow = &flow;
    let mut prose = Prose::default();
    let mut two = Table2Reader::default();
    let mut three = Table3Reader::default();
    let mut four = Table4Reader::default();
    let mut zone = Zone::Prose;
    let mut idle = 0;
    let mut at = 0;
    while let Some(piece) = flow.pieces.get(at) {
        let text = piece.text.as_str();
        if let Some(heading) = heading::of(text) {
            prose.heading(heading);
            zone = Zone::Prose;
            at += 1;
            continue;
        }
        let entered = enters(flow, at, zone);
        idle = if entered == zone { idle + 1 } else { 0 };
        zone = if idle > LONGEST_TABLE {
            Zone::Prose
        } else {
            entered
        };
        at = match zone {
            Zone::Two => two.step(flow, at, &mut notes),
            Zone::Three => {
                three.old = two.is_2019();
                let next = three.step(flow, at, &mut notes);
                if three.is_done() {
                    zone = Zone::Prose;
                }
                next
            }
            Zone::Four => {
                let next = four.step(flow, at, &mut notes);
                if four.is_done() {
                    zone = Zone::Prose;
                }
                next
            }
            Zone::Prose => {
                if !is_blank(text) {
                    prose.line(text);
                }
                at + 1
            }
        };
    }
    let mut report = Report::blank();
    let old_form = two.is_2019();
    report.table2 = two.finish(&mut notes);
    let single_other = three.single_other;
    report.table3 = three.finish(&mut notes);
    report.table4 = four.finish();
    if report.table2.is_empty()
        && report.table3.is_empty()
        && report.table4.is_empty()
        && prose.found() < 2
    {
        // A page or a document of pictures, with little else than its frame.
        if glued::runs_together(flow) {
            return Err(ReadError::RunTogether);
        }
        return Err(if flow.pictures > 0 && flow.characters() < 600 {
            ReadError::Scanned
        } else {
            ReadError::NotAReport
        });
    }
    let title = title::of(&prose, &mut notes);
    report.organ = title.organ;
    report.year = title.year;
    let before_2021 = report.table2.is_empty() && report.year.is_some_and(|year| year < 2021);
    if old_form || before_2021 {
        report.format = "2019".into();
        if single_other {
            report.table3.set_single_other();
        }
    }
    title::judge_name(file_name, report.year, &mut notes);
    notes.extend(check::personal_data(
        &prose.opening.join("\n"),
        "opening",
        report.year,
    ));
    leftover::note(&prose, &mut notes);
    prose.judge(&report, flow.pictures > 0, &mut notes);
    report.sections = prose.into_sections();
    layout(flow, &report, &mut notes);
    let (notes, variants) = notes.finish();
    Ok(ReadReport {
        report,
        notes,
        variants,
    })
}

/// How the source is laid out.
fn layout(flow: &Flow, report: &Report, notes: &mut Notes) {
    for (how, printed) in &flow.variants {
        let place = match how {
            How::PageBreak => match label::row(printed, None) {
                Some(label) => format!("table3/{}", label.row),
                None if label::table2(printed).is_some() => "table2".to_string(),
                None => "table3".to_string(),
            },
            How::PipeLines | How::PipeRows | How::TabLines | How::TabRows | How::TrailingBlanks => {
                "tables".to_string()
            }
            _ => "file".to_string(),
        };
        notes.variant(*how, place, printed, "");
    }
    let has_cells = flow.pieces.iter().any(|piece| piece.row.is_some());
    let has_tables = !(report.table2.is_empty() && report.table3.is_empty());
    if has_tables && !has_cells && flow.variants.is_empty() {
        notes.variant(How::BareLines, "tables", "", "");
    }
}

/// Whether fifteen numbers stand here, each a piece of its own.
fn fifteen(flow: &Flow, at: usize) -> bool {
    let numbers = flow.pieces[at..]
        .iter()
        .take_while(|piece| Value::of(&piece.text).whole().is_some())
        .count();
    numbers == 15
}

/// The table in which piece `at` stands, given the one before it.
fn enters(flow: &Flow, at: usize, zone: Zone) -> Zone {
    let text = flow.pieces[at].text.as_str();
    if text.chars().count() > 90 {
        return zone;
    }
    let core = label::core(text);
    let next = || {
        flow.pieces[at + 1..]
            .iter()
            .map(|piece| label::core(&piece.text))
            .find(|core| !core.is_empty())
    };
    // Right behind its heading a table 4 that lost all its labels: fifteen numbers.
    let behind_four = at
        .checked_sub(1)
        .and_then(|before| heading::of(&flow.pieces[before].text))
        .is_some_and(|heading| heading.section == 3);
    if behind_four && fifteen(flow, at) {
        return Zone::Four;
    }
    if label::is_block(text) || core.starts_with("信息内容") {
        return Zone::Two;
    }
    // A table 2 that lost its block headings starts with its first row.
    if zone == Zone::Prose && core == "规章" {
        let bare = shape::after(flow, at, |text| label::table2(text).is_some());
        if bare.values.len() >= 3 {
            return Zone::Two;
        }
    }
    if core.contains("本列数据的勾稽关系") || core == "申请人情况" {
        return Zone::Three;
    }
    if zone != Zone::Three && core.starts_with("一本年新收政府信息公开申请") {
        return Zone::Three;
    }
    if core == "结果维持"
        || (core == "行政复议"
            && next().is_some_and(|next| next == "行政诉讼" || next == "结果维持"))
    {
        return Zone::Four;
    }
    if zone == Zone::Prose && (core == "行政复议行政诉讼") {
        return Zone::Four;
    }
    zone
}
