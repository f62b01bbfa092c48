//! A first draft of the written sections from the year's records; a person finishes it.

use std::collections::BTreeMap;

use law::{
    case::Event,
    finding::Finding,
    report::{Column, Report, Row, check},
};
use store::{Stream, items, ledger};

use crate::{App, Result, requests::law_acts};

/// Stands where no record says anything; it has to be replaced before the report is reviewed.
pub const TO_FILL: &str = "（请结合本年度实际填写）";

/// A section that still holds the mark of the draft is not finished.
#[must_use]
pub fn unfinished(report: &Report) -> Option<Finding> {
    check::unfinished(report, TO_FILL)
}

/// Drafts 一, 五 and 六 in the customary words. Every statement comes from the tables, the item register
/// or the ledger; what none of them knows is left for a person to write.
pub(super) async fn draft(
    app: &App,
    organ: &str,
    report: &Report,
    previous: Option<&Report>,
) -> Result<BTreeMap<String, String>> {
    let year = report.year.unwrap_or_default();
    let overview = [
        format!(
            "{year}年，{}认真贯彻落实《中华人民共和国政府信息公开条例》，依法履行政府信息公开职责，现将有关情况报告如下。",
            report.organ
        ),
        format!("（一）主动公开。{}", published(app, organ, year).await?),
        format!("（二）依申请公开。{}", requests(app, organ, report).await?),
        format!("（三）政府信息管理。{}", managed(app, organ, year).await?),
        format!(
            "（四）政府信息公开平台建设。{}",
            platform(app, organ, year).await?
        ),
        format!("（五）监督保障。{TO_FILL}"),
    ];
    let other = match fees_paid(app, organ, year).await? {
        (0, _) => "本年度未收取政府信息公开信息处理费，没有其他需要报告的事项。".to_string(),
        (times, fen) => format!(
            "本年度收取政府信息公开信息处理费{times}件，共计{}.{:02}元。",
            fen / 100,
            fen % 100
        ),
    };
    Ok(BTreeMap::from([
        ("一".to_string(), overview.join("\n")),
        ("五".to_string(), problems(previous)),
        ("六".to_string(), other),
    ]))
}

fn column_name(column: &str) -> &str {
    match column {
        "guide" => "政府信息公开指南",
        "rules" => "政府信息公开制度",
        "content" => "法定主动公开内容",
        "reports" => "政府信息公开年报",
        "apply" => "依申请公开",
        other => other,
    }
}

async fn published(app: &App, organ: &str, year: i16) -> Result<String> {
    let columns = items::count_by_column(&app.store, organ, year).await?;
    let total: i64 = columns.iter().map(|(_, count)| count).sum();
    if total == 0 {
        return Ok("本年度平台上没有发布信息的记录。".into());
    }
    let placed = match columns.as_slice() {
        [(column, _)] => format!("均在“{}”栏目", column_name(column)),
        several => {
            let parts: Vec<String> = several
                .iter()
                .map(|(column, count)| format!("“{}”栏目{count}条", column_name(column)))
                .collect();
            format!("其中{}", parts.join("、"))
        }
    };
    let repealed = ledger::of_kind(&app.store, organ, "repealed", year)
        .await?
        .len();
    let repealed = if repealed == 0 {
        String::new()
    } else {
        format!("公开已废止的文件{repealed}件，均在原页面标注。")
    };
    Ok(format!(
        "全年通过政府信息公开平台主动公开政府信息{total}条，{placed}。{repealed}"
    ))
}

async fn requests(app: &App, organ: &str, report: &Report) -> Result<String> {
    let year = report.year.unwrap_or_default();
    let of = |row| report.table3.get(row, Column::Total).unwrap_or_default();
    let (received, carried) = (of(Row::New), of(Row::CarriedIn));
    let (closed, left) = (of(Row::Total), of(Row::CarriedOut));
    if received + carried == 0 {
        return Ok("本年度未收到政府信息公开申请，也没有上年结转的申请。".into());
    }
    let went = store::requests::year_of(&app.store, organ, year).await?;
    let mut text = format!("本年新收政府信息公开申请{received}件");
    text.push_str(&match carried {
        0 => "，没有上年结转的申请".to_string(),
        carried => format!("，上年结转{carried}件"),
    });
    let ways: Vec<String> = went
        .channels
        .iter()
        .filter_map(|(channel, count)| Some(format!("{}{count}件", channel_name(channel)?)))
        .collect();
    if received > 0 && !ways.is_empty() {
        text.push_str(&format!("；新收申请中，{}", ways.join("、")));
    }
    text.push_str(&format!("。{}", closing(closed, left)));
    text.push_str(&outcomes(report));
    let extended = ledger::of_kind(&app.store, organ, "extended", year)
        .await?
        .len();
    if went.closed > 0 {
        text.push_str(&match (went.late, extended) {
            (0, 0) => "全部在法定期限内办结。".to_string(),
            (0, extended) => format!("依法延长答复期限{extended}件，全部在法定期限内办结。"),
            (late, extended) => format!("依法延长答复期限{extended}件，超过法定期限{late}件。"),
        });
    }
    Ok(text)
}

