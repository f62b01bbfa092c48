//! What a PDF says beside its pages: properties, annotations, attachments, scripts, outlines, names, earlier versions. None of it goes
//! out; what a person may miss is counted.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::super::{Hidden, notice::LeftOut};
use crate::picture;

/// What the catalogue keeps.
const CATALOGUE: [&[u8]; 4] = [b"Type", b"Pages", b"Version", b"ViewerPreferences"];
/// What a page keeps.
const PAGE: [&[u8]; 12] = [
    b"Type",
    b"Parent",
    b"Resources",
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Rotate",
    b"Contents",
    b"UserUnit",
    b"Group",
];
/// What no dictionary keeps, wherever it stands.
const NOWHERE: [&[u8]; 11] = [
    b"Metadata",
    b"PieceInfo",
    b"StructParents",
    b"StructParent",
    b"LastModified",
    b"ActualText",
    b"Alt",
    b"OC",
    b"OPI",
    b"Ref",
    b"Properties",
];

/// Layers that are off when the file is opened.
pub(super) fn hidden_layers(doc: &Document) -> Vec<ObjectId> {
    let Some(properties) = doc
        .catalog()
        .ok()
        .and_then(|catalog| dict(doc, catalog, b"OCProperties"))
    else {
        return Vec::new();
    };
    let list = |from: &Dictionary, key: &[u8]| -> Vec<ObjectId> {
        let found = from.get_deref(key, doc).and_then(Object::as_array);
        found
            .map(|list| {
                list.iter()
                    .filter_map(|layer| layer.as_reference().ok())
                    .collect()
            })
            .unwrap_or_default()
    };
    let Some(usual) = dict(doc, properties, b"D") else {
        return Vec::new();
    };
    let off = usual
        .get(b"BaseState")
        .and_then(Object::as_name)
        .is_ok_and(|state| state == b"OFF");
    if off {
        let on = list(usual, b"ON");
        list(properties, b"OCGs")
            .into_iter()
            .filter(|layer| !on.contains(layer))
            .collect()
    } else {
        list(usual, b"OFF")
    }
}

fn dict<'a>(doc: &'a Document, from: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    from.get_deref(key, doc).ok()?.as_dict().ok()
}

/// Takes everything out but the pages.
pub(super) fn beside(doc: &mut Document, pages: &[ObjectId], left_out: &mut LeftOut) {
    if let Ok(info) = doc
        .trailer
        .get_deref(b"Info", doc)
        .and_then(Object::as_dict)
    {
        left_out.add(Hidden::Properties, info.len());
    }
    if let Ok(catalog) = doc.catalog() {
        counted(doc, catalog, left_out);
    }
    doc.trailer.remove(b"Info");
    doc.trailer.remove(b"ID");
    if let Ok(catalog) = doc.catalog_mut() {
        keep(catalog, &CATALOGUE);
    }
    for page in pages {
        let annotations = doc
            .get_dictionary(*page)
            .and_then(|page| page.get_deref(b"Annots", doc))
            .and_then(Object::as_array)
            .map_or(0, Vec::len);
        left_out.add(Hidden::Annotations, annotations);
        if let Ok(page) = doc.get_dictionary_mut(*page) {
            keep(page, &PAGE);
        }
    }
    let mut pictures = 0;
    for object in doc.objects.values_mut() {
        clean(object, 0);
        if let Object::Stream(stream) = object
            && stream
                .dict
                .get(b"Filter")
                .and_then(Object::as_name)
                .is_ok_and(|filter| filter == b"DCTDecode")
            && let Ok(Some(made)) = picture::cleaned(&stream.content)
            && made.found.blocks > 0
        {
            pictures += made.found.blocks;
            stream.set_content(made.bytes);
        }
    }
    left_out.add(Hidden::PictureData, pictures);
}

