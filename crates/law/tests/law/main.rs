//! The statute as tables a lawyer can read: facts, expected, rule ID. Expected dates are those of law.md,
//! or were counted by hand on the notices.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[path = "../chance/dice.rs"]
mod dice;
mod facts;
#[path = "../chance/mutated.rs"]
mod mutated;
#[path = "../chance/timelines.rs"]
mod timelines;

mod allowed;
mod answer_letters;
mod answering;
mod archive;
mod calendar;
mod catalogue;
mod chase;
mod consultation;
mod correction;
mod delivery;
mod editions;
mod entered;
mod exemption;
mod fees;
mod fitting;
mod frequency;
mod fuzz;
mod hard_cases;
mod inspection;
mod intake;
mod memory;
mod messages;
mod next;
mod opinions;
mod outcomes;
mod own_day;
mod paper;
mod personal;
mod properties;
mod publication;
mod readings;
mod receipt;
mod recount;
mod remedies;
mod remedy_cases;
mod remedy_steps;
mod remind;
mod responsible;
mod review;
mod sent;
mod settings;
mod signing;
mod standard;
mod subject;
mod supervision;
mod task;
mod unlawful;
