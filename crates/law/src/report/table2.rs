use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
    ser::SerializeMap,
};
use serde_json::Value;

pub const REGULATIONS: &str = "规章";
pub const NORMATIVE: &str = "行政规范性文件";
pub const LICENCES: &str = "行政许可";
pub const PENALTIES: &str = "行政处罚";
pub const COERCIONS: &str = "行政强制";
pub const FEES: &str = "行政事业性收费";

/// A number of 表二 as printed: a count, or (procurement amounts of the 2019 form) a decimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    Whole(i64),
    Decimal(String),
}

/// What stands in one row of 表二.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cells {
    /// 行政许可, 行政处罚, 行政强制: one count.
    One(Option<i64>),
    /// 规章, 行政规范性文件, and every row of the 2019 form.
    Many(Vec<Option<Number>>),
    /// 行政事业性收费: a decimal in 万元, as printed.
    Wan(Option<String>),
}

/// 表二 主动公开政府信息情况: rows in the order of the forms. A row is absent where the source lacks it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table2 {
    rows: Vec<(String, Cells)>,
}

impl Table2 {
    /// The six rows of the 2021 form, all zero.
    #[must_use]
    pub fn zero() -> Self {
        let mut table = Self::default();
        table.set_documents(REGULATIONS, [Some(0); 3]);
        table.set_documents(NORMATIVE, [Some(0); 3]);
        for row in [LICENCES, PENALTIES, COERCIONS] {
            table.set_decisions(row, Some(0));
        }
        table.set_fees(Some("0".into()));
        table
    }

    #[must_use]
    pub fn get(&self, row: &str) -> Option<&Cells> {
        self.rows
            .iter()
            .find(|(name, _)| name == row)
            .map(|(_, cells)| cells)
    }

    pub fn set(&mut self, row: &str, cells: Cells) {
        match self.rows.iter_mut().find(|(name, _)| name == row) {
            Some((_, old)) => *old = cells,
            None => {
                let place = self
                    .rows
                    .iter()
                    .position(|(name, _)| order(name) > order(row))
                    .unwrap_or(self.rows.len());
                self.rows.insert(place, (row.into(), cells));
            }
        }
    }

    /// `本年制发`, `本年废止`, `现行有效` of 规章 or 行政规范性文件.
    pub fn set_documents(&mut self, row: &str, cells: [Option<i64>; 3]) {
        let cells = cells
            .into_iter()
            .map(|cell| cell.map(Number::Whole))
            .collect();
        self.set(row, Cells::Many(cells));
    }

    /// 本年处理决定数量 of 行政许可, 行政处罚 or 行政强制.
    pub fn set_decisions(&mut self, row: &str, count: Option<i64>) {
        self.set(row, Cells::One(count));
    }

    /// 本年收费金额, a decimal string in 万元.
    pub fn set_fees(&mut self, wan: Option<String>) {
        self.set(FEES, Cells::Wan(wan));
    }

    #[must_use]
    pub fn regulations(&self) -> Option<[Option<i64>; 3]> {
        self.documents(REGULATIONS)
    }

    #[must_use]
    pub fn normative(&self) -> Option<[Option<i64>; 3]> {
        self.documents(NORMATIVE)
    }

    #[must_use]
    pub fn licences(&self) -> Option<i64> {
        self.decisions(LICENCES)
    }

    #[must_use]
    pub fn penalties(&self) -> Option<i64> {
        self.decisions(PENALTIES)
    }

    #[must_use]
    pub fn coercions(&self) -> Option<i64> {
        self.decisions(COERCIONS)
    }

    /// The fees as printed, in 万元.
    #[must_use]
    pub fn fees(&self) -> Option<&str> {
        match self.get(FEES)? {
            Cells::Wan(wan) => wan.as_deref(),
            _ => None,
        }
    }

