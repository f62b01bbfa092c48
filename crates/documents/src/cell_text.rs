//! Text for a cell of a workbook. A line ends with LF there: of CR LF Excel shows the CR as `_x000D_`, and other control
//! characters as the like.

use std::borrow::Cow;

/// The text with LF alone and without other control characters than tabs.
pub(crate) fn of(text: &str) -> Cow<'_, str> {
    let foreign = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(foreign) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.chars().filter(|c| !foreign(*c)).collect())
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn lines_end_with_one_character() {
        for (text, expected) in [
            ("一\r\n二\r三\n四", "一\n二\n三\n四"),
            ("a\u{b}b\u{1}c\td", "abc\td"),
            ("原样", "原样"),
        ] {
            assert_eq!(of(text), expected);
        }
    }
}
