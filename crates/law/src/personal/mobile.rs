//! 手机号: eleven digits from 13 to 19, with or without 86, whole or 3-4-4; never inside a longer number (Q-20, law.md 13.2).
//!
//! 固定电话 (`0795-2506846`) begins with 0 and is an office's: no pattern here fits it (trap 40).

use super::{Hit, Kind, Settings, Weight, amount::is_amount, glyph::Line, masking};

const LENGTH: usize = 11;

/// Whether eleven digits are a mobile number (law.md 13.2).
#[must_use]
pub fn mobile(number: &str) -> bool {
    number.len() == LENGTH
        && number.bytes().all(|c| c.is_ascii_digit())
        && number.starts_with('1')
        && number.as_bytes()[1] >= b'3'
}

/// Mobile numbers in a line.
pub fn hits(line: &Line, settings: &Settings) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let weight = weight(line);
    for (at, glyph) in line.glyphs.iter().enumerate() {
        if !glyph.c.is_ascii_digit() || line.digit_before(at) {
            continue;
        }
        let hit = after_prefix(line, at)
            .and_then(|from| number(line, at, from, settings))
            .or_else(|| number(line, at, at, settings))
            .map(|hit| Hit { weight, ..hit });
        if let Some(hit) = hit.filter(|hit| hits.last().is_none_or(|last| last.end <= hit.start)) {
            hits.push(hit);
        }
    }
    hits
}

fn number(line: &Line, start: usize, from: usize, settings: &Settings) -> Option<Hit> {
    let run = line.read(from, LENGTH, |_, c| c.is_ascii_digit())?;
    let whole = run.groups == [LENGTH] || run.groups == [3, 4, 4];
    if !whole || !mobile(&run.text) || is_amount(line, start, run.end) {
        return None;
    }
    let masked = masking::keep(&run.text, settings.phone_head, settings.phone_tail);
    let plus = start > 0 && line.text(start - 1, start) == "+";
    let start = start - usize::from(plus);
    Some(line.hit(Kind::Mobile, Weight::Blocks, start, run.end, masked))
}

/// What the mobiles of a line weigh. That of whoever is on duty, or takes complaints, is given out so that people call it: a person decides.
fn weight(line: &Line) -> Weight {
    let on_duty = ["值班", "监督", "举报", "投诉", "热线"];
    match on_duty.iter().any(|word| !line.places(word).is_empty()) {
        true => Weight::Warns,
        false => Weight::Blocks,
    }
}

/// The glyph after 86 or 0086 and what separates it.
fn after_prefix(line: &Line, at: usize) -> Option<usize> {
    let prefix = ["0086", "86"]
        .into_iter()
        .find(|prefix| line.text(at, at + prefix.len()) == **prefix)?;
    let mut from = at + prefix.len();
    let mut gap = 0;
    while gap < 2
        && line
            .glyphs
            .get(from)
            .is_some_and(|glyph| matches!(glyph.c, ' ' | '-' | ')'))
    {
        from += 1;
        gap += 1;
    }
    Some(from)
}
