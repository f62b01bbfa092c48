//! 主动公开: the published items, each with its header and its proof.

pub mod feed;
pub mod one;
pub mod policies;
pub mod verify;
