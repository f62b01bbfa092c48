//! 同音字: the characters that sound alike, tones aside. Whoever types by sound picks a wrong one of them.

use std::collections::BTreeMap;

use pinyin::ToPinyinMulti;

/// Characters in use.
const CHARACTERS: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FA5}';

/// The characters of each syllable.
pub(crate) struct Sounds(BTreeMap<&'static str, Vec<char>>);

impl Sounds {
    /// Reads the table: some milliseconds, once for an index.
    pub(crate) fn new() -> Self {
        let mut alike: BTreeMap<&'static str, Vec<char>> = BTreeMap::new();
        for c in CHARACTERS {
            for syllable in syllables(c) {
                alike.entry(syllable).or_default().push(c);
            }
        }
        Self(alike)
    }

    /// The others that sound like a character, in each way that it is read.
    pub(crate) fn alike(&self, c: char) -> Vec<char> {
        let mut alike: Vec<char> = syllables(c)
            .into_iter()
            .filter_map(|syllable| self.0.get(syllable))
            .flatten()
            .copied()
            .filter(|other| *other != c)
            .collect();
        alike.sort_unstable();
        alike.dedup();
        alike
    }
}

/// How a character is read, without tones.
fn syllables(c: char) -> Vec<&'static str> {
    let mut syllables: Vec<&str> = c
        .to_pinyin_multi()
        .into_iter()
        .flatten()
        .map(pinyin::Pinyin::plain)
        .collect();
    syllables.sort_unstable();
    syllables.dedup();
    syllables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_sounds_alike_is_known() {
        let sounds = Sounds::new();
        for (typed, meant) in [
            ('帖', '贴'),
            ('讯', '汛'),
            ('伙', '火'),
            ('杭', '行'),
            ('章', '障'),
        ] {
            assert!(sounds.alike(typed).contains(&meant), "{typed} {meant}");
        }
        assert!(!sounds.alike('早').contains(&'旱'));
        assert!(sounds.alike('a').is_empty());
    }
}
