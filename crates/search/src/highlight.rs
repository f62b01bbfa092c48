//! Marks the terms of a query in a text, by the same units that made it match. Everything else is escaped.

use std::ops::Range;

use crate::{
    query::parse,
    units::{Unit, units},
};

/// Characters shown before the first mark of a snippet.
const LEAD: usize = 20;
/// Matches looked at when the best piece is chosen.
const MOST_MATCHES: usize = 2_000;

/// The text escaped, with the query's terms in `<mark>`.
pub fn mark(text: &str, query: &str) -> String {
    marked(text, &parse(query).units)
}

pub(crate) fn marked(text: &str, terms: &[Vec<Unit>]) -> String {
    let ranges = matches(text, terms).into_iter().map(|(range, _)| range);
    paint(text, 0..text.len(), &merged(ranges))
}

/// About `width` characters of the first text that shows most of the terms, in one line.
pub(crate) fn snippet(texts: &[String], terms: &[Vec<Unit>], width: usize) -> String {
    let mut best: Option<(usize, &String, Piece)> = None;
    for text in texts.iter().filter(|text| !text.is_empty()) {
        let piece = piece(text, terms, width);
        if best.as_ref().is_none_or(|(shown, ..)| piece.shown > *shown) {
            best = Some((piece.shown, text, piece));
        }
    }
    let Some((_, text, piece)) = best else {
        return String::new();
    };
    let before = if piece.range.start > 0 { "…" } else { "" };
    let after = if piece.range.end < text.len() {
        "…"
    } else {
        ""
    };
    format!("{before}{}{after}", paint(text, piece.range, &piece.marks))
}

struct Piece {
    range: Range<usize>,
    marks: Vec<Range<usize>>,
    /// How many different terms it shows.
    shown: usize,
}

fn piece(text: &str, terms: &[Vec<Unit>], width: usize) -> Piece {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let found = matches(text, terms);
    let byte = |character: usize| starts.get(character).copied().unwrap_or(text.len());
    let character = |byte: usize| starts.partition_point(|start| *start < byte);
    let window = |first: usize| {
        let from = character(first).saturating_sub(LEAD);
        byte(from)..byte(from + width)
    };
    let mut best = (0, byte(0)..byte(width));
    for (range, _) in found.iter().take(MOST_MATCHES) {
        let window = window(range.start);
        let mut shown: Vec<usize> = found
            .iter()
            .skip_while(|(range, _)| range.start < window.start)
            .take_while(|(range, _)| range.start < window.end)
            .filter(|(range, _)| range.end <= window.end)
            .map(|(_, term)| *term)
            .take(200)
            .collect();
        shown.sort_unstable();
        shown.dedup();
        if shown.len() > best.0 {
            best = (shown.len(), window);
        }
        if best.0 == terms.len() {
            break;
        }
    }
    Piece {
        range: best.1,
        marks: merged(found.into_iter().map(|(range, _)| range)),
        shown: best.0,
    }
}

/// Where each term stands in the text, in order of the text.
fn matches(text: &str, terms: &[Vec<Unit>]) -> Vec<(Range<usize>, usize)> {
    if terms.is_empty() {
        return Vec::new();
    }
    let units = units(text);
    let mut found = Vec::new();
    for at in 0..units.len() {
        for (number, term) in terms.iter().enumerate() {
            let Some(run) = units.get(at..at + term.len()) else {
                continue;
            };
            let (Some(first), Some(last)) = (run.first(), run.last()) else {
                continue;
            };
            if run
                .iter()
                .zip(term)
                .all(|((unit, _), wanted)| unit == wanted)
            {
                found.push((first.1.start..last.1.end, number));
            }
        }
    }
    found
}

fn merged(ranges: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// A piece of the text, escaped, with the parts of the marks that lie in it marked.
fn paint(text: &str, piece: Range<usize>, marks: &[Range<usize>]) -> String {
    let mut html = String::with_capacity(piece.len() + 32);
    let mut at = piece.start;
    for mark in marks {
        let (from, to) = (mark.start.max(piece.start), mark.end.min(piece.end));
        if from >= to {
            continue;
        }
        escape(&mut html, &text[at..from]);
        html.push_str("<mark>");
        escape(&mut html, &text[from..to]);
        html.push_str("</mark>");
        at = to;
    }
    escape(&mut html, &text[at..piece.end]);
    html
}

fn escape(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_marked_and_the_rest_escaped() {
        let cases = [
            (
                "政府信息公开指南",
                "信息公开",
                "政府<mark>信息公开</mark>指南",
            ),
            (
                "<b>公开</b>&",
                "公开 b",
                "&lt;<mark>b</mark>&gt;<mark>公开</mark>&lt;/<mark>b</mark>&gt;&amp;",
            ),
            (
                "《信息公开条例》第五条",
                "条例第五",
                "《信息公开<mark>条例》第五</mark>条",
            ),
            ("公开公开开", "公开 开公", "<mark>公开公开</mark>开"),
            ("ＰＤＦ与pdf2", "pdf", "<mark>ＰＤＦ</mark>与pdf2"),
            ("好。人", "好人", "好。人"),
            ("正文", "", "正文"),
            ("", "正文", ""),
        ];
        for (text, query, expected) in cases {
            assert_eq!(mark(text, query), expected, "{text} / {query}");
        }
    }

    #[test]
    fn the_snippet_shows_most_terms_by_characters() {
        let filler = "此处是很长的铺垫文字".repeat(20);
        let text = format!("公开一次{filler}这里说明公开的收费标准{filler}");
        let terms = parse("公开 收费").units;
        let shown = snippet(&[String::new(), text], &terms, 60);
        assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
        assert!(
            shown.contains("这里说明<mark>公开</mark>的<mark>收费</mark>标准"),
            "{shown}"
        );
        let plain = shown.replace("<mark>", "").replace("</mark>", "");
        assert_eq!(plain.chars().count(), 62);

        let summary = "概述里有公开和收费".to_owned();
        let body = "正文里也有公开和收费".to_owned();
        assert!(snippet(&[summary.clone(), body], &terms, 60).starts_with("概述"));
        assert_eq!(snippet(&[summary], &parse("别的").units, 4), "概述里有…");
        assert_eq!(snippet(&[], &terms, 60), "");
    }
}
