//! The workbook's own part: its sheets in order, its epoch, its number formats.

use std::collections::BTreeMap;

use quick_xml::{Reader, events::Event};

use super::{
    RedactError,
    format::built_in,
    part,
    xml::{attributes, damaged, without},
};
use crate::packed::Packed;

/// One sheet of the source.
pub(super) struct Sheet {
    pub name: String,
    /// Neither hidden nor very hidden, and a sheet of cells.
    pub visible: bool,
    pub part: String,
}

/// What the workbook says of itself. Names of parts are empty where there is no such part.
pub(super) struct Book {
    pub sheets: Vec<Sheet>,
    pub epoch_1904: bool,
    pub strings: String,
    pub styles: String,
    pub theme: String,
    /// The defined names as they stand, and how many.
    pub names: String,
    pub named: usize,
    /// The workbook's part and that of its relations.
    pub own: [String; 2],
    /// The number format of each cell format.
    formats: Vec<String>,
}

impl Book {
    pub(super) fn read(packed: &mut Packed<'_>) -> Result<Self, RedactError> {
        let root = relations(packed, "_rels/.rels", "")?;
        let own = root
            .values()
            .find(|(kind, _)| kind == "officeDocument")
            .map_or_else(|| "xl/workbook.xml".to_string(), |(_, part)| part.clone());
        let (folder, file) = own.rsplit_once('/').unwrap_or(("", &own));
        let rels = format!("{folder}/_rels/{file}.rels");
        let related = relations(packed, &rels, folder)?;
        let of_kind = |wanted: &str| {
            related
                .values()
                .find(|(kind, _)| kind == wanted)
                .map(|(_, part)| part.clone())
                .unwrap_or_default()
        };
        let source = part(packed, &own)?;
        if source.is_empty() {
            return Err(RedactError::Damaged("没有工作簿".into()));
        }
        let mut book = Self {
            sheets: Vec::new(),
            epoch_1904: false,
            strings: of_kind("sharedStrings"),
            styles: of_kind("styles"),
            theme: of_kind("theme"),
            names: String::new(),
            named: 0,
            own: [own.clone(), rels],
            formats: Vec::new(),
        };
        book.take(&source, &related)?;
        book.formats = formats(&part(packed, &book.styles)?)?;
        Ok(book)
    }

    /// The number format of a cell by its `s`.
    pub(super) fn format(&self, style: usize) -> &str {
        self.formats.get(style).map_or("General", String::as_str)
    }

    fn take(&mut self, source: &str, related: &Relations) -> Result<(), RedactError> {
        let mut reader = Reader::from_str(source);
        loop {
            let before = place(&reader);
            let event = reader.read_event().map_err(damaged)?;
            let (Event::Start(tag) | Event::Empty(tag)) = &event else {
                if matches!(event, Event::Eof) {
                    return Ok(());
                }
                continue;
            };
            let given = attributes(tag)?;
            match tag.local_name().as_ref() {
                "workbookPr" => {
                    self.epoch_1904 = given.get("date1904").is_some_and(|it| is_true(it));
                }
                "sheet" => {
                    let (kind, part) = given
                        .get("id")
                        .and_then(|id| related.get(id))
                        .cloned()
                        .ok_or_else(|| RedactError::Damaged("一张工作表没有内容".into()))?;
                    let state = given.get("state").map_or("visible", String::as_str);
                    self.sheets.push(Sheet {
                        name: given.get("name").cloned().unwrap_or_default(),
                        visible: state == "visible" && kind == "worksheet",
                        part,
                    });
                }
                "definedNames" if matches!(event, Event::Start(_)) => {
                    let name = tag.name().as_ref().to_string();
                    reader
                        .read_to_end(quick_xml::name::QName(&name))
                        .map_err(damaged)?;
                    self.names = source[before..place(&reader)].to_string();
                    self.named = self.names.matches("definedName ").count();
                }
                _ => {}
            }
        }
    }
}

/// Where a reader stands in its text.
pub(super) fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

pub(super) fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// By id: the last word of the kind, and the part, with its whole path.
type Relations = BTreeMap<String, (String, String)>;

fn relations(packed: &mut Packed<'_>, name: &str, folder: &str) -> Result<Relations, RedactError> {
    let source = part(packed, name)?;
    let mut reader = Reader::from_str(&source);
    let mut found = Relations::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref() == "Relationship" =>
            {
                let given = attributes(&tag)?;
                let of = |key: &str| given.get(key).map_or("", String::as_str);
                let kind = of("Type").rsplit('/').next().unwrap_or_default();
                let target = match of("Target").strip_prefix('/') {
                    Some(absolute) => absolute.to_string(),
                    None if folder.is_empty() => of("Target").to_string(),
                    None => format!("{folder}/{}", of("Target").trim_start_matches("./")),
                };
                if of("TargetMode") != "External" {
                    found.insert(of("Id").into(), (kind.into(), target));
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The number formats of `cellXfs`, in order.
fn formats(styles: &str) -> Result<Vec<String>, RedactError> {
    // The formats of named styles and of conditions are no cells'.
    let styles = without(styles, &["cellStyleXfs", "dxfs", "extLst"])?;
    let mut reader = Reader::from_str(&styles);
    let mut own: BTreeMap<u32, String> = BTreeMap::new();
    let mut formats = Vec::new();
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => {
                let given = attributes(&tag)?;
                let number = given
                    .get("numFmtId")
                    .and_then(|id| id.parse().ok())
                    .unwrap_or(0);
                match tag.local_name().as_ref() {
                    "numFmt" => {
                        let code = given.get("formatCode").cloned().unwrap_or_default();
                        own.insert(number, code);
                    }
                    "xf" => formats.push(
                        own.get(&number)
                            .cloned()
                            .unwrap_or_else(|| built_in(number).to_string()),
                    ),
                    _ => {}
                }
            }
            Event::Eof => return Ok(formats),
            _ => {}
        }
    }
}