/// How many were closed and how many go on into the next year.
pub(crate) fn closing(closed: i64, left: i64) -> String {
    match left {
        0 => format!("办结{closed}件，没有结转下年度继续办理的申请。"),
        left => format!("办结{closed}件，结转下年度继续办理{left}件。"),
    }
}

/// What became of those that were closed, by the groups of 表三; empty where none was.
pub(crate) fn outcomes(report: &Report) -> String {
    let of = |row| report.table3.get(row, Column::Total).unwrap_or_default();
    let groups: Vec<String> = OUTCOMES
        .iter()
        .filter_map(|(name, prefix)| {
            let count: i64 = Row::LEAVES
                .into_iter()
                .filter(|row| row.key().starts_with(prefix))
                .map(of)
                .sum();
            (count > 0).then(|| format!("{name}{count}件"))
        })
        .collect();
    match groups.as_slice() {
        [] => String::new(),
        groups => format!("办结的申请中，{}。", groups.join("、")),
    }
}

const OUTCOMES: [(&str, &str); 6] = [
    ("予以公开", "三、（一）"),
    ("部分公开", "三、（二）"),
    ("不予公开", "三、（三）"),
    ("无法提供", "三、（四）"),
    ("不予处理", "三、（五）"),
    ("其他处理", "三、（六）"),
];

fn channel_name(channel: &str) -> Option<&'static str> {
    Some(match channel {
        "counter" => "当面申请",
        "registered_mail" => "挂号或者特快专递",
        "ordinary_mail" => "平常信函",
        "online" => "网络申请",
        "fax" => "传真申请",
        _ => return None,
    })
}

async fn managed(app: &App, organ: &str, year: i16) -> Result<String> {
    let reviewed = ledger::of_kind(&app.store, organ, "reviewed", year).await?;
    if reviewed.is_empty() {
        return Ok(TO_FILL.into());
    }
    let returned = reviewed
        .iter()
        .filter(|act| act.told().text("opinion") == Some("return"))
        .count();
    let withdrawn = ledger::of_kind(&app.store, organ, "withdrawn", year)
        .await?
        .iter()
        .filter(|act| matches!(act.about(), Ok(Stream::Item(_))))
        .count();
    let mut text = format!(
        "坚持先审查、后公开，全年审查拟公开信息{}条次",
        reviewed.len()
    );
    if returned > 0 {
        text.push_str(&format!("，退回修改{returned}条次"));
    }
    text.push('。');
    if withdrawn > 0 {
        text.push_str(&format!("撤回不宜继续公开的信息{withdrawn}条。"));
    }
    Ok(text)
}

async fn platform(app: &App, organ: &str, year: i16) -> Result<String> {
    let mut channels: BTreeMap<String, usize> = BTreeMap::new();
    for act in ledger::of_kind(&app.store, organ, "published", year).await? {
        for name in act
            .told()
            .word::<Vec<String>>("channels")
            .unwrap_or_default()
        {
            *channels.entry(name).or_default() += 1;
        }
    }
    let parts: Vec<String> = channels
        .iter()
        .map(|(channel, count)| match channel.as_str() {
            "portal" => format!("政府信息公开专栏发布{count}条"),
            other => format!("{other}发布{count}条"),
        })
        .collect();
    Ok(if parts.is_empty() {
        TO_FILL.into()
    } else {
        format!("以政府信息公开平台为主渠道，{}。", parts.join("，"))
    })
}

/// 五: last year's improvements are quoted, what became of them is for a person to say.
pub(crate) fn problems(previous: Option<&Report>) -> String {
    let promised = previous
        .and_then(|report| report.sections.get("五"))
        .and_then(|text| {
            text.lines()
                .map(str::trim)
                .find(|line| line.contains("改进") && !line.contains("主要问题及"))
                .map(|line| {
                    line.trim_start_matches(|c| c != '。')
                        .trim_start_matches('。')
                })
                .filter(|line| !line.is_empty())
                .map(|line| line.chars().take(160).collect::<String>())
        });
    let became = match promised {
        Some(promised) => format!(
            "针对上年度报告提出的“{}”，{TO_FILL}",
            promised.trim_end_matches(['”', '"', '。', '；'])
        ),
        None => TO_FILL.to_string(),
    };
    format!("（一）存在的主要问题。{TO_FILL}\n（二）改进情况。{became}")
}

/// How many fees were paid in a year and how much in all, in 分: for each payment what the last notice
/// before it asked for (R-4, F-12).
async fn fees_paid(app: &App, organ: &str, year: i16) -> Result<(usize, i64)> {
    let (mut times, mut total) = (0, 0);
    for paid in ledger::of_kind(&app.store, organ, "fee_paid", year).await? {
        let acts = ledger::stream(&app.store, organ, &paid.about()?).await?;
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
