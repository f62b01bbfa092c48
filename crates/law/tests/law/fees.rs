//! 信息处理费 (law.md 3; trap 12).

use law::{
    fee::{
        Way, against_amount, against_charging, by_items, by_month, by_pages, of_item, pages_for,
    },
    outcome::Code,
};

use crate::facts::day;

/// F-3: requests in a month, 元; money is in 分 (trap 24).
#[test]
fn by_the_request() {
    for (count, yuan) in [
        (0, 0),
        (1, 0),
        (10, 0),
        (11, 100),
        (30, 2_000),
        (31, 2_200),
        (40, 4_000),
        (41, 4_300),
        (45, 5_500),
        (50, 7_000),
        (51, 7_400),
        (60, 11_000),
        (100, 37_000),
    ] {
        let fee = by_items(count);
        assert_eq!(fee.fen, yuan * 100, "{count} requests");
        assert_eq!(
            fee.fen,
            (1..=count).map(of_item).sum::<i64>(),
            "{count} requests"
        );
        assert_eq!(fee.steps.iter().map(|step| step.count).sum::<u32>(), count);
    }
}

/// The 45: 20×100 + 10×200 + 5×300.
#[test]
fn the_steps_explain_the_sum() {
    let steps: Vec<_> = by_items(45)
        .steps
        .iter()
        .map(|step| (step.from, step.to, step.count, step.each_fen))
        .collect();
    assert_eq!(
        steps,
        [
            (1, 10, 10, 0),
            (11, 30, 20, 10_000),
            (31, 40, 10, 20_000),
            (41, 45, 5, 30_000)
        ]
    );
    let steps: Vec<_> = by_pages(201)
        .steps
        .iter()
        .map(|step| (step.count, step.each_fen))
        .collect();
    assert_eq!(steps, [(30, 0), (70, 1_000), (100, 2_000), (1, 4_000)]);
}

/// F-4: pages of one request, 元.
#[test]
fn by_the_page() {
    for (pages, yuan) in [
        (0, 0),
        (30, 0),
        (31, 10),
        (100, 700),
        (101, 720),
        (200, 2_700),
        (201, 2_740),
        (250, 4_700),
    ] {
        assert_eq!(by_pages(pages).fen, yuan * 100, "{pages} pages");
    }
    // The most that fits: 200 pages in steps, the rest at 40 元.
    assert_eq!(
        by_pages(u32::MAX).fen,
        270_000 + (i64::from(u32::MAX) - 200) * 4_000
    );
}

/// The border is the calendar month, not thirty days.
#[test]
fn each_month_begins_anew() {
    let ten = |text| std::iter::repeat_n(day(text), 10);
    let fees = by_month(ten("2026-03-31").chain(ten("2026-04-01")));
    assert_eq!(fees.values().map(|fee| fee.fen).collect::<Vec<_>>(), [0, 0]);
    let fees = by_month(ten("2026-03-02").chain([day("2026-03-31")]));
    assert_eq!(fees[&(2026, 3)].fen, 10_000);
}

/// F-1, F-5, F-6, E-3: one way for a request; the way, the outcome, the day of the notice, 元 or the rule against it.
#[test]
fn one_way_for_each_request() {
    let (items, pages) = (
        |in_month| Way::Items { in_month },
        |pages| Way::Pages { pages },
    );
    for (way, code, on, expected) in [
        (items(10), Some(Code::None), "2026-03-02", Ok(0)),
        (items(11), Some(Code::None), "2026-03-02", Ok(100)),
        (items(31), None, "2026-03-02", Ok(200)),
        (pages(201), Some(Code::OpenGive), "2026-03-02", Ok(2_740)),
        (pages(31), Some(Code::Part), "2026-03-02", Ok(10)),
        (pages(31), None, "2026-03-02", Ok(10)),
        // By the page only where something is supplied; by the item fits every outcome (F-2).
        (pages(31), Some(Code::OpenPub), "2026-03-02", Err("F-6")),
        (pages(31), Some(Code::OpenLater), "2026-03-02", Err("F-6")),
        (pages(31), Some(Code::None), "2026-03-02", Err("F-6")),
        (items(11), Some(Code::OpenPub), "2020-12-31", Err("E-3")),
        (pages(31), Some(Code::OpenGive), "2020-12-31", Err("E-3")),
        (items(11), Some(Code::OpenPub), "2021-01-01", Ok(100)),
    ] {
        let against = against_charging(way, code, day(on));
        let seen = match &against {
            None => Ok(way.fee().fen / 100),
            Some(finding) => Err(finding.id.id()),
        };
        assert_eq!(seen, expected, "{way:?} {code:?} {on}");
        let fee = way.fee();
        assert_eq!(fee.fen, fee.steps.iter().map(|step| step.fen).sum::<i64>());
    }
    let step = items(31).fee().steps[0];
    assert_eq!(
        (step.from, step.to, step.count, step.each_fen),
        (31, 31, 1, 20_000)
    );
}

/// C.7, F-3, F-4: 分 of a notice, what this request costs by the item, what the month's cost, whether it is refused.
#[test]
fn a_notice_asks_what_a_tariff_gives() {
    for (fen, of_this, of_month, refused) in [
        (10_000, 10_000, 10_000, false),
        // By the page: 40 pages, 200 pages, 250 pages.
        (10_000, 0, 0, false),
        (270_000, 0, 0, false),
        (470_000, 10_000, 10_000, false),
        (9_999_900, 10_000, 10_000, true),
        (280_000, 10_000, 10_000, true),
        (280_000, 280_000, 280_000, false),
        (500, 0, 0, true),
        (10_050, 10_000, 10_000, true),
        (0, 0, 0, true),
        (-10_000, 10_000, 10_000, true),
    ] {
        let found = against_amount(fen, of_this, of_month);
        assert_eq!(found.is_some(), refused, "{fen}");
        assert!(found.is_none_or(|finding| finding.id.id() == "F-3"));
    }
    for pages in 31..=900 {
        assert_eq!(pages_for(by_pages(pages).fen), Some(pages), "{pages} pages");
    }
}
