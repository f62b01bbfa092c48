//! Pages of our own in a document of somebody else.

use lopdf::{Document, Object, ObjectId};

use super::{odd::Odd, page::found};

/// What a page takes along: the rest is the document's that it came from.
const OWN: [&[u8]; 4] = [b"MediaBox", b"Resources", b"Contents", b"Group"];

/// Puts the pages of a paper in the place of others, one for each.
pub(super) fn in_place_of(
    doc: &mut Document,
    pages: &[ObjectId],
    paper: Option<&[u8]>,
) -> Result<(), Odd> {
    if pages.is_empty() {
        return Ok(());
    }
    let ours = taken(doc, paper.ok_or(Odd::Structure)?)?;
    if ours.len() < pages.len() {
        return Err(Odd::Structure);
    }
    for (page, our) in pages.iter().zip(ours) {
        let our = doc.get_dictionary(our)?.clone();
        let page = doc.get_dictionary_mut(*page)?;
        let parent = page.get(b"Parent")?.clone();
        *page = our;
        page.set("Parent", parent);
    }
    Ok(())
}

/// Puts the pages of a paper behind all others; returns them.
pub(super) fn at_the_end(doc: &mut Document, paper: Option<&[u8]>) -> Result<Vec<ObjectId>, Odd> {
    let Some(paper) = paper else {
        return Ok(Vec::new());
    };
    let ours = taken(doc, paper)?;
    let root = doc.catalog()?.get(b"Pages")?.as_reference()?;
    for our in &ours {
        doc.get_dictionary_mut(*our)?
            .set("Parent", Object::Reference(root));
    }
    let tree = doc.get_dictionary_mut(root)?;
    let count = tree.get(b"Count").and_then(Object::as_i64).unwrap_or(0);
    tree.set("Count", count + i64::try_from(ours.len()).unwrap_or(0));
    let kids = tree.get_mut(b"Kids")?.as_array_mut()?;
    kids.extend(ours.iter().map(|our| Object::Reference(*our)));
    Ok(ours)
}

/// Takes the objects of a paper over, and gives its pages, each with all that it needs.
fn taken(doc: &mut Document, paper: &[u8]) -> Result<Vec<ObjectId>, Odd> {
    let mut paper = Document::load_mem(paper)?;
    paper.renumber_objects_with(doc.max_id + 1);
    let pages: Vec<ObjectId> = paper.get_pages().into_values().collect();
    for page in &pages {
        let mut own = lopdf::Dictionary::new();
        own.set("Type", Object::Name(b"Page".to_vec()));
        for key in OWN {
            // As the page names it, which for a stream is the only way; else from the pages above it.
            let named = paper
                .get_dictionary(*page)
                .and_then(|page| page.get(key))
                .ok();
            if let Some(value) = named.or_else(|| found(&paper, *page, key)) {
                own.set(key, value.clone());
            }
        }
        paper.objects.insert(*page, Object::Dictionary(own));
    }
    doc.max_id = paper.max_id;
    doc.objects.extend(paper.objects);
    Ok(pages)
}
