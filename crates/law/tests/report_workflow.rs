//! The life of a report as tables: what was done, who now wants to do what, what is refused under which rule.

use law::report::workflow::{Facts, Past, Stage, Step, allowed, refusals};

const READY: Facts = Facts {
    supervised: true,
    needs_acceptance: true,
    over: true,
    errors: 0,
    questions: 0,
    changed: false,
    faults: 0,
    exception: false,
};

/// 甲 drafts, 乙 reviews, 丙 signs off, 丁 is the supervisor.
const DRAFTED: &[(Step, &str)] = &[(Step::Draft, "甲")];
const REVIEWED: &[(Step, &str)] = &[(Step::Draft, "甲"), (Step::Review, "乙")];
const SIGNED: &[(Step, &str)] = &[
    (Step::Draft, "甲"),
    (Step::Review, "乙"),
    (Step::Sign, "丙"),
];
const SUBMITTED: &[(Step, &str)] = &[
    (Step::Draft, "甲"),
    (Step::Review, "乙"),
    (Step::Sign, "丙"),
    (Step::Submit, "甲"),
];

fn past(steps: &[(Step, &str)], more: &[(Step, &str)]) -> Past {
    Past::of(steps.iter().chain(more).copied())
}

#[test]
fn the_ladder() {
    let rows: [(&[(Step, &str)], &[(Step, &str)], Stage); 14] = [
        (&[], &[], Stage::Open),
        (DRAFTED, &[], Stage::Drafted),
        (REVIEWED, &[], Stage::Reviewed),
        (SIGNED, &[], Stage::Signed),
        (SUBMITTED, &[], Stage::Submitted),
        (SUBMITTED, &[(Step::Return, "丁")], Stage::Returned),
        (SUBMITTED, &[(Step::Accept, "丁")], Stage::Accepted),
        (
            SUBMITTED,
            &[(Step::Accept, "丁"), (Step::Publish, "戊")],
            Stage::Published,
        ),
        // A change after a review makes the review void.
        (REVIEWED, &[(Step::Draft, "甲")], Stage::Drafted),
        (SIGNED, &[(Step::Answer, "甲")], Stage::Drafted),
        (SIGNED, &[(Step::SendBack, "丙")], Stage::Drafted),
        (
            SUBMITTED,
            &[
                (Step::Accept, "丁"),
                (Step::Publish, "戊"),
                (Step::Reopen, "戊"),
            ],
            Stage::Drafted,
        ),
        (&[], &[(Step::Receive, "丁")], Stage::Submitted),
        // A reminder changes nothing.
        (DRAFTED, &[(Step::Chase, "丁")], Stage::Drafted),
    ];
    for (steps, more, stage) in rows {
        assert_eq!(past(steps, more).stage, stage, "{steps:?} {more:?}");
    }
}

