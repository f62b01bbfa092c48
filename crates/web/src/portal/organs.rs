//! 机关: their tree, and the five columns of each.

pub mod content;
pub mod fees;
pub mod one;
pub mod tree;
