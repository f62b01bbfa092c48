use serde::{Deserialize, Serialize};

use crate::case::Applicant;

/// The seven numeric columns of 表三: six kinds of applicant and 总计.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Column {
    #[serde(rename = "自然人")]
    Natural,
    #[serde(rename = "商业企业")]
    Business,
    #[serde(rename = "科研机构")]
    Research,
    #[serde(rename = "社会公益组织")]
    Charity,
    #[serde(rename = "法律服务机构")]
    LegalService,
    #[serde(rename = "其他")]
    Other,
    #[serde(rename = "总计")]
    Total,
}

impl Column {
    pub const ALL: [Self; 7] = [
        Self::Natural,
        Self::Business,
        Self::Research,
        Self::Charity,
        Self::LegalService,
        Self::Other,
        Self::Total,
    ];
    /// The six kinds of applicant, without 总计.
    pub const KINDS: [Self; 6] = [
        Self::Natural,
        Self::Business,
        Self::Research,
        Self::Charity,
        Self::LegalService,
        Self::Other,
    ];

    /// The printed heading, which is also the key in JSON.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Natural => "自然人",
            Self::Business => "商业企业",
            Self::Research => "科研机构",
            Self::Charity => "社会公益组织",
            Self::LegalService => "法律服务机构",
            Self::Other => "其他",
            Self::Total => "总计",
        }
    }

    #[must_use]
    pub const fn zh(self) -> &'static str {
        self.key()
    }

    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Natural => "Natural persons",
            Self::Business => "Businesses",
            Self::Research => "Research institutes",
            Self::Charity => "Public-interest organisations",
            Self::LegalService => "Legal service providers",
            Self::Other => "Others",
            Self::Total => "Total",
        }
    }

    /// The column in which an applicant counts.
    #[must_use]
    pub const fn of(applicant: Applicant) -> Self {
        match applicant {
            Applicant::Natural => Self::Natural,
            Applicant::Business => Self::Business,
            Applicant::Research => Self::Research,
            Applicant::Charity => Self::Charity,
            Applicant::LegalService => Self::LegalService,
            Applicant::Other => Self::Other,
        }
    }
}
