//! The tariff of 信息处理费 as a table, computed by `law::fee` and written down nowhere else (F-3, F-4).

use law::fee::{self, Step};

/// From the how-many-th to the how-many-th, and the price of each in 元.
#[derive(Debug, PartialEq, Eq)]
pub struct Tier {
    pub from: u32,
    /// `None`: no end.
    pub to: Option<u32>,
    pub yuan: i64,
}

/// 按件, as far as the second step of ten; from there each further ten cost 100 元 more apiece.
pub fn by_items() -> Vec<Tier> {
    fee::by_items(50).steps.iter().map(tier).collect()
}

/// 按量.
pub fn by_pages() -> Vec<Tier> {
    let mut tiers: Vec<Tier> = fee::by_pages(201).steps.iter().map(tier).collect();
    if let Some(last) = tiers.last_mut() {
        last.to = None;
    }
    tiers
}

fn tier(step: &Step) -> Tier {
    Tier {
        from: step.from,
        to: Some(step.to),
        yuan: step.each_fen / 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_those_of_the_rule() {
        let plain = |tiers: Vec<Tier>| -> Vec<(u32, Option<u32>, i64)> {
            tiers.into_iter().map(|t| (t.from, t.to, t.yuan)).collect()
        };
        assert_eq!(
            plain(by_items()),
            [
                (1, Some(10), 0),
                (11, Some(30), 100),
                (31, Some(40), 200),
                (41, Some(50), 300)
            ]
        );
        assert_eq!(
            plain(by_pages()),
            [
                (1, Some(30), 0),
                (31, Some(100), 10),
                (101, Some(200), 20),
                (201, None, 40)
            ]
        );
    }
}
