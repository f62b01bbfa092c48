//! 一事一申请: a letter with several items split, each part a request of its own.

use jiff::civil::Date;
use law::{
    fields::handling::PARTS,
    handling::{Event, Part},
};
use serde_json::{Value, json};
use store::{
    ledger::{self, Act},
    people,
    requests::Beside,
};

use super::{
    Filed,
    act::{exists, line, not_later},
    current, entries,
    file::{now_year, number_of, query_code, series},
    handle::{Handling, body_of, judged},
    progress::query_hash,
    reveal::help_in_clear,
    stream_of,
};
use crate::{
    App, Error, Result, Staff,
    accounts::new_id,
    error::Findings,
    pen::{At, Line, Once, Page, Pen, Retitled, Written},
    subjects,
};

const MOST_PARTS: usize = 20;

/// Splits a request into as many as there are texts: the first stays under the number of the letter, each
/// of the others becomes a request with the letter's channel and dates. Returns the receipts of all parts.
pub async fn split(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    key: &str,
    wanted: &[String],
    on: Date,
) -> Result<Vec<Filed>> {
    check(app, wanted, on)?;
    let organ = &staff.organ;
    let row = store::requests::get(&app.store, organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let acts = ledger::stream(&app.store, organ, &stream_of(id)?).await?;
    exists(&acts)?;
    let sealed = store::people::open(&app.store, &app.keys, organ, &row.person)
        .await?
        .ok_or(Error::NotFound)?;
    let content = json!({"wanted": wanted, "on": on});
    let once = Once::new(app, organ, key, ("split", id), &content)?;
    if once.before(app).await?.is_some() {
        return split_before(app, staff, id).await;
    }
    let expected = current(&acts, version)?;
    let (now, year) = (app.clock.now(), now_year(app));
    let kept = with_wanted(&sealed, &wanted[0]);
    let mut page = Page {
        reference: id.to_string(),
        retitled: vec![Retitled {
            organ: organ.clone(),
            person: row.person.clone(),
            title: subjects::draft(app, &kept),
            seen: None,
        }],
        resealed: vec![(organ.clone(), row.person.clone(), kept)],
        ..Page::default()
    };
    let mut branches = Vec::new();
    let mut pen = Pen::of(app, organ).once(once);
    for text in &wanted[1..] {
        let branch = Branch {
            id: new_id(now),
            person: new_id(now),
        };
        let data = branched(with_wanted(&sealed, text), &acts);
        let person = people::seal_person(&app.keys, organ, &branch.person, "applicant", &data)?;
        let person = subjects::titled(app, person, &data)?;
        page.people.push(person);
        branches.push(branch);
        pen = pen.numbered(organ, series(year));
    }
    let first = Part {
        request: id.to_string(),
        number: row.number.clone(),
    };
    let parts_of = |numbers: &[i64]| -> Vec<Part> {
        let others = branches.iter().zip(numbers).map(|(branch, serial)| Part {
            request: branch.id.clone(),
            number: number_of(organ, year, *serial),
        });
        std::iter::once(first.clone()).chain(others).collect()
    };
    // Who may split, and whether it may be split, does not hang on the numbers.
    let unnumbered = Event::Split {
        parts: parts_of(&vec![0; branches.len()]),
    };
    judged(app, staff, &entries(&acts)?, &unnumbered, on)?;
    let mut parts = Vec::new();
    let written = pen
        .write(|numbers| {
            parts = parts_of(numbers.all());
            let event = Event::Split {
                parts: parts.clone(),
            };
            let body = body_of(&Handling { on, event })?;
            page.lines
                .push(line(staff, id, At::Version(expected), "split", body, on)?);
            for (part, branch) in parts[1..].iter().zip(&branches) {
                page.lines
                    .extend(received(app, staff, &acts, id, part, &branch.person)?);
            }
            Ok(Some(page))
        })
        .await?;
    if let Written::Before(_) = written {
        return split_before(app, staff, id).await;
    }
    Ok(parts.iter().map(|part| filed(app, organ, part)).collect())
}

/// A part to be: the ids of the request and of its person.
struct Branch {
    id: String,
    person: String,
}

/// The sealed form of a part: the files stay with the letter, and the help that an act of an older version names is sealed here.
fn branched(mut data: Value, letter: &[Act]) -> Value {
    if let Some(fields) = data.as_object_mut() {
        fields.remove("file_names");
        if let Some(help) = help_in_clear(letter) {
            fields.insert("help".into(), json!(help));
        }
    }
    data
}

/// The form with another text of what is wanted; the letter's own wording is kept beside it.
fn with_wanted(sealed: &Value, text: &str) -> Value {
    let mut data = sealed.clone();
    if data["letter"].is_null() {
        data["letter"] = data["wanted"].clone();
    }
    data["wanted"] = json!(text.trim());
    data
}

/// A part: submitted and, where the channel asks for it, confirmed on the letter's own days.
fn received(
    app: &App,
    staff: &Staff,
    letter: &[Act],
    id: &str,
    part: &Part,
    person: &str,
) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    let received = letter
        .iter()
        .filter(|act| act.kind == "submitted" || act.kind == "confirmed");
    for (version, act) in (0_i64..).zip(received) {
        let mut body: Value = act.body()?;
        if act.kind == "submitted" {
            let code = query_code(app, &part.request);
            let beside = Beside {
                person: person.into(),
                number: part.number.clone(),
                query_hash: query_hash(&part.number, &code),
                split_from: id.into(),
                ..Beside::default()
            };
            // The papers of the letter stay with the first part.
            if let Some(fields) = body.as_object_mut() {
                fields.remove("files");
                fields.remove("help");
            }
            body = beside.over(body)?;
        }
        lines.push(line(
            staff,
            &part.request,
            At::Version(version),
            &act.kind,
            body,
            act.on_date,
        )?);
    }
    Ok(lines)
}

fn filed(app: &App, organ: &str, part: &Part) -> Filed {
    Filed {
        organ: organ.to_string(),
        id: part.request.clone(),
        number: part.number.clone(),
        query_code: query_code(app, &part.request),
    }
}

/// A form sent twice: the receipts of the first time again.
async fn split_before(app: &App, staff: &Staff, id: &str) -> Result<Vec<Filed>> {
    let acts = ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    let parts: Vec<Part> = acts
        .iter()
        .find(|act| act.kind == "split")
        .map(|act| act.body())
        .transpose()?
        .and_then(|event| match event {
            Event::Split { parts } => Some(parts),
            _ => None,
        })
        .unwrap_or_default();
    Ok(parts
        .iter()
        .map(|part| filed(app, &staff.organ, part))
        .collect())
}

fn check(app: &App, wanted: &[String], on: Date) -> Result<()> {
    let mut wrong = Findings::default();
    not_later(app, on, &mut wrong);
    for text in wanted {
        wrong.asked(
            &PARTS,
            text,
            2000,
            "每一件的内容",
            "what each part asks for",
        );
    }
    if !(2..=MOST_PARTS).contains(&wanted.len()) {
        return Err(Error::at(
            &PARTS,
            format!("请写出 2 到 {MOST_PARTS} 件，每件之间空一行"),
            format!("Write 2 to {MOST_PARTS} parts, with an empty line between them"),
        ));
    }
    wrong.finish()
}
