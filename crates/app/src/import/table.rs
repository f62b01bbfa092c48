//! Files as rows whose cells are found by the name of their column, Chinese or English.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use documents::sheet::Sheet;
use law::Lang;

use super::{BadCell, File, problems::Problems};
use crate::{App, Result};

/// A column that an import knows.
#[derive(Debug)]
pub(super) struct Column {
    /// The English name, as in `formats.md`.
    pub(super) key: &'static str,
    /// Chinese names, the first of which is shown.
    pub(super) names: &'static [&'static str],
}

/// Columns that people keep for themselves; they are not imported.
const IGNORED: [&str; 8] = [
    "序号",
    "编排序号",
    "备注",
    "no",
    "no.",
    "#",
    "remark",
    "remarks",
];

#[derive(Debug)]
pub(super) struct Table {
    pub(super) lines: Vec<Line>,
    heading: Line,
}

/// One row.
#[derive(Debug, Clone)]
pub(super) struct Line {
    file: Arc<str>,
    sheet: Arc<str>,
    row: usize,
    headings: Arc<BTreeMap<&'static str, String>>,
    columns: &'static [Column],
    values: BTreeMap<&'static str, String>,
}

/// Reads every sheet of every file. Unreadable files and unknown or doubled headings are problems.
pub(super) async fn read(
    app: &App,
    files: &[File],
    columns: &'static [Column],
    problems: &mut Problems,
) -> Result<Vec<Table>> {
    read_headed(app, files, columns, |_, sheet| sheet, problems).await
}

/// The same where the heading of a sheet has to be found first; told the file's name.
pub(super) async fn read_headed(
    app: &App,
    files: &[File],
    columns: &'static [Column],
    headed: fn(&str, Sheet) -> Sheet,
    problems: &mut Problems,
) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    for (name, bytes) in files {
        let before = tables.len();
        match app.reading.sheets(name, bytes).await? {
            Ok(sheets) => {
                tables.extend(
                    sheets
                        .into_iter()
                        .map(|sheet| table(name, headed(name, sheet), columns, problems)),
                );
                if tables.len() == before {
                    let (zh, en) = ("文件中没有数据", "the file holds no rows");
                    problems.push(whole_file(name, zh.into(), en.into()));
                }
            }
            Err(error) => {
                problems.push(whole_file(
                    name,
                    error.message(Lang::Zh),
                    error.message(Lang::En),
                ));
            }
        }
    }
    Ok(tables)
}

fn whole_file(name: &str, zh: String, en: String) -> BadCell {
    let (file, sheet, column) = (name.to_owned(), String::new(), String::new());
    BadCell {
        file,
        sheet,
        row: 0,
        column,
        rule: "file".into(),
        zh,
        en,
    }
}

fn table(file: &str, sheet: Sheet, columns: &'static [Column], problems: &mut Problems) -> Table {
    let mut rows = sheet.rows.into_iter();
    let first = rows.next().unwrap_or_default();
    let mut heading = Line {
        file: file.into(),
        sheet: sheet.name.into(),
        row: first.first().map_or(0, |cell| cell.row),
        headings: Arc::default(),
        columns,
        values: BTreeMap::new(),
    };
    let mut places: BTreeMap<usize, &'static str> = BTreeMap::new();
    let mut headings = BTreeMap::new();
    let mut unheaded = BTreeSet::new();
    for cell in &first {
        if cell.text.is_empty() {
            unheaded.insert(cell.column);
            continue;
        }
        if IGNORED.contains(&plain(&cell.text).as_str()) {
            continue;
        }
        match known(&cell.text, columns) {
            Some(column) if headings.contains_key(column.key) => problems.push(heading.named(
                &cell.text,
                format!("列重复：“{}”出现了两次", column.names[0]),
                format!("the column {} stands here twice", column.key),
            )),
            Some(column) => {
                headings.insert(column.key, cell.text.clone());
                places.insert(cell.column, column.key);
            }
            None => problems.push(heading.named(
                &cell.text,
                "不认识的列；请改用模板中的列名，或者删去这一列".into(),
                "this column is not known; use a name of the template or remove the column".into(),
            )),
        }
    }
    heading.headings = Arc::new(headings);
    let lines = rows
        .map(|cells| {
            let mut line = heading.clone();
            line.row = cells.first().map_or(0, |cell| cell.row);
            for cell in cells {
                if let Some(key) = places.get(&cell.column) {
                    let text = crate::plain::clean(&cell.text).into_owned();
                    line.values.insert(key, text);
                } else if !cell.text.is_empty()
                    && (unheaded.contains(&cell.column) || cell.column > first.len())
                {
                    problems.push(line.named(
                        &format!("{}", cell.column),
                        format!("第{}列有内容但没有列名：“{}”", cell.column, cell.text),
                        format!(
                            "column {} holds “{}” but has no heading",
                            cell.column, cell.text
                        ),
                    ));
                }
            }
            line
        })
        .collect();
    Table { lines, heading }
}

