//! 更正告知书、转送函: the letter with which a request for rectification ends (A-41, F-D16), drafted from what was recorded,
//! edited, checked, numbered in the organ's series and kept with the file.

use documents::letter::{
    Draft,
    facts::{Facts, Person, Rectification, Request},
};
use jiff::civil::Date;
use law::{
    finding::{Finding, Severity},
    handling::Ending,
    letter::{Kind, date::written, ending_refusal, for_ending},
};
use serde_json::{Value, json};
use store::rectifications::{Body, Letter};

use super::{RectificationView, line, open};
use crate::{
    App, Error, Result,
    organs::OrganForm,
    pen::{Once, Page, Pen, Written},
    record::seen,
    requests::letters::{
        Choices, NAME, NUMBER, Text,
        sheet::{self, Ready},
    },
    rights::{By, CaseWorker},
};

/// The letter open on the desk.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenedLetter {
    pub kind: Kind,
    /// Number of the request for rectification.
    pub number: String,
    pub text: Text,
    /// Version of the file.
    pub version: i64,
}

/// A closed file with its letter's kind and facts.
struct Case {
    view: RectificationView,
    organ: OrganForm,
    kind: Kind,
    closed_on: Date,
    facts: Facts,
}

impl RectificationView {
    /// The letter that this file ends with, once it has ended; and its number, once it is out.
    #[must_use]
    pub fn letter(&self) -> Option<(Kind, Option<String>)> {
        let kind = for_ending(self.ending()?)?;
        let number = self.acts.iter().find_map(|act| match Body::read(act) {
            Ok(Body::Letter(letter)) => Some(letter.number),
            _ => None,
        });
        Some((kind, number))
    }

    fn ending(&self) -> Option<Ending> {
        Ending::ALL
            .into_iter()
            .find(|ending| ending.as_str() == self.row.result)
    }
}

impl Case {
    async fn load(app: &App, staff: &By<CaseWorker>, id: &str) -> Result<Self> {
        let view = open(app, staff, id).await?;
        let letter = view.letter();
        let issued = letter.as_ref().is_some_and(|(_, number)| number.is_some());
        if let Some(finding) = ending_refusal(view.ending(), issued) {
            return Err(Error::Refused(vec![finding]));
        }
        let (Some((kind, _)), Some(closed_on)) = (letter, view.row.closed_on) else {
            return Err(Error::NotFound);
        };
        let organ = crate::organs::get(app, &staff.organ).await?;
        let person = store::people::open(&app.store, &app.keys, &staff.organ, &view.row.person)
            .await?
            .unwrap_or(Value::Null);
        let facts = facts(&view, &organ, &person);
        Ok(Self {
            view,
            organ,
            kind,
            closed_on,
            facts,
        })
    }

    /// The facts with the day that the letter bears.
    fn on(&self, app: &App, on: Date) -> Result<Facts> {
        sheet::within(app, on, self.closed_on, None)?;
        Ok(Facts {
            date: Some(on),
            ..self.facts.clone()
        })
    }

    fn finished(&self, text: &Text, number: &str) -> Draft {
        let mut draft = sheet::dated(&self.organ, text);
        draft.number = number.into();
        let name = self.facts.applicant.name.as_str();
        sheet::put(&mut draft, &[(NAME, name), (NUMBER, number)]);
        draft
    }
}

/// What the file knows, for the letter.
fn facts(view: &RectificationView, organ: &OrganForm, person: &Value) -> Facts {
    let closing = view.acts.iter().find_map(|act| match Body::read(act) {
        Ok(Body::Closed(closed)) => Some((closed.to, closed.note)),
        _ => None,
    });
    let word = |sealed: &Value, name: &str| sealed[name].as_str().unwrap_or_default().to_string();
    let (to, note) = closing.unwrap_or_default();
    let ending = view.ending();
    Facts {
        organ: sheet::organ(organ),
        applicant: Person {
            name: word(person, "name"),
            ..Person::default()
        },
        request: Request {
            number: view.row.number.clone(),
            submitted: Some(view.row.received_on),
            received: Some(view.row.received_on),
            ..Request::default()
        },
        rectification: Rectification {
            record: format!("{}：{}", word(person, "record"), word(person, "wrong")),
            corrected: ending == Some(Ending::Corrected),
            decision: if ending == Some(Ending::ToldWhom) {
                format!("该信息不由本机关负责更正，请向有权更正的{to}提出申请")
            } else {
                note
            },
            forwarded_to: to,
            contact: String::new(),
        },
        ..Facts::default()
    }
}

