#![doc = include_str!("../README.md")]

pub mod archive;
pub mod because;
pub mod calendar;
pub mod case;
pub mod delivery;
pub mod editions;
pub mod exemption;
pub mod fee;
pub mod finding;
pub mod frequency;
pub mod guide;
pub mod handling;
pub mod id;
pub mod intake;
mod lang;
pub mod letter;
pub mod outcome;
pub mod personal;
pub mod publication;
pub mod readings;
pub mod rectification;
pub mod remedy;
pub mod remind;
pub mod repeated;
pub mod report;
pub mod responsible;
pub mod review;
pub mod rule;
pub mod settings;
pub mod signing;
pub mod stages;
pub mod supervision;
pub mod supply;
pub mod term;

pub use lang::Lang;
