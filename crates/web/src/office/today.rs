//! 今日: what waits for the person who looks, by last day; each case once, each number a link to what it counts.

use app::{
    App, Role,
    rights::{Admin, Anyone, By, CaseWorker, Leader, Reader, Security, holds},
    today::{Due, Place},
};
use axum::{
    extract::State as Shared,
    http::{Method, StatusCode},
    response::Response,
    routing::get,
};

use super::{
    accounts::people,
    chases,
    clock::{Clock, clock, icon},
    desk::Desk,
    items, notices, page,
    problem::Problem,
    remedies, tasks,
};
use crate::{
    kit::{
        download::encoded,
        route::{Route, staff},
    },
    office::nav::Entry,
    state::State,
};

/// The link to this wing.
pub const NAV: Entry = Entry::of::<Anyone>("today", "/office");

/// The addresses of this wing.
#[rustfmt::skip]
#[must_use]
pub fn routes() -> Vec<Route> {
    vec![
        staff::<Anyone>(Method::GET, "/office", get(show)),
    ]
}

struct CaseLine {
    href: String,
    subject: String,
    number: String,
    level: &'static str,
    clock: Clock,
    /// What it waits for.
    next: String,
}

/// Cases that wait for the same.
struct Pile {
    id: &'static str,
    title: String,
    cases: Vec<CaseLine>,
}

/// A line that leads elsewhere.
struct Other {
    href: String,
    title: String,
    status: String,
}

/// Lines of another kind than requests.
struct Lines {
    id: &'static str,
    title: String,
    lines: Vec<Other>,
}

struct ItemGroup {
    id: &'static str,
    title: String,
    items: Vec<items::Line>,
}

/// A number, and where all that it counts stands.
struct Card {
    n: usize,
    title: String,
    href: String,
    level: &'static str,
    icon: &'static str,
}

#[derive(askama::Template)]
#[template(path = "office/today.html")]
struct TodayPage<'a> {
    d: &'a Desk,
    place: &'static str,
    cards: Vec<Card>,
    piles: Vec<Pile>,
    others: Vec<Lines>,
    items: Vec<ItemGroup>,
    /// The state of the house, for who administers it.
    house: Vec<Lines>,
    /// There is nothing to do.
    idle: bool,
    /// Unread reminders, the newest of them, and how many there are.
    told: Vec<notices::Line>,
    untold: usize,
}

pub async fn show(Shared(state): Shared<State>, desk: Desk) -> Result<Response, Problem> {
    let d = &desk;
    let app = &state.app;
    let work = if holds::<Reader>(&d.staff) {
        d.ok(app::today::today(app, &d.staff).await)?
    } else {
        app::today::Today::default()
    };
    let house = match By::<Admin>::of(&d.staff) {
        Ok(admin) => house(d, &d.ok(app::today::house(app, &admin).await)?),
        Err(_) => Vec::new(),
    };
    let house = match By::<Security>::of(&d.staff) {
        Ok(by) => {
            let waiting = d.ok(app::accounts::who_wait(app, &by).await)?;
            house.into_iter().chain([rights(d, &waiting)]).collect()
        }
        Err(_) => house,
    };
    let piles = piles(d, app, &work.cases);
    let items = item_groups(d, app, &work);
    let others = others(d, app, &work);
    let (told, untold) = notices::on_desk(&state, d).await?;
    let cards = cards(d, &piles, &items, &others, &house);
    Ok(page(
        StatusCode::OK,
        &TodayPage {
            d,
            place: "today",
            idle: cards.iter().all(|card| card.n == 0),
            cards,
            piles,
            others,
            items,
            house,
            told,
            untold,
        },
    ))
}

/// The piles in which a person finds the open cases, each case in one.
fn piles(d: &Desk, app: &App, cases: &[Due]) -> Vec<Pile> {
    let worker = holds::<CaseWorker>(&d.staff);
    let pile_of = |due: &Due| match due.place {
        Place::ToRead => "readings",
        Place::Mine => "mine",
        Place::House => "house",
        // Who works no cases wants to know which of them press.
        Place::Others | Place::Outside if !worker && matches!(due.level(), "late" | "soon") => {
            "pressing"
        }
        Place::Others => "elsewhere",
        Place::Outside => "outside",
    };
    [
        "readings",
        "mine",
        "house",
        "pressing",
        "elsewhere",
        "outside",
    ]
    .into_iter()
    .map(|id| Pile {
        id,
        title: d.t(&format!("today.{id}")),
        cases: cases
            .iter()
            .filter(|due| pile_of(due) == id)
            .map(|due| case_line(d, app, due))
            .collect(),
    })
    .filter(|pile| {
        !pile.cases.is_empty() || (leads(d) && ["readings", "pressing"].contains(&pile.id))
    })
    .collect()
}

