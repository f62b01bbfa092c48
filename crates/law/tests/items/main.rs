//! 主动公开的一条信息: who may do what (the hand-written table), what no sequence of acts can do, and each gate by itself.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

mod changes;
mod consultation;
mod course;
mod form;
mod gates;
mod late;
mod older;
mod particulars;
mod play;
mod preview;
mod small_house;
mod stock;
mod table;
mod ties;
mod who_may;
mod words;
