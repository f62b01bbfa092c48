//! What a cell of a table holds.

use super::flow::is_space;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Blank,
    /// A mark for "none", such as `/` or `_`: read as blank, and said.
    Mark(String),
    Whole(i64),
    /// A decimal, digits and one point.
    Decimal(String),
    /// Something else where a number should be.
    Odd(String),
}

impl Value {
    /// A cell that is known to be a value because of where it stands.
    pub fn of(text: &str) -> Self {
        let plain = plain(text);
        if plain.is_empty() {
            return Self::Blank;
        }
        if spaced_digits(text) {
            return Self::Odd(text.trim().to_string());
        }
        let number = plain
            .strip_suffix("万元")
            .or_else(|| plain.strip_suffix('件'))
            .unwrap_or(&plain);
        let unsigned = number.strip_prefix('-').unwrap_or(number);
        if is_grouped(unsigned) {
            let digits: String = number.chars().filter(|c| *c != ',').collect();
            if let Ok(value) = digits.parse() {
                return Self::Whole(value);
            }
            if let Some((whole, part)) = digits.split_once('.')
                && !whole.is_empty()
                && !part.is_empty()
                && !whole.starts_with('-')
            {
                return Self::Decimal(digits);
            }
        }
        if plain.chars().all(|c| "/_-—–－―~·.、\\*".contains(c))
            || matches!(plain.as_str(), "无" | "空" | "N/A" | "n/a")
        {
            return Self::Mark(text.trim().to_string());
        }
        Self::Odd(text.trim().to_string())
    }

    /// A piece of a source that does not tell cells from lines: a value if it looks like one.
    pub fn maybe(text: &str) -> Option<Self> {
        match Self::of(text) {
            Self::Odd(odd) => {
                let odd_number = odd.chars().count() <= 12
                    && !spaced_digits(&odd)
                    && odd
                        .chars()
                        .any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
                    && !odd.chars().any(|c| "、年月日（）()：:".contains(c))
                    && odd
                        .chars()
                        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
                        .count()
                        <= 2;
                odd_number.then_some(Self::Odd(odd))
            }
            value => Some(value),
        }
    }

    /// What a number that is typed otherwise than plainly was read as: full-width, grouped or with a unit.
    pub fn typed(&self, text: &str) -> Option<String> {
        let plain = match self {
            Self::Whole(value) => value.to_string(),
            Self::Decimal(text) => text.clone(),
            _ => return None,
        };
        let text = text.trim_matches(is_space);
        (text != plain).then_some(plain)
    }

    pub fn is_blank(&self) -> bool {
        *self == Self::Blank
    }

    pub fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(value) => Some(*value),
            _ => None,
        }
    }

    /// The text of a cell that is neither blank nor a whole number.
    pub fn strange(&self) -> Option<&str> {
        match self {
            Self::Mark(text) | Self::Decimal(text) | Self::Odd(text) => Some(text),
            Self::Blank | Self::Whole(_) => None,
        }
    }
}

/// Digits on both sides of a space: two numbers, or one that nobody can be sure of.
fn spaced_digits(text: &str) -> bool {
    let (mut digit, mut space) = (false, false);
    for c in text.chars() {
        if is_space(c) {
            space = true;
            continue;
        }
        let is_digit = c.is_ascii_digit() || ('０'..='９').contains(&c);
        if space && digit && is_digit {
            return true;
        }
        (digit, space) = (is_digit, false);
    }
    false
}

/// Full-width digits and signs made plain, spaces gone.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !is_space(*c))
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '−' => '-',
            _ => c,
        })
        .collect()
}

/// Digits with at most one point, commas only between groups of three.
fn is_grouped(number: &str) -> bool {
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    digits(part)
        && digits(first)
        && (rest.is_empty() || first.len() <= 3)
        && rest.iter().all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        let table = [
            ("0", Value::Whole(0)),
            (" １２\u{a0}", Value::Whole(12)),
            ("1,234", Value::Whole(1234)),
            ("12,34", Value::Odd("12,34".into())),
            ("1 2", Value::Odd("1 2".into())),
            ("-3", Value::Whole(-3)),
            ("5件", Value::Whole(5)),
            ("1.5", Value::Decimal("1.5".into())),
            ("0.092万元", Value::Decimal("0.092".into())),
            ("1/2", Value::Odd("1/2".into())),
            ("/", Value::Mark("/".into())),
            ("／", Value::Mark("／".into())),
            ("_", Value::Mark("_".into())),
            ("——", Value::Mark("——".into())),
            ("无", Value::Mark("无".into())),
            ("\u{a0}\u{3000}", Value::Blank),
            (
                "99999999999999999999",
                Value::Odd("99999999999999999999".into()),
            ),
            ("约三", Value::Odd("约三".into())),
        ];
        for (text, expected) in table {
            assert_eq!(Value::of(text), expected, "{text:?}");
        }
        assert_eq!(Value::maybe("行政处罚"), None);
        assert_eq!(Value::maybe("2、重复申请"), None);
        assert_eq!(Value::maybe("0 0 0"), None);
        assert_eq!(Value::maybe("1/2"), Some(Value::Odd("1/2".into())));
    }
}
