//! The office: who gets in, what each role sees and does, what is refused and how it is said.

mod arrived;
mod audience;
mod audit;
mod cases;
mod catalogue;
mod chases;
mod consolidation;
mod desk;
mod door;
mod factor;
mod figures;
mod hard_cases;
pub mod house;
mod inspection;
pub mod items;
mod kept;
mod leaving;
pub mod letters;
mod messages;
mod papers;
mod passwords;
mod people;
mod prove;
mod rectification;
mod reports;
mod signing;
mod standards;
