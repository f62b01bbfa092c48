//! 档号 (Z-10): 全宗号-档案门类代码·年度-保管期限-机构(问题)代码-件号, e.g. `Z109-WS·2026-D30-BGS-0001`.

use serde::{Deserialize, Serialize};

use super::Keeping;

/// A reference code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// 全宗号.
    pub fonds: String,
    /// 档案门类代码: WS for 文书.
    pub class: String,
    pub year: i16,
    pub keeping: Keeping,
    /// 机构(问题)代码.
    pub office: String,
    /// 件号, from 1 within all of the above.
    pub number: u32,
}

impl std::fmt::Display for Reference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            fonds,
            class,
            year,
            keeping,
            office,
            number,
        } = self;
        write!(
            f,
            "{fonds}-{class}·{year}-{}-{office}-{number:04}",
            keeping.code()
        )
    }
}

impl std::str::FromStr for Reference {
    type Err = String;

    /// Reads a 档号 (Z-10).
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = |what: &str| format!("{text}: {what}");
        let parts: Vec<&str> = text.split('-').collect();
        let [fonds, class_year, keeping, office, number] = parts.as_slice() else {
            return Err(wrong("档号应有五段，以“-”分隔"));
        };
        let (class, year) = class_year
            .split_once('·')
            .ok_or_else(|| wrong("门类代码与年度之间应有“·”"))?;
        if [fonds, &class, office].iter().any(|part| part.is_empty()) {
            return Err(wrong("全宗号、门类代码、机构（问题）代码不能为空"));
        }
        let year = Some(year)
            .filter(|year| year.len() == 4)
            .and_then(|year| year.parse().ok())
            .ok_or_else(|| wrong("年度应为四位数字"))?;
        let keeping = Keeping::ALL
            .into_iter()
            .find(|known| known.code() == *keeping)
            .ok_or_else(|| wrong("保管期限代码应为Y、D30或者D10"))?;
        let number = Some(number)
            .filter(|number| number.len() >= 4)
            .and_then(|number| number.parse().ok())
            .filter(|number| *number > 0)
            .ok_or_else(|| wrong("件号应为四位数字，从0001起"))?;
        Ok(Self {
            fonds: (*fonds).into(),
            class: class.into(),
            year,
            keeping,
            office: (*office).into(),
            number,
        })
    }
}

impl Reference {
    /// Whether two papers are numbered in one series (Z-10).
    #[must_use]
    pub fn same_series(&self, other: &Self) -> bool {
        let series = |of: &Self| {
            (
                of.fonds.clone(),
                of.class.clone(),
                of.year,
                of.keeping,
                of.office.clone(),
            )
        };
        series(self) == series(other)
    }
}
