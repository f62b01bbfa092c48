//! Performing the script, step by step, through the operations.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, civil::Date};
use law::{
    handling::Ending,
    report::{Outcome4, Track},
};
use rand::{RngExt, rngs::StdRng};
use serde_json::Value;

use super::{Desk, at};
use crate::{
    App, Error, Result,
    corrections::{self, NewCorrection},
    figures::{self, NewFigure},
    items::{self, ItemForm, Opinion},
    remedies::{self, NewRemedy},
    reports,
    requests::{self, Attach, Handling, NewRequest},
    upload::Upload,
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
    Repeal(String),
    File(Box<NewRequest>),
    Act(Value),
    /// One handling act of the house, by whom.
    Handle(By, Value),
    /// The letter split into these parts.
    Split(Vec<String>),
    /// Answered together with the request of this name.
    Join(String),
    /// The applicant's opinion.
    Rate(u8, String),
    Correct(Box<NewCorrection>),
    CloseCorrection(Ending),
    Figure(NewFigure),
    /// A case about the request of this name, or about none.
    OpenRemedy(Track, Option<String>),
    StepRemedy(remedies::Step),
    CloseRemedy(Outcome4),
    Sections(i16, BTreeMap<String, String>),
    PublishReport(i16),
}

/// Who does a handling act.
#[derive(Debug, Clone, Copy)]
pub enum By {
    Clerk,
    Section,
    Legal,
    Leader,
}

/// What the script has made so far: id and version by name.
#[derive(Default)]
pub struct Stage(HashMap<String, (String, i64)>);

impl Stage {
    fn get(&self, name: &str) -> Result<(String, i64)> {
        self.0
            .get(name)
            .cloned()
            .ok_or_else(|| Error::Failed(format!("the script has no {name}")))
    }

    fn set(&mut self, name: String, id: String, version: i64) {
        self.0.insert(name, (id, version));
    }
}

pub async fn perform(app: &App, desks: &[Desk], stage: &mut Stage, step: Step) -> Result<()> {
    let desk = &desks[step.desk];
    let key = format!("demo-{}-{}", step.name, step.at);
    match step.action {
        Action::Draft(form) => {
            let id = items::draft(app, &desk.clerk, &form, &key).await?;
            stage.set(step.name, id, 1);
        }
        Action::Submit => {
            let (id, version) = stage.get(&step.name)?;
            let version = items::submit(app, &desk.clerk, &id, version).await?;
            stage.set(step.name, id, version);
        }
        Action::Clear(basis) => {
            review(app, desk, stage, step.name, Opinion::Publish, &basis).await?
        }
        Action::Return(basis) => {
            review(app, desk, stage, step.name, Opinion::Return, &basis).await?
        }
        Action::Publish => {
            let (id, version) = stage.get(&step.name)?;
            let version = items::publish(app, &desk.publisher, &id, version).await?;
            stage.set(step.name, id, version);
        }
        Action::Repeal(reason) => {
            let (id, version) = stage.get(&step.name)?;
            let version = items::repeal(app, &desk.publisher, &id, version, &reason, "").await?;
            stage.set(step.name, id, version);
        }
        Action::File(new) => {
            let filed = requests::file_as(app, &new, &key, &desk.clerk.id).await?;
            stage.set(step.name, filed.id, 1);
        }
        Action::Act(body) => {
            let (id, version) = stage.get(&step.name)?;
            let staff = if step.by_head {
                &desk.head
            } else {
                &desk.clerk
            };
            let files = step
                .gives
                .map(|text| Upload {
                    name: "答复材料.txt".into(),
                    bytes: text.into_bytes(),
                })
                .into_iter()
                .collect();
            let attach = Attach {
                files,
                note: String::new(),
            };
            let act = serde_json::from_value(body)?;
            let version = requests::act(app, staff, &id, version, &key, &act, &attach).await?;
            stage.set(step.name, id, version);
        }
        Action::Handle(by, body) => {
            let (id, version) = stage.get(&step.name)?;
            let staff = match by {
                By::Clerk => &desk.clerk,
                By::Section => &desk.section,
                By::Legal => &desk.legal,
                By::Leader => &desk.leader,
            };
            let new = Handling {
                on: app.clock.today(),
                event: serde_json::from_value(body)?,
            };
            let none = Attach::default();
            let version = requests::handle(app, staff, &id, version, &key, &new, &none).await?;
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
            let code = requests::query_code_of(app, &id);
            let score = score.to_string();
            requests::rate(app, &row.number, &code, "demo", &score, &words).await?;
            stage.set(step.name, id, version + 1);
        }
        Action::Correct(new) => {
            let on = app.clock.today();
            let (id, _) = corrections::file(app, &desk.clerk, &new, &key, on).await?;
            stage.set(step.name, id, 1);
        }
        Action::CloseCorrection(ending) => {
            let (id, version) = stage.get(&step.name)?;
            let closing = corrections::Closing {
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
            corrections::close(app, &desk.clerk, &id, version, &closing).await?;
        }
        Action::StepRemedy(one) => {
            let (id, version) = stage.get(&step.name)?;
            let on = app.clock.today();
            remedies::step(app, &desk.clerk, &id, version, &one, on).await?;
            stage.set(step.name, id, version + 1);
        }
        Action::Figure(new) => figures::enter(app, &desk.clerk, &new).await?,
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
            let id = remedies::open(app, &desk.clerk, &new, &key).await?;
            stage.set(step.name, id, 1);
        }
        Action::CloseRemedy(result) => {
            let (id, version) = stage.get(&step.name)?;
            remedies::close(app, &desk.clerk, &id, version, result, app.clock.today()).await?;
        }
        Action::Sections(year, sections) => {
            reports::save_sections(app, &desk.clerk, year, &sections).await?;
        }
        Action::PublishReport(year) => reports::publish(app, &desk.head, year).await?,
    }
    Ok(())
}

