//! The year's programme as the county office gave it to the bureaus: some of it done, in time and late, by hand and by itself, some not.

use app::{
    App, Result,
    rights::By,
    tasks::{self, GiveForm, StepForm},
};
use jiff::{ToSpan, civil::Date};
use law::task::Kind;
use store::tasks::At;

use crate::{
    Desk,
    columns::SLIPS,
    play::{Action, Stage, Step, plain},
    turn::supervisor,
};

/// One turn in the life of a task.
pub enum Turn {
    Give(Point),
    /// By the bureau, about the point of this name.
    HandIn(&'static str),
    /// By the county office, about what this desk handed in.
    Judge(Kind, &'static str),
}

/// A point of the programme.
pub struct Point {
    text: &'static str,
    place: &'static str,
    wants: &'static str,
    due: Date,
}

/// So many bureaus have each point, the first after the county office first.
const BUREAUS: usize = 5;

/// Four points, given in spring or lately, and what the bureaus made of them.
pub fn script(desks: &[Desk], today: Date) -> Vec<Step> {
    if desks.len() <= BUREAUS {
        return Vec::new();
    }
    // The year began so long ago at most that what was given for it is not of the last one.
    let ago = |days: i64| (today - days.days()).max(today.first_of_year());
    let points = [
        (
            "list",
            60,
            Point {
                text: "梳理并公开本部门主动公开事项清单，明确内容、时限和责任股室",
                place: "第一条第（二）项",
                wants: "material",
                due: ago(12),
            },
        ),
        (
            "train",
            40,
            Point {
                text: "组织一次政府信息公开条例和保密审查业务培训，报送培训小结",
                place: "第五条第（一）项",
                wants: "material",
                due: today + 4.days(),
            },
        ),
        (
            "plan",
            30,
            Point {
                text: "公开本部门重点领域规划及其解读",
                place: "第二条第（三）项",
                wants: "kind/explanation",
                due: today + 24.days(),
            },
        ),
        (
            "budget",
            50,
            Point {
                text: "公开部门预算、决算信息，说明变化原因",
                place: "第二条第（一）项",
                wants: "column/head/7",
                due: today + 40.days(),
            },
        ),
    ];
    let mut steps = Vec::new();
    for (name, before, point) in points {
        let turn = Action::Task(Turn::Give(point));
        steps.push(plain(ago(before), 9, 0, format!("task-{name}"), turn));
    }
    let mut say = |name: &'static str, before: i64, desk: usize, turn: Turn| {
        let name = format!("task-{name}");
        steps.push(plain(ago(before), 15, desk, name, Action::Task(turn)));
    };
    let done = "清单共42项，已经局务会审定，各项写明公开时限和责任股室。";
    say("list", 16, 2, Turn::HandIn(done));
    say("list", 14, 2, Turn::Judge(Kind::Taken, ""));
    say("list", 15, 3, Turn::HandIn("清单正在征求各股室意见。"));
    let back = "请报送审定后的清单，并写明公开时限。";
    say("list", 13, 3, Turn::Judge(Kind::Returned, back));
    say("list", 9, 4, Turn::HandIn(done));
    say(
        "list",
        7,
        4,
        Turn::Judge(Kind::Taken, "逾期报送，下不为例。"),
    );
    say("list", 2, 5, Turn::HandIn(done));
    let learned = "培训于上周举行，各股室经办人32人参加，内容为条例、补正告知和保密审查。";
    say("train", 6, 2, Turn::HandIn(learned));
    say("train", 5, 2, Turn::Judge(Kind::Taken, ""));
    say(
        "train",
        1,
        SLIPS,
        Turn::HandIn("培训安排在本周，先报送方案。"),
    );
    steps
}

/// A last day on which people work, from a day on.
fn working(app: &App, from: Date) -> Date {
    if app.calendar.is_working(from) {
        from
    } else {
        app.calendar.working_day_after(from, 1)
    }
}

impl Turn {
    /// Takes it, as the county's supervisor or the bureau's clerk. What was not given on that day is not handed in.
    pub async fn take(
        self,
        app: &App,
        desks: &[Desk],
        desk: usize,
        stage: &mut Stage,
        (name, key): (String, &str),
    ) -> Result<()> {
        let today = app.clock.today();
        let office = By::of(supervisor(desks)?)?;
        let bureau = &desks[desk];
        let (kind, text) = match self {
            Self::Give(point) => {
                let due = working(app, point.due.max(today + 1.day()));
                let organs = desks.iter().skip(1).take(BUREAUS);
                let form = GiveForm {
                    year: today.year(),
                    text: point.text.into(),
                    source: format!("{}年政务公开工作要点", today.year()),
                    point: point.place.into(),
                    wants: point.wants.into(),
                    due: Some(due),
                    organs: organs
                        .map(|desk| (desk.organ.code.clone(), String::new()))
                        .collect(),
                };
                tasks::give(app, &office, key, &form).await?;
                for desk in desks.iter().skip(1).take(BUREAUS) {
                    let own = tasks::own(app, &desk.clerk, &At::First, 1).await?;
                    let given = own.owed.iter().find(|row| row.words == point.text);
                    if let Some(row) = given {
                        stage.set(format!("{name}-{}", row.organ), row.id.clone(), 1);
                    }
                }
                return Ok(());
            }
            Self::HandIn(text) => (Kind::HandedIn, text),
            Self::Judge(kind, text) => (kind, text),
        };
        let code = bureau.organ.code.as_str();
        let name = format!("{name}-{code}");
        let Ok((id, version)) = stage.get(&name) else {
            return Ok(());
        };
        let form = StepForm {
            kind,
            text: text.into(),
            // What comes back on its last day or later needs another one.
            due: (kind == Kind::Returned).then(|| working(app, today + 10.days())),
            address: String::new(),
        };
        let (about, seen) = ((code, id.as_str()), (version, key));
        if kind == Kind::HandedIn {
            tasks::below(app, &By::of(&bureau.clerk)?, about, seen, &form).await?;
        } else {
            tasks::above(app, &office, about, seen, &form).await?;
        }
        stage.set(name, id, version + 1);
        Ok(())
    }
}
