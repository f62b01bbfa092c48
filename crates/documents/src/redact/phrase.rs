//! A phrase to withhold, and where it stands: whatever blanks, line breaks, full-width forms and case.

use std::ops::Range;

#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub text: String,
    folded: Vec<char>,
}

impl Phrase {
    /// `None` for a phrase without a visible character.
    pub(super) fn of(text: &str) -> Option<Self> {
        let folded: Vec<char> = text.chars().flat_map(folded).collect();
        (!folded.is_empty()).then(|| Self {
            text: text.trim().into(),
            folded,
        })
    }

    /// The ranges of characters in which it stands, from its first to its last character.
    pub(super) fn hits(&self, text: &[char]) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        let mut plain = Vec::new();
        for (place, c) in text.iter().enumerate() {
            for c in folded(*c) {
                plain.push(c);
                places.push(place);
            }
        }
        let length = self.folded.len();
        let mut hits = Vec::new();
        let mut at = 0;
        while at + length <= plain.len() {
            if plain[at..at + length] == self.folded[..] {
                hits.push(places[at]..places[at + length - 1] + 1);
                at += length;
            } else {
                at += 1;
            }
        }
        hits
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        !self.hits(&text.chars().collect::<Vec<_>>()).is_empty()
    }

    /// Whether it cannot stand by chance in a number or a name of the file's own structure.
    pub(super) fn telling(&self) -> bool {
        self.folded.len() >= 6 || self.folded.iter().any(|c| !c.is_ascii())
    }
}

/// Blanks and invisible marks go; full-width forms become plain; letters become small.
fn folded(c: char) -> Vec<char> {
    let plain = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => return Vec::new(),
        _ => c,
    };
    if plain.is_whitespace() || plain.is_control() {
        Vec::new()
    } else {
        plain.to_lowercase().collect()
    }
}
