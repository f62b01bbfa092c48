//! `mingbai law …` as scripts call it: JSON on stdout, messages on stderr, exit codes of `formats.md`.

#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[path = "../../law/tests/chance/dice.rs"]
mod dice;
#[path = "../../law/tests/chance/mutated.rs"]
mod mutated;
#[path = "../../law/tests/chance/timelines.rs"]
mod timelines;

use std::{
    io::Write,
    process::{Command, Stdio},
    time::Instant,
};

use serde_json::{Value, json};

struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

fn law(args: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(["--lang", "en", "law"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_case_from_standard_input_or_a_file() {
    let case = json!({"as_of": "2026-03-01", "calendar": "CN", "acts": [
        {"kind": "submitted", "on": "2026-01-31", "channel": "online"},
        {"kind": "confirmed", "on": "2026-02-02"},
    ]});
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.json");
    std::fs::write(&file, case.to_string()).unwrap();
    for ran in [
        law(&["case", "-"], &case.to_string()),
        law(&["case", file.to_str().unwrap()], ""),
    ] {
        assert_eq!(ran.code, 0, "{}", ran.err);
        let json = ran.json();
        assert_eq!(
            (&json["receipt"], &json["due"]),
            (&json!("2026-02-02"), &json!("2026-03-06"))
        );
        assert_eq!(
            (&json["status"], &json["code"]),
            (&json!("open"), &Value::Null)
        );
        assert_eq!(
            json["because"][1]["citation"],
            "政府信息公开条例第三十三条第二款"
        );
    }
}

/// An unlawful act of the past: found, 1. What cannot be read: 2, nothing on stdout, the place on stderr.
#[test]
fn what_is_wrong_sets_the_exit_code() {
    let late = json!({"as_of": "2026-04-30", "acts": [
        {"kind": "submitted", "on": "2026-03-02", "channel": "counter"},
        {"kind": "answered", "on": "2026-03-31", "code": "OPEN-GIVE", "how": "posted"},
    ]});
    let ran = law(&["case", "-"], &late.to_string());
    assert_eq!(ran.code, 1);
    let finding = &ran.json()["findings"][0];
    assert_eq!(
        (&finding["id"], &finding["severity"]),
        (&json!("A-33.2"), &json!("error"))
    );
    assert_eq!(
        finding["message"],
        "Answered after the last day, 2026-03-30"
    );
    for (args, input, word) in [
        (
            vec!["case", "-"],
            r#"{"acts": [{"kind": "submited", "on": "2026-03-02"}]}"#,
            "submited",
        ),
        (
            vec!["case", "-"],
            r#"{"acts": [{"kind": "confirmed", "on": "2026-02-30"}]}"#,
            "2026-02",
        ),
        (vec!["case", "/no/such/case"], "", "/no/such/case"),
        (
            vec!["deadline", "--received", "2026-13-01", "--days", "20"],
            "",
            "2026-13-01",
        ),
        (
            vec![
                "deadline",
                "--received",
                "2026-03-02",
                "--days",
                "20",
                "--calendar",
                "/no/such",
            ],
            "",
            "/no/such",
        ),
        (vec!["fee"], "", "--items"),
        (vec!["fee", "--items", "1", "--pages", "1"], "", "--pages"),
        (
            vec!["calendar", "--from", "2026-02-02", "--to", "2026-02-01"],
            "",
            "2026-02-01",
        ),
    ] {
        let ran = law(&args, input);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(word), "{args:?}: {}", ran.err);
    }
}

#[test]
fn a_deadline_with_each_counted_day() {
    let json = law(
        &["deadline", "--received", "2024-09-13", "--days", "20"],
        "",
    )
    .json();
    assert_eq!(
        (&json["date"], &json["provisional"]),
        (&json!("2024-10-17"), &json!(false))
    );
    assert_eq!(json["days"].as_array().unwrap().len(), 20);
    assert_eq!(json["days"][0], "2024-09-14");
    let then = law(
        &[
            "deadline",
            "--received",
            "2020-01-13",
            "--days",
            "20",
            "--known-on",
            "2020-01-25",
        ],
        "",
    )
    .json();
    assert_eq!(then["date"], "2020-02-13");
    let later = law(
        &["deadline", "--received", "2026-12-04", "--days", "20"],
        "",
    )
    .json();
    assert_eq!(later["provisional"], true);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calendar.json");
    std::fs::write(
        &file,
        r#"{"weekend": ["fri", "sat"], "off": [], "work": []}"#,
    )
    .unwrap();
    let other = law(
        &[
            "deadline",
            "--received",
            "2026-03-05",
            "--days",
            "1",
            "--calendar",
            file.to_str().unwrap(),
        ],
        "",
    )
    .json();
    assert_eq!(other["date"], "2026-03-08");
}

#[test]
fn fees_and_days() {
    assert_eq!(law(&["fee", "--items", "45"], "").json()["fen"], 550_000);
    assert_eq!(law(&["fee", "--pages", "201"], "").json()["fen"], 274_000);
    let json = law(
        &["calendar", "--from", "2026-02-14", "--to", "2026-02-24"],
        "",
    )
    .json();
    assert_eq!(json["working_days"], 2);
    assert_eq!(
        (&json["days"][0]["kind"], &json["days"][0]["name"]),
        (&json!("make_up"), &json!("春节"))
    );
    assert_eq!(json["days"][2]["notice"], "国办发明电〔2025〕7号");
}

/// Every command takes `--format`; here JSON is what is printed without it.
#[test]
fn the_law_is_told_in_json_or_in_lines() {
    let plain = law(&["fee", "--items", "45"], "");
    assert_eq!(
        law(&["fee", "--items", "45", "--format", "json"], "").out,
        plain.out
    );
    assert_eq!(
        law(&["--format", "json", "fee", "--items", "45"], "").out,
        plain.out
    );
    let text = law(&["fee", "--items", "45", "--format", "text"], "");
    assert!(
        text.out.lines().any(|line| line == "fen: 550000"),
        "{}",
        text.out
    );
    assert!(text.out.contains("steps.1."), "{}", text.out);
    assert_eq!(
        law(&["fee", "--items", "45", "--format", "xml"], "").code,
        2
    );
}

/// The whole contract of an act is accepted, `re_decided` too; what was misspelt is named and not dropped in silence.
#[test]
fn a_case_takes_every_field_of_the_contract() {
    let case = json!({"as_of": "2026-06-30", "acts": [
        {"kind": "submitted", "on": "2026-03-02", "channel": "counter", "applicant": "natural"},
        {"kind": "third_party_asked", "on": "2026-03-06", "ref": "a"},
        {"kind": "third_party_reached", "on": "2026-03-09", "ref": "a"},
        {"kind": "third_party_answered", "on": "2026-03-11", "ref": "a", "consents": false, "reasons": true, "reasonable": true},
        {"kind": "answered", "on": "2026-03-12", "code": "REPEAT", "how": "posted", "courier": "post",
         "grounds": [], "disclosed_before": false, "earlier": "A-2025-00003", "decided_on": "2026-01-05"},
        {"kind": "re_decided", "on": "2026-06-10", "code": "PART", "grounds": ["NONE"], "remedy": "R-2026-00001", "how": "handed"},
    ]});
    let ran = law(&["case", "-"], &case.to_string());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    let found = ran.json();
    assert_eq!(found["remedy"], "R-FREE");
    assert_eq!(found["closed_on"], "2026-03-12");
    assert_eq!(found["findings"], json!([]));

    let misspelt = json!({"as_of": "2026-03-12", "acts": [
        {"kind": "submitted", "on": "2026-03-02", "channel": "counter", "aplicant": "natural"},
    ]});
    let ran = law(&["case", "-"], &misspelt.to_string());
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("acts[0]") && ran.err.contains("aplicant"),
        "{}",
        ran.err
    );
}

/// C-7: the calendar as it was known on a day. Received 2020-01-13, T(20) was 02-13 and became 02-17.
#[test]
fn a_case_by_the_calendar_of_its_day() {
    let case = json!({"as_of": "2020-01-20", "acts": [
        {"kind": "submitted", "on": "2020-01-13", "channel": "counter"},
    ]});
    let case = case.to_string();
    assert_eq!(law(&["case", "-"], &case).json()["due"], "2020-02-17");
    let then = law(&["case", "-", "--known-on", "2020-01-20"], &case).json();
    assert_eq!(then["due"], "2020-02-13");
}

/// Every choice that no text makes, with its default; what rests on memory says so.
#[test]
fn the_settings_of_law_are_listed() {
    let ran = law(&["settings"], "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let all = ran.json();
    let one = |name: &str| {
        let found = all.as_array().unwrap().iter();
        found
            .clone()
            .find(|one| one["name"] == name)
            .unwrap_or_else(|| panic!("{name}"))
            .clone()
    };
    let apart = one("items.publisher_apart");
    assert_eq!(
        (&apart["default"], &apart["rule"]),
        (&json!("authors"), &json!("S-7"))
    );
    assert!(
        apart["because"]
            .as_str()
            .unwrap()
            .ends_with("(from memory, not checked against a text)"),
        "{apart}"
    );
    let cap = one("clock.exclusion_cap_days");
    assert_eq!(
        (&cap["default"], &cap["unit"]),
        (&json!(15), &json!("working_days"))
    );
    assert!(
        !cap["because"].as_str().unwrap().contains("memory"),
        "{cap}"
    );
}

/// Timelines broken by chance (fuzz): an answer in JSON, or a sentence that says why not; `FUZZ=600` for ten minutes.
#[test]
fn a_broken_case_is_answered_or_refused_in_words() {
    let (mut dice, end) = (dice::Dice::new(2), mutated::until());
    let (mut tried, mut answered) = (0_u32, 0_u32);
    while Instant::now() < end {
        let whole = timelines::timeline(&mut dice);
        let bytes = timelines::broken(&whole, &mut dice);
        let text = String::from_utf8_lossy(&bytes);
        tried += 1;
        let ran = law(&["case", "-"], &text);
        match ran.code {
            0 | 1 => {
                let answer = ran.json();
                let findings = answer["findings"].as_array().unwrap().iter();
                let errors = findings.filter(|one| one["severity"] == "error").count();
                assert_eq!(ran.code == 1, errors > 0, "{tried}: {text}");
                answered += 1;
            }
            code => {
                assert_eq!((code, ran.out.as_str()), (2, ""), "{tried}: {text}");
                assert!(!ran.err.trim().is_empty(), "{tried}: {text}");
            }
        }
        assert!(
            !ran.err.contains("panicked"),
            "{tried}: {}\n{text}",
            ran.err
        );
    }
    assert!(answered > 0, "none of {tried} was answered");
}