/// Whoever signs and works no cases: three numbers, whatever there is.
fn leads(d: &Desk) -> bool {
    holds::<Leader>(&d.staff) && !holds::<CaseWorker>(&d.staff)
}

fn case_line(d: &Desk, app: &App, due: &Due) -> CaseLine {
    let day = due.assessment.due.or(due.next.until);
    CaseLine {
        href: format!("/office/requests/{}", due.row.id),
        subject: due.subject.clone(),
        number: due.row.number.clone(),
        level: due.level(),
        clock: clock(d, app, day, None),
        next: d.t(&format!("requests.next_step.{}", due.next.step.as_str())),
    }
}

/// A leader has three numbers whatever there is; everybody else has one for each pile that is not empty.
fn cards(
    d: &Desk,
    piles: &[Pile],
    items: &[ItemGroup],
    others: &[Lines],
    house: &[Lines],
) -> Vec<Card> {
    let card = |id: &str, title: String, n: usize, level: &'static str| Card {
        n,
        title,
        href: format!("#{id}"),
        level,
        icon: icon(level),
    };
    let level = |pile: &Pile| {
        let worst = ["late", "soon", "near"];
        let has = |level: &&&str| pile.cases.iter().any(|case| case.level == **level);
        worst.iter().find(has).copied().unwrap_or("later")
    };
    if leads(d) {
        let n_of = |id: &str| {
            let cases = piles.iter().find(|pile| pile.id == id);
            let items = items.iter().find(|group| group.id == id);
            cases.map_or(0, |pile| pile.cases.len()) + items.map_or(0, |group| group.items.len())
        };
        let lead = |id: &'static str, level| {
            let n = n_of(id);
            card(
                id,
                d.t(&format!("today.{id}")),
                n,
                if n == 0 { "later" } else { level },
            )
        };
        return vec![
            lead("readings", "soon"),
            lead("items", "soon"),
            lead("pressing", "late"),
        ];
    }
    let of_piles = piles
        .iter()
        .map(|pile| card(pile.id, pile.title.clone(), pile.cases.len(), level(pile)));
    let of_items = items
        .iter()
        .map(|group| card(group.id, group.title.clone(), group.items.len(), "later"));
    let of_others = others
        .iter()
        .chain(house)
        .map(|one| card(one.id, one.title.clone(), one.lines.len(), "later"));
    of_piles.chain(of_items).chain(of_others).collect()
}

/// Items that wait for this person, those that others have, and what is owed about items.
fn item_groups(d: &Desk, app: &App, work: &app::today::Today) -> Vec<ItemGroup> {
    let group = |id: &'static str, mine: bool| {
        let items: Vec<items::Line> = work
            .items
            .iter()
            .filter(|(_, _, is)| *is == mine)
            .map(|(item, waits_for, _)| {
                let line = items::line(d, item);
                let waits = waits_for.map(|post| d.lang.pick(post.zh(), post.en()));
                items::Line {
                    status: waits
                        .map_or(line.status, |post| d.tn("today.item_waits", "post", post)),
                    ..line
                }
            })
            .collect();
        (!items.is_empty() || (mine && leads(d))).then(|| ItemGroup {
            id,
            title: d.t(&format!("today.{id}")),
            items,
        })
    };
    [group("items", true), group("items_elsewhere", false)]
        .into_iter()
        .flatten()
        .chain(unexplained(d, app, &work.unexplained))
        .chain(unanswered(d, app, &work.unanswered))
        .collect()
}

