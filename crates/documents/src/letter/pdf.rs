//! A letter as PDF, set by Typst.

use super::{content::Page, draft::Draft};
use crate::{Error, fonts::Fonts, typeset};

const TEMPLATE: &str = include_str!("../../templates/letter.typ");

/// The letter as PDF/A-2a on A4 (PDF/UA alone while it has no date), in the shape that the draft names.
pub fn render_pdf(draft: &Draft, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let page = Page::of(draft);
    let mut data = serde_json::to_value(&page).map_err(Error::failed)?;
    data["name"] = page.name().into();
    typeset::pdf(TEMPLATE, data, fonts)
}
