//! 公开时限 of a row: people's words as a period that a calendar can count (G-5).

use crate::term::Term;

/// The units, the longer spelling before the one that it holds.
const UNITS: [(&str, fn(u32) -> Term); 6] = [
    ("个工作日", Term::WorkingDays),
    ("工作日", Term::WorkingDays),
    ("个自然日", days),
    ("个月", months),
    ("日", days),
    ("天", days),
];

/// No period of these catalogues is longer; a larger number is a year or a document's.
const MOST: u32 = 365;

/// The first period in a row's words, such as 信息形成或变更之日起20个工作日内; `None` where they name none (及时, 长期公开).
#[must_use]
pub fn term_of(words: &str) -> Option<Term> {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let starts = words.char_indices().map(|(at, _)| at);
    starts.filter_map(|at| at_start(&words, at)).next()
}

/// A number that begins here, with its unit and 内 or 之内 somewhere behind it, or the end of its clause.
fn at_start(words: &str, at: usize) -> Option<Term> {
    let before = words[..at].chars().next_back();
    if before.is_some_and(is_numeral) {
        return None;
    }
    let rest = &words[at..];
    let length: usize = rest
        .chars()
        .take_while(|c| is_numeral(*c))
        .map(char::len_utf8)
        .sum();
    let (digits, after) = rest.split_at(length);
    let number = number(digits).filter(|number| (1..=MOST).contains(number))?;
    let (unit, term) = UNITS.iter().find(|(unit, _)| after.starts_with(unit))?;
    // 1月31日前 is a date and no period.
    let within = after[unit.len()..].starts_with(['内', '之', '以'])
        || after[unit.len()..].is_empty()
        || unit.contains('个');
    within.then(|| term(number))
}

fn days(number: u32) -> Term {
    Term::Days(i32::try_from(number).unwrap_or(i32::MAX))
}

fn months(number: u32) -> Term {
    Term::Months(i32::try_from(number).unwrap_or(i32::MAX))
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二两三四五六七八九十".contains(c)
}

/// 20, ２０, 二十.
fn number(text: &str) -> Option<u32> {
    let arabic: Option<u32> = text
        .chars()
        .map(|c| match c {
            '０'..='９' => Some(c as u32 - '０' as u32),
            _ => c.to_digit(10),
        })
        .try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(digit?));
    if !text.is_empty() && arabic.is_some() {
        return arabic;
    }
    let digit = |c: char| {
        let at = "一二三四五六七八九".chars().position(|one| one == c);
        at.and_then(|at| u32::try_from(at + 1).ok())
            .or_else(|| (c == '两').then_some(2))
    };
    let parts: Vec<&str> = text.split('十').collect();
    let ones = |part: &str, none: u32| match part.chars().collect::<Vec<_>>()[..] {
        [] => Some(none),
        [c] => digit(c),
        _ => None,
    };
    match parts[..] {
        [alone] => ones(alone, 0).filter(|number| *number > 0),
        [tens, rest] => Some(ones(tens, 1)? * 10 + ones(rest, 0)?),
        _ => None,
    }
}
