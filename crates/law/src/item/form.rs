//! What must be entered for an item, by its kind: every fault at once, each with its rule (A-12.2, A-20, A-24, F-D0, P-3, P-8, P-11, S-8).

use std::str::FromStr;

use jiff::civil::Date;

use super::{
    consultation::{self, Gist},
    content::{Column, Content, SourceClass},
    kinds::{self, ItemKind},
};
use crate::{
    finding::{Finding, Severity},
    letter::DocNumber,
    report::figure::normalised,
    rule::Rule,
};

/// An item as it is entered, before it is known to be one. Texts as typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entered<'a> {
    pub column: &'a str,
    pub head: u8,
    /// Code of the kind; empty: the plain kind of the column.
    pub kind: &'a str,
    pub title: &'a str,
    pub document_number: &'a str,
    pub made_on: Option<Date>,
    pub summary: &'a str,
    /// Whether there is a text or a file to read.
    pub holds_text: bool,
    pub source_class: &'a str,
    /// 施行日期.
    pub in_force_from: Option<Date>,
    /// 有效期至.
    pub in_force_until: Option<Date>,
    /// 征求意见截止日期.
    pub comments_until: Option<Date>,
    /// Why that is soon.
    pub comments_short: &'a str,
    pub gists: &'a [Gist],
}

/// Longest texts, in characters.
const LONGEST: [(&str, usize); 4] = [
    ("title", 200),
    ("summary", 500),
    ("document_number", 80),
    ("comments_short", 500),
];

/// Everything wrong with an item as it is entered (A-12.2, A-20, A-24, F-D0, P-3, P-8, P-11, S-8, trap 32). `place` is the field.
#[must_use]
pub fn faults(entered: &Entered, today: Date) -> Vec<Finding> {
    let mut found = Vec::new();
    let column = Column::from_str(entered.column);
    let code = (!entered.kind.is_empty()).then_some(entered.kind);
    let plain = column.unwrap_or_default();
    let chosen = kinds::of(code, plain);
    let kind = chosen.as_ref().filter(|kind| kind.column == plain);
    for (field, text) in [
        ("title", entered.title),
        ("summary", entered.summary),
        ("document_number", entered.document_number),
    ] {
        if text.trim().is_empty()
            && let Some(rule) = required(kind, field)
        {
            found.push(missing(field, rule));
        }
        found.extend(too_long(field, text));
    }
    found.extend(bracket(entered.document_number));
    if column.is_err() {
        found.push(wrong("column", Rule::P_3, "请选择栏目", "Choose a column"));
    } else if kind.is_none() {
        found.push(wrong(
            "kind",
            Rule::P_3,
            "没有这个信息种类，或者它不属于所选的栏目",
            "There is no such kind of item, or it does not belong to the column",
        ));
    }
    found.extend(head(entered.head, kind));
    if SourceClass::from_str(entered.source_class).is_err() {
        found.push(wrong(
            "source_class",
            Rule::S_8,
            "请选择公开属性",
            "Choose the disclosure class",
        ));
    }
    match entered.made_on {
        None => found.push(missing(
            "made_on",
            required(kind, "made_on").unwrap_or(Rule::A_12_2),
        )),
        Some(date) if date > today => found.push(wrong(
            "made_on",
            Rule::P_11,
            "成文日期不能晚于今天",
            "The date it was made cannot be after today",
        )),
        Some(_) => {}
    }
    found.extend(force(entered));
    found.extend(consultation::faults(entered, kind));
    if !entered.holds_text {
        found.push(missing(
            "body",
            required(kind, "body").unwrap_or(Rule::A_24),
        ));
    }
    found
}

/// The same of an item on record, before it goes on its way: what an earlier program took may lack something.
#[must_use]
pub fn faults_of(content: &Content, today: Date) -> Vec<Finding> {
    let holds_text = !content.body_html.trim().is_empty() || !content.attachments.is_empty();
    faults(
        &Entered {
            column: content.column.as_str(),
            head: content.head,
            kind: content.kind.as_deref().unwrap_or_default(),
            title: &content.title,
            document_number: &content.document_number,
            made_on: Some(content.made_on),
            summary: &content.summary,
            holds_text,
            source_class: content.source_class.as_str(),
            in_force_from: content.in_force_from,
            in_force_until: content.in_force_until,
            comments_until: content.comments_until,
            comments_short: &content.comments_short,
            gists: &content.gists,
        },
        today,
    )
}

