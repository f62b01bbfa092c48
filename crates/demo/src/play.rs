//! Performing the script, step by step, through the operations.

use std::collections::HashMap;

use app::{
    App, Error, Result,
    figures::{self, NewFigure},
    items::{self, ItemForm, Opinion, ReadingForm},
    rectification::{self, NewRectification},
    remedies::{self, NewRemedy},
    requests::{self, Attach, Handling, NewRequest, letters},
    rights,
    upload::Upload,
};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use law::{
    case::{Act, Event},
    handling::{self, Ending},
    letter::{Kind, check::BLANK},
    outcome::Code,
    readings::Post,
    remedy::{Choices, Remedy},
    report::{Outcome4, Track},
};

use crate::{
    Desk, at, chases, columns, consolidated, consultations, messages, standards, tasks, turn::Turn,
};

/// One thing that somebody does at some moment.
pub struct Step {
    pub at: Timestamp,
    /// Which organ's desk.
    pub desk: usize,
    /// The thing's name in the script; its id is looked up on the stage.
    pub name: String,
    pub action: Action,
    /// Done by the head of the disclosure unit instead of the clerk.
    pub by_head: bool,
    /// Text of a file given with it.
    pub gives: Option<String>,
}

pub enum Action {
    Draft(Box<ItemForm>),
    Submit,
    Clear(String),
    Return(String),
    Publish,
    /// The change of what is published is begun.
    Revise(Box<ItemForm>),
    /// It takes the place of the public text, with a word on what changed.
    Replace(String),
    /// It waits for its minute.
    Schedule(DateTime),
    Repeal(String),
    File(Box<NewRequest>),
    Act(Box<Act>),
    /// One handling act of the house, by whom.
    Handle(By, handling::Event),
    /// The letter split into these parts.
    Split(Vec<String>),
    /// Answered together with the request of this name.
    Join(String),
    /// The applicant's opinion.
    Rate(u8, String),
    Correct(Box<NewRectification>),
    CloseRectification(Ending),
    Figure(NewFigure),
    /// A case about the request of this name, or about none.
    OpenRemedy(Track, Option<String>),
    StepRemedy(remedies::Step),
    CloseRemedy(Outcome4),
    Report(i16, Turn),
    /// A message of the public.
    Message(messages::Turn),
    /// A draft out for comment.
    Consult(consultations::Turn),
    /// A standard catalogue.
    Catalogue(standards::Turn),
    /// Who answers for a column.
    Keep(columns::Kept),
    /// A fault that is chased.
    Chase(chases::Turn),
    /// A point of the year's programme.
    Task(tasks::Turn),
    /// The county's consolidated report.
    Sum(i16, consolidated::Turn),
}

/// Who does a handling act.
#[derive(Debug, Clone, Copy)]
pub enum By {
    Clerk,
    Section,
    Legal,
    Leader,
}

/// What the script has made so far: id and version by name, and the query codes that applicants were given.
#[derive(Default)]
pub struct Stage {
    made: HashMap<String, (String, i64)>,
    pub(crate) codes: HashMap<String, String>,
}

impl Stage {
    pub(crate) fn get(&self, name: &str) -> Result<(String, i64)> {
        self.made
            .get(name)
            .cloned()
            .ok_or_else(|| Error::failed(format!("the script has no {name}")))
    }

    pub(crate) fn set(&mut self, name: String, id: String, version: i64) {
        self.made.insert(name, (id, version));
    }
}

