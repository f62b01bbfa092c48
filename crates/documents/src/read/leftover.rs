//! Traces of a word processor in published text.

use super::{notes::Notes, prose::Prose};
use law::report::printed::sections;

/// Where a trace starts and ends.
const TRACES: [(&str, &str); 12] = [
    ("[bookmark:", "]"),
    ("[Bookmark:", "]"),
    ("_GoBack", ""),
    ("错误！未找到引用源", ""),
    ("错误!未找到引用源", ""),
    ("错误！未定义书签", ""),
    ("错误!未定义书签", ""),
    ("Error! Reference source not found", ""),
    ("HYPERLINK \"", "\""),
    ("PAGEREF _Toc", ""),
    ("<o:p>", ""),
    ("&nbsp;", ""),
];

/// One note for each trace, by its text.
pub(super) fn note(prose: &Prose, notes: &mut Notes) {
    let mut seen: Vec<String> = Vec::new();
    for (place, line) in prose.lines() {
        let Some(trace) = first_trace(line) else {
            continue;
        };
        if seen.contains(&trace) {
            continue;
        }
        notes.found(sections::leftover(&place, &trace));
        seen.push(trace);
    }
}

fn first_trace(line: &str) -> Option<String> {
    let (at, start, end) = TRACES
        .iter()
        .filter_map(|(start, end)| Some((line.find(start)?, start, end)))
        .min_by_key(|(at, ..)| *at)?;
    let rest = &line[at..];
    let length = match end.is_empty() {
        true => start.len(),
        false => rest[start.len()..]
            .find(end)
            .map_or(start.len(), |place| start.len() + place + end.len()),
    };
    Some(rest[..length].chars().take(60).collect())
}
