//! 申请的提出 (law.md 1.4, 2.3, 13.1; trap 35).

use law::{
    case::{Applicant, Channel},
    finding::{Finding, Severity},
    intake::{
        Asker, Letter, Manner, Request, column, counts_in_table3, missing, oral, requests_in,
        unreachable,
    },
    personal::duty::{
        Field, Right, Sensitive, Told, Use, assessment_kept_until, needless, needs, refused,
        under_14, untold,
    },
};

use crate::facts::day;

fn places(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| finding.place.as_str()).collect()
}

fn whole() -> Request {
    Request {
        name: "张三".into(),
        proof: true,
        telephone: "0795-2506846".into(),
        title: "关于某项目的批复".into(),
        form: "纸质".into(),
        way: "邮寄".into(),
        ..Request::default()
    }
}

/// what the request says, which elements are missing; each is a ground for 补正.
#[test]
fn the_elements_of_a_request() {
    let all = vec!["name", "proof", "contact", "description", "form", "way"];
    for (request, expected) in [
        (whole(), vec![]),
        (Request::default(), all),
        (
            Request {
                name: "  ".into(),
                ..whole()
            },
            vec!["name"],
        ),
        (
            Request {
                proof: false,
                ..whole()
            },
            vec!["proof"],
        ),
        (
            Request {
                telephone: String::new(),
                ..whole()
            },
            vec!["contact"],
        ),
        (
            Request {
                telephone: String::new(),
                address: "上栗县".into(),
                ..whole()
            },
            vec![],
        ),
        (
            Request {
                telephone: String::new(),
                email: "a@b.cn".into(),
                ..whole()
            },
            vec![],
        ),
        (
            Request {
                title: String::new(),
                ..whole()
            },
            vec!["description"],
        ),
        (
            Request {
                title: String::new(),
                document_number: "上商字〔2025〕3号".into(),
                ..whole()
            },
            vec![],
        ),
        (
            Request {
                title: String::new(),
                features: "2025年的批复".into(),
                ..whole()
            },
            vec![],
        ),
        (
            Request {
                form: String::new(),
                ..whole()
            },
            vec!["form"],
        ),
        (
            Request {
                way: String::new(),
                ..whole()
            },
            vec!["way"],
        ),
    ] {
        let found = missing(&request);
        assert_eq!(places(&found), expected, "{request:?}");
        assert!(found.iter().all(|finding| finding.id == "A-29.2"));
    }
}

/// trap 35: what a form asks, and whether it must be filled in.
#[test]
fn a_form_asks_no_purpose_and_no_more_than_it_needs() {
    let needed = [
        Field::Name,
        Field::Proof,
        Field::Contact,
        Field::Delivery,
        Field::Description,
    ];
    assert_eq!(needless(&needed.map(|field| (field, true))), []);
    for (field, required, id, severity) in [
        (Field::Purpose, true, "A-27", Severity::Error),
        (Field::Purpose, false, "A-27", Severity::Warning),
        (Field::Occupation, true, "Q-2", Severity::Error),
        (Field::Ethnicity, false, "Q-2", Severity::Warning),
        (Field::Birth, true, "Q-2", Severity::Error),
        (Field::Gender, false, "Q-2", Severity::Warning),
        (Field::Other, true, "Q-2", Severity::Error),
    ] {
        let found = needless(&[(Field::Name, true), (field, required)]);
        assert_eq!(
            (found.len(), found[0].id.id(), found[0].severity),
            (1, id, severity),
            "{field:?}"
        );
    }
}

/// the channel whose rule of receipt applies.
#[test]
fn the_ways_of_asking() {
    for (manner, channel, zh) in [
        (Manner::Counter, Channel::Counter, "当面提交"),
        (
            Manner::RegisteredMail,
            Channel::RegisteredMail,
            "邮寄（签收）",
        ),
        (Manner::OrdinaryMail, Channel::OrdinaryMail, "平常信函"),
        (Manner::Online, Channel::Online, "互联网渠道"),
        (Manner::Fax, Channel::Fax, "传真"),
        (Manner::Oral, Channel::Counter, "口头"),
    ] {
        assert_eq!(manner.channel(), channel);
        assert!(Manner::ALL.contains(&manner));
        assert_eq!(manner.zh(), zh);
    }
    for (difficult, by, signed, expected) in [
        (true, "王五", true, vec![]),
        (false, "王五", true, vec![Severity::Warning]),
        (true, " ", true, vec![Severity::Error]),
        (true, "王五", false, vec![Severity::Error]),
        (
            false,
            "",
            false,
            vec![Severity::Warning, Severity::Error, Severity::Error],
        ),
    ] {
        let found: Vec<Severity> = oral(difficult, by, signed)
            .iter()
            .map(|finding| finding.severity)
            .collect();
        assert_eq!(found, expected, "{difficult} {by} {signed}");
    }
}

