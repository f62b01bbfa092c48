//! 标准目录: the catalogues of fields of work, in the national template or as a plain table. What is imported waits for the secrecy
//! reviewer; nothing of it is public before he has read it (S-1).

mod heading;

use std::collections::BTreeMap;

use law::{
    fields::standard::FIELD,
    finding::Finding,
    readings::Person,
    standard::{self, Entered, Event, Proposed, Row},
};

use store::Stream;

use super::{
    File, Imported, Options, Result, What,
    cell::Cells,
    problems::Problems,
    requests::Organs,
    table::{self, Column, Line},
};
use crate::{
    App,
    items::refuse,
    pen::{Page, Sheet},
    standards,
};

#[rustfmt::skip]
pub(super) const COLUMNS: &[Column] = &[
    Column { key: "organ", names: &["机构代码", "机关代码", "机关", "机关名称"] },
    Column { key: "field", names: &["领域", "试点领域", "业务领域"] },
    Column { key: "number", names: &["编号", "事项序号"] },
    Column { key: "matter", names: &["一级事项", "公开事项"] },
    Column { key: "detail", names: &["二级事项"] },
    Column { key: "content", names: &["公开内容（要素）", "公开内容要素", "公开内容"] },
    Column { key: "basis", names: &["公开依据"] },
    Column { key: "period", names: &["公开时限"] },
    Column { key: "subject", names: &["公开主体"] },
    Column { key: "channels", names: &["公开渠道和载体", "公开渠道", "公开渠道与载体"] },
    Column { key: "everybody", names: &["全社会"] },
    Column { key: "group", names: &["特定群体", "特定群众", "特定人群"] },
    Column { key: "proactive", names: &["主动", "主动公开"] },
    Column { key: "on_request", names: &["依申请", "依申请公开"] },
    Column { key: "county", names: &["县级", "县（区）级", "县区级", "区级"] },
    Column { key: "township", names: &["乡村级", "乡级", "乡、村级", "乡镇级", "乡级（乡、村级）"] },
];

/// Columns whose cell the national template draws over several lines.
const SPREAD: [&str; 5] = ["matter", "basis", "period", "subject", "channels"];

/// Columns without which no line can be read.
const NEEDED: [&str; 3] = ["field", "matter", "content"];

/// The lines of one field of one organ, in the order of the files.
type Fields = BTreeMap<(String, String), Vec<(Line, Row)>>;

/// Proposes the catalogues of the files; one that stands there as it is, public or waiting, is left alone.
pub async fn standards(
    app: &App,
    files: Vec<File>,
    options: &Options,
    actor: &str,
) -> Result<Imported> {
    let mut problems = Problems::default();
    let organs = Organs::load(app, options).await?;
    let tables = table::read_headed(app, &files, COLUMNS, heading::found, &mut problems).await?;
    let mut fields = Fields::new();
    for table in &tables {
        table.require(&NEEDED, &mut problems);
        if !NEEDED.iter().all(|key| table.has(key)) {
            continue;
        }
        let mut above: BTreeMap<&'static str, String> = BTreeMap::new();
        for line in &table.lines {
            let line = &line.spread(&SPREAD, &mut above);
            let mut cells = Cells {
                line,
                problems: &mut problems,
            };
            let organ = organs.of(&mut cells);
            if options.only && organ.is_some() && organ != options.organ {
                let (zh, en) = (
                    "只能导入本机关的目录",
                    "Only the catalogues of your own organ",
                );
                cells.bad("organ", "form", zh, en);
            }
            let field = cells.text_of(&FIELD);
            let entered = read(&mut cells);
            match entered.row() {
                Err(found) => found.into_iter().for_each(|one| problems.found(line, one)),
                Ok(row) => {
                    if let (Some(organ), Some(field)) = (organ, field) {
                        let lines = fields.entry((organ, field)).or_default();
                        lines.push((line.clone(), row));
                    }
                }
            }
        }
    }
    let mut proposed = Vec::new();
    for ((organ, field), mut lines) in fields {
        number(&mut lines);
        judge(app, &field, &lines, &mut problems);
        let rows = lines.into_iter().map(|(_, row)| row).collect();
        proposed.push((organ, Proposed { field, rows }));
    }
    problems.finish()?;
    write(app, &proposed, options, actor).await
}

