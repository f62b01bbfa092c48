//! 不予公开的情形 (law.md 1.2; trap 36).

use law::{
    exemption::{
        Force, GROUNDS, Rank, Reasons, can_open_process, can_prohibit, prohibited_by, ranks_named,
        withholding,
    },
    outcome::Code,
};

/// Ground, rule, how it binds.
#[test]
fn must_not_and_may() {
    for (code, rule, force) in [
        (Code::NoSecret, "A-14", Force::MustNot),
        (Code::NoLaw, "A-14", Force::MustNot),
        (Code::No3s1s, "A-14", Force::MustNot),
        (Code::NoThird, "A-15", Force::MustNotUnless),
        (Code::NoInternal, "A-16.1", Force::May),
        (Code::NoProcess, "A-16.2", Force::May),
        (Code::NoCasefile, "A-16.2", Force::May),
    ] {
        let ground = code.ground().unwrap();
        assert_eq!((ground.rule.id(), ground.force), (rule, force), "{code:?}");
    }
    // A ground is what withholds, and nothing else has one.
    for code in Code::ALL {
        assert_eq!(code.ground().is_some(), code.withheld(), "{code:?}");
    }
    assert_eq!(GROUNDS.len(), 7);
}

/// every no names an article: 14 to 16, 36(5) to (7), 38, 39, 35.
#[test]
fn every_no_has_its_article() {
    let articles = [
        "第十四条",
        "第十五条",
        "第十六条",
        "第三十六条第（五）项",
        "第三十六条第（六）项",
        "第三十六条第（七）项",
        "第三十八条",
        "第三十九条",
        "第三十五条",
    ];
    let mut count = 0;
    for code in Code::ALL {
        if code.says_no() {
            count += 1;
            assert!(
                articles
                    .iter()
                    .any(|article| code.basis().contains(article)),
                "{code:?}"
            );
        }
    }
    assert_eq!(count, 14);
    for code in [
        Code::OpenGive,
        Code::Part,
        Code::None,
        Code::Unclear,
        Code::Confirm,
        Code::LapseFee,
        Code::Other,
    ] {
        assert!(!code.says_no(), "{code:?}");
    }
}

/// Trap 36: rank; whether it can justify a refusal, whether it can force disclosure.
/// C.4: NO-LAW on 《某省商务条例》第五条 was signed. A-14, trap 36: 法律 or 行政法规 only.
#[test]
fn a_prohibition_rests_on_a_law_or_an_administrative_regulation() {
    for (reason, refused) in [
        ("《某省商务条例》第五条", true),
        ("《青禾市城市管理条例》第三条", true),
        ("《某某自治州档案管理办法》", true),
        ("《某省商务条例》第五条、《青禾市统计办法》", true),
        ("《中华人民共和国统计法》第二十五条", false),
        ("《统计法》第二十五条", false),
        ("《中华人民共和国统计法实施条例》", false),
        ("《城市供水条例》第一条", false),
        ("《市场主体登记管理条例》", false),
        ("《上市公司监督管理条例》", false),
        ("《县级以上某事条例》", false),
        ("《青禾市公司上市条例》", true),
        (
            "《某省商务条例》第五条，《中华人民共和国商业银行法》第二十九条",
            false,
        ),
        // Whose it is, the title does not tell.
        ("《统计调查证管理办法》", false),
        ("《全国人民代表大会常务委员会关于某事的决定》", false),
        ("没有书名", false),
    ] {
        let found = prohibited_by(reason);
        assert_eq!(
            found.is_some(),
            refused,
            "{reason}: {:?}",
            ranks_named(reason)
        );
        if let Some(found) = found {
            assert_eq!((found.id.id(), found.place.as_str()), ("A-14", "evidence"));
        }
    }
}

