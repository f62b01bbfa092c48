//! What would become public of an item, in plain text: what the gates of `law::item` look through (Q-20, S-1, S-3). Attachments are
//! read as uploads are, each in a process of its own.

use law::item::{Content, Gist, Passage, Standing, Unread};

use super::{ItemForm, spelled::spelled};
use crate::{App, Error, Result, upload::Upload};

/// What would become public, what of it no program can read, and the items that it names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Whole {
    pub passages: Vec<Passage>,
    pub unread: Vec<Unread>,
    pub standing: Vec<Standing>,
}

impl Whole {
    /// What is said of the opinions of the public.
    fn heard(&mut self, short: &str, gists: &[Gist]) {
        let gists = (1..).zip(gists).map(|(number, gist)| {
            let said = format!("{}\n{}", gist.text, gist.reason);
            Passage::new(format!("gists/{number}"), said)
        });
        self.passages.extend(gists);
        if !short.is_empty() {
            self.passages.push(Passage::new("comments_short", short));
        }
    }
}

/// Everything of an item on record, with the text of its attachments.
pub(super) async fn of_content(app: &App, content: &Content) -> Result<Whole> {
    let mut whole = texts(
        &content.title,
        &content.summary,
        &content.document_number,
        &content.body_html,
    );
    whole.heard(&content.comments_short, &content.gists);
    for (number, file) in (1..).zip(&content.attachments) {
        let bytes = app.files.get(&file.hash).await?;
        attached(app, &mut whole, number, &file.name, &bytes).await?;
    }
    Ok(whole)
}

/// Everything of an item as it is entered.
pub(super) async fn of_form(app: &App, form: &ItemForm) -> Result<Whole> {
    of_entered(app, form, &form.attachments).await
}

/// The same with files that the form does not hold.
pub(crate) async fn of_entered(app: &App, form: &ItemForm, files: &[Upload]) -> Result<Whole> {
    let mut whole = texts(
        &form.title,
        &form.summary,
        &form.document_number,
        &form.body,
    );
    whole.heard(&form.comments_short, &form.gists);
    for (number, file) in (1..).zip(files) {
        attached(app, &mut whole, number, &file.name, &file.bytes).await?;
    }
    Ok(whole)
}

pub(super) fn texts(title: &str, summary: &str, document_number: &str, body: &str) -> Whole {
    Whole {
        passages: vec![
            Passage::new("title", title),
            Passage::new("summary", summary),
            Passage::new("document_number", document_number),
            Passage::new("body", spelled(body).text),
        ],
        unread: Vec::new(),
        standing: Vec::new(),
    }
}

/// One attachment by itself.
pub(super) async fn attachment(
    app: &App,
    number: usize,
    name: &str,
    bytes: &[u8],
) -> Result<Whole> {
    let mut whole = Whole::default();
    attached(app, &mut whole, number, name, bytes).await?;
    Ok(whole)
}

/// Name and text of a file, by its number: a name may be what must not be said. What cannot be read is named as unread, so that
/// it does not pass by its name alone.
async fn attached(
    app: &App,
    whole: &mut Whole,
    number: usize,
    name: &str,
    bytes: &[u8],
) -> Result<()> {
    let place = format!("attachments/{number}");
    whole
        .passages
        .push(Passage::new(format!("{place}/name"), name));
    let extract = match app.reading.text(name, bytes).await? {
        Ok(extract) => extract,
        Err(stopped) if stopped.is_ours() => return Err(Error::failed(stopped)),
        Err(_) => {
            let part = "file".into();
            whole.unread.push(Unread { place, part });
            return Ok(());
        }
    };
    let said: Vec<String> = extract
        .pieces
        .into_iter()
        .filter(|piece| piece.place(0) != "file name")
        .map(|piece| piece.text)
        .collect();
    whole
        .passages
        .push(Passage::new(place.clone(), said.join("\n")));
    let parts = extract.unread.into_iter();
    whole.unread.extend(parts.map(|part| Unread {
        place: place.clone(),
        part,
    }));
    Ok(())
}
