//! Why a PDF cannot be kept as it is laid out.

/// What was met; the file is then set anew from its text, or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    /// The structure cannot be followed.
    Structure,
    /// A font whose codes nobody can tell.
    Font,
    /// Text that is painted in a way that is not followed: patterns, glyphs that are drawn.
    Painted,
    /// A phrase stands in the text of the page, and not in the order in which it is drawn.
    Order,
}

impl From<lopdf::Error> for Odd {
    fn from(_: lopdf::Error) -> Self {
        Self::Structure
    }
}
