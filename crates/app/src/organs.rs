//! 机关: the organ tree. An organ's particulars are acts in its own ledger.

use serde_json::Value;
use store::{
    Stream,
    ledger::{self, NewAct},
};

use crate::{App, Error, Result, error::Findings, record::record};

/// The particulars of an organ, as the guide must give them.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct OrganForm {
    pub code: String,
    pub name: String,
    pub short_name: String,
    /// `department`, `township`, `office` or `vertical`.
    pub kind: String,
    /// Code of the organ above, empty at the top.
    pub parent: String,
    pub address: String,
    pub telephone: String,
    pub fax: String,
    pub hours: String,
    pub email: String,
    pub postcode: String,
    /// 负责人.
    pub leader: String,
    /// 机构职能.
    pub duties: String,
    /// 机关代字, for document numbers.
    pub doc_prefix: String,
    /// 复议机关 (D-6).
    pub review_body: String,
    /// 管辖法院.
    pub court: String,
    /// 复议机关的互联网渠道 (D-16).
    pub review_site: String,
    /// The organ's own web site.
    pub site: String,
}

pub const KINDS: [&str; 4] = ["department", "township", "office", "vertical"];

/// Everything wrong with the particulars, at once.
pub fn validate(form: &OrganForm) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.text(
        "code",
        "form",
        &form.code,
        32,
        "机构代码",
        "the organ's code",
    );
    if !form.code.chars().all(|c| c.is_ascii_alphanumeric()) {
        wrong.add(
            "code",
            "form",
            "机构代码只能是字母和数字",
            "The organ's code can only have letters and digits",
        );
    }
    wrong.text(
        "name",
        "A-12.1",
        &form.name,
        60,
        "机关名称",
        "the organ's name",
    );
    if !KINDS.contains(&form.kind.as_str()) {
        wrong.add(
            "kind",
            "R-14",
            "机构类别应为 department、township、office 或 vertical",
            "The kind must be department, township, office or vertical",
        );
    }
    wrong.finish()
}

/// Registers an organ, or amends it where the particulars differ. Returns whether anything was written.
pub async fn save(app: &App, form: &OrganForm, actor: &str) -> Result<bool> {
    validate(form)?;
    let mut tx = app.store.begin().await?;
    let written = save_in(app, &mut tx, form, actor).await?;
    tx.commit().await?;
    Ok(written)
}

/// The same for particulars that are valid, inside a transaction that the caller commits.
pub(crate) async fn save_in(
    app: &App,
    tx: &mut store::Tx,
    form: &OrganForm,
    actor: &str,
) -> Result<bool> {
    let body = serde_json::to_value(form)?;
    ledger::lock(tx, &form.code).await?;
    let earlier = ledger::stream_tx(tx, &form.code, &Stream::Organ).await?;
    if earlier
        .last()
        .is_some_and(|act| act.body().is_ok_and(|earlier: Value| earlier == body))
    {
        return Ok(false);
    }
    append_in(app, tx, form, &body, earlier.len(), actor).await?;
    Ok(true)
}

async fn append_in(
    app: &App,
    tx: &mut store::Tx,
    form: &OrganForm,
    body: &Value,
    acts_so_far: usize,
    actor: &str,
) -> Result<()> {
    let expected = i64::try_from(acts_so_far).map_err(Error::failed)?;
    record(
        app,
        tx,
        &NewAct {
            organ: &form.code,
            stream: &Stream::Organ,
            expected,
            kind: if expected == 0 {
                "organ_registered"
            } else {
                "organ_amended"
            },
            body,
            on: app.clock.today(),
            actor,
        },
    )
    .await?;
    Ok(())
}

/// The particulars of one organ.
pub async fn get(app: &App, code: &str) -> Result<OrganForm> {
    let row = store::organs::get(&app.store, code)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(serde_json::from_str(&row.body)?)
}
