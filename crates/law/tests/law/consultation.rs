//! 征求意见 and the time that does not count (A-33.4; traps 8, 9).

use law::{
    calendar::Calendar,
    case::{self, Settings},
};

use crate::facts::{acts, assess, day, ids, rules};

const RECEIVED: &str = "2026-03-02 submitted channel=counter";

/// Facts, the day of assessment, excluded days, last day.
#[test]
fn the_time_of_asking_does_not_count() {
    let asked = "2026-03-06 third_party_asked ref=a\n2026-03-09 third_party_reached ref=a";
    let organ = "2026-03-06 organ_asked ref=a\n2026-03-09 organ_reached ref=a";
    for (facts, as_of, excluded, due) in [
        (String::new(), "2026-03-30", 0, "2026-03-30"),
        // It answers on 03-25.
        (
            format!("{asked}\n2026-03-25 third_party_answered ref=a consents=true"),
            "2026-03-25",
            13,
            "2026-04-17",
        ),
        (
            format!("{asked}\n2026-03-25 third_party_answered ref=a consents=true"),
            "2026-04-17",
            13,
            "2026-04-17",
        ),
        (
            format!("{organ}\n2026-03-25 organ_answered ref=a consents=true"),
            "2026-04-17",
            13,
            "2026-04-17",
        ),
        // It stays silent: until the 15th working day after it got the letter, 03-30.
        (asked.into(), "2026-04-20", 16, "2026-04-22"),
        // An answer after that day changes nothing.
        (
            format!("{asked}\n2026-04-08 third_party_answered ref=a consents=true"),
            "2026-04-20",
            16,
            "2026-04-22",
        ),
        // While it is being asked, the last day moves with each working day.
        (asked.into(), "2026-03-06", 0, "2026-03-30"),
        (asked.into(), "2026-03-10", 2, "2026-04-01"),
        // Two letters, 03-06..03-25 and 03-16..03-31: the union, not the sum.
        (
            "2026-03-06 third_party_asked ref=a\n2026-03-09 third_party_reached ref=a
             2026-03-16 third_party_asked ref=b\n2026-03-17 third_party_reached ref=b
             2026-03-25 third_party_answered ref=a consents=true
             2026-03-31 third_party_answered ref=b consents=true"
                .into(),
            "2026-04-10",
            17,
            "2026-04-23",
        ),
        // A third party and an organ at once are united too.
        (
            "2026-03-06 third_party_asked ref=a\n2026-03-16 organ_asked ref=a
             2026-03-25 third_party_answered ref=a consents=true
             2026-03-31 organ_answered ref=a consents=true"
                .into(),
            "2026-04-10",
            17,
            "2026-04-23",
        ),
    ] {
        let case = assess(&format!("{RECEIVED}\n{facts}"), as_of);
        assert_eq!(
            (case.excluded_days, case.due),
            (excluded, Some(day(due))),
            "{facts} as of {as_of}"
        );
        assert_eq!(ids(&case), Vec::<&str>::new(), "{facts} as of {as_of}");
    }
}

#[test]
fn the_reason_names_the_days_that_do_not_count() {
    let case = assess(
        &format!(
            "{RECEIVED}\n2026-03-06 third_party_asked ref=a\n2026-03-25 third_party_answered ref=a consents=true"
        ),
        "2026-03-25",
    );
    assert_eq!(rules(&case), ["A-31.1", "A-33.2", "A-33.4"]);
    let last = case.because.last().unwrap();
    assert_eq!(
        (last.from, last.days, last.to),
        (Some(day("2026-03-30")), Some(13), Some(day("2026-04-17")))
    );
    assert_eq!(
        case.latest,
        Some(Calendar::cn().nth_working_day(day("2026-03-02"), 53).date)
    );
}

/// Trap 8: the letter of day 19 leaves one day.
#[test]
fn asking_late_leaves_one_day() {
    // Day 19 is 03-27.
    let case = assess(
        &format!(
            "{RECEIVED}\n2026-03-27 third_party_asked ref=a\n2026-03-27 third_party_reached ref=a\n2026-04-10 third_party_answered ref=a consents=true"
        ),
        "2026-04-10",
    );
    assert_eq!(case.due, Some(day("2026-04-13")));
}

/// fifteen working days of the addressee.
#[test]
fn the_addressees_period() {
    for (reached, last) in [("2026-03-09", "2026-03-30"), ("2026-09-24", "2026-10-22")] {
        assert_eq!(
            Calendar::cn().nth_working_day(day(reached), 15).date,
            day(last)
        );
    }
}

