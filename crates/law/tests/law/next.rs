//! 下一步: what a request waits for, by whom, until when, as a table.

use law::{
    case::{self, Act as LawAct, Kind as LawKind},
    handling::{self, Entry, Kind, Settings, What},
    next::{Step, Who, next},
    readings::Post,
};
use serde_json::{Map, Value};

use crate::facts::{cn, day};

/// Lines `day kind key=value …`, acts of the statute and of the house in the order in which they were recorded.
fn entries(lines: &str) -> Vec<Entry> {
    let mut all = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        let (on, kind) = (words.next().unwrap(), words.next().unwrap());
        let mut act = Map::new();
        act.insert("on".into(), on.into());
        act.insert("kind".into(), kind.into());
        for word in words {
            let (key, value) = word.split_once('=').unwrap();
            let value = match value.parse::<i64>() {
                Ok(number) => number.into(),
                Err(_) if value == "true" || value == "false" => Value::Bool(value == "true"),
                Err(_) => value.into(),
            };
            act.insert(key.into(), value);
        }
        let act = Value::Object(act);
        let what = if kind.parse::<Kind>().is_ok() {
            What::Inner(serde_json::from_value(act).unwrap())
        } else {
            What::Statutory(serde_json::from_value::<LawAct>(act).unwrap().event)
        };
        all.push(Entry {
            on: day(on),
            by: if kind == "submitted" {
                "applicant".into()
            } else {
                kind.into()
            },
            what,
        });
    }
    all
}

const COUNTER: &str = "2026-03-02 submitted channel=counter applicant=natural";
const PREPARED: &str = "2026-03-05 decision_prepared code=OPEN-GIVE";
const SECTION: &str = "2026-03-06 section_reviewed opinion=agree";
const LEGAL: &str = "2026-03-06 legally_reviewed opinion=agree";
const SIGNED: &str = "2026-03-09 signed opinion=agree";

