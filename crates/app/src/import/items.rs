//! 主动公开 items of an earlier system: drafts, or what is public already, with its 索引号 and 发布日期.
//!
//! The acts are dated today, when the ledger learns of them; the day of publication is a particular of the item. So an import
//! cannot make an item look published in time (W-10).

mod write;

use std::collections::BTreeMap;

use jiff::civil::Date;
use law::{
    fields::item::{COLUMN, HEAD},
    finding::Severity,
    item::{
        self,
        earlier::{self, Earlier},
    },
};
use serde_json::json;

use super::{
    File, Imported, Options, Result,
    cell::Cells,
    choices::Choices,
    problems::{BadCell, Problems},
    requests::Organs,
    table::{self, Column, Line},
};
use crate::{
    App,
    accounts::sha256_hex,
    items::{ItemForm, TiesForm, body_of, clean, of_entered, validate},
    upload::Upload,
};

#[rustfmt::skip]
pub(super) const COLUMNS: &[Column] = &[
    Column { key: "index_number", names: &["索引号"] },
    Column { key: "organ", names: &["机构代码", "公开主体", "发布机构", "机关", "机关代码"] },
    Column { key: "column", names: &["栏目", "信息类别"] },
    Column { key: "head", names: &["公开事项", "条例第二十条事项"] },
    Column { key: "title", names: &["标题", "名称", "信息名称"] },
    Column { key: "document_number", names: &["文号", "发文字号"] },
    Column { key: "made_on", names: &["成文日期", "生成日期"] },
    Column { key: "published_on", names: &["发布日期", "公开日期"] },
    Column { key: "summary", names: &["内容概述", "摘要", "概述"] },
    Column { key: "body", names: &["正文", "内容"] },
    Column { key: "validity", names: &["有效性", "效力状态"] },
    Column { key: "in_force_from", names: &["施行日期", "生效日期"] },
    Column { key: "in_force_until", names: &["有效期至", "失效日期"] },
    Column { key: "source_class", names: &["公开属性"] },
    Column { key: "attachments", names: &["附件"] },
];

/// 栏目 (P-3).
pub(super) const PLACES: Choices<&str> = &[
    ("guide", &["政府信息公开指南", "guide", "公开指南", "指南"]),
    ("rules", &["政府信息公开制度", "rules", "公开制度", "制度"]),
    (
        "content",
        &["法定主动公开内容", "content", "主动公开", "主动公开内容"],
    ),
    (
        "reports",
        &[
            "政府信息公开年报",
            "reports",
            "公开年报",
            "年报",
            "年度报告",
        ],
    ),
];

/// 有效性 (P-10).
pub(super) const VALIDITIES: Choices<&str> = &[
    ("valid", &["有效", "valid", "现行有效"]),
    ("expired", &["失效", "expired", "已失效"]),
    ("repealed", &["废止", "repealed", "已废止"]),
    ("amended", &["已修改", "amended", "修改"]),
];

const CLASSES: Choices<&str> = &[
    ("proactive", &["主动公开", "proactive"]),
    ("on_request", &["依申请公开", "on_request"]),
    ("withheld", &["不予公开", "withheld", "不公开"]),
];

/// The head of Art. 20 for "others prescribed", where the sheet has no such column.
const OTHERS: u8 = 15;

struct Row {
    line: Line,
    organ: String,
    index_number: String,
    published_on: Option<Date>,
    validity: &'static str,
    attachments: Vec<String>,
    form: ItemForm,
}

