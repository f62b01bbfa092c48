//! Makes the constants of `law::rule::Rule` and their table from `data/rules.tsv`.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=data/rules.tsv");
    let list = fs::read_to_string("data/rules.tsv").expect("the list of rules can be read");
    let rows: Vec<Row<'_>> = list
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(row)
        .collect();
    let folder = env::var("OUT_DIR").expect("cargo names the folder for what is made");
    fs::write(Path::new(&folder).join("rules.rs"), written(&rows))
        .expect("the made file can be written");
}

struct Row<'a> {
    id: &'a str,
    title: &'a str,
    citation: &'a str,
    basis: &'static str,
}

/// A row without a citation, or with a mark that is none, stops the build: no rule is uncited.
fn row(line: &str) -> Row<'_> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, _, title, citation, mark, _] = cells[..] else {
        panic!("rules.tsv: six cells, not {}: {line}", cells.len());
    };
    assert!(!citation.is_empty(), "rules.tsv: {id} cites nothing");
    let basis = match mark {
        "read" => "Read",
        "inferred" => "Inferred",
        "memory" => "Memory",
        other => panic!("rules.tsv: {id} has the mark {other:?}"),
    };
    Row {
        id,
        title,
        citation,
        basis,
    }
}

fn written(rows: &[Row<'_>]) -> String {
    let mut constants = String::new();
    let mut table = String::new();
    for (place, row) in rows.iter().enumerate() {
        let name = row.id.to_uppercase().replace(['-', '.', ' '], "_");
        constants += &format!(
            "    /// {}: {}.\n    pub const {name}: Self = Self({place});\n",
            row.id, row.title
        );
        table += &format!(
            "    Row {{ id: {:?}, title: {:?}, citation: {:?}, basis: Basis::{} }},\n",
            row.id, row.title, row.citation, row.basis
        );
    }
    format!("impl Rule {{\n{constants}}}\n\nconst ROWS: &[Row] = &[\n{table}];\n")
}
