//! The report as PDF, set by Typst.

use law::report::Report;
use serde_json::json;

use super::Layout;
use crate::{Error, fonts::Fonts, typeset};

const TEMPLATE: &str = include_str!("../../templates/annual-report.typ");

/// The report as PDF/A-2a on A4, in the typography of GB/T 9704 (law.md 10.2). Title and author are in its metadata.
pub fn pdf(report: &Report, fonts: &Fonts) -> Result<Vec<u8>, Error> {
    let layout = Layout::of(report)?;
    let sections: Vec<_> = layout
        .sections
        .iter()
        .map(|section| {
            json!({
                "heading": section.heading,
                "paragraphs": section.paragraphs,
                "table": section.table,
            })
        })
        .collect();
    let data = json!({
        "name": layout.title_line(),
        "title": layout.title,
        "organ": layout.organ,
        // Stocks are taken at the end of the year: the day the document speaks of.
        "year": report.year,
        "opening": layout.opening,
        "sections": sections,
    });
    typeset::pdf(TEMPLATE, data, fonts)
}
