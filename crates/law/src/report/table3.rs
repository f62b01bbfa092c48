//! 表三: 25 rows of seven cells (国办公开办函〔2021〕30号; law.md 2.3).

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
    ser::SerializeMap,
};

use super::{Column, Row};

/// 表三 收到和处理政府信息公开申请情况: a row is absent where the source lacks it,
/// a cell is `None` where the source leaves it blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Table3 {
    rows: [Option<[Option<i64>; 7]>; 25],
    /// The 2019 form has one row （六）其他处理; it stands in the place of its third.
    single_other: bool,
}

impl Table3 {
    /// The key of the single row of the 2019 form.
    pub const SINGLE_OTHER: &str = "三、（六）其他处理";

    /// All 175 cells zero.
    #[must_use]
    pub const fn zero() -> Self {
        Self {
            rows: [Some([Some(0); 7]); 25],
            single_other: false,
        }
    }

    /// Whether （六）其他处理 is one row, as in the 2019 form.
    #[must_use]
    pub const fn has_single_other(&self) -> bool {
        self.single_other
    }

    /// Says that [`Row::Other`] is the single row （六）其他处理 of the 2019 form.
    pub const fn set_single_other(&mut self) {
        self.single_other = true;
    }

    #[must_use]
    pub const fn row(&self, row: Row) -> Option<&[Option<i64>; 7]> {
        self.rows[row.index()].as_ref()
    }

    pub const fn set_row(&mut self, row: Row, cells: [Option<i64>; 7]) {
        self.rows[row.index()] = Some(cells);
    }

    /// `None` for a blank cell and for an absent row.
    #[must_use]
    pub fn get(&self, row: Row, column: Column) -> Option<i64> {
        self.rows[row.index()]?[column as usize]
    }

    /// Sets one cell; the other cells of a row that was absent become blank.
    pub fn set(&mut self, row: Row, column: Column, value: Option<i64>) {
        self.rows[row.index()].get_or_insert([None; 7])[column as usize] = value;
    }

    pub const fn remove(&mut self, row: Row) {
        self.rows[row.index()] = None;
    }

    #[must_use]
    pub const fn has(&self, row: Row) -> bool {
        self.rows[row.index()].is_some()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(Option::is_none)
    }

    /// The rows that are there, in the order of the form.
    pub fn rows(&self) -> impl Iterator<Item = (Row, &[Option<i64>; 7])> {
        Row::ALL
            .into_iter()
            .filter_map(|row| Some((row, self.row(row)?)))
    }
}

impl Serialize for Table3 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (row, cells) in self.rows() {
            if row == Row::Other && self.single_other {
                map.serialize_entry(Self::SINGLE_OTHER, &cells)?;
            } else {
                map.serialize_entry(&row, &cells)?;
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Table3 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows;
        impl<'de> Visitor<'de> for Rows {
            type Value = Table3;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a map from row keys to seven cells")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Table3, A::Error> {
                let mut table = Table3::default();
                while let Some((key, cells)) = map.next_entry::<String, [Option<i64>; 7]>()? {
                    if key == Table3::SINGLE_OTHER {
                        table.set_single_other();
                        table.set_row(Row::Other, cells);
                    } else {
                        table.set_row(key.parse().map_err(de::Error::custom)?, cells);
                    }
                }
                Ok(table)
            }
        }
        deserializer.deserialize_map(Rows)
    }
}
