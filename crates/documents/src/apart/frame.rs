//! How the two processes speak: a mark, then a JSON text and the bytes of a file, each behind its length.

use std::io::{self, Read, Write};

use serde::{Serialize, de::DeserializeOwned};

/// Where the answer begins: a test's binary says a few words before it.
pub(super) const MARK: &[u8] = b"\n\x01MINGBAI READER\x02\n";

/// Writes a part behind its length.
pub(super) fn write(out: &mut impl Write, head: &impl Serialize, bytes: &[u8]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    for part in [head.as_slice(), bytes] {
        out.write_all(&(part.len() as u64).to_be_bytes())?;
        out.write_all(part)?;
    }
    out.flush()
}

/// Reads what [`write`] wrote.
pub(super) fn read<T: DeserializeOwned>(mut input: impl Read) -> io::Result<(T, Vec<u8>)> {
    let head = part(&mut input)?;
    let bytes = part(&mut input)?;
    Ok((serde_json::from_slice(&head)?, bytes))
}

fn part(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    input.read_exact(&mut length)?;
    let length = u64::from_be_bytes(length);
    let mut bytes = Vec::new();
    // Nothing is set aside on the word of a length.
    if input.take(length).read_to_end(&mut bytes)? as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(bytes)
}

/// What stands behind the mark.
pub(super) fn behind_mark(bytes: &[u8]) -> Option<&[u8]> {
    let at = bytes.windows(MARK.len()).position(|it| it == MARK)?;
    Some(&bytes[at + MARK.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_behind_any_words() {
        let mut sent = b"running 1 test\n".to_vec();
        sent.extend(MARK);
        write(&mut sent, &"头", b"\x00\xFF").unwrap();
        let rest = behind_mark(&sent).unwrap();
        let (head, bytes): (String, Vec<u8>) = read(rest).unwrap();
        assert_eq!((head.as_str(), bytes.as_slice()), ("头", &b"\x00\xFF"[..]));
        assert!(
            read::<String>(&rest[..rest.len() - 1]).is_err(),
            "cut short"
        );
        assert_eq!(behind_mark(b"running 0 tests\n"), None);
    }
}
