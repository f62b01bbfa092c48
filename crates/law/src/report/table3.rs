//! 表三: 25 rows of seven cells. A row may be absent, a cell may be blank; neither is zero.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeMap};

use super::rows::{Column, Row};

/// Seven cells in the order of [`Column::ALL`].
pub type Cells = [Option<i64>; 7];

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table3(BTreeMap<Row, Cells>);

impl Table3 {
    /// All 25 rows, all zero.
    #[must_use]
    pub fn zero() -> Self {
        Self(Row::ALL.into_iter().map(|row| (row, [Some(0); 7])).collect())
    }

    #[must_use]
    pub fn row(&self, row: Row) -> Option<&Cells> {
        self.0.get(&row)
    }

    pub fn set_row(&mut self, row: Row, cells: Cells) {
        self.0.insert(row, cells);
    }

    /// `None` where the row is absent or the cell blank.
    #[must_use]
    pub fn get(&self, row: Row, column: Column) -> Option<i64> {
        self.0.get(&row).and_then(|cells| cells[column as usize])
    }

    pub fn set(&mut self, row: Row, column: Column, value: Option<i64>) {
        self.0.entry(row).or_insert([None; 7])[column as usize] = value;
    }

    pub fn remove(&mut self, row: Row) {
        self.0.remove(&row);
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rows that are there, in order.
    pub fn rows(&self) -> impl Iterator<Item = (Row, &Cells)> {
        self.0.iter().map(|(row, cells)| (*row, cells))
    }
}

impl Serialize for Table3 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (row, cells) in &self.0 {
            map.serialize_entry(row.key(), cells)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Table3 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read: BTreeMap<String, Cells> = BTreeMap::deserialize(deserializer)?;
        let mut table = Self::default();
        for (key, cells) in read {
            let row = Row::from_key(&key).ok_or_else(|| {
                serde::de::Error::custom(format!("table3 has no row {key}"))
            })?;
            table.set_row(row, cells);
        }
        Ok(table)
    }
}