#[test]
fn what_is_allowed_and_what_is_refused() {
    let supervised = READY;
    let alone = Facts {
        supervised: false,
        ..READY
    };
    let running = Facts {
        over: false,
        ..READY
    };
    let wrong = Facts { errors: 2, ..READY };
    let asked = Facts {
        questions: 1,
        ..READY
    };
    let moved = Facts {
        changed: true,
        ..READY
    };
    let small = Facts {
        exception: true,
        ..READY
    };
    let free = Facts {
        needs_acceptance: false,
        ..READY
    };
    let faulty = Facts { faults: 2, ..READY };
    let explained = Facts {
        faults: 2,
        exception: true,
        ..READY
    };
    type Row<'a> = (&'a [(Step, &'a str)], Step, &'a str, Facts, &'a [&'a str]);
    let rows: [Row; 43] = [
        (&[], Step::Draft, "甲", supervised, &[]),
        (&[], Step::Review, "乙", supervised, &["R-10"]),
        (DRAFTED, Step::Review, "乙", supervised, &[]),
        // Three persons.
        (DRAFTED, Step::Review, "甲", supervised, &["S-7"]),
        (DRAFTED, Step::Review, "甲", small, &[]),
        (REVIEWED, Step::Sign, "丙", supervised, &[]),
        (REVIEWED, Step::Sign, "甲", supervised, &["S-7"]),
        (REVIEWED, Step::Sign, "乙", supervised, &["S-7"]),
        (REVIEWED, Step::Sign, "乙", small, &[]),
        // The content.
        (DRAFTED, Step::Review, "乙", running, &["R-21"]),
        (DRAFTED, Step::Review, "乙", wrong, &["R-34"]),
        (DRAFTED, Step::Review, "乙", asked, &["R-23"]),
        (DRAFTED, Step::Review, "甲", wrong, &["S-7", "R-34"]),
        (REVIEWED, Step::Sign, "丙", moved, &["R-61"]),
        (SIGNED, Step::Submit, "甲", moved, &["R-61"]),
        (SIGNED, Step::Submit, "甲", asked, &["R-23"]),
        // To whom.
        (SIGNED, Step::Submit, "甲", supervised, &[]),
        (SIGNED, Step::Submit, "甲", alone, &["R-13"]),
        (REVIEWED, Step::Submit, "甲", supervised, &["R-10"]),
        (SIGNED, Step::Publish, "戊", alone, &[]),
        (SIGNED, Step::Publish, "戊", supervised, &["R-10"]),
        (SIGNED, Step::Publish, "戊", free, &[]),
        (DRAFTED, Step::Publish, "戊", alone, &["R-10"]),
        (&[], Step::Publish, "戊", running, &["R-10", "R-21"]),
        // With the supervisor.
        (SUBMITTED, Step::Draft, "甲", supervised, &["R-10"]),
        (SUBMITTED, Step::Return, "丁", supervised, &[]),
        (SUBMITTED, Step::Accept, "丁", supervised, &[]),
        (SIGNED, Step::Accept, "丁", supervised, &["R-10"]),
        // A wrong report is accepted with a reason only; it goes back without one, and the unit hands in what it likes.
        (SUBMITTED, Step::Accept, "丁", faulty, &["R-60"]),
        (SUBMITTED, Step::Accept, "丁", explained, &[]),
        (SIGNED, Step::Accept, "丁", faulty, &["R-10"]),
        (SUBMITTED, Step::Return, "丁", faulty, &[]),
        (&[], Step::Receive, "丁", faulty, &[]),
        (SUBMITTED, Step::Publish, "戊", supervised, &["R-10"]),
        (SUBMITTED, Step::Publish, "戊", free, &[]),
        (&[], Step::Chase, "丁", supervised, &[]),
        (SUBMITTED, Step::Chase, "丁", supervised, &["R-10"]),
        (&[], Step::Chase, "丁", alone, &["R-13"]),
        (&[], Step::Receive, "丁", supervised, &[]),
        (SIGNED, Step::Receive, "丁", supervised, &["R-10"]),
        // Taken over from paper.
        (&[], Step::Adopt, "甲", alone, &[]),
        (SIGNED, Step::Adopt, "甲", alone, &["R-10"]),
        (DRAFTED, Step::Reopen, "戊", supervised, &["R-10"]),
    ];
    for (steps, step, by, facts, rules) in rows {
        let found = refusals(&past(steps, &[]), step, by, &facts);
        let ids: Vec<&str> = found.iter().map(|finding| finding.id.id()).collect();
        assert_eq!(ids, rules, "{steps:?} then {step:?} by {by} with {facts:?}");
        for finding in &found {
            assert!(
                !finding.because.as_str().is_empty()
                    && !finding.zh.is_empty()
                    && !finding.en.is_empty()
            );
        }
    }
}

#[test]
fn after_publication_only_a_correction_leads_on() {
    let published = past(SUBMITTED, &[(Step::Accept, "丁"), (Step::Publish, "戊")]);
    assert_eq!(published.editions, 1);
    assert_eq!(allowed(&published, "戊", &READY), [Step::Reopen]);
    let reopened = past(
        SUBMITTED,
        &[
            (Step::Accept, "丁"),
            (Step::Publish, "戊"),
            (Step::Reopen, "戊"),
        ],
    );
    assert_eq!(reopened.course.authors(), &[] as &[String]);
    let mut again = reopened;
    for (step, by) in [
        (Step::Draft, "乙"),
        (Step::Review, "甲"),
        (Step::Sign, "丙"),
        (Step::Submit, "乙"),
        (Step::Accept, "丁"),
        (Step::Publish, "戊"),
    ] {
        assert!(refusals(&again, step, by, &READY).is_empty(), "{step:?}");
        again.then(step, by);
    }
    assert_eq!((again.stage, again.editions), (Stage::Published, 2));
}

#[test]
fn every_step_and_stage_has_one_name() {
    for step in Step::ALL {
        assert_eq!(Step::from_kind(step.kind()), Some(step));
    }
    for stage in Stage::ALL {
        assert_eq!(Stage::from_code(stage.code()), Some(stage));
    }
    assert_eq!(Step::from_kind("published"), None);
    // A change to the words is seen by whoever reads them on a page.
    let names: Vec<&str> = Stage::ALL.iter().map(|stage| stage.zh()).collect();
    assert_eq!(names.first().copied().unwrap(), "未开始");
}
