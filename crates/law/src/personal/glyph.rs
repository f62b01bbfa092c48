//! Reading through the ways people write a number: full-width digits, spaces and hyphens inside (Q-20, law.md 13.2).

use super::{Hit, Kind, Weight};

/// One character as it counts for a pattern, and the bytes where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    pub c: char,
    pub start: usize,
    pub end: usize,
}

/// One line of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: usize,
    pub glyphs: Vec<Glyph>,
}

/// Characters read from a place, without the separators between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    /// Glyphs, `start..end`.
    pub start: usize,
    pub end: usize,
    /// How many characters stand between separators.
    pub groups: Vec<usize>,
}

impl Line {
    /// The lines of a text that hold anything.
    pub fn all(text: &str) -> impl Iterator<Item = Self> {
        let mut at = 0;
        text.split('\n')
            .enumerate()
            .filter_map(move |(index, line)| {
                let start = at;
                at += line.len() + 1;
                let glyphs = glyphs(line, start);
                (!glyphs.is_empty()).then_some(Self {
                    number: index + 1,
                    glyphs,
                })
            })
    }

    /// Reads `count` characters from a glyph, over at most two separators at a time.
    ///
    /// `None` where another character comes first, or where the number goes on after the last one: a number is not found
    /// inside a longer one.
    pub fn read(
        &self,
        from: usize,
        count: usize,
        fits: impl Fn(usize, char) -> bool,
    ) -> Option<Run> {
        let mut text = String::with_capacity(count);
        let mut groups = vec![0];
        let mut at = from;
        let mut gap = 0;
        while text.len() < count {
            let glyph = self.glyphs.get(at)?;
            if glyph.c.is_ascii_alphanumeric() {
                if !fits(text.len(), glyph.c) {
                    return None;
                }
                if gap > 0 {
                    groups.push(0);
                    gap = 0;
                }
                text.push(glyph.c);
                if let Some(last) = groups.last_mut() {
                    *last += 1;
                }
            } else if separates(glyph.c) && !text.is_empty() && gap < 2 {
                gap += 1;
            } else {
                return None;
            }
            at += 1;
        }
        let letters = text.ends_with(|c: char| c.is_ascii_alphabetic());
        let goes_on = |c: char| c.is_ascii_digit() || (letters && c.is_ascii_alphabetic());
        if self.glyphs.get(at).is_some_and(|glyph| goes_on(glyph.c)) {
            return None;
        }
        Some(Run {
            text,
            start: from,
            end: at,
            groups,
        })
    }

    /// Whether a digit stands right before a glyph.
    pub fn digit_before(&self, at: usize) -> bool {
        self.before(at).is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether a letter or digit stands right before a glyph.
    pub fn word_before(&self, at: usize) -> bool {
        self.before(at).is_some_and(|c| c.is_ascii_alphanumeric())
    }

    fn before(&self, at: usize) -> Option<char> {
        let place = at.checked_sub(1)?;
        self.glyphs.get(place).map(|glyph| glyph.c)
    }

    /// The places of a word in the line, as glyphs.
    pub fn places(&self, word: &str) -> Vec<usize> {
        let word: Vec<char> = word.chars().collect();
        if word.is_empty() {
            return Vec::new();
        }
        self.glyphs
            .windows(word.len())
            .enumerate()
            .filter(|(_, glyphs)| glyphs.iter().zip(&word).all(|(glyph, c)| glyph.c == *c))
            .map(|(place, _)| place)
            .collect()
    }

    /// The characters of `start..end`, or of as much of it as there is.
    pub fn text(&self, start: usize, end: usize) -> String {
        self.glyphs
            .iter()
            .take(end)
            .skip(start)
            .map(|glyph| glyph.c)
            .collect()
    }

    /// A hit at the glyphs `start..end`.
    pub fn hit(&self, kind: Kind, weight: Weight, start: usize, end: usize, masked: String) -> Hit {
        let first = self.glyphs.get(start).map_or(0, |glyph| glyph.start);
        let last = end.checked_sub(1).and_then(|at| self.glyphs.get(at));
        Hit {
            kind,
            weight,
            start: first,
            end: last.map_or(first, |glyph| glyph.end),
            line: self.number,
            column: start + 1,
            masked,
        }
    }
}

/// The characters of a text as they count; marks without width are read over.
pub fn glyphs(text: &str, offset: usize) -> Vec<Glyph> {
    text.char_indices()
        .filter(|(_, c)| {
            !matches!(
                c,
                '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\r'
            )
        })
        .map(|(at, c)| Glyph {
            c: plain(c),
            start: offset + at,
            end: offset + at + c.len_utf8(),
        })
        .collect()
}

/// Full-width forms as their ASCII ones, every blank as a space, every dash as a hyphen.
pub fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => '-',
        c if c.is_whitespace() && c != '\n' => ' ',
        c => c,
    }
}

/// Spaces and hyphens.
pub fn separates(c: char) -> bool {
    matches!(c, ' ' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str, from: usize, count: usize) -> Option<Vec<usize>> {
        let line = Line::all(text).next()?;
        line.read(from, count, |_, c| c.is_ascii_digit())
            .map(|run| run.groups)
    }

    #[test]
    fn numbers_are_read_through_what_stands_between() {
        for (text, from, count, groups) in [
            ("12345", 0, 5, Some(vec![5])),
            ("１２３４５", 0, 5, Some(vec![5])),
            ("12 345", 0, 5, Some(vec![2, 3])),
            ("12－3—45", 0, 5, Some(vec![2, 1, 2])),
            ("12  345", 0, 5, Some(vec![2, 3])),
            ("12\u{200b}345", 0, 5, Some(vec![5])),
            ("a12345", 1, 5, Some(vec![5])),
            ("12   345", 0, 5, None),
            ("12,345", 0, 5, None),
            ("1234", 0, 5, None),
            ("123456", 0, 5, None),
            ("12a45", 0, 5, None),
            (" 12345", 0, 5, None),
            ("12345-6", 0, 5, Some(vec![5])),
        ] {
            assert_eq!(digits(text, from, count), groups, "{text}");
        }
    }

    #[test]
    fn places_are_bytes_of_the_text() {
        let text = "甲\n乙１丙";
        let lines: Vec<Line> = Line::all(text).collect();
        assert_eq!((lines.len(), lines[1].number), (2, 2));
        let hit = lines[1].hit(Kind::Name, Weight::Warns, 1, 2, String::new());
        assert_eq!((&text[hit.start..hit.end], hit.column), ("１", 2));
        assert_eq!(lines[1].places("1丙"), [1]);
        assert!(lines[1].places("甲").is_empty() && lines[1].places("").is_empty());
        assert_eq!(lines[1].text(1, 9), "1丙");
    }
}
