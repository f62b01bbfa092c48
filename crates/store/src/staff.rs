//! Staff, their sessions, and attempts that are counted to throttle guessing.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::{
    Result, Store, Tx,
    columns::{instant, int, opt_text, stored_instant, text},
    people::Keys,
    seals::SESSIONS,
    sessions::proof,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    pub id: String,
    pub organ: String,
    pub login: String,
    pub name: String,
    /// Words separated by commas.
    pub roles: String,
    /// Roles that were asked for and not given yet, words separated by commas.
    pub asked: String,
    pub password_hash: String,
    pub disabled: bool,
    /// Where reminders are mailed, or empty.
    pub mail: String,
    /// Language of mail and feed: `zh` or `en`.
    pub lang: String,
    /// By what he proves who he is beside the password, as `app` writes it; empty: by nothing.
    pub factor: String,
    /// [`StaffRow::sealed`] made it; empty in rows of an older version.
    pub seal: String,
}

impl StaffRow {
    /// The row with its seal: a keyed digest of who it is, what he may do and what opens his account. Who writes the table without
    /// the installation's key cannot make one.
    #[must_use]
    pub fn sealed(self, keys: &Keys) -> Self {
        Self {
            seal: self.seal_with(keys),
            ..self
        }
    }

    /// Whether it carries the seal of what it says: nobody changed it who does not hold the key.
    #[must_use]
    pub fn is_sealed(&self, keys: &Keys) -> bool {
        self.seal == self.seal_with(keys)
    }

    pub(crate) fn seal_with(&self, keys: &Keys) -> String {
        let disabled = if self.disabled { "1" } else { "0" };
        let mut said = vec![
            self.id.as_str(),
            &self.organ,
            &self.login,
            &self.roles,
            &self.password_hash,
            disabled,
        ];
        // Rows of before there was one keep their seals.
        if !self.factor.is_empty() {
            said.push(&self.factor);
        }
        let asked = format!("asked {}", self.asked);
        if !self.asked.is_empty() {
            said.push(&asked);
        }
        // No field holds a line break, so that no two rows say the same.
        hex::encode(keys.derive("staff", &said.join("\n")))
    }
}

#[derive(Debug, Clone)]
pub struct NewSession {
    pub token_hash: String,
    pub staff: String,
    pub csrf: String,
    pub expires_at: Timestamp,
    pub begun_at: Timestamp,
    /// The network it was begun from.
    pub place: String,
}

