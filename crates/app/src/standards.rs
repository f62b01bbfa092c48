//! 标准目录: the catalogues of an organ, how each line stands today, and what may be done with them (law.md 7).

mod work;

use law::{
    finding::Finding,
    id::StandardId,
    item::{Passage, gates},
    standard::{self, Event, Row, Standing, State, Tracked},
};
use store::{
    Stream,
    ledger::{self, Act},
    published::{Found, Public},
};

use crate::{App, Error, Result, Staff};

pub use work::{Said, approve, bring_in, candidates, formed, give_back, link, say_why, unlink};
pub(crate) use work::{line, public_item};

/// A catalogue in the list of an organ.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: StandardId,
    /// 领域.
    pub field: String,
    /// Lines wait for their reading.
    pub awaiting: bool,
    /// How many lines stand how.
    pub counts: Counts,
}

/// How many lines stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub lines: usize,
    pub open: usize,
    pub waiting: usize,
    pub late: usize,
    /// 不涉及, and 依申请.
    pub nothing_owed: usize,
}

impl Counts {
    fn of<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Self {
        let mut counts = Self::default();
        for line in lines {
            counts.lines += 1;
            match line.standing {
                Standing::Open => counts.open += 1,
                Standing::Waiting(_) => counts.waiting += 1,
                Standing::Late(_) => counts.late += 1,
                Standing::NotConcerned | Standing::OnRequest => counts.nothing_owed += 1,
            }
        }
        counts
    }
}

/// A public line of a catalogue, as it stands today.
#[derive(Debug, Clone)]
pub struct Line {
    pub row: Row,
    pub standing: Standing,
    pub tracked: Tracked,
    /// What is public under it; `None`: nothing.
    pub found: Option<Public<Found>>,
}

/// A catalogue before somebody of its organ.
#[derive(Debug, Clone)]
pub struct Opened {
    pub id: StandardId,
    pub state: State,
    pub version: i64,
    pub lines: Vec<Line>,
    /// What an inspector would find today (G-5).
    pub findings: Vec<Finding>,
    /// Personal data and marks of secrecy in the lines that wait (S-3, Q-20).
    pub stops: Vec<Finding>,
}

fn stream_of(id: &str) -> Result<Stream> {
    Ok(Stream::standard(id)?)
}

/// A catalogue as its acts tell it, and the version they stand at.
pub(crate) async fn load(app: &App, organ: &str, id: &str) -> Result<(State, i64)> {
    told(&ledger::stream(&app.store, organ, &stream_of(id)?).await?)
}

/// The same from acts that were read already.
pub(crate) fn told(acts: &[Act]) -> Result<(State, i64)> {
    let version = acts.last().map_or(0, |act| act.version);
    Ok((standard::fold(&store::standards::entries(acts)?), version))
}

/// The catalogues of the person's organ, by field.
///
/// # Errors
/// The database.
pub async fn list(app: &App, staff: &Staff) -> Result<Vec<Listed>> {
    let mut listed = Vec::new();
    for row in store::standards::of_organ(&app.store, &staff.organ).await? {
        let opened = open(app, staff, &row.id).await?;
        listed.push(Listed {
            id: opened.id,
            field: row.field,
            awaiting: row.awaiting > 0,
            counts: Counts::of(&opened.lines),
        });
    }
    Ok(listed)
}

/// A catalogue of the person's organ.
///
/// # Errors
/// [`Error::NotFound`]: the organ has none of this id.
pub async fn open(app: &App, staff: &Staff, id: &str) -> Result<Opened> {
    let (state, version) = load(app, &staff.organ, id).await?;
    if version == 0 {
        return Err(Error::NotFound);
    }
    let lines = lines_of(app, &staff.organ, id, &state).await?;
    let findings = lines
        .iter()
        .filter_map(|line| standard::finding(&line.row, line.standing))
        .collect();
    let stops = if state.awaits() {
        stops(app, &state.field, &state.proposed)
    } else {
        Vec::new()
    };
    Ok(Opened {
        id: id.parse().map_err(|_| Error::NotFound)?,
        state,
        version,
        lines,
        findings,
        stops,
    })
}

/// The public lines of a catalogue of an organ, as they stand today.
pub(crate) async fn lines(app: &App, organ: &str, id: &str) -> Result<Vec<Line>> {
    let (state, _) = load(app, organ, id).await?;
    lines_of(app, organ, id, &state).await
}

async fn lines_of(app: &App, organ: &str, id: &str, state: &State) -> Result<Vec<Line>> {
    let mut found = store::published::found(&app.store, organ, id).await?;
    let today = app.clock.today();
    let by = (today, &*app.calendar, &app.settings.publication);
    Ok(state
        .public
        .iter()
        .map(|row| {
            let line = row.id();
            let tracked = state.tracked(&line);
            let found = found.remove(line.as_str());
            let live = found.as_ref().map(|found| found.live);
            let since = state.since.get(&line).copied().unwrap_or(today);
            Line {
                standing: standard::standing(row, since, &tracked, live, by),
                row: row.clone(),
                tracked,
                found,
            }
        })
        .collect())
}

/// What keeps lines from the public: marks of secrecy, personal data (S-3, Q-20). No reason lifts it: a catalogue names matters, no persons.
pub(crate) fn stops(app: &App, field: &str, rows: &[Row]) -> Vec<Finding> {
    let mut passages = vec![Passage::new("field", field)];
    for (at, row) in rows.iter().enumerate() {
        let texts = row.texts().into_iter();
        passages.extend(texts.map(|(name, text)| Passage::new(format!("rows/{at}/{name}"), text)));
    }
    gates::stops(&passages, app.clock.today(), &app.settings.personal, "")
}

/// What the law has against an act of this person today.
fn against(app: &App, staff: &Staff, state: &State, event: &Event) -> Option<Finding> {
    let posts = staff.item_posts();
    let person = law::readings::Person {
        id: &staff.id,
        posts: &posts,
    };
    let small = app.settings.handling.small_bureau;
    standard::refuse(event, state, person, app.clock.today(), small)
}
