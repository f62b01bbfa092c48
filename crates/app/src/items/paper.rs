//! 公开信息 on paper (P-8): setting it takes a processor for some tens of milliseconds, so few do it at a time.

pub use documents::paper::Paper;

use crate::{App, Error, Result};

/// The forms in which an item is given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperForm {
    Pdf,
    Docx,
}

impl PaperForm {
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    #[must_use]
    pub fn media(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// An item as a file.
///
/// # Errors
/// [`Error::Busy`]: too many are being made. A character that no font has; the typesetter.
pub async fn on_paper(app: &App, paper: Paper, form: PaperForm) -> Result<Vec<u8>> {
    let fonts = app.fonts.clone();
    let made = app.pools.papers.run(move || match form {
        PaperForm::Pdf => documents::paper::pdf(&paper, &fonts),
        PaperForm::Docx => documents::paper::docx(&paper, &fonts),
    });
    made.await?.map_err(Error::failed)
}
