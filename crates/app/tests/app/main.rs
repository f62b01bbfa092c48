//! One story a verb: state before, the operation, state after; and every refusal.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

mod consolidation;
mod county;
mod demo;
mod imports;
mod items;
mod reports;
mod requests;
mod world;
mod yearly;
