//! 归档 (law.md 12).

use law::{
    archive::{
        CATALOGUE_COLUMNS, CaseFacts, Keeping, Paper, Reference, Settings, against_destroying,
        appraisal_from, catalogue, catalogue_date, keeping, lacking, original_organ_answers,
        transfer_from,
    },
    finding::Severity,
    outcome::Code,
};

use crate::facts::day;

/// Z-3, Z-8: outcome, contested, kept.
#[test]
fn how_long_a_request_file_is_kept() {
    let settings = Settings::default();
    for (code, contested, kept) in [
        (Code::OpenGive, false, Keeping::Years10),
        (Code::OpenGive, true, Keeping::Years30),
        (Code::Part, false, Keeping::Years30),
        (Code::NoThird, false, Keeping::Years30),
        (Code::None, false, Keeping::Years10),
        (Code::Query, false, Keeping::Years10),
        (Code::LapseCorr, false, Keeping::Years10),
    ] {
        assert_eq!(
            keeping(code, contested, &settings),
            kept,
            "{code:?} {contested}"
        );
    }
    let local = Settings {
        plain: Keeping::Permanent,
        ..settings
    };
    assert_eq!(keeping(Code::OpenGive, false, &local), Keeping::Permanent);
    let words: Vec<_> = Keeping::ALL
        .map(|keeping| (keeping.code(), keeping.zh(), keeping.years()))
        .to_vec();
    assert_eq!(
        words,
        [
            ("D10", "定期10年", Some(10)),
            ("D30", "定期30年", Some(30)),
            ("Y", "永久", None)
        ]
    );
}

/// Z-16: a file formed in 2026 is transferred from 2036; until then its organ answers, even if the archive keeps it.
#[test]
fn who_answers_for_an_old_file() {
    assert_eq!(transfer_from(2026), 2036);
    for (transferred, asked, expected) in [
        (false, "2026-05-06", true),
        (true, "2035-12-31", true),
        (true, "2036-01-01", false),
        (false, "2036-01-01", true),
    ] {
        assert_eq!(
            original_organ_answers(2026, transferred, day(asked)),
            expected,
            "{transferred} {asked}"
        );
    }
}

/// Z-18: formed, kept; first day of appraisal.
#[test]
fn the_end_of_keeping_starts_an_appraisal() {
    for (formed, kept, first) in [
        (2026, Keeping::Years10, Some("2037-01-01")),
        (2026, Keeping::Years30, Some("2057-01-01")),
        (2026, Keeping::Permanent, None),
        (i16::MAX, Keeping::Years10, None),
    ] {
        assert_eq!(
            appraisal_from(formed, kept),
            first.map(day),
            "{formed} {kept:?}"
        );
    }
    for (kept, appraised, approved, today, count) in [
        (Keeping::Years10, true, true, "2037-01-01", 0),
        (Keeping::Years10, true, true, "2036-12-31", 1),
        (Keeping::Years10, false, true, "2037-01-01", 1),
        (Keeping::Years10, true, false, "2037-01-01", 1),
        (Keeping::Years10, false, false, "2036-12-31", 3),
        (Keeping::Permanent, true, true, "2099-01-01", 1),
    ] {
        let found = against_destroying(2026, kept, appraised, approved, day(today));
        assert_eq!(found.len(), count, "{kept:?} {today}");
        assert!(found.iter().all(|finding| finding.id == "Z-18"));
    }
}

