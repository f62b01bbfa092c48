//! Typst as a library: a template and its data to PDF. Data goes in as a file the template reads, never as
//! spliced source, so that no text can act as markup.

use std::collections::BTreeSet;

use serde_json::Value;
use typst::{
    Library, LibraryExt, World, comemo,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    layout::{Frame, FrameItem},
    model::Document,
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{Error, fonts::Fonts};

/// Sets a template with its data. The template reads `/data.json`; families of the fonts are added under `fonts`.
///
/// The result is PDF/UA-1, so that it can be read aloud, and PDF/A-2a, so that it can be archived (Z-15); the latter
/// only where the template gives the document a date, without which there is no PDF/A.
pub(crate) fn pdf(template: &str, mut data: Value, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let (fonts, missing) = fonts.covering(&texts(&data));
    data["fonts"] = serde_json::to_value(fonts.families()).map_err(Error::failed)?;
    stand_in(&mut data, &missing);
    let set = |data: &Value| -> Result<PagedDocument, Error> {
        let desk = Desk::new(template, data, &fonts)?;
        typst::compile(&desk).output.map_err(|errors| told(&errors))
    };
    let mut document = set(&data)?;
    // A font may name a character and draw it only in colours, which no paper takes.
    let undrawn_yet: Vec<char> = undrawn(&document).into_iter().collect();
    if !undrawn_yet.is_empty() {
        stand_in(&mut data, &undrawn_yet);
        document = set(&data)?;
        let empty = undrawn(&document);
        if !empty.is_empty() {
            return Err(Error::MissingGlyphs(empty.into_iter().collect()));
        }
    }
    let dated = matches!(document.info().date, Smart::Custom(Some(_)));
    let standards: &[PdfStandard] = if dated {
        &[PdfStandard::A_2a, PdfStandard::Ua_1]
    } else {
        &[PdfStandard::Ua_1]
    };
    let standards = PdfStandards::new(standards).map_err(|error| Error::failed(error.message()))?;
    let options = PdfOptions {
        standards,
        creator: Smart::Custom(Some("明白 Mingbai".into())),
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| told(&errors));
    // Results of earlier documents are kept for a few rounds, then dropped: memory stays level.
    comemo::evict(10);
    bytes
}

/// Everything a document needs, in memory.
struct Desk<'a> {
    fonts: &'a Fonts,
    library: LazyHash<Library>,
    main: Source,
    data_id: FileId,
    data: Bytes,
}

impl<'a> Desk<'a> {
    fn new(template: &str, data: &Value, fonts: &'a Fonts) -> Result<Self, Error> {
        let file = |path: &str| {
            VirtualPath::new(path)
                .map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
                .map_err(|error| Error::Failed(format!("{error:?}")))
        };
        Ok(Self {
            fonts,
            library: LazyHash::new(Library::default()),
            main: Source::new(file("/main.typ")?, template.into()),
            data_id: file("/data.json")?,
            data: Bytes::from_string(data.to_string()),
        })
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.main.id() {
            Ok(self.main.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data_id {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)
    }

    /// Documents carry the dates of their acts, never that of their making.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// All text in the data, for the check of fonts.
fn texts(data: &Value) -> String {
    match data {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(texts).collect(),
        Value::Object(fields) => fields.values().map(texts).collect(),
        _ => String::new(),
    }
}

/// A statutory paper waits for no font: a character that no font at hand draws is printed as a box with its code, which says
/// what it is and that it is not left out; the first of a text with the reason.
fn stand_in(data: &mut Value, missing: &[char]) {
    match data {
        Value::String(text) if text.contains(missing) => {
            let mut printed = String::with_capacity(text.len() * 2);
            let mut told = false;
            for c in text.chars() {
                if missing.contains(&c) {
                    let note = if told { "" } else { " 字库缺字" };
                    told = true;
                    let code = u32::from(c);
                    printed.push_str(&format!("□〔U+{code:04X}{note}〕"));
                } else {
                    printed.push(c);
                }
            }
            *text = printed;
        }
        Value::Array(items) => {
            for item in items {
                stand_in(item, missing);
            }
        }
        Value::Object(fields) => {
            for field in fields.values_mut() {
                stand_in(field, missing);
            }
        }
        _ => {}
    }
}

/// Characters set with the glyph that means "none". The check before setting should leave nothing here;
/// this one looks at the finished page.
fn undrawn(document: &PagedDocument) -> BTreeSet<char> {
    fn look(frame: &Frame, found: &mut BTreeSet<char>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => look(&group.frame, found),
                FrameItem::Text(text) => {
                    for glyph in text.glyphs.iter().filter(|glyph| glyph.id == 0) {
                        found.extend(text.text.get(glyph.range()).unwrap_or_default().chars());
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = BTreeSet::new();
    for page in document.pages() {
        look(&page.frame, &mut found);
    }
    found
}

fn told(errors: &[SourceDiagnostic]) -> Error {
    Error::Failed(
        errors
            .iter()
            .map(|error| error.message.to_string())
            .collect::<Vec<_>>()
            .join("; "),
    )
}
