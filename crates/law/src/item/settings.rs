//! What no text decides about publishing: settings with visible defaults (S-7).

use serde::{Deserialize, Serialize};

use crate::readings::Hand;

/// Who may not publish an item, besides the readings that it needs (S-7: "the publisher is a fourth role").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// Nobody is kept from it: the readings are what protects.
    Nobody,
    /// Who wrote or changed it.
    #[default]
    Authors,
    /// Everybody who had a hand in it: a fourth person.
    Everybody,
}

impl Apart {
    /// Whether who had this hand in it may not publish it.
    #[must_use]
    pub fn keeps_off(self, hand: Hand) -> bool {
        match self {
            Self::Nobody => false,
            Self::Authors => hand == Hand::Wrote,
            Self::Everybody => true,
        }
    }
}

/// How a house publishes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Who may not publish an item.
    pub publisher_apart: Apart,
    /// So many items of an organ the nightly look takes from the public by itself for one kind of find; more wait for a person (N-26).
    pub most_suspended: usize,
    /// The same as a part of the organ's public items, in per cent; the greater of the two holds.
    pub most_percent_suspended: usize,
    /// How many hours a preview link opens where nobody says otherwise (S-1).
    pub preview_hours: i64,
    /// The most that anybody may say, never more than 168 (S-1).
    pub preview_longest_hours: i64,
    /// A bureau too small for different persons, as for its decisions (`handling.small_bureau`); not a setting of its own.
    #[serde(skip)]
    pub small_bureau: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            publisher_apart: Apart::default(),
            most_suspended: 20,
            most_percent_suspended: 1,
            preview_hours: 72,
            preview_longest_hours: LONGEST_PREVIEW,
            small_bureau: false,
        }
    }
}

/// A week, in hours.
const LONGEST_PREVIEW: i64 = 168;

impl Settings {
    /// For how many hours a preview link may open (S-1).
    #[must_use]
    pub fn longest_preview(&self) -> i64 {
        self.preview_longest_hours.clamp(1, LONGEST_PREVIEW)
    }

    /// For how many it opens where nobody says otherwise (S-1).
    #[must_use]
    pub fn usual_preview(&self) -> i64 {
        self.preview_hours.clamp(1, self.longest_preview())
    }

    /// The same in a house that is too small for different persons, or is not.
    #[must_use]
    pub fn in_house(&self, small_bureau: bool) -> Self {
        Self {
            small_bureau,
            ..self.clone()
        }
    }
}
