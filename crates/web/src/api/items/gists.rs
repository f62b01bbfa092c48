//! The groups of opinions that the result of a consultation tells of (S-11).

use law::item::{Gist, Taken};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::{caller::Caller, problem::Problem};

/// Opinions that say the same.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GistForm {
    /// As they are grouped.
    #[schema(max_length = 200)]
    pub text: String,
    /// `adopted`, `partly` or `not_adopted`; empty as long as it is not decided.
    #[serde(default)]
    pub outcome: String,
    /// Why not, where something is not adopted.
    #[serde(default)]
    #[schema(max_length = 500)]
    pub reason: String,
    /// How many opinions say it.
    pub opinions: u32,
}

impl GistForm {
    pub(super) fn entered(self, caller: &Caller) -> Result<Gist, Problem> {
        let outcome = match self.outcome.as_str() {
            "" => None,
            code => Some(Taken::of(code).ok_or_else(|| {
                caller.wrong(
                    "gists",
                    "form",
                    "采纳情况应是 adopted、partly 或 not_adopted",
                    "An outcome is adopted, partly or not_adopted",
                )
            })?),
        };
        Ok(Gist {
            text: self.text,
            outcome,
            reason: self.reason,
            opinions: self.opinions,
        })
    }
}
