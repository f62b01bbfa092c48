//! Drafting: everything entered once, cleaned, classified at source (S-8).

use jiff::civil::Date;
use serde_json::json;
use store::ledger;

use super::{append, row};
use crate::{
    App, Result, Role, Staff,
    accounts::new_id,
    error::Findings,
    record::seen,
    upload::{FileRef, Upload, keep},
};

/// What a clerk enters for an item.
#[derive(Debug, Clone, Default)]
pub struct ItemForm {
    /// Column of the platform: `guide`, `rules`, `content`, `reports` (P-3).
    pub column: String,
    /// Head of Art. 20 as a number 1 to 15, for `content`; 0 where none applies.
    pub head: u8,
    pub title: String,
    pub document_number: String,
    /// 成文日期.
    pub made_on: Option<Date>,
    pub summary: String,
    /// HTML; cleaned before it is stored. Plain text is taken as paragraphs.
    pub body: String,
    /// `proactive`, `on_request` or `withheld` (S-8).
    pub source_class: String,
    pub attachments: Vec<Upload>,
    /// Attachments of the earlier version that stay, by hash.
    pub keep: Vec<String>,
}

pub const COLUMNS: [&str; 4] = ["guide", "rules", "content", "reports"];
pub const SOURCE_CLASSES: [&str; 3] = ["proactive", "on_request", "withheld"];

/// Starts an item; returns its id. The same idempotency key starts it once.
pub async fn draft(app: &App, staff: &Staff, form: &ItemForm, key: &str) -> Result<String> {
    staff.require(&[Role::Clerk, Role::Publisher])?;
    validate(app, form)?;
    let files = keep(app, "attachments", &form.attachments).await?;
    let id = new_id(app.clock.now());
    let mut tx = app.store.begin().await?;
    if let Some(earlier) = ledger::claim(&mut tx, &staff.organ, key, &id).await? {
        return Ok(earlier);
    }
    let body = body_of(form, &files);
    append(
        app,
        &mut tx,
        &staff.organ,
        &id,
        0,
        "drafted",
        &body,
        &staff.id,
    )
    .await?;
    tx.commit().await?;
    Ok(id)
}

/// Changes a draft that is not yet published; a later review starts again.
pub async fn revise(
    app: &App,
    staff: &Staff,
    id: &str,
    version: i64,
    form: &ItemForm,
) -> Result<i64> {
    staff.require(&[Role::Clerk, Role::Publisher])?;
    validate(app, form)?;
    let row = row(app, &staff.organ, id).await?;
    seen(row.version, version)?;
    if !matches!(
        row.status.as_str(),
        "draft" | "returned" | "in_review" | "cleared"
    ) {
        return Err(super::life::refused(
            law::rule::Rule::A_17,
            "已发布或者已撤下的信息不能修改草稿",
            "A published or withdrawn item has no draft to change",
        ));
    }
    let mut files: Vec<FileRef> = serde_json::from_str(&row.attachments).unwrap_or_default();
    files.retain(|file| form.keep.contains(&file.hash));
    files.extend(keep(app, "attachments", &form.attachments).await?);
    let mut tx = app.store.begin().await?;
    let body = body_of(form, &files);
    let version = append(
        app,
        &mut tx,
        &staff.organ,
        id,
        version,
        "revised",
        &body,
        &staff.id,
    )
    .await?;
    tx.commit().await?;
    Ok(version)
}

pub(crate) fn body_of(form: &ItemForm, files: &[FileRef]) -> serde_json::Value {
    json!({
        "column": form.column,
        "head": form.head,
        "title": form.title.trim(),
        "document_number": form.document_number.trim(),
        "made_on": form.made_on,
        "summary": form.summary.trim(),
        "body_html": clean(&form.body),
        "source_class": form.source_class,
        "attachments": files,
    })
}

/// Everything wrong with the form, at once.
pub(crate) fn validate(app: &App, form: &ItemForm) -> Result<()> {
    let mut wrong = Findings::default();
    wrong.text("title", "A-12.2", &form.title, 200, "名称", "a title");
    wrong.text(
        "summary",
        "A-12.2",
        &form.summary,
        500,
        "内容概述",
        "a summary",
    );
    wrong.length(
        "document_number",
        &form.document_number,
        80,
        "文号",
        "The document number",
    );
    wrong.length("body", &form.body, 400_000, "正文", "The text");
    if !COLUMNS.contains(&form.column.as_str()) {
        wrong.add("column", "P-3", "请选择栏目", "Choose a column");
    }
    if form.head > 15 || (form.column == "content" && form.head == 0) {
        wrong.add(
            "head",
            "A-20",
            "请选择《条例》第二十条的公开事项",
            "Choose a head of Art. 20",
        );
    }
    if !SOURCE_CLASSES.contains(&form.source_class.as_str()) {
        wrong.add(
            "source_class",
            "S-8",
            "请选择公开属性",
            "Choose the disclosure class",
        );
    }
    match form.made_on {
        None => wrong.add(
            "made_on",
            "A-12.2",
            "请填写成文日期",
            "Enter the date it was made",
        ),
        Some(date) if date > app.clock.today() => wrong.add(
            "made_on",
            "P-11",
            "成文日期不能晚于今天",
            "The date it was made cannot be after today",
        ),
        Some(_) => {}
    }
    if form.body.trim().is_empty() && form.attachments.is_empty() && form.keep.is_empty() {
        wrong.add(
            "body",
            "A-24",
            "请填写正文或者上传附件",
            "Enter a text or attach a file",
        );
    }
    wrong.finish()
}

/// Safe HTML with tables; plain text becomes paragraphs.
pub(crate) fn clean(text: &str) -> String {
    if text.contains('<') {
        ammonia::Builder::default()
            .add_tag_attributes("td", ["rowspan", "colspan"])
            .add_tag_attributes("th", ["rowspan", "colspan", "scope"])
            .link_rel(Some("noopener noreferrer"))
            .clean(text)
            .to_string()
    } else {
        text.split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| format!("<p>{}</p>", escaped(line)))
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// What stands for itself in HTML's text. Blanks and slashes do: `ammonia::clean_text` would write them as numbers, which
/// the form then shows to whoever edits the text.
fn escaped(line: &str) -> String {
    line.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn scripts_go_tables_stay_text_becomes_paragraphs() {
        assert_eq!(
            clean("<p onclick=x()>好<script>x()</script></p>"),
            "<p>好</p>"
        );
        assert!(
            clean("<table><tr><td colspan=\"2\">1</td></tr></table>").contains("colspan=\"2\"")
        );
        assert_eq!(clean("一\n\n二 & 三"), "<p>一</p>\n<p>二 &amp; 三</p>");
        assert!(!clean("<a href=\"javascript:x()\">y</a>").contains("javascript"));
    }
}
