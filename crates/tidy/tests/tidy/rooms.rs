//! A line of code knows its room.

use regex::Regex;

use crate::tree::{files, report, sources};

#[test]
fn write_transactions_begin_in_app() {
    let mut problems = Vec::new();
    // Crates below app do not know store at all (see edges), or are store.
    for krate in ["web", "cli", "demo"] {
        for file in sources(krate) {
            for (number, line) in file.lines_outside_tests() {
                if line.contains(".begin(") {
                    problems.push(format!("{}:{number}", file.path));
                }
            }
        }
    }
    report("Only app begins a write transaction.", &problems);
}

#[test]
fn the_portal_reads_what_is_published_and_nothing_else() {
    let other = Regex::new(r"(?:^|[^_\w])store::(\w+|\{)").unwrap();
    let problems: Vec<String> = sources("web")
        .iter()
        .filter(|file| file.path.contains("/src/portal/") || file.path.ends_with("/src/portal.rs"))
        .flat_map(|file| {
            file.lines_outside_tests()
                .filter(|(_, line)| {
                    other
                        .captures_iter(line)
                        .any(|found| &found[1] != "published")
                })
                .map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    report("web/src/portal imports store::published only.", &problems);
}

/// Portal, office and API are made of the kit, and none of another: what two of them share belongs into the kit.
#[test]
fn the_kit_knows_no_wing_and_the_portal_no_office() {
    let other = Regex::new(r"\b(office|portal|api)::").unwrap();
    let allowed = |path: &str, room: &str| {
        let within = |folder: &str| {
            path.contains(&format!("/src/{folder}/"))
                || path.ends_with(&format!("/src/{folder}.rs"))
        };
        !(within("kit")
            || within("portal") && room != "portal"
            || within("office") && room == "api")
    };
    let mut problems = Vec::new();
    for file in sources("web") {
        for (number, line) in file.lines_outside_tests() {
            let code = line.split("//").next().unwrap_or_default();
            for found in other.captures_iter(code) {
                if !allowed(&file.path, &found[1]) {
                    problems.push(format!("{}:{number}: {}", file.path, line.trim()));
                }
            }
        }
    }
    report("A wing that looks into another house.", &problems);
}

#[test]
fn acts_are_appended_by_the_pen() {
    let writing = ["ledger::append", "ledger::claim("];
    let pen = ["crates/app/src/pen/sheet.rs", "crates/app/src/pen/once.rs"];
    // A mark of what is done once in the life of an installation is bound to nothing that was sent.
    let marks = "crates/app/src/once.rs";
    let problems: Vec<String> = ["app", "web", "cli", "demo"]
        .into_iter()
        .flat_map(sources)
        .filter(|file| !pen.contains(&file.path.as_str()) && file.path != marks)
        .flat_map(|file| {
            file.lines_outside_tests()
                .filter(|(_, line)| {
                    // Rows that move with the days are renewed by app without an act.
                    let row =
                        line.contains("project::apply") && !file.path.starts_with("crates/app/");
                    row || writing.iter().any(|word| line.contains(word))
                })
                .map(|(number, _)| format!("{}:{number}", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    report("What is written goes through app::pen.", &problems);
}

/// The body of an act has a type of its own in its stream; what shows every kind of act asks `store::Told`.
#[test]
fn bodies_are_read_by_their_type() {
    let by_hand = Regex::new(r#"\bbody\[|\.(?:json|body)\(\)\["#).unwrap();
    assert!(by_hand.is_match(r#"let why = body["why"].as_str();"#));
    assert!(by_hand.is_match(r#"act.json()["files"].clone()"#));
    let problems: Vec<String> = ["store", "app", "web", "cli", "demo"]
        .into_iter()
        .flat_map(sources)
        .flat_map(|file| {
            file.lines_outside_tests()
                .filter(|(_, line)| by_hand.is_match(line))
                .map(|(number, _)| format!("{}:{number}", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    report("A body is taken apart by hand.", &problems);
}

/// What somebody may do is a value that the operation takes, `By<R>` or `May<D>`: where a body looks at roles itself, a caller
/// cannot see what it needs.
#[test]
fn operations_take_their_right_as_a_value() {
    let look = Regex::new(r"\.has\(Role::|\bRole::\w+\.|\.roles\.(?:iter|contains)|staff\.require")
        .unwrap();
    assert!(look.is_match("if staff.has(Role::Clerk) {"));
    // Who sees a notice is asked of each row; the posts of a person are his roles in the words of the law.
    let rooms = [
        "rights.rs",
        "staff.rs",
        "notices.rs",
        "accounts.rs",
        "accounts/roles.rs",
        "tokens.rs",
    ];
    let problems: Vec<String> = sources("app")
        .iter()
        .filter(|file| {
            !rooms
                .iter()
                .any(|room| file.path.ends_with(&format!("app/src/{room}")))
        })
        .flat_map(|file| {
            file.lines_outside_tests()
                .filter(|(_, line)| look.is_match(line))
                .map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    report("An operation that looks at roles.", &problems);
}

#[test]
fn sql_stays_in_store() {
    let statement =
        Regex::new(r#""\s*(?i:SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)\s"#)
            .unwrap();
    let problems: Vec<String> = files("crates")
        .iter()
        .filter(|file| file.is("rs") && !file.path.starts_with("crates/store/"))
        .filter(|file| !file.path.starts_with("crates/tidy/"))
        // Benchmarks measure against the plainest statement that does the same.
        .filter(|file| !file.path.starts_with("crates/app/examples/"))
        .flat_map(|file| {
            file.lines_outside_tests()
                .filter(|(_, line)| statement.is_match(line))
                .map(|(number, _)| format!("{}:{number}", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    report("SQL lives in store.", &problems);
}

#[test]
fn streams_are_spelled_in_one_file() {
    let words = "request|item|remedy|correction|message|figure|report|consolidated";
    let taken_apart = format!(r#"(?:trim_start_matches|strip_prefix|starts_with)\("(?:{words})/"#);
    let put_together = format!(r#"format!\("(?:{words})/\{{(?:id)?\}}"#);
    let spelled = Regex::new(&format!("{taken_apart}|{put_together}")).unwrap();
    assert!(spelled.is_match(r#"act.stream.trim_start_matches("request/")"#));
    assert!(spelled.is_match(r#"format!("item/{id}")"#));
    let problems: Vec<String> = ["store", "app", "web", "cli"]
        .into_iter()
        .flat_map(sources)
        .filter(|file| !file.path.ends_with("store/src/stream.rs"))
        .flat_map(|file| {
            file.lines_outside_tests()
                .filter(|(_, line)| spelled.is_match(line))
                .map(|(number, _)| format!("{}:{number}", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    report("A stream is spelled by store::Stream alone.", &problems);
}
