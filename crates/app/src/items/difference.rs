//! 修改对照: what the change of a public item changes, line by line: what its readers read it for.

use jiff::civil::Date;
use law::item::{Content, State, Tie};
use similar::{ChangeTag, TextDiff};

use super::spelled::spelled;

/// Lines that stand around a change so that one sees where it is.
const AROUND: usize = 1;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Stays,
    Goes,
    Comes,
}

/// A part of an item that is different now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// A field of [`Content`] that the public would see, or its class; of the items that it names, how it names them.
    pub place: &'static str,
    pub lines: Vec<(Fate, String)>,
}

/// What is different between the public text and the one that is to take its place; nothing where none is.
#[must_use]
pub fn difference(state: &State) -> Vec<Difference> {
    let (Some(public), Some(now)) = (&state.public, &state.content) else {
        return Vec::new();
    };
    parts(&public.content)
        .into_iter()
        .zip(parts(now))
        .filter(|((_, before), (_, after))| before != after)
        .map(|((place, before), (_, after))| Difference {
            place,
            lines: lines(&before, &after),
        })
        .collect()
}

/// Whatever the public would see of it, as plain text.
fn parts(content: &Content) -> [(&'static str, String); 17] {
    let files: Vec<_> = content
        .attachments
        .iter()
        .map(|file| format!("{} {}", file.name, file.hash.get(..8).unwrap_or_default()))
        .collect();
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let named = |tie: Tie| {
        let named = content.ties.iter().filter(|one| one.tie == tie);
        let lines: Vec<_> = named
            .map(|one| format!("/items/{}/{}", one.item.organ, one.item.id))
            .collect();
        lines.join("\n")
    };
    let gists: Vec<_> = content
        .gists
        .iter()
        .map(super::consultation::line)
        .collect();
    [
        ("title", content.title.clone()),
        ("document_number", content.document_number.clone()),
        ("made_on", content.made_on.to_string()),
        ("in_force_from", day(content.in_force_from)),
        ("in_force_until", day(content.in_force_until)),
        ("explains", named(Tie::Explains)),
        ("amends", named(Tie::Amends)),
        ("repeals", named(Tie::Repeals)),
        ("answers", named(Tie::Answers)),
        ("comments_until", day(content.comments_until)),
        ("comments_short", content.comments_short.clone()),
        ("gists", gists.join("\n")),
        ("head", content.head.to_string()),
        ("source_class", content.source_class.as_str().into()),
        ("summary", content.summary.clone()),
        ("body", spelled(&content.body_html).text),
        ("attachments", files.join("\n")),
    ]
}

fn lines(before: &str, after: &str) -> Vec<(Fate, String)> {
    let (before, after) = (format!("{before}\n"), format!("{after}\n"));
    let difference = TextDiff::from_lines(&before, &after);
    difference
        .grouped_ops(AROUND)
        .iter()
        .flatten()
        .flat_map(|part| difference.iter_changes(part))
        .map(|line| {
            let fate = match line.tag() {
                ChangeTag::Equal => Fate::Stays,
                ChangeTag::Delete => Fate::Goes,
                ChangeTag::Insert => Fate::Comes,
            };
            (fate, line.value().trim().to_string())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Fate, lines};

    #[test]
    fn a_changed_line_stands_between_its_neighbours() {
        let before = "一\n二\n三\n四\n五";
        let after = "一\n二\n三（修改）\n四\n五\n六";
        let found = lines(before, after);
        let told: Vec<_> = found
            .iter()
            .map(|(fate, text)| (*fate, text.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                (Fate::Stays, "二"),
                (Fate::Goes, "三"),
                (Fate::Comes, "三（修改）"),
                (Fate::Stays, "四"),
                (Fate::Stays, "五"),
                (Fate::Comes, "六"),
            ]
        );
    }
}
