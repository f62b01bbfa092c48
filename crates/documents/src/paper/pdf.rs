//! An item as PDF, set by Typst.

use super::{Paper, blocks::blocks};
use crate::{Error, fonts::Fonts, typeset};

const TEMPLATE: &str = include_str!("../../templates/paper.typ");

/// The item as PDF/A-2a and PDF/UA-1 on A4.
///
/// # Errors
/// A character that no font has; Typst.
pub fn pdf(paper: &Paper, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let mut data = serde_json::to_value(paper).map_err(Error::failed)?;
    data["blocks"] = serde_json::to_value(blocks(&paper.body_html)).map_err(Error::failed)?;
    let on = paper.on;
    data["day"] = serde_json::json!([on.year(), on.month(), on.day()]);
    typeset::pdf(TEMPLATE, data, fonts)
}
