//! Where an item stands on its way to the public (A-17, S-1, S-8).

use serde::{Deserialize, Serialize};

/// Where the text that is worked on stands. Of a published item that is being changed it is the change's own way; what the public
/// sees meanwhile is [`super::State::public`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 草稿.
    #[default]
    Draft,
    /// 审查中: some reading is still to come.
    InReview,
    /// 已退回.
    Returned,
    /// 已通过: read by all, not yet public.
    Cleared,
    /// 已发布.
    Published,
    /// 已撤回.
    Withdrawn,
    /// 不得公开: an act published it although its class keeps it from the public (S-8).
    Barred,
}

impl Status {
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::InReview,
        Self::Returned,
        Self::Cleared,
        Self::Published,
        Self::Withdrawn,
        Self::Barred,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Returned => "returned",
            Self::Cleared => "cleared",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Barred => "barred",
        }
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == code)
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::InReview => "审查中",
            Self::Returned => "已退回",
            Self::Cleared => "待发布",
            Self::Published => "已发布",
            Self::Withdrawn => "已撤回",
            Self::Barred => "不得公开",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Draft => "a draft",
            Self::InReview => "under review",
            Self::Returned => "sent back",
            Self::Cleared => "cleared",
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Barred => "kept from the public",
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl PartialEq<&str> for Status {
    fn eq(&self, code: &&str) -> bool {
        self.as_str() == *code
    }
}
