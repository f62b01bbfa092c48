//! 答复稿: an answer as it will go out, its 答复书 and its files, named by their hashes. What is read, signed and sent is this one
//! thing; whoever changes a part of it has written another, which nobody has read (F-D17, A-45).

use serde::{Deserialize, Serialize};

use crate::readings::Digest;

/// The letter and the files of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Hash of the draft as it is kept.
    pub letter: Digest,
    /// Hashes of the files that go out with it, as they are kept, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Digest>,
}

impl Paper {
    /// What readings are bound to: the letter and every file.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut parts = vec![self.letter.as_str()];
        parts.extend(self.files.iter().map(Digest::as_str));
        Digest::of("answer", &parts)
    }
}

/// 编号的答复书: the number and day that the signature gave to the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    pub number: String,
    pub on: jiff::civil::Date,
    /// What was set in type, as its readers had it.
    pub read: Option<Digest>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_letter_another_file_or_another_order_is_another_paper() {
        let paper = |letter: &str, files: &[&str]| {
            let files = files.iter().map(|file| Digest::from(*file)).collect();
            let letter = letter.into();
            Paper { letter, files }.digest()
        };
        let all = [
            paper("a", &[]),
            paper("b", &[]),
            paper("a", &["b"]),
            paper("a", &["b", "c"]),
            paper("a", &["c", "b"]),
            paper("a", &["bc"]),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(!all[at + 1..].contains(one), "{at}");
        }
    }
}
