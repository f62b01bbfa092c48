//! The site in process: every test is shaped like the addresses it visits.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

mod api;
mod clock;
#[path = "../../../app/tests/app/databases.rs"]
mod databases;
#[path = "../../../law/tests/chance/dice.rs"]
mod dice;
mod fuzz;
mod item_table;
mod leak;
mod matrix;
#[path = "../../../law/tests/chance/mutated.rs"]
mod mutated;
mod office;
mod one_day;
mod portal;
