//! 居民身份证号 (GB 11643-1999): region, date of birth, check (Q-20, law.md 13.2).

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    Hit, Kind, Settings, Weight,
    dates::born,
    glyph::{Line, Run, glyphs, plain, separates},
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
    let known = PROVINCES.contains(&number.get(..2)?);
    known.then(|| checked_born(number, today))?
}

/// The date of birth in 17 digits and a check, whoever gave the number.
pub(super) fn checked_born(number: &str, today: Date) -> Option<Date> {
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
pub fn broken_by_a_line_end(text: &str, today: Date, settings: &Settings) -> Vec<Hit> {
    let mut found: BTreeMap<usize, Hit> = BTreeMap::new();
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect();
    for (at, _) in text.match_indices('\n') {
        let digit = |c: char| plain(c).is_ascii_digit() || matches!(plain(c), 'X' | 'x');
        let neighbour = |c: &char| !separates(plain(*c)) && !matches!(c, '\r' | '\n');
        let mut left = text[..at].chars().rev().take(2 * LENGTH);
        let mut right = text[at + 1..].chars().take(2 * LENGTH);
        let ends = left.find(neighbour).is_some_and(digit);
        let begins = right.find(neighbour).is_some_and(digit);
        if !ends || !begins {
            continue;
        }
        let before = text[..at]
            .char_indices()
            .rev()
            .nth(2 * LENGTH)
            .map_or(0, |(place, _)| place);
        let after = text[at + 1..]
            .char_indices()
            .nth(2 * LENGTH)
            .map_or(text.len(), |(place, _)| at + 1 + place);
        let mut across = glyphs(&text[before..after], before);
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
        for hit in hits(&joined, today, settings) {
            if hit.start < at && at < hit.end && !found.contains_key(&hit.start) {
                found.insert(hit.start, placed(text, &starts, hit));
            }
        }
    }
    found.into_values().collect()
}

/// Line and column of a hit, from where each line of the text begins.
fn placed(text: &str, starts: &[usize], hit: Hit) -> Hit {
    let line = starts.partition_point(|start| *start <= hit.start).max(1);
    Hit {
        line,
        column: text[starts[line - 1]..hit.start].chars().count() + 1,
        ..hit
    }
}

/// What may stand at a place: a century, a month's or a day's tens; most numbers are told apart before they are read to the end.
fn fits(place: usize, c: char) -> bool {
    match place {
        0 => ('1'..='8').contains(&c),
        6 => ('1'..='2').contains(&c),
        10 => ('0'..='1').contains(&c),
        12 => ('0'..='3').contains(&c),
        17 => c.is_ascii_digit() || matches!(c, 'X' | 'x'),
        _ => c.is_ascii_digit(),
    }
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
