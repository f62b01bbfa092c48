//! One fault as a line: what is found, since when, and the one place where it is mended.

use law::{
    finding::Severity,
    inspection::{Indicator, Watch},
};

use crate::office::{clock::icon, desk::Desk};

/// A line of the table.
pub struct Line {
    pub found: String,
    /// Rule and the text behind it, for whoever asks why.
    pub cite: String,
    pub rule: &'static str,
    pub level: &'static str,
    pub icon: &'static str,
    /// Since when it stands, or from when on it will.
    pub when: String,
    pub first: String,
    pub todo: String,
    /// Where it is mended; empty where the person cannot.
    pub href: String,
}

/// A fault of the person's own organ, or of another.
pub fn line(d: &Desk, watch: &Watch, own: bool) -> Line {
    let indicator = Indicator::of(&watch.indicator);
    let fails = indicator.is_some_and(|one| one.severity == Severity::Error);
    let days = i64::from((watch.first() - d.today).get_days());
    let (level, key) = match days {
        1.. => ("near", "inspection.in_days"),
        0 => ("soon", "inspection.from_today"),
        _ if fails => ("late", "inspection.since_fails"),
        _ => ("late", "inspection.since"),
    };
    Line {
        found: watch.found(d.lang),
        cite: watch.rule.cited(&watch.rule.citation(), d.lang),
        rule: watch.rule.id(),
        level,
        icon: icon(level),
        when: d.tn(key, "days", days.abs()),
        first: watch.first().to_string(),
        todo: watch.todo(d.lang),
        href: if own { mend(d, watch) } else { String::new() },
    }
}

/// The one page where a fault is mended.
fn mend(d: &Desk, watch: &Watch) -> String {
    let place = watch.place.as_str();
    match (watch.indicator.as_str(), place.split_once('/')) {
        ("column_empty", Some(("head", _))) => "/office/catalogue#say".into(),
        ("column_review" | "guide_outdated", _) => {
            format!("/office/inspection/columns#{}", place.replace('/', "-"))
        }
        ("guide_gap", _) => "/office/inspection/columns#guide".into(),
        (_, Some(("item", id))) => format!("/office/items/{id}"),
        (_, Some(("message", id))) => format!("/office/messages/{id}"),
        (_, Some(("request", id))) => format!("/office/requests/{id}"),
        (_, Some(("remedy", id))) => format!("/office/remedies#{id}"),
        (_, Some(("report", year))) => format!("/office/reports/{year}"),
        (_, Some(("standard", rest))) => {
            let catalogue = rest.split('/').next().unwrap_or_default();
            format!("/office/standards/{catalogue}")
        }
        ("site_behind" | "site_long" | "site_empty", _) => "/office/inspection/county".into(),
        ("bunched", _) => "/office/items".into(),
        _ if d.writes_items() => "/office/items/new".into(),
        _ => format!("/office/inspection/columns#{}", place.replace('/', "-")),
    }
}
