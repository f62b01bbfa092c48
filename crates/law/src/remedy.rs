//! 救济: which remedies a reply must name, in which words, and until when (law.md 9).
//!
//! 补正, 延期 and 收费 notices carry no remedy paragraph (D-10, trap 16): there is no function for one.

pub mod course;
pub mod dispute;
pub mod period;
pub mod standing;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{editions, outcome::Code};

/// The class of remedy paragraph in a reply (law.md 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Remedy {
    /// 应当先申请行政复议 (D-1, D-2, D-4).
    #[serde(rename = "R-REVIEW")]
    Review,
    /// 复议 or suit, as the applicant likes.
    #[serde(rename = "R-FREE")]
    Free,
    /// 复议 only; no suit is promised (D-11).
    #[serde(rename = "R-NOSUIT")]
    NoSuit,
}

impl Code {
    /// The remedy that a reply of this outcome must name, by the day of the reply (trap 14).
    /// `disclosed_before`: for REPEAT, whether the information had been disclosed (D-11).
    /// `None` for OTHER, which is decided case by case.
    #[must_use]
    pub fn remedy(self, answered_on: Date, disclosed_before: Option<bool>) -> Option<Remedy> {
        if self == Self::Other {
            return None;
        }
        let review_first =
            editions::on(&editions::REVIEW_FIRST, answered_on).is_some_and(|rule| rule.value);
        let no_suit = editions::on(&editions::NO_SUIT, answered_on).is_some_and(|rule| rule.value);
        let listed = match self {
            Self::Query | Self::Make | Self::Petition | Self::Printed => true,
            Self::Repeat => disclosed_before != Some(false),
            _ => false,
        };
        Some(if self == Self::Part || self.withheld() {
            if review_first {
                Remedy::Review
            } else {
                Remedy::Free
            }
        } else if listed && no_suit {
            Remedy::NoSuit
        } else {
            Remedy::Free
        })
    }
}

impl Remedy {
    /// The word in `formats.md`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Review => "R-REVIEW",
            Self::Free => "R-FREE",
            Self::NoSuit => "R-NOSUIT",
        }
    }

    /// The paragraph of the reply. `review_body`: for a county bureau the county government, never the superior
    /// department (D-6, trap 15). `site`: the internet channel of 复议, given where the reply is electronic (D-16).
    #[must_use]
    pub fn paragraph(self, review_body: &str, court: &str, site: Option<&str>) -> String {
        let online = site.map_or_else(String::new, |site| {
            format!("，也可以通过互联网渠道（{site}）提出")
        });
        let review = format!("自收到本答复书之日起60日内向{review_body}申请行政复议{online}");
        match self {
            Self::Review => format!(
                "如对本答复中不予公开的决定不服，依照《中华人民共和国行政复议法》第二十三条的规定，应当先{review}；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向{court}提起行政诉讼。"
            ),
            Self::Free => format!(
                "如对本答复不服，可以{review}，或者自收到本答复书之日起6个月内向{court}提起行政诉讼。"
            ),
            Self::NoSuit => format!("如对本答复不服，可以{review}。"),
        }
    }
}
