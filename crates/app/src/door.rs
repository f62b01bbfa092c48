//! The door for strangers: how often one address may file and how much it may leave, a plain question in between, and drafts
//! that nobody keeps.

use std::collections::BTreeMap;

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use crate::{App, Error, Result};

/// What the door asks of an address now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Open,
    /// A plain question first.
    Question,
    /// No more within this hour.
    Shut,
}

/// How often an address has filed within an hour decides.
pub async fn door(app: &App, remote: &str) -> Result<Door> {
    let limits = &app.settings.door;
    let since = app.clock.now() - 1.hour();
    let filed = store::staff::attempts(&app.store, &key_of(remote), since).await?;
    Ok(if limits.most_an_hour > 0 && filed >= limits.most_an_hour {
        Door::Shut
    } else if limits.question_after > 0 && filed >= limits.question_after {
        Door::Question
    } else {
        Door::Open
    })
}

/// Counts one form of an address, whatever becomes of it: what is refused has cost as much as what is taken.
pub async fn count(app: &App, remote: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    store::staff::record_attempt(&mut tx, &key_of(remote), app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes the files of a form from what an address, and all strangers together, may leave on one day.
///
/// # Errors
/// [`Error::Invalid`]: it would be more; the form may be sent without them.
pub async fn leave(app: &App, remote: &str, bytes: usize) -> Result<()> {
    moved(app, remote, i64::try_from(bytes).unwrap_or(i64::MAX)).await
}

/// Gives back what [`leave`] took for a form of which nothing was kept.
///
/// # Errors
/// The database.
pub async fn take_back(app: &App, remote: &str, bytes: usize) -> Result<()> {
    moved(app, remote, -i64::try_from(bytes).unwrap_or(i64::MAX)).await
}

async fn moved(app: &App, remote: &str, amount: i64) -> Result<()> {
    if amount == 0 {
        return Ok(());
    }
    let (limits, today) = (&app.settings.door, app.clock.today());
    let mark = app.keys.derive("left-from", remote);
    let mut tx = app.store.begin().await?;
    for (key, most) in [
        (hex::encode(&mark[..16]), limits.bytes_a_day_per_address),
        ("all".to_string(), limits.bytes_a_day),
    ] {
        if !store::door::take(&mut tx, today, &key, amount, most).await? {
            return Err(Error::Invalid(vec![crate::FieldError::new(
                "attachments",
                "upload",
                "今天可以接收的附件总量已满：请去掉附件提交，或者明天再试，也可以邮寄、当面提交",
                "No more attachments can be taken today: send the form without them, try again tomorrow, or use post or the counter",
            )]));
        }
    }
    tx.commit().await?;
    Ok(())
}

fn key_of(remote: &str) -> String {
    format!("filed-from:{remote}")
}

/// A question in plain words that a screen reader reads like any other, and that needs no picture and no script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub zh: String,
    pub en: String,
}

const DIGITS_ZH: [&str; 19] = [
    "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三",
    "十四", "十五", "十六", "十七", "十八",
];
const DIGITS_EN: [&str; 19] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
];

/// The two numbers of a form's question: from the form's key by the installation's secret, so that nothing is
/// kept and each question is good for one form.
fn numbers(app: &App, form: &str) -> (usize, usize) {
    let derived = app.keys.derive("question", form);
    (
        usize::from(derived[0] % 9) + 1,
        usize::from(derived[1] % 9) + 1,
    )
}

/// The question of a form.
#[must_use]
pub fn question(app: &App, form: &str) -> Question {
    let (a, b) = numbers(app, form);
    Question {
        zh: format!("{}加{}等于几？", DIGITS_ZH[a], DIGITS_ZH[b]),
        en: format!("What is {} plus {}?", DIGITS_EN[a], DIGITS_EN[b]),
    }
}

/// Whether this answers it: in digits, Chinese numerals or English words.
#[must_use]
pub fn answers(app: &App, form: &str, answer: &str) -> bool {
    let (a, b) = numbers(app, form);
    let answer = answer.trim().to_lowercase();
    let sum = a + b;
    answer == sum.to_string() || answer == DIGITS_ZH[sum] || answer == DIGITS_EN[sum]
}

/// A draft as it travels: sealed, in a link that the visitor keeps.
#[derive(Debug, Serialize, Deserialize)]
struct Draft {
    until: jiff::Timestamp,
    fields: BTreeMap<String, String>,
}

const PURPOSE: &str = "apply-draft";

/// Seals the fields of a form for its link. Nothing of it stays here.
pub fn seal_draft(app: &App, fields: &BTreeMap<String, String>) -> Result<String> {
    let hours = app.settings.door.draft_days.max(1) * 24;
    let draft = Draft {
        until: app.clock.now() + hours.hours(),
        fields: fields.clone(),
    };
    Ok(app
        .keys
        .seal_text(PURPOSE, &serde_json::to_string(&draft)?)?)
}

/// The fields of a draft; `NotFound` for one that is not ours or has run out.
pub fn open_draft(app: &App, sealed: &str) -> Result<BTreeMap<String, String>> {
    let text = app
        .keys
        .open_text(PURPOSE, sealed)
        .map_err(|_| Error::NotFound)?;
    let draft: Draft = serde_json::from_str(&text)?;
    if draft.until < app.clock.now() {
        return Err(Error::NotFound);
    }
    Ok(draft.fields)
}
