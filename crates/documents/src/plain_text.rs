//! The words of a piece of HTML: what a reader sees of it, every entity decoded, each block on a line of its own.

use scraper::{Html, Node};

/// Elements within a line: what stands before and after them may be one word.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "mark", "q", "s", "small", "span", "strong", "sub", "sup", "u", "wbr",
];
/// What is between these is not text.
const SKIPPED: [&str; 4] = ["script", "style", "template", "noscript"];

/// The text of a fragment of HTML, lines trimmed, without empty ones. Cells and blocks end a line.
///
/// ```
/// let text = documents::plain_text::of_html("<p>2026&#32;年 http:&#47;&#47;a.cn</p><p><b>防</b>汛&nbsp;&amp; &#x62A2;险</p>");
/// assert_eq!(text, "2026 年 http://a.cn\n防汛 & 抢险");
/// ```
#[must_use]
pub fn of_html(html: &str) -> String {
    let fragment = Html::parse_fragment(html);
    let mut text = String::with_capacity(html.len());
    let mut skipped = 0usize;
    // A stack instead of recursion: somebody else decides how deep the elements stand.
    let mut stack = vec![(fragment.tree.root(), false)];
    while let Some((node, closing)) = stack.pop() {
        match node.value() {
            Node::Text(words) if skipped == 0 && !closing => {
                // A line break in the source is a blank to the reader.
                text.extend(
                    words
                        .chars()
                        .map(|c| if c.is_whitespace() { ' ' } else { c }),
                );
            }
            Node::Element(element) => {
                let hides = usize::from(SKIPPED.contains(&element.name()));
                skipped = if closing {
                    skipped - hides
                } else {
                    skipped + hides
                };
                if !INLINE.contains(&element.name()) && !text.ends_with('\n') {
                    text.push('\n');
                }
            }
            _ => {}
        }
        if !closing {
            stack.push((node, true));
            stack.extend(node.children().rev().map(|child| (child, false)));
        }
    }
    text.lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::of_html;

    #[test]
    fn every_entity_is_decoded() {
        let cases = [
            ("2026&#32;年", "2026 年"),
            ("a&#x2F;b&#47;c", "a/b/c"),
            ("&lt;p&gt;&quot;x&quot;&apos;", "<p>\"x\"'"),
            ("&amp;#32;", "&#32;"),
            ("§&sect;&hellip;&ldquo;好&rdquo;", "§§…“好”"),
            ("&ensp;甲&emsp;乙&nbsp;", "甲 乙"),
        ];
        for (html, text) in cases {
            assert_eq!(of_html(html), text, "{html}");
        }
    }

    #[test]
    fn blocks_and_cells_part_words_and_inline_elements_do_not() {
        assert_eq!(of_html("<p>防<strong>汛</strong></p>"), "防汛");
        assert_eq!(
            of_html("<table><tr><td>一</td><td>二</td></tr></table>"),
            "一\n二"
        );
        assert_eq!(of_html("一<br>二"), "一\n二");
        assert_eq!(of_html("<script>x</script><style>y</style>好"), "好");
        assert_eq!(of_html("a\nb"), "a b");
        assert_eq!(of_html(""), "");
        assert_eq!(of_html("<p>1 < 2 与 & 号"), "1 < 2 与 & 号");
    }
}