async fn review(
    app: &App,
    desk: &Desk,
    stage: &mut Stage,
    name: String,
    opinion: Opinion,
    basis: &str,
) -> Result<()> {
    let (id, version) = stage.get(&name)?;
    let version = items::review(app, &desk.reviewer, &id, version, opinion, basis).await?;
    stage.set(name, id, version);
    Ok(())
}

/// Figures of both years, remedies, and last year's report of every organ, published in January.
pub fn yearly(rng: &mut StdRng, desks: &[Desk], today: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    let (last, this) = (today.year() - 1, today.year());
    for (desk, its) in desks.iter().enumerate() {
        let mut stock = rng.random_range(4..30);
        for year in [last, this] {
            let entered = if year == last {
                Date::constant(this, 1, 9)
            } else {
                Date::constant(this, 6, 30)
            };
            let (made, repealed) = (rng.random_range(0..4), rng.random_range(0..2));
            stock += made - repealed;
            let decisions = |rng: &mut StdRng, most: u32| rng.random_range(0..most).to_string();
            for (row, value) in [
                ("规章.制发", "0".to_string()),
                ("规章.废止", "0".into()),
                ("规章.现行有效", "0".into()),
                ("行政规范性文件.制发", made.to_string()),
                ("行政规范性文件.废止", repealed.to_string()),
                ("行政规范性文件.现行有效", stock.to_string()),
                ("行政许可", decisions(rng, 900)),
                ("行政处罚", decisions(rng, 120)),
                ("行政强制", decisions(rng, 9)),
                (
                    figures::FEES,
                    format!(
                        "{}.{:02}",
                        rng.random_range(0..80),
                        rng.random_range(0..100)
                    ),
                ),
            ] {
                steps.push(plain(
                    entered,
                    10,
                    desk,
                    format!("{desk}-{year}-{row}"),
                    Action::Figure(NewFigure {
                        year,
                        row: row.into(),
                        value,
                        source: "业务系统台账".into(),
                        reason: String::new(),
                    }),
                ));
            }
        }
        let name = format!("report-{desk}");
        steps.push(plain(
            Date::constant(this, 1, 16),
            9,
            desk,
            name.clone(),
            Action::Sections(last, sections(&its.organ.name, last)),
        ));
        steps.push(plain(
            Date::constant(this, 1, 20),
            9,
            desk,
            name,
            Action::PublishReport(last),
        ));
        if desk % 3 == 0 {
            for (serial, (track, outcome)) in [
                (Track::Review, Outcome4::Upheld),
                (Track::Review, Outcome4::Corrected),
                (Track::DirectSuit, Outcome4::Otherwise),
                (Track::SuitAfterReview, Outcome4::Pending),
            ]
            .into_iter()
            .enumerate()
            {
                let name = format!("remedy-{desk}-{serial}");
                let month = i8::try_from(serial + 3).unwrap_or(3);
                steps.push(plain(
                    Date::constant(this, month, 3),
                    9,
                    desk,
                    name.clone(),
                    Action::OpenRemedy(track, None),
                ));
                if outcome != Outcome4::Pending {
                    steps.push(plain(
                        Date::constant(this, month + 1, 20),
                        9,
                        desk,
                        name,
                        Action::CloseRemedy(outcome),
                    ));
                }
            }
        }
    }
    steps
}

fn plain(on: Date, hour: i8, desk: usize, name: String, action: Action) -> Step {
    Step {
        at: at(on, hour, 0),
        desk,
        name,
        action,
        by_head: false,
        gives: None,
    }
}

fn sections(organ: &str, year: i16) -> BTreeMap<String, String> {
    BTreeMap::from([
        (
            "五".to_string(),
            format!(
                "（一）存在的主要问题。{year}年，{organ}个别信息从形成到发布用时偏长，办事指南更新后未同步解读，申请答复中引用条款的表述不够规范。\n\
                 （二）改进情况。已将公开属性认定放到发文拟稿环节，按周核对栏目更新；对照上年度提出的“答复文书不统一”问题，统一使用系统模板，全年未再出现同类问题。"
            ),
        ),
        (
            "六".to_string(),
            "本年度未收取政府信息公开信息处理费。".to_string(),
        ),
    ])
}
