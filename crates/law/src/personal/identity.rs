//! 居民身份证号 (GB 11643-1999): region, date of birth, check (Q-20, law.md 13.2).

use jiff::civil::Date;

use super::{
    Hit, Kind, Settings, Weight,
    dates::born,
    glyph::{Line, Run, glyphs, separates},
    masking,
};

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";
const LENGTH: usize = 18;
const OLD_LENGTH: usize = 15;

/// Codes of the provinces and of their like (GB/T 2260), and 83 for residents from Taiwan.
const PROVINCES: [&str; 35] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
    "81", "82", "83",
];

/// GB 11643-1999: the date of birth in an 18-character number, if its check, its date and its province are right.
/// `x` is accepted as `X`. Exactly the 18 characters, nothing else.
#[must_use]
pub fn identity_born(number: &str, today: Date) -> Option<Date> {
    let (digits, check) = number.split_at_checked(LENGTH - 1)?;
    let mut sum = 0;
    if digits.len() != WEIGHTS.len() {
        return None;
    }
    for (c, weight) in digits.chars().zip(WEIGHTS) {
        sum += c.to_digit(10)? * weight;
    }
    let expected = CHECKS.get((sum % 11) as usize)?;
    if !check.eq_ignore_ascii_case(std::str::from_utf8(&[*expected]).ok()?) {
        return None;
    }
    if !PROVINCES.contains(&&number[..2]) {
        return None;
    }
    born(&number[6..10], &number[10..12], &number[12..14], today)
}

/// The 15-digit numbers of before 1999: region, yymmdd of the 1900s, no check. The date must be real, the province too.
#[must_use]
pub fn old_identity_born(number: &str, today: Date) -> Option<Date> {
    if number.len() != OLD_LENGTH || !number.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    if !PROVINCES.contains(&&number[..2]) {
        return None;
    }
    let year = format!("19{}", &number[6..8]);
    born(&year, &number[8..10], &number[10..12], today)
}

/// Identity numbers in a line, however spaced: the check tells them from chance.
pub fn hits(line: &Line, today: Date, settings: &Settings) -> Vec<Hit> {
    each(line, |at| {
        let run = line.read(at, LENGTH, fits)?;
        identity_born(&run.text, today)?;
        Some(hit(line, Kind::Identity, &run, settings))
    })
}

/// 15-digit numbers; without a check, only whole or in groups of three and more.
pub fn old_hits(line: &Line, today: Date, settings: &Settings) -> Vec<Hit> {
    each(line, |at| {
        let run = line.read(at, OLD_LENGTH, |_, c| c.is_ascii_digit())?;
        old_identity_born(&run.text, today)?;
        let grouped = run.groups.iter().all(|group| *group >= 3);
        grouped.then(|| hit(line, Kind::OldIdentity, &run, settings))
    })
}

/// Numbers that a line end breaks in two, as text out of a PDF does.
pub fn broken_by_a_line_end(
    text: &str,
    found: &[Hit],
    today: Date,
    settings: &Settings,
) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, _) in text.match_indices('\n') {
        let before: usize = text[..at]
            .char_indices()
            .rev()
            .nth(2 * LENGTH)
            .map_or(0, |(place, _)| place);
        let after = text[at + 1..]
            .char_indices()
            .nth(2 * LENGTH)
            .map_or(text.len(), |(place, _)| at + 1 + place);
        let window = &text[before..after];
        let mut across = glyphs(window, before);
        for glyph in &mut across {
            if glyph.c == '\n' {
                glyph.c = ' ';
            }
        }
        // Blanks around a line end are one separator.
        across.dedup_by(|next, before| separates(next.c) && separates(before.c));
        let joined = Line {
            number: 0,
            glyphs: across,
        };
        for hit in self::hits(&joined, today, settings) {
            let crosses = hit.start < at && at < hit.end;
            let known = found
                .iter()
                .chain(&hits)
                .any(|other| other.start == hit.start);
            if crosses && !known {
                hits.push(placed(text, hit));
            }
        }
    }
    hits
}

/// Line and column of a hit, counted in the whole text.
fn placed(text: &str, hit: Hit) -> Hit {
    let before = &text[..hit.start];
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    Hit {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
        ..hit
    }
}

fn fits(place: usize, c: char) -> bool {
    c.is_ascii_digit() || (place == LENGTH - 1 && matches!(c, 'X' | 'x'))
}

/// Tries each place where a number may begin.
fn each(line: &Line, find: impl Fn(usize) -> Option<Hit>) -> Vec<Hit> {
    let starts = line
        .glyphs
        .iter()
        .enumerate()
        .filter(|(at, glyph)| glyph.c.is_ascii_digit() && !line.digit_before(*at));
    starts.filter_map(|(at, _)| find(at)).collect()
}

fn hit(line: &Line, kind: Kind, run: &Run, settings: &Settings) -> Hit {
    let masked = masking::keep(&run.text, settings.identity_head, 0);
    line.hit(kind, Weight::Blocks, run.start, run.end, masked)
}
