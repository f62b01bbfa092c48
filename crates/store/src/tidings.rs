//! What has changed, by subject: who keeps what was read asks here whether it still stands.
//!
//! Each commit that appended acts is one moment. A subject remembers the moment in which it changed last, so that whatever was read after
//! a moment stands as long as none of its subjects has changed since. Subjects share a fixed number of places; where two meet in one,
//! what rests on either is read anew too often, never too seldom.
//!
//! Acts of this process are told as soon as they are committed, before anybody is answered. Those of others are found by [`follow`].

use std::{
    collections::{BTreeMap, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use crate::{
    Engine, Result, Store, Stream,
    columns::text,
    ledger::{self, Head},
    ties,
};

/// How many places there are.
const PLACES: usize = 16 * 1024;
/// Acts of others in one organ since the last look that are read one by one; after more of them nothing kept stands.
const MOST: i64 = 200;

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Organ,
    Item,
    Request,
    Message,
    Report,
    Standard,
    /// Any other: nothing public is made of it.
    Inner,
}

impl Kind {
    const fn of(stream: &Stream) -> Self {
        match stream {
            Stream::Organ => Self::Organ,
            Stream::Item(_) => Self::Item,
            Stream::Request(_) => Self::Request,
            Stream::Message(_) => Self::Message,
            Stream::Report(..) => Self::Report,
            Stream::Standard(_) => Self::Standard,
            Stream::Figures(_)
            | Stream::Remedy(_)
            | Stream::Rectification(_)
            | Stream::Chase(_)
            | Stream::Task(_) => Self::Inner,
        }
    }
}

/// What something may rest on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// All records of a kind.
    All(Kind),
    /// Those of one organ.
    Of(Kind, String),
    /// One item, by organ and id.
    Item(String, String),
}

/// Where a subject is remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(u16);

impl Subject {
    #[must_use]
    pub fn place(&self) -> Place {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        Place((hasher.finish() % PLACES as u64) as u16)
    }
}

/// The board of one process.
#[derive(Debug)]
pub struct Tidings {
    now: AtomicU64,
    /// When anything may have changed.
    all: AtomicU64,
    places: Box<[AtomicU64]>,
    /// How far each organ's acts were told.
    heads: Mutex<Heads>,
}

#[derive(Debug, Default)]
struct Heads {
    looked: bool,
    told: BTreeMap<String, i64>,
}

impl Default for Tidings {
    fn default() -> Self {
        Self {
            now: AtomicU64::new(0),
            all: AtomicU64::new(0),
            places: (0..PLACES).map(|_| AtomicU64::new(0)).collect(),
            heads: Mutex::default(),
        }
    }
}

impl Tidings {
    /// The moment of the last change that was told.
    #[must_use]
    pub fn now(&self) -> u64 {
        self.now.load(Ordering::Acquire)
    }

    /// Whether what was read after a moment, and rests on these places, still stands.
    #[must_use]
    pub fn stands(&self, since: u64, places: &[Place]) -> bool {
        self.all.load(Ordering::Acquire) <= since
            && places.iter().all(|Place(place)| {
                self.places[usize::from(*place)].load(Ordering::Acquire) <= since
            })
    }

    fn next(&self) -> u64 {
        self.now.fetch_add(1, Ordering::AcqRel) + 1
    }

    fn tell(&self, subjects: &[Subject]) {
        let moment = self.next();
        for subject in subjects {
            let Place(place) = subject.place();
            self.places[usize::from(place)].fetch_max(moment, Ordering::AcqRel);
        }
    }

    /// Nothing kept stands.
    pub(crate) fn tell_all(&self) {
        let moment = self.next();
        self.all.fetch_max(moment, Ordering::AcqRel);
    }

    /// Up to where an organ's acts were told; `None` before the first look at the ledger.
    fn told(&self, organ: &str) -> Option<i64> {
        let heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        heads
            .looked
            .then(|| heads.told.get(organ).copied().unwrap_or_default())
    }

    fn set_told(&self, stands: &[Head]) {
        let mut heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        heads.looked = true;
        for head in stands {
            let told = heads.told.entry(head.organ.clone()).or_default();
            *told = head.seq.max(*told);
        }
    }

    /// Acts of this process: they need not be looked for, unless others stand before them that were not told.
    fn told_here(&self, acts: &[(String, i64)]) {
        let mut heads = self.heads.lock().unwrap_or_else(PoisonError::into_inner);
        for (organ, seq) in acts {
            let told = heads.told.entry(organ.clone()).or_default();
            if *told + 1 == *seq {
                *told = *seq;
            }
        }
    }
}

/// What a transaction changes, told when it ends.
#[derive(Debug)]
pub(crate) struct Changes {
    board: Arc<Tidings>,
    subjects: Vec<Subject>,
    acts: Vec<(String, i64)>,
    commits: bool,
}

impl Changes {
    pub fn new(board: Arc<Tidings>) -> Self {
        Self {
            board,
            subjects: Vec::new(),
            acts: Vec::new(),
            commits: false,
        }
    }

    /// An act was appended.
    pub fn act(&mut self, organ: &str, seq: i64, stream: &Stream) {
        self.acts.push((organ.into(), seq));
        self.subjects.extend(touched(organ, stream));
    }