/// Z-6, Z-7: what happened, the papers.
#[test]
fn one_request_one_file() {
    use Paper::*;
    let of = |code| CaseFacts {
        code: Some(code),
        ..CaseFacts::default()
    };
    for (facts, expected) in [
        (
            CaseFacts::default(),
            vec![Catalogue, Application, Identity, Receipt],
        ),
        (
            of(Code::OpenGive),
            vec![
                Catalogue,
                Application,
                Identity,
                Receipt,
                Approval,
                Opinion,
                Reply,
                Supplied,
            ],
        ),
        (
            of(Code::None),
            vec![
                Catalogue,
                Application,
                Identity,
                Receipt,
                Search,
                Approval,
                Opinion,
                Reply,
            ],
        ),
        (
            of(Code::Part),
            vec![
                Catalogue,
                Application,
                Identity,
                Receipt,
                Approval,
                Opinion,
                Risk,
                Reply,
                Supplied,
            ],
        ),
        (
            of(Code::NoThird),
            vec![
                Catalogue,
                Application,
                Identity,
                Receipt,
                Approval,
                Opinion,
                Risk,
                Reply,
            ],
        ),
        (
            of(Code::Other),
            vec![Catalogue, Application, Identity, Receipt],
        ),
        (
            CaseFacts {
                code: Some(Code::LapseFee),
                corrected: true,
                consulted: true,
                extended: true,
                charged: true,
                posted: true,
                handed: true,
                contested: true,
            },
            vec![
                Catalogue,
                Application,
                Identity,
                Receipt,
                Correction,
                Consultation,
                Extension,
                Fee,
                Approval,
                Opinion,
                Reply,
                Posting,
                Signature,
                Remedy,
            ],
        ),
    ] {
        assert_eq!(catalogue(&facts), expected, "{facts:?}");
    }
    // Six are prescribed (Z-6), the rest is good practice (Z-7).
    let facts = CaseFacts {
        posted: true,
        handed: true,
        ..of(Code::OpenGive)
    };
    let found = lacking(&facts, &[Application, Supplied]);
    let rules: Vec<_> = found
        .iter()
        .map(|finding| (finding.id.id(), finding.severity))
        .collect();
    let (must, may) = (("Z-6", Severity::Error), ("Z-7", Severity::Warning));
    assert_eq!(rules, [must, may, may, must, may, must, must, must]);
    assert_eq!(lacking(&facts, &Paper::ALL), []);
    assert_eq!(
        Paper::ALL
            .into_iter()
            .filter(|paper| paper.prescribed())
            .count(),
        6
    );
    let zh: std::collections::BTreeSet<&str> = Paper::ALL.iter().map(|p| p.zh()).collect();
    let en: std::collections::BTreeSet<&str> = Paper::ALL.iter().map(|p| p.en()).collect();
    assert_eq!((zh.len(), en.len()), (17, 17));
}

/// Z-10: `Z109-WS·2026-D30-BGS-0001`.
#[test]
fn reference_codes() {
    let text = "Z109-WS·2026-D30-BGS-0001";
    let code: Reference = text.parse().unwrap();
    assert_eq!(
        code,
        Reference {
            fonds: "Z109".into(),
            class: "WS".into(),
            year: 2026,
            keeping: Keeping::Years30,
            office: "BGS".into(),
            number: 1
        }
    );
    assert_eq!(code.to_string(), text);
    let next = Reference {
        number: 12_345,
        ..code.clone()
    };
    assert_eq!(
        (next.to_string().as_str(), code.same_series(&next)),
        ("Z109-WS·2026-D30-BGS-12345", true)
    );
    assert_eq!(next.to_string().parse(), Ok(next));
    for other in [
        "Z110-WS·2026-D30-BGS-0001",
        "Z109-KJ·2026-D30-BGS-0001",
        "Z109-WS·2027-D30-BGS-0001",
        "Z109-WS·2026-D10-BGS-0001",
        "Z109-WS·2026-D30-XXK-0001",
    ] {
        assert!(!code.same_series(&other.parse().unwrap()), "{other}");
    }
    for wrong in [
        "",
        "Z109",
        "Z109-WS·2026-D30-0001",
        "Z109-WS2026-D30-BGS-0001",
        "Z109-WS·26-D30-BGS-0001",
        "Z109-WS·2026-D20-BGS-0001",
        "Z109-WS·2026-D30-BGS-1",
        "Z109-WS·2026-D30-BGS-0000",
        "Z109-WS·2026-D30-BGS-000x",
        "-WS·2026-D30-BGS-0001",
        "Z109-·2026-D30-BGS-0001",
        "Z109-WS·2026-D30--0001",
        "Z109-WS·2026-D30-BGS-0001-1",
    ] {
        assert!(wrong.parse::<Reference>().is_err(), "{wrong}");
    }
}

/// Z-11.
#[test]
fn the_catalogue_of_files() {
    assert_eq!(
        CATALOGUE_COLUMNS.join(" "),
        "序号 档号 文号 责任者 题名 日期 密级 页数 备注"
    );
    assert_eq!(catalogue_date(day("2026-03-05")), "20260305");
}