/// channel, telephone, whether somebody answered; registered only, the clock waits.
#[test]
fn a_letter_with_nobody_to_confirm_with() {
    for (channel, telephone, answered, waits) in [
        (Channel::OrdinaryMail, "0795-2506846", true, false),
        (Channel::OrdinaryMail, "0795-2506846", false, true),
        (Channel::OrdinaryMail, " ", true, true),
        (Channel::RegisteredMail, "", false, false),
        (Channel::Online, "", false, false),
    ] {
        let found = unreachable(channel, telephone, answered);
        assert_eq!(found.is_some(), waits, "{channel:?} {telephone} {answered}");
        assert!(found.is_none_or(|finding| finding.id == "A-31.5"));
    }
}

///
#[test]
fn what_counts_as_a_request_and_how_often() {
    for (letter, counts) in [
        (Letter::Request, true),
        (Letter::Rectification, false),
        (Letter::Petition, false),
        (Letter::Consultation, false),
    ] {
        assert_eq!(counts_in_table3(letter), counts, "{letter:?}");
    }
    for (split, requests) in [(None, 1), (Some(3), 3), (Some(1), 1), (Some(0), 1)] {
        assert_eq!(requests_in(split), requests, "R-44 {split:?}");
    }
}

/// who asks, for whom, column.
#[test]
fn the_column_of_an_applicant() {
    for (asker, client, expected) in [
        (Asker::Person, None, Applicant::Natural),
        (Asker::SoleTrader, None, Applicant::Natural),
        (Asker::Business, None, Applicant::Business),
        (Asker::Research, None, Applicant::Research),
        (Asker::Charity, None, Applicant::Charity),
        (Asker::LawFirm, None, Applicant::LegalService),
        (Asker::LawFirm, Some(Asker::Person), Applicant::Natural),
        (Asker::Person, Some(Asker::Business), Applicant::Business),
        (Asker::Other, None, Applicant::Other),
    ] {
        assert_eq!(column(asker, client), expected, "{asker:?} for {client:?}");
    }
}

/// told, still to tell.
#[test]
fn what_is_told_before_collecting() {
    assert_eq!(untold(&Told::ALL), []);
    assert_eq!(untold(&[]).len(), 6);
    let found = untold(&[
        Told::Who,
        Told::Purpose,
        Told::Way,
        Told::Kinds,
        Told::Rights,
    ]);
    assert_eq!(
        (
            found.len(),
            found[0].id.id(),
            found[0].zh.contains("保存期限")
        ),
        (1, "Q-3", true)
    );
}

/// Use; consent, telling, assessment.
#[test]
fn what_a_use_of_personal_data_needs() {
    for (purpose, consent, telling, assessment, rule) in [
        (Use::Answer, false, true, false, "Q-1"),
        (Use::Publish, true, true, true, "Q-6"),
        (Use::Forward { duty: false }, true, true, true, "Q-11"),
        (Use::Forward { duty: true }, false, true, true, "Q-11"),
        (Use::Sensitive, false, true, true, "Q-5"),
    ] {
        let found = needs(purpose);
        assert_eq!(
            (found.consent, found.telling, found.assessment),
            (consent, telling, assessment),
            "{rule} {purpose:?}"
        );
        assert!(found.citation.contains("个人信息保护法"));
    }
    assert_eq!(
        assessment_kept_until(day("2026-03-02")),
        day("2029-03-02"),
        "Q-9"
    );
    assert!(
        Sensitive::Health.by_law() && !Sensitive::IdentityCopy.by_law(),
        "Q-5"
    );
    for (on, child) in [("2026-03-01", true), ("2026-03-02", false)] {
        assert_eq!(under_14(day("2012-03-02"), day(on)), child, "Q-5 {on}");
    }
}

/// deleting gives way to archiving, nothing else does.
#[test]
fn what_a_person_may_ask_of_his_data() {
    for (right, archived, refuses) in [
        (Right::Access, true, false),
        (Right::Copy, true, false),
        (Right::Correct, true, false),
        (Right::Delete, true, true),
        (Right::Delete, false, false),
    ] {
        assert_eq!(refused(right, archived).is_some(), refuses, "{right:?}");
    }
}
