//! From disputes to 表四 (law.md 2.4, and the last line of section 9).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::standing::review_first;
use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    report::{Outcome4, Table4, Track},
    rule::Citation,
    rule::Rule,
};

/// How a 复议 or an instance of a suit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// 维持.
    Upheld,
    /// 驳回复议请求, 驳回诉讼请求.
    ClaimRejected,
    /// 变更.
    Changed,
    /// 撤销.
    Revoked,
    /// 部分撤销.
    PartlyRevoked,
    /// 确认违法或者无效.
    DeclaredUnlawful,
    /// 责令履行.
    Ordered,
    /// 不予受理, 不予立案.
    NotAccepted,
    /// 驳回申请, 驳回起诉.
    Dismissed,
    /// 终止.
    Terminated,
    /// 撤回.
    Withdrawn,
    /// 调解.
    Mediated,
}

impl Ending {
    pub const ALL: [Self; 12] = [
        Self::Upheld,
        Self::ClaimRejected,
        Self::Changed,
        Self::Revoked,
        Self::PartlyRevoked,
        Self::DeclaredUnlawful,
        Self::Ordered,
        Self::NotAccepted,
        Self::Dismissed,
        Self::Terminated,
        Self::Withdrawn,
        Self::Mediated,
    ];

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Upheld => "维持",
            Self::ClaimRejected => "驳回复议请求（诉讼请求）",
            Self::Changed => "变更",
            Self::Revoked => "撤销",
            Self::PartlyRevoked => "部分撤销",
            Self::DeclaredUnlawful => "确认违法或者无效",
            Self::Ordered => "责令履行",
            Self::NotAccepted => "不予受理（立案）",
            Self::Dismissed => "驳回申请（起诉）",
            Self::Terminated => "终止",
            Self::Withdrawn => "撤回",
            Self::Mediated => "调解",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::ClaimRejected => "claim rejected",
            Self::Changed => "changed",
            Self::Revoked => "revoked",
            Self::PartlyRevoked => "partly revoked",
            Self::DeclaredUnlawful => "declared unlawful or void",
            Self::Ordered => "ordered to act",
            Self::NotAccepted => "not accepted",
            Self::Dismissed => "dismissed",
            Self::Terminated => "terminated",
            Self::Withdrawn => "withdrawn",
            Self::Mediated => "mediated",
        }
    }
}

/// 国办公开办函〔2021〕30号: which column of 表四 an ending is. What 其他结果 holds is from memory of the form's explanation.
#[must_use]
pub fn column(ending: Ending) -> Outcome4 {
    match ending {
        Ending::Upheld | Ending::ClaimRejected => Outcome4::Upheld,
        Ending::Changed
        | Ending::Revoked
        | Ending::PartlyRevoked
        | Ending::DeclaredUnlawful
        | Ending::Ordered => Outcome4::Corrected,
        Ending::NotAccepted
        | Ending::Dismissed
        | Ending::Terminated
        | Ending::Withdrawn
        | Ending::Mediated => Outcome4::Otherwise,
    }
}

/// Which group of 表四: whether a 复议 decision on the same act was made decides, not what the reply said.
#[must_use]
pub fn track(suit: bool, review_decision_made: bool) -> Track {
    match (suit, review_decision_made) {
        (false, _) => Track::Review,
        (true, false) => Track::DirectSuit,
        (true, true) => Track::SuitAfterReview,
    }
}

/// Whether this organ counts the case: with the reviewer as co-defendant only the organ of the original act does (R-51, trap 27).
#[must_use]
pub fn counts_here(made_the_original_act: bool) -> bool {
    made_the_original_act
}

/// A 复议, or a suit with all its instances: one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    pub track: Track,
    pub opened_on: Date,
    /// The instances in order: opened on, and how and when each ended.
    pub instances: Vec<Instance>,
}

/// 一审, 二审, 再审.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instance {
    pub opened_on: Date,
    pub ended: Option<(Date, Ending)>,
}

/// The column in which a dispute counts in the report on a year; `None` where it does not.
///
/// - pending at 12-31 is 尚未审结, each year anew; ended in the year is its result.
/// - what was pending last year has no row of its own; it counts again when it ends.
/// - first instance and appeal are one case, in its latest state at 12-31.
#[must_use]
pub fn column_in(dispute: &Dispute, year: i16) -> Option<Outcome4> {
    if dispute.opened_on.year() > year {
        return None;
    }
    let latest = dispute
        .instances
        .iter()
        .rfind(|instance| instance.opened_on.year() <= year);
    let ended = latest.and_then(|instance| instance.ended);
    stands_in(
        dispute.opened_on,
        ended.map(|(on, ending)| (on, column(ending))),
        year,
    )
}

/// The same of a case whose result is already known by its column: on the days alone.
#[must_use]
pub fn stands_in(opened_on: Date, ended: Option<(Date, Outcome4)>, year: i16) -> Option<Outcome4> {
    match ended {
        _ if opened_on.year() > year => None,
        Some((on, result)) if on.year() == year => Some(result),
        Some((on, _)) if on.year() < year => None,
        _ => Some(Outcome4::Pending),
    }
}

/// 表四 of a year, with its 总计.
#[must_use]
pub fn table4<'a>(disputes: impl IntoIterator<Item = &'a Dispute>, year: i16) -> Table4 {
    let mut counts = [[0_i64; 5]; 3];
    for dispute in disputes {
        if let Some(column) = column_in(dispute, year) {
            let cells = &mut counts[dispute.track as usize];
            cells[column as usize] += 1;
            cells[4] += 1;
        }
    }
    let mut table = Table4::zero();
    for track in Track::ALL {
        table.set(track, counts[track as usize].map(Some));
    }
    table
}

/// With 前置 in force a case about a refusal should stand under 复议后起诉; under 未经复议直接起诉 it is a warning (R-52, D-1).
#[must_use]
pub fn unusual_track(code: Code, replied_on: Date, track: Track) -> Option<Finding> {
    (track == Track::DirectSuit && review_first(code, replied_on)).then(|| {
        Finding::new(
            Rule::R_52,
            Severity::Warning,
            &format!("table4/{}", track.key()),
            "不予公开决定应当先经行政复议，一般列“复议后起诉”；请核对".into(),
            "A refusal goes to 复议 first and normally stands under 复议后起诉; please check"
                .into(),
        )
        .citing(Citation::text(
            "行政复议法第二十三条第一款第（四）项；国办公开办函〔2021〕30号",
        ))
    })
}
