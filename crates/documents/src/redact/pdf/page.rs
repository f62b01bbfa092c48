//! What a page says of itself, or the pages above it.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{
    font::number,
    matrix::{Area, Matrix},
};

/// Six numbers of an array or of operands; what is missing is as in no change.
pub(super) fn matrix_of(doc: &Document, given: &[Object]) -> Matrix {
    let mut matrix = Matrix::ONE;
    for (part, object) in matrix.0.iter_mut().zip(given) {
        *part = number(doc, object);
    }
    matrix
}

/// A value of a page or of the pages above it.
pub(super) fn inherited<'a>(
    doc: &'a Document,
    page: ObjectId,
    key: &[u8],
) -> Option<&'a Dictionary> {
    found(doc, page, key)?.as_dict().ok()
}

pub(super) fn found<'a>(doc: &'a Document, page: ObjectId, key: &[u8]) -> Option<&'a Object> {
    let mut at = page;
    for _ in 0..64 {
        let dict = doc.get_dictionary(at).ok()?;
        if let Ok(value) = dict.get_deref(key, doc) {
            return Some(value);
        }
        at = dict.get(b"Parent").and_then(Object::as_reference).ok()?;
    }
    None
}

/// What of a page is shown.
pub(super) fn box_of(doc: &Document, page: ObjectId) -> Area {
    let given = found(doc, page, b"CropBox").or_else(|| found(doc, page, b"MediaBox"));
    let Some(Object::Array(given)) = given else {
        return Area::ALL;
    };
    let corner = |at: usize| given.get(at).map_or(0.0, |object| number(doc, object));
    Area::around(&[(corner(0), corner(1)), (corner(2), corner(3))])
}
