//! 统一社会信用代码 (GB 32100-2015) and 组织机构代码 (GB 11714): an organisation's, so public; a 个体工商户's is linked to a
//! person and only warned of (Q-20, law.md 13.2).

use super::{Hit, Kind, Weight, glyph::Line, masking};

/// No I, O, Z, S, V.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];
const LENGTH: usize = 18;
/// 登记管理部门 9 (市场监管), 机构类别 2 (个体工商户).
const SOLE_TRADER: &str = "92";

/// GB 32100-2015: 18 characters of the alphabet, digits at 3 to 8 (the region), the check at 18. Capitals only.
#[must_use]
pub fn credit_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    if bytes.len() != LENGTH || !bytes[2..8].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let value = |c: &u8| ALPHABET.iter().position(|known| known == c);
    let Some(values) = bytes.iter().map(value).collect::<Option<Vec<usize>>>() else {
        return false;
    };
    let sum: usize = values
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    values.last() == Some(&((31 - sum % 31) % 31))
}

/// GB 11714: eight characters and a check, with or without the hyphen between; A counts 10, B 11 and so on.
#[must_use]
pub fn organisation_code(code: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let code: Vec<char> = code.chars().filter(|c| *c != '-').collect();
    let [body @ .., check] = code.as_slice() else {
        return false;
    };
    if body.len() != WEIGHTS.len() || body.iter().any(char::is_ascii_lowercase) {
        return false;
    }
    let Some(values) = body
        .iter()
        .map(|c| c.to_digit(36))
        .collect::<Option<Vec<u32>>>()
    else {
        return false;
    };
    let sum: u32 = values
        .iter()
        .zip(WEIGHTS)
        .map(|(value, weight)| value * weight)
        .sum();
    let expected = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    };
    *check == expected
}

/// Codes in a line: credit codes as printed, organisation codes with their hyphen.
pub fn hits(line: &Line) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, glyph) in line.glyphs.iter().enumerate() {
        if !glyph.c.is_ascii_alphanumeric() || line.word_before(at) {
            continue;
        }
        if let Some(hit) = credit(line, at).or_else(|| organisation(line, at)) {
            hits.push(hit);
        }
    }
    hits
}

/// Whole, or as it is printed on a licence: no group is as long as a telephone number, which would hide in it.
fn credit(line: &Line, at: usize) -> Option<Hit> {
    let run = line.read(at, LENGTH, |_, _| true)?;
    let printed = [&[18][..], &[4, 4, 4, 4, 2], &[2, 6, 9, 1]];
    let text = run.text.to_ascii_uppercase();
    let ends = line
        .glyphs
        .get(run.end)
        .is_none_or(|glyph| !glyph.c.is_ascii_alphanumeric());
    if !ends || !printed.contains(&run.groups.as_slice()) || !credit_code(&text) {
        return None;
    }
    let (weight, masked) = if text.starts_with(SOLE_TRADER) {
        (Weight::Warns, masking::keep(&text, 8, 0))
    } else {
        (Weight::Public, text)
    };
    Some(line.hit(Kind::CreditCode, weight, run.start, run.end, masked))
}

/// With its hyphen only: nine digits by themselves could be anything.
fn organisation(line: &Line, at: usize) -> Option<Hit> {
    let run = line.read(at, 9, |_, _| true)?;
    let text = run.text.to_ascii_uppercase();
    let hyphen = line.glyphs.get(at + 8).is_some_and(|glyph| glyph.c == '-');
    (hyphen && run.groups == [8, 1] && organisation_code(&text)).then(|| {
        line.hit(
            Kind::OrganisationCode,
            Weight::Public,
            run.start,
            run.end,
            text,
        )
    })
}