/// The rule by which a kind asks for a field; where the kind is unknown, what every kind asks for.
pub(super) fn required(kind: Option<&ItemKind>, field: &str) -> Option<Rule> {
    match kind {
        Some(kind) => kind
            .required
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, rule)| *rule),
        None => ["title", "summary"]
            .contains(&field)
            .then_some(Rule::A_12_2),
    }
}

/// 《政府信息公开条例》第二十条: content stands under one of the heads.
fn head(head: u8, kind: Option<&ItemKind>) -> Option<Finding> {
    let heads = kind.map(|kind| kind.heads.as_slice()).unwrap_or_default();
    if heads.is_empty() && head <= 15 || heads.contains(&head) {
        return None;
    }
    if head == 0 || head > 15 {
        return Some(wrong(
            "head",
            Rule::A_20,
            "请选择《条例》第二十条的公开事项",
            "Choose a head of Art. 20",
        ));
    }
    let zh = kind.map_or("", |kind| kind.zh);
    let list: Vec<String> = heads.iter().map(ToString::to_string).collect();
    Some(wrong(
        "head",
        Rule::A_20,
        &format!("“{zh}”应归入第二十条第（{}）项", list.join("）、（")),
        &format!(
            "This kind of item stands under head {} of Art. 20",
            list.join(" or ")
        ),
    ))
}

/// A document is in force from a day not before it was made, and ends after it began (P-8).
fn force(entered: &Entered) -> Option<Finding> {
    let made = entered.made_on?;
    if entered.in_force_from.is_some_and(|from| from < made) {
        return Some(wrong(
            "in_force_from",
            Rule::P_8,
            "施行日期不能早于成文日期",
            "A document is not in force before it was made",
        ));
    }
    let begins = entered.in_force_from.unwrap_or(made);
    entered
        .in_force_until
        .is_some_and(|until| until < begins)
        .then(|| {
            wrong(
                "in_force_until",
                Rule::P_8,
                "有效期不能在施行之前结束",
                "The force of a document cannot end before it begins",
            )
        })
}

/// GB/T 9704: the year of a 文号 stands in 〔〕 (F-D0, trap 32). Other shapes of number are left alone: not every paper has a 发文字号.
fn bracket(number: &str) -> Option<Finding> {
    let number = number.trim();
    let (head, rest) = number.split_once(['[', '［', '【', '（', '(', '﹝'])?;
    let (year, tail) = rest.split_once([']', '］', '】', '）', ')', '﹞'])?;
    let mut year = normalised(year);
    year.retain(|c| c.is_ascii_digit());
    if head.is_empty() || year.len() != 4 || !tail.ends_with('号') {
        return None;
    }
    let better = format!("{head}〔{year}〕{tail}");
    let better = better
        .parse::<DocNumber>()
        .map_or(better, |number| number.to_string());
    Some(wrong(
        "document_number",
        Rule::F_D0,
        &format!("文号的年份用六角括号〔〕括入，请写作“{better}”"),
        &format!("The year of a document number stands in 〔〕: write {better}"),
    ))
}

pub(super) fn too_long(field: &'static str, text: &str) -> Option<Finding> {
    let (_, most) = LONGEST.into_iter().find(|(name, _)| *name == field)?;
    let length = text.chars().count();
    let (zh, en) = words(field);
    (length > most).then(|| {
        wrong(
            field,
            Rule::A_12_2,
            &format!("{zh}不能超过{most}字，现有{length}字"),
            &format!("{en} can have at most {most} characters; it has {length}"),
        )
    })
}

fn missing(field: &'static str, rule: Rule) -> Finding {
    let (zh, en) = words(field);
    if field == "body" {
        return wrong(
            field,
            rule,
            "请填写正文或者上传附件",
            "Enter a text or attach a file",
        );
    }
    wrong(field, rule, &format!("请填写{zh}"), &format!("Enter {en}"))
}

fn words(field: &str) -> (&'static str, &'static str) {
    match field {
        "title" => ("名称", "a title"),
        "summary" => ("内容概述", "a summary"),
        "document_number" => ("文号", "the document number"),
        "comments_short" => ("期限较短的理由", "The reason for a short term"),
        "made_on" => ("成文日期", "the date it was made"),
        _ => ("正文", "the text"),
    }
}

pub(super) fn wrong(field: &str, rule: Rule, zh: &str, en: &str) -> Finding {
    Finding::new(rule, Severity::Error, field, zh.into(), en.into())
}