#[test]
fn what_a_request_waits_for() {
    let clerk = Who::Post(Post::Clerk);
    let read = |posts: &[&str]| posts.join("\n");
    let rows = [
        // The acts, the day, whether something lacks; the step, who, until when, the act that records it.
        (
            "2026-01-31 submitted channel=online applicant=natural".to_string(),
            "2026-02-01",
            false,
            Step::Confirm,
            clerk,
            "2026-02-02",
            "confirmed",
        ),
        (
            read(&[COUNTER]),
            "2026-03-02",
            false,
            Step::Prepare,
            clerk,
            "2026-03-30",
            "decision_prepared",
        ),
        // T(7) of 2026-03-02.
        (
            read(&[COUNTER]),
            "2026-03-04",
            true,
            Step::AskCorrection,
            clerk,
            "2026-03-11",
            "correction_noticed",
        ),
        // After the seventh day nobody but the head may still ask: the answer is next.
        (
            read(&[COUNTER]),
            "2026-03-12",
            true,
            Step::Prepare,
            clerk,
            "2026-03-30",
            "decision_prepared",
        ),
        (
            read(&[
                COUNTER,
                "2026-03-05 correction_noticed days=15 reached=2026-03-06",
            ]),
            "2026-03-10",
            true,
            Step::AwaitCorrection,
            Who::Applicant,
            "2026-03-27",
            "corrected",
        ),
        (
            read(&[
                COUNTER,
                "2026-03-05 correction_noticed days=15 reached=2026-03-06",
            ]),
            "2026-03-28",
            true,
            Step::Lapse,
            clerk,
            "",
            "lapsed",
        ),
        (
            read(&[
                COUNTER,
                "2026-03-06 third_party_asked ref=a",
                "2026-03-09 third_party_reached ref=a",
            ]),
            "2026-03-20",
            false,
            Step::AwaitOthers,
            Who::Others,
            "2026-03-30",
            "third_party_answered",
        ),
        // Silence of a third party: the organ decides.
        (
            read(&[
                COUNTER,
                "2026-03-06 third_party_asked ref=a",
                "2026-03-09 third_party_reached ref=a",
            ]),
            "2026-03-31",
            false,
            Step::Prepare,
            clerk,
            "2026-04-22",
            "decision_prepared",
        ),
        (
            read(&[COUNTER, "2026-03-06 organ_asked ref=b"]),
            "2026-03-09",
            false,
            Step::AwaitOthers,
            Who::Others,
            "2026-03-27",
            "organ_answered",
        ),
        (
            read(&[
                COUNTER,
                "2026-03-03 handed_over office=农业股 due=2026-03-12",
            ]),
            "2026-03-04",
            false,
            Step::AwaitOffice,
            Who::Office,
            "2026-03-12",
            "returned_by_office",
        ),
        (
            read(&[
                COUNTER,
                "2026-03-03 handed_over office=农业股",
                "2026-03-05 returned_by_office office=农业股",
            ]),
            "2026-03-06",
            false,
            Step::Prepare,
            clerk,
            "2026-03-30",
            "decision_prepared",
        ),
        (
            read(&[COUNTER, "2026-03-03 reasons_asked days=13"]),
            "2026-03-04",
            false,
            Step::AwaitReasons,
            Who::Applicant,
            "2026-03-20",
            "reasons_given",
        ),
        (
            read(&[COUNTER, PREPARED]),
            "2026-03-05",
            false,
            Step::SectionReads,
            Who::Post(Post::SectionHead),
            "2026-03-30",
            "section_reviewed",
        ),
        // What lacks does not hold up an answer that is on its way.
        (
            read(&[COUNTER, PREPARED, SECTION]),
            "2026-03-06",
            true,
            Step::LegalReads,
            Who::Post(Post::Legal),
            "2026-03-30",
            "legally_reviewed",
        ),
        (
            read(&[COUNTER, PREPARED, SECTION, LEGAL]),
            "2026-03-06",
            false,
            Step::Sign,
            Who::Post(Post::Leader),
            "2026-03-30",
            "signed",
        ),
        (
            read(&[COUNTER, PREPARED, SECTION, LEGAL, SIGNED]),
            "2026-03-09",
            false,
            Step::Send,
            clerk,
            "2026-03-30",
            "answered",
        ),
        (
            read(&[
                COUNTER,
                PREPARED,
                "2026-03-06 section_reviewed opinion=return note=x",
            ]),
            "2026-03-06",
            false,
            Step::Mend,
            clerk,
            "2026-03-30",
            "decision_prepared",
        ),
        (
            read(&[COUNTER, "2026-03-03 joined lead=A number=N"]),
            "2026-03-04",
            false,
            Step::AnsweredThere,
            clerk,
            "2026-03-30",
            "",
        ),
        (
            read(&[
                COUNTER,
                PREPARED,
                SECTION,
                LEGAL,
                SIGNED,
                "2026-03-10 answered code=OPEN-GIVE how=posted",
            ]),
            "2026-03-11",
            false,
            Step::Serve,
            clerk,
            "",
            "served",
        ),
        (
            read(&[
                COUNTER,
                PREPARED,
                SECTION,
                LEGAL,
                SIGNED,
                "2026-03-10 answered code=OPEN-GIVE how=posted",
                "2026-03-11 served how=posted",
            ]),
            "2026-03-12",
            false,
            Step::Nothing,
            Who::Nobody,
            "",
            "",
        ),
        (
            read(&[COUNTER, "2026-03-04 withdrawn"]),
            "2026-03-05",
            false,
            Step::Nothing,
            Who::Nobody,
            "",
            "",
        ),
        // Late, it is still the same that has to be done.
        (
            read(&[COUNTER]),
            "2026-04-10",
            false,
            Step::Prepare,
            clerk,
            "2026-03-30",
            "decision_prepared",
        ),
    ];
    for (lines, on, lacking, step, who, until, act) in rows {
        let found = of(&lines, on, lacking, &Settings::default());
        let shown = (
            found.step,
            found.who,
            found.until.map(|day| day.to_string()).unwrap_or_default(),
            found.act.map_or("", law::next::Act::as_str),
        );
        assert_eq!(
            shown,
            (step, who, until.to_string(), act),
            "{lines} on {on}"
        );
    }
}

