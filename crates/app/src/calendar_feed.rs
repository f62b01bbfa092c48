//! 日历订阅: a person's last days as iCalendar (RFC 5545), with alarms. No personal data: number, subject and last day; the subject
//! only for whoever may read the organ's requests, as long as he may.

use icalendar::{
    Alarm, Calendar, CalendarDateTime, Component, Event, EventLike, Property, ValueType,
};
use jiff::{ToSpan, civil::Date};
use law::{Lang, remind::Matter};

use crate::{App, Result, Role, notices, reminders, tokens};

/// When an alarm rings in China on the day that it is for: nine in the morning.
const ALARM_HOUR: i8 = 9;

/// The feed behind a secret address.
pub async fn feed(app: &App, secret: &str) -> Result<String> {
    let owner = tokens::feed_owner(app, secret).await?;
    let lang: Lang = owner.lang.parse().unwrap_or_default();
    let mut calendar = Calendar::new();
    calendar
        .name(lang.pick("政府信息公开办理期限", "Last days of disclosure"))
        .timezone("Asia/Shanghai");
    let works = owner.roles.split(',').any(|role| {
        role.parse().is_ok_and(|role| {
            matches!(
                role,
                Role::Clerk | Role::Head | Role::Leader | Role::DisclosureHead
            )
        })
    });
    if works {
        let all = reminders::pending(app, &owner.organ).await?;
        let about = |one: &reminders::Pending| crate::requests::named_by(&one.about);
        let ids: Vec<String> = all.iter().filter_map(about).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let titles = crate::subjects::of_ids(app, &owner.organ, &ids).await?;
        for pending in &all {
            let title = about(pending).and_then(|id| titles.get(&id));
            let title = title.map_or("", String::as_str);
            calendar.push(event(app, &owner.organ, pending, title, lang));
        }
    }
    Ok(calendar.done().to_string())
}

fn event(app: &App, organ: &str, pending: &reminders::Pending, title: &str, lang: Lang) -> Event {
    let detail = serde_json::json!({"name": pending.name, "due": pending.due});
    let key = format!("{}.today", pending.matter.as_str());
    let mut summary = notices::sentence(&key, &detail, lang);
    if !title.is_empty() {
        summary = format!("{title}{}{summary}", lang.pick("：", ": "));
    }
    let mut note = format!(
        "{} [{}]",
        lang.pick("办理期限的最后一日", "The last day of the period"),
        pending.matter.rule()
    );
    if pending.provisional {
        note.push_str(lang.pick(
            "；下一年度放假安排尚未公布，日期待定",
            "; provisional, as the notice of that year's holidays is not out yet",
        ));
    }
    let stamp = app.clock.now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut event = Event::new();
    event
        .uid(&format!(
            "{}/{}@{}",
            pending.about, organ, app.settings.site_domain
        ))
        .summary(&summary)
        .description(&note)
        .add_property("DTSTAMP", stamp)
        .append_property(all_day("DTSTART", pending.due))
        .append_property(all_day("DTEND", pending.due.saturating_add(1.day())))
        .add_property("TRANSP", "TRANSPARENT");
    for days in alarms(app, pending.matter) {
        if let Some(at) = alarm_at(app, pending.due, days) {
            // The same at each fetch: a calendar that was told "dismissed" does not ring again.
            let uid = format!(
                "{}/{organ}/{days}@{}",
                pending.about, app.settings.site_domain
            );
            let trigger = icalendar::Trigger::DateTime(at);
            event.alarm(Alarm::display(&summary, trigger).uid(&uid).done());
        }
    }
    event.done()
}

fn all_day(name: &str, date: Date) -> Property {
    let mut property = Property::new(name, date.strftime("%Y%m%d").to_string());
    property.append_parameter(ValueType::Date);
    property.done()
}

/// The working days before the last day at which people are told: the same as the reminders.
fn alarms(app: &App, matter: Matter) -> Vec<u32> {
    let settings = &app.settings.remind;
    match matter {
        Matter::Request => settings.before_days.clone(),
        Matter::Confirmation | Matter::RemedyAnswer | Matter::Chase => {
            settings.before_days_short.clone()
        }
        Matter::AnnualReport | Matter::Review => settings.before_days_long.clone(),
        Matter::Watch => settings.before_days_watch.clone(),
        Matter::Task => settings.before_days_task.clone(),
    }
}

/// Nine in the morning of the working day that lies `days` working days before the last day.
fn alarm_at(app: &App, due: Date, days: u32) -> Option<CalendarDateTime> {
    let mut day = app.calendar.last_working_day_by(due);
    for _ in 0..days {
        day = app
            .calendar
            .last_working_day_by(day.saturating_sub(1.day()));
    }
    let at = crate::clock::instant_of(day.at(ALARM_HOUR, 0, 0, 0));
    at.strftime("%Y%m%dT%H%M%SZ").to_string().parse().ok()
}
