//! A first draft of the consolidated report's words, from the sum and from what the organs below did in this installation.
//! What neither knows is left for a person to write, and nothing is reviewed while it is.

use std::collections::BTreeMap;

use law::report::{
    Column, Report, Row, Track,
    cell::Cell,
    consolidate::{Consolidation, Kind, Standing},
};

use store::reports::Scope;

use super::Return;
use crate::{
    App, Result,
    reports::{TO_FILL, closing, outcomes, problems},
};

pub(super) async fn draft(
    app: &App,
    organ: &str,
    sum: &Consolidation,
    returns: &[Return],
    previous: Option<&Report>,
) -> Result<BTreeMap<String, String>> {
    let report = &sum.report;
    let year = report.year.unwrap_or_default();
    let published = store::items::published_below(&app.store, organ, year).await?;
    let reviewed = store::ledger::count_below(&app.store, organ, "reviewed", year).await?;
    let overview = [
        format!(
            "{year}年，{}认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开工作。\
             本报告汇总了{}的数据，现将有关情况报告如下。",
            report.organ,
            who(sum)
        ),
        format!("（一）主动公开。{}", made(report, published)),
        format!("（二）依申请公开。{}{}", requests(report), disputes(report)),
        match reviewed {
            0 => format!("（三）政府信息管理。{TO_FILL}"),
            count => format!(
                "（三）政府信息管理。各单位坚持先审查、后公开，全年审查拟公开信息{count}条次。"
            ),
        },
        "（四）政府信息公开平台建设。以政府信息公开平台为主渠道，本级各部门和下级单位的年度报告与本报告一并集中公布。"
            .to_string(),
        format!("（五）监督保障。{}工作考核、社会评议和责任追究情况：{TO_FILL}", urged(returns)),
    ];
    Ok(BTreeMap::from([
        ("一".to_string(), overview.join("\n")),
        ("五".to_string(), problems(previous)),
        (
            "六".to_string(),
            other(app, organ, sum, returns, year).await?,
        ),
    ]))
}

/// 本政府机关、政府部门10个和乡镇（街道）2个.
fn who(sum: &Consolidation) -> String {
    let count = |kind: Kind| {
        sum.lines
            .iter()
            .filter(|line| line.standing == Standing::Counted && line.unit.kind == kind)
            .count()
    };
    let mut parts: Vec<String> = Vec::new();
    if count(Kind::Own) > 0 {
        parts.push(Kind::Own.zh().into());
    }
    parts.extend(
        [Kind::Department, Kind::Township, Kind::Government]
            .into_iter()
            .filter(|kind| count(*kind) > 0)
            .map(|kind| format!("{}{}个", kind.zh(), count(kind))),
    );
    match parts.split_last() {
        None => "各单位".into(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{}和{last}", rest.join("、")),
    }
}

/// What 表二 holds, and how much was published on the platform.
fn made(report: &Report, published: i64) -> String {
    let cell = |row: &str, column: &str| {
        Cell::find("2", row, column)
            .and_then(|cell| law::report::cell::Figures::of(report).get(cell))
            .unwrap_or_default()
    };
    let documents = |column: &str| cell("行政规范性文件", column);
    let decisions = |row: &str| cell(row, "本年处理决定数量");
    let mut text = format!(
        "全年制发行政规范性文件{}件、废止{}件，现行有效{}件；作出行政许可决定{}件、行政处罚决定{}件、行政强制决定{}件。",
        documents("本年制发件数"),
        documents("本年废止件数"),
        documents("现行有效件数"),
        decisions("行政许可"),
        decisions("行政处罚"),
        decisions("行政强制"),
    );
    if published > 0 {
        text.push_str(&format!(
            "各单位通过政府信息公开平台主动公开政府信息{published}条。"
        ));
    }
    text
}

fn requests(report: &Report) -> String {
    let of = |row| report.table3.get(row, Column::Total).unwrap_or_default();
    let (received, carried) = (of(Row::New), of(Row::CarriedIn));
    if received + carried == 0 {
        return "全年没有收到政府信息公开申请，也没有上年结转的申请。".into();
    }
    let carried = match carried {
        0 => "没有上年结转的申请".to_string(),
        carried => format!("上年结转{carried}件"),
    };
    let closed = closing(of(Row::Total), of(Row::CarriedOut));
    format!(
        "全年新收政府信息公开申请{received}件，{carried}；{closed}{}",
        outcomes(report)
    )
}

/// 表四 in a sentence, where there is anything in it.
fn disputes(report: &Report) -> String {
    let all = |track: Track| {
        report
            .table4
            .get(track)
            .and_then(|cells| cells[4])
            .unwrap_or_default()
    };
    let (reviews, suits) = (
        all(Track::Review),
        all(Track::DirectSuit) + all(Track::SuitAfterReview),
    );
    match (reviews, suits) {
        (0, 0) => "没有因政府信息公开被申请行政复议、提起行政诉讼。".into(),
        (reviews, 0) => format!("因政府信息公开被申请行政复议{reviews}件，没有被提起行政诉讼。"),
        (0, suits) => format!("因政府信息公开被提起行政诉讼{suits}件，没有被申请行政复议。"),
        (reviews, suits) => {
            format!("因政府信息公开被申请行政复议{reviews}件、被提起行政诉讼{suits}件。")
        }
    }
}

/// How the units were kept to their reports.
fn urged(returns: &[Return]) -> String {
    match returns.iter().filter(|its| its.chases > 0).count() {
        0 => String::new(),
        units => format!("对未按时报送年度报告的{units}个单位催报。"),
    }
}

/// 六: fees, and who is not in the sum.
async fn other(
    app: &App,
    organ: &str,
    sum: &Consolidation,
    returns: &[Return],
    year: i16,
) -> Result<String> {
    let paid = store::ledger::count_below(&app.store, organ, "fee_paid", year).await?;
    let all_here = sum
        .lines
        .iter()
        .zip(returns)
        .filter(|(line, _)| line.standing == Standing::Counted)
        .all(|(_, its)| !its.by_file && its.scope == Scope::Own);
    let fees = if paid == 0 && all_here {
        "本年度各单位未收取政府信息公开信息处理费。".to_string()
    } else {
        format!("信息处理费收取情况：{TO_FILL}")
    };
    let missing: Vec<&str> = sum.missing().map(|unit| unit.name.as_str()).collect();
    Ok(if missing.is_empty() {
        fees
    } else {
        format!(
            "{fees}截至编制之日，{}没有报送，未计入本报告。",
            missing.join("、")
        )
    })
}