/// A letter that is still out when the corrected request comes: only its time after that day matters.
#[test]
fn a_letter_outlives_the_restart() {
    let facts = format!(
        "{RECEIVED}\n2026-03-03 third_party_asked ref=a\n2026-03-04 third_party_reached ref=a
         2026-03-05 correction_noticed days=5 reached=2026-03-05\n2026-03-10 corrected
         2026-03-12 third_party_answered ref=a consents=true"
    );
    let case = assess(&facts, "2026-03-12");
    assert_eq!(
        (case.excluded_days, case.due, ids(&case)),
        (2, Some(day("2026-04-10")), vec![])
    );
}

/// What an answer must respect: facts after the letter, code, findings.
#[test]
fn silence_consent_and_refusal() {
    let asked = "2026-03-03 third_party_asked ref=a\n2026-03-04 third_party_reached ref=a";
    for (facts, answer, expected) in [
        (
            "",
            "2026-03-12 answered code=NO-THIRD how=posted",
            vec!["A-32.1"],
        ),
        (
            asked,
            "2026-03-12 answered code=NO-THIRD how=posted",
            vec!["A-32.2"],
        ),
        (
            asked,
            "2026-03-12 answered code=OPEN-GIVE how=posted",
            vec!["A-32.2"],
        ),
        // Fifteen working days after 03-04 end on 03-25: silence is neither yes nor no, the organ decides.
        (
            asked,
            "2026-03-26 answered code=OPEN-GIVE how=posted",
            vec![],
        ),
        (
            asked,
            "2026-03-26 answered code=NO-THIRD how=posted",
            vec![],
        ),
        (
            "2026-03-03 third_party_asked ref=a\n2026-03-05 third_party_answered ref=a consents=true",
            "2026-03-12 answered code=NO-THIRD how=posted",
            vec!["A-15"],
        ),
        (
            "2026-03-03 third_party_asked ref=a\n2026-03-05 third_party_answered ref=a consents=false",
            "2026-03-12 answered code=OPEN-GIVE how=posted",
            vec!["A-32.5"],
        ),
        (
            "2026-03-03 third_party_asked ref=a\n2026-03-05 third_party_answered ref=a consents=false",
            "2026-03-12 answered code=NO-THIRD how=posted",
            vec![],
        ),
    ] {
        let case = assess(&format!("{RECEIVED}\n{facts}\n{answer}"), "2026-03-31");
        assert_eq!(ids(&case), expected, "{facts} / {answer}");
    }
}

#[test]
fn letters_are_told_apart() {
    let case = assess(
        &format!(
            "{RECEIVED}\n2026-03-03 third_party_asked ref=a\n2026-03-05 third_party_answered ref=b"
        ),
        "2026-03-05",
    );
    assert_eq!(ids(&case), ["A-32.1"]);
    let case = assess(
        &format!("{RECEIVED}\n2026-03-03 third_party_asked ref=a\n2026-03-05 organ_answered ref=a"),
        "2026-03-05",
    );
    assert_eq!(ids(&case), ["A-34"]);
    // A letter whose arrival nobody recorded excludes 15 working days from its sending, and is noticed.
    let case = assess(
        &format!("{RECEIVED}\n2026-03-03 third_party_asked ref=a"),
        "2026-03-25",
    );
    assert_eq!(ids(&case), ["A-33.4"]);
}

#[test]
fn how_long_time_is_excluded_is_a_setting() {
    let settings = Settings {
        exclusion_cap_days: 5,
        ..Settings::default()
    };
    let facts = format!(
        "{RECEIVED}\n2026-03-06 third_party_asked ref=a\n2026-03-09 third_party_reached ref=a"
    );
    let case = case::assess(&acts(&facts), day("2026-04-01"), &Calendar::cn(), &settings);
    assert_eq!(case.excluded_days, 6);
}

/// Trap 9: addressee, reached, answer, day; what follows.
#[test]
fn silence_means_two_things() {
    use case::{Addressee::*, Voice};
    let cn = Calendar::cn();
    for (addressee, reached, consents, on, expected) in [
        // The letter reached it on 2026-09-24; its 15 working days end on 2026-10-22.
        (
            ThirdParty,
            Some("2026-09-24"),
            None,
            "2026-10-22",
            Voice::Awaited,
        ),
        (
            ThirdParty,
            Some("2026-09-24"),
            None,
            "2026-10-23",
            Voice::OrganDecides,
        ),
        (
            Organ,
            Some("2026-09-24"),
            None,
            "2026-10-22",
            Voice::Awaited,
        ),
        (
            Organ,
            Some("2026-09-24"),
            None,
            "2026-10-23",
            Voice::DeemedToAgree,
        ),
        (
            ThirdParty,
            Some("2026-09-24"),
            Some(true),
            "2026-09-25",
            Voice::Agrees,
        ),
        (
            Organ,
            Some("2026-09-24"),
            Some(false),
            "2026-12-01",
            Voice::Refuses,
        ),
        (ThirdParty, None, Some(false), "2026-09-25", Voice::Refuses),
        // A letter that is not known to have arrived has no end.
        (Organ, None, None, "2026-12-01", Voice::Awaited),
    ] {
        let found = case::voice(addressee, reached.map(day), consents, day(on), &cn);
        assert_eq!(
            found, expected,
            "{addressee:?} {reached:?} {consents:?} {on}"
        );
    }
}

