//! Further numbers that the prose names: outcomes of requests, reviews and suits, documents and decisions.
//!
//! R-35 makes a warning of three of them only (收到, 办结, 结转); these here are asked about. As there, a clause counts
//! only if it says one thing with one whole number.

use super::{
    claims::{ASIDE, other_year, plain, single_count, without_years},
    found, paragraph, sides,
};
use crate::{
    finding::{Finding, Severity},
    report::{Column, Outcome4, Report, Row, Track, table2::NORMATIVE},
    rule::Rule,
};

/// An outcome by the words of the prose and the rows that add up to it.
const OUTCOMES: [(&str, &[Row]); 19] = [
    ("予以公开", &[Row::Open]),
    ("同意公开", &[Row::Open]),
    ("部分公开", &[Row::Part]),
    (
        "不予公开",
        &[
            Row::NoSecret,
            Row::NoLaw,
            Row::No3s1s,
            Row::NoThird,
            Row::NoInternal,
            Row::NoProcess,
            Row::NoCasefile,
            Row::NoQuery,
        ],
    ),
    ("无法提供", &[Row::NotHeld, Row::ToMake, Row::Unclear]),
    (
        "不予处理",
        &[
            Row::Petition,
            Row::Repeat,
            Row::Printed,
            Row::Abuse,
            Row::Confirm,
        ],
    ),
    ("其他处理", &[Row::LapseCorr, Row::LapseFee, Row::Other]),
    ("国家秘密", &[Row::NoSecret]),
    ("第三方合法权益", &[Row::NoThird]),
    ("内部事务信息", &[Row::NoInternal]),
    ("过程性信息", &[Row::NoProcess]),
    ("执法案卷", &[Row::NoCasefile]),
    ("查询事项", &[Row::NoQuery]),
    ("不掌握相关政府信息", &[Row::NotHeld]),
    ("没有现成信息", &[Row::ToMake]),
    ("信访举报投诉", &[Row::Petition]),
    ("重复申请", &[Row::Repeat]),
    ("公开出版物", &[Row::Printed]),
    ("大量反复申请", &[Row::Abuse]),
];
/// Words that stand around an outcome in a clause about nothing else.
const AROUND: [&str; 32] = [
    "答复",
    "的",
    "其中",
    "作出",
    "决定",
    "申请",
    "政府信息公开",
    "信息公开",
    "依法",
    "并",
    "共",
    "合计",
    "为",
    "有",
    "处理",
    "类",
    "和",
    "及",
    "与",
    "以及",
    "属于",
    "保护",
    "三类",
    "四类",
    "行政",
    "本机关",
    "需要另行制作",
    "要求提供",
    "无正当理由",
    "计",
    "了",
    "情形",
];

/// R-35 beyond its three numbers, and R-20: what the prose says and what the tables say.
pub(super) fn named(report: &Report, findings: &mut Vec<Finding>) {
    for (section, text) in &report.sections {
        if matches!(section.as_str(), "五" | "六") {
            continue;
        }
        for claim in claims(text, report) {
            if claim.value == claim.table {
                continue;
            }
            let stands = paragraph(text, &claim.text);
            findings.push(sides(
                found(
                    claim.rule,
                    Severity::Question,
                    format!("sections/{section}"),
                    format!(
                        "正文{stands}“{}”为{}，{}为{}",
                        claim.text, claim.value, claim.what, claim.table
                    ),
                    format!(
                        "The text says {} (“{}”), {} says {}",
                        claim.value, claim.text, claim.what, claim.table
                    ),
                ),
                claim.value,
                claim.table,
            ));
        }
    }
}

struct Claim {
    rule: Rule,
    text: String,
    value: i64,
    table: i64,
    what: String,
}

