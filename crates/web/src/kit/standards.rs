//! A line of a standard catalogue with its choices in words.

use std::ops::Deref;

use law::{
    Lang,
    standard::{Row, Way},
};

use crate::i18n;

/// A line, and what its boxes say.
pub struct Told {
    row: Row,
    /// 公开渠道和载体.
    pub channels: String,
    /// 公开对象.
    pub audience: String,
    /// 公开方式.
    pub way: String,
    /// 公开层级.
    pub levels: String,
}

impl Told {
    #[must_use]
    pub fn of(row: Row, lang: Lang) -> Self {
        let word = |key: &str| i18n::text(lang, &format!("standards.{key}")).to_string();
        let levels = [(row.county, "county"), (row.township, "township")];
        let named = levels.into_iter().filter(|(is, _)| *is);
        let named: Vec<String> = named.map(|(_, level)| word(level)).collect();
        Self {
            channels: row.channels.join("、"),
            audience: match row.group.as_str() {
                "" => word("everybody"),
                group => group.into(),
            },
            way: match row.way {
                Way::Proactive => word("proactive"),
                Way::OnRequest => word("on_request"),
            },
            levels: named.join(lang.pick("、", ", ")),
            row,
        }
    }

    /// 依申请: nothing is owed.
    #[must_use]
    pub fn is_on_request(&self) -> bool {
        self.row.way == Way::OnRequest
    }
}

impl Deref for Told {
    type Target = Row;

    fn deref(&self) -> &Row {
        &self.row
    }
}
