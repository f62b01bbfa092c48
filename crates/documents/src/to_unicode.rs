//! ToUnicode: which text the codes of a font in a PDF stand for.

use std::collections::BTreeMap;

/// Codes with their text, and how many bytes a code has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct CMap {
    texts: BTreeMap<u32, String>,
    /// Lengths of codes that the code space allows; empty where it says nothing.
    pub lengths: Vec<usize>,
}

/// A font has 65,536 codes; a map names one or the other twice. What names more counts for counting's sake.
pub(crate) const MOST: usize = 4 * 65_536;

/// A map whose ranges hold more codes than a font can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Countless;

impl CMap {
    pub(crate) fn text(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    /// Reads what stands between `begin…` and `end…`; whatever else there is, is passed over.
    ///
    /// # Errors
    /// [`Countless`], before anything of it is counted out.
    pub(crate) fn of(source: &[u8]) -> Result<Self, Countless> {
        let mut map = Self::default();
        let mut left = MOST;
        let words = words(source);
        let mut at = 0;
        while at < words.len() {
            let end = match &words[at] {
                Word::Name(name) if name == "begincodespacerange" => "endcodespacerange",
                Word::Name(name) if name == "beginbfchar" => "endbfchar",
                Word::Name(name) if name == "beginbfrange" => "endbfrange",
                _ => {
                    at += 1;
                    continue;
                }
            };
            let from = at + 1;
            let length = words[from..]
                .iter()
                .position(|word| matches!(word, Word::Name(name) if name == end))
                .unwrap_or(words.len() - from);
            let inside = &words[from..from + length];
            match end {
                "endcodespacerange" => map.lengths.extend(inside.iter().filter_map(Word::length)),
                "endbfchar" => map.chars(inside),
                _ => map.ranges(inside, &mut left)?,
            }
            at = from + length;
        }
        map.lengths.sort_unstable();
        map.lengths.dedup();
        Ok(map)
    }

    fn chars(&mut self, words: &[Word]) {
        for pair in words.chunks_exact(2) {
            if let (Word::Hex(code), Word::Hex(text)) = (&pair[0], &pair[1]) {
                self.texts.insert(number(code), utf16(text));
            }
        }
    }

    fn ranges(&mut self, words: &[Word], left: &mut usize) -> Result<(), Countless> {
        let mut at = 0;
        while let (Some(Word::Hex(first)), Some(Word::Hex(last))) =
            (words.get(at), words.get(at + 1))
        {
            let (first, last) = (number(first), number(last));
            let codes = (last as usize).saturating_sub(first as usize);
            *left = left.checked_sub(codes).ok_or(Countless)?;
            match words.get(at + 2) {
                Some(Word::Hex(text)) => {
                    for (step, code) in (0..).zip(first..=last) {
                        self.texts.insert(code, utf16(&raised(text, step)));
                    }
                    at += 3;
                }
                Some(Word::Open) => {
                    at += 3;
                    let mut code = first;
                    while let Some(Word::Hex(text)) = words.get(at) {
                        self.texts.insert(code, utf16(text));
                        code = code.saturating_add(1);
                        at += 1;
                    }
                    at += 1;
                }
                _ => break,
            }
        }
        Ok(())
    }
}

enum Word {
    Hex(Vec<u8>),
    Name(String),
    Open,
    Close,
}

impl Word {
    fn length(&self) -> Option<usize> {
        match self {
            Self::Hex(bytes) => Some(bytes.len()),
            _ => None,
        }
    }
}

fn words(source: &[u8]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(byte) = source.get(at) {
        at += 1;
        match byte {
            b'%' => {
                while source
                    .get(at)
                    .is_some_and(|byte| *byte != b'\n' && *byte != b'\r')
                {
                    at += 1;
                }
            }
            b'<' if source.get(at) == Some(&b'<') => at += 1,
            b'<' => {
                let from = at;
                while source.get(at).is_some_and(|byte| *byte != b'>') {
                    at += 1;
                }
                let mut digits: Vec<u8> = source[from..at.min(source.len())]
                    .iter()
                    .copied()
                    .filter(u8::is_ascii_hexdigit)
                    .collect();
                if digits.len() % 2 == 1 {
                    digits.push(b'0');
                }
                at += 1;
                words.push(Word::Hex(hex::decode(&digits).unwrap_or_default()));
            }
            b'[' => words.push(Word::Open),
            b']' => words.push(Word::Close),
            byte if byte.is_ascii_alphabetic() => {
                let from = at - 1;
                while source.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                    at += 1;
                }
                words.push(Word::Name(
                    String::from_utf8_lossy(&source[from..at]).into_owned(),
                ));
            }
            _ => {}
        }
    }
    words
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |sum, byte| (sum << 8) | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    encoding_rs::UTF_16BE
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

/// The text of a range's first code, its last unit raised.
fn raised(text: &[u8], by: u32) -> Vec<u8> {
    let mut text = text.to_vec();
    let mut carry = by;
    for byte in text.iter_mut().rev().take(2) {
        let sum = u32::from(*byte) + carry;
        *byte = (sum & 0xFF) as u8;
        carry = sum >> 8;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ranges_and_lists_are_read() {
        let map = CMap::of(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange % <0001>\n\
              2 beginbfchar <0003> <0020> <0010> <D83DDE00> endbfchar\n\
              2 beginbfrange <0020> <0022> <00FF> <0030> <0031> [<7532> <4E594E19>] endbfrange",
        )
        .unwrap();
        let found: Vec<_> = [3, 16, 32, 33, 34, 48, 49, 50]
            .map(|code| map.text(code))
            .into();
        let expected = [
            Some(" "),
            Some("😀"),
            Some("ÿ"),
            Some("Ā"),
            Some("ā"),
            Some("甲"),
            Some("乙丙"),
            None,
        ];
        assert_eq!(found, expected);
        assert_eq!(map.lengths, [2]);
    }
}