pub async fn insert(tx: &mut Tx, row: &StaffRow) -> Result<()> {
    sqlx::query(
        "INSERT INTO staff (id, organ, login, name, roles, password_hash, disabled, mail, lang, factor, seal, asked) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&row.id)
    .bind(&row.organ)
    .bind(&row.login)
    .bind(&row.name)
    .bind(&row.roles)
    .bind(&row.password_hash)
    .bind(i64::from(row.disabled))
    .bind(&row.mail)
    .bind(&row.lang)
    .bind(&row.factor)
    .bind(&row.seal)
    .bind(&row.asked)
    .execute(tx.db())
    .await?;
    Ok(())
}

/// Whether the row carries the seal of what it says. One that was changed outside of the program does not, and no change made
/// here seals it again: that would cover up what was done.
async fn is_sealed(tx: &mut Tx, keys: &Keys, id: &str) -> Result<bool> {
    let row = sqlx::query("SELECT * FROM staff WHERE id = $1")
        .bind(id)
        .fetch_optional(tx.db())
        .await?;
    let row = row.as_ref().map(staff_of).transpose()?;
    Ok(row.is_some_and(|row| row.is_sealed(keys)))
}

/// Whether nobody's row is sealed though there are some: they are of a version before seals.
pub async fn of_before_seals(store: &Store) -> Result<bool> {
    let row = sqlx::query("SELECT MAX(seal) AS seal FROM staff")
        .fetch_one(store.pool())
        .await?;
    Ok(opt_text(&row, "seal")?.is_some_and(|seal| seal.is_empty()))
}

/// Seals a row as it stands now in this transaction.
pub async fn seal(tx: &mut Tx, keys: &Keys, id: &str) -> Result<()> {
    let row = sqlx::query("SELECT * FROM staff WHERE id = $1")
        .bind(id)
        .fetch_optional(tx.db())
        .await?;
    let Some(row) = row else { return Ok(()) };
    sqlx::query("UPDATE staff SET seal = $2 WHERE id = $1")
        .bind(id)
        .bind(staff_of(&row)?.seal_with(keys))
        .execute(tx.db())
        .await?;
    Ok(())
}

pub async fn by_login(store: &Store, login: &str) -> Result<Option<StaffRow>> {
    let row = sqlx::query("SELECT * FROM staff WHERE login = $1")
        .bind(login)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(staff_of).transpose()
}

pub async fn get(store: &Store, organ: &str, id: &str) -> Result<Option<StaffRow>> {
    let row = sqlx::query("SELECT * FROM staff WHERE organ = $1 AND id = $2")
        .bind(organ)
        .bind(id)
        .fetch_optional(store.pool())
        .await?;
    row.as_ref().map(staff_of).transpose()
}

/// Everybody who works for an organ now.
pub async fn of_organ(store: &Store, organ: &str) -> Result<Vec<StaffRow>> {
    let rows = sqlx::query("SELECT * FROM staff WHERE organ = $1 AND disabled = 0 ORDER BY id")
        .bind(organ)
        .fetch_all(store.pool())
        .await?;
    rows.iter().map(staff_of).collect()
}

/// Whether a row still says what was read, which it does then until the transaction ends.
pub async fn unchanged(tx: &mut Tx, row: &StaffRow) -> Result<bool> {
    let taken = sqlx::query("UPDATE staff SET seal = $2 WHERE id = $1 AND seal = $2")
        .bind(&row.id)
        .bind(&row.seal)
        .execute(tx.db())
        .await?;
    Ok(taken.rows_affected() == 1)
}

/// Everybody who can come in: not shut out, with a password of his own.
pub async fn who_come_in(tx: &mut Tx) -> Result<Vec<StaffRow>> {
    let rows = sqlx::query("SELECT * FROM staff WHERE disabled = 0 AND password_hash <> ''")
        .fetch_all(tx.db())
        .await?;
    rows.iter().map(staff_of).collect()
}

/// Whose roles were asked for and wait, by organ and login, `limit` at most.
pub async fn asked(store: &Store, limit: i64) -> Result<Vec<StaffRow>> {
    let rows = sqlx::query(
        "SELECT * FROM staff WHERE asked <> '' AND disabled = 0 ORDER BY organ, login LIMIT $1",
    )
    .bind(limit)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(staff_of).collect()
}

/// Whether a role stands in any account, whoever's and in whatever state.
pub async fn anybody_holds(store: &Store, role: &str) -> Result<bool> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM staff WHERE ',' || roles || ',' LIKE '%,' || $1 || ',%'",
    )
    .bind(role)
    .fetch_one(store.pool())
    .await?;
    Ok(int(&row, "n")? > 0)
}

