//! One story a verb: state before, the operation, state after; and every refusal.

mod imports;
mod items;
mod reports;
mod requests;
mod world;
