//! 来稿: a document is read into the form of a draft. Nothing is recorded yet: people look at what was guessed, mend it and save the
//! form, which brings back, sealed, what belongs to it: the pictures that were kept, and what was left out.

use documents::incoming::{Incoming, Left, Picture};
use law::{
    finding::Finding,
    item::{Lost, Origin, Passage, gates, masking, pictures},
    personal::Hit,
};
use serde::{Deserialize, Serialize};

use super::{ItemForm, Whole, clean, judged::refused_by_gates, spelled::spelled};
use crate::{
    App, Error, FieldError, Result, Staff,
    accounts::sha256_hex,
    rights::{Author, By},
    upload::{FileRef, Upload, keep},
};

/// A document as the form of a draft.
#[derive(Debug, Clone)]
pub struct Arrived {
    /// What could be read of it; the rest is the clerk's.
    pub form: ItemForm,
    /// 主送机关, for the clerk to compare.
    pub addressees: String,
    /// What was left out or changed, one kind a line.
    pub left: Vec<Left>,
    /// Personal data in the draft, and in what was left out of it.
    pub finds: Vec<Find>,
    /// What each picture shows, as far as the document says it, in the order of the text.
    pub pictures: Vec<Picture>,
    /// What became of the wish to attach the document itself.
    pub attached: Attached,
}

/// Personal data, and where it stands.
#[derive(Debug, Clone)]
pub struct Find {
    /// `title`, `summary`, `body`; for what was left out the place in the document: `comment 2`, `hidden text`.
    pub place: String,
    /// It stands in the document alone, not in the draft.
    pub left_out: bool,
    pub hit: Hit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attached {
    /// Nobody asked for it.
    No,
    Yes,
    /// It holds what its readers do not see.
    Hides,
    /// It holds what must not be public.
    Finds,
    /// Files of its type are not given out.
    Kind,
}

/// What the form brings back, sealed: nobody makes a file of the house his own by its hash.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Parcel {
    files: Vec<FileRef>,
    origin: Origin,
}

/// Reads a document. `attach`: the document itself goes with the item where it is clean.
pub async fn arrive(
    app: &App,
    staff: &By<Author>,
    document: &Upload,
    attach: bool,
) -> Result<Arrived> {
    let limit = app.settings.upload_limit;
    let (draft, bytes) = match app.reading.incoming(document, limit).await? {
        Ok(read) => read,
        Err(error) => {
            return Err(Error::Invalid(vec![FieldError::new(
                "document",
                "upload",
                error.message(law::Lang::Zh),
                error.message(law::Lang::En),
            )]));
        }
    };
    let said = said(&draft);
    refused_by_gates(&Whole {
        passages: said.clone(),
        ..Whole::default()
    })?;
    if let Some(finding) = pictures::only_carrier(draft.words, draft.pictured) {
        return Err(Error::Refused(vec![finding]));
    }
    let mut files = Vec::new();
    for (picture, bytes) in draft.pictures.iter().zip(&bytes) {
        files.push(FileRef {
            hash: app.files.put(bytes).await?,
            name: picture.name.clone(),
            media: picture.media.to_string(),
            size: bytes.len() as u64,
            ..FileRef::default()
        });
    }
    let attached = match attach {
        true => attached(app, document, &draft, &said, &mut files).await?,
        false => Attached::No,
    };
    let parcel = Parcel {
        files,
        origin: Origin {
            hash: sha256_hex(&document.bytes),
            format: draft.format.to_string(),
            left: draft.left.iter().map(lost).collect(),
        },
    };
    let form = ItemForm {
        column: "content".into(),
        head: 1,
        source_class: "proactive".into(),
        title: draft.title.clone(),
        document_number: draft.number.clone(),
        made_on: draft.made_on,
        summary: draft.summary.clone(),
        body: clean(&draft.html),
        arrived: app
            .keys
            .seal_text(&purpose(staff), &serde_json::to_string(&parcel)?)?,
        ..ItemForm::default()
    };
    Ok(Arrived {
        finds: finds(app, &form, &draft),
        form,
        addressees: draft.addressees,
        left: draft.left,
        pictures: draft.pictures,
        attached,
    })
}

