//! What is drawn: codes, what is painted over them, and the state in which.

use lopdf::ObjectId;

use super::{
    font::Font,
    matrix::{Area, Matrix},
};

/// A stream of operations: a page's own, or a form's.
pub(super) type Place = ObjectId;

/// One code that is drawn.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    pub place: Place,
    /// Which operation of the stream.
    pub operation: usize,
    /// Which string of it, and which byte of the string.
    pub string: usize,
    pub byte: usize,
    pub length: usize,
    pub text: Option<String>,
    /// Four corners in the stream's own space as it is outside of the text object.
    pub corners: [(f64, f64); 4],
    /// On the page.
    pub centre: (f64, f64),
    /// How far it moves what follows, as a number in `TJ`.
    pub advance: f64,
    pub seen: bool,
    pub white: bool,
    pub turn: usize,
}

/// Something painted over an area.
pub(super) struct Paint {
    pub area: Area,
    pub white: bool,
    pub turn: usize,
}

#[derive(Clone)]
pub(super) struct State {
    pub matrix: Matrix,
    pub clip: Option<Area>,
    pub font: Option<Font>,
    pub size: f64,
    pub mode: i64,
    pub spacing: f64,
    pub word: f64,
    pub scale: f64,
    pub leading: f64,
    pub rise: f64,
    pub white: bool,
    pub clear: bool,
}
