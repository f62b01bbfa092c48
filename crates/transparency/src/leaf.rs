//! What a leaf of the public log says: that an organ did this to that address on that day, and what the public read there since.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Malformed;

/// The form of the entry. Another form is another word; an entry that was written once is never written anew.
const FORM: &str = "mingbai-leaf-1";

/// The kinds of public act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// 发布.
    Published,
    /// 变更: another text took the place of the public one.
    Changed,
    /// 暂停公开.
    Suspended,
    /// 恢复公开.
    Restored,
    /// 废止.
    Repealed,
    /// 撤回.
    Withdrawn,
    /// 年度报告公布.
    ReportPublished,
    /// 年度报告更正.
    ReportCorrected,
}

impl Act {
    pub const ALL: [Self; 8] = [
        Self::Published,
        Self::Changed,
        Self::Suspended,
        Self::Restored,
        Self::Repealed,
        Self::Withdrawn,
        Self::ReportPublished,
        Self::ReportCorrected,
    ];

    /// As it stands in an entry.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Changed => "changed",
            Self::Suspended => "suspended",
            Self::Restored => "restored",
            Self::Repealed => "repealed",
            Self::Withdrawn => "withdrawn",
            Self::ReportPublished => "report_published",
            Self::ReportCorrected => "report_corrected",
        }
    }
}

/// One leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaf {
    pub act: Act,
    /// Path on the site: `/items/QH03/01J…`.
    pub address: String,
    /// Code of the organ.
    pub organ: String,
    /// The day that the act bears: `2026-11-30`.
    pub on: String,
    /// The second in which it was recorded, in UTC: `2026-11-30T01:02:03Z`.
    pub recorded_at: String,
    /// SHA-256 of the record that the site serves since (see [`digest`]), in hexadecimal; empty where nothing is public any more.
    pub record: String,
}

/// Fields in the order of the alphabet, so that the text is one and the same for everybody.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    act: Act,
    address: String,
    form: String,
    on: String,
    organ: String,
    record: String,
    recorded_at: String,
}

impl Leaf {
    /// The bytes that are hashed: JSON in one line without blanks, fields in the order of the alphabet, no newline at its end.
    #[must_use]
    pub fn entry(&self) -> String {
        let fields = Fields {
            act: self.act,
            address: self.address.clone(),
            form: FORM.into(),
            on: self.on.clone(),
            organ: self.organ.clone(),
            record: self.record.clone(),
            recorded_at: self.recorded_at.clone(),
        };
        serde_json::to_string(&fields).unwrap_or_default()
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// It is of another form, or not spelt as [`Leaf::entry`] spells it.
    pub fn of_entry(entry: &str) -> Result<Self, Malformed> {
        let wrong = |what: String| Malformed::new(format!("not a leaf of a public log: {what}"));
        let fields: Fields =
            serde_json::from_str(entry).map_err(|error| wrong(error.to_string()))?;
        if fields.form != FORM {
            return Err(wrong(format!("form {}", fields.form)));
        }
        let leaf = Self {
            act: fields.act,
            address: fields.address,
            organ: fields.organ,
            on: fields.on,
            recorded_at: fields.recorded_at,
            record: fields.record,
        };
        if leaf.entry() == entry {
            Ok(leaf)
        } else {
            Err(wrong("it is spelt otherwise".into()))
        }
    }
}

/// The digest by which a leaf names a record: SHA-256 of its bytes, in hexadecimal.
#[must_use]
pub fn digest(record: &str) -> String {
    hex::encode(Sha256::digest(record.as_bytes()))
}
