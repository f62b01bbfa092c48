//! From draft to portal to repeal. Nothing is published without a recorded review.

use law::{
    finding::{Finding, Severity},
    rule::Rule,
};
use serde_json::json;
use store::items::ItemRow;

use super::{append, row};
use crate::{App, Error, Result, Role, Staff, error::Findings, record::seen};

/// 审查意见.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opinion {
    Publish,
    Return,
}

/// Hands a draft to the reviewer.
pub async fn submit(app: &App, staff: &Staff, id: &str, version: i64) -> Result<i64> {
    staff.require(&[Role::Clerk, Role::Publisher])?;
    let row = row(app, &staff.organ, id).await?;
    seen(row.version, version)?;
    in_status(
        &row,
        &["draft", "returned"],
        "只有草稿或者被退回的信息可以送审",
        "Only a draft or a returned item can be sent for review",
    )?;
    step(app, staff, id, version, "submitted_for_review", &json!({})).await
}

/// The reviewer's opinion. Nobody reviews what he drafted.
pub async fn review(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    opinion: Opinion,
    basis: &str,
) -> Result<i64> {
    staff.require(&[Role::Reviewer])?;
    let row = row(app, &staff.organ, id).await?;
    seen(row.version, version)?;
    in_status(
        &row,
        &["in_review"],
        "信息不在审查中",
        "The item is not under review",
    )?;
    if row.author == staff.id {
        return Err(refused(
            Rule::S_7,
            "审查人不能是起草人",
            "The reviewer cannot be the author",
        ));
    }
    let mut wrong = Findings::default();
    wrong.text(
        "basis",
        Rule::A_17.id(),
        basis,
        500,
        "审查依据或者理由",
        "the basis or reason",
    );
    wrong.finish()?;
    let word = match opinion {
        Opinion::Publish => "publish",
        Opinion::Return => "return",
    };
    step(
        app,
        staff,
        id,
        version,
        "reviewed",
        &json!({"opinion": word, "basis": basis.trim()}),
    )
    .await
}

/// Puts a cleared item on the portal today, with its 索引号.
pub async fn publish(app: &App, staff: &Staff, id: &str, version: i64) -> Result<i64> {
    staff.require(&[Role::Publisher])?;
    let row = row(app, &staff.organ, id).await?;
    seen(row.version, version)?;
    in_status(
        &row,
        &["cleared"],
        "信息尚未通过审查，不能发布",
        "The item has not been cleared by a review",
    )?;
    let today = app.clock.today();
    let mut tx = app.store.begin().await?;
    let year = today.year();
    let serial = store::counters::next(&mut tx, &staff.organ, &format!("index/{year}")).await?;
    let body = json!({
        "index_number": format!("{}/{year}-{serial:05}", staff.organ),
        "published_on": today,
        "channels": ["portal"],
    });
    let version = append(
        app,
        &mut tx,
        &staff.organ,
        id,
        version,
        "published",
        &body,
        &staff.id,
    )
    .await?;
    tx.commit().await?;
    Ok(version)
}

/// Marks a published document repealed: it stays visible and leaves the stock in force (P-10).
pub async fn repeal(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    reason: &str,
    by: &str,
) -> Result<i64> {
    staff.require(&[Role::Publisher])?;
    let row = row(app, &staff.organ, id).await?;
    seen(row.version, version)?;
    in_status(
        &row,
        &["published"],
        "只有已发布的信息可以废止",
        "Only a published item can be repealed",
    )?;
    let mut wrong = Findings::default();
    wrong.text(
        "reason",
        Rule::P_10.id(),
        reason,
        500,
        "废止理由",
        "the reason",
    );
    wrong.finish()?;
    step(
        app,
        staff,
        id,
        version,
        "repealed",
        &json!({"reason": reason.trim(), "by": by.trim()}),
    )
    .await
}

/// Takes a published item off the portal, with the reason on record.
pub async fn withdraw(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    reason: &str,
) -> Result<i64> {
    staff.require(&[Role::Publisher])?;
    let row = row(app, &staff.organ, id).await?;
    seen(row.version, version)?;
    in_status(
        &row,
        &["published"],
        "只有已发布的信息可以撤下",
        "Only a published item can be withdrawn",
    )?;
    let mut wrong = Findings::default();
    wrong.text(
        "reason",
        Rule::A_17.id(),
        reason,
        500,
        "撤下理由",
        "the reason",
    );
    wrong.finish()?;
    step(
        app,
        staff,
        id,
        version,
        "withdrawn",
        &json!({"reason": reason.trim()}),
    )
    .await
}

async fn step(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    kind: &str,
    body: &serde_json::Value,
) -> Result<i64> {
    let mut tx = app.store.begin().await?;
    let version = append(
        app,
        &mut tx,
        &staff.organ,
        id,
        version,
        kind,
        body,
        &staff.id,
    )
    .await?;
    tx.commit().await?;
    Ok(version)
}

fn in_status(row: &ItemRow, any: &[&str], zh: &str, en: &str) -> Result<()> {
    if any.contains(&row.status.as_str()) {
        Ok(())
    } else {
        Err(refused(Rule::A_17, zh, en))
    }
}

pub(crate) fn refused(rule: Rule, zh: &str, en: &str) -> Error {
    let (zh, en) = (zh.to_string(), en.to_string());
    Error::Refused(vec![Finding::new(rule, Severity::Error, "status", zh, en)])
}
