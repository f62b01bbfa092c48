//! Pages of an organ that are found like items: itself, its guide, who leads it, its annual reports.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::Value;

use super::{Organ, Public, Untold, organ as public_organ, reports};
use crate::{
    Result, Store,
    columns::{int, text},
    organs as rows,
};

/// A page as the search index takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganPage {
    pub organ: String,
    /// `organ`, `guide`, `leader` or `report-2025`; no item has such an id.
    pub id: String,
    /// `organ`, `guide`, `leader` or `report`.
    pub kind: &'static str,
    pub title: String,
    pub text: String,
    /// Of a report.
    pub published_on: Option<Date>,
}

pub type PublicOrganPage = Public<OrganPage>;

/// The pages that every organ has or may have.
const FIXED: [&str; 3] = ["organ", "guide", "leader"];

/// The pages of one organ as they stand.
pub async fn pages(store: &Store, organ: &str) -> Result<Vec<PublicOrganPage>> {
    let Some(particulars) = public_organ(store, organ).await? else {
        return Ok(Vec::new());
    };
    let page = |id: &str, kind: &'static str, text: String, published_on: Option<Date>| {
        Public(OrganPage {
            organ: organ.to_owned(),
            id: id.to_owned(),
            kind,
            title: title(&particulars.name, id),
            text,
            published_on,
        })
    };
    let mut found = vec![
        page("organ", "organ", about(&particulars), None),
        page("guide", "guide", about(&particulars), None),
    ];
    if led(&particulars.leader) {
        let led = format!("{}。{}", particulars.leader, particulars.short_name);
        found.push(page("leader", "leader", led, None));
    }
    for report in reports(store, organ).await? {
        let mut said = String::new();
        sentences(&serde_json::from_str(&report.report)?, &mut said);
        let id = format!("report-{}", report.year);
        found.push(page(&id, "report", said, Some(report.published_on)));
    }
    Ok(found)
}

/// Which pages of an organ have to be told to the search index since it was told last, as they stand; none where nothing changed.
pub(super) async fn untold_pages(store: &Store, organ: &str, after: i64) -> Result<Vec<Untold>> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS n FROM acts WHERE organ = $1 AND seq > $2 AND (stream = 'organ' OR stream LIKE 'report/%')",
    )
    .bind(organ)
    .bind(after)
    .fetch_one(store.pool())
    .await?;
    if int(&row, "n")? == 0 {
        return Ok(Vec::new());
    }
    let now = titles_of_pages(store, &BTreeSet::from([organ])).await?;
    let gone = FIXED
        .iter()
        .filter(|id| !now.iter().any(|page| page.1 == **id));
    let gone = gone.map(|id| Untold {
        id: (*id).to_owned(),
        title: None,
    });
    let mut all: Vec<Untold> = gone.collect();
    all.extend(now.into_iter().map(|(_, id, title)| Untold {
        id,
        title: Some(title),
    }));
    Ok(all)
}

/// Organ, id and title of every page of some organs.
pub(super) async fn titles_of_pages(
    store: &Store,
    organs: &BTreeSet<&str>,
) -> Result<Vec<(String, String, String)>> {
    if organs.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    let published =
        sqlx::query("SELECT organ, year FROM reports WHERE scope = 'own' AND published_on IS NOT NULL AND edition >= 1")
            .fetch_all(store.pool())
            .await?;
    for row in rows::list(store).await? {
        if !organs.contains(row.code.as_str()) {
            continue;
        }
        let mut add = |id: String| {
            let title = title(&row.name, &id);
            found.push((row.code.clone(), id, title));
        };
        add("organ".into());
        add("guide".into());
        let particulars: Organ = serde_json::from_str(&row.body)?;
        if led(&particulars.leader) {
            add("leader".into());
        }
        for report in &published {
            if text(report, "organ")? == row.code {
                add(format!("report-{}", int(report, "year")?));
            }
        }
    }
    Ok(found)
}

/// Whether somebody is named; a remark in brackets names nobody.
fn led(leader: &str) -> bool {
    !leader.trim().is_empty() && !leader.starts_with('（')
}

fn title(name: &str, id: &str) -> String {
    match id {
        "organ" => name.to_owned(),
        "guide" => format!("{name}政府信息公开指南"),
        "leader" => format!("{name}负责人"),
        report => format!(
            "{name}{}年政府信息公开工作年度报告",
            report.trim_start_matches("report-")
        ),
    }
}

/// What stands on the page of an organ and in its guide; what is not known is left out.
fn about(organ: &Organ) -> String {
    let facts = [
        ("", &organ.short_name),
        ("", &organ.duties),
        ("办公地址：", &organ.address),
        ("办公时间：", &organ.hours),
        ("联系电话：", &organ.telephone),
        ("传真：", &organ.fax),
        ("电子邮箱：", &organ.email),
    ];
    facts
        .iter()
        .filter(|(_, fact)| !fact.is_empty())
        .map(|(label, fact)| format!("{label}{}。", fact.trim_end_matches('。')))
        .collect()
}

/// What a report says in words.
fn sentences(value: &Value, said: &mut String) {
    match value {
        Value::String(text) if !text.is_ascii() => {
            said.push_str(text.trim_end().trim_end_matches('。'));
            said.push_str("。 ");
        }
        Value::Array(values) => values.iter().for_each(|value| sentences(value, said)),
        Value::Object(values) => values.values().for_each(|value| sentences(value, said)),
        _ => {}
    }
}