/// The column of a heading, whatever its case, width, spaces, and what is added in brackets.
fn known(heading: &str, columns: &'static [Column]) -> Option<&'static Column> {
    let find = |name: &str| {
        columns.iter().find(|column| {
            column.key == name || column.names.iter().any(|known| plain(known) == name)
        })
    };
    let name = plain(heading);
    find(&name).or_else(|| find(name.split('(').next().unwrap_or_default()))
}

fn plain(heading: &str) -> String {
    super::cell::halved(heading)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '*' && *c != '\u{feff}')
        .collect::<String>()
        .to_lowercase()
        .replace('-', "_")
}

impl Table {
    pub(super) fn has(&self, key: &str) -> bool {
        self.heading.has(key)
    }

    /// Columns that must be there; a missing one is named once.
    pub(super) fn require(&self, keys: &[&str], problems: &mut Problems) {
        for key in keys.iter().filter(|key| !self.has(key)) {
            let label = self.heading.label(key);
            problems.push(self.heading.named(
                &label,
                format!("缺少“{label}”列（{key}）"),
                format!("the column {key} is missing"),
            ));
        }
    }
}

impl Line {
    pub(super) fn has(&self, key: &str) -> bool {
        self.headings.contains_key(key)
    }

    /// The cell as it stands, empty if there is none.
    pub(super) fn get(&self, key: &str) -> &str {
        self.values.get(key).map_or("", String::as_str)
    }

    /// The line with the blank cells of these columns filled from the last line above that had one, as a cell that is drawn over several
    /// lines holds for each of them.
    pub(super) fn spread(
        &self,
        keys: &[&'static str],
        above: &mut BTreeMap<&'static str, String>,
    ) -> Self {
        let mut line = self.clone();
        for key in keys {
            let text = line.values.entry(key).or_default();
            if text.is_empty() {
                text.push_str(above.get(key).map_or("", String::as_str));
            } else {
                above.insert(key, text.clone());
            }
        }
        line
    }

    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// Where the row stands, for another row's message.
    pub(super) fn place(&self) -> (String, String) {
        let Self {
            file, sheet, row, ..
        } = self;
        (
            format!("{file}工作表“{sheet}”第{row}行"),
            format!("{file}, sheet “{sheet}”, row {row}"),
        )
    }

    pub(super) fn bad(&self, key: &str, rule: &str, zh: String, en: String) -> BadCell {
        BadCell {
            file: self.file.to_string(),
            sheet: self.sheet.to_string(),
            row: self.row,
            column: self.label(key),
            rule: rule.into(),
            zh,
            en,
        }
    }

    fn named(&self, heading: &str, zh: String, en: String) -> BadCell {
        BadCell {
            column: heading.into(),
            ..self.bad("", "heading", zh, en)
        }
    }

    /// The heading as it stands in the sheet, or the name it should have.
    fn label(&self, key: &str) -> String {
        let named = || {
            self.columns
                .iter()
                .find(|column| column.key == key)
                .map(|column| column.names[0].to_owned())
        };
        self.headings
            .get(key)
            .cloned()
            .or_else(named)
            .unwrap_or_default()
    }
}