fn read(cells: &mut Cells<'_>) -> Entered {
    let mut text = |key: &str| cells.text(key).unwrap_or_default();
    let mut entered = Entered {
        matter: text("matter"),
        detail: text("detail"),
        content: text("content"),
        basis: text("basis"),
        period: text("period"),
        subject: text("subject"),
        channels: channels(&text("channels")),
        ..Entered::default()
    };
    let group = cells.line.get("group").trim();
    entered.group = (!group.is_empty()).then(|| group.to_string());
    entered.number = cells.number("number").unwrap_or_default();
    let ticked = |key: &str| is_ticked(cells.line.get(key));
    entered.everybody = ticked("everybody");
    entered.proactive = ticked("proactive");
    entered.on_request = ticked("on_request");
    entered.county = ticked("county");
    entered.township = ticked("township");
    entered
}

/// A box is ticked by whatever stands in it but a no.
fn is_ticked(cell: &str) -> bool {
    let no = ["", "0", "否", "无", "/", "-", "—", "×", "□", "no", "false"];
    !no.contains(&cell.trim().to_lowercase().as_str())
}

/// A list; of boxes, some of which are ticked, those.
fn channels(cell: &str) -> Vec<String> {
    const TICKED: [char; 5] = ['■', '☑', '√', '✓', '✔'];
    const BOXES: [char; 2] = ['□', '☐'];
    let tidy = |text: &str| {
        text.trim_matches(|c: char| c.is_whitespace() || c == '、')
            .to_string()
    };
    let cuts = |c: char| ";；、,，\n".contains(c);
    let all: Vec<String> = if cell.contains(TICKED) {
        let both = |c: char| TICKED.contains(&c) || BOXES.contains(&c);
        cell.match_indices(both)
            .filter(|(_, mark)| mark.chars().all(|c| TICKED.contains(&c)))
            .map(|(at, mark)| {
                let rest = &cell[at + mark.len()..];
                tidy(rest.split(both).next().unwrap_or_default())
            })
            .collect()
    } else {
        cell.split(cuts).map(tidy).collect()
    };
    all.into_iter().filter(|one| !one.is_empty()).collect()
}

/// Lines without a number get that of their place.
fn number(lines: &mut [(Line, Row)]) {
    let mut last = 0;
    for (_, row) in lines {
        if row.number == 0 {
            row.number = last + 1;
        }
        last = row.number;
    }
}

/// What is wrong with the lines of a field together: one that stands twice, and what must not be public.
fn judge(app: &App, field: &str, lines: &[(Line, Row)], problems: &mut Problems) {
    let rows: Vec<Row> = lines.iter().map(|(_, row)| row.clone()).collect();
    for (second, first) in standard::twice(&rows) {
        let (zh, en) = lines[first].0.place();
        problems.add(
            &lines[second].0,
            "detail",
            "duplicate",
            format!("同一事项重复，已在{zh}"),
            format!("this line is given twice, first in {en}"),
        );
    }
    for stop in standards::stops(app, field, &rows) {
        let mut place = stop.place.splitn(3, '/').skip(1);
        let line = place.next().and_then(|at| at.parse::<usize>().ok());
        let line = line.and_then(|at| lines.get(at)).or(lines.first());
        let column = place.next().and_then(|name| name.split('/').next());
        if let Some((line, _)) = line {
            let place = column.unwrap_or("field").into();
            problems.found(line, Finding { place, ..stop });
        }
    }
}

async fn write(
    app: &App,
    proposed: &[(String, Proposed)],
    options: &Options,
    actor: &str,
) -> Result<Imported> {
    let mut imported = Imported::default();
    let organs = proposed.iter().map(|(organ, _)| organ.as_str()).collect();
    let mut sheet = Sheet::begin(app, organs).await?;
    for (at, (organ, proposed)) in proposed.iter().enumerate() {
        let id = standard::id_of(&proposed.field);
        let stream = Stream::Standard(id.clone());
        let (state, stands) = standards::told(&sheet.acts(organ, &stream).await?)?;
        let lines = proposed.rows.len();
        if state.field == proposed.field && state.proposed == proposed.rows {
            imported.already += lines;
        } else {
            let event = Event::Proposed(proposed.clone());
            let person = Person {
                id: actor,
                posts: &[],
            };
            let wrong = standard::refuse(&event, &state, person, app.clock.today(), false);
            refuse(wrong.into_iter().collect(), &[])?;
            let place = (organ.as_str(), id.as_str(), stands);
            let page = Page {
                lines: vec![standards::line(app, place, actor, &event)?],
                ..Page::default()
            };
            sheet.write(&page).await?;
            imported.added += lines;
        }
        options.step(at + 1, proposed.rows.len());
    }
    options
        .record(app, &mut sheet, What::Standards, &imported)
        .await?;
    sheet.commit().await?;
    Ok(imported)
}
