//! A first draft of the written sections from the year's records; a person finishes it.

use std::collections::BTreeMap;

use law::report::{Column, Report, Row};

use crate::{App, Result};

/// Drafts 一, 五 and 六 in the customary words. Every number comes from the tables or the item register.
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
         （三）政府信息管理。信息录入、审查、发布和办理环节均有记录，可逐条核查。\n\
         （四）政府信息公开平台建设。政府信息公开专栏提供检索、查阅、下载和在线申请。\n\
         （五）监督保障。办理期限自动提示，逾期事项逐件督办。",
        name = report.organ,
    );
    let problems = "（一）存在的主要问题。（请结合本年度实际填写。）\n（二）改进情况。（请对照上年度提出的改进措施填写。）";
    let other = "本年度未收取政府信息公开信息处理费。";
    Ok(BTreeMap::from([
        ("一".to_string(), overview),
        ("五".to_string(), problems.to_string()),
        ("六".to_string(), other.to_string()),
    ]))
}
