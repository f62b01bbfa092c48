//! What several acts tell together: a consultation from question to answer, all searches of a case.

use documents::letter::facts::{Consultation, Search};
use law::{
    case::Event,
    handling::{self, What},
    letter::Fit,
};

use super::Case;

impl Case {
    /// The consultation that a letter is about; of an answer the last one of a third party.
    pub(super) fn consultation(&self, fit: Fit) -> Consultation {
        let reference = match self.statutory(fit.goes_with) {
            Some(
                Event::ThirdPartyAsked { reference }
                | Event::ThirdPartyAnswered { reference, .. }
                | Event::OrganAsked { reference },
            ) => Some(reference),
            _ => None,
        };
        let mut found = Consultation::default();
        for entry in &self.entries {
            let What::Statutory(event) = &entry.what else {
                continue;
            };
            let about = |other: &String| reference.is_none_or(|one| one == other);
            match event {
                Event::ThirdPartyAsked { reference } if about(reference) => {
                    found.name.clone_from(reference);
                    found.co_producer = false;
                    found.asked = Some(entry.on);
                    found.consents = None;
                }
                Event::OrganAsked { reference: organ } if reference == Some(organ) => {
                    found.name.clone_from(organ);
                    found.co_producer = true;
                    found.asked = Some(entry.on);
                }
                Event::ThirdPartyAnswered {
                    reference,
                    consents,
                    ..
                } if about(reference) => {
                    found.consents = Some(*consents);
                }
                _ => {}
            }
        }
        found
    }

    /// All searches together, as one sentence can tell them.
    pub(super) fn search(&self) -> Search {
        let mut found = Search::default();
        let join = |to: &mut String, text: &str| {
            if !to.contains(text) {
                if !to.is_empty() {
                    to.push('、');
                }
                to.push_str(text);
            }
        };
        for (entry, event) in self.inner() {
            if let handling::Event::SearchRecorded {
                place, by, terms, ..
            } = event
            {
                join(&mut found.places, place);
                join(&mut found.by, by);
                join(&mut found.terms, terms);
                found.on = Some(entry.on);
            }
        }
        found
    }
}
