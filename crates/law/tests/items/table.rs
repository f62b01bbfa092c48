//! The hand-written table of item acts (`acts.tsv`), as the tests of `law` and of `web` both read it.

pub const ACTS: [&str; 14] = [
    "drafted",
    "revised",
    "submitted_for_review",
    "checked",
    "reviewed",
    "signed_off",
    "published",
    "repealed",
    "withdrawn",
    "scheduled",
    "unscheduled",
    "discarded",
    "suspended",
    "restored",
];
pub const STATES: [&str; 17] = [
    "nothing",
    "draft",
    "draft_on_request",
    "draft_withheld",
    "review_head",
    "review_secrecy",
    "review_leader",
    "returned",
    "cleared",
    "published",
    "repealed",
    "withdrawn",
    "barred",
    "scheduled",
    "changing",
    "changing_read",
    "suspended",
];
pub const ROLES: [&str; 9] = [
    "clerk",
    "head",
    "legal",
    "reviewer",
    "leader",
    "publisher",
    "disclosure_head",
    "supervisor",
    "admin",
];
pub const ORGANS: [&str; 2] = ["own", "other"];
pub const HANDS: [&str; 5] = ["fresh", "author", "head", "secrecy", "leader"];

/// One combination with its verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    pub act: &'static str,
    pub state: &'static str,
    pub role: &'static str,
    pub organ: &'static str,
    pub hand: &'static str,
    pub verdict: &'static str,
    pub rule: &'static str,
    pub why: &'static str,
    pub http: &'static str,
}

/// Every combination; panics where no line or more than one holds, and where a line holds nowhere or names what is not known.
pub fn cases() -> Vec<Case> {
    let lines: Vec<Vec<&'static str>> = include_str!("acts.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("act\t"))
        .map(|line| line.split('\t').collect())
        .collect();
    let axes: [&[&'static str]; 5] = [&ACTS, &STATES, &ROLES, &ORGANS, &HANDS];
    for line in &lines {
        assert_eq!(line.len(), 9, "{line:?}");
        for (cell, known) in line.iter().zip(axes) {
            let names = cell.trim_start_matches('!').split(',');
            let strange = names
                .filter(|name| *name != "*" && !known.contains(name))
                .count();
            assert_eq!(strange, 0, "{cell} in {line:?}");
        }
    }
    let mut used = vec![0; lines.len()];
    let mut cases = Vec::new();
    for act in ACTS {
        for state in STATES {
            for role in ROLES {
                for organ in ORGANS {
                    for hand in HANDS {
                        let at = [act, state, role, organ, hand];
                        let holds = |line: &Vec<&str>| {
                            line.iter().zip(at).all(|(cell, value)| fits(cell, value))
                        };
                        let found: Vec<usize> = (0..lines.len())
                            .filter(|line| holds(&lines[*line]))
                            .collect();
                        assert_eq!(found.len(), 1, "lines for {at:?}: {found:?}");
                        used[found[0]] += 1;
                        let [.., verdict, rule, why, http] = lines[found[0]][..] else {
                            unreachable!()
                        };
                        cases.push(Case {
                            act,
                            state,
                            role,
                            organ,
                            hand,
                            verdict,
                            rule,
                            why,
                            http,
                        });
                    }
                }
            }
        }
    }
    let idle: Vec<_> = lines
        .iter()
        .zip(&used)
        .filter(|(_, used)| **used == 0)
        .collect();
    assert!(idle.is_empty(), "lines that hold nowhere: {idle:?}");
    cases
}

/// Whether a cell names a value: `*` each, `!a,b` each but these, `a,b` these.
fn fits(cell: &str, value: &str) -> bool {
    let names = |list: &str| list.split(',').any(|name| name == value);
    match cell.strip_prefix('!') {
        Some(but) => !names(but),
        None => cell == "*" || names(cell),
    }
}
