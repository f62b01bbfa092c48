//! Why a PDF cannot be kept as it is laid out.

use crate::redact::RedactError;

/// What was met; the file is then set anew from its text, or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    /// The structure cannot be followed.
    Structure,
    /// A font whose codes nobody can tell.
    Font,
    /// Writing from top to bottom.
    Vertical,
    /// Text that is painted in a way that is not followed: patterns, masks, glyphs that are drawn with other text.
    Painted,
    /// A phrase stands in the text of the page, and not in the order in which it is drawn.
    Order,
}

impl Odd {
    /// What the program cannot be sure of, and so refuses, on a page; `None` where another way is left.
    pub(super) fn unsure(self, page: u32) -> Option<RedactError> {
        match self {
            Self::Font => Some(RedactError::OwnEncoding(page)),
            Self::Vertical => Some(RedactError::Vertical(page)),
            Self::Painted => Some(RedactError::Painted),
            Self::Structure | Self::Order => None,
        }
    }
}

impl From<lopdf::Error> for Odd {
    fn from(_: lopdf::Error) -> Self {
        Self::Structure
    }
}
