//! 文号 and 索引号 in one spelling, so that every other spelling of them is found.
//!
//! `青政办〔2026〕12号`, `青政办[26]12`, `青政办（二〇二六）第十二号` have the key `n青政办/2026/12`; `QH03/2026-00045` and
//! `qh03 2026 45` have `iqh03/2026/45`.

use crate::{units::Unit, years::whole_year};

/// More characters than the sign of any authority has.
const LONGEST_SIGN: usize = 16;
/// Words that stand before a number to say what it is.
const LABELS: [&str; 4] = ["索引号", "索引码", "发文字号", "文号"];

/// The keys of a text that is a number and nothing else; none if it is not.
pub(crate) fn keys(text: &[Unit]) -> Vec<String> {
    let units: Vec<&Unit> = text.iter().filter(|unit| **unit != Unit::Break).collect();
    let unlabelled = without_label(&units);
    match index_number(unlabelled) {
        Some(key) => vec![key],
        None => document_number(unlabelled),
    }
}

fn without_label<'a, 'b>(units: &'b [&'a Unit]) -> &'b [&'a Unit] {
    let begins = |label: &str| {
        label
            .chars()
            .enumerate()
            .all(|(at, c)| matches!(units.get(at), Some(Unit::Char(other)) if *other == c))
    };
    let label = LABELS.iter().find(|label| begins(label));
    &units[label.map_or(0, |label| label.chars().count())..]
}

/// The code of the organ, a year in full, and a serial.
fn index_number(units: &[&Unit]) -> Option<String> {
    let [Unit::Word(organ), Unit::Word(year), Unit::Word(serial)] = units else {
        return None;
    };
    let year = (year.len() == 4).then(|| year.parse::<u32>().ok())??;
    let serial: u32 = serial.parse().ok()?;
    organ
        .chars()
        .any(char::is_alphabetic)
        .then(|| format!("i{organ}/{year}/{serial}"))
}

/// The sign of the authority, a year and a serial. 字 and 发 at the end of the sign are often left out or added.
fn document_number(units: &[&Unit]) -> Vec<String> {
    let sign: String = units
        .iter()
        .map_while(|unit| match unit {
            Unit::Char(c) => Some(*c),
            _ => None,
        })
        .collect();
    let length = sign.chars().count();
    let Some(Unit::Word(year)) = units.get(length) else {
        return Vec::new();
    };
    let serial = serial(&units[length + 1..]);
    let (Some(year), Some(serial), 2..=LONGEST_SIGN) = (whole_year(year), serial, length) else {
        return Vec::new();
    };
    let mut signs = vec![sign.as_str()];
    signs.extend(sign.strip_suffix(['字', '发']));
    signs
        .iter()
        .map(|sign| format!("n{sign}/{year}/{serial}"))
        .collect()
}

/// `12`, `12号`, `第12号`, `十二号`, after a `年` or not.
fn serial(units: &[&Unit]) -> Option<u32> {
    let mut rest = units;
    for sign in ['年', '第'] {
        if let [Unit::Char(c), after @ ..] = rest
            && *c == sign
        {
            rest = after;
        }
    }
    if let [before @ .., Unit::Char('号')] = rest {
        rest = before;
    }
    match rest {
        [Unit::Word(word)] => word.parse().ok(),
        [] => None,
        characters => {
            let written = characters.iter().map(|unit| match unit {
                Unit::Char(c) => Some(*c),
                _ => None,
            });
            chinese(&written.collect::<Option<String>>()?)
        }
    }
}

/// A number below ten thousand in Chinese characters: 八, 十二, 一百零五.
fn chinese(written: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0, None);
    for c in written.chars() {
        let unit = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '零' | '〇' => continue,
            _ => {
                let place = "一二三四五六七八九".chars().position(|other| other == c)?;
                if digit.replace(u32::try_from(place).ok()? + 1).is_some() {
                    return None;
                }
                continue;
            }
        };
        sum += digit.take().unwrap_or(1) * unit;
    }
    let all = sum + digit.unwrap_or(0);
    (all > 0).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::units;

    #[test]
    fn every_spelling_has_one_key() {
        let cases = [
            ("青政办〔2026〕12号", "n青政办/2026/12"),
            ("青政办[2026]12", "n青政办/2026/12"),
            ("青政办（26）第12号", "n青政办/2026/12"),
            ("文号：青政办２０２６年第012号", "n青政办/2026/12"),
            ("青政办〔二〇二六〕十二号", "n青政办/2026/12"),
            ("青政办 2026 12号", "n青政办/2026/12"),
            (
                "青住建字〔2026〕一百零五号",
                "n青住建字/2026/105 n青住建/2026/105",
            ),
            ("QH03/2026-00045", "iqh03/2026/45"),
            ("索引号 qh03 2026 45", "iqh03/2026/45"),
            ("QH03／2026－00045", "iqh03/2026/45"),
            ("2026年公开招聘", ""),
            ("就业补贴2026", ""),
            ("8512-0031", ""),
            ("", ""),
        ];
        for (text, expected) in cases {
            let units: Vec<Unit> = units(text).into_iter().map(|(unit, _)| unit).collect();
            assert_eq!(keys(&units).join(" "), expected, "{text}");
        }
    }
}