/// Everybody, or everybody of one organ, disabled ones too; by organ and login.
pub async fn everybody(store: &Store, organ: Option<&str>) -> Result<Vec<StaffRow>> {
    let rows = sqlx::query(
        "SELECT * FROM staff WHERE CAST($1 AS TEXT) IS NULL OR organ = $1 ORDER BY organ, login",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter().map(staff_of).collect()
}

pub async fn set_password(tx: &mut Tx, keys: &Keys, id: &str, password_hash: &str) -> Result<()> {
    let sealed = is_sealed(tx, keys, id).await?;
    sqlx::query("UPDATE staff SET password_hash = $2 WHERE id = $1")
        .bind(id)
        .bind(password_hash)
        .execute(tx.db())
        .await?;
    if sealed {
        seal(tx, keys, id).await?;
    }
    Ok(())
}

/// What somebody may do from now on, words separated by commas; with it what was asked for is answered.
pub async fn set_roles(tx: &mut Tx, keys: &Keys, id: &str, roles: &str) -> Result<()> {
    let sealed = is_sealed(tx, keys, id).await?;
    sqlx::query("UPDATE staff SET roles = $2, asked = '' WHERE id = $1")
        .bind(id)
        .bind(roles)
        .execute(tx.db())
        .await?;
    if sealed {
        seal(tx, keys, id).await?;
    }
    Ok(())
}

/// What somebody else is asked to let a person do, words separated by commas.
pub async fn ask_roles(tx: &mut Tx, keys: &Keys, id: &str, asked: &str) -> Result<()> {
    let sealed = is_sealed(tx, keys, id).await?;
    sqlx::query("UPDATE staff SET asked = $2 WHERE id = $1")
        .bind(id)
        .bind(asked)
        .execute(tx.db())
        .await?;
    if sealed {
        seal(tx, keys, id).await?;
    }
    Ok(())
}

pub async fn set_disabled(tx: &mut Tx, keys: &Keys, id: &str, disabled: bool) -> Result<()> {
    let sealed = is_sealed(tx, keys, id).await?;
    sqlx::query("UPDATE staff SET disabled = $2 WHERE id = $1")
        .bind(id)
        .bind(i64::from(disabled))
        .execute(tx.db())
        .await?;
    if sealed {
        seal(tx, keys, id).await?;
    }
    Ok(())
}

/// By what he proves who he is beside the password; empty: by nothing.
pub async fn set_factor(tx: &mut Tx, keys: &Keys, id: &str, factor: &str) -> Result<()> {
    let sealed = is_sealed(tx, keys, id).await?;
    sqlx::query("UPDATE staff SET factor = $2 WHERE id = $1")
        .bind(id)
        .bind(factor)
        .execute(tx.db())
        .await?;
    if sealed {
        seal(tx, keys, id).await?;
    }
    Ok(())
}

/// Uses up a step of the clock, and all before it. Of two who come with the code of one step, one is told that it was good.
pub async fn spend_step(tx: &mut Tx, id: &str, step: i64) -> Result<bool> {
    let spent = sqlx::query("UPDATE staff SET factor_step = $2 WHERE id = $1 AND factor_step < $2")
        .bind(id)
        .bind(step)
        .execute(tx.db())
        .await?;
    Ok(spent.rows_affected() == 1)
}

/// Where and in which language a person is written to.
pub async fn set_contact(tx: &mut Tx, id: &str, mail: &str, lang: &str) -> Result<()> {
    sqlx::query("UPDATE staff SET mail = $2, lang = $3 WHERE id = $1")
        .bind(id)
        .bind(mail)
        .bind(lang)
        .execute(tx.db())
        .await?;
    Ok(())
}

/// Names of an organ's staff, and of the programs that act for it, by id, for timelines. Acts name a program by its token and
/// who made it, those of before by its token alone.
pub async fn names(store: &Store, organ: &str) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query(
        "SELECT id, name FROM staff WHERE organ = $1 UNION ALL \
         SELECT 'token/' || id || '/' || made_by AS id, name FROM tokens WHERE organ = $1 AND kind = 'api' UNION ALL \
         SELECT 'token/' || id AS id, name FROM tokens WHERE organ = $1 AND kind = 'api'",
    )
    .bind(organ)
    .fetch_all(store.pool())
    .await?;
    rows.iter()
        .map(|row| Ok((text(row, "id")?, text(row, "name")?)))
        .collect()
}

pub async fn insert_session(tx: &mut Tx, keys: &Keys, session: &NewSession) -> Result<()> {
    let (token_hash, staff, csrf) = (&session.token_hash, &session.staff, &session.csrf);
    let expires_at = stored_instant(session.expires_at);
    sqlx::query(
        "INSERT INTO sessions (token_hash, staff, csrf, expires_at, seal, begun_at, seen_at, place, proved) \
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8)",
    )
    .bind(token_hash)
    .bind(staff)
    .bind(csrf)
    .bind(&expires_at)
    .bind(SESSIONS.over(keys, &[token_hash, staff, csrf, &expires_at]))
    .bind(stored_instant(session.begun_at))
    .bind(&session.place)
    .bind(proof(keys, token_hash, session.begun_at))
    .execute(tx.db())
    .await?;
    Ok(())
}

