//! Ids: what a record is called inside the software. Opaque text with a kind, so that the id of an item cannot be handed to
//! whatever wants a request.

use std::{fmt, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::readings::Digest;

/// The name of one record of a kind `K`: 1 to 64 characters without blank, slash or control character.
///
/// New ids are ULIDs; what older ledgers hold is read as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id<K>(String, PhantomData<K>);

/// Kinds of id. None of them has a value.
pub mod kind {
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Organ {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Request {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Item {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Remedy {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Rectification {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Message {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Standard {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Chase {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Task {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Row {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Person {}
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Staff {}
}

/// 机关代码.
pub type OrganCode = Id<kind::Organ>;
/// 一件依申请公开的申请.
pub type RequestId = Id<kind::Request>;
/// 一条主动公开的信息.
pub type ItemId = Id<kind::Item>;
/// 一件行政复议或者行政诉讼.
pub type RemedyId = Id<kind::Remedy>;
/// 一件更正申请.
pub type RectificationId = Id<kind::Rectification>;
/// 一件留言、找错或者投诉 (W-14).
pub type MessageId = Id<kind::Message>;
/// 一个领域的标准目录 of an organ (G-1).
pub type StandardId = Id<kind::Standard>;
/// 一件督办.
pub type ChaseId = Id<kind::Chase>;
/// 一项年度任务.
pub type TaskId = Id<kind::Task>;
/// 标准目录中的一行.
pub type RowId = Id<kind::Row>;
/// A person whose particulars are sealed.
pub type PersonId = Id<kind::Person>;
/// A member of staff.
pub type StaffId = Id<kind::Staff>;

/// The most characters of an id.
const LONGEST: usize = 64;

impl<K> Id<K> {
    /// What has no name of its own is called by what it says: the first 16 digits of its digest.
    #[must_use]
    pub(crate) fn of_digest(digest: &Digest) -> Self {
        Self(digest.as_str().chars().take(16).collect(), PhantomData)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Text that cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} cannot be an id")]
pub struct NotAnId(String);

impl<K> FromStr for Id<K> {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let fits = (1..=LONGEST).contains(&text.chars().count())
            && !text.contains(|c: char| c == '/' || c.is_whitespace() || c.is_control());
        if fits {
            Ok(Self(text.into(), PhantomData))
        } else {
            Err(NotAnId(text.chars().take(LONGEST).collect()))
        }
    }
}

impl<K> fmt::Display for Id<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// A file by its content: SHA-256 as 64 hexadecimal digits in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash(String);

impl FileHash {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FileHash {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let hash = text.len() == 64
            && text
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if hash {
            Ok(Self(text.into()))
        } else {
            Err(NotAnId(text.chars().take(LONGEST).collect()))
        }
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for FileHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for FileHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_has_no_blank_or_slash() {
        for fits in ["01J8ZZZZZZZZZZZZZZZZZZZZZZ", "QH03", "P", "甲"] {
            let id: RequestId = fits.parse().unwrap();
            assert_eq!((id.as_str(), id.to_string()), (fits, fits.to_string()));
            let json = serde_json::to_string(&id).unwrap();
            assert_eq!(serde_json::from_str::<RequestId>(&json).unwrap(), id);
        }
        for no in ["", "a/b", "a b", "a\u{1}", "\u{3000}", &"a".repeat(65)] {
            assert!(no.parse::<RequestId>().is_err(), "{no:?}");
            let json = serde_json::to_string(no).unwrap();
            assert!(serde_json::from_str::<RequestId>(&json).is_err());
        }
    }

    #[test]
    fn a_hash_is_64_digits_in_lower_case() {
        let hash = "0123456789abcdef".repeat(4);
        assert_eq!(hash.parse::<FileHash>().unwrap().as_str(), hash);
        for no in [
            &hash[1..],
            &hash.to_uppercase(),
            &format!("{hash}0"),
            "../x",
        ] {
            assert!(no.parse::<FileHash>().is_err(), "{no}");
        }
    }
}
