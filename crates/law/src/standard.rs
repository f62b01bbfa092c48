//! 基层政务公开标准目录: what a county's organs and townships have to publish in each field of work, row by row (law.md 7). A row names its
//! content, basis, period, channels and audience; public items are linked to it, and a row without any past its time is a finding.

use crate::{
    finding::{Finding, Severity},
    id::StandardId,
    readings::Digest,
    rule::Rule,
};

mod event;
mod period;
mod refusal;
mod row;
mod standing;

pub use event::{
    Approved, Entry, Event, Formed, Linked, ORDER, Proposed, Returned, State, Stated, Tracked,
    digest, fold,
};
pub use period::term_of;
pub use refusal::refuse;
pub use row::{Entered, Row, Way, field_in, twice};
pub use standing::{Live, Standing, finding, standing};

/// The id of an organ's catalogue in a field of work: the same name is the same catalogue.
#[must_use]
pub fn id_of(field: &str) -> StandardId {
    let digest = Digest::of("standard.field", &[field.trim()]);
    StandardId::of_digest(&digest)
}

/// The 26 fields of work in which every county has a catalogue (G-4); its own list goes beyond them (G-3).
pub const FIELDS: [&str; 26] = [
    "重大建设项目",
    "公共资源交易",
    "财政预决算",
    "安全生产",
    "税收管理",
    "征地补偿",
    "国有土地上房屋征收",
    "保障性住房",
    "农村危房改造",
    "环境保护",
    "公共文化服务",
    "公共法律服务",
    "扶贫",
    "救灾",
    "食品药品监管",
    "城市综合执法",
    "就业创业",
    "社会保险",
    "社会救助",
    "养老服务",
    "户籍管理",
    "涉农补贴",
    "义务教育",
    "医疗卫生",
    "城乡规划",
    "市政服务",
];

/// What a county still lacks of the 26 (G-4): a question, as a field may not concern it; `fields` are those that somebody has a catalogue of.
#[must_use]
pub fn lacking<'a>(fields: impl IntoIterator<Item = &'a str>) -> Option<Finding> {
    let missing = missing(fields);
    if missing.is_empty() {
        return None;
    }
    let names = missing.join("、");
    Some(Finding::new(
        Rule::G_4,
        Severity::Question,
        "fields",
        format!("26个试点领域中还没有机关编制目录的：{names}"),
        format!("Of the 26 trial fields nobody has a catalogue of: {names}"),
    ))
}

/// The fields of [`FIELDS`] in which nobody has a catalogue, in their order (G-4). 就业 stands for 就业创业: a county's name of a field may be
/// shorter or longer than the list's.
fn missing<'a>(fields: impl IntoIterator<Item = &'a str>) -> Vec<&'static str> {
    let there: Vec<&str> = fields
        .into_iter()
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let is_there = |listed: &str| {
        there
            .iter()
            .any(|name| listed.starts_with(name) || name.starts_with(listed))
    };
    FIELDS
        .into_iter()
        .filter(|listed| !is_there(listed))
        .collect()
}
