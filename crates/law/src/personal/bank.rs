//! 银行卡号: 16 to 19 digits of a card's prefix, with the Luhn check (Q-20, law.md 13.2).

use super::{Hit, Kind, Settings, Weight, amount::is_amount, glyph::Line, masking};

/// Longest first, so that a short reading never hides the rest of a card.
const LENGTHS: [usize; 4] = [19, 18, 17, 16];

/// Whether digits are a bank card: prefix 62 (银联), 3, 4 or 5, and Luhn: from the right every second digit doubled,
/// 9 subtracted above 9, the sum a multiple of 10.
#[must_use]
pub fn bank_card(number: &str) -> bool {
    let prefix = number.starts_with("62") || number.starts_with(['3', '4', '5']);
    LENGTHS.contains(&number.len()) && prefix && luhn(number)
}

fn luhn(number: &str) -> bool {
    let mut sum = 0;
    for (place, c) in number.chars().rev().enumerate() {
        let Some(digit) = c.to_digit(10) else {
            return false;
        };
        sum += if place % 2 == 0 {
            digit
        } else {
            let doubled = digit * 2;
            if doubled > 9 { doubled - 9 } else { doubled }
        };
    }
    sum % 10 == 0
}

/// Cards in a line, whole or in groups of four and more.
pub fn hits(line: &Line, settings: &Settings) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, glyph) in line.glyphs.iter().enumerate() {
        if !glyph.c.is_ascii_digit() || line.digit_before(at) {
            continue;
        }
        let run = LENGTHS.into_iter().find_map(|length| {
            let run = line.read(at, length, |_, c| c.is_ascii_digit())?;
            let (_, leading) = run.groups.split_last()?;
            let grouped = leading.iter().all(|group| *group >= 4);
            let card = grouped && bank_card(&run.text) && !is_amount(line, at, run.end);
            card.then_some(run)
        });
        if let Some(run) = run {
            let masked = masking::keep(&run.text, 0, settings.card_tail);
            hits.push(line.hit(Kind::BankCard, Weight::Blocks, run.start, run.end, masked));
        }
    }
    hits
}
