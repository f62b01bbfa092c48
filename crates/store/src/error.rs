//! What a store function can fail with.

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else wrote this version first.
    #[error("the record changed meanwhile")]
    Conflict,
    /// The author names a version that the record never had.
    #[error("the record never had this version")]
    Ahead,
    #[error("not found")]
    NotFound,
    /// What must be written into holds something already.
    #[error("not empty: {0}")]
    NotEmpty(String),
    /// An act that this program cannot read: a damaged body, or a kind or stream that it does not know. Nothing is lost by it.
    #[error("act {organ}/{seq}: {detail}")]
    Act {
        organ: String,
        seq: i64,
        detail: String,
    },
    /// Stored data is not what it must be.
    #[error("damaged: {0}")]
    Damaged(String),
    /// A key that must be unique is there already.
    #[error("already there")]
    Duplicate(#[source] sqlx::Error),
    /// Another version of the program made the tables.
    #[error("the tables are of version {found}, this program's of {known}")]
    Schema { found: i64, known: i64 },
    /// No connection came free in time, or the database is away.
    #[error("the database does not answer")]
    Busy,
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("files: {0}")]
    Files(#[from] object_store::Error),
    /// A text of the log that is of another form.
    #[error("damaged: {0}")]
    Malformed(#[from] transparency::Malformed),
    #[error("input or output: {0}")]
    Io(#[from] std::io::Error),
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

/// The unique keys by which two who act at once collide, as the engines name them: versions of a stream, numbers of a ledger, and
/// the number of a request. Any other key that is there already is another matter.
const VERSIONS: [&str; 6] = [
    "acts_stream",
    "acts.stream",
    "acts_pkey",
    "acts.seq",
    "requests_number",
    "requests.number",
];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => {
                let constraint = database.constraint().unwrap_or_default();
                let said = format!("{constraint} {}", database.message());
                if VERSIONS.iter().any(|name| said.contains(name)) {
                    Self::Conflict
                } else {
                    Self::Duplicate(error)
                }
            }
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::PoolTimedOut => Self::Busy,
            _ => Self::Database(error),
        }
    }
}
