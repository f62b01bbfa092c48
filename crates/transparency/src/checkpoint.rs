//! A checkpoint (C2SP tlog-checkpoint 1.0.0): origin, size and root of a log, one a line.

use std::{fmt, str::FromStr};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{Malformed, proof::Stand, tree::Hash};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's name, which is also its key's.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    pub root: Hash,
}

impl Checkpoint {
    /// Size and root.
    #[must_use]
    pub fn stand(&self) -> Stand {
        Stand {
            size: self.size,
            root: self.root,
        }
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = STANDARD.encode(self.root);
        writeln!(formatter, "{}\n{}\n{root}", self.origin, self.size)
    }
}

impl FromStr for Checkpoint {
    type Err = Malformed;

    /// Lines after the third are extensions of others, which are signed and not understood.
    fn from_str(text: &str) -> Result<Self, Malformed> {
        let wrong = |what: &str| Malformed::new(format!("not a checkpoint: {what}"));
        let mut lines = text
            .split_inclusive('\n')
            .map(|line| line.strip_suffix('\n'));
        let mut next = |what| lines.next().flatten().ok_or_else(|| wrong(what));
        let origin = next("no origin")?;
        let size = next("no size")?;
        let root = next("no root")?;
        if origin.is_empty() {
            return Err(wrong("no origin"));
        }
        let number: u64 = size.parse().map_err(|_| wrong("the size"))?;
        if number.to_string() != size {
            return Err(wrong("the size"));
        }
        Ok(Self {
            origin: origin.into(),
            size: number,
            root: hash(root).ok_or_else(|| wrong("the root"))?,
        })
    }
}

/// A hash in base64.
pub(crate) fn hash(text: &str) -> Option<Hash> {
    STANDARD.decode(text).ok()?.try_into().ok()
}
