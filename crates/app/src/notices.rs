//! 提醒事项: what a person was told, on the desk and in mail.

mod sentences;

use law::Lang;
use serde_json::Value;
use store::notices::NoticeRow;

use sentences::SENTENCES;

use crate::{
    App, Result, Role, Staff,
    accounts::{new_id, staff_of},
    pen::{Page, Pen},
    rights::{Reader, holds},
};

/// A notice as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub id: String,
    pub text: String,
    /// What the request concerned is called, for those who may read it.
    pub subject: String,
    /// `late`, `soon`, `near` or `later`.
    pub level: &'static str,
    /// The stream concerned; empty where it belongs to another organ, whose records this person cannot open.
    pub about: String,
    /// Told to a supervisor of an organ below: its code, and the stream there.
    pub below: Option<(String, String)>,
    pub made_at: jiff::Timestamp,
    pub read: bool,
    /// Told to a role that nobody holds: the security administrator should see to it.
    pub nobody: bool,
}

/// How many notices a desk shows.
const MOST: i64 = 200;

/// What the person was told, newest first; with `unread`, only what was not read yet.
pub async fn list(app: &App, staff: &Staff, unread: bool, lang: Lang) -> Result<Vec<Notice>> {
    let rows = store::notices::of_staff(&app.store, &staff.organ, &staff.id, unread, MOST).await?;
    let mut notices: Vec<Notice> = rows
        .into_iter()
        .filter(|row| concerns(row, staff))
        .map(|row| notice(row, &staff.organ, lang))
        .collect();
    if holds::<Reader>(staff) {
        name(app, staff, &mut notices).await?;
    }
    Ok(notices)
}

/// Says what the requests are called that notices are about: opened for this look, kept nowhere.
async fn name(app: &App, staff: &Staff, notices: &mut [Notice]) -> Result<()> {
    let about = |notice: &Notice| crate::requests::named_by(&notice.about);
    let ids: Vec<String> = notices.iter().filter_map(about).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let titles = crate::subjects::of_ids(app, &staff.organ, &ids).await?;
    for notice in notices {
        if let Some(title) = about(notice).and_then(|id| titles.get(&id)) {
            notice.subject.clone_from(title);
        }
    }
    Ok(())
}

/// What was told to nobody in particular concerns whoever holds the role, and the security administrator who can give it.
fn concerns(row: &NoticeRow, staff: &Staff) -> bool {
    !row.staff.is_empty()
        || staff.has(Role::Security)
        || row.role.parse().is_ok_and(|role| staff.has(role))
}