pub async fn perform(app: &App, desks: &[Desk], stage: &mut Stage, step: Step) -> Result<()> {
    let desk = &desks[step.desk];
    let key = format!("demo-{}-{}", step.name, step.at);
    match step.action {
        Action::Draft(form) => {
            let id = items::draft(app, &rights::By::of(&desk.clerk)?, &form, &key).await?;
            stage.set(step.name, id, 1);
        }
        Action::Submit => {
            let (id, version) = stage.get(&step.name)?;
            let version =
                items::submit(app, &rights::By::of(&desk.clerk)?, &id, version, "").await?;
            stage.set(step.name, id, version);
        }
        Action::Clear(basis) => review(app, desk, stage, step.name, Opinion::Agree, &basis).await?,
        Action::Return(basis) => {
            review(app, desk, stage, step.name, Opinion::Return, &basis).await?
        }
        Action::Publish => {
            let (id, version) = stage.get(&step.name)?;
            let form = items::PublishForm::default();
            let version =
                items::publish(app, &rights::By::of(&desk.publisher)?, &id, version, &form).await?;
            stage.set(step.name, id, version);
        }
        Action::Revise(form) => {
            let (id, version) = stage.get(&step.name)?;
            let by = rights::By::of(&desk.clerk)?;
            let version = items::revise(app, &by, &id, version, &form).await?;
            stage.set(step.name, id, version);
        }
        Action::Replace(note) => {
            let (id, version) = stage.get(&step.name)?;
            let by = rights::By::of(&desk.publisher)?;
            let form = items::PublishForm {
                note,
                major: true,
                ..items::PublishForm::default()
            };
            let version = items::publish(app, &by, &id, version, &form).await?;
            stage.set(step.name, id, version);
        }
        Action::Schedule(minute) => {
            let (id, version) = stage.get(&step.name)?;
            let by = rights::By::of(&desk.publisher)?;
            let plan = (minute, &items::PublishForm::default());
            let version = items::schedule(app, &by, &id, version, plan).await?;
            stage.set(step.name, id, version);
        }
        Action::Repeal(reason) => {
            let (id, version) = stage.get(&step.name)?;
            let version = items::repeal(
                app,
                &rights::By::of(&desk.publisher)?,
                &id,
                version,
                &reason,
                "",
            )
            .await?;
            stage.set(step.name, id, version);
        }
        Action::File(new) => {
            let filed = requests::file_as(app, &new, &key, &desk.clerk.id).await?;
            stage.codes.insert(step.name.clone(), filed.query_code);
            stage.set(step.name, filed.id, 1);
        }
        Action::Act(act) => {
            let (id, version) = stage.get(&step.name)?;
            let staff = if step.by_head {
                &desk.head
            } else {
                &desk.clerk
            };
            let may = rights::May::of(staff, &*act)?;
            let none = Attach::default();
            let mut version = requests::act(app, &may, &id, version, &key, &none).await?;
            // What ends without an answer is told by a letter of its own.
            let ending = match act.event {
                Event::Lapsed { code } => Some(code),
                Event::Withdrawn => Some(Code::Other),
                _ => None,
            };
            if let Some(code) = ending {
                version = told(app, desk, &id, version, &key, code).await?;
            }
            stage.set(step.name, id, version);
        }
        Action::Handle(by, event) => {
            let (id, version) = stage.get(&step.name)?;
            let staff = match by {
                By::Clerk => &desk.clerk,
                By::Section => &desk.section,
                By::Legal => &desk.legal,
                By::Leader => &desk.leader,
            };
            let new = Handling {
                on: app.clock.today(),
                event,
            };
            let attach = Attach {
                files: step.gives.map(given).into_iter().collect(),
                ..Attach::default()
            };
            let version = requests::handle(app, staff, &id, version, &key, &new, &attach).await?;
            stage.set(step.name, id, version);
        }
        Action::Split(parts) => {
            let (id, version) = stage.get(&step.name)?;
            let on = app.clock.today();
            requests::split(app, &desk.clerk, &id, version, &key, &parts, on).await?;
            stage.set(step.name, id, version + 1);
        }
        Action::Join(lead) => {
            let (id, version) = stage.get(&step.name)?;
            let (lead_id, lead_version) = stage.get(&lead)?;
            let row = store::requests::get(&app.store, &desk.organ.code, &lead_id)
                .await?
                .ok_or(Error::NotFound)?;
            let on = app.clock.today();
            requests::join(app, &desk.clerk, &id, version, &key, &row.number, on).await?;
            stage.set(step.name, id, version + 1);
            stage.set(lead, lead_id, lead_version + 1);
        }
        Action::Rate(score, words) => {
            let (id, version) = stage.get(&step.name)?;
            let row = store::requests::get(&app.store, &desk.organ.code, &id)
                .await?
                .ok_or(Error::NotFound)?;
            let code = stage
                .codes
                .get(&step.name)
                .cloned()
                .ok_or(Error::NotFound)?;
            let score = score.to_string();
            requests::rate(app, &row.number, &code, "demo", &score, &words).await?;
            stage.set(step.name, id, version + 1);
        }
        Action::Correct(new) => {
            let on = app.clock.today();
            let (id, _) =
                rectification::file(app, &rights::By::of(&desk.clerk)?, &new, &key, on).await?;
            stage.set(step.name, id, 1);
        }
        Action::CloseRectification(ending) => {
            let (id, version) = stage.get(&step.name)?;
            let closing = rectification::Closing {
                ending,
                to: if ending == Ending::Forwarded {
                    "县人力资源和社会保障局"
                } else {
                    ""
                }
                .into(),
                note: "经核对原始档案".into(),
                on: app.clock.today(),
            };
            rectification::close(app, &rights::By::of(&desk.clerk)?, &id, version, &closing)
                .await?;
        }
        Action::StepRemedy(one) => {
            let (id, version) = stage.get(&step.name)?;
            let on = app.clock.today();
            remedies::step(app, &rights::By::of(&desk.clerk)?, &id, version, &one, on).await?;
            stage.set(step.name, id, version + 1);
        }
        Action::Figure(new) => figures::enter(app, &rights::By::of(&desk.clerk)?, &new).await?,
        Action::OpenRemedy(track, about) => {
            let request = match about {
                None => String::new(),
                Some(name) => stage.get(&name)?.0,
            };
            let review = track == Track::Review;
            let new = NewRemedy {
                track,
                request,
                on: app.clock.today(),
                body: if review {
                    &desk.organ.review_body
                } else {
                    &desk.organ.court
                }
                .clone(),
                number: String::new(),
            };
            let id = remedies::open(app, &rights::By::of(&desk.clerk)?, &new, &key).await?;
            stage.set(step.name, id, 1);
        }
        Action::CloseRemedy(result) => {
            let (id, version) = stage.get(&step.name)?;
            remedies::close(
                app,
                &rights::By::of(&desk.clerk)?,
                &id,
                version,
                result,
                app.clock.today(),
            )
            .await?;
        }
        Action::Report(year, turn) => turn.take(app, desks, step.desk, year).await?,
        Action::Message(turn) => {
            let name = (step.name, key.as_str());
            turn.take(app, desks, step.desk, stage, name).await?;
        }
        Action::Consult(turn) => {
            turn.take(app, desk, stage, (step.name, &key)).await?;
        }
        Action::Catalogue(turn) => turn.take(app, desk).await?,
        Action::Keep(kept) => kept.take(app, desk).await?,
        Action::Chase(turn) => {
            let name = (step.name, key.as_str());
            turn.take(app, desks, step.desk, stage, name).await?;
        }
        Action::Task(turn) => {
            let name = (step.name, key.as_str());
            turn.take(app, desks, step.desk, stage, name).await?;
        }
        Action::Sum(year, turn) => turn.take(app, desks, year).await?,
    }
    Ok(())
}

