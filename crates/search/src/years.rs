//! 年份: 二〇二六年 is 2026年, in documents and in queries alike; whoever looks for 26年 is shown 2026年, and the other way round.

/// The year that two or four digits name, in full.
pub(crate) fn whole_year(digits: &str) -> Option<String> {
    match (digits.len(), digits.parse::<u32>()) {
        (4, Ok(1900..2100)) => Some(digits.to_owned()),
        (2, Ok(year @ 0..50)) => Some((2000 + year).to_string()),
        (2, Ok(year)) => Some((1900 + year).to_string()),
        _ => None,
    }
}

/// The same year in the other length: `26` for `2026`, `2026` for `26`.
pub(crate) fn other_length(digits: &str) -> Option<String> {
    let whole = whole_year(digits)?;
    if digits.len() == 2 {
        return Some(whole);
    }
    let short = whole[2..].to_owned();
    (whole_year(&short).as_deref() == Some(digits)).then_some(short)
}

/// The digit that a Chinese character of a year stands for.
pub(crate) fn digit(c: char) -> Option<char> {
    match c {
        '零' | '〇' => Some('0'),
        '一' => Some('1'),
        '二' => Some('2'),
        '三' => Some('3'),
        '四' => Some('4'),
        '五' => Some('5'),
        '六' => Some('6'),
        '七' => Some('7'),
        '八' => Some('8'),
        '九' => Some('9'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_known_in_both_lengths() {
        let cases = [
            ("26", Some("2026")),
            ("2026", Some("26")),
            ("98", Some("1998")),
            ("1998", Some("98")),
            ("1926", None),
            ("3026", None),
            ("126", None),
            ("ab", None),
        ];
        for (digits, expected) in cases {
            assert_eq!(other_length(digits).as_deref(), expected, "{digits}");
        }
    }
}
