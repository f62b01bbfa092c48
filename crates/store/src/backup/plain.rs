//! Tables of record whose columns are all text: dumped and read back by their names alone.

use serde_json::{Map, Value};
use sqlx::any::AnyRow;

use crate::{Result, Tx, columns::opt_text};

pub struct Plain {
    pub table: &'static str,
    pub select: &'static str,
    insert: &'static str,
    columns: &'static [&'static str],
}

/// In the order in which they are read back.
pub const ALL: [Plain; 6] = [
    Plain {
        table: "reminders",
        select: "SELECT * FROM reminders ORDER BY organ, about, due, step",
        insert: "INSERT INTO reminders (organ, about, due, step, made_at) VALUES ($1, $2, $3, $4, $5)",
        columns: &["organ", "about", "due", "step", "made_at"],
    },
    Plain {
        table: "notices",
        select: "SELECT * FROM notices ORDER BY organ, id",
        insert: "INSERT INTO notices (organ, id, staff, role, about, step, text_key, detail, made_at, read_at, read_by) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        columns: &[
            "organ", "id", "staff", "role", "about", "step", "text_key", "detail", "made_at",
            "read_at", "read_by",
        ],
    },
    Plain {
        table: "mails",
        select: "SELECT * FROM mails ORDER BY organ, job",
        insert: "INSERT INTO mails (organ, job, template, about, message_id, state, at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
        columns: &[
            "organ",
            "job",
            "template",
            "about",
            "message_id",
            "state",
            "at",
        ],
    },
    Plain {
        table: "tokens",
        select: "SELECT * FROM tokens ORDER BY organ, id",
        insert: "INSERT INTO tokens (organ, id, kind, name, staff, roles, token_hash, made_at, made_by, expires_at, used_on, revoked_at, seal) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, COALESCE($13, ''))",
        columns: &[
            "organ",
            "id",
            "kind",
            "name",
            "staff",
            "roles",
            "token_hash",
            "made_at",
            "made_by",
            "expires_at",
            "used_on",
            "revoked_at",
            "seal",
        ],
    },
    Plain {
        table: "calendar_notices",
        select: "SELECT * FROM calendar_notices ORDER BY imported_at, id",
        insert: "INSERT INTO calendar_notices (id, notice, lines, imported_at, actor) VALUES ($1, $2, $3, $4, $5)",
        columns: &["id", "notice", "lines", "imported_at", "actor"],
    },
    Plain {
        table: "calendar_moves",
        select: "SELECT * FROM calendar_moves ORDER BY organ, about, made_at",
        insert: "INSERT INTO calendar_moves (organ, about, made_at, number, due_before, due_after, version) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
        columns: &[
            "organ",
            "about",
            "made_at",
            "number",
            "due_before",
            "due_after",
            "version",
        ],
    },
];

/// The table of a name.
pub fn of(table: &str) -> Option<&'static Plain> {
    ALL.iter().find(|plain| plain.table == table)
}

impl Plain {
    pub fn line(&self, row: &AnyRow) -> Result<Value> {
        let mut line = Map::new();
        for column in self.columns {
            line.insert((*column).into(), opt_text(row, column)?.into());
        }
        Ok(Value::Object(line))
    }

    pub async fn load(&self, tx: &mut Tx, line: &Value) -> Result<()> {
        let mut insert = sqlx::query(self.insert);
        for column in self.columns {
            insert = insert.bind(line[*column].as_str().map(ToString::to_string));
        }
        insert.execute(tx.db()).await?;
        Ok(())
    }
}