/// A session that was begun here, whether or not it still opens anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    pub person: StaffRow,
    /// What its forms carry.
    pub csrf: String,
    /// When it was last used; one of before that was kept was never.
    pub seen_at: Timestamp,
    pub expires_at: Timestamp,
}

/// The person behind a session that was begun here and has not run out, with its form token and when it was last used.
/// Nobody, where the row of the person was changed by somebody who does not hold the key.
pub async fn session(
    store: &Store,
    keys: &Keys,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(StaffRow, String, Timestamp)>> {
    let begun = begun(store, keys, token_hash).await?;
    let open = begun.filter(|one| one.expires_at > now);
    Ok(open.map(|one| (one.person, one.csrf, one.seen_at)))
}

/// A session that was begun here and was not ended by anybody, run out or not.
pub async fn begun(store: &Store, keys: &Keys, token_hash: &str) -> Result<Option<Begun>> {
    let row = sqlx::query(
        "SELECT s.id, s.organ, s.login, s.name, s.roles, s.password_hash, s.disabled, s.mail, s.lang, s.factor, s.seal, s.asked, t.csrf, t.expires_at, t.seen_at, \
         t.seal AS session_seal FROM sessions t JOIN staff s ON s.id = t.staff \
         WHERE t.token_hash = $1 AND s.disabled = 0",
    )
    .bind(token_hash)
    .fetch_optional(store.pool())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (person, csrf) = (staff_of(&row)?, text(&row, "csrf")?);
    let said = [token_hash, &person.id, &csrf, &text(&row, "expires_at")?];
    let made_here = text(&row, "session_seal")? == SESSIONS.over(keys, &said);
    if !made_here || !person.is_sealed(keys) {
        return Ok(None);
    }
    let seen = text(&row, "seen_at")?.parse();
    Ok(Some(Begun {
        person,
        csrf,
        seen_at: seen.unwrap_or(Timestamp::UNIX_EPOCH),
        expires_at: instant(&row, "expires_at")?,
    }))
}

pub async fn delete_session(tx: &mut Tx, token_hash: &str) -> Result<()> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
        .bind(token_hash)
        .execute(tx.db())
        .await?;
    Ok(())
}

/// How many attempts were counted under a key since an instant.
pub async fn attempts(store: &Store, key: &str, since: Timestamp) -> Result<i64> {
    let row = sqlx::query("SELECT COUNT(*) AS n FROM attempts WHERE key = $1 AND at > $2")
        .bind(key)
        .bind(stored_instant(since))
        .fetch_one(store.pool())
        .await?;
    int(&row, "n")
}

/// Counts one attempt, and forgets those of the same key that are older than a day.
pub async fn record_attempt(tx: &mut Tx, key: &str, now: Timestamp) -> Result<()> {
    use jiff::ToSpan;
    sqlx::query("DELETE FROM attempts WHERE key = $1 AND at < $2")
        .bind(key)
        .bind(stored_instant(now - 24.hours()))
        .execute(tx.db())
        .await?;
    sqlx::query("INSERT INTO attempts (key, at) VALUES ($1, $2)")
        .bind(key)
        .bind(stored_instant(now))
        .execute(tx.db())
        .await?;
    Ok(())
}

pub(crate) fn staff_of(row: &AnyRow) -> Result<StaffRow> {
    Ok(StaffRow {
        id: text(row, "id")?,
        organ: text(row, "organ")?,
        login: text(row, "login")?,
        name: text(row, "name")?,
        roles: text(row, "roles")?,
        asked: text(row, "asked")?,
        password_hash: text(row, "password_hash")?,
        disabled: int(row, "disabled")? != 0,
        mail: text(row, "mail")?,
        lang: text(row, "lang")?,
        factor: text(row, "factor")?,
        seal: text(row, "seal")?,
    })
}
