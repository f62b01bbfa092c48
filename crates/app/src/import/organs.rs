//! 机关: particulars of the organs, or changes to them.

use std::collections::BTreeMap;

use law::{
    fields::organ::{KIND, NAME},
    report::consolidate::tree::misplaced,
};

use super::{
    File, Imported, Options, Result, What,
    cell::Cells,
    choices::Choices,
    problems::Problems,
    table::{self, Column, Line},
};
use crate::{
    App,
    organs::{self, OrganForm},
    pen::Sheet,
};

#[rustfmt::skip]
pub(super) const COLUMNS: &[Column] = &[
    Column { key: "code", names: &["机构代码", "机关代码", "代码", "organ"] },
    Column { key: "name", names: &["机关名称", "名称", "机构名称"] },
    Column { key: "short_name", names: &["简称"] },
    Column { key: "kind", names: &["机构类别", "类别"] },
    Column { key: "parent", names: &["上级机关代码", "上级机关", "上级"] },
    Column { key: "address", names: &["办公地址", "地址"] },
    Column { key: "telephone", names: &["联系电话", "电话", "phone"] },
    Column { key: "fax", names: &["传真"] },
    Column { key: "hours", names: &["办公时间"] },
    Column { key: "email", names: &["电子邮箱", "邮箱"] },
    Column { key: "postcode", names: &["邮政编码", "邮编"] },
    Column { key: "leader", names: &["负责人", "负责人姓名"] },
    Column { key: "duties", names: &["机构职能", "职能"] },
    Column { key: "doc_prefix", names: &["机关代字", "发文字号前缀"] },
    Column { key: "review_body", names: &["复议机关", "行政复议机关"] },
    Column { key: "court", names: &["管辖法院", "法院"] },
    Column { key: "review_site", names: &["复议网址", "复议互联网渠道"] },
    Column { key: "site", names: &["网站", "网址"] },
];

/// 机构类别.
pub(super) const KINDS: Choices<&str> = &[
    (
        "department",
        &["部门", "department", "政府部门", "工作部门"],
    ),
    (
        "township",
        &["乡镇街道", "township", "乡镇", "街道", "乡", "镇"],
    ),
    ("office", &["政府办公室", "office", "办公室", "政府办"]),
    ("vertical", &["垂直管理部门", "vertical", "垂直管理"]),
];

/// Registers organs, or amends those whose particulars differ.
pub async fn organs(
    app: &App,
    files: Vec<File>,
    options: &Options,
    actor: &str,
) -> Result<Imported> {
    let mut problems = Problems::default();
    let tables = table::read(app, &files, COLUMNS, &mut problems).await?;
    let mut rows: Vec<(Line, OrganForm)> = Vec::new();
    for table in &tables {
        table.require(&["code", "name", "kind"], &mut problems);
        for line in &table.lines {
            let form = read(line, &mut problems);
            problems.judge(line, organs::validate(&form))?;
            rows.push((line.clone(), form));
        }
    }
    once_each(&rows, &mut problems);
    parents(app, &rows, &mut problems).await?;
    problems.finish()?;

    let mut imported = Imported::default();
    let codes = rows.iter().map(|(_, form)| form.code.as_str()).collect();
    let mut sheet = Sheet::begin(app, codes).await?;
    for (at, (_, form)) in rows.iter().enumerate() {
        if organs::save_in(app, &mut sheet, form, actor).await? {
            imported.added += 1;
        } else {
            imported.already += 1;
        }
        options.step(at + 1, rows.len());
    }
    options
        .record(app, &mut sheet, What::Organs, &imported)
        .await?;
    sheet.commit().await?;
    Ok(imported)
}

fn read(line: &Line, problems: &mut Problems) -> OrganForm {
    let mut cells = Cells { line, problems };
    let code = cells
        .need("code", "form")
        .map(|code| super::cell::halved(&code))
        .unwrap_or_default();
    let name = cells.text_of(&NAME).unwrap_or_default();
    let kind = cells.choice("kind", KINDS);
    let kind = cells.asked(&KIND, kind).unwrap_or_default().to_owned();
    let short_name = cells.text("short_name").unwrap_or_else(|| name.clone());
    let mut text = |key: &str| cells.text(key).unwrap_or_default();
    OrganForm {
        code,
        name,
        short_name,
        kind,
        parent: text("parent"),
        address: text("address"),
        telephone: text("telephone"),
        fax: text("fax"),
        hours: text("hours"),
        email: text("email"),
        postcode: text("postcode"),
        leader: text("leader"),
        duties: text("duties"),
        doc_prefix: text("doc_prefix"),
        review_body: text("review_body"),
        court: text("court"),
        review_site: text("review_site"),
        site: text("site"),
    }
}

fn once_each(rows: &[(Line, OrganForm)], problems: &mut Problems) {
    let mut seen: BTreeMap<&str, &Line> = BTreeMap::new();
    for (line, form) in rows.iter().filter(|(_, form)| !form.code.is_empty()) {
        if let Some(first) = seen.insert(&form.code, line) {
            let (zh, en) = first.place();
            problems.add(
                line,
                "code",
                "duplicate",
                format!("机构代码重复，已在{zh}"),
                format!("the code is given twice, first in {en}"),
            );
        }
    }
}

/// The organ above must be in the files or on record, and nobody stands above himself.
async fn parents(app: &App, rows: &[(Line, OrganForm)], problems: &mut Problems) -> Result<()> {
    let mut above: BTreeMap<String, String> = store::organs::list(&app.store)
        .await?
        .into_iter()
        .map(|row| (row.code, row.parent))
        .collect();
    above.extend(
        rows.iter()
            .map(|(_, form)| (form.code.clone(), form.parent.clone())),
    );
    for (line, form) in rows {
        if let Some(finding) = misplaced(&form.code, &form.parent, &above) {
            problems.found(line, finding);
        }
    }
    Ok(())
}
