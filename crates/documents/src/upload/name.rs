//! File names of strangers: only the last part, no marks that deceive, not too long.

/// Characters, extension included. In UTF-8 this stays under the 255 bytes of file systems.
const LONGEST: usize = 80;

/// A name to keep the file under; never empty, never a path.
pub(super) fn sanitise(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .map(|c| {
            if "<>:\"|?*&'`$;%#{}".contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    let plain = plain.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, extension) = match plain.rsplit_once('.') {
        Some((stem, extension)) => (stem.trim_end(), extension),
        None => (plain, ""),
    };
    let room = LONGEST.saturating_sub(extension.chars().count() + 1);
    let mut stem: String = stem.chars().take(room).collect();
    if stem.is_empty() {
        stem = "附件".into();
    }
    if is_device(&stem) {
        stem.insert(0, '_');
    }
    if extension.is_empty() {
        stem
    } else {
        format!("{stem}.{extension}")
    }
}

/// Lower case, without the dot; empty when there is none.
pub(super) fn extension(name: &str) -> String {
    name.rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default()
}

/// Marks that turn or hide letters: `fdp.exe` shown backwards looks like a PDF.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}')
}

/// Names that mean a device on Windows whatever follows.
fn is_device(stem: &str) -> bool {
    let first = stem
        .split('.')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_uppercase();
    ["CON", "PRN", "AUX", "NUL"].contains(&first.as_str())
        || (first.len() == 4
            && (first.starts_with("COM") || first.starts_with("LPT"))
            && first.ends_with(|c: char| c.is_ascii_digit()))
}
