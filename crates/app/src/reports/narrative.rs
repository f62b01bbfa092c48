//! A first draft of the written sections from the year's records; a person finishes it.

use std::collections::BTreeMap;

use law::{
    case::Event,
    report::{Column, Report, Row},
};

use crate::{App, Result, requests::law_acts};

/// Drafts 一, 五 and 六 in the customary words. Every statement comes from the tables, the item register
/// or the ledger; what none of them knows is left for a person to write.
pub(super) async fn draft(
    app: &App,
    organ: &str,
    report: &Report,
) -> Result<BTreeMap<String, String>> {
    let year = report.year.unwrap_or_default();
    let published = store::items::count_published(&app.store, organ, year).await?;
    let of = |row| report.table3.get(row, Column::Total).unwrap_or_default();
    let (received, carried) = (of(Row::New), of(Row::CarriedIn));
    let (closed, left) = (of(Row::Total), of(Row::CarriedOut));
    let requests = if received + carried == 0 {
        format!("{year}年未收到政府信息公开申请，也没有上年结转的申请。")
    } else {
        format!(
            "本年新收政府信息公开申请{received}件，上年结转{carried}件；办结{closed}件，结转下年度继续办理{left}件。"
        )
    };
    let overview = format!(
        "{year}年，{name}按照《中华人民共和国政府信息公开条例》的要求开展政府信息公开工作。\n\
         （一）主动公开。全年在政府信息公开平台主动公开信息{published}条。\n\
         （二）依申请公开。{requests}\n\
         （三）政府信息管理。（请结合本年度实际填写。）\n\
         （四）政府信息公开平台建设。（请结合本年度实际填写。）\n\
         （五）监督保障。（请结合本年度实际填写。）",
        name = report.organ,
    );
    let problems = "（一）存在的主要问题。（请结合本年度实际填写。）\n（二）改进情况。（请对照上年度提出的改进措施填写。）";
    let other = match fees_paid(app, organ, year).await? {
        (0, _) => "本年度未收取政府信息公开信息处理费。".to_string(),
        (times, fen) => format!(
            "本年度收取政府信息公开信息处理费{times}件，共计{}.{:02}元。",
            fen / 100,
            fen % 100
        ),
    };
    Ok(BTreeMap::from([
        ("一".to_string(), overview),
        ("五".to_string(), problems.to_string()),
        ("六".to_string(), other),
    ]))
}

/// How many fees were paid in a year and how much in all, in 分: for each payment what the last notice
/// before it asked for (R-4, F-12).
async fn fees_paid(app: &App, organ: &str, year: i16) -> Result<(usize, i64)> {
    let (mut times, mut total) = (0, 0);
    for paid in store::ledger::of_kind(&app.store, organ, "fee_paid", year).await? {
        let acts = store::ledger::stream(&app.store, organ, &paid.stream).await?;
        let before = acts.iter().filter(|act| act.version < paid.version);
        let events = law_acts(&before.cloned().collect::<Vec<_>>())?;
        times += 1;
        total += events
            .iter()
            .rev()
            .find_map(|act| match act.event {
                Event::FeeNoticed { fen, .. } => Some(fen),
                _ => None,
            })
            .unwrap_or_default();
    }
    Ok((times, total))
}
