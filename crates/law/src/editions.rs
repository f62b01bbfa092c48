//! 施行日期: which rule applies to an act, by the act's date and not by today's (law.md 0.2).
//!
//! Repealed rules stay: a case of 2019 is assessed as it was then.

use crate::rule::Rule;
use jiff::civil::Date;

/// One edition of a rule: in force from the day to the day, both included; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition<T> {
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub value: T,
    /// Rule ID of `law.md`.
    pub rule: Rule,
    pub source: &'static str,
}

impl<T> Edition<T> {
    #[must_use]
    pub fn in_force(&self, on: Date) -> bool {
        self.from.is_none_or(|from| from <= on) && self.to.is_none_or(|to| on <= to)
    }
}

const fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Some(Date::constant(year, month, day))
}

const fn edition<T>(
    from: Option<Date>,
    to: Option<Date>,
    value: T,
    rule: Rule,
    source: &'static str,
) -> Edition<T> {
    Edition {
        from,
        to,
        value,
        rule,
        source,
    }
}

/// 答复期限 in working days, twice with an extension (E-1, E-2).
pub const ANSWER_PERIOD: [Edition<u32>; 2] = [
    edition(
        None,
        day(2019, 5, 14),
        15,
        Rule::E_2,
        "政府信息公开条例（国务院令第492号）",
    ),
    edition(
        day(2019, 5, 15),
        None,
        20,
        Rule::E_1,
        "政府信息公开条例（国务院令第711号）",
    ),
];

/// Whether 信息处理费 may be charged (E-3).
pub const FEES: [Edition<bool>; 2] = [
    edition(
        None,
        day(2020, 12, 31),
        false,
        Rule::E_3,
        "政府信息公开条例第四十二条（办法尚未施行）",
    ),
    edition(
        day(2021, 1, 1),
        None,
        true,
        Rule::E_3,
        "政府信息公开信息处理费管理办法（国办函〔2020〕109号）",
    ),
];

/// The form of the annual report, by the last day of the year reported on (E-4, E-5); before 2019 there is none.
pub const REPORT_FORM: [Edition<&str>; 3] = [
    edition(None, day(2018, 12, 31), "", Rule::E_5, ""),
    edition(
        day(2019, 1, 1),
        day(2020, 12, 31),
        "2019",
        Rule::E_5,
        "国办公开办函〔2019〕60号",
    ),
    edition(
        day(2021, 1, 1),
        None,
        "2021",
        Rule::E_4,
        "国办公开办函〔2021〕30号",
    ),
];

/// Whether 不予公开 must go to 复议 before a suit (E-6, D-1).
pub const REVIEW_FIRST: [Edition<bool>; 2] = [
    edition(
        None,
        day(2023, 12, 31),
        false,
        Rule::E_6,
        "行政复议法（2023年修订前）",
    ),
    edition(
        day(2024, 1, 1),
        None,
        true,
        Rule::E_6,
        "行政复议法（2023年修订）第二十三条",
    ),
];

/// Whether the court's list of outcomes without a suit applies (E-7, D-11).
pub const NO_SUIT: [Edition<bool>; 2] = [
    edition(None, day(2025, 5, 31), false, Rule::E_7, "法释〔2011〕17号"),
    edition(
        day(2025, 6, 1),
        None,
        true,
        Rule::E_7,
        "法释〔2025〕8号第十条",
    ),
];

/// 保守国家秘密法 (E-8).
pub const SECRECY: [Edition<&str>; 2] = [
    edition(
        None,
        day(2024, 4, 30),
        "2010",
        Rule::E_8,
        "保守国家秘密法（2024年修订前）",
    ),
    edition(
        day(2024, 5, 1),
        None,
        "2024",
        Rule::E_8,
        "保守国家秘密法（2024年修订）",
    ),
];

/// 保守国家秘密法实施条例 (E-8).
pub const SECRECY_RULES: [Edition<&str>; 2] = [
    edition(
        None,
        day(2024, 8, 31),
        "2014",
        Rule::E_8,
        "保守国家秘密法实施条例（2024年修订前）",
    ),
    edition(
        day(2024, 9, 1),
        None,
        "2024",
        Rule::E_8,
        "保守国家秘密法实施条例（2024年修订）",
    ),
];

/// 档案法 (E-9).
pub const ARCHIVES: [Edition<&str>; 2] = [
    edition(
        None,
        day(2020, 12, 31),
        "2016",
        Rule::E_9,
        "档案法（2020年修订前）",
    ),
    edition(
        day(2021, 1, 1),
        None,
        "2020",
        Rule::E_9,
        "档案法（2020年修订）",
    ),
];

/// 档案法实施条例 (E-9).
pub const ARCHIVE_RULES: [Edition<&str>; 2] = [
    edition(None, day(2024, 2, 29), "", Rule::E_9, "档案法实施办法"),
    edition(
        day(2024, 3, 1),
        None,
        "2024",
        Rule::E_9,
        "档案法实施条例（2024年）",
    ),
];

/// 法定节假日 in a year (E-10).
pub const HOLIDAYS: [Edition<u32>; 2] = [
    edition(
        None,
        day(2024, 12, 31),
        11,
        Rule::E_10,
        "全国年节及纪念日放假办法（2013年）",
    ),
    edition(
        day(2025, 1, 1),
        None,
        13,
        Rule::E_10,
        "全国年节及纪念日放假办法（2024年）",
    ),
];

/// 个人信息保护法 (E-11).
pub const PERSONAL: [Edition<bool>; 2] = [
    edition(None, day(2021, 10, 31), false, Rule::E_11, ""),
    edition(day(2021, 11, 1), None, true, Rule::E_11, "个人信息保护法"),
];

/// The edition in force on a day; `None` if the table had a gap, which a test excludes.
pub fn on<T: Copy>(table: &[Edition<T>], day: Date) -> Option<Edition<T>> {
    table.iter().find(|edition| edition.in_force(day)).copied()
}

/// The ordinary answer period in working days by the day of receipt, and its rule (E-1, E-2).
#[must_use]
pub fn answer_period(receipt: Date) -> (u32, Rule) {
    match on(&ANSWER_PERIOD, receipt) {
        Some(edition) if edition.rule == Rule::E_2 => (edition.value, Rule::E_2),
        Some(edition) => (edition.value, Rule::A_33_2),
        None => (20, Rule::A_33_2),
    }
}