    /// An item says, or said, something about another.
    pub fn tie(&mut self, organ: &str, id: &str) {
        self.subjects.extend(item(organ, id));
    }

    /// The commit begins: from now on it may have happened, whatever becomes of whoever waits for it.
    pub fn begin(&mut self) {
        self.commits = true;
    }

    pub fn done(&mut self) {
        self.board.told_here(&self.acts);
    }
}

impl Drop for Changes {
    fn drop(&mut self) {
        if self.commits && !self.acts.is_empty() {
            self.board.tell(&self.subjects);
        }
    }
}

fn touched(organ: &str, stream: &Stream) -> Vec<Subject> {
    if let Stream::Item(id) = stream {
        return item(organ, &id.to_string()).into();
    }
    let kind = Kind::of(stream);
    vec![Subject::All(kind), Subject::Of(kind, organ.into())]
}

fn item(organ: &str, id: &str) -> [Subject; 3] {
    [
        Subject::All(Kind::Item),
        Subject::Of(Kind::Item, organ.into()),
        Subject::Item(organ.into(), id.into()),
    ]
}

/// Looks in one query where every organ's ledger stands, and tells what others did since the last look. Returns the heads.
///
/// # Errors
/// The database: nothing is taken as told, and on PostgreSQL nothing kept stands.
pub async fn follow(store: &Store) -> Result<Vec<Head>> {
    let heads = looked(store).await;
    if heads.is_err() && store.engine() == Engine::Postgres {
        // Others may be writing to a database that does not answer here: what this process keeps is given to nobody. A file of SQLite
        // has this process alone.
        store.tidings().tell_all();
    }
    heads
}

async fn looked(store: &Store) -> Result<Vec<Head>> {
    let heads = ledger::heads(store).await?;
    let board = store.tidings();
    for head in &heads {
        let Some(told) = board.told(&head.organ) else {
            // What was read before the first look may be older than what others did meanwhile.
            board.tell_all();
            board.set_told(&heads);
            return Ok(heads);
        };
        if head.seq <= told {
            continue;
        }
        match since(store, &head.organ, told, head.seq).await? {
            Some(subjects) => board.tell(&subjects),
            None => board.tell_all(),
        }
        board.set_told(std::slice::from_ref(head));
    }
    Ok(heads)
}

/// What the acts of an organ after `told` touch; `None` where they are too many, or one cannot be read.
async fn since(store: &Store, organ: &str, told: i64, upto: i64) -> Result<Option<Vec<Subject>>> {
    if upto - told > MOST {
        return Ok(None);
    }
    let streams =
        sqlx::query("SELECT DISTINCT stream FROM acts WHERE organ = $1 AND seq > $2 AND seq <= $3")
            .bind(organ)
            .bind(told)
            .bind(upto)
            .fetch_all(store.pool())
            .await?;
    let mut subjects = Vec::new();
    for row in &streams {
        let Ok(stream) = text(row, "stream")?.parse::<Stream>() else {
            return Ok(None);
        };
        subjects.extend(touched(organ, &stream));
        let Stream::Item(id) = &stream else { continue };
        // What it says of others by now, and what they say of it; of those of whom it says nothing any more, whoever showed it rested
        // on it.
        for (organ, id) in ties::near(store.pool(), organ, &id.to_string()).await? {
            subjects.extend(item(&organ, &id));
        }
    }
    Ok(Some(subjects))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(subjects: &[Subject]) -> Vec<Place> {
        subjects.iter().map(Subject::place).collect()
    }

    #[test]
    fn what_rests_on_something_stands_until_that_changes() {
        let board = Tidings::default();
        let one = places(&[Subject::Item("A".into(), "1".into())]);
        let other = places(&[Subject::Item("A".into(), "2".into())]);
        let list = places(&[Subject::Of(Kind::Item, "A".into())]);
        let then = board.now();
        board.tell(&item("A", "1"));
        assert!(!board.stands(then, &one));
        assert!(!board.stands(then, &list));
        assert!(board.stands(then, &other));
        assert!(board.stands(board.now(), &one));
        board.tell_all();
        assert!(!board.stands(then, &other));
        assert!(!board.stands(board.now() - 1, &[]));
        assert!(board.stands(board.now(), &one));
    }

    /// Who waits for a commit may go away while it happens.
    #[test]
    fn a_commit_that_nobody_waits_for_is_told() {
        let board = Arc::new(Tidings::default());
        let stream = Stream::Organ;
        let mut undone = Changes::new(board.clone());
        undone.act("A", 1, &stream);
        drop(undone);
        assert_eq!(board.now(), 0, "rolled back");
        let mut begun = Changes::new(board.clone());
        begun.act("A", 1, &stream);
        begun.begin();
        drop(begun);
        assert!(!board.stands(0, &places(&[Subject::Of(Kind::Organ, "A".into())])));
    }

    #[test]
    fn acts_of_others_between_ours_are_still_to_be_told() {
        let board = Tidings::default();
        board.set_told(&[]);
        board.told_here(&[("A".into(), 1)]);
        assert_eq!(board.told("A"), Some(1));
        board.told_here(&[("A".into(), 3)]);
        assert_eq!(board.told("A"), Some(1), "the second is another's");
    }
}
