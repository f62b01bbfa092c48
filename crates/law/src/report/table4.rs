use serde::{Deserialize, Serialize};

/// The three groups of 表四.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// 行政复议
    Review,
    /// 行政诉讼，未经复议直接起诉
    DirectSuit,
    /// 行政诉讼，复议后起诉
    SuitAfterReview,
}

impl Track {
    pub const ALL: [Self; 3] = [Self::Review, Self::DirectSuit, Self::SuitAfterReview];

    /// The printed heading, which is also the key in a report's JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Review => "行政复议",
            Self::DirectSuit => "未经复议直接起诉",
            Self::SuitAfterReview => "复议后起诉",
        }
    }

    /// The word in acts and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::DirectSuit => "direct_suit",
            Self::SuitAfterReview => "suit_after_review",
        }
    }

    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Review => "Administrative reconsideration",
            Self::DirectSuit => "Suits without reconsideration",
            Self::SuitAfterReview => "Suits after reconsideration",
        }
    }
}

/// How a review or suit stands; the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome4 {
    /// 结果维持
    Upheld,
    /// 结果纠正
    Corrected,
    /// 其他结果
    Otherwise,
    /// 尚未审结, at 12-31
    Pending,
}

impl Outcome4 {
    pub const ALL: [Self; 4] = [
        Self::Upheld,
        Self::Corrected,
        Self::Otherwise,
        Self::Pending,
    ];
    /// The five column headings of a group.
    pub const COLUMNS: [&'static str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];

    #[must_use]
    pub const fn key(self) -> &'static str {
        Self::COLUMNS[self as usize]
    }

    /// The word in acts and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Corrected => "corrected",
            Self::Otherwise => "otherwise",
            Self::Pending => "pending",
        }
    }

    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Upheld => "Upheld",
            Self::Corrected => "Corrected",
            Self::Otherwise => "Other result",
            Self::Pending => "Pending",
        }
    }
}

/// 表四 政府信息公开行政复议、行政诉讼情况: four results and 总计 for each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Table4 {
    #[serde(rename = "行政复议", default, skip_serializing_if = "Option::is_none")]
    review: Option<[Option<i64>; 5]>,
    #[serde(
        rename = "未经复议直接起诉",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    direct_suit: Option<[Option<i64>; 5]>,
    #[serde(
        rename = "复议后起诉",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    suit_after_review: Option<[Option<i64>; 5]>,
}

impl Table4 {
    /// All 15 cells zero.
    #[must_use]
    pub const fn zero() -> Self {
        Self {
            review: Some([Some(0); 5]),
            direct_suit: Some([Some(0); 5]),
            suit_after_review: Some([Some(0); 5]),
        }
    }

    /// The five cells of a group, `None` where the source lacks it.
    #[must_use]
    pub const fn get(&self, track: Track) -> Option<&[Option<i64>; 5]> {
        match track {
            Track::Review => self.review.as_ref(),
            Track::DirectSuit => self.direct_suit.as_ref(),
            Track::SuitAfterReview => self.suit_after_review.as_ref(),
        }
    }

    pub const fn set(&mut self, track: Track, cells: [Option<i64>; 5]) {
        let group = match track {
            Track::Review => &mut self.review,
            Track::DirectSuit => &mut self.direct_suit,
            Track::SuitAfterReview => &mut self.suit_after_review,
        };
        *group = Some(cells);
    }

    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.review.is_none() && self.direct_suit.is_none() && self.suit_after_review.is_none()
    }
}
