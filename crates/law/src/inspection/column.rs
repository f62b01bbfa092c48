//! 栏目 as data (`data/columns.tsv`): the heads of Arts. 20 and 21, the guide, the rules on disclosure; how long one may go without
//! news (W-13).

use jiff::civil::Date;

use crate::{calendar::Calendar, publication::Settings, rule::Rule, term::Term};

const FILE: &str = include_str!("../../data/columns.tsv");

/// Among which a column counts where too many of one sort fail a whole site (W-13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// 通知公告、政策文件.
    Document,
    /// 其他应当更新的栏目.
    Long,
    /// Text that stands, and is looked through by its review date.
    Standing,
}

impl Class {
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Long => "long",
            Self::Standing => "standing",
        }
    }

    fn of(code: &str) -> Option<Self> {
        [Self::Document, Self::Long, Self::Standing]
            .into_iter()
            .find(|class| class.code() == code)
    }
}

/// How long a column may go without news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fresh {
    Days(i32),
    Months(i32),
    /// Months of the settings.
    Long,
    Never,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// `head/3`, `guide`, `rules`.
    pub code: &'static str,
    /// Head of Art. 20; 0 for the others. Matters of Art. 21 stand under head 15.
    pub head: u8,
    pub zh: &'static str,
    pub en: &'static str,
    pub class: Class,
    fresh: Fresh,
    /// The rule by which an empty one is found.
    pub empty: Option<Rule>,
}

impl Column {
    /// Every column, in the order of the file (A-20, A-21, W-13).
    #[must_use]
    pub fn all() -> Vec<Self> {
        lines().filter_map(parse).collect()
    }

    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|column| column.code == code)
    }

    /// The column of a head of Art. 20.
    #[must_use]
    pub fn of_head(number: u8) -> Option<Self> {
        Self::all()
            .into_iter()
            .find(|column| column.head == number && number > 0)
    }

    /// How long it may go without news; `None` where no date measures it (W-13).
    #[must_use]
    pub fn term(&self, settings: &Settings) -> Option<Term> {
        Some(match self.fresh {
            Fresh::Days(days) => Term::Days(days),
            Fresh::Months(months) => Term::Months(months),
            Fresh::Long => Term::Months(settings.long_months),
            Fresh::Never => return None,
        })
    }

    /// The last day on which its newest text is new enough; from the day after it is stale (W-13).
    #[must_use]
    pub fn fresh_until(
        &self,
        newest: Date,
        calendar: &Calendar,
        settings: &Settings,
    ) -> Option<Date> {
        let rule = Rule::W_13;
        let term = self.term(settings)?;
        let last = term.last_day(rule, rule.citation(), newest, calendar);
        Some(last.date())
    }
}

fn lines() -> impl Iterator<Item = &'static str> {
    FILE.lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("code\t"))
}

/// A line of the file; `None` where it is not one, which a test forbids.
fn parse(line: &'static str) -> Option<Column> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [code, head, zh, en, class, fresh, empty] = cells[..] else {
        return None;
    };
    Some(Column {
        code,
        head: head.parse().ok()?,
        zh,
        en,
        class: Class::of(class)?,
        fresh: match fresh {
            "-" => Fresh::Never,
            "long" => Fresh::Long,
            _ => match (fresh.strip_suffix('d'), fresh.strip_suffix('m')) {
                (Some(days), _) => Fresh::Days(days.parse().ok()?),
                (_, Some(months)) => Fresh::Months(months.parse().ok()?),
                _ => return None,
            },
        },
        empty: match empty {
            "-" => None,
            rule => Some(Rule::of(rule)?),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_file_is_a_column_and_every_head_has_one() {
        let all = Column::all();
        assert_eq!(all.len(), lines().count());
        for head in crate::catalogue::HEADS {
            assert!(Column::of_head(head).is_some(), "head {head}");
        }
        assert_eq!(Column::of_head(0), None);
    }
}