/// The file that goes out with an answer.
fn given(text: String) -> Upload {
    Upload {
        name: "答复材料.txt".into(),
        bytes: text.into_bytes(),
    }
}

/// The letter of an ending, issued on its day; what no act says is filled in as a clerk would.
async fn told(
    app: &App,
    desk: &Desk,
    id: &str,
    version: i64,
    key: &str,
    code: Code,
) -> Result<i64> {
    let by = rights::By::of(&desk.clerk)?;
    let at = usize::try_from(version).unwrap_or_default();
    let choices = Choices {
        remedy: (code == Code::Other).then_some(Remedy::Free),
        ..Choices::default()
    };
    let kind = Kind::Decision(code);
    let mut text = letters::open(app, &by, id, kind, at, Some(choices))
        .await?
        .text;
    for part in [&mut text.draft.body, &mut text.draft.annexes] {
        while let Some((before, rest)) = part.split_once(BLANK) {
            let after = rest.split_once('】').map_or("", |(_, after)| after);
            *part = format!("{before}申请人的书面材料{after}");
        }
    }
    let key = format!("{key}-letter");
    letters::issue(app, &by, id, version, &key, at, &text).await
}

/// The readings of an item: three people agree one after another, or the secrecy reviewer sends it back.
async fn review(
    app: &App,
    desk: &Desk,
    stage: &mut Stage,
    name: String,
    opinion: Opinion,
    basis: &str,
) -> Result<()> {
    let (id, mut version) = stage.get(&name)?;
    for (post, reader) in [
        (Post::SectionHead, &desk.section),
        (Post::Secrecy, &desk.reviewer),
        (Post::Leader, &desk.leader),
    ] {
        let sent_back = opinion == Opinion::Return && post == Post::Secrecy;
        let mut form = ReadingForm::agrees(post, basis);
        if sent_back {
            form.opinion = Opinion::Return;
        } else if opinion == Opinion::Return {
            form.basis = "内容属实，同意送保密审查。".into();
        }
        version = items::read(app, &rights::May::of(reader, form.clone())?, &id, version).await?;
        if sent_back {
            break;
        }
    }
    stage.set(name, id, version);
    Ok(())
}

/// A step of the clerk.
pub(crate) fn plain(on: Date, hour: i8, desk: usize, name: String, action: Action) -> Step {
    Step {
        at: at(on, hour, 0),
        desk,
        name,
        action,
        by_head: false,
        gives: None,
    }
}
