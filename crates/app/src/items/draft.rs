//! Drafting: everything entered once, cleaned, classified at source (S-8).

use jiff::civil::Date;
use law::item::{self, Attachment, Column, Content, Entered, Event, Gist, Kind, State};
use serde_json::json;

use super::{
    Whole,
    arrived::{Parcel, opened},
    judged::{against, field, load, place, record, refuse, refused_by_gates},
    line,
    passages::of_form,
    pictures::{Pictured, pictures, without_others},
    row,
    ties::{self, TiesForm},
};
use crate::{
    App, Error, FieldError, Result,
    accounts::new_id,
    error::Findings,
    pen::{Once, Page, Pen, Written},
    record::seen,
    rights::{Author, By},
    upload::{FileRef, Upload, keep, sent},
};

/// What a clerk enters for an item.
#[derive(Debug, Clone, Default)]
pub struct ItemForm {
    /// Column of the platform: `guide`, `rules`, `content`, `reports` (P-3).
    pub column: String,
    /// Code of the kind (`law::item::kinds`); empty: the plain kind of the column.
    pub kind: String,
    /// Head of Art. 20 as a number 1 to 15, for `content` (A-20); 0 where none applies.
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
    /// 施行日期.
    pub in_force_from: Option<Date>,
    /// 有效期至.
    pub in_force_until: Option<Date>,
    /// 征求意见截止日期 (S-10).
    pub comments_until: Option<Date>,
    /// Why that is less than 30 days.
    pub comments_short: String,
    /// What was said on a draft and what became of it (S-11).
    pub gists: Vec<Gist>,
    /// 关联.
    pub ties: TiesForm,
    /// What belongs to a document that the form was read from, sealed as [`super::arrive`] gave it out; empty where it was typed.
    pub arrived: String,
}

/// Fields of the form, as the law's findings name them.
const FIELDS: &[&str] = &[
    "title",
    "summary",
    "document_number",
    "column",
    "kind",
    "head",
    "source_class",
    "made_on",
    "body",
    "in_force_from",
    "in_force_until",
    "explains",
    "amends",
    "repeals",
    "answers",
    "comments_until",
    "comments_short",
    "gists",
];

/// Starts an item; returns its id. The same idempotency key starts it once.
pub async fn draft(app: &App, staff: &By<Author>, form: &ItemForm, key: &str) -> Result<String> {
    validate(app, form)?;
    let ties = &form.ties;
    let said = [&ties.explains, &ties.amends, &ties.repeals, &ties.answers];
    let comments = json!([form.comments_until, form.comments_short, form.gists]);
    let parcel = opened(app, staff, &form.arrived)?;
    let brought = parcel.as_ref().map(Parcel::hashes);
    let files = sent(&form.attachments);
    let mut content = json!([body_of(form, &[]), form.kind, files, said, comments]);
    if let (Some(brought), Some(all)) = (brought, content.as_array_mut()) {
        all.push(json!(brought));
    }
    let once = Once::new(
        app,
        &staff.organ,
        key,
        (Kind::Drafted.as_str(), ""),
        &content,
    )?;
    if let Some(earlier) = once.before(app).await? {
        return Ok(earlier);
    }
    refused_by_gates(&of_form(app, form).await?)?;
    let mut files = keep(app, "attachments", &form.attachments).await?;
    let mut drafted = content_of(form, &[]);
    if let Some(parcel) = &parcel {
        files.extend(parcel.files_of(&drafted.body_html));
        drafted.origin = Some(parcel.origin());
    }
    drafted.attachments = attachments(&files);
    let id = new_id(app.clock.now());
    drafted.ties = ties::meant(app, &staff.organ, &form.ties).await?;
    let whole = naming(app, (&staff.organ, &id), &drafted).await?;
    let event = Event::Drafted(Box::new(drafted));
    refuse(
        against(app, staff, &State::default(), &event, &whole),
        FIELDS,
    )?;
    let page = Page {
        reference: id.clone(),
        lines: vec![line(app, place(staff, &id, 0), &event)?],
        ..Page::default()
    };
    let pen = Pen::of(app, &staff.organ).once(once);
    Ok(match pen.write(|_| Ok(Some(page))).await? {
        Written::Before(earlier) => earlier,
        _ => id,
    })
}

