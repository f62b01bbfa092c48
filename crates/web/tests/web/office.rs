//! The office: who gets in, what each role sees and does, what is refused and how it is said.

mod audience;
mod cases;
mod door;
mod figures;
pub mod house;
mod items;
mod reports;
mod signing;
