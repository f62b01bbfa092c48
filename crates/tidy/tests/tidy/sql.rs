//! One SQL text for SQLite and PostgreSQL.

use regex::Regex;

use crate::tree::{files, report};

/// Types and words that one of the engines lacks or reads otherwise.
const NOT_ON_BOTH: &str = r"(?i)\b(now\s*\(|current_timestamp|current_date|datetime\s*\(|strftime\s*\(|date_trunc|interval\s+'|ilike|glob\b|autoincrement|serial\b|bytea|blob\b|jsonb|json_extract|json_build|array_agg|unnest|create\s+trigger|tsvector|match\s+\$|rowid|on\s+duplicate|insert\s+or\s+(ignore|replace)|for\s+update\s+skip)|::\s*(text|bigint|int|jsonb|date)\b|->>";
const COLUMN_TYPES: [&str; 4] = ["TEXT", "BIGINT", "INTEGER", "DOUBLE"];

#[test]
fn statements_keep_to_what_both_engines_understand() {
    let other = Regex::new(NOT_ON_BOTH).unwrap();
    let statement = Regex::new(r"(?i)\b(select|insert into|update|delete from|with)\b").unwrap();
    let literal = Regex::new(r#"(?s)"((?:[^"\\]|\\.)*)""#).unwrap();
    let mut problems = Vec::new();
    for file in files("crates/store/src")
        .iter()
        .filter(|file| file.is("rs"))
    {
        for found in literal.captures_iter(&file.text) {
            let text = &found[1];
            if statement.is_match(text)
                && let Some(word) = other.find(text)
            {
                problems.push(format!("{}: {}", file.path, word.as_str()));
            }
        }
    }
    report("SQL that only one engine understands.", &problems);
}

#[test]
fn columns_are_text_integers_and_doubles() {
    let mut problems = Vec::new();
    let column = Regex::new(r"(?m)^\s+([a-z_]+)\s+([A-Z]+)").unwrap();
    let mut seen = 0;
    let one_engine = Regex::new(NOT_ON_BOTH).unwrap();
    for file in files("crates/store/migrations") {
        if !file.is("sql") {
            continue;
        }
        for found in column.captures_iter(&file.text) {
            seen += 1;
            if !COLUMN_TYPES.contains(&&found[2]) {
                problems.push(format!("{}: {} {}", file.path, &found[1], &found[2]));
            }
        }
        if let Some(word) = one_engine.find(&file.text) {
            problems.push(format!("{}: {}", file.path, word.as_str()));
        }
    }
    assert!(seen > 20, "the migrations were not read: {seen} columns");
    report(
        "Columns are TEXT, BIGINT, INTEGER or DOUBLE PRECISION.",
        &problems,
    );
}

/// Tables that belong to no organ's work, and why.
const KEYED_BY_THEMSELVES: [&str; 18] = [
    // Visitors, before anybody knows who they are.
    "allowances",
    "attempts",
    "throttles",
    "unfound",
    // One secret each.
    "links",
    "sessions",
    // A person signs in before his organ is known.
    "staff",
    // The whole installation.
    "audit",
    "calendar_notices",
    "log",
    "leaves",
    "tiles",
    "marks",
    "organs",
    "jobs",
    "heads",
    // Of other installations.
    "cosignatures",
    "witnessed",
];

#[test]
fn what_grows_with_an_organ_is_keyed_by_it() {
    let schema =
        std::fs::read_to_string(crate::tree::root().join("crates/store/schema.sql")).unwrap();
    let table = Regex::new(r"(?s)CREATE TABLE (\w+) \((.*?)\);\n").unwrap();
    let key = Regex::new(r"PRIMARY KEY \(organ\b").unwrap();
    let mut problems = Vec::new();
    let mut seen = 0;
    for found in table.captures_iter(&schema) {
        seen += 1;
        let (name, columns) = (&found[1], &found[2]);
        if key.is_match(columns) == KEYED_BY_THEMSELVES.contains(&name) {
            problems.push(name.to_string());
        }
    }
    assert!(seen > 20, "{seen} tables");
    report(
        "The organ comes first in the key, or the table is listed.",
        &problems,
    );
}
