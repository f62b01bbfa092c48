//! Whether the fonts of each page say which characters their codes are: a text that no program can tell is not set anew as another.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{
    super::{Order, RedactError},
    font::Font,
    odd::Odd,
    page::inherited,
};

/// A form may hold forms, so deep.
const DEPTH: usize = 12;

/// Refuses a file of which some page has a font that cannot be told, unless the page is withheld whole.
pub(super) fn every_font(bytes: &[u8], order: &Order<'_>) -> Result<(), RedactError> {
    let doc = Document::load_mem(bytes).map_err(|error| RedactError::Damaged(error.to_string()))?;
    for (number, page) in doc.get_pages() {
        if order.whole(number).is_some() {
            continue;
        }
        if let Some(resources) = inherited(&doc, page, b"Resources") {
            let mut seen = Vec::new();
            fonts_of(&doc, resources, &mut seen, DEPTH).map_err(|odd| {
                odd.unsure(number)
                    .unwrap_or(RedactError::Unreadable(number))
            })?;
        }
    }
    Ok(())
}

/// The fonts of some resources and of the forms among them.
fn fonts_of(
    doc: &Document,
    resources: &Dictionary,
    seen: &mut Vec<ObjectId>,
    depth: usize,
) -> Result<(), Odd> {
    if depth == 0 {
        return Err(Odd::Structure);
    }
    let named = |key: &[u8]| {
        let found = resources.get_deref(key, doc).and_then(Object::as_dict);
        found.ok().into_iter().flatten()
    };
    for (_, font) in named(b"Font") {
        let (_, font) = doc.dereference(font)?;
        if Font::of(doc, font.as_dict()?)?.tells_nothing() {
            return Err(Odd::Font);
        }
    }
    for (_, object) in named(b"XObject") {
        let (id, object) = doc.dereference(object)?;
        if id.is_some_and(|id| seen.contains(&id)) {
            continue;
        }
        seen.extend(id);
        let own = object
            .as_stream()
            .and_then(|form| form.dict.get_deref(b"Resources", doc))
            .and_then(Object::as_dict);
        if let Ok(own) = own {
            fonts_of(doc, own, seen, depth - 1)?;
        }
    }
    Ok(())
}
