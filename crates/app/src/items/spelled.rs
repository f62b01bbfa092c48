//! The words of a text in HTML, and where each of its characters stands: so that what is found in the words is taken out of the HTML.

use std::ops::Range;

/// Elements within a line: what stands before and after them may be one word.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "s", "small",
    "span", "strong", "sub", "sup", "u",
];
/// Attributes that hold words; of a link, the number or address that it calls.
const WORDS: [&str; 3] = ["alt", "title", "summary"];
const CALLS: [&str; 3] = ["tel:", "sms:", "mailto:"];

/// What a reader of the text reads, sees or calls: a line for each block that says something, then one for each attribute that does.
#[derive(Debug, Clone, Default)]
pub(super) struct Spelled {
    pub text: String,
    /// Of each character: where it begins in the text, and its place in the HTML.
    places: Vec<(usize, Range<usize>)>,
}

/// Reads HTML, or plain text, which stays as it is.
pub(super) fn spelled(html: &str) -> Spelled {
    let mut reader = Reader::default();
    let mut at = 0;
    while at < html.len() {
        let tail = &html[at..];
        let Some(first) = tail.chars().next() else {
            break;
        };
        let taken = match first {
            '<' => reader.tag(tail, at),
            '&' => {
                let (c, taken) = entity(tail);
                reader.words.push((c, at..at + taken));
                taken
            }
            c => {
                reader.words.push((c, at..at + c.len_utf8()));
                c.len_utf8()
            }
        };
        at += taken;
    }
    reader.done()
}

#[derive(Default)]
struct Reader {
    words: Vec<(char, Range<usize>)>,
    attributes: Vec<(char, Range<usize>)>,
}

impl Reader {
    /// A tag: a block, a cell or a break ends a line; what stands inside a line does not.
    fn tag(&mut self, tail: &str, at: usize) -> usize {
        let named =
            tail[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        let mut quoted = None;
        let end = tail.char_indices().find(|(_, c)| match (quoted, c) {
            (None, '"' | '\'') => {
                quoted = Some(*c);
                false
            }
            (Some(open), c) if open == *c => {
                quoted = None;
                false
            }
            (None, '>') => true,
            _ => false,
        });
        let (true, Some((end, _))) = (named, end) else {
            self.words.push(('<', at..at + 1));
            return 1;
        };
        let name: String = tail[1..end]
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if !INLINE.contains(&name.to_ascii_lowercase().as_str()) {
            self.words.push(('\n', at..at));
        }
        self.attributes(&tail[..end], at);
        end + 1
    }

    fn attributes(&mut self, tag: &str, at: usize) {
        let mut from = 0;
        while let Some(sign) = tag[from..].find('=').map(|sign| from + sign) {
            let name: String = tag[..sign]
                .trim_end()
                .chars()
                .rev()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect();
            let name: String = name.chars().rev().collect::<String>().to_ascii_lowercase();
            let behind = tag[sign + 1..].trim_start();
            let start = tag.len() - behind.len();
            let quote = behind.chars().next().filter(|c| ['"', '\''].contains(c));
            let value = match quote {
                Some(quote) => {
                    let inside = &behind[1..];
                    start + 1..start + 1 + inside.find(quote).unwrap_or(inside.len())
                }
                None => start..start + behind.find(char::is_whitespace).unwrap_or(behind.len()),
            };
            let said = &tag[value.clone()];
            let calls = CALLS
                .iter()
                .any(|scheme| said.to_ascii_lowercase().starts_with(scheme));
            if WORDS.contains(&name.as_str()) || name == "href" && calls {
                self.attributes.push(('\n', at..at));
                let mut place = value.start;
                while place < value.end {
                    let tail = &tag[place..value.end];
                    let (c, taken) = match tail.chars().next() {
                        Some('&') => entity(tail),
                        Some(c) => (c, c.len_utf8()),
                        None => break,
                    };
                    self.attributes.push((c, at + place..at + place + taken));
                    place += taken;
                }
            }
            from = value.end.max(sign + 1);
        }
    }

    /// Lines without words go.
    fn done(self) -> Spelled {
        let mut all = self.words;
        all.extend(self.attributes);
        let mut spelled = Spelled::default();
        for line in all.split(|(c, _)| *c == '\n') {
            if line.iter().all(|(c, _)| c.is_whitespace()) {
                continue;
            }
            if !spelled.text.is_empty() {
                spelled.text.push('\n');
            }
            for (c, place) in line {
                spelled.places.push((spelled.text.len(), place.clone()));
                spelled.text.push(*c);
            }
        }
        spelled
    }
}

impl Spelled {
    /// The HTML without what stands in these stretches of the text, each told in other words instead.
    pub fn without(&self, html: &str, stretches: &[(Range<usize>, String)]) -> String {
        let mut edits: Vec<(Range<usize>, String)> = Vec::new();
        for (stretch, instead) in stretches {
            let first = self
                .places
                .partition_point(|(start, _)| *start < stretch.start);
            let mut instead = Some(escaped(instead));
            for (start, place) in &self.places[first..] {
                if *start >= stretch.end {
                    break;
                }
                edits.push((place.clone(), instead.take().unwrap_or_default()));
            }
        }
        edits.sort_by_key(|(place, _)| place.start);
        let mut out = String::with_capacity(html.len());
        let mut at = 0;
        for (place, instead) in edits {
            if place.start < at {
                continue;
            }
            out.push_str(&html[at..place.start]);
            out.push_str(&instead);
            at = place.end;
        }
        out.push_str(&html[at..]);
        out
    }
}

/// What an entity shows, and its length; an unknown one is a sign like others.
fn entity(tail: &str) -> (char, usize) {
    let plain = ('&', 1);
    let Some(end) = tail.find(';').filter(|end| *end <= 10) else {
        return plain;
    };
    let name = &tail[1..end];
    let number = name.strip_prefix('#').and_then(|number| {
        number.strip_prefix(['x', 'X']).map_or_else(
            || number.parse().ok(),
            |hex| u32::from_str_radix(hex, 16).ok(),
        )
    });
    let shown = match (number.and_then(char::from_u32), name) {
        (Some(c), _) => c,
        (None, "lt") => '<',
        (None, "gt") => '>',
        (None, "amp") => '&',
        (None, "quot") => '"',
        (None, "nbsp" | "ensp" | "emsp") => ' ',
        _ => return plain,
    };
    (shown, end + 1)
}

/// A text between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::spelled;