fn claims(text: &str, report: &Report) -> Vec<Claim> {
    let text = plain(text);
    let mut claims: Vec<Claim> = Vec::new();
    let mut about_before = false;
    for sentence in text.split(['。', '！', '？', '\n']) {
        let about = ["公开申请", "依申请公开", "申请公开"]
            .iter()
            .any(|word| sentence.contains(word));
        let mut remedy: Option<&[Track]> = None;
        for clause in sentence.split(['，', ',', '、', '；', ';', '：', ':', '（', '）', '(', ')'])
        {
            remedy = remedy_of(clause).or(remedy);
            if clause.chars().count() > 40 || other_year(clause, report.year) {
                continue;
            }
            let bare = without_years(clause);
            let aside = ASIDE.iter().any(|word| {
                !matches!(*word, "其中" | "案件" | "复议" | "诉讼" | "许可" | "处罚")
                    && bare.contains(word)
            });
            let Some(value) = single_count(&bare).filter(|_| !aside) else {
                continue;
            };
            let claim = match remedy {
                Some(tracks) => remedies(report, tracks, &bare),
                None if about || about_before => outcome(report, &bare),
                None => None,
            }
            .or_else(|| disclosed(report, &bare));
            if let Some((rule, what, table)) = claim
                && !claims
                    .iter()
                    .any(|known| known.what == what && known.value == value)
            {
                claims.push(Claim {
                    rule,
                    text: clause.to_string(),
                    value,
                    table,
                    what,
                });
            }
        }
        about_before = about;
    }
    claims
}

type Against = (Rule, String, i64);

/// A clause that names one outcome of requests and nothing else of weight.
fn outcome(report: &Report, clause: &str) -> Option<Against> {
    let named: Vec<&(&str, &[Row])> = OUTCOMES
        .iter()
        .filter(|(words, _)| clause.contains(words))
        .collect();
    let words: Vec<&str> = named.iter().map(|(words, _)| *words).collect();
    // Two outcomes with one number are their sum: 予以公开和部分公开共258件. More are a list.
    if !(1..=2).contains(&words.len()) || !only(clause, &[&words[..], &AROUND].concat()) {
        return None;
    }
    let mut rows: Vec<Row> = named
        .iter()
        .flat_map(|(_, rows)| rows.iter().copied())
        .collect();
    rows.sort_unstable();
    rows.dedup();
    let mut sum = 0i64;
    for row in rows {
        match report.table3.get(row, Column::Total) {
            Some(value) => sum = sum.checked_add(value)?,
            // The 2019 form has （六） as one row.
            None if report.is_2019() && matches!(row, Row::LapseCorr | Row::LapseFee) => {}
            None => return None,
        }
    }
    let words = words.join("、");
    let what = format!("表三“{words}”各行总计之和");
    Some((Rule::R_35, what, sum))
}

fn remedy_of(clause: &str) -> Option<&'static [Track]> {
    let (review, suit) = (clause.contains("复议"), clause.contains("诉讼"));
    match (review, suit) {
        (true, false) => Some(&[Track::Review]),
        (false, true) => Some(&[Track::DirectSuit, Track::SuitAfterReview]),
        _ => None,
    }
}

/// A clause about reviews or suits: their number, or one result of them.
fn remedies(report: &Report, tracks: &[Track], clause: &str) -> Option<Against> {
    let result = Outcome4::ALL
        .into_iter()
        .find(|result| clause.contains(result.key()));
    let column = result.map_or(4, |result| result as usize);
    let name = if tracks.len() == 1 {
        "行政复议"
    } else {
        "行政诉讼"
    };
    let of_result = result.map_or("", Outcome4::key);
    let customary = [
        name,
        of_result,
        "政府信息公开",
        "信息公开",
        "其中",
        "因",
        "引起的",
        "引发的",
        "引起",
        "引发",
        "的",
        "共",
        "全年",
        "本年度",
        "年度",
        "年",
        "发生",
        "提起",
        "被提起",
        "被",
        "申请",
        "案件",
        "案",
        "收到",
        "涉及",
        "工作",
        "有",
        "为",
        "新增",
        "全市",
        "全县",
        "全区",
        "政府信息",
    ];
    if !only(clause, &customary) {
        return None;
    }
    let mut sum = 0i64;
    for track in tracks {
        sum = sum.checked_add(report.table4.get(*track)?[column]?)?;
    }
    let head = result.map_or("总计", Outcome4::key);
    Some((Rule::R_35, format!("表四“{name}”{head}"), sum))
}