/// Marks notices as read by this person. Ids of others are passed over.
pub async fn read(app: &App, staff: &Staff, ids: &[String]) -> Result<()> {
    let mut tx = app.store.begin().await?;
    for id in ids {
        store::notices::read(&mut tx, &staff.organ, id, &staff.id, app.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Puts a notice on the desk of everybody in an organ who holds one of these roles, told under the first that he holds; where nobody
/// does, where the administrator sees it. `said` is the key of the sentence, the stream it is about and what fills its places.
pub(crate) async fn tell(
    app: &App,
    organ: &str,
    roles: &[Role],
    (text_key, about, detail): (&str, &str, Value),
) -> Result<()> {
    let holders = holders(app, organ, roles).await?;
    let page = Page {
        notices: rows(app, &holders, "late/0", (text_key, about, &detail)),
        ..Page::default()
    };
    Pen::of(app, organ).write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// Somebody who is to be told, and in which role.
#[derive(Debug, Clone)]
pub(crate) struct Holder {
    pub organ: String,
    /// Id of the member of staff; empty where nobody holds the role, for whoever can give it.
    pub staff: String,
    pub role: Role,
    /// There is an address for mail.
    pub mail: bool,
}

/// Everybody in an organ who holds one of these roles, under the first that he holds.
pub(crate) async fn holders(app: &App, organ: &str, roles: &[Role]) -> Result<Vec<Holder>> {
    let staff = store::staff::of_organ(&app.store, organ).await?;
    let mut found: Vec<Holder> = staff
        .into_iter()
        .filter_map(|row| {
            let (mail, staff) = (!row.mail.is_empty(), staff_of(row));
            let role = roles.iter().find(|role| staff.has(**role))?;
            Some(Holder {
                organ: organ.into(),
                staff: staff.id,
                role: *role,
                mail,
            })
        })
        .collect();
    if let (true, Some(role)) = (found.is_empty(), roles.first()) {
        found.push(Holder {
            organ: organ.into(),
            staff: String::new(),
            role: *role,
            mail: false,
        });
    }
    Ok(found)
}

/// A notice for each of them, to be written with the act that it tells of.
pub(crate) fn rows(
    app: &App,
    holders: &[Holder],
    step: &str,
    (text_key, about, detail): (&str, &str, &Value),
) -> Vec<NoticeRow> {
    let now = app.clock.now();
    let row = |one: &Holder| NoticeRow {
        organ: one.organ.clone(),
        id: new_id(now),
        staff: one.staff.clone(),
        role: one.role.as_str().into(),
        about: about.into(),
        step: step.into(),
        text_key: text_key.into(),
        detail: detail.to_string(),
        made_at: now,
        read_at: None,
        read_by: String::new(),
    };
    holders.iter().map(row).collect()
}

fn notice(row: NoticeRow, organ: &str, lang: Lang) -> Notice {
    let detail: Value = serde_json::from_str(&row.detail).unwrap_or_default();
    let other = detail["organ"].as_str().filter(|code| *code != organ);
    let supervises = row.role == Role::Supervisor.as_str();
    let level = match row.step.split_once('/') {
        // A reminder from above is late or as good as late.
        Some(("chase", "0")) => "soon",
        Some(("late" | "chase", _)) => "late",
        Some(("before", "0" | "1" | "2")) => "soon",
        Some(("before", "3" | "4" | "5")) => "near",
        _ => "later",
    };
    Notice {
        text: sentence(&row.text_key, &detail, lang),
        subject: String::new(),
        level,
        below: other
            .filter(|_| supervises)
            .map(|code| (code.to_string(), row.about.clone())),
        about: if other.is_none() {
            row.about
        } else {
            String::new()
        },
        made_at: row.made_at,
        read: row.read_at.is_some(),
        nobody: row.staff.is_empty(),
        id: row.id,
    }
}

/// A notice in words.
#[must_use]
pub fn sentence(key: &str, detail: &Value, lang: Lang) -> String {
    let Some((_, zh, en)) = SENTENCES.iter().find(|(known, _, _)| *known == key) else {
        return key.to_string();
    };
    // What a program says of itself, it says in both languages.
    let translated = |name: &str| match (lang, &detail[format!("{name}_en")]) {
        (Lang::En, text @ Value::String(_)) => text.clone(),
        _ => detail[name].clone(),
    };
    let field = |name: &str| match &translated(name) {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let en = match detail["days"].as_i64() {
        Some(1) => &en.replace("{days} working days", "{days} working day"),
        _ => *en,
    };
    let text = ["name", "due", "days", "organ_name", "said", "number"]
        .into_iter()
        .fold(lang.pick(zh, en).to_string(), |text, name| {
            text.replace(&format!("{{{name}}}"), &field(name))
        });
    text.trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_matter_and_step_has_words_that_fill_the_same_places() {
        for matter in law::remind::Matter::ALL {
            for step in ["before", "today", "late", "above"] {
                let key = format!("{}.{step}", matter.as_str());
                let (_, zh, en) = SENTENCES
                    .iter()
                    .find(|(known, _, _)| *known == key)
                    .unwrap_or_else(|| panic!("{key} has no words"));
                for place in ["{name}", "{organ_name}"] {
                    assert_eq!(zh.contains(place), en.contains(place), "{key} {place}");
                }
            }
        }
        let detail = serde_json::json!({"name": "QH-2026-0001", "due": "2026-11-24", "days": 3});
        let text = sentence("request.late", &detail, Lang::En);
        assert_eq!(
            text,
            "Request QH-2026-0001 is 3 working days late (last day 2026-11-24)"
        );
        let one = serde_json::json!({"name": "QH-2026-0001", "due": "2026-11-24", "days": 1});
        assert!(sentence("request.late", &one, Lang::En).contains("1 working day late"));
    }
}
