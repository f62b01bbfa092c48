//! Which crate may know which, read from the manifests.

use crate::tree::{crates, manifest, report};

/// Our own crates that each crate may depend on; the order is the way data flows.
const MAY_KNOW: [(&str, &[&str]); 10] = [
    ("law", &[]),
    ("transparency", &[]),
    ("store", &["law", "transparency"]),
    ("search", &[]),
    ("documents", &["law"]),
    (
        "app",
        &["law", "transparency", "store", "search", "documents"],
    ),
    (
        "web",
        &["law", "transparency", "store", "search", "documents", "app"],
    ),
    ("demo", &["law", "store", "documents", "app"]),
    (
        "cli",
        &[
            "law",
            "transparency",
            "store",
            "search",
            "documents",
            "app",
            "demo",
            "web",
        ],
    ),
    ("tidy", &[]),
];

/// Others' crates that belong in one room, by the beginning of their names.
const ONE_ROOM: [(&str, &[&str]); 8] = [
    ("typst", &["documents"]),
    ("sqlx", &["store"]),
    ("tantivy", &["search"]),
    ("jieba", &["search"]),
    ("axum", &["web", "cli"]),
    ("askama", &["web"]),
    ("anyhow", &["cli"]),
    ("clap", &["cli"]),
];

/// What would make the statute impure.
const NOT_IN_LAW: [&str; 8] = [
    "tokio",
    "sqlx",
    "tracing",
    "rand",
    "futures",
    "object_store",
    "reqwest",
    "log",
];

fn names(krate: &str, table: &str) -> Vec<String> {
    manifest(krate)
        .get(table)
        .and_then(toml::Value::as_table)
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default()
}

/// A profile for a package that left the lock says nothing any more.
#[test]
fn profiles_name_packages_that_are_there() {
    let read = |path: &str| std::fs::read_to_string(crate::tree::root().join(path)).unwrap();
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let lock = read("Cargo.lock");
    let mut problems = Vec::new();
    for (profile, settings) in manifest["profile"].as_table().unwrap() {
        let packages = settings.get("package").and_then(toml::Value::as_table);
        for name in packages.into_iter().flat_map(|packages| packages.keys()) {
            if name != "*" && !lock.contains(&format!("name = \"{name}\"\n")) {
                problems.push(format!("profile.{profile}.package.{name}"));
            }
        }
    }
    report("A package of a profile is in Cargo.lock.", &problems);
}

#[test]
fn every_crate_has_its_place() {
    let known: Vec<&str> = MAY_KNOW.iter().map(|(name, _)| *name).collect();
    let problems: Vec<String> = crates()
        .into_iter()
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    report(
        "A new crate is entered in tidy's table with what it may know.",
        &problems,
    );
}

#[test]
fn no_crate_knows_more_than_it_may() {
    let mut problems = Vec::new();
    for (krate, allowed) in MAY_KNOW {
        for dependency in names(krate, "dependencies") {
            let ours = MAY_KNOW.iter().any(|(name, _)| *name == dependency);
            if ours && !allowed.contains(&dependency.as_str()) {
                problems.push(format!("{krate} -> {dependency}"));
            }
        }
    }
    report("A forbidden edge between crates.", &problems);
}

#[test]
fn heavy_and_special_crates_stay_in_their_room() {
    let mut problems = Vec::new();
    for krate in crates() {
        for dependency in names(&krate, "dependencies") {
            for (prefix, rooms) in ONE_ROOM {
                if dependency.starts_with(prefix) && !rooms.contains(&krate.as_str()) {
                    problems.push(format!(
                        "{krate} -> {dependency} (only {})",
                        rooms.join(", ")
                    ));
                }
            }
        }
    }
    report("A crate of others outside its room.", &problems);
}

#[test]
fn law_stays_pure() {
    let problems: Vec<String> = names("law", "dependencies")
        .into_iter()
        .filter(|dependency| NOT_IN_LAW.contains(&dependency.as_str()))
        .collect();
    report("law knows no IO, clock, randomness or logging.", &problems);
}
