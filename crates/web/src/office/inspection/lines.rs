//! One fault as a line: what is found, since when, and the one place where it is mended.

use law::{
    finding::Severity,
    inspection::{Indicator, Watch},
};

use store::chases::ChaseRow;

use super::request;
use crate::{
    kit::download::encoded,
    office::{chases, clock::icon, desk::Desk},
};

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
    /// What is to be done; of another organ's fault, that it can be chased.
    pub todo: String,
    /// Where that is done; empty where the person cannot.
    pub href: String,
    /// Where a supervisor sees what it is about; empty where there is no more to see.
    pub look: String,
    /// Number and state of the chase that runs about it, and its page.
    pub chase: Option<(String, String)>,
}

/// Whose fault it is.
#[derive(Clone, Copy)]
pub enum Whose<'a> {
    /// The person's own organ's, or the whole site's.
    Own,
    /// That of an organ below, by its code, which may be chased.
    Below(&'a str),
}

/// A fault, and the chase that runs about it.
pub fn line(d: &Desk, watch: &Watch, whose: Whose, running: &[ChaseRow]) -> Line {
    let indicator = Indicator::of(&watch.indicator);
    let fails = indicator.is_some_and(|one| one.severity == Severity::Error);
    let days = i64::from((watch.first() - d.today).get_days());
    let (level, key) = match days {
        1.. => ("near", "inspection.in_days"),
        0 => ("soon", "inspection.from_today"),
        _ if fails => ("late", "inspection.since_fails"),
        _ => ("late", "inspection.since"),
    };
    let chase = running
        .iter()
        .find(|row| row.indicator == watch.indicator && row.place == watch.place);
    let (todo, href) = match whose {
        Whose::Own => (watch.todo(d.lang), mend(d, watch)),
        Whose::Below(_) if chase.is_some() => (String::new(), String::new()),
        Whose::Below(organ) if watch.stands(d.today) => (d.t("chases.new"), order(organ, watch)),
        Whose::Below(_) => (watch.todo(d.lang), String::new()),
    };
    let look = match (whose, watch.place.split_once('/')) {
        (Whose::Below(organ), Some(("request", id))) => request::href(organ, id),
        _ => String::new(),
    };
    Line {
        look,
        found: watch.found(d.lang),
        cite: watch.rule.cited(&watch.rule.citation(), d.lang),
        rule: watch.rule.id(),
        level,
        icon: icon(level),
        when: d.tn(key, "days", days.abs()),
        first: watch.first().to_string(),
        todo,
        href,
        chase: chase.map(|row| {
            let said = format!("{} {}", row.number, chases::status(d, row));
            (d.tn("chases.running", "chase", said), chases::href(row))
        }),
    }
}

fn order(organ: &str, watch: &Watch) -> String {
    format!(
        "/office/chases/new?organ={organ}&indicator={}&at={}",
        watch.indicator,
        encoded(&watch.place)
    )
}

/// The one page where a fault is mended.
pub fn mend(d: &Desk, watch: &Watch) -> String {
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