#[test]
fn what_a_text_of_each_rank_can_do() {
    for (rank, prohibits, opens, zh) in [
        (Rank::Law, true, true, "法律"),
        (Rank::AdministrativeRegulation, true, true, "行政法规"),
        (Rank::LocalRegulation, false, true, "地方性法规"),
        (Rank::Rule, false, true, "规章"),
        (Rank::Normative, false, false, "规范性文件"),
    ] {
        assert_eq!(
            (can_prohibit(rank), can_open_process(rank)),
            (prohibits, opens),
            "{rank:?}"
        );
        assert_eq!(rank.zh(), zh);
    }
    assert_eq!(Rank::ALL.len(), 5);
}

/// Outcome, what is written down, the rules against it.
#[test]
fn what_withholding_must_say() {
    let none = Reasons::default;
    let of = |kind: &str| Reasons {
        kind: kind.into(),
        ..none()
    };
    let why = |kind: &str| Reasons {
        discretion: "公开将影响后续磋商".into(),
        ..of(kind)
    };
    for (code, reasons, expected) in [
        (Code::NoSecret, none(), vec![]),
        (Code::NoLaw, none(), vec!["A-14"]),
        (
            Code::NoLaw,
            Reasons {
                prohibited_by: Some(Rank::Law),
                ..none()
            },
            vec![],
        ),
        (
            Code::NoLaw,
            Reasons {
                prohibited_by: Some(Rank::AdministrativeRegulation),
                ..none()
            },
            vec![],
        ),
        (
            Code::NoLaw,
            Reasons {
                prohibited_by: Some(Rank::LocalRegulation),
                ..none()
            },
            vec!["A-14"],
        ),
        (
            Code::NoLaw,
            Reasons {
                prohibited_by: Some(Rank::Rule),
                ..none()
            },
            vec!["A-14"],
        ),
        (Code::No3s1s, none(), vec!["A-14"]),
        (Code::No3s1s, of("公共安全"), vec![]),
        (Code::NoThird, of("商业秘密"), vec![]),
        (
            Code::NoThird,
            Reasons {
                third_party_consents: Some(false),
                ..of("个人隐私")
            },
            vec![],
        ),
        (
            Code::NoThird,
            Reasons {
                third_party_consents: Some(true),
                ..of("个人隐私")
            },
            vec!["A-15"],
        ),
        (
            Code::NoThird,
            Reasons {
                public_interest: true,
                ..of("个人隐私")
            },
            vec!["A-15"],
        ),
        (Code::NoInternal, none(), vec!["A-16.1", "A-16.1"]),
        (Code::NoInternal, of("人事管理"), vec!["A-16.1"]),
        (Code::NoInternal, why("人事管理"), vec![]),
        (Code::NoInternal, why("请示报告"), vec!["A-16.1"]),
        // Only process information and case files are opened by another text.
        (
            Code::NoInternal,
            Reasons {
                opened_by: Some(Rank::Rule),
                ..why("后勤管理")
            },
            vec![],
        ),
        (Code::NoProcess, why("请示报告"), vec![]),
        (
            Code::NoProcess,
            Reasons {
                opened_by: Some(Rank::Rule),
                ..why("请示报告")
            },
            vec!["A-16.2"],
        ),
        (
            Code::NoProcess,
            Reasons {
                opened_by: Some(Rank::Normative),
                ..why("请示报告")
            },
            vec![],
        ),
        (Code::NoCasefile, why(""), vec![]),
        (Code::NoCasefile, none(), vec!["A-16.2"]),
        (
            Code::NoCasefile,
            Reasons {
                opened_by: Some(Rank::Law),
                ..why("")
            },
            vec!["A-16.2"],
        ),
        // What withholds nothing needs none of it.
        (Code::OpenGive, none(), vec![]),
        (Code::Make, none(), vec![]),
    ] {
        let found = withholding(code, &reasons);
        let ids: Vec<&str> = found.iter().map(|finding| finding.id.id()).collect();
        assert_eq!(ids, expected, "{code:?} {reasons:?}");
        assert!(
            found
                .iter()
                .all(|finding| finding.place == code.as_str()
                    && !finding.because.as_str().is_empty())
        );
    }
}
