//! Made-up reports with one planted fault each: every fault is found, named by its rule and placed; and as many
//! without a fault, in which nothing graver than a question is found.
#[path = "planted/clean.rs"]
mod clean;
#[path = "planted/faults.rs"]
mod faults;
#[path = "planted/paper.rs"]
mod paper;
#[expect(dead_code, reason = "the layouts are shared with the tests of reading")]
#[path = "read_samples/samples.rs"]
mod samples;

use std::collections::BTreeMap;

use documents::{fonts::Fonts, read};
use law::finding::{Finding, Severity};

use clean::{Dice, report};
use faults::{FAULTS, Plant};
use paper::{LAYOUTS, Paper};

const REPORTS: u64 = 500;

fn said(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|it| format!("{:?} {} {}: {}", it.severity, it.id, it.place, it.zh))
        .collect()
}

#[test]
fn nothing_graver_than_a_question_in_clean_reports() {
    let fonts = Fonts::embedded();
    for seed in 0..REPORTS {
        let made = report(seed);
        let (name, bytes) = match seed % 10 {
            0 => ("docx", documents::report::docx(&made, &fonts).unwrap()),
            1 => ("xlsx", documents::report::xlsx(&made).unwrap()),
            2 => ("html", documents::report::html(&made).unwrap()),
            3 => ("json", documents::report::json(&made).unwrap()),
            _ => {
                let layout = LAYOUTS[(seed as usize / 10) % LAYOUTS.len()];
                (layout.0, Paper::of(&made).write(layout))
            }
        };
        let read = read::report(&bytes, &format!("a.{name}"))
            .unwrap_or_else(|error| panic!("{name} {seed}: {error}"));
        assert_eq!(read.report.table2, made.table2, "{name} {seed}");
        assert_eq!(read.report.table3, made.table3, "{name} {seed}");
        assert_eq!(read.report.table4, made.table4, "{name} {seed}");
        assert_eq!(read.report.year, made.year, "{name} {seed}");
        let previous = clean::before(&made, seed);
        for findings in [read.findings(None), read.findings(Some(&previous))] {
            let grave: Vec<Finding> = findings
                .into_iter()
                .filter(|finding| finding.severity != Severity::Question)
                .collect();
            assert_eq!(said(&grave), Vec::<String>::new(), "{name} {seed}");
        }
    }
}

#[test]
fn every_planted_fault_is_found_named_and_placed() {
    let mut missed: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut planted = 0;
    for seed in 0..REPORTS {
        let (kind, fault) = FAULTS[seed as usize % FAULTS.len()];
        let layout = LAYOUTS[(seed as usize / FAULTS.len()) % LAYOUTS.len()];
        let mut dice = Dice::new(seed + 7_000);
        let mut made = report(seed);
        let mut previous = None;
        let (expected, bytes) = match fault {
            Plant::Report(plant) => {
                let expected = plant(&mut made, &mut dice);
                (expected, Paper::of(&made).write(layout))
            }
            Plant::Paper(plant) => {
                let mut paper = Paper::of(&made);
                let expected = plant(&mut paper, &mut dice);
                (expected, paper.write(layout))
            }
            Plant::Previous(plant) => {
                let mut before = clean::before(&made, seed);
                let expected = plant(&mut before, &made);
                previous = Some(before);
                (expected, Paper::of(&made).write(layout))
            }
        };
        let what = format!("{kind}, {} {seed}", layout.0);
        let read = read::report(&bytes, "a.txt").unwrap_or_else(|error| panic!("{what}: {error}"));
        let findings = read.findings(previous.as_ref());
        for (id, place, severity) in &expected {
            let found = findings.iter().any(|it| {
                it.id == *id
                    && it.place == *place
                    && it.severity == *severity
                    && !it.because.as_str().is_empty()
            });
            if !found {
                missed.entry(kind).or_default().push(format!(
                    "{} {seed}: {severity:?} {id} {place} not among {:#?}",
                    layout.0,
                    said(&findings)
                ));
            }
        }
        // What else is found belongs to the same fault: another rule may be broken by it, but nothing else is an error.
        let ids: Vec<&str> = expected.iter().map(|(id, ..)| *id).collect();
        let strange: Vec<Finding> = findings
            .into_iter()
            .filter(|it| it.severity == Severity::Error && !ids.contains(&it.id.id()))
            .collect();
        assert_eq!(said(&strange), Vec::<String>::new(), "{what}");
        planted += 1;
    }
    assert_eq!(planted, REPORTS);
    assert!(missed.is_empty(), "{missed:#?}");
}
