//! 依申请公开: applying, and following what became of it.

pub mod apply;
pub mod progress;
