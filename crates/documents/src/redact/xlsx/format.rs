//! What a number looks like in its cell: as much of Excel's formats as tables of offices use, so that a phrase is found as
//! people see it. A format that is not understood gives the bare number; the cell keeps its own format in any case.

use jiff::{ToSpan, civil::DateTime};

/// The formats that a workbook does not write down, by number.
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 27..=31 | 50..=58 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 | 20 | 32 | 34 => "h:mm",
        19 | 21 | 33 | 35 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        45 => "mm:ss",
        49 => "@",
        _ => "General",
    }
}

/// Whether a format shows nothing, whatever stands in the cell: `;;;`.
pub(super) fn shows_nothing(format: &str) -> bool {
    let format = format.trim();
    format.matches(';').count() >= 3 && format.chars().all(|c| c == ';' || c.is_whitespace())
}

/// Whether a format shows a day.
pub(super) fn is_day(format: &str) -> bool {
    let letters: String = sections(format)
        .first()
        .map(|section| tokens(section))
        .unwrap_or_default()
        .iter()
        .filter_map(|token| match token {
            Token::Mark(c) => Some(c.to_ascii_lowercase()),
            Token::Literal(_) => None,
        })
        .collect();
    !letters.contains("general") && letters.contains(['y', 'd'])
}

/// How a number is shown.
pub(super) fn shown(value: f64, format: &str, epoch_1904: bool) -> String {
    let sections: Vec<&str> = sections(format);
    let section = match (value, sections.as_slice()) {
        (_, []) => "General",
        (value, [_, negative, ..]) if value < 0.0 => negative,
        (0.0, [_, _, zero, ..]) => zero,
        (_, [first, ..]) => first,
    };
    let absolute = if value < 0.0 && sections.len() > 1 {
        -value
    } else {
        value
    };
    let tokens = tokens(section);
    let letters: String = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Mark(c) => Some(c.to_ascii_lowercase()),
            Token::Literal(_) => None,
        })
        .collect();
    if letters.contains("general") || letters.is_empty() && section.is_empty() {
        return value.to_string();
    }
    if letters.contains(['y', 'd', 'h', 's']) || letters.contains('m') && !letters.contains('0') {
        return moment(absolute, &tokens, epoch_1904).unwrap_or_else(|| value.to_string());
    }
    if letters.contains(['0', '#', '?']) {
        return number(absolute, &tokens);
    }
    value.to_string()
}

enum Token {
    Literal(String),
    Mark(char),
}

/// A format cut at its `;`, outside of quotes.
fn sections(format: &str) -> Vec<&str> {
    let (mut quoted, mut escaped, mut start) = (false, false, 0);
    let mut cut = Vec::new();
    for (at, c) in format.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                cut.push(&format[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    cut.push(&format[start..]);
    cut
}

fn tokens(section: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = section.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => tokens.push(Token::Literal(
                rest.by_ref().take_while(|c| *c != '"').collect(),
            )),
            '\\' | '!' => tokens.extend(rest.next().map(|c| Token::Literal(c.to_string()))),
            // Width of a character, repetition of one: no text.
            '_' | '*' => {
                rest.next();
            }
            // A colour, a condition, a currency with its language.
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                if let Some(currency) = inside.strip_prefix('$') {
                    let sign = currency.split('-').next().unwrap_or_default();
                    tokens.push(Token::Literal(sign.into()));
                } else if ["h", "hh", "m", "mm", "s", "ss"]
                    .contains(&inside.to_ascii_lowercase().as_str())
                {
                    tokens.extend(inside.chars().map(Token::Mark));
                }
            }
            c => tokens.push(Token::Mark(c)),
        }
    }
    tokens
}

/// Digits with their grouping, places and zeros; `%` multiplies.
fn number(value: f64, tokens: &[Token]) -> String {
    let marks: String = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Mark(c) => Some(*c),
            Token::Literal(_) => None,
        })
        .collect();
    let percent = marks.matches('%').count();
    let (whole, places) = marks.split_once('.').unwrap_or((&marks, ""));
    let digit = |c: &char| matches!(c, '0' | '#' | '?');
    let decimals = places.chars().filter(digit).count();
    let least = whole.chars().filter(|c| *c == '0').count();
    let needed = places.chars().filter(|c| *c == '0').count();
    let grouped = whole.trim_matches(|c| !digit(&c) && c != ',').contains(',');
    let scaled = value * 100f64.powi(i32::try_from(percent).unwrap_or_default());
    let text = format!("{:.decimals$}", scaled.abs());
    let (before, after) = text.split_once('.').unwrap_or((&text, ""));
    let mut after = after.to_string();
    while after.len() > needed && after.ends_with('0') {
        after.pop();
    }
    let mut before = format!("{:0>least$}", before.trim_start_matches('0'));
    if grouped {
        before = in_thousands(&before);
    }
    let mut digits = String::new();
    if scaled < 0.0 {
        digits.push('-');
    }
    digits.push_str(&before);
    if !after.is_empty() {
        digits.push('.');
        digits.push_str(&after);
    }
    let mut out = String::new();
    let mut written = false;
    for token in tokens {
        match token {
            Token::Literal(text) => out.push_str(text),
            Token::Mark('0' | '#' | '?' | '.' | ',') if written => {}
            Token::Mark('0' | '#' | '?' | '.') => {
                out.push_str(&digits);
                written = true;
            }
            Token::Mark(c) => out.push(*c),
        }
    }
    out
}