/// Changes a draft, whose readings are void then; or begins the change of what is published, beside it.
pub async fn revise(
    app: &App,
    staff: &By<Author>,
    id: &str,
    version: i64,
    form: &ItemForm,
) -> Result<i64> {
    validate(app, form)?;
    let (state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    let row = row(app, &staff.organ, id).await?;
    refused_by_gates(&of_form(app, form).await?)?;
    let mut files: Vec<FileRef> = serde_json::from_str(&row.attachments).unwrap_or_default();
    let shown = pictures(&clean(&form.body));
    // What the text showed goes when the text shows it no longer.
    let was_shown = pictures(&row.body_html);
    let of = |all: &[Pictured], file: &FileRef| all.iter().any(|it| it.hash == file.hash);
    files.retain(|file| form.keep.contains(&file.hash) || of(&was_shown, file) && of(&shown, file));
    let origin = state.content.as_ref().and_then(|it| it.origin.clone());
    let kept = Content {
        ties: ties::meant(app, &staff.organ, &form.ties).await?,
        origin: origin.clone(),
        ..content_of(form, &files)
    };
    let named = kept.ties.clone();
    let whole = naming(app, (&staff.organ, id), &kept).await?;
    let event = Event::Revised(Box::new(kept));
    let mut asked = against(app, staff, &state, &event, &whole);
    // A text that only new files hold is there once they are kept.
    asked.retain(|finding| finding.place != "body" || form.attachments.is_empty());
    refuse(asked, FIELDS)?;
    files.extend(keep(app, "attachments", &form.attachments).await?);
    let event = Event::Revised(Box::new(Content {
        ties: named,
        origin,
        ..content_of(form, &files)
    }));
    record(app, staff, (id, &state, stands), &event, (&whole, FIELDS)).await
}

/// The items that a text names, as they stand; its passages were looked through before.
pub(super) async fn naming(
    app: &App,
    (organ, id): (&str, &str),
    content: &Content,
) -> Result<Whole> {
    Ok(Whole {
        standing: ties::standing(app, organ, id, &content.ties).await?,
        ..Whole::default()
    })
}

/// What an item holds once its form is in order; the items that it names are looked up apart.
pub(crate) fn content_of(form: &ItemForm, files: &[FileRef]) -> Content {
    let column: Column = form.column.parse().unwrap_or_default();
    let code = (!form.kind.is_empty()).then_some(form.kind.as_str());
    Content {
        column,
        head: form.head,
        kind: item::kinds::of(code, column).map(|kind| kind.code.into()),
        title: form.title.trim().into(),
        document_number: form.document_number.trim().into(),
        made_on: form.made_on.unwrap_or_default(),
        summary: form.summary.trim().into(),
        body_html: clean(&form.body),
        source_class: form.source_class.parse().unwrap_or_default(),
        attachments: attachments(files),
        in_force_from: form.in_force_from,
        in_force_until: form.in_force_until,
        ties: Vec::new(),
        origin: None,
        masking: None,
        comments_until: form.comments_until,
        comments_short: form.comments_short.trim().into(),
        gists: form.gists.iter().map(trimmed).collect(),
    }
}

fn trimmed(gist: &Gist) -> Gist {
    Gist {
        text: gist.text.trim().into(),
        reason: gist.reason.trim().into(),
        ..gist.clone()
    }
}

fn attachments(files: &[FileRef]) -> Vec<Attachment> {
    files
        .iter()
        .map(|file| Attachment {
            hash: file.hash.clone(),
            name: file.name.clone(),
            media: file.media.clone(),
            size: file.size,
        })
        .collect()
}

/// The particulars by which an import knows a row again.
pub(crate) fn body_of(form: &ItemForm, files: &[FileRef]) -> serde_json::Value {
    let whole = json!({
        "column": form.column,
        "head": form.head,
        "title": form.title.trim(),
        "document_number": form.document_number.trim(),
        "made_on": form.made_on,
        "summary": form.summary.trim(),
        "body_html": clean(&form.body),
        "source_class": form.source_class,
        "attachments": files,
    });
    match (form.in_force_from, form.in_force_until) {
        // A sheet of before did not know these, and is known again.
        (None, None) => whole,
        force => json!([whole, force]),
    }
}

/// Everything wrong with the form, at once.
pub(crate) fn validate(app: &App, form: &ItemForm) -> Result<()> {
    let holds_text =
        !form.body.trim().is_empty() || !form.attachments.is_empty() || !form.keep.is_empty();
    let entered = Entered {
        column: &form.column,
        head: form.head,
        kind: &form.kind,
        title: &form.title,
        document_number: &form.document_number,
        made_on: form.made_on,
        summary: &form.summary,
        holds_text,
        source_class: &form.source_class,
        in_force_from: form.in_force_from,
        in_force_until: form.in_force_until,
        comments_until: form.comments_until,
        comments_short: &form.comments_short,
        gists: &form.gists,
    };
    let mut wrong = Findings::default();
    let longest = documents::incoming::LONGEST;
    wrong.length("body", &form.body, longest, "正文", "The text");
    if is_deep(&form.body) {
        wrong.add(
            "body",
            "form",
            "正文的标签嵌套过深，请粘贴为纯文本",
            "The tags of the text are nested too deeply: paste it as plain text",
        );
    }
    let mut all: Vec<FieldError> = item::faults(&entered, app.clock.today())
        .iter()
        .filter_map(|finding| field(finding, FIELDS))
        .collect();
    if let Err(Error::Invalid(more)) = wrong.finish() {
        all.extend(more);
    }
    if all.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(all))
    }
}

