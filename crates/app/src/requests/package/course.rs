//! 办理过程: the acts of a case as lines, with the clock's reasons and what the file lacks.

use documents::package::Piece;
use law::{
    archive::{CaseFacts, Paper, lacking},
    case::{How, Kind as Act},
    handling::{Entry, What},
    letter::Kind,
    outcome::Code,
};
use store::{Told, ledger};

use super::Source;
use crate::{
    App, Result,
    requests::{law_acts, words},
};

/// 办理过程: every act with its time and person, the last day and its reasons, and what the file lacks (Z-6, Z-7).
pub(super) async fn course(
    app: &App,
    case: &Source,
    entries: &[Entry],
    code: Option<Code>,
    held: &[Piece],
) -> Result<Piece> {
    let mut sheet = case.sheet("办理过程和期限记录");
    let mut rows = vec![["日期", "环节", "内容", "办理人"].map(String::from)];
    rows.extend(
        case.acts
            .iter()
            .zip(entries)
            .map(|(act, entry)| row(case, act, entry)),
    );
    sheet.paragraph("一、办理过程");
    sheet.table(&rows);
    let events = law_acts(&case.acts)?;
    let as_of = case.row.closed_on.unwrap_or(app.clock.today());
    let seen = law::case::assess(&events, as_of, &app.calendar, &app.settings.clock);
    sheet.paragraph("二、期限及理由");
    let mut rows = vec![["事由", "计至", "依据", "规则"].map(String::from)];
    rows.extend(seen.because.iter().map(|why| {
        [
            why.zh.clone(),
            why.to.map(|to| to.to_string()).unwrap_or_default(),
            why.cited(law::Lang::Zh),
            why.rule.to_string(),
        ]
    }));
    sheet.table(&rows);
    let has = |kinds: &[Act]| events.iter().any(|act| kinds.contains(&act.event.kind()));
    let facts = CaseFacts {
        code,
        corrected: has(&[Act::CorrectionNoticed]),
        consulted: has(&[Act::ThirdPartyAsked, Act::OrganAsked]),
        extended: has(&[Act::Extended]),
        charged: has(&[Act::FeeNoticed]),
        posted: case.posted(),
        handed: case.ways().any(|how| how == How::Handed),
        contested: !case.remedies.is_empty(),
    };
    let mut papers: Vec<Paper> = held.iter().map(|piece| piece.paper).collect();
    // This record, and the catalogue that every package has.
    papers.extend([Paper::Approval, Paper::Catalogue]);
    let missing = lacking(&facts, &papers);
    if !missing.is_empty() {
        sheet.paragraph("三、案卷缺少的材料");
        for finding in missing {
            sheet.paragraph(&format!("{}（{}）", finding.zh, finding.id));
        }
    }
    case.piece(Paper::Approval, sheet, case.row.closed_on, app)
        .await
}

/// One act: day, name, particulars, person.
pub(super) fn row(case: &Source, act: &ledger::Act, entry: &Entry) -> [String; 4] {
    let name = match &entry.what {
        What::Statutory(event) => event.kind().zh(),
        What::Inner(event) => event.kind().zh(),
    };
    let told = act.told();
    let mut said: Vec<String> = Vec::new();
    if let Some(code) = told.word::<Code>("code") {
        said.push(code.zh().into());
    }
    if let Some(kind) = told
        .text("letter")
        .and_then(|word| word.parse::<Kind>().ok())
    {
        said.push(kind.zh().into());
    }
    if let Some(how) = told.word("how") {
        said.push(words::how(how).into());
    }
    match told.text("opinion") {
        Some("agree") => said.push("同意".into()),
        Some("return") => said.push("退回".into()),
        _ => {}
    }
    for (field, label) in PARTICULARS {
        if let Some(text) = told.text(field) {
            said.push(format!("{label}：{text}"));
        }
    }
    if let (Some(phrases), Some(pages)) = (told.count("phrases"), told.count("pages")) {
        said.push(format!("词语{phrases}个，整页{pages}页"));
    }
    if let Some(before) = told.yes("disclosed_before") {
        said.push(format!(
            "此前的答复{}公开该信息",
            if before { "已经" } else { "没有" }
        ));
    }
    if let Some(class) = told.text("remedy") {
        said.push(format!("救济途径：{class}"));
    }
    if let Some(days) = told.count("days") {
        said.push(format!("{days}个工作日"));
    }
    if told == Told::Damaged {
        said.push("此条记录已损坏，内容无法读出".into());
    }
    [
        entry.on.to_string(),
        name.into(),
        said.join("；"),
        case.who(&entry.by),
    ]
}

/// Particulars of acts and what they are called on paper.
const PARTICULARS: [(&str, &str); 23] = [
    ("ref", "对象"),
    ("office", "承办机构"),
    ("due", "内部期限"),
    ("where", "检索地点"),
    ("by", "检索人"),
    ("terms", "检索词"),
    ("result", "结果"),
    ("reasons", "理由"),
    ("evidence", "举证材料"),
    ("lost", "遗失、销毁等经过"),
    ("withheld", "不予公开部分"),
    ("place", "公开位置"),
    ("tried", "网址核实日期"),
    ("publish_on", "将要公开的日期"),
    ("other_organ", "负责机关"),
    ("contact", "联系方式"),
    ("undetermined", "无法确定的原因"),
    ("number", "编号"),
    ("reached", "收到日期"),
    ("proof", "凭证"),
    ("exception", "同一人办理的原因"),
    ("why", "原因"),
    ("note", "说明"),
];
