//! 繁简: one traditional character is read as the simplified one, in documents and in queries alike.

/// The characters with a simplified form lie in this range.
const FIRST: usize = 0x3400;
const LAST: usize = 0x9FFF;

/// Pairs, the traditional character first. Made from the dictionaries of OpenCC.
const PAIRS: &str = include_str!("../data/traditional.txt");

/// What each character of the range becomes; 0 where it stays.
const TABLE: &[u16; LAST - FIRST + 1] = &table();

/// The simplified form of a character, or itself.
pub(crate) fn simplified(c: char) -> char {
    let Some(place) = usize::try_from(u32::from(c))
        .ok()
        .and_then(|code| code.checked_sub(FIRST))
    else {
        return c;
    };
    match TABLE.get(place) {
        Some(0) | None => c,
        Some(code) => char::from_u32(u32::from(*code)).unwrap_or(c),
    }
}

/// Every character of the table takes three bytes; lines that begin with `#` are remarks.
const fn table() -> [u16; LAST - FIRST + 1] {
    let bytes = PAIRS.as_bytes();
    let mut table = [0; LAST - FIRST + 1];
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => {
                while bytes[at] != b'\n' {
                    at += 1;
                }
            }
            b'\n' => at += 1,
            _ => {
                table[code(bytes, at) as usize - FIRST] = code(bytes, at + 3);
                at += 6;
            }
        }
    }
    table
}

/// The character of three bytes in UTF-8 that begins there.
const fn code(bytes: &[u8], at: usize) -> u16 {
    ((bytes[at] as u16 & 0x0F) << 12)
        | ((bytes[at + 1] as u16 & 0x3F) << 6)
        | (bytes[at + 2] as u16 & 0x3F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_become_simplified() {
        let cases = [
            ("財政決算", "财政决算"),
            ("政府信息公開", "政府信息公开"),
            ("農機購置補貼", "农机购置补贴"),
            ("房屋徵收", "房屋征收"),
            ("干部 了 a 𠮷", "干部 了 a 𠮷"),
        ];
        for (text, expected) in cases {
            let simple: String = text.chars().map(simplified).collect();
            assert_eq!(simple, expected);
        }
        let lines = PAIRS.lines().filter(|line| !line.starts_with('#'));
        let pairs: usize = lines.map(|line| line.chars().count()).sum();
        assert_eq!(pairs / 2, TABLE.iter().filter(|code| **code != 0).count());
    }
}
