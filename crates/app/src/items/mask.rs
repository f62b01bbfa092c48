//! 遮盖: what keeps a text from the public is taken out of its title, summary, body and attachments by one act, a change by whoever
//! masks it; and brought back by another as long as the masked text is not public.

use std::collections::BTreeMap;

use documents::redact::{What, Withholding};
use law::{
    item::{
        Attachment, Content, Event, State,
        masking::{self, Find, Masking, Taken},
    },
    personal::{self, Hit, Kind},
};

use super::{
    draft::naming,
    judged::{load, record, refuse},
    passages::{attachment, texts},
    spelled::spelled,
    stream_of,
};
use crate::{
    App, Error, Result,
    record::seen,
    rights::{Author, By},
    upload::{Upload, outgoing},
};

/// Personal data in the text of an item as it stands: its title, summary and body.
#[must_use]
pub fn finds(app: &App, content: &Content) -> Vec<Find> {
    let whole = texts(
        &content.title,
        &content.summary,
        &content.document_number,
        &content.body_html,
    );
    masking::finds(&whole.passages, app.clock.today(), &app.settings.personal)
}

/// Takes out all that blocks, and of the rest what a person chose by [`Find::word`]; attachments are made anew without it.
/// An attachment that no program can mask stays as it is and is named.
pub async fn mask(
    app: &App,
    staff: &By<Author>,
    id: &str,
    version: i64,
    also: &[String],
) -> Result<i64> {
    let (state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    let Some(before) = state.content.clone() else {
        return Err(Error::NotFound);
    };
    let chosen = masking::chosen(finds(app, &before), also);
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for find in &chosen {
        *counts.entry(find.hit.kind).or_default() += 1;
    }
    let hits = |place: &str| -> Vec<Hit> {
        let here = chosen.iter().filter(|find| find.place == place);
        here.map(|find| find.hit.clone()).collect()
    };
    let mut content = Content {
        title: personal::mask(&before.title, &hits("title")),
        summary: personal::mask(&before.summary, &hits("summary")),
        body_html: masked_html(&before.body_html, &hits("body")),
        ..before.clone()
    };
    let mut left = Vec::new();
    for (number, file) in (1..).zip(&mut content.attachments) {
        match without(app, number, file).await? {
            Some((made, found)) => {
                *file = made;
                for kind in found {
                    *counts.entry(kind).or_default() += 1;
                }
            }
            None if stops(app, number, file).await? => left.push(number),
            None => {}
        }
    }
    if counts.is_empty() && left.is_empty() {
        refuse(vec![masking::nothing_to_mask()], &[])?;
    }
    content.masking = Some(Masking {
        of: before.digest(),
        taken: counts
            .into_iter()
            .map(|(kind, count)| Taken { kind, count })
            .collect(),
        left,
    });
    written(app, staff, (id, &state, stands), content).await
}

/// Brings the text back that was masked last, unless the public has seen what the masking made.
pub async fn unmask(app: &App, staff: &By<Author>, id: &str, version: i64) -> Result<i64> {
    let (state, stands) = load(app, &staff.organ, id).await?;
    seen(stands, version)?;
    refuse(masking::cannot_be_undone(&state).into_iter().collect(), &[])?;
    let content = state.content.as_ref();
    let Some(masking) = content.and_then(|content| content.masking.as_ref()) else {
        return Err(Error::NotFound);
    };
    let acts = store::ledger::stream(&app.store, &staff.organ, &stream_of(id)?).await?;
    let before = store::items::entries(&acts)?
        .into_iter()
        .rev()
        .find_map(|entry| match entry.event {
            Event::Drafted(content) | Event::Revised(content) if content.digest() == masking.of => {
                Some(*content)
            }
            _ => None,
        });
    let Some(before) = before else {
        return Err(Error::NotFound);
    };
    written(app, staff, (id, &state, stands), before).await
}

/// Records a text in the place of another: a change like any.
async fn written(
    app: &App,
    staff: &By<Author>,
    (id, state, version): (&str, &State, i64),
    content: Content,
) -> Result<i64> {
    let whole = naming(app, (&staff.organ, id), &content).await?;
    let event = Event::Revised(Box::new(content));
    record(app, staff, (id, state, version), &event, (&whole, &[])).await
}

fn masked_html(html: &str, hits: &[Hit]) -> String {
    let stretches: Vec<_> = hits
        .iter()
        .map(|hit| (hit.start..hit.end, hit.masked.clone()))
        .collect();
    spelled(html).without(html, &stretches)
}

/// An attachment without what blocks it, and what that was; `None` where nothing blocks it or no program can take it out.
async fn without(
    app: &App,
    number: usize,
    file: &Attachment,
) -> Result<Option<(Attachment, Vec<Kind>)>> {
    let bytes = app.files.get(&file.hash).await?;
    let whole = attachment(app, number, &file.name, &bytes).await?;
    let finds = masking::finds(&whole.passages, app.clock.today(), &app.settings.personal);
    let finds = masking::chosen(finds, &[]);
    if finds.is_empty() {
        return Ok(None);
    }
    let mut name = file.name.clone();
    let mut phrases: Vec<String> = Vec::new();
    for find in &finds {
        let passage = whole.passages.iter().find(|it| it.place == find.place);
        let said = passage.and_then(|it| it.text.get(find.hit.start..find.hit.end));
        let Some(said) = said else {
            continue;
        };
        if find.place.ends_with("/name") {
            // A star is no sign of a file's name.
            name = name.replace(said, &find.hit.masked.replace('*', "x"));
        } else if !phrases.iter().any(|it| it == said) {
            phrases.push(said.to_string());
        }
    }
    let made = if phrases.is_empty() {
        bytes
    } else {
        let withheld: Vec<Withholding> = phrases.into_iter().map(withheld).collect();
        match app.reading.redact(&file.name, &bytes, &withheld).await? {
            Ok(made) => made.bytes,
            Err(_) => return Ok(None),
        }
    };
    let upload = Upload { name, bytes: made };
    let Ok(mut checked) = outgoing(app, "attachments", &[upload]).await else {
        return Ok(None);
    };
    let Some(made) = checked.pop() else {
        return Ok(None);
    };
    let kept = Attachment {
        hash: app.files.put(&made.bytes).await?,
        name: made.name,
        media: made.mime,
        size: made.bytes.len() as u64,
    };
    if stops(app, number, &kept).await? {
        return Ok(None);
    }
    Ok(Some((
        kept,
        finds.iter().map(|find| find.hit.kind).collect(),
    )))
}

/// Whether an attachment still holds what keeps it from the public.
async fn stops(app: &App, number: usize, file: &Attachment) -> Result<bool> {
    let bytes = app.files.get(&file.hash).await?;
    let whole = attachment(app, number, &file.name, &bytes).await?;
    let finds = masking::finds(&whole.passages, app.clock.today(), &app.settings.personal);
    Ok(finds.iter().any(Find::blocks))
}

fn withheld(phrase: String) -> Withholding {
    Withholding {
        page: None,
        what: What::Phrase(phrase),
        reason: "个人信息".into(),
    }
}
