//! Working days counted by hand: one box for each day, filled from the list of notices (law.md C-1, C-2).

use std::collections::BTreeMap;

/// A day as its place in the row of boxes.
pub type Day = usize;

pub struct Days {
    names: Vec<String>,
    works: Vec<bool>,
    places: BTreeMap<String, Day>,
}

impl Days {
    /// From 2019-01-01, a Tuesday, to 2027-12-31.
    pub fn new(notices: &str) -> Self {
        let mut days = Self {
            names: Vec::new(),
            works: Vec::new(),
            places: BTreeMap::new(),
        };
        let mut weekday = 2; // 1 is Monday
        for year in 2019..=2027 {
            let leap = year % 4 == 0;
            for (month, length) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
                .into_iter()
                .enumerate()
            {
                let length = if month == 1 && leap { 29 } else { length };
                for day in 1..=length {
                    let name = format!("{year}-{:02}-{day:02}", month + 1);
                    let fixed = ["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"];
                    let off = year > 2026 && fixed.contains(&&name[5..]);
                    days.places.insert(name.clone(), days.names.len());
                    days.names.push(name);
                    days.works.push(weekday <= 5 && !off);
                    weekday = weekday % 7 + 1;
                }
            }
        }
        days.change(notices);
        days
    }

    fn change(&mut self, notices: &str) {
        let usual = self.works.clone();
        let mut rows: Vec<Vec<&str>> = notices
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect())
            .collect();
        rows.sort_by_key(|row| row[3]);
        for row in rows {
            let at = self.places[row[0]];
            self.works[at] = match row[1] {
                "off" => false,
                "work" => true,
                "usual" => usual[at],
                other => panic!("{other}"),
            };
        }
    }

    pub fn of(&self, name: &str) -> Day {
        self.places[name]
    }

    pub fn name(&self, day: Day) -> &str {
        &self.names[day]
    }

    /// T(n): the n-th working day after a day, which is never counted itself (C-1).
    pub fn t(&self, start: Day, n: usize) -> Day {
        let mut day = start;
        for _ in 0..n {
            day += 1;
            while !self.works[day] {
                day += 1;
            }
        }
        day
    }

    pub fn works(&self, day: Day) -> bool {
        self.works[day]
    }
}
