//! 收费通知书 in words: tariff, counting, amount (国办函〔2020〕109号; law.md F-1 to F-5, F-7).

use serde::{Deserialize, Serialize};

use crate::fee::{self, Fee};

/// The two ways of charging; for each request one of them (F-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 按件.
    #[default]
    Items,
    /// 按量.
    Pages,
}

impl Way {
    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Items => "按件计收",
            Self::Pages => "按量计收",
        }
    }

    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Items => "件",
            Self::Pages => "页",
        }
    }

    /// The tariff as the notice must state it (F-3, F-4).
    #[must_use]
    pub fn standard(self) -> &'static str {
        match self {
            Self::Items => {
                "按件计收的标准：同一申请人一个自然月内累计申请10件以下（含10件）的，不收费；11至30件（含30件）的部分，每件100元；31件以上的部分，以10件为一档，每增加一档，每件收费标准提高100元"
            }
            Self::Pages => {
                "按量计收的标准：30页以下（含30页）的，不收费；31至100页（含100页）的部分，每页10元；101至200页（含200页）的部分，每页20元；201页以上的部分，每页40元"
            }
        }
    }

    fn fee(self, count: u32) -> Fee {
        match self {
            Self::Items => fee::by_items(count),
            Self::Pages => fee::by_pages(count),
        }
    }

    /// How the amount adds up: 第11件至第30件20件，每件100元，计2000元；….
    #[must_use]
    pub fn calculation(self, count: u32) -> String {
        let unit = self.unit();
        self.fee(count)
            .steps
            .iter()
            .filter(|step| step.each_fen > 0)
            .map(|step| {
                format!(
                    "第{}{unit}至第{}{unit}共{}{unit}，每{unit}{}，计{}",
                    step.from,
                    step.to,
                    step.count,
                    yuan(step.each_fen),
                    yuan(step.fen)
                )
            })
            .collect::<Vec<_>>()
            .join("；")
    }
}

/// 分 as 元: 5500元, 12.50元. No floating point (trap 24).
#[must_use]
pub fn yuan(fen: i64) -> String {
    match fen % 100 {
        0 => format!("{}元", fen / 100),
        rest => format!("{}.{:02}元", fen / 100, rest.abs()),
    }
}
