//! An item that an earlier system made public: it keeps its number and its day, and neither may be made up (S-8, W-10).

use jiff::civil::Date;

use super::{SourceClass, gates};
use crate::{
    fields::item::PUBLISHED_ON,
    finding::{Finding, Severity},
};

/// What is said of its publication.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// 索引号; empty: it never had one.
    pub index_number: &'a str,
    pub made_on: Option<Date>,
    /// 发布日期; `None`: it is a draft here.
    pub published_on: Option<Date>,
    pub class: SourceClass,
}

/// Everything wrong with it. 伪造发稿日期 is an accident of safety (W-10), and what is not 主动公开 was never public (S-8).
#[must_use]
pub fn faults(earlier: &Earlier, today: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut day = |zh: String, en: String| {
        found.push(Finding::new(
            PUBLISHED_ON.rule,
            Severity::Error,
            PUBLISHED_ON.name,
            zh,
            en,
        ));
    };
    let Some(published) = earlier.published_on else {
        if !earlier.index_number.is_empty() {
            day(
                "有索引号的信息必须填写发布日期".into(),
                "an item with an index number must have its day of publication".into(),
            );
        }
        return found;
    };
    if published > today {
        day(
            format!("发布日期不能晚于今天（{today}）"),
            format!("the day of publication cannot be after today ({today})"),
        );
    }
    if earlier.made_on.is_some_and(|made| published < made) {
        day(
            "发布日期早于成文日期".into(),
            "it cannot be published before it was made".into(),
        );
    }
    found.extend(gates::class(earlier.class));
    found
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_of_publication_is_not_made_up() {
        let (made, day, later) = (date(2020, 3, 2), date(2020, 3, 9), date(2026, 3, 3));
        let open = SourceClass::Proactive;
        let table: [(&str, Option<Date>, SourceClass, &[(&str, &str)]); 8] = [
            ("", None, open, &[]),
            ("某商2020-7", Some(day), open, &[]),
            ("某商2020-7", Some(made), open, &[]),
            ("某商2026-1", Some(date(2026, 3, 2)), open, &[]),
            ("某商2020-7", None, open, &[("published_on", "W-10")]),
            ("某商2020-7", Some(later), open, &[("published_on", "W-10")]),
            (
                "某商2020-7",
                Some(date(2020, 3, 1)),
                open,
                &[("published_on", "W-10")],
            ),
            (
                "某商2020-7",
                Some(day),
                SourceClass::OnRequest,
                &[("source_class", "S-8")],
            ),
        ];
        for (index_number, published_on, class, expected) in table {
            let earlier = Earlier {
                index_number,
                made_on: Some(made),
                published_on,
                class,
            };
            let found = faults(&earlier, date(2026, 3, 2));
            let named: Vec<(&str, &str)> = found
                .iter()
                .map(|finding| (finding.place.as_str(), finding.id.id()))
                .collect();
            assert_eq!(named, expected, "{earlier:?}");
        }
    }
}
