//! The rules of the house, each as a test that names the files that break it.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

mod code;
mod coverage;
mod edges;
mod files;
mod handbooks;
mod imports;
mod items;
mod judgements;
mod lexer;
mod manual;
mod mentions;
mod pages;
mod papers;
mod reach;
mod rooms;
mod security;
mod sql;
mod statute;
mod styles;
mod tree;
mod words;
