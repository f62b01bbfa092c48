//! 延期, 大量申请, 收费 (F-7 to F-9), 答复, 撤回.

use law::{
    case::{Kind, Status},
    outcome::Code,
    remedy::Remedy,
};

use crate::facts::{assess, day, ids, rules};

const RECEIVED: &str = "2026-03-02 submitted channel=counter applicant=natural";

/// T(20) of 2026-03-02 is 03-30, T(40) is 04-28. Facts, last day, findings.
#[test]
fn one_extension_before_the_period_ends() {
    for (facts, due, expected) in [
        (
            "2026-03-30 extended days=20 consented=2026-03-27 noticed=2026-03-30",
            "2026-04-28",
            vec![],
        ),
        (
            "2026-03-16 extended days=20 consented=2026-03-16 noticed=2026-03-16",
            "2026-04-28",
            vec![],
        ),
        (
            "2026-03-16 extended days=5 consented=2026-03-16 noticed=2026-03-16",
            "2026-04-07",
            vec![],
        ),
        // Trap 7: T(21) is too late; so is a notice after the consent's day.
        (
            "2026-03-31 extended days=20 consented=2026-03-31 noticed=2026-03-31",
            "2026-03-30",
            vec!["A-33.3", "A-33.2"],
        ),
        (
            "2026-03-31 extended days=20 consented=2026-03-30 noticed=2026-03-31",
            "2026-03-30",
            vec!["A-33.3", "A-33.2"],
        ),
        (
            "2026-03-30 extended days=20 consented=2026-03-30 noticed=2026-03-31",
            "2026-03-30",
            vec!["A-33.3", "A-33.2"],
        ),
        // At most the ordinary period; with consent; with notice; once.
        (
            "2026-03-30 extended days=21 consented=2026-03-30 noticed=2026-03-30",
            "2026-04-28",
            vec!["A-33.3"],
        ),
        (
            "2026-03-30 extended days=20 noticed=2026-03-30",
            "2026-03-30",
            vec!["A-33.3", "A-33.2"],
        ),
        (
            "2026-03-30 extended days=20 consented=2026-03-30",
            "2026-03-30",
            vec!["A-33.3", "A-33.2"],
        ),
        (
            "2026-03-16 extended days=5 consented=2026-03-16 noticed=2026-03-16
             2026-03-30 extended days=15 consented=2026-03-30 noticed=2026-03-30",
            "2026-04-07",
            vec!["A-33.3"],
        ),
    ] {
        let case = assess(&format!("{RECEIVED}\n{facts}"), "2026-03-31");
        assert_eq!(
            (case.due, ids(&case)),
            (Some(day(due)), expected),
            "{facts}"
        );
        assert_eq!(case.latest, Some(day("2026-04-28")));
    }
}

/// asked 13 working days and extended by 20: T(53).
#[test]
fn extension_and_asking_add_up_to_the_latest_day() {
    let case = assess(
        &format!(
            "{RECEIVED}\n2026-03-06 third_party_asked ref=a\n2026-03-09 third_party_reached ref=a
             2026-03-25 third_party_answered ref=a consents=true
             2026-04-17 extended days=20 consented=2026-04-17 noticed=2026-04-17"
        ),
        "2026-04-17",
    );
    assert_eq!(case.due, case.latest);
    // T(33) is 04-17; twenty more: 04-20..30 nine, 05-06..09 four, 05-11..15 five, 05-18, 05-19.
    assert_eq!(case.due, Some(day("2026-05-19")));
    assert_eq!(rules(&case), ["A-31.1", "A-33.2", "A-33.4", "A-33.3"]);
}

/// A-35; trap 10: putting off is not the extension, and not limited to 20 working days.
#[test]
fn reasons_for_many_requests() {
    let asked = "2026-03-04 reasons_asked days=5";
    assert_eq!(
        assess(&format!("{RECEIVED}\n{asked}"), "2026-03-05").status,
        Status::AwaitingReasons
    );
    for (facts, due, expected) in [
        (
            "2026-03-09 reasons_given reasonable=true",
            "2026-03-30",
            vec![],
        ),
        (
            "2026-03-09 reasons_given reasonable=true answer_by=2026-06-30",
            "2026-06-30",
            vec![],
        ),
        (
            "2026-03-09 reasons_given reasonable=true answer_by=2026-03-20",
            "2026-03-30",
            vec![],
        ),
        (
            "2026-03-09 reasons_given reasonable=false answer_by=2026-06-30",
            "2026-03-30",
            vec![],
        ),
        (
            "2026-03-09 reasons_given reasonable=false\n2026-03-10 answered code=ABUSE how=posted",
            "2026-03-30",
            vec![],
        ),
        (
            "2026-03-09 reasons_given reasonable=true\n2026-03-10 answered code=ABUSE how=posted",
            "2026-03-30",
            vec!["A-35.2"],
        ),
        // No reasons: five working days after 03-04 end on 03-11.
        (
            "2026-03-11 answered code=ABUSE how=posted",
            "2026-03-30",
            vec!["A-35.2"],
        ),
        (
            "2026-03-12 answered code=ABUSE how=posted",
            "2026-03-30",
            vec![],
        ),
    ] {
        let case = assess(&format!("{RECEIVED}\n{asked}\n{facts}"), "2026-03-12");
        assert_eq!(
            (case.due, ids(&case)),
            (Some(day(due)), expected),
            "{facts}"
        );
    }
    // Put off to the very last day: nothing was put off.
    let same = format!(
        "{RECEIVED}\n{asked}\n2026-03-09 reasons_given reasonable=true answer_by=2026-03-30"
    );
    assert_eq!(rules(&assess(&same, "2026-03-12")), ["A-31.1", "A-33.2"]);
    // Asked without a period, silence is never the answer.
    let asked_openly =
        format!("{RECEIVED}\n2026-03-04 reasons_asked\n2026-03-20 answered code=ABUSE how=posted");
    assert_eq!(ids(&assess(&asked_openly, "2026-03-20")), ["A-35.2"]);
    let late = format!(
        "{RECEIVED}\n{asked}\n2026-03-31 reasons_given reasonable=true answer_by=2026-06-30"
    );
    let case = assess(&late, "2026-03-31");
    assert_eq!(
        (case.due, ids(&case)),
        (Some(day("2026-03-30")), vec!["A-35.3", "A-33.2"])
    );
}

