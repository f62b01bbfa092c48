//! Head coverage and the column of documents (W-13).

use jiff::civil::{Date, date};
use law::{
    calendar::Calendar,
    catalogue::{Head, Standing, Stated, Why, findings, refuse, standing},
    publication::Settings,
    rule::Rule,
};

fn head(number: u8, items: i64, newest: Option<Date>) -> Head {
    Head {
        number,
        items,
        newest,
        stated: None,
    }
}

fn stated(why: Option<Why>, organ: &str) -> Stated {
    Stated {
        head: 4,
        why,
        organ: organ.into(),
    }
}

/// The day before, the day, the day after: six months from 2026-03-10 end with 2026-09-10.
#[test]
fn how_a_head_stands() {
    let (calendar, settings) = (Calendar::cn(), Settings::default());
    let newest = Some(date(2026, 3, 10));
    let on = |head: &Head, day: Date| standing(head, day, &calendar, &settings);
    for (day, expected) in [
        (9, Standing::Open),
        (10, Standing::Open),
        (11, Standing::Stale),
    ] {
        assert_eq!(
            on(&head(1, 3, newest), date(2026, 9, day)),
            expected,
            "{day}"
        );
    }
    let late = date(2028, 1, 1);
    let standing_text = head(2, 3, newest);
    assert_eq!(
        on(&standing_text, late),
        Standing::Open,
        "no date measures it"
    );
    let empty = head(4, 0, None);
    assert_eq!(on(&empty, late), Standing::Empty);
    let said = Head {
        stated: Some(stated(Some(Why::NoDuty), "")),
        ..empty.clone()
    };
    assert_eq!(on(&said, late), Standing::NotConcerned);
    let taken_back = Head {
        stated: Some(stated(None, "")),
        ..empty.clone()
    };
    assert_eq!(on(&taken_back, late), Standing::Empty);
    // What was published since speaks louder.
    let published = Head {
        number: 8,
        items: 1,
        newest,
        ..said.clone()
    };
    assert_eq!(on(&published, late), Standing::Open);

    let all = [head(1, 3, newest), head(2, 1, newest), empty, said];
    let found: Vec<(Rule, String)> = findings(&all, date(2026, 9, 11), &calendar, &settings)
        .into_iter()
        .map(|one| (one.id, one.place))
        .collect();
    assert_eq!(
        found,
        [
            (Rule::W_13, "heads/1".into()),
            (Rule::A_20, "heads/4".into())
        ]
    );
}

#[test]
fn a_reason_fits_its_head() {
    let known = ["QA", "QB"];
    let empty = head(4, 0, None);
    let places = |stated: &Stated, head: &Head| -> Vec<String> {
        refuse(stated, head, "QA", &known)
            .into_iter()
            .map(|one| one.place)
            .collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(places(&stated(Some(Why::NoDuty), ""), &empty), none);
    assert_eq!(places(&stated(Some(Why::NothingYet), ""), &empty), none);
    assert_eq!(places(&stated(Some(Why::OtherOrgan), "QB"), &empty), none);
    assert_eq!(places(&stated(None, ""), &empty), none);
    assert_eq!(
        places(&stated(Some(Why::OtherOrgan), "QA"), &empty),
        ["organ"]
    );
    assert_eq!(
        places(&stated(Some(Why::OtherOrgan), "QZ"), &empty),
        ["organ"]
    );
    assert_eq!(
        places(&stated(Some(Why::OtherOrgan), ""), &empty),
        ["organ"]
    );
    assert_eq!(places(&stated(Some(Why::NoDuty), "QB"), &empty), ["organ"]);
    assert_eq!(
        places(&stated(Some(Why::NoDuty), ""), &head(4, 2, None)),
        ["why"]
    );
    // It can be taken back whatever stands there.
    assert_eq!(places(&stated(None, ""), &head(4, 2, None)), none);
    // Every organ has functions and an address.
    for number in [0, 2, 16] {
        let wrong = Stated {
            head: number,
            ..stated(Some(Why::NoDuty), "")
        };
        assert_eq!(places(&wrong, &empty), ["head"]);
    }
    assert_eq!(Why::of("no_duty"), Some(Why::NoDuty));
    assert_eq!(Why::of("because"), None);
}
