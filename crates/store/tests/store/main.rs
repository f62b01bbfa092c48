//! Every function of the store on both engines.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

mod audit;
mod backups;
mod chases;
mod desk;
mod door;
mod engines;
mod ledger;
mod life;
mod lists;
mod log;
mod older;
mod people;
mod plans;
mod previews;
mod projections;
mod public_log;
mod recount;
mod returns;
mod rows;
mod schema;
mod staff;
mod tamper;
mod tasks;
mod unfound;
mod validity;