/// What stands in the catalogue and is left out.
fn counted(doc: &Document, catalog: &Dictionary, left_out: &mut LeftOut) {
    left_out.add(Hidden::Properties, usize::from(catalog.has(b"Metadata")));
    left_out.add(Hidden::Forms, usize::from(catalog.has(b"AcroForm")));
    left_out.add(Hidden::Links, usize::from(catalog.has(b"Outlines")));
    let scripts = [&b"OpenAction"[..], b"AA"]
        .iter()
        .filter(|key| catalog.has(key))
        .count();
    left_out.add(Hidden::Scripts, scripts);
    if let Some(names) = dict(doc, catalog, b"Names") {
        left_out.add(Hidden::Scripts, usize::from(names.has(b"JavaScript")));
        left_out.add(
            Hidden::Attachments,
            usize::from(names.has(b"EmbeddedFiles")),
        );
    }
    left_out.add(Hidden::Attachments, usize::from(catalog.has(b"AF")));
}

/// Takes forms and pictures out of all resources that no page draws where somebody sees it. What a pattern draws stays.
pub(super) fn undrawn(doc: &mut Document, drawn: &BTreeSet<ObjectId>) {
    let pictures: BTreeSet<ObjectId> = doc
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.has(b"PatternType"))
        .filter_map(|pattern| dict(doc, &pattern.dict, b"Resources"))
        .filter_map(|resources| dict(doc, resources, b"XObject"))
        .flat_map(|objects| {
            objects
                .iter()
                .filter_map(|(_, object)| object.as_reference().ok())
        })
        .collect();
    // A dictionary of such objects may stand by itself.
    let named: BTreeSet<ObjectId> = doc
        .objects
        .values()
        .filter_map(|object| match object {
            Object::Dictionary(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        })
        .flat_map(|dict| {
            [
                Some(dict),
                dict.get(b"Resources").and_then(Object::as_dict).ok(),
            ]
        })
        .flatten()
        .filter_map(|dict| dict.get(b"XObject").and_then(Object::as_reference).ok())
        .collect();
    let stays = |object: &Object| {
        object
            .as_reference()
            .is_ok_and(|id| drawn.contains(&id) || pictures.contains(&id))
    };
    for (id, object) in &mut doc.objects {
        if named.contains(id)
            && let Object::Dictionary(dict) = object
        {
            retain(dict, stays);
        }
        within(object, 0, &stays);
    }
}

fn within(object: &mut Object, depth: usize, stays: &impl Fn(&Object) -> bool) {
    let dict = match object {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &mut stream.dict,
        _ => return,
    };
    if depth > DEPTH {
        return;
    }
    for (key, object) in dict.iter_mut() {
        match object {
            Object::Dictionary(objects) if key == b"XObject" => retain(objects, stays),
            object => within(object, depth + 1, stays),
        }
    }
}

fn retain(dict: &mut Dictionary, stays: impl Fn(&Object) -> bool) {
    let others: Vec<Vec<u8>> = dict
        .iter()
        .filter(|(_, object)| !stays(object))
        .map(|(key, _)| key.clone())
        .collect();
    for key in others {
        dict.remove(&key);
    }
}

fn keep(dict: &mut Dictionary, keys: &[&[u8]]) {
    let others: Vec<Vec<u8>> = dict
        .iter()
        .map(|(key, _)| key.clone())
        .filter(|key| !keys.contains(&key.as_slice()))
        .collect();
    for key in others {
        dict.remove(&key);
    }
}

/// Objects in objects, so deep; a deeper one is written by nobody.
const DEPTH: usize = 64;

fn clean(object: &mut Object, depth: usize) {
    if depth > DEPTH {
        *object = Object::Null;
        return;
    }
    let dict = match object {
        Object::Dictionary(dict) => dict,
        Object::Stream(stream) => &mut stream.dict,
        Object::Array(list) => {
            for object in list {
                clean(object, depth + 1);
            }
            return;
        }
        _ => return,
    };
    for key in NOWHERE {
        dict.remove(key);
    }
    for (_, object) in dict.iter_mut() {
        clean(object, depth + 1);
    }
}