/// What a form brings back; nothing where it began without a document.
pub(crate) fn opened(app: &App, staff: &Staff, sealed: &str) -> Result<Option<Parcel>> {
    if sealed.is_empty() {
        return Ok(None);
    }
    let foreign = |_| {
        Error::Invalid(vec![FieldError::new(
            "arrived",
            "form",
            "表单中的来稿信息已失效，请重新导入文档",
            "What the form says of its document is not valid: bring the document again",
        )])
    };
    let plain = app
        .keys
        .open_text(&purpose(staff), sealed)
        .map_err(foreign)?;
    Ok(Some(serde_json::from_str(&plain)?))
}

impl Parcel {
    /// The files that go with a text: its pictures, as far as they still stand in it, and whatever else was attached.
    pub(crate) fn files_of(&self, html: &str) -> Vec<FileRef> {
        let gone = |file: &&FileRef| {
            !file.media.starts_with("image/") || html.contains(&format!("files/{}", file.hash))
        };
        self.files.iter().filter(gone).cloned().collect()
    }

    pub(crate) fn origin(&self) -> Origin {
        self.origin.clone()
    }

    /// What tells it from another in a form that is sent twice.
    pub(crate) fn hashes(&self) -> Vec<&str> {
        let files = self.files.iter().map(|file| file.hash.as_str());
        files.chain([self.origin.hash.as_str()]).collect()
    }
}

fn purpose(staff: &Staff) -> String {
    format!("arrived/{}/{}", staff.organ, staff.id)
}

/// What was left out of the document behind a text; kinds that this program does not know are passed over.
#[must_use]
pub fn left_out(origin: &Origin) -> Vec<Left> {
    let known = |lost: &Lost| {
        let what = serde_json::from_value(lost.what.as_str().into()).ok()?;
        Some(Left {
            what,
            count: lost.count,
        })
    };
    origin.left.iter().filter_map(known).collect()
}

/// The word of a kind of thing that was left out, as programs read it.
#[must_use]
pub fn left_word(left: &Left) -> String {
    let what = serde_json::to_value(left.what).unwrap_or_default();
    what.as_str().unwrap_or_default().into()
}

fn lost(left: &Left) -> Lost {
    Lost {
        what: left_word(left),
        count: left.count,
    }
}

/// All that the document says, seen or not.
fn said(draft: &Incoming) -> Vec<Passage> {
    let pieces = draft.extract.pieces.iter().map(|piece| {
        let place = match piece.place(0) {
            "file name" => "document/name",
            place => place,
        };
        Passage::new(place, piece.text.as_str())
    });
    pieces
        .chain([Passage::new("title", draft.title.as_str())])
        .collect()
}

/// The document goes with the item where it hides nothing and holds nothing that must not be public.
async fn attached(
    app: &App,
    document: &Upload,
    draft: &Incoming,
    said: &[Passage],
    files: &mut Vec<FileRef>,
) -> Result<Attached> {
    if draft.hides() || draft.extract.located {
        return Ok(Attached::Hides);
    }
    let stops: Vec<Finding> = gates::stops(said, app.clock.today(), &app.settings.personal, "");
    if !stops.is_empty() {
        return Ok(Attached::Finds);
    }
    match keep(app, "document", std::slice::from_ref(document)).await {
        Ok(kept) => {
            files.extend(kept);
            Ok(Attached::Yes)
        }
        Err(Error::Invalid(_)) => Ok(Attached::Kind),
        Err(error) => Err(error),
    }
}

/// Personal data in the draft, and in what its document does not show.
fn finds(app: &App, form: &ItemForm, draft: &Incoming) -> Vec<Find> {
    let drafted = [
        Passage::new("title", form.title.as_str()),
        Passage::new("summary", form.summary.as_str()),
        Passage::new("body", spelled(&form.body).text),
    ];
    let unseen = draft.extract.pieces.iter().filter(|piece| {
        let place = piece.place(0);
        !piece.seen
            || place.starts_with("header")
            || place.starts_with("footer")
            || place == "file name"
    });
    let unseen = unseen.map(|piece| Passage::new(piece.place(0), piece.text.as_str()));
    let look = |passage: &Passage, left_out: bool| {
        let found = masking::finds(
            std::slice::from_ref(passage),
            app.clock.today(),
            &app.settings.personal,
        );
        found.into_iter().map(move |find| Find {
            place: find.place,
            left_out,
            hit: find.hit,
        })
    };
    let mut all: Vec<Find> = drafted.iter().flat_map(|it| look(it, false)).collect();
    all.extend(unseen.flat_map(|it| look(&it, true)));
    all
}
