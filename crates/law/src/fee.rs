//! 信息处理费 (国办函〔2020〕109号; 《政府信息公开条例》第四十二条): two tariffs, both progressive on the part (law.md 3).
//!
//! Money is in 分. For each request the organ picks one of the two ways, never both (F-1). There is no hardship
//! exemption (F-13). Not automated: splitting a letter into its smallest reasonable units (F-2) is a person's decision.

mod charge;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    finding::{Finding, Severity},
    letter::tariff::yuan,
    rule::Rule,
};

pub use charge::{Way, against_charging};

/// 分 in a 元: amounts are integers (trap 24).
const YUAN: i64 = 100;

/// A fee, and how it adds up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fee {
    /// The amount in 分.
    pub fen: i64,
    pub steps: Vec<Step>,
}

/// One step of the tariff: units `from` to `to`, at so much each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Step {
    pub from: u32,
    pub to: u32,
    pub count: u32,
    /// 分 for each unit.
    pub each_fen: i64,
    pub fen: i64,
}

/// 按件 (F-3): `count` requests of one applicant in one calendar month. 1–10 free, 11–30 at 100 元, then each ten 100 元 more.
#[must_use]
pub fn by_items(count: u32) -> Fee {
    let mut steps = vec![(10, 0), (30, 100 * YUAN)];
    let (mut to, mut each) = (30_u32, 100 * YUAN);
    while to < count {
        to = to.saturating_add(10);
        each += 100 * YUAN;
        steps.push((to, each));
    }
    add_up(count, &steps)
}

/// 按件: what the k-th request of the month costs by itself (F-3).
#[must_use]
pub fn of_item(k: u32) -> i64 {
    match k {
        0..=10 => 0,
        11..=30 => 100 * YUAN,
        _ => 100 * YUAN * (1 + i64::from((k - 30).div_ceil(10))),
    }
}

/// 按量 (F-4, F-5): the pages of one request; pages of different requests are not added. 1–30 free, then 10, 20, 40 元.
#[must_use]
pub fn by_pages(pages: u32) -> Fee {
    add_up(
        pages,
        &[
            (30, 0),
            (100, 10 * YUAN),
            (200, 20 * YUAN),
            (u32::MAX, 40 * YUAN),
        ],
    )
}

/// Whether some count gives this amount by one of the two tariffs: of one request, or of a month's requests together (F-3, F-4).
#[must_use]
pub fn in_tariff(fen: i64) -> bool {
    let one_item = fen % (100 * YUAN) == 0;
    let pages = match fen / YUAN {
        ..=700 => fen % (10 * YUAN) == 0,
        701..=2_700 => (fen - 700 * YUAN) % (20 * YUAN) == 0,
        _ => (fen - 2_700 * YUAN) % (40 * YUAN) == 0,
    };
    fen > 0 && (one_item || pages)
}

/// The number of pages for which 按量 gives this amount (F-4); `None` where no number does.
#[must_use]
pub fn pages_for(fen: i64) -> Option<u32> {
    let yuan = Some(fen / YUAN).filter(|yuan| *yuan > 0 && fen % YUAN == 0)?;
    let (over, each, before) = match yuan {
        ..=700 => (yuan, 10, 30),
        701..=2_700 => (yuan - 700, 20, 100),
        _ => (yuan - 2_700, 40, 200),
    };
    let pages = u32::try_from(over / each)
        .ok()
        .filter(|_| over % each == 0)?;
    pages.checked_add(before)
}

/// What the law says against a notice of this amount: by the item it is what this request costs at its place in the month, or what
/// the month's requests cost together; by the page what some number of pages costs (F-3, F-4).
#[must_use]
pub fn against_amount(fen: i64, of_this: i64, of_month: i64) -> Option<Finding> {
    let fits = fen > 0 && (fen == of_this || fen == of_month || pages_for(fen).is_some());
    (!fits).then(|| {
        Finding::new(
            Rule::F_3,
            Severity::Error,
            "fen",
            format!(
                "{}不是收费标准算得出的金额：按件计收，本件为{}",
                yuan(fen),
                yuan(of_this)
            ),
            format!(
                "No count gives {} by the tariff; by the item this request costs {}",
                yuan(fen),
                yuan(of_this)
            ),
        )
    })
}

/// 按件 for one applicant's requests by their days of receipt: calendar months, each counted anew (F-3, trap 12).
#[must_use]
pub fn by_month(received: impl IntoIterator<Item = Date>) -> BTreeMap<(i16, i8), Fee> {
    let mut counts = BTreeMap::new();
    for day in received {
        *counts.entry((day.year(), day.month())).or_insert(0) += 1;
    }
    counts
        .into_iter()
        .map(|(month, count)| (month, by_items(count)))
        .collect()
}

fn add_up(count: u32, tariff: &[(u32, i64)]) -> Fee {
    let mut steps = Vec::new();
    let mut from = 1;
    for (to, each_fen) in tariff {
        if from > count {
            break;
        }
        let to = count.min(*to);
        let units = to - from + 1;
        steps.push(Step {
            from,
            to,
            count: units,
            each_fen: *each_fen,
            fen: i64::from(units) * each_fen,
        });
        from = to.saturating_add(1);
        if to == count {
            break;
        }
    }
    Fee {
        fen: steps.iter().map(|step| step.fen).sum(),
        steps,
    }
}
