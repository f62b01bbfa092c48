//! 救济 (law.md 9; traps 14 to 16, 20, 34).

use law::{
    calendar::Calendar,
    outcome::Code,
    remedy::{Remedy, period::Period},
};

use crate::facts::day;

/// Code; the class on 2023-12-31, 2024-01-01, 2025-05-31, 2025-06-01 (D-1 to D-4, D-11; traps 14, 20).
#[test]
fn the_day_of_the_reply_decides_the_class() {
    let (r, f, n) = (Remedy::Review, Remedy::Free, Remedy::NoSuit);
    for (codes, classes) in [
        (
            "PART NO-SECRET NO-LAW NO-3S1S NO-THIRD NO-INTERNAL NO-PROCESS NO-CASEFILE",
            [f, r, r, r],
        ),
        ("QUERY MAKE PETITION PRINTED REPEAT", [f, f, f, n]),
        (
            "OPEN-PUB OPEN-GIVE OPEN-LATER NONE OTHER-ORGAN UNCLEAR ABUSE CONFIRM LAPSE-CORR LAPSE-FEE",
            [f, f, f, f],
        ),
    ] {
        for code in codes.split(' ') {
            let code: Code = code.parse().unwrap();
            let days = ["2023-12-31", "2024-01-01", "2025-05-31", "2025-06-01"];
            assert_eq!(
                days.map(|on| code.remedy(day(on), None)),
                classes.map(Some),
                "{code:?}"
            );
        }
    }
    for (disclosed, class) in [(Some(true), n), (Some(false), f), (None, n)] {
        assert_eq!(
            Code::Repeat.remedy(day("2026-03-02"), disclosed),
            Some(class)
        );
    }
    assert_eq!(Code::Other.remedy(day("2026-03-02"), None), None);
}

#[test]
fn the_paragraphs() {
    let text = |class: Remedy| class.paragraph("上栗县人民政府", "上栗县人民法院", None);
    for (class, has, lacks) in [
        (
            Remedy::Review,
            "应当先自收到本答复书之日起60日内向上栗县人民政府申请行政复议",
            "6个月",
        ),
        (
            Remedy::Review,
            "15日内向有管辖权的人民法院提起行政诉讼",
            "主管部门",
        ),
        (
            Remedy::Free,
            "或者自收到本答复书之日起6个月内向上栗县人民法院提起行政诉讼",
            "应当先",
        ),
        (Remedy::NoSuit, "60日内向上栗县人民政府申请行政复议", "诉讼"),
    ] {
        let text = text(class);
        assert!(
            text.contains(has) && !text.contains(lacks),
            "{class:?}: {text}"
        );
    }
    // D-16: an electronic reply names the internet channel too.
    let online = Remedy::Free.paragraph(
        "某县人民政府",
        "某县人民法院",
        Some("https://example.gov.cn/fy"),
    );
    assert!(online.contains("https://example.gov.cn/fy"));
    assert_eq!(
        serde_json::to_value(Remedy::Review).unwrap(),
        Remedy::Review.as_str()
    );
}

/// Period, from, last day, rule (trap 34).
#[test]
fn until_when() {
    let cn = Calendar::cn();
    for (period, from, last, rule) in [
        (Period::Review, "2024-12-03", "2025-02-05", "D-5"),
        (Period::Review, "2026-08-04", "2026-10-08", "D-5"),
        (Period::Review, "2026-03-02", "2026-05-06", "D-5"),
        (Period::SuitAfterReview, "2025-09-20", "2025-10-09", "D-7"),
        (Period::Suit, "2024-08-31", "2025-02-28", "D-8"),
        (Period::Suit, "2025-04-01", "2025-10-09", "D-8"),
        (Period::Suit, "2025-08-01", "2026-02-02", "D-8"),
        (Period::SuitUnanswered, "2025-08-01", "2026-02-02", "D-9"),
        (Period::AnswerSimple, "2024-09-29", "2024-10-11", "D-12"),
        (Period::AnswerOrdinary, "2024-09-29", "2024-10-17", "D-12"),
        (Period::CourtOrder, "2026-01-28", "2026-03-03", "D-14"),
        (Period::ReviewUntold, "2024-02-29", "2025-02-28", "D-5"),
        // 2025-06-01 is a Sunday and 06-02 端午节.
        (Period::SuitUntold, "2024-06-01", "2025-06-03", "D-8"),
        (Period::DecisionSimple, "2026-03-02", "2026-04-01", "D-12"),
        (Period::DecisionOrdinary, "2026-03-02", "2026-05-06", "D-12"),
        (Period::DecisionExtended, "2026-03-02", "2026-06-01", "D-12"),
    ] {
        let found = period.last_day(day(from), &cn);
        assert_eq!(
            (found.date(), found.because.rule.id()),
            (day(last), rule),
            "{period:?} from {from}"
        );
        assert_eq!(found.because.to, Some(day(last)));
    }
    for period in Period::ALL {
        assert!(
            cn.is_working(period.last_day(day("2026-02-14"), &cn).date()),
            "{period:?}"
        );
    }
}

/// A period in words, as it stands in a reason (trap 34).
#[test]
fn periods_in_words() {
    use law::term::Term;
    for (term, zh, en) in [
        (Term::WorkingDays(20), "20个工作日", "20 working days"),
        (Term::Days(20), "20日", "20 days"),
        (Term::Months(6), "6个月", "6 months"),
        (
            Term::DaysRolled(60),
            "60日（末日为休息日的顺延）",
            "60 days, rolled off a rest day,",
        ),
        (
            Term::MonthsRolled(6),
            "6个月（末日为休息日的顺延）",
            "6 months, rolled off a rest day,",
        ),
    ] {
        assert_eq!((term.zh().as_str(), term.en().as_str()), (zh, en));
    }
}