/// F-7 to F-9, trap 13: the notice received 2026-02-10 can be paid until 2026-03-16; then the period starts anew.
#[test]
fn a_fee_stops_the_clock_and_payment_starts_it_anew() {
    let noticed =
        "2026-02-04 submitted channel=counter\n2026-02-09 fee_noticed fen=10000 reached=2026-02-10";
    let case = assess(noticed, "2026-03-16");
    assert_eq!((case.status, case.due), (Status::AwaitingPayment, None));
    assert_eq!(
        (rules(&case), case.because[1].to),
        (vec!["A-31.1", "F-8"], Some(day("2026-03-16")))
    );
    assert!(!case.allowed.contains(&Kind::Lapsed));
    assert!(
        assess(noticed, "2026-03-17")
            .allowed
            .contains(&Kind::Lapsed)
    );

    let case = assess(&format!("{noticed}\n2026-03-10 fee_paid"), "2026-03-10");
    assert_eq!(
        (case.due, rules(&case)),
        (Some(day("2026-04-08")), vec!["A-31.1", "F-9", "A-33.2"])
    );
    assert!(case.findings.is_empty());
    let case = assess(&format!("{noticed}\n2026-03-17 fee_paid"), "2026-03-17");
    assert_eq!(ids(&case), ["F-8"]);

    let case = assess(
        &format!("{noticed}\n2026-03-17 lapsed code=LAPSE-FEE"),
        "2026-03-17",
    );
    assert_eq!(
        (case.code, case.remedy, ids(&case)),
        (Some(Code::LapseFee), Some(Remedy::Free), vec![])
    );
    assert!(case.row.unwrap().contains("（六）其他处理 2."));
}

/// Facts of the notice, findings (E-3, F-1, F-7).
#[test]
fn when_a_fee_may_be_asked_for() {
    for (facts, as_of, expected) in [
        ("2020-12-01 submitted channel=counter\n2020-12-31 fee_noticed reached=2020-12-31", "2020-12-31", vec!["E-3", "A-33.2"]),
        ("2020-12-10 submitted channel=counter\n2021-01-04 fee_noticed reached=2021-01-04", "2021-01-04", vec![]),
        ("2026-03-02 submitted channel=counter\n2026-03-30 fee_noticed reached=2026-03-30", "2026-03-30", vec![]),
        ("2026-03-02 submitted channel=counter\n2026-03-31 fee_noticed reached=2026-03-31", "2026-03-31", vec!["F-7", "A-33.2"]),
        (
            "2026-03-02 submitted channel=counter\n2026-03-03 fee_noticed reached=2026-03-03\n2026-03-04 fee_paid
             2026-03-05 fee_noticed reached=2026-03-05",
            "2026-03-05",
            vec!["F-1"],
        ),
    ] {
        assert_eq!(ids(&assess(facts, as_of)), expected, "{facts}");
    }
}

