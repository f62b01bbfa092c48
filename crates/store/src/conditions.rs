//! The conditions of a list, as a filter asks for them, with what they are filled with; and how many rows meet them, to a bound.

use sqlx::{AssertSqlSafe, any::AnyRow};

use crate::{
    Result, Store,
    columns::{containing, int},
};

/// So many match, or more than were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Many {
    pub n: i64,
    pub more: bool,
}

/// No list says how many more than these there are.
const COUNTED: i64 = 1000;

/// What a row has to meet. Conditions are written here and in the modules of the tables; values are bound, never written.
#[derive(Debug, Default)]
pub(crate) struct Conditions {
    met: Vec<String>,
    pub binds: Vec<String>,
}

impl Conditions {
    /// Rows of one organ.
    pub fn of_organ(organ: &str) -> Self {
        let mut conditions = Self::default();
        conditions.equals("organ", organ);
        conditions
    }

    /// What stands behind WHERE.
    pub fn sql(&self) -> String {
        if self.met.is_empty() {
            "1 = 1".into()
        } else {
            self.met.join(" AND ")
        }
    }

    pub fn and(&mut self, condition: impl Into<String>) {
        self.met.push(condition.into());
    }

    pub fn equals(&mut self, column: &str, value: &str) {
        let place = self.place(value);
        self.and(format!("{column} = {place}"));
    }

    /// A part of what a column says, in capitals or not.
    pub fn contains(&mut self, column: &str, part: &str) {
        let place = self.place(containing(part));
        self.and(format!("LOWER({column}) LIKE LOWER({place}) ESCAPE '!'"));
    }

    /// The place of a value in the statement.
    pub fn place(&mut self, value: impl Into<String>) -> String {
        self.binds.push(value.into());
        format!("${}", self.binds.len())
    }

    /// The rows of a statement that holds these conditions.
    pub async fn rows(&self, store: &Store, statement: String) -> Result<Vec<AnyRow>> {
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for value in &self.binds {
            query = query.bind(value.as_str());
        }
        Ok(query.fetch_all(store.pool()).await?)
    }

    /// How many rows of a table meet them, up to a bound.
    pub async fn many(&self, store: &Store, table: &str) -> Result<Many> {
        let statement = format!(
            "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM {table} WHERE {} LIMIT {}) counted",
            self.sql(),
            COUNTED + 1
        );
        let n = self.number(store, statement).await?;
        Ok(Many {
            n: n.min(COUNTED),
            more: n > COUNTED,
        })
    }

    /// How many rows of a table meet them, all of them: it grows with the table.
    pub async fn all(&self, store: &Store, table: &str) -> Result<i64> {
        let statement = format!("SELECT COUNT(*) AS n FROM {table} WHERE {}", self.sql());
        self.number(store, statement).await
    }

    async fn number(&self, store: &Store, statement: String) -> Result<i64> {
        match self.rows(store, statement).await?.first() {
            Some(row) => int(row, "n"),
            None => Ok(0),
        }
    }
}