/// a letter whose arrival is not recorded is asked about after 15 working days from its sending, not on the fifteenth.
#[test]
fn a_letter_without_arrival_is_asked_about() {
    let facts = format!("{RECEIVED}\n2026-03-06 third_party_asked ref=a");
    for (as_of, expected) in [("2026-03-27", vec![]), ("2026-03-30", vec!["A-33.4"])] {
        assert_eq!(ids(&assess(&facts, as_of)), expected, "{as_of}");
    }
}

/// B3: a setting of counting moved the third party's statutory 15 working days, while its letter went on saying 15.
#[test]
fn no_setting_moves_the_addressees_own_period() {
    assert_eq!(case::CONSULTATION_DAYS, 15);
    let (cn, reached) = (Calendar::cn(), day("2026-03-09"));
    assert_eq!(case::answer_until(reached, &cn), day("2026-03-30"));
    let facts = format!(
        "{RECEIVED}\n2026-03-06 third_party_asked ref=a\n2026-03-09 third_party_reached ref=a
         2026-03-24 answered code=OPEN-GIVE how=handed"
    );
    for exclusion_cap_days in [0, 5, 15, 40] {
        let settings = Settings {
            exclusion_cap_days,
            ..Settings::default()
        };
        let case = case::assess(&acts(&facts), day("2026-03-24"), &cn, &settings);
        assert!(
            ids(&case).contains(&"A-32.2"),
            "its 15 working days have not ended: {:?}",
            ids(&case)
        );
    }
}

/// Without a record of arrival, time is excluded up to the 15th working day after sending (03-27), and not without end.
#[test]
fn a_letter_without_arrival_excludes_fifteen_working_days_from_its_sending() {
    let facts = format!("{RECEIVED}\n2026-03-06 third_party_asked ref=a");
    for (as_of, excluded) in [("2026-03-27", 15), ("2026-03-30", 15), ("2026-05-29", 15)] {
        assert_eq!(assess(&facts, as_of).excluded_days, excluded, "{as_of}");
    }
}

/// T(20) of 03-02 is 03-30; a letter of 03-31 comes too late to exclude anything. One of 03-30 does not, and neither does one
/// sent after it while the days that it excludes still run.
#[test]
fn a_letter_sent_after_the_period_excludes_nothing_and_is_noticed() {
    let late = format!(
        "{RECEIVED}\n2026-03-31 third_party_asked ref=a\n2026-04-01 third_party_reached ref=a"
    );
    let case = assess(&late, "2026-04-10");
    assert_eq!((case.excluded_days, case.due), (0, Some(day("2026-03-30"))));
    assert_eq!(ids(&case), ["A-33.4", "A-33.2"]);
    let in_time = format!(
        "{RECEIVED}\n2026-03-30 third_party_asked ref=a\n2026-03-31 third_party_reached ref=a
         2026-03-31 organ_asked ref=b\n2026-04-01 organ_reached ref=b"
    );
    let case = assess(&in_time, "2026-04-10");
    assert_eq!(ids(&case), [""; 0]);
    assert_eq!(case.excluded_days, 8, "03-31 to 04-10, less 04-06");
}

/// The day on which the last day is another one, without an act: the next working day, until the cap is reached.
#[test]
fn it_is_known_when_the_last_day_moves() {
    let asked = format!(
        "{RECEIVED}\n2026-03-06 third_party_asked ref=a\n2026-03-09 third_party_reached ref=a"
    );
    for (as_of, moves_on) in [
        ("2026-03-06", Some("2026-03-09")),
        ("2026-03-09", Some("2026-03-10")),
        ("2026-03-13", Some("2026-03-16")),
        ("2026-03-27", Some("2026-03-30")),
        ("2026-03-30", None),
        ("2026-04-20", None),
    ] {
        assert_eq!(assess(&asked, as_of).moves_on, moves_on.map(day), "{as_of}");
    }
    let answered = format!("{asked}\n2026-03-25 third_party_answered ref=a consents=true");
    assert_eq!(assess(&answered, "2026-03-25").moves_on, None);
    assert_eq!(assess(RECEIVED, "2026-03-05").moves_on, None);
}
