//! One story a verb: state before, the operation, state after; and every refusal.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

mod apart;
mod arrived;
mod audit;
mod calendar;
mod chases;
mod chasing;
mod checkpoint;
mod clock_service;
mod consolidation;
mod consulting;
mod county;
mod databases;
mod doctor;
mod factor;
mod handling;
mod hard_cases;
mod imports;
mod inspection;
mod items;
mod items_changed;
mod items_tied;
mod keys;
mod leaving;
mod letters;
mod levels;
mod mailing;
mod masking;
mod messages;
mod nodes;
mod papers;
mod post_office;
mod previews;
mod races;
mod redacting;
mod reports;
mod requests;
mod roles;
mod scanner;
mod strange_files;
mod subjects;
mod tasks;
mod tokens;
#[expect(dead_code, reason = "other tests need the rest of it")]
#[path = "../../../documents/tests/incoming/word.rs"]
mod word;
mod world;
mod yearly;
