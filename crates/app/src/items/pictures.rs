//! Pictures in the text of an item: they are files of it and stand there as `files/HASH`; where a page shows the text, they get its
//! address. No picture of another machine stays: whoever looks would be counted there.

use std::ops::Range;

use super::{clean, draft::is_deep, spelled::escaped};

/// A picture of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictured {
    pub hash: String,
    /// 替代文字: what it shows, in words.
    pub shows: String,
}

/// What an address of a picture of the item begins with.
const FILES: &str = "files/";

/// The pictures of a cleaned text, in order.
#[must_use]
pub fn pictures(html: &str) -> Vec<Pictured> {
    tags(html)
        .into_iter()
        .map(|tag| {
            let tag = &html[tag];
            let said = |name: &str| {
                attribute(tag, name).map_or_else(String::new, |range| unescaped(&tag[range]))
            };
            Pictured {
                hash: said("src").trim_start_matches(FILES).to_string(),
                shows: said("alt"),
            }
        })
        .collect()
}

/// The text, cleaned, its pictures told in these words in their order; words that are missing change nothing.
#[must_use]
pub fn described(html: &str, shows: &[String]) -> String {
    // What nests too deep is refused as it is.
    if is_deep(html) {
        return html.to_string();
    }
    edited(&clean(html), |number, tag| {
        let Some(words) = shows.get(number) else {
            return Some(tag.to_string());
        };
        let said = format!(" alt=\"{}\"", escaped(words.trim()));
        Some(match attribute(tag, "alt") {
            Some(range) => {
                let from = range.start - " alt=\"".len();
                format!("{}{said}{}", &tag[..from], &tag[range.end + 1..])
            }
            None => format!("<img{said}{}", &tag["<img".len()..]),
        })
    })
}

/// The text as a page shows it that gives out the item's files below an address, such as `/files/QH03/ID/`.
#[must_use]
pub fn shown_at(html: &str, address: &str) -> String {
    edited(html, |_, tag| {
        let range = attribute(tag, "src")?;
        let hash = tag[range.clone()].trim_start_matches(FILES);
        Some(format!(
            "{}{address}{hash}{}",
            &tag[..range.start],
            &tag[range.end..]
        ))
    })
}

/// Whether a picture may stay where it says it is: among the files of its item.
pub(super) fn is_ours(src: &str) -> bool {
    let hash = src.strip_prefix(FILES).unwrap_or_default();
    hash.len() == 64 && hash.bytes().all(|c| c.is_ascii_hexdigit())
}

/// The text without pictures that show nothing of the item's.
pub(super) fn without_others(html: &str) -> String {
    edited(html, |_, tag| {
        let range = attribute(tag, "src")?;
        is_ours(&tag[range]).then(|| tag.to_string())
    })
}

/// Each tag of a picture as `change` makes it; `None` takes it away.
fn edited(html: &str, change: impl Fn(usize, &str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    for (number, tag) in tags(html).into_iter().enumerate() {
        out.push_str(&html[at..tag.start]);
        at = tag.end;
        out.extend(change(number, &html[tag]));
    }
    out.push_str(&html[at..]);
    out
}

/// Where the tags of pictures stand in a cleaned text, whose attributes are all in double quotes.
fn tags(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find("<img").map(|start| at + start) {
        let mut quoted = false;
        let end = html[start..].find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let Some(end) = end else { break };
        found.push(start..start + end + 1);
        at = start + end + 1;
    }
    found
}

/// Where the value of an attribute stands in a tag.
fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(open) = tag[at..].find('"').map(|open| at + open) {
        let close = open + 1 + tag[open + 1..].find('"')?;
        if tag[at..open]
            .trim_end_matches('=')
            .ends_with(&format!(" {name}"))
        {
            return Some(open + 1..close);
        }
        at = close + 1;
    }
    None
}

fn unescaped(value: &str) -> String {
    value
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_found_described_and_given_an_address() {
        let hash = "ab".repeat(32);
        let html = format!(
            "<p>&lt;img src=\"files/x\"&gt;</p><figure><img src=\"files/{hash}\" alt=\"甲 &gt; &quot;乙&quot;\"></figure><img src=\"files/{hash}\">"
        );
        let found = pictures(&html);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].shows, "甲 > \"乙\"");
        let told = described(&html, &["图<一>".into(), "图\"二\"".into()]);
        let shows: Vec<String> = pictures(&told).into_iter().map(|it| it.shows).collect();
        assert_eq!(shows, ["图<一>", "图\"二\""]);
        assert_eq!(described(&html, &[]), html);
        let shown = shown_at(&html, "/files/QH03/01A/");
        assert_eq!(
            shown
                .matches(&format!("src=\"/files/QH03/01A/{hash}\""))
                .count(),
            2
        );
        assert!(
            shown.contains("&lt;img src=\"files/x\"&gt;"),
            "words stay words"
        );
    }

    #[test]
    fn pictures_of_others_go() {
        let hash = "0".repeat(64);
        let html = format!(
            "<img src=\"https://a.cn/p.gif\"><img alt=\"甲\"><img src=\"files/{hash}\" alt=\"\">"
        );
        assert_eq!(
            without_others(&html),
            format!("<img src=\"files/{hash}\" alt=\"\">")
        );
    }
}