/// The answer: facts, closed, row of 表三, remedy, findings.
#[test]
fn an_answer_closes_the_case() {
    for (facts, on, row, remedy, expected) in [
        (
            "2026-03-30 answered code=OPEN-GIVE how=handed",
            "2026-03-30",
            "三、（一）予以公开",
            Some(Remedy::Free),
            vec![],
        ),
        (
            "2026-03-31 answered code=OPEN-GIVE how=posted",
            "2026-03-31",
            "三、（一）予以公开",
            Some(Remedy::Free),
            vec!["A-33.2"],
        ),
        (
            "2026-03-30 answered code=PART grounds=NO-THIRD,NO-PROCESS",
            "2026-03-30",
            "三、（二）部分公开",
            Some(Remedy::Review),
            vec![],
        ),
        (
            "2026-03-30 answered code=PART",
            "2026-03-30",
            "三、（二）部分公开",
            Some(Remedy::Review),
            vec!["A-37"],
        ),
        (
            "2026-03-30 answered code=PART grounds=MAKE",
            "2026-03-30",
            "三、（二）部分公开",
            Some(Remedy::NoSuit),
            vec![],
        ),
        (
            "2026-03-30 answered code=LAPSE-CORR",
            "2026-03-30",
            "三、（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            Some(Remedy::Free),
            vec!["A-36.1"],
        ),
        (
            "2026-03-30 withdrawn",
            "2026-03-30",
            "三、（六）其他处理 3.其他",
            None,
            vec![],
        ),
        (
            "2026-03-31 withdrawn",
            "2026-03-31",
            "三、（六）其他处理 3.其他",
            None,
            vec!["A-33.2"],
        ),
    ] {
        let case = assess(&format!("{RECEIVED}\n{facts}"), "2026-06-01");
        assert_eq!(
            (case.status, case.closed_on),
            (Status::Closed, Some(day(on))),
            "{facts}"
        );
        assert_eq!((case.row, case.remedy), (Some(row), remedy), "{facts}");
        assert_eq!(
            (ids(&case), case.overdue),
            (expected, on == "2026-03-31"),
            "{facts}"
        );
        assert!(case.allowed.is_empty());
    }
}

#[test]
fn what_was_never_received_counts_nowhere() {
    let case = assess(
        "2026-03-02 submitted channel=online\n2026-03-03 withdrawn",
        "2026-03-03",
    );
    assert_eq!(
        (case.status, case.code, case.row),
        (Status::Closed, Some(Code::Other), None)
    );
}

/// The shape that formats.md promises.
#[test]
fn the_assessment_as_json() {
    let case = assess(
        &format!("{RECEIVED}\n2026-03-31 answered code=NO-PROCESS how=posted"),
        "2026-04-01",
    );
    let json = serde_json::to_value(&case).unwrap();
    for (key, value) in [
        ("receipt", "2026-03-02"),
        ("status", "closed"),
        ("due", "2026-03-30"),
        ("latest", "2026-04-28"),
        ("closed_on", "2026-03-31"),
        ("code", "NO-PROCESS"),
        ("row", "三、（三）不予公开 6.属于四类过程性信息"),
        ("remedy", "R-REVIEW"),
    ] {
        assert_eq!(json[key], value, "{key}");
    }
    assert_eq!(
        (
            &json["overdue"],
            &json["provisional"],
            &json["excluded_days"]
        ),
        (&true.into(), &false.into(), &0.into())
    );
    assert_eq!(
        (&json["findings"][0]["id"], &json["findings"][0]["severity"]),
        (&"A-33.2".into(), &"error".into())
    );
    assert_eq!(json["allowed"], serde_json::json!([]));
    let open = serde_json::to_value(assess(RECEIVED, "2026-03-02")).unwrap();
    assert!(open["closed_on"].is_null() && open["code"].is_null() && open["remedy"].is_null());
    assert!(open.get("refusals").is_none());
}

/// The last day itself is in time: facts, day, last day, status, findings (A-30.3, A-35.3, F-8).
#[test]
fn the_last_day_is_in_time() {
    let asked = format!("{RECEIVED}\n2026-03-04 reasons_asked days=5");
    let corrected = format!("{RECEIVED}\n2026-03-03 correction_noticed days=5 reached=2026-03-03");
    let charged =
        "2026-02-04 submitted channel=counter\n2026-02-09 fee_noticed fen=10000 reached=2026-02-10";
    for (facts, on, due, expected) in [
        // Put off on the last day of the period, 03-30; on the day after it no more.
        (
            format!("{asked}\n2026-03-30 reasons_given reasonable=true answer_by=2026-06-30"),
            "2026-03-30",
            "2026-06-30",
            vec![],
        ),
        // The correction period ends on 03-10.
        (
            format!("{corrected}\n2026-03-10 corrected"),
            "2026-03-10",
            "2026-04-08",
            vec![],
        ),
        (
            format!("{corrected}\n2026-03-11 corrected"),
            "2026-03-11",
            "2026-04-09",
            vec!["A-30.3"],
        ),
        // The fee can be paid until 03-16.
        (
            format!("{charged}\n2026-03-16 fee_paid"),
            "2026-03-16",
            "2026-04-14",
            vec![],
        ),
    ] {
        let case = assess(&facts, on);
        assert_eq!(
            (case.due, ids(&case)),
            (Some(day(due)), expected),
            "{facts}"
        );
        assert_eq!(case.status, Status::Open, "{facts}");
    }
}

/// What is said of an answer after the last day, and of a withdrawal after it.
#[test]
fn lateness_is_said_in_words() {
    for (act, zh) in [
        (
            "2026-03-31 answered code=OPEN-GIVE how=posted",
            "答复晚于最后期限2026-03-30",
        ),
        (
            "2026-03-31 withdrawn",
            "最后期限2026-03-30已过，当时尚未答复",
        ),
    ] {
        let case = assess(&format!("{RECEIVED}\n{act}"), "2026-04-01");
        let messages: Vec<&str> = case
            .findings
            .iter()
            .map(|finding| finding.zh.as_str())
            .collect();
        assert_eq!(messages, [zh], "{act}");
    }
}
