//! The front door: who comes in, how many, how fast, and with how much in hand (docs/adr/0017).

pub mod doorkeeper;
pub mod forwarded;
pub mod kept;
pub mod network;
mod pace;
mod reception;
mod refusal;
pub mod spool;
mod stall;
pub mod visitor;

pub use reception::serve;
pub use refusal::refusal;
pub use visitor::{Trust, Visitor};