/// decisions and documents of the year, where the clause says they were made rather than published.
fn disclosed(report: &Report, clause: &str) -> Option<Against> {
    let customary = [
        "作出",
        "办理",
        "处理",
        "制发",
        "制定",
        "出台",
        "决定",
        "全年",
        "本年度",
        "年度",
        "年",
        "共",
        "累计",
        "数量",
        "的",
        "全县",
        "全市",
        "全区",
        "我局",
        "本机关",
    ];
    let made = ["作出", "处理", "制发", "制定", "出台"]
        .iter()
        .any(|word| clause.contains(word));
    for row in ["行政许可", "行政处罚", "行政强制"] {
        let words = [&customary[..], &[row]].concat();
        if made && clause.contains(row) && only(clause, &words) {
            let what = format!("表二“{row}”");
            return Some((Rule::R_20, what, report.table2.decisions(row)?));
        }
    }
    let words = [&customary[..], &[NORMATIVE]].concat();
    if made && clause.contains(NORMATIVE) && only(clause, &words) {
        let [made, ..] = report.table2.normative()?;
        return Some((Rule::R_20, format!("表二“{NORMATIVE}”本年制发"), made?));
    }
    None
}

/// Whether a clause is the number with these words and nothing else.
fn only(clause: &str, words: &[&str]) -> bool {
    let mut rest: String = clause
        .chars()
        .filter(|c| !c.is_ascii_digit() && !"件份宗条个起例项".contains(*c))
        .collect();
    for word in words.iter().filter(|word| !word.is_empty()) {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_prose_names() {
        let mut report = Report::empty("甲县乙局", 2024);
        let mut row = |row, total| {
            report.table3.set_row(
                row,
                [
                    Some(total),
                    Some(0),
                    Some(0),
                    Some(0),
                    Some(0),
                    Some(0),
                    Some(total),
                ],
            );
        };
        row(Row::Open, 9);
        row(Row::NoInternal, 1);
        row(Row::NoProcess, 1);
        report.table4.set(
            Track::Review,
            [Some(72), Some(64), Some(178), Some(37), Some(351)],
        );
        report.table4.set(
            Track::DirectSuit,
            [Some(13), Some(4), Some(8), Some(1), Some(26)],
        );
        report.table4.set(
            Track::SuitAfterReview,
            [Some(12), Some(1), Some(1), Some(6), Some(20)],
        );
        report.table2.set_decisions("行政处罚", Some(6));
        let table: &[(&str, &[(i64, i64)])] = &[
            (
                "收到政府信息公开申请20件，其中同意公开答复9件，不予公开答复2件，部分公开答复1件。",
                &[(9, 9), (2, 2), (1, 0)],
            ),
            (
                "政府信息公开行政复议351件，其中结果维持72件，结果纠正65件，尚未审结37件；政府信息公开行政诉讼46件，其中结果维持25件。",
                &[(351, 351), (72, 72), (65, 64), (37, 37), (46, 46), (25, 25)],
            ),
            ("全年作出行政处罚决定7件，公开行政处罚5件。", &[(7, 6)]),
            // The sum of two rows, and a row by itself.
            (
                "收到政府信息公开申请20件，予以公开和部分公开共8件，属于内部事务信息2件。",
                &[(8, 9), (2, 1)],
            ),
            ("申请公开增加3件，不予公开率同比下降2个百分点。", &[]),
            ("对2件不予公开的申请引发的行政复议均已办结。", &[]),
        ];
        for (text, expected) in table {
            let found: Vec<(i64, i64)> = claims(text, &report)
                .iter()
                .map(|claim| (claim.value, claim.table))
                .collect();
            assert_eq!(&found, expected, "{text}");
        }
    }
}