/// Deeper than any text is meant. Reading a nest takes time with the square of its depth.
const DEEPEST: usize = 500;

/// Whether tags are nested beyond all use, counted roughly: those that are closed by what follows them are left out.
pub(super) fn is_deep(html: &str) -> bool {
    const CLOSED_BY_THEMSELVES: [&str; 17] = [
        "p", "li", "td", "th", "tr", "dt", "dd", "br", "hr", "img", "col", "option", "thead",
        "tbody", "tfoot", "input", "wbr",
    ];
    let mut depth = 0_usize;
    for tag in html.split('<').skip(1) {
        let closes = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if name.is_empty() || CLOSED_BY_THEMSELVES.contains(&name.as_str()) {
            continue;
        }
        depth = if closes {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

/// Safe HTML with tables and the item's own pictures; plain text becomes paragraphs.
pub(crate) fn clean(text: &str) -> String {
    if text.contains('<') {
        let cleaned = ammonia::Builder::default()
            .add_tag_attributes("td", ["rowspan", "colspan"])
            .add_tag_attributes("th", ["rowspan", "colspan", "scope"])
            .link_rel(Some("noopener noreferrer"))
            .clean(text)
            .to_string();
        without_others(&cleaned)
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
    use super::{clean, is_deep};

    #[test]
    fn a_nest_is_told_from_a_long_text() {
        assert!(is_deep(&"<div>".repeat(501)));
        assert!(is_deep(&"<b><ul><li>".repeat(251)));
        assert!(!is_deep(&"<div>".repeat(500)));
        assert!(!is_deep(&"<div><p>段<br>落</div>".repeat(9_000)));
        assert!(!is_deep(&"<p>段<td>格".repeat(9_000)));
        assert!(!is_deep(&"一 < 二 ".repeat(9_000)));
    }

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