    pub fn rows(&self) -> impl Iterator<Item = (&str, &Cells)> {
        self.rows.iter().map(|(name, cells)| (name.as_str(), cells))
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// `None` where the row is absent or has not three cells.
    #[must_use]
    pub fn documents(&self, row: &str) -> Option<[Option<i64>; 3]> {
        let Cells::Many(cells) = self.get(row)? else {
            return None;
        };
        let whole = |cell: &Option<Number>| match cell {
            Some(Number::Whole(value)) => Some(*value),
            _ => None,
        };
        let [a, b, c] = cells.as_slice() else {
            return None;
        };
        Some([whole(a), whole(b), whole(c)])
    }

    /// `None` where the row is absent, blank or not a single count.
    #[must_use]
    pub fn decisions(&self, row: &str) -> Option<i64> {
        match self.get(row)? {
            Cells::One(count) => *count,
            _ => None,
        }
    }
}

/// Place of a row in the two forms; rows of neither come last.
fn order(row: &str) -> usize {
    [
        REGULATIONS,
        NORMATIVE,
        "规范性文件",
        LICENCES,
        "其他对外管理服务事项",
        PENALTIES,
        COERCIONS,
        FEES,
        "政府集中采购",
    ]
    .iter()
    .position(|known| *known == row)
    .unwrap_or(usize::MAX)
}

/// 万元 as printed to 分, exactly: 1 分 is 0.000001 万元. `None` if it is not a decimal
/// of at most six places, is negative or does not fit.
#[must_use]
pub fn fen_of_wan(wan: &str) -> Option<i64> {
    let (whole, part) = wan.split_once('.').unwrap_or((wan, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || (wan.contains('.') && part.is_empty())
    {
        return None;
    }
    let part = part.trim_end_matches('0');
    if part.len() > 6 {
        return None;
    }
    let scale = 10i64.checked_pow(6 - u32::try_from(part.len()).ok()?)?;
    let low = if part.is_empty() {
        0
    } else {
        part.parse::<i64>().ok()?
    };
    whole
        .parse::<i64>()
        .ok()?
        .checked_mul(1_000_000)?
        .checked_add(low * scale)
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(value) => serializer.serialize_i64(*value),
            Self::Decimal(text) => serializer.serialize_str(text),
        }
    }
}

impl Serialize for Table2 {
    /// 行政事业性收费 is a decimal string in 万元; in a 2019 table, which has two counts of fee items there, a list of these.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.rows.len()))?;
        for (row, cells) in &self.rows {
            match cells {
                Cells::One(count) => map.serialize_entry(row, count)?,
                Cells::Wan(wan) => map.serialize_entry(row, wan)?,
                Cells::Many(cells) => map.serialize_entry(row, cells)?,
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Table2 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows;
        impl<'de> Visitor<'de> for Rows {
            type Value = Table2;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a map from the rows of table 2 to their cells")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Table2, A::Error> {
                let mut table = Table2::default();
                while let Some((row, value)) = map.next_entry::<String, Value>()? {
                    let cells = Cells::from_json(&row, &value)
                        .ok_or_else(|| de::Error::custom(format!("table2/{row}: {value}")))?;
                    table.set(&row, cells);
                }
                Ok(table)
            }
        }
        deserializer.deserialize_map(Rows)
    }
}

impl Cells {
    /// A row of the JSON of `formats.md`; `None` if the value is not of its shape.
    #[must_use]
    pub fn from_json(row: &str, value: &Value) -> Option<Self> {
        match value {
            Value::Array(cells) => cells
                .iter()
                .map(cell_of)
                .collect::<Option<_>>()
                .map(Self::Many),
            Value::Null if row == FEES => Some(Self::Wan(None)),
            Value::Null => Some(Self::One(None)),
            Value::Number(number) if row == FEES => Some(Self::Wan(Some(number.to_string()))),
            Value::Number(number) => Some(Self::One(Some(number.as_i64()?))),
            Value::String(text) if row == FEES && text.starts_with('[') => Self::from_json(
                row,
                &serde_json::from_str(text).ok().filter(Value::is_array)?,
            ),
            Value::String(text) if row == FEES => Some(Self::Wan(Some(text.clone()))),
            _ => None,
        }
    }
}

fn cell_of(value: &Value) -> Option<Option<Number>> {
    match value {
        Value::Null => Some(None),
        Value::Number(number) => Some(Some(match number.as_i64() {
            Some(whole) => Number::Whole(whole),
            None => Number::Decimal(number.to_string()),
        })),
        Value::String(text) => Some(Some(Number::Decimal(text.clone()))),
        _ => None,
    }
}
