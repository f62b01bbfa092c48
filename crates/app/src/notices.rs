//! 提醒事项: what a person was told, on the desk and in mail.

use law::Lang;
use serde_json::Value;
use store::notices::NoticeRow;

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

/// Key, Chinese, English. Filled in: `{name}` (number of a request, title of an item, year of a report), `{due}`, `{days}`,
/// `{organ_name}`, `{said}` (what the organ above wrote, or why it was not done).
const SENTENCES: [(&str, &str, &str); 41] = [
    (
        "request.before",
        "申请 {name} 的答复期限为 {due}，还剩 {days} 个工作日",
        "Request {name} must be answered by {due}: {days} working days left",
    ),
    (
        "request.today",
        "申请 {name} 今天必须答复（期限 {due}）",
        "Request {name} must be answered today ({due})",
    ),
    (
        "request.late",
        "申请 {name} 已逾期 {days} 个工作日未答复（期限 {due}）",
        "Request {name} is {days} working days late (last day {due})",
    ),
    (
        "request.above",
        "{organ_name}的申请 {name} 已逾期 {days} 个工作日未答复（期限 {due}）",
        "Request {name} of {organ_name} is {days} working days late (last day {due})",
    ),
    (
        "confirmation.before",
        "申请 {name} 请在 {due} 前与申请人确认收到",
        "Confirm receipt of request {name} with the applicant by {due}",
    ),
    (
        "confirmation.today",
        "申请 {name} 请在今天与申请人确认收到",
        "Confirm receipt of request {name} with the applicant today",
    ),
    (
        "confirmation.late",
        "申请 {name} 已超过 {days} 个工作日未与申请人确认收到（应在 {due} 前）",
        "Receipt of request {name} has not been confirmed: {days} working days past {due}",
    ),
    (
        "confirmation.above",
        "{organ_name}的申请 {name} 已超过 {days} 个工作日未与申请人确认收到",
        "{organ_name} has not confirmed receipt of request {name}: {days} working days past {due}",
    ),
    (
        "remedy_answer.before",
        "行政复议案件（{name}）请在 {due} 前提交书面答复和证据，还剩 {days} 个工作日",
        "Review case ({name}): written answer and evidence by {due}, {days} working days left",
    ),
    (
        "remedy_answer.today",
        "行政复议案件（{name}）今天必须提交书面答复和证据",
        "Review case ({name}): written answer and evidence are due today",
    ),
    (
        "remedy_answer.late",
        "行政复议案件（{name}）提交书面答复和证据的期限（{due}）已过 {days} 个工作日；未提交的，视为没有证据",
        "Review case ({name}): the answer was due on {due}, {days} working days ago; without it the act counts as having no evidence",
    ),
    (
        "remedy_answer.above",
        "{organ_name}的行政复议案件（{name}）提交书面答复的期限（{due}）已过",
        "{organ_name}: the answer in a review case ({name}) was due on {due}",
    ),
    (
        "annual_report.before",
        "{name} 年度报告请在 {due} 前提交并公布，还剩 {days} 个工作日",
        "Submit and publish the report on {name} by {due}: {days} working days left",
    ),
    (
        "annual_report.today",
        "{name} 年度报告今天是最后一个工作日（期限 {due}）",
        "Today is the last working day to publish the report on {name} (by {due})",
    ),
    (
        "annual_report.late",
        "{name} 年度报告已逾期 {days} 个工作日未公布（期限 {due}）",
        "The report on {name} is {days} working days late (by {due})",
    ),
    (
        "annual_report.above",
        "{organ_name}的 {name} 年度报告已逾期 {days} 个工作日未公布",
        "{organ_name} has not published its report on {name}: {days} working days late",
    ),
    (
        "annual_report.chased",
        "{organ_name}催报 {name} 年度报告，期限 {due}。{said}",
        "{organ_name} asks for the report on {name}, due by {due}. {said}",
    ),
    (
        "watch.before",
        "自查：{name}，最迟 {due}，还剩 {days} 个工作日",
        "Self-inspection: {name} by {due}, {days} working days left",
    ),
    (
        "watch.today",
        "自查：{name}，今天是最后一天",
        "Self-inspection: {name}; today is the last day",
    ),
    (
        "watch.late",
        "自查：今天检查会发现，请处理：{name}",
        "An inspection would find this today: {name}",
    ),
    (
        "watch.above",
        "自查：今天检查{organ_name}会发现：{name}",
        "An inspection of {organ_name} would find this today: {name}",
    ),
    (
        "chase.before",
        "督办（{name}）请在 {due} 前答复，还剩 {days} 个工作日",
        "Answer what was chased ({name}) by {due}: {days} working days left",
    ),
    (
        "chase.today",
        "督办（{name}）今天必须答复（期限 {due}）",
        "What was chased ({name}) must be answered today ({due})",
    ),
    (
        "chase.late",
        "督办（{name}）已逾期 {days} 个工作日未答复（期限 {due}）",
        "What was chased ({name}) is {days} working days late (last day {due})",
    ),
    (
        "chase.above",
        "{organ_name}的督办（{name}）已逾期 {days} 个工作日未答复（期限 {due}）",
        "{organ_name} is {days} working days late with what was chased ({name}; last day {due})",
    ),
    (
        "chase.ordered",
        "督办（{number}）：{name}。请在 {due} 前答复。{said}",
        "Chased ({number}): {name}. Answer by {due}. {said}",
    ),
    (
        "chase.answered",
        "{organ_name}答复督办（{number}）：{said}",
        "{organ_name} has answered what was chased ({number}): {said}",
    ),
    (
        "chase.time_asked",
        "{organ_name}申请把督办（{number}）延期到 {due}：{said}",
        "{organ_name} asks for more time for what was chased ({number}), until {due}: {said}",
    ),
    (
        "chase.time_refused",
        "督办（{number}）的延期申请未获同意，仍请在 {due} 前答复：{said}",
        "No more time for what was chased ({number}); answer by {due}: {said}",
    ),
    (
        "chase.extended",
        "督办（{number}）延期到 {due}：{said}",
        "More time for what was chased ({number}), until {due}: {said}",
    ),
    (
        "chase.returned",
        "督办（{number}）的答复被退回，请在 {due} 前重新答复：{said}",
        "The answer to what was chased ({number}) came back; answer again by {due}: {said}",
    ),
    (
        "chase.accepted",
        "督办（{number}）已办结。{said}",
        "What was chased ({number}) is done. {said}",
    ),
    (
        "chase.withdrawn",
        "督办（{number}）已撤销：{said}",
        "What was chased ({number}) was taken back: {said}",
    ),
    (
        "chase.escalated",
        "{organ_name}没有在 {due} 前答复督办（{number}）：{name}",
        "{organ_name} did not answer by {due} what was chased ({number}): {name}",
    ),
    (
        "stock.suspended",
        "“{name}”已暂停公开：{said}。请核实：应当隐去的，修改后重新送审发布；可以公开的，由保密审查员写明理由恢复公开",
        "“{name}” was taken from the public: {said}. Mask it and publish it anew, or have the secrecy reviewer restore it for a reason",
    ),
    (
        "stock.many",
        "再审视发现{days}条公开信息有同一种问题（{said}），数量较多，可能是识别有误，没有自动暂停，请逐条核实",
        "{days} public items show the same kind of find ({said}): so many that the pattern may be wrong, so none was taken away; look at them",
    ),
    (
        "schedule.failed",
        "“{name}”定于 {due} 发布而没有发布：{said}",
        "“{name}” was to be published at {due} and was not: {said}",
    ),
    (
        "review.before",
        "不予公开的信息“{name}”应在 {due} 前再次评估能否公开",
        "Look again at what is withheld, “{name}”, by {due}",
    ),
    (
        "review.today",
        "不予公开的信息“{name}”今天应再次评估能否公开",
        "Look again today at what is withheld: “{name}”",
    ),
    (
        "review.late",
        "不予公开的信息“{name}”已超过 {days} 个工作日未再次评估（应在 {due} 前）",
        "What is withheld, “{name}”, should have been looked at again by {due}: {days} working days ago",
    ),
    (
        "review.above",
        "{organ_name}有不予公开的信息超过期限（{due}）未再次评估",
        "{organ_name} has not looked again at what it withholds (by {due})",
    ),
];

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