/// Opens the letter of a closed file, drafted from it; the applicant is not named while it is a draft.
pub async fn open_letter(app: &App, staff: &By<CaseWorker>, id: &str) -> Result<OpenedLetter> {
    let case = Case::load(app, staff, id).await?;
    let today = app.clock.today();
    let mut facts = case.on(app, today)?;
    facts.applicant.name = NAME.into();
    let mut draft = app.letters.draft(case.kind, &facts);
    draft.date = written(today);
    draft.number.clear();
    Ok(OpenedLetter {
        kind: case.kind,
        number: case.view.row.number.clone(),
        text: Text {
            draft,
            on: today,
            choices: Choices::default(),
        },
        version: case.view.row.version,
    })
}

/// Everything the rules find in the text; the number it would get is taken as given.
pub async fn check_letter(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    text: &Text,
) -> Result<Vec<Finding>> {
    let case = Case::load(app, staff, id).await?;
    sheet::lengths(text)?;
    let facts = case.on(app, text.on)?;
    let number = sheet::next(app, &case.organ, text.on).await?;
    Ok(sheet::findings(
        &case.organ,
        &facts,
        &case.finished(text, &number),
    ))
}

/// The text as PDF: without a number and without the applicant's name.
pub async fn preview_letter(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    text: &Text,
) -> Result<Vec<u8>> {
    let case = Case::load(app, staff, id).await?;
    sheet::lengths(text)?;
    let mut draft = sheet::dated(&case.organ, text);
    sheet::unnumbered(&mut draft, &case.organ, text.on);
    Ok(sheet::set(app, &draft).await?.0)
}

/// Numbers the letter, keeps PDF and DOCX sealed and appends the act; returns the new version. The same key issues once.
pub async fn issue_letter(
    app: &App,
    staff: &By<CaseWorker>,
    id: &str,
    version: i64,
    key: &str,
    text: &Text,
) -> Result<i64> {
    let organ = &staff.organ;
    let content = json!({"text": serde_json::to_value(text)?});
    let once = Once::new(app, organ, key, (Body::LETTER, id), &content)?;
    if once.before(app).await?.is_some() {
        return Ok(version + 1);
    }
    let case = Case::load(app, staff, id).await?;
    seen(case.view.row.version, version)?;
    sheet::lengths(text)?;
    let facts = case.on(app, text.on)?;
    for _ in 0..sheet::ROUNDS {
        let number = sheet::next(app, &case.organ, text.on).await?;
        let draft = case.finished(text, &number);
        let mut found = sheet::findings(&case.organ, &facts, &draft);
        found.retain(|finding| finding.severity == Severity::Error);
        if !found.is_empty() {
            return Err(Error::Refused(found));
        }
        let letter = Ready {
            on: text.on,
            name: format!("{} {number}", case.kind.zh()),
            made: sheet::set(app, &draft).await?,
            numbered: Some(number.clone()),
        };
        let files = letter.keep(app, &case.organ, &case.view.row.person).await?;
        let act = Body::Letter(Letter {
            on: text.on,
            letter: case.kind.to_string(),
            number: number.clone(),
            files,
        });
        let page = Page {
            reference: format!("{id}@{}", version + 1),
            lines: vec![line(staff, id, version, &act, text.on)?],
            ..Page::default()
        };
        let mut pen = Pen::of(app, organ).once(once.clone());
        if let Some(series) = letter.series(&case.organ) {
            pen = pen.numbered(organ, series);
        }
        let written = pen
            .write(|numbers| Ok(letter.fits(&case.organ, numbers.first()).then_some(page)))
            .await?;
        if !matches!(written, Written::Not) {
            return Ok(version + 1);
        }
    }
    Err(Error::Conflict)
}
