//! 岗位: the posts whose holders write, read and publish (S-7, A-45).

use serde::{Deserialize, Serialize};

/// 岗位 in the making of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// 经办人, or the head of the disclosure unit in his stead.
    Clerk,
    /// 科室负责人.
    SectionHead,
    /// 法制审核员.
    Legal,
    /// 保密审查员.
    Secrecy,
    /// 分管领导.
    Leader,
    /// 发布员.
    Publisher,
}

impl Post {
    pub const ALL: [Self; 6] = [
        Self::Clerk,
        Self::SectionHead,
        Self::Legal,
        Self::Secrecy,
        Self::Leader,
        Self::Publisher,
    ];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::SectionHead => "section_head",
            Self::Legal => "legal",
            Self::Secrecy => "secrecy",
            Self::Leader => "leader",
            Self::Publisher => "publisher",
        }
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|post| post.as_str() == code)
    }

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Clerk => "经办人",
            Self::SectionHead => "科室负责人",
            Self::Legal => "法制审核员",
            Self::Secrecy => "保密审查员",
            Self::Leader => "分管领导",
            Self::Publisher => "发布员",
        }
    }

    #[must_use]
    pub fn en(self) -> &'static str {
        match self {
            Self::Clerk => "the clerk",
            Self::SectionHead => "the section head",
            Self::Legal => "the legal reviewer",
            Self::Secrecy => "the secrecy reviewer",
            Self::Leader => "the leader in charge",
            Self::Publisher => "the publisher",
        }
    }
}
