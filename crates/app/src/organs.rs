//! 机关: the organ tree. An organ's particulars are acts in its own ledger.

use std::collections::BTreeSet;

use law::fields::organ::{KIND, NAME};
use store::Stream;

use crate::{
    App, Error, Result,
    error::Findings,
    pen::{At, Line, Page, Sheet},
};

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
    wrong.text("code", &form.code, 32, "机构代码", "the organ's code");
    if !form.code.chars().all(|c| c.is_ascii_alphanumeric()) {
        wrong.add(
            "code",
            "form",
            "机构代码只能是字母和数字",
            "The organ's code can only have letters and digits",
        );
    }
    wrong.asked(&NAME, &form.name, 60, "机关名称", "the organ's name");
    if !KINDS.contains(&form.kind.as_str()) {
        wrong.at(
            &KIND,
            "机构类别应为 department、township、office 或 vertical",
            "The kind must be department, township, office or vertical",
        );
    }
    wrong.finish()
}

/// Registers an organ, or amends it where the particulars differ. Returns whether anything was written.
pub async fn save(app: &App, form: &OrganForm, actor: &str) -> Result<bool> {
    validate(form)?;
    let mut sheet = Sheet::begin(app, BTreeSet::from([form.code.as_str()])).await?;
    let written = save_in(app, &mut sheet, form, actor).await?;
    sheet.commit().await?;
    Ok(written)
}

/// The same for particulars that are valid, on a sheet that holds the organ's head and that the caller commits.
pub(crate) async fn save_in(
    app: &App,
    sheet: &mut Sheet<'_>,
    form: &OrganForm,
    actor: &str,
) -> Result<bool> {
    let earlier = sheet.acts(&form.code, &Stream::Organ).await?;
    let last = earlier.last();
    let known = earlier
        .iter()
        .rfind(|act| store::organs::holds_particulars(act));
    if known.is_some_and(|act| act.body().is_ok_and(|known: OrganForm| known == *form)) {
        return Ok(false);
    }
    let line = Line {
        organ: form.code.clone(),
        stream: Stream::Organ,
        at: At::Version(last.map_or(0, |act| act.version)),
        kind: match last {
            None => "organ_registered".into(),
            Some(_) => "organ_amended".into(),
        },
        body: serde_json::to_value(form)?,
        on: app.clock.today(),
        actor: actor.into(),
    };
    let page = Page {
        lines: vec![line],
        ..Page::default()
    };
    sheet.write(&page).await?;
    Ok(true)
}

/// The particulars of one organ.
pub async fn get(app: &App, code: &str) -> Result<OrganForm> {
    let row = store::organs::get(&app.store, code)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(serde_json::from_str(&row.body)?)
}

/// Whether there is an organ at all.
///
/// # Errors
/// The database.
pub async fn any(app: &App) -> Result<bool> {
    Ok(!store::organs::list(&app.store).await?.is_empty())
}
