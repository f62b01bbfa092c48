//! 送达: on which day a request counts as answered, and from which day remedies run (law.md 1.7, 2.3).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    case::How,
    finding::{Finding, Severity},
    rule::Rule,
};

/// Who carried a posted reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// 邮政企业.
    Post,
    /// Another courier.
    Courier,
}

/// How a reply went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    pub how: How,
    /// Posted or sent on; for what is handed over, not needed.
    pub left_on: Option<Date>,
    /// Signed for, arrived, entered the addressee's system on.
    pub reached_on: Option<Date>,
    pub carrier: Option<Carrier>,
    /// 到付: the addressee was to pay.
    pub collect: bool,
}

/// 国办公开办函〔2016〕235号: handed over, the day of the signature; posted, the day of posting; sent electronically, the day of
/// sending (A-33.7; 235号 does not speak of it, 电子签名法第十一条 is applied). `None` while that day is not known (trap 11).
#[must_use]
pub fn answered_on(delivery: &Delivery) -> Option<Date> {
    match delivery.how {
        How::Handed => delivery.reached_on,
        How::Posted | How::Electronic => delivery.left_on,
    }
}

/// 《行政复议法》第二十条, 《行政诉讼法》第四十六条: remedies run from the day the applicant learnt of the reply (A-33.7, D-5, D-8).
#[must_use]
pub fn remedies_run_from(delivery: &Delivery) -> Option<Date> {
    delivery.reached_on
}

/// What is wrong with the way a reply was served: 国家机关公文 go by 邮政 only (邮政法第五十五条), never 到付; nothing arrives before it leaves
///
#[must_use]
pub fn faults(delivery: &Delivery) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |severity, zh: &str, en: &str| {
        findings.push(Finding::new(
            Rule::A_33_6,
            severity,
            "delivery",
            zh.into(),
            en.into(),
        ));
    };
    if delivery.how == How::Posted {
        match delivery.carrier {
            Some(Carrier::Post) => {}
            Some(Carrier::Courier) => found(
                Severity::Error,
                "国家机关公文应当交邮政企业寄递，其他快递企业不得寄递",
                "Official papers go by the post; other couriers may not carry them",
            ),
            None => found(
                Severity::Warning,
                "应当记录寄递企业",
                "Who carried it is not recorded",
            ),
        }
        if delivery.collect {
            found(
                Severity::Error,
                "不得以到付方式寄送",
                "The addressee must not be made to pay the postage",
            );
        }
    }
    if answered_on(delivery).is_none() {
        found(
            Severity::Error,
            "缺少确定答复日期的记录（签收、交邮或者发出之日）",
            "The day that counts (signed, posted or sent) is not recorded",
        );
    }
    if let (Some(left), Some(reached)) = (delivery.left_on, delivery.reached_on)
        && reached < left
    {
        found(
            Severity::Error,
            "送达日期早于发出日期",
            "It cannot have arrived before it left",
        );
    }
    findings
}