/// Imports items; published ones keep their number and day, the others become drafts.
pub async fn items(
    app: &App,
    files: Vec<File>,
    options: &Options,
    actor: &str,
) -> Result<Imported> {
    let mut problems = Problems::default();
    let organs = Organs::load(app, options).await?;
    let tables = table::read(app, &files, COLUMNS, &mut problems).await?;
    let mut rows = Vec::new();
    let mut warnings = Vec::new();
    for table in &tables {
        table.require(&["column", "title", "made_on"], &mut problems);
        if let Some(line) = table.lines.first().filter(|_| !table.has("head")) {
            warnings.push(line.bad(
                HEAD.name,
                HEAD.rule.id(),
                "表中没有“公开事项”列，法定主动公开内容均归入第二十条第（十五）项".into(),
                "without the column head, content is filed under head 15 of Art. 20".into(),
            ));
        }
        for line in &table.lines {
            rows.extend(read(app, line, &organs, options, &mut problems)?);
        }
    }
    once_each(&rows, &mut problems);
    taken(app, &rows, options, &mut problems).await?;
    for row in &rows {
        warnings.extend(gates(app, row, options, &mut problems).await?);
    }
    problems.finish()?;
    let mut imported = write::write(app, &rows, options, actor).await?;
    imported.warnings = warnings;
    Ok(imported)
}

fn read(
    app: &App,
    line: &Line,
    organs: &Organs,
    options: &Options,
    problems: &mut Problems,
) -> Result<Option<Row>> {
    let mut cells = Cells { line, problems };
    let organ = organs.of(&mut cells);
    let column = cells.choice("column", PLACES);
    let column = cells.asked(&COLUMN, column).unwrap_or_default();
    let head = match cells.number("head") {
        Some(head) => u8::try_from(head).unwrap_or(u8::MAX),
        None if column == "content" && !line.has("head") => OTHERS,
        None => 0,
    };
    let index_number = cells.text("index_number").unwrap_or_default();
    let made_on = cells.date("made_on");
    let published_on = cells.date("published_on");
    let (in_force_from, in_force_until) =
        (cells.date("in_force_from"), cells.date("in_force_until"));
    let validity = cells.choice("validity", VALIDITIES).unwrap_or("valid");
    let source_class = cells.choice("source_class", CLASSES).unwrap_or("proactive");
    let body = cells.text("body").unwrap_or_default();
    let summary = cells.text("summary").unwrap_or_else(|| beginning(&body));
    let title = cells.text("title").unwrap_or_default();
    let document_number = cells.text("document_number").unwrap_or_default();
    let attachments = attached(&mut cells, options);
    let earlier = Earlier {
        index_number: &index_number,
        made_on,
        published_on,
        class: source_class.parse().unwrap_or_default(),
    };
    for finding in earlier::faults(&earlier, app.clock.today()) {
        cells.found(finding);
    }
    if index_number.chars().count() > 80 {
        cells.bad(
            "index_number",
            "form",
            "索引号不能超过80字",
            "an index number has at most 80 characters",
        );
    }
    // The name of an attachment stands for it until everything is judged; its bytes are read when they are stored.
    let form = ItemForm {
        column: column.into(),
        kind: String::new(),
        head,
        title,
        document_number,
        made_on,
        summary,
        body,
        source_class: source_class.into(),
        attachments: Vec::new(),
        arrived: String::new(),
        keep: attachments.clone(),
        in_force_from,
        in_force_until,
        ties: TiesForm::default(),
        comments_until: None,
        comments_short: String::new(),
        gists: Vec::new(),
    };
    problems.judge(line, validate(app, &form))?;
    let line = line.clone();
    Ok(organ.map(|organ| Row {
        line,
        organ,
        index_number,
        published_on,
        validity,
        attachments,
        form,
    }))
}

