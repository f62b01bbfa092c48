//! Forms as they are entered: what each lacks, all at once.

use law::{
    case::Channel,
    finding::Finding,
    happened::not_after_today,
    intake::{self, Form, Hand, against_filing},
    rectification::{self, Entered, against_closing},
    rule::Rule,
};

use crate::facts::day;

fn places(found: &[Finding], rule: Rule) -> Vec<&str> {
    assert!(found.iter().all(|finding| finding.id == rule), "{found:?}");
    found.iter().map(|finding| finding.place.as_str()).collect()
}

#[test]
fn a_request_lacks_what_article_29_asks_for_and_nothing_else() {
    let whole = Form {
        name: "甲",
        id_number: "1",
        phone: "0795-2500000",
        email: "",
        address: "",
        wanted: "某规划",
        form: "paper",
        delivery: "pickup",
    };
    let cases: [(Form, &[&str]); 10] = [
        (whole, &[]),
        (Form { name: " ", ..whole }, &["name"]),
        (
            Form {
                id_number: "",
                ..whole
            },
            &["id_number"],
        ),
        (
            Form {
                wanted: "",
                ..whole
            },
            &["wanted"],
        ),
        (Form { phone: "", ..whole }, &["phone"]),
        (
            Form {
                phone: "",
                email: "a@b.example",
                ..whole
            },
            &[],
        ),
        (
            Form {
                form: "oral",
                ..whole
            },
            &["form"],
        ),
        (
            Form {
                delivery: "",
                ..whole
            },
            &["delivery"],
        ),
        (
            Form {
                delivery: "email",
                ..whole
            },
            &["email"],
        ),
        (
            Form {
                delivery: "post",
                ..whole
            },
            &["address"],
        ),
    ];
    for (form, expected) in cases {
        let found = intake::faults(&form, Hand::Applicant);
        assert_eq!(places(&found, Rule::A_29_2), expected, "{form:?}");
    }
    let nothing = intake::faults(&Form::default(), Hand::Applicant);
    assert_eq!(
        places(&nothing, Rule::A_29_2),
        ["name", "id_number", "wanted", "phone", "form", "delivery"]
    );
    for form in intake::FORMS {
        for delivery in intake::DELIVERIES {
            let form = Form {
                form,
                delivery,
                email: "a@b.example",
                address: "某路1号",
                ..whole
            };
            assert_eq!(intake::faults(&form, Hand::Applicant), []);
        }
    }
}

/// C.9: what the organ has received is registered whatever element it lacks: only a form that says nothing, or names a form or
/// a way that is none, is not recorded.
#[test]
fn what_was_received_is_registered_whatever_it_lacks() {
    let nothing = Form::default();
    let named = Form {
        name: "张三",
        ..nothing
    };
    let wanted = Form {
        wanted: "关于某项目的批复",
        ..nothing
    };
    let cases: [(Form, &[&str]); 8] = [
        (named, &[]),
        (wanted, &[]),
        (
            Form {
                delivery: "post",
                ..named
            },
            &[],
        ),
        (
            Form {
                delivery: "email",
                form: "paper",
                ..wanted
            },
            &[],
        ),
        (nothing, &["name"]),
        (
            Form {
                name: " ",
                wanted: "\n",
                ..nothing
            },
            &["name"],
        ),
        (
            Form {
                form: "stone",
                ..named
            },
            &["form"],
        ),
        (
            Form {
                delivery: "pigeon",
                ..named
            },
            &["delivery"],
        ),
    ];
    for (form, expected) in cases {
        let found = intake::faults(&form, Hand::Organ);
        assert_eq!(places(&found, Rule::A_29_2), expected, "{form:?}");
    }
}

/// By word of mouth, channel, day: rules.
#[test]
fn a_request_is_told_at_the_counter_and_on_a_day_that_has_been() {
    let (today, tomorrow) = (day("2026-03-02"), day("2026-03-03"));
    for (oral, channel, on, rules) in [
        (true, Channel::Counter, today, vec![]),
        (true, Channel::Online, today, vec![Rule::A_29_1]),
        (false, Channel::Online, today, vec![]),
        (false, Channel::Counter, tomorrow, vec![Rule::A_31_2]),
        (
            true,
            Channel::Fax,
            tomorrow,
            vec![Rule::A_29_1, Rule::A_31_2],
        ),
    ] {
        let found = against_filing(oral, channel, on, today);
        let found: Vec<Rule> = found.iter().map(|finding| finding.id).collect();
        assert_eq!(found, rules, "{oral} {channel:?} {on}");
    }
    assert_eq!(intake::kind_of_applicant(true), None);
    let none = intake::kind_of_applicant(false).unwrap();
    assert_eq!((none.id, none.place.as_str()), (Rule::R_48, "applicant"));
    assert_eq!(not_after_today("on", today, today), None);
    let later = not_after_today("on", tomorrow, today).unwrap();
    assert_eq!((later.id, later.place.as_str()), (Rule::A_45, "on"));
}

#[test]
fn a_request_to_rectify_names_who_and_what() {
    let whole = Entered {
        name: "甲",
        id_number: "1",
        phone: "",
        address: "某路1号",
        record: "户籍登记",
        wrong: "出生年份",
    };
    let cases: [(Entered, &[&str]); 6] = [
        (whole, &[]),
        (Entered { name: "", ..whole }, &["name"]),
        (
            Entered {
                id_number: " ",
                ..whole
            },
            &["id_number"],
        ),
        (
            Entered {
                record: "",
                ..whole
            },
            &["record"],
        ),
        (Entered { wrong: "", ..whole }, &["wrong"]),
        (
            Entered {
                address: "",
                ..whole
            },
            &["phone"],
        ),
    ];
    for (entered, expected) in cases {
        let found = rectification::faults(&entered);
        assert_eq!(places(&found, Rule::A_41), expected, "{entered:?}");
    }
    let by_phone = Entered {
        phone: "1",
        address: "",
        ..whole
    };
    assert_eq!(rectification::faults(&by_phone), []);
    assert_eq!(against_closing(false), None);
    assert_eq!(against_closing(true).unwrap().id, Rule::A_41);
}