/// Remedies, corrections and messages.
fn others(d: &Desk, app: &App, work: &app::today::Today) -> Vec<Lines> {
    let remedies = work.remedies.iter().map(|row| Other {
        href: format!("/office/remedies#{}", row.id),
        title: format!("{} {}", remedies::track_name(d, &row.track), row.opened_on),
        status: remedies::next_due(d, row),
    });
    let rectifications = work.rectifications.iter().map(|row| Other {
        href: format!("/office/rectifications/{}", row.id),
        title: row.number.clone(),
        status: clock(d, app, row.due, None).text,
    });
    let messages = work.messages.iter().map(|one| Other {
        href: format!("/office/messages/{}", one.row.id),
        title: if one.about.is_empty() {
            one.row.number.clone()
        } else {
            one.about.clone()
        },
        status: one.row.due.map_or_else(
            || d.t("messages.desk.to_clear"),
            |due| clock(d, app, Some(due), None).text,
        ),
    });
    let chased = work.chases.iter().map(|row| Other {
        href: chases::href(row),
        title: d.lang.pick(&row.zh, &row.en).to_string(),
        status: match row.due {
            Some(_) if row.organ == d.staff.organ => clock(d, app, row.due, None).text,
            _ => chases::status(d, row),
        },
    });
    let owed = work.tasks.owed.iter().map(|row| Other {
        href: tasks::href(row),
        title: app::tasks::short(&row.words),
        status: clock(d, app, row.owed_by, None).text,
    });
    let handed = work.tasks.to_judge.iter().map(|(row, organ)| Other {
        href: tasks::href(row),
        title: format!("{}（{organ}）", app::tasks::short(&row.words)),
        status: tasks::status(d, row),
    });
    [
        ("chases", "today.chases", chased.collect()),
        ("tasks", "today.tasks", owed.chain(handed).collect()),
        (
            "remedies",
            "today.remedies",
            remedies.filter(|one| !one.status.is_empty()).collect(),
        ),
        ("corrections", "today.corrections", rectifications.collect()),
        ("messages", "messages.desk.title", messages.collect()),
    ]
    .into_iter()
    .map(|(id, title, lines): (_, _, Vec<Other>)| Lines {
        id,
        title: d.t(title),
        lines,
    })
    .filter(|one| !one.lines.is_empty())
    .collect()
}

/// What the machine could not do, and the posts that nobody holds.
fn house(d: &Desk, house: &app::today::House) -> Vec<Lines> {
    let dead = house.dead.iter().map(|job| Other {
        href: "/office/jobs".into(),
        title: job.kind.clone(),
        status: job.last_error.clone(),
    });
    let vacant = house.vacant.iter().map(|role: &Role| Other {
        href: "/office/people".into(),
        title: d.lang.pick(role.zh(), role.en()).into(),
        status: d.t("today.nobody_holds"),
    });
    vec![
        Lines {
            id: "dead",
            title: d.t("today.dead"),
            lines: dead.collect(),
        },
        Lines {
            id: "vacant",
            title: d.t("today.vacant"),
            lines: vacant.collect(),
        },
    ]
}

/// Whose roles were asked for, for whoever gives them.
fn rights(d: &Desk, waiting: &[store::staff::StaffRow]) -> Lines {
    let line = |row: &store::staff::StaffRow| Other {
        href: format!("/office/people?organ={}", encoded(&row.organ)),
        title: row.name.clone(),
        status: people::names(d, &people::roles_in(&row.asked)),
    };
    Lines {
        id: "rights",
        title: d.t("today.rights"),
        lines: waiting.iter().map(line).collect(),
    }
}

/// Consultations that ended and whose result is owed (S-11).
fn unanswered(
    d: &Desk,
    app: &app::App,
    owed: &[(store::opinions::Untold, jiff::civil::Date)],
) -> Option<ItemGroup> {
    let line = |(one, last): &(store::opinions::Untold, jiff::civil::Date)| items::Line {
        href: format!("/office/items/{}/opinions", one.id),
        title: one.title.clone(),
        about: String::new(),
        status: clock(d, app, Some(*last), None).text,
        date: last.to_string(),
    };
    (!owed.is_empty()).then(|| ItemGroup {
        id: "unanswered",
        title: d.t("today.items_unanswered"),
        items: owed.iter().map(line).collect(),
    })
}

/// Documents whose explanation is owed (S-12).
fn unexplained(d: &Desk, app: &app::App, owed: &[store::ties::Unexplained]) -> Option<ItemGroup> {
    let line = |one: &store::ties::Unexplained| items::Line {
        href: format!("/office/items/{}", one.id),
        title: one.title.clone(),
        about: String::new(),
        status: clock(d, app, Some(one.explain_by), None).text,
        date: one.explain_by.to_string(),
    };
    (!owed.is_empty()).then(|| ItemGroup {
        id: "unexplained",
        title: d.t("today.items_unexplained"),
        items: owed.iter().map(line).collect(),
    })
}
