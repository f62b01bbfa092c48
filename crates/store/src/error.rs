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
    /// Stored data is not what it must be.
    #[error("damaged: {0}")]
    Damaged(String),
    #[error("database: {0}")]
    Database(sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("files: {0}")]
    Files(#[from] object_store::Error),
    #[error("input or output: {0}")]
    Io(#[from] std::io::Error),
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => Self::Conflict,
            sqlx::Error::RowNotFound => Self::NotFound,
            _ => Self::Database(error),
        }
    }
}