/// A mark of secrecy keeps a row out (S-3); personal data keeps what is public already from being public here. What no program
/// can read was public in an earlier system, and is named so that somebody looks at it (S-1).
async fn gates(
    app: &App,
    row: &Row,
    options: &Options,
    problems: &mut Problems,
) -> Result<Vec<BadCell>> {
    let find = |name: &String| {
        let bytes = options.attachment.as_ref().and_then(|find| find(name))?;
        Some(Upload {
            name: name.clone(),
            bytes,
        })
    };
    let files: Vec<Upload> = row.attachments.iter().filter_map(find).collect();
    let whole = of_entered(app, &row.form, &files).await?;
    let mut found = item::gates::secrecy(&whole.passages);
    if row.published_on.is_some() {
        let personal = &app.settings.personal;
        let hits = item::gates::personal(&whole.passages, app.clock.today(), personal, "");
        found.extend(
            hits.into_iter()
                .filter(|hit| hit.severity == Severity::Error),
        );
    }
    for finding in found {
        let column = match finding.place.split([':', '/', ' ']).next() {
            Some("title") => "title",
            Some("summary") => "summary",
            Some("document_number") => "document_number",
            Some("attachments") => "attachments",
            _ => "body",
        };
        problems.add(&row.line, column, finding.id.id(), finding.zh, finding.en);
    }
    let unread = item::gates::unread(&whole.unread, "").into_iter();
    Ok(unread
        .map(|finding| {
            let rule = finding.id.id();
            row.line.bad("attachments", rule, finding.zh, finding.en)
        })
        .collect())
}

/// The names in the cell, each of which must be at hand.
fn attached(cells: &mut Cells<'_>, options: &Options) -> Vec<String> {
    let Some(text) = cells.text("attachments") else {
        return Vec::new();
    };
    let names: Vec<String> = text
        .split([';', '；', '\n', '|'])
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    for name in &names {
        let find = options.attachment.as_ref();
        if find.and_then(|find| find(name)).is_none() {
            cells.bad(
                "attachments",
                "upload",
                format!("找不到附件“{name}”"),
                format!("the attachment “{name}” is not at hand"),
            );
        }
    }
    names
}

/// Each attachment must be of a kind that is taken.
async fn taken(app: &App, rows: &[Row], options: &Options, problems: &mut Problems) -> Result<()> {
    for row in rows {
        for name in &row.attachments {
            let Some(bytes) = options.attachment.as_ref().and_then(|find| find(name)) else {
                continue;
            };
            let upload = Upload {
                name: name.clone(),
                bytes,
            };
            let taken = app
                .reading
                .upload(&upload, app.settings.upload_limit)
                .await?;
            if let Err(error) = taken {
                problems.push(row.line.bad(
                    "attachments",
                    "upload",
                    format!("附件“{name}”：{}", error.zh()),
                    format!("attachment “{name}”: {}", error.en()),
                ));
            }
        }
    }
    Ok(())
}

/// The first words of a text, where no summary is given.
fn beginning(body: &str) -> String {
    let mut text = String::new();
    let mut tag = false;
    for c in clean(body).chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            c if !tag => text.push(c),
            _ => {}
        }
    }
    let text = text
        .replace("&nbsp;", " ")
        .replace("&#32;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(100).collect()
}

impl Row {
    /// What makes it the same item when the file comes again: its number, else its particulars.
    fn key(&self) -> String {
        if self.index_number.is_empty() {
            let ItemForm {
                title,
                document_number,
                made_on,
                column,
                ..
            } = &self.form;
            let whole = json!([column, title, document_number, made_on]).to_string();
            format!("import/item/{}", sha256_hex(whole.as_bytes()))
        } else {
            format!("import/item-index/{}", self.index_number)
        }
    }

    fn content(&self) -> String {
        let whole = json!([
            body_of(&self.form, &[]),
            self.published_on,
            self.validity,
            self.attachments
        ]);
        sha256_hex(whole.to_string().as_bytes())
    }
}

fn once_each(rows: &[Row], problems: &mut Problems) {
    let mut seen: BTreeMap<(&str, String), &Line> = BTreeMap::new();
    for row in rows {
        if let Some(first) = seen.insert((&row.organ, row.key()), &row.line) {
            let (zh, en) = first.place();
            let column = if row.index_number.is_empty() {
                "title"
            } else {
                "index_number"
            };
            problems.add(
                &row.line,
                column,
                "duplicate",
                format!("与{zh}重复"),
                format!("the same as {en}"),
            );
        }
    }
}