    #[test]
    fn blocks_are_lines_and_entities_are_what_they_show() {
        for (html, text) in [
            ("机密", "机密"),
            ("<p>一</p><p>机密★10年</p>", "一\n机密★10年"),
            ("<b>138</b><i>0000</i>0000", "13800000000"),
            ("二&#32;&amp;&#x4e09;&lt;&unknown;", "二 &三<&unknown;"),
            ("a < b & c", "a < b & c"),
            ("<td>1</td><td>2</td>", "1\n2"),
            ("<a href=\"tel:138&#48;\">电话</a>", "电话\ntel:1380"),
            ("<a href=\"https://a.cn/6222020000000000000\">甲</a>", "甲"),
            ("<img src=\"files/x\" alt='图 > 1'>", "图 > 1"),
            ("一\n\n二", "一\n二"),
        ] {
            assert_eq!(spelled(html).text, text, "{html}");
        }
    }

    #[test]
    fn what_is_taken_out_of_the_words_is_taken_out_of_the_html() {
        let html = "<p>电话<b>138</b><i>00&#48;0</i>0000，<a href=\"tel:13800000000\">拨打</a></p>";
        let words = spelled(html);
        let number = words.text.find("138").unwrap();
        let called = words.text.rfind("138").unwrap();
        let masked = words.without(
            html,
            &[
                (number..number + 11, "138****0000".into()),
                (called..called + 11, "<\"&".into()),
            ],
        );
        assert_eq!(
            masked,
            "<p>电话<b>138****0000</b><i></i>，<a href=\"tel:&lt;&quot;&amp;\">拨打</a></p>"
        );
        assert_eq!(words.without(html, &[]), html);
    }
}
