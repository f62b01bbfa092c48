//! 表四: three tracks of five cells.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// 行政复议, or one of the two ways to court.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// 行政复议.
    Review,
    /// 未经复议直接起诉.
    DirectSuit,
    /// 复议后起诉.
    SuitAfterReview,
}

impl Track {
    pub const ALL: [Self; 3] = [Self::Review, Self::DirectSuit, Self::SuitAfterReview];

    /// The key of `formats.md`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Review => "行政复议",
            Self::DirectSuit => "未经复议直接起诉",
            Self::SuitAfterReview => "复议后起诉",
        }
    }

    /// The word used in acts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::DirectSuit => "direct_suit",
            Self::SuitAfterReview => "suit_after_review",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Review => "Administrative reconsideration",
            Self::DirectSuit => "Litigation without reconsideration",
            Self::SuitAfterReview => "Litigation after reconsideration",
        }
    }
}

/// How a remedy ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome4 {
    /// 结果维持.
    Upheld,
    /// 结果纠正.
    Corrected,
    /// 其他结果.
    Otherwise,
    /// 尚未审结.
    Pending,
}

impl Outcome4 {
    pub const ALL: [Self; 4] = [Self::Upheld, Self::Corrected, Self::Otherwise, Self::Pending];

    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Upheld => "结果维持",
            Self::Corrected => "结果纠正",
            Self::Otherwise => "其他结果",
            Self::Pending => "尚未审结",
        }
    }

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Corrected => "corrected",
            Self::Otherwise => "otherwise",
            Self::Pending => "pending",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Upheld => "Upheld",
            Self::Corrected => "Corrected",
            Self::Otherwise => "Other result",
            Self::Pending => "Pending",
        }
    }
}

/// Cells by track: the four results and 总计. An absent track is absent, a blank cell `None`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Table4(BTreeMap<String, [Option<i64>; 5]>);

impl Table4 {
    #[must_use]
    pub fn zero() -> Self {
        let mut table = Self::default();
        for track in Track::ALL {
            table.set(track, [Some(0); 5]);
        }
        table
    }

    #[must_use]
    pub fn get(&self, track: Track) -> Option<&[Option<i64>; 5]> {
        self.0.get(track.key())
    }

    pub fn set(&mut self, track: Track, cells: [Option<i64>; 5]) {
        self.0.insert(track.key().into(), cells);
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
