//! 出入境和居留证件: 外国人永久居留身份证, 港澳居民和台湾居民来往内地（大陆）通行证 (Q-20, law.md 13.2).
//!
//! The 2023 edition of a foreigner's card proves itself by its check digit; the others have none, and block behind their own
//! word only. Formats from memory.

use jiff::civil::Date;

use super::{
    Hit, Kind, Settings, Weight,
    dates::born,
    glyph::{Line, Run},
    identity::checked_born,
    masking,
};

/// 外国人永久居留身份证, edition of 2023: 18 digits that begin with 9, the date of birth and the check where GB 11643 has them.
#[must_use]
pub fn foreigner_born(number: &str, today: Date) -> Option<Date> {
    number
        .starts_with('9')
        .then(|| checked_born(number, today))?
}

/// The edition of 2017: three letters of the country, four digits of the place, six of the birth, two more.
#[must_use]
pub fn older_foreigner(number: &str, today: Date) -> bool {
    let letters = number.len() == 15 && number.bytes().take(3).all(|c| c.is_ascii_uppercase());
    letters
        && number.bytes().skip(3).all(|c| c.is_ascii_digit())
        && ["19", "20"].iter().any(|century| {
            let year = format!("{century}{}", &number[7..9]);
            born(&year, &number[9..11], &number[11..13], today).is_some()
        })
}

/// Permits in a line.
pub fn hits(line: &Line, today: Date, settings: &Settings) -> Vec<Hit> {
    let named = |words: &[&str]| words.iter().any(|word| !line.places(word).is_empty());
    let of_hong_kong = named(&["通行证", "回乡证", "港澳"]);
    let of_taiwan = named(&["台胞证", "来往大陆", "台湾居民"]);
    let mut hits = Vec::new();
    for (at, glyph) in line.glyphs.iter().enumerate() {
        if !glyph.c.is_ascii_alphanumeric() || line.word_before(at) {
            continue;
        }
        let found = foreigner(line, at, today)
            .or_else(|| lettered(line, at, today))
            .or_else(|| of_hong_kong.then(|| hong_kong(line, at)).flatten())
            .or_else(|| of_taiwan.then(|| digits(line, at, 8)).flatten());
        if let Some(run) = found {
            let head = settings.identity_head.min(run.text.len() / 3);
            let masked = masking::keep(&run.text, head, 0);
            hits.push(line.hit(Kind::Permit, Weight::Blocks, run.start, run.end, masked));
        }
    }
    hits
}

fn foreigner(line: &Line, at: usize, today: Date) -> Option<Run> {
    let run = line.read(at, 18, |place, c| {
        c.is_ascii_digit() || place == 17 && matches!(c, 'X' | 'x')
    })?;
    foreigner_born(&run.text, today).map(|_| run)
}

fn lettered(line: &Line, at: usize, today: Date) -> Option<Run> {
    let run = line.read(at, 15, |place, c| match place {
        0..=2 => c.is_ascii_uppercase(),
        _ => c.is_ascii_digit(),
    })?;
    older_foreigner(&run.text, today).then_some(run)
}

/// `H12345678`, with two more digits on older ones.
fn hong_kong(line: &Line, at: usize) -> Option<Run> {
    [11, 9].into_iter().find_map(|length| {
        line.read(at, length, |place, c| match place {
            0 => matches!(c, 'H' | 'M'),
            _ => c.is_ascii_digit(),
        })
    })
}

fn digits(line: &Line, at: usize, length: usize) -> Option<Run> {
    line.read(at, length, |_, c| c.is_ascii_digit())
        .filter(|run| run.groups == [length])
}
