//! Two reports in one file: only the first is read, and that there is another is said.

use super::{flow::Flow, heading, label, notes::Notes, title};
use law::report::printed::sections;

/// Rows of tables, or characters under headings, that a first report has at least. A list of contents has neither.
const ROWS: usize = 2;
const WRITTEN: usize = 150;

/// Ends the flow where a second report begins: where 总体情况 is headed again after the last sections of a first
/// report that says something. A list of contents repeats the headings too, with nothing between them.
pub(super) fn cut(flow: &mut Flow, notes: &mut Notes) {
    let (mut rows, mut written, mut begun, mut closing) = (0, 0, false, false);
    let mut second = None;
    for (at, piece) in flow.pieces.iter().enumerate() {
        if let Some(heading) = heading::of(&piece.text) {
            let said = rows >= ROWS || written >= WRITTEN;
            if heading.section == 0 && heading.worded && closing && said {
                second = Some(at);
                break;
            }
            begun = true;
            closing |= heading.section >= 4;
            continue;
        }
        if begun && written < WRITTEN {
            written += piece.text.chars().count();
        }
        if rows < ROWS
            && piece.text.len() >= 6
            && (label::row(&piece.text, None).is_some() || label::table2(&piece.text).is_some())
        {
            rows += 1;
        }
    }
    let Some(second) = second else { return };
    let earliest = second.saturating_sub(30);
    let titled = (earliest..second).rev().find_map(|at| {
        let one = title::is_title(&flow.pieces[at].text).map(|title| (at, title));
        one.or_else(|| {
            let two = format!("{}{}", flow.pieces[at].text, flow.pieces.get(at + 1)?.text);
            title::is_title(&two).map(|title| (at, title))
        })
    });
    let (end, name) = titled.unwrap_or_else(|| (second, String::new()));
    flow.pieces.truncate(end);
    notes.found(sections::another_report(&name));
}