fn of(lines: &str, on: &str, lacking: bool, settings: &Settings) -> law::next::Next {
    let all = entries(lines);
    let statutory: Vec<LawAct> = all
        .iter()
        .filter_map(|entry| match &entry.what {
            What::Statutory(event) => Some(LawAct {
                on: entry.on,
                event: event.clone(),
            }),
            What::Inner(_) => None,
        })
        .collect();
    let assessed = case::assess(&statutory, day(on), cn(), &case::Settings::default());
    next(&assessed, &handling::read(&all), lacking, settings)
}

/// In a house whose answers nobody signs, what was prepared goes out.
#[test]
fn a_house_without_signatures_sends() {
    let settings = Settings {
        sign_before_answer: false,
        ..Settings::default()
    };
    let found = of(
        &[COUNTER, PREPARED].join("\n"),
        "2026-03-05",
        false,
        &settings,
    );
    assert_eq!(found.step, Step::Send);
    let bureau = Settings {
        legal_review: false,
        ..Settings::default()
    };
    let found = of(
        &[COUNTER, PREPARED, SECTION].join("\n"),
        "2026-03-06",
        false,
        &bureau,
    );
    assert_eq!(found.step, Step::Sign, "no legal reviewer");
}

/// Whatever the next step is, the law allows the act that records it, and each step is one of the list.
#[test]
fn the_next_step_is_allowed() {
    for (lines, on) in [
        ([COUNTER].join("\n"), "2026-03-02"),
        (
            [
                COUNTER,
                "2026-03-05 correction_noticed days=15 reached=2026-03-06",
            ]
            .join("\n"),
            "2026-03-28",
        ),
        (
            [COUNTER, "2026-03-06 third_party_asked ref=a"].join("\n"),
            "2026-03-09",
        ),
        (
            "2026-03-02 submitted channel=online applicant=natural".into(),
            "2026-03-03",
        ),
    ] {
        let found = of(&lines, on, false, &Settings::default());
        let all = entries(&lines);
        assert!(Step::ALL.contains(&found.step));
        if let Some(law::next::Act::Statutory(kind)) = found.act {
            let acts: Vec<LawAct> = all
                .iter()
                .filter_map(|entry| match &entry.what {
                    What::Statutory(event) => Some(LawAct {
                        on: entry.on,
                        event: event.clone(),
                    }),
                    What::Inner(_) => None,
                })
                .collect();
            let assessed = case::assess(&acts, day(on), cn(), &case::Settings::default());
            assert!(assessed.allowed.contains(&kind), "{kind:?} after {lines}");
            assert_ne!(kind, LawKind::Submitted);
        }
    }
}

/// In whose hands it is: who worked it last, not who read, signed, looked or asked for it.
#[test]
fn in_whose_hands() {
    let hands = |lines: &str| {
        let all = entries(lines);
        let office = handling::office(&handling::read(&all))
            .unwrap_or_default()
            .to_string();
        (
            handling::handler(&all).unwrap_or_default().to_string(),
            office,
        )
    };
    for (lines, handler, office) in [
        (vec![COUNTER], "", ""),
        (
            vec![COUNTER, PREPARED, SECTION, LEGAL, SIGNED],
            "decision_prepared",
            "",
        ),
        (
            vec![COUNTER, PREPARED, "2026-03-06 shown_in_full why=x"],
            "decision_prepared",
            "",
        ),
        (
            vec![COUNTER, PREPARED, "2026-03-06 satisfaction score=5"],
            "decision_prepared",
            "",
        ),
        (
            vec![COUNTER, "2026-03-03 handed_over office=农业股"],
            "handed_over",
            "农业股",
        ),
        (
            vec![
                COUNTER,
                "2026-03-03 handed_over office=农业股",
                "2026-03-04 returned_by_office office=农业股",
                "2026-03-04 handed_over office=财务股",
            ],
            "handed_over",
            "财务股",
        ),
        (
            vec![
                COUNTER,
                "2026-03-03 handed_over office=农业股",
                "2026-03-04 returned_by_office office=农业股",
            ],
            "returned_by_office",
            "农业股",
        ),
    ] {
        assert_eq!(
            hands(&lines.join("\n")),
            (handler.into(), office.into()),
            "{lines:?}"
        );
    }
}
