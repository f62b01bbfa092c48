//! Text as it may enter: one cleaning at every door. Lines end with LF; no control characters but LF and TAB, no noncharacters,
//! no marks that turn the direction of what follows. Everything else stays as it was typed.

use std::borrow::Cow;

/// The text without what nobody types and no paper can show. Says by borrowing that nothing was changed.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') && !text.chars().any(|c| is_unwanted(c) || is_line_end(c)) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' {
            chars.next_if_eq(&'\n');
            kept.push('\n');
        } else if is_line_end(c) {
            kept.push('\n');
        } else if !is_unwanted(c) {
            kept.push(c);
        }
    }
    Cow::Owned(kept)
}

/// Whether a text is a path of this site, written in plain letters of a URL. Whatever a browser would drop or turn into a slash
/// (blanks, control characters, backslashes), and two slashes at its head, would lead elsewhere.
#[must_use]
pub fn is_path(text: &str) -> bool {
    let clean = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>'));
    clean && text.starts_with('/') && !text.starts_with("//")
}

/// Cleans every text in a JSON value, and the names of its fields.
pub fn clean_json(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => {
            if let Cow::Owned(cleaned) = clean(text) {
                *text = cleaned;
            }
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(clean_json),
        serde_json::Value::Object(fields) => fields.values_mut().for_each(clean_json),
        _ => {}
    }
}

/// Line separators that are no LF: next line, vertical tab, form feed, U+2028, U+2029.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_unwanted(c: char) -> bool {
    let control = c.is_control() && !matches!(c, '\n' | '\t' | '\r') && !is_line_end(c);
    control || is_noncharacter(c) || turns_direction(c) || c == '\u{feff}'
}

/// U+FDD0 to U+FDEF and the last two of every plane: promised never to be characters.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// Overrides, embeddings and isolates. Arabic, Hebrew and Uyghur text needs none of them.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_types_goes_and_the_rest_stays() {
        for (typed, kept) in [
            ("一\r\n二\r三\n四", "一\n二\n三\n四"),
            ("a\u{b}b\u{c}c\u{85}d\u{2028}e", "a\nb\nc\nd\ne"),
            ("\u{0}a\u{1}\u{1b}[31mb\u{7f}\u{9f}", "a[31mb"),
            ("甲\u{202e}乙\u{2066}丙\u{2069}", "甲乙丙"),
            ("a\u{fffe}\u{ffff}\u{fdd0}\u{1fffe}b", "ab"),
            ("\u{feff}姓名", "姓名"),
        ] {
            assert_eq!(clean(typed), kept, "{typed:?}");
        }
    }

    #[test]
    fn other_text_is_not_touched() {
        for text in [
            "  甲\t乙  ",
            "🙏🏽👨‍👩‍👧",
            "བོད་ཡིག",
            "ᠮᠣᠩᠭᠣᠯ\u{180b}",
            "ꆈꌠꉙ",
            "ئۇيغۇرچە",
            "é e\u{301}",
            "\u{200d}\u{200c}",
            "𠮷\u{e0100}",
            "\u{e000}",
            "\u{200f}",
        ] {
            assert!(matches!(clean(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn json_is_cleaned_in_depth() {
        let mut value = serde_json::json!({"a": ["x\u{1}", {"b": "y\r\nz"}], "n": 1});
        clean_json(&mut value);
        assert_eq!(
            value,
            serde_json::json!({"a": ["x", {"b": "y\nz"}], "n": 1})
        );
    }
}
