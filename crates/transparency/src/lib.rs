#![doc = include_str!("../README.md")]

pub mod checkpoint;
pub mod evidence;
pub mod key;
pub mod leaf;
pub mod note;
pub mod proof;
pub mod tile;
pub mod tiles;
pub mod tree;
pub mod witness;

pub use checkpoint::Checkpoint;
pub use evidence::Evidence;
pub use key::{PublicKey, SigningKey};
pub use leaf::Leaf;
pub use note::Note;
pub use tiles::Tiles;
pub use tree::{Hash, Tree};

/// What was read is not of the form that it must have. The sentence says what and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Malformed(pub String);

impl Malformed {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

/// What can be malformed.
pub type Result<T> = std::result::Result<T, Malformed>;
