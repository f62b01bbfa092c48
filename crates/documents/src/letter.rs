//! 依申请公开文书: every letter of law.md 10.1, drafted from the facts of a case, edited as text, set as PDF and DOCX by
//! GB/T 9704-2012.
//!
//! ```text
//! facts ─► Templates::draft ─► Draft ─(a clerk edits)─► check ─► render_pdf, render_docx
//! ```
//!
//! Which letter, which elements, which article and which remedy: `law::letter` says it. This module words and sets it.

mod built_in;
mod check;
mod content;
mod docx;
mod draft;
pub mod facts;
mod pdf;
pub mod places;
pub mod sample;
mod template;

use law::letter::Kind;

pub use check::check;
pub use content::{Part, parts};
pub use docx::render_docx;
pub use draft::{Draft, NoDraft};
pub use facts::Facts;
pub use pdf::render_pdf;
pub use template::{Fault, Templates, validate};

use crate::{Error, fonts::Fonts};

/// Drafts a letter from the templates that come with Mingbai.
#[must_use]
pub fn draft(kind: Kind, facts: &Facts) -> Draft {
    Templates::built_in().draft(kind, facts)
}

/// Why a template gives no preview.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPreview {
    /// What is wrong with the template.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
    #[error(transparent)]
    Document(#[from] Error),
}

/// A template as it would look, filled with made-up facts.
pub fn preview(
    kind: Kind,
    file: &str,
    template: &str,
    fonts: &Fonts,
) -> Result<Vec<u8>, NoPreview> {
    let faults = validate(kind, file, template);
    if !faults.is_empty() {
        return Err(NoPreview::Faults(faults));
    }
    let draft = template::fill(kind, template, &sample::facts(kind)).map_err(|wrong| {
        NoPreview::Faults(vec![Fault {
            file: file.into(),
            line: wrong.line,
            zh: wrong.zh,
            en: wrong.en,
        }])
    })?;
    Ok(render_pdf(&draft, fonts)?)
}
