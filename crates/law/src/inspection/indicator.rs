//! 指标 as data (`data/indicators.tsv`): what an inspection finds, under which rule, and in which words.

use crate::{finding::Severity, rule::Rule};

const FILE: &str = include_str!("../../data/indicators.tsv");

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    pub code: &'static str,
    /// The rule, where the matter brings none of its own.
    pub rule: Rule,
    pub severity: Severity,
    /// A reminder of its own tells of it.
    pub told_apart: bool,
    /// The day on which it begins follows from a period; of the others it is that of the act which left it so.
    pub dated: bool,
    /// What is to be done.
    pub todo: [&'static str; 2],
    /// What is found.
    pub found: [&'static str; 2],
}

impl Indicator {
    /// Every indicator, in the order of the file (W-12, W-13, W-14, N-21, N-26).
    #[must_use]
    pub fn all() -> Vec<Self> {
        lines().filter_map(parse).collect()
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        lines()
            .find(|line| line.split('\t').next() == Some(code))
            .and_then(parse)
    }
}

fn lines() -> impl Iterator<Item = &'static str> {
    FILE.lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("code\t"))
}

fn parse(line: &'static str) -> Option<Indicator> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [code, rule, severity, own, dated, todo_zh, todo_en, zh, en] = cells[..] else {
        return None;
    };
    let yes = |cell: &str| match cell {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    Some(Indicator {
        code,
        rule: Rule::of(rule)?,
        severity: match severity {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "question" => Severity::Question,
            _ => return None,
        },
        told_apart: yes(own)?,
        dated: yes(dated)?,
        todo: [todo_zh, todo_en],
        found: [zh, en],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_an_indicator() {
        let all = Indicator::all();
        assert_eq!(all.len(), lines().count());
        for one in &all {
            let [zh, en] = one.found;
            assert_eq!(zh.contains("{name}"), en.contains("{name}"), "{}", one.code);
            assert!(!one.told_apart || one.dated, "{}", one.code);
        }
    }
}
