//! 公开审查 (law.md 1.2, 8; traps 41, 42).

use law::{
    calendar::Calendar,
    finding::Severity,
    publication::Settings,
    review::{
        Level, Look, Opinion, Review, before_publishing, next_look, refuse_marked, secret_marks,
    },
};

use crate::facts::day;

fn reviewed(opinion: Opinion) -> Review {
    Review {
        by: "李四".into(),
        on: Some(day("2026-03-02")),
        opinion,
        basis: "政府信息公开条例第十三条".into(),
        referred_to: String::new(),
        answered_on: None,
    }
}

/// A-17, S-6: the record, how many things speak against publishing.
#[test]
fn nothing_is_published_without_a_review() {
    let open = || reviewed(Opinion::Open);
    let refer = || reviewed(Opinion::Refer);
    for (review, against) in [
        (None, 1),
        (Some(open()), 0),
        (
            Some(Review {
                by: " ".into(),
                ..open()
            }),
            1,
        ),
        (Some(Review { on: None, ..open() }), 1),
        (
            Some(Review {
                basis: String::new(),
                ..open()
            }),
            1,
        ),
        (
            Some(Review {
                by: String::new(),
                on: None,
                basis: String::new(),
                ..open()
            }),
            3,
        ),
        (Some(reviewed(Opinion::Withhold)), 1),
        (Some(refer()), 1),
        (
            Some(Review {
                referred_to: "保密局".into(),
                ..refer()
            }),
            1,
        ),
        (
            Some(Review {
                referred_to: "保密局".into(),
                answered_on: Some(day("2026-03-10")),
                ..refer()
            }),
            1,
        ),
    ] {
        let found = before_publishing(review.as_ref());
        assert_eq!(found.len(), against, "{review:?}");
        assert!(
            found
                .iter()
                .all(|finding| finding.id == "A-17" && finding.severity == Severity::Error)
        );
    }
    let messages: Vec<String> = [
        refer(),
        Review {
            referred_to: "保密局".into(),
            ..refer()
        },
        Review {
            referred_to: "保密局".into(),
            answered_on: Some(day("2026-03-10")),
            ..refer()
        },
    ]
    .iter()
    .map(|review| before_publishing(Some(review))[0].zh.clone())
    .collect();
    assert_eq!(
        messages,
        [
            "不能确定的，应当报请确定并存卷",
            "报请确定的答复尚未存卷",
            "报请确定后应当重新审查"
        ]
    );
}

/// A-18, trap 42: withheld 2025-03-03, twelve months.
#[test]
fn what_is_withheld_is_looked_at_again() {
    let cn = Calendar::cn();
    for (as_of, look) in [
        ("2026-03-02", Look::Later),
        ("2026-03-03", Look::Due),
        ("2026-03-04", Look::Overdue),
    ] {
        let (due, found) = next_look(day("2025-03-03"), day(as_of), &cn, &Settings::default());
        assert_eq!((due.date(), found), (day("2026-03-03"), look), "{as_of}");
        assert_eq!(due.because.rule, "A-18");
    }
    let settings = Settings {
        review_months: 6,
        ..Settings::default()
    };
    assert_eq!(
        next_look(day("2025-03-03"), day("2025-03-03"), &cn, &settings)
            .0
            .date(),
        day("2025-09-03")
    );
}

/// S-3, trap 41: a line, the level of its mark.
#[test]
fn marks_of_secrecy() {
    for (line, level) in [
        ("机密★1年", Some(Level::Secret)),
        ("绝密★长期", Some(Level::Top)),
        ("秘密★", Some(Level::Confidential)),
        ("０００１ 秘 密 ★ ５ 年", Some(Level::Confidential)),
        ("机  密", Some(Level::Secret)),
        ("【机密】", Some(Level::Secret)),
        ("（秘密级）", Some(Level::Confidential)),
        ("秘密5年", Some(Level::Confidential)),
        ("机密6个月", Some(Level::Secret)),
        ("绝密长期", Some(Level::Top)),
        ("密级：秘密", Some(Level::Confidential)),
        ("密级:（机密）", Some(Level::Secret)),
        ("密级：无", None),
        ("密级", None),
        ("", None),
        ("保守国家秘密", None),
        ("商业秘密", None),
        ("秘密投票办法", None),
        ("机密文件管理规定", None),
        ("秘密年", None),
        ("秘密12", None),
        ("属于国家秘密的，不予公开", None),
    ] {
        let text = format!("正文\n{line}\n正文");
        let marks = secret_marks(&text);
        assert_eq!(marks.first().map(|mark| mark.level), level, "{line}");
        assert!(marks.iter().all(|mark| mark.line == 2));
        let refused = refuse_marked(&text);
        assert_eq!(refused.len(), usize::from(level.is_some()), "{line}");
        assert!(
            refused
                .iter()
                .all(|finding| finding.id == "S-3" && finding.severity == Severity::Error)
        );
    }
}