fn in_thousands(digits: &str) -> String {
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// The moment of a number of days. Excel's year 1900 has a 29th of February, so that numbers below 61 are a day off.
pub(super) fn date(days: f64, epoch_1904: bool) -> Option<DateTime> {
    if !(0.0..=2_958_466.0).contains(&days) {
        return None;
    }
    let start = if epoch_1904 {
        jiff::civil::date(1904, 1, 1)
    } else if days < 60.0 {
        jiff::civil::date(1899, 12, 31)
    } else {
        jiff::civil::date(1899, 12, 30)
    };
    let seconds = (days.fract() * 86_400.0).round() as i64;
    start
        .at(0, 0, 0, 0)
        .checked_add((days.trunc() as i64).days())
        .and_then(|day| day.checked_add(seconds.seconds()))
        .ok()
}

fn moment(days: f64, tokens: &[Token], epoch_1904: bool) -> Option<String> {
    let at = date(days, epoch_1904)?;
    let letters: Vec<Option<char>> = tokens
        .iter()
        .map(|token| match token {
            Token::Mark(c) => Some(c.to_ascii_lowercase()),
            Token::Literal(_) => None,
        })
        .collect();
    let half_day = letters.windows(2).any(|it| it == [Some('a'), Some('m')]);
    let mut out = String::new();
    let mut place = 0;
    let mut after_hours = false;
    while place < tokens.len() {
        let Some(c) = letters[place] else {
            if let Token::Literal(text) = &tokens[place] {
                out.push_str(text);
            }
            place += 1;
            continue;
        };
        let run = letters[place..]
            .iter()
            .take_while(|it| **it == Some(c))
            .count();
        // Minutes stand behind hours or before seconds; else it is a month.
        let before_seconds = letters[place + run..]
            .iter()
            .flatten()
            .find(|it| it.is_ascii_alphabetic())
            == Some(&'s');
        match c {
            'y' if run <= 2 => out.push_str(&format!("{:02}", at.year() % 100)),
            'y' => out.push_str(&format!("{:04}", at.year())),
            'm' if after_hours || before_seconds => {
                out.push_str(&padded(i64::from(at.minute()), run));
            }
            'm' => out.push_str(&padded(i64::from(at.month()), run.min(2))),
            'd' => out.push_str(&padded(i64::from(at.day()), run.min(2))),
            'h' => {
                let hour = i64::from(at.hour());
                let hour = if half_day { (hour + 11) % 12 + 1 } else { hour };
                out.push_str(&padded(hour, run));
            }
            's' => out.push_str(&padded(i64::from(at.second()), run)),
            'a' if half_day => {
                out.push_str(if at.hour() < 12 { "AM" } else { "PM" });
                place += 4;
            }
            c => out.extend(std::iter::repeat_n(c, run)),
        }
        if c.is_ascii_alphabetic() {
            after_hours = c == 'h';
        }
        place += run;
    }
    Some(out)
}

fn padded(value: i64, run: usize) -> String {
    if run >= 2 {
        format!("{value:02}")
    } else {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_formats_say() {
        for (value, format, expected) in [
            (123.0, "000000", "000123"),
            (0.856, "0.0%", "85.6%"),
            (0.856, "0.00%", "85.60%"),
            (1_234_567.5, "#,##0.00", "1,234,567.50"),
            (1_234_567.5, "#,##0", "1,234,568"),
            (-12.5, "0.0;[Red](0.0)", "(12.5)"),
            (12.5, "[$¥-804]#,##0.0", "¥12.5"),
            (5.0, "0\"件\"", "5件"),
            (0.5, "General", "0.5"),
            (13_812_345_678.0, "General", "13812345678"),
            (0.5, "#.##", ".5"),
        ] {
            assert_eq!(shown(value, format, false), expected, "{value} as {format}");
        }
    }

    #[test]
    fn days_are_shown_by_their_epoch() {
        for (value, format, epoch_1904, expected) in [
            (46_083.0, "yyyy-mm-dd", false, "2026-03-02"),
            (44_621.0, "yyyy-mm-dd", true, "2026-03-02"),
            (46_083.0, "yyyy/m/d", false, "2026/3/2"),
            (
                46_083.604_166_666_66,
                "yyyy年m月d日 hh:mm",
                false,
                "2026年3月2日 14:30",
            ),
            (
                46_083.604_166_666_66,
                "yyyy-mm-dd h:mm:ss",
                false,
                "2026-03-02 14:30:00",
            ),
            (59.0, "yyyy-mm-dd", false, "1900-02-28"),
            (61.0, "yyyy-mm-dd", false, "1900-03-01"),
        ] {
            assert_eq!(
                shown(value, format, epoch_1904),
                expected,
                "{value} as {format}"
            );
        }
    }

    #[test]
    fn three_semicolons_show_nothing() {
        assert!(shows_nothing(";;;"));
        assert!(!shows_nothing("0;;;@"));
        assert!(!shows_nothing("General"));
    }
}
