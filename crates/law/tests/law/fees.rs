//! 信息处理费 (law.md 3; trap 12).

use law::fee::{by_items, by_month, by_pages, of_item};

use crate::facts::day;

/// F-3: requests in a month, 元.
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
