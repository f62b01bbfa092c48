//! Words of subjects: looked for in memory. The database holds sealed texts and never a word of them.

use crate::{App, Result, Staff};

/// The most requests that a search hands on; the newest.
pub const HANDED_ON: usize = 300;

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Ids of requests, the newest first.
    pub ids: Vec<String>,
    /// There were more.
    pub more: bool,
    /// So many requests are there that the oldest were not looked through.
    pub cut: bool,
}

/// The requests of the person's own organ whose subject holds every word. A word whose parts stand apart is found too: 防汛预案 in
/// 防汛应急预案.
pub async fn search(app: &App, staff: &Staff, words: &str) -> Result<Found> {
    let titles = app.subjects.of(app, &staff.organ).await?;
    let plain = plain(words);
    let words: Vec<&str> = plain.split_whitespace().take(8).collect();
    let mut found = Found {
        cut: titles.cut,
        ..Found::default()
    };
    if words.is_empty() {
        return Ok(found);
    }
    for (id, title) in titles.by_request.iter().rev() {
        if !words.iter().all(|word| holds(title, word)) {
            continue;
        }
        if found.ids.len() == HANDED_ON {
            found.more = true;
            break;
        }
        found.ids.push(id.to_string());
    }
    Ok(found)
}

/// As it is compared: small letters, half width, no marks.
pub(super) fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '　' => ' ',
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect()
}

/// Whether a title holds a word: in one piece, or in pieces of two characters and more that come in this order.
fn holds(title: &str, word: &str) -> bool {
    if title.contains(word) {
        return true;
    }
    let ends: Vec<usize> = word
        .char_indices()
        .map(|(at, _)| at)
        .chain([word.len()])
        .collect();
    let letters = ends.len() - 1;
    if letters < 4 || word.is_ascii() {
        return false;
    }
    let (mut at, mut from) = (0, title);
    while at < letters {
        // The longest piece that is there, and leaves no single character over.
        let piece = (at + 2..=letters)
            .rev()
            .filter(|end| letters - end != 1)
            .find_map(|end| {
                let piece = &word[ends[at]..ends[end]];
                from.find(piece).map(|place| (end, place + piece.len()))
            });
        match piece {
            Some((end, behind)) => {
                at = end;
                from = &from[behind..];
            }
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_in_pieces() {
        for (title, words, found) in [
            ("2026年防汛应急预案", "防汛预案", true),
            ("2026年防汛应急预案", "预案防汛", false),
            ("2026年防汛应急预案", "２０２６", true),
            ("2026年防汛应急预案", "防汛 预案", true),
            ("2026年防汛应急预案", "防汛 决算", false),
            ("青云路改造工程立项批复", "青云路批复", true),
            ("青云路改造工程立项批复", "青路", false),
            ("GDP核算说明", "gdp", true),
        ] {
            let title = plain(title);
            let all = plain(words)
                .split_whitespace()
                .all(|word| holds(&title, word));
            assert_eq!(all, found, "{words} in {title}");
        }
    }
}
