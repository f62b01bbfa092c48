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
