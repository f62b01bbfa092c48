//! Where a workbook hides things.

use super::{Case, PUBLIC, package};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOC: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MEDIA: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// What differs from a plain workbook with one sheet and one public cell.
#[derive(Default)]
struct Book {
    /// Before the rows.
    before: String,
    /// Behind the first cell of row 1, rows, and behind the rows.
    cells: String,
    rows: String,
    after: String,
    /// In the list of sheets and behind it.
    sheets: String,
    names: String,
    relations: String,
    sheet_relations: String,
    types: String,
    parts: Vec<(String, String)>,
}

fn inline(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

impl Book {
    fn part(mut self, name: &str, content: String) -> Self {
        self.parts.push((name.into(), content));
        self
    }

    /// A second sheet that is not shown.
    fn sheet(mut self, state: &str, text: &str) -> Self {
        self.sheets = format!(r#"<sheet name="底稿" sheetId="2" state="{state}" r:id="rId2"/>"#);
        self.relations = format!(
            r#"<Relationship Id="rId2" Type="{DOC}/worksheet" Target="worksheets/sheet2.xml"/>"#
        );
        self.types = format!(
            r#"<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{MEDIA}.worksheet+xml"/>"#
        );
        let content = format!(
            r#"<worksheet xmlns="{MAIN}"><sheetData><row r="1">{}</row></sheetData></worksheet>"#,
            inline("A1", text)
        );
        self.part("xl/worksheets/sheet2.xml", content)
    }

    fn packed(self, place: &'static str) -> Case {
        let mut parts = vec![
            (
                "[Content_Types].xml".to_string(),
                format!(
                    r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/><Default Extension="vml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{MEDIA}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{MEDIA}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{MEDIA}.styles+xml"/>{}</Types>"#,
                    self.types
                ),
            ),
            (
                "_rels/.rels".to_string(),
                format!(
                    r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/workbook.xml".to_string(),
                format!(
                    r#"<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="{MAIN}" xmlns:r="{DOC}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/>{}</sheets>{}</workbook>"#,
                    self.sheets, self.names
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels".to_string(),
                format!(
                    r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{DOC}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId9" Type="{DOC}/styles" Target="styles.xml"/>{}</Relationships>"#,
                    self.relations
                ),
            ),
            (
                "xl/styles.xml".to_string(),
                format!(
                    r#"<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode=";;;"/></numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="170" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>"#
                ),
            ),
            (
                "xl/worksheets/sheet1.xml".to_string(),
                format!(
                    r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}" xmlns:r="{DOC}">{}<sheetData><row r="1">{}{}</row>{}</sheetData>{}</worksheet>"#,
                    self.before,
                    inline("A1", PUBLIC),
                    self.cells,
                    self.rows,
                    self.after
                ),
            ),
        ];
        if !self.sheet_relations.is_empty() {
            parts.push(("xl/worksheets/_rels/sheet1.xml.rels".to_string(), format!(r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#, self.sheet_relations)));
        }
        parts.extend(self.parts);
        let listed: Vec<(&str, String)> = parts
            .iter()
            .map(|(name, content)| (name.as_str(), content.clone()))
            .collect();
        Case {
            place,
            ending: "xlsx",
            bytes: package(&listed),
        }
    }
}

pub fn cases(s: &str) -> Vec<Case> {
    let book = Book::default;
    let columns = |what: &str| format!(r#"<cols><col min="3" max="3" width="9" {what}/></cols>"#);
    let row = |what: &str| format!(r#"<row r="2" {what}>{}</row>"#, inline("A2", s));
    let beside = |name: &str, content: String| book().part(name, content);
    vec![
        Book { before: columns(r#"hidden="1""#), cells: inline("C1", s), ..book() }.packed("hidden column"),
        Book { before: r#"<cols><col min="3" max="3" width="0" customWidth="1"/></cols>"#.into(), cells: inline("C1", s), ..book() }.packed("column without width"),
        Book { before: columns(r#"hidden="1" outlineLevel="1""#), cells: inline("C1", s), ..book() }.packed("collapsed columns"),
        Book { rows: row(r#"hidden="1""#), ..book() }.packed("hidden row"),
        Book { rows: row(r#"ht="0" customHeight="1""#), ..book() }.packed("row without height"),
        Book { rows: row(r#"hidden="1" outlineLevel="1""#), ..book() }.packed("collapsed rows"),
        Book { rows: row(r#"hidden="1""#), after: r#"<autoFilter ref="A1:A2"/>"#.into(), ..book() }.packed("filtered row"),
        book().sheet("hidden", s).packed("hidden sheet"),
        book().sheet("veryHidden", s).packed("very hidden sheet"),
        Book { cells: inline("B1", s), after: r#"<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>"#.into(), ..book() }.packed("under a merged cell"),
        Book { cells: format!(r#"<c r="B1" s="1" t="inlineStr"><is><t>{s}</t></is></c>"#), ..book() }.packed("format that shows nothing"),
        Book { cells: format!(r#"<c r="B1" t="inlineStr"><is><t>甲</t><rPh sb="0" eb="1"><t>{s}</t></rPh></is></c>"#), rows: row(r#"hidden="1""#), ..book() }.packed("reading of a cell"),
        Book { cells: format!(r#"<c r="B1" t="str"><f>"{s}"&amp;"a"</f><v>a</v></c>"#), ..book() }.packed("formula"),
        Book { after: format!(r#"<autoFilter ref="A1:A2"><filterColumn colId="0"><filters><filter val="{s}"/></filters></filterColumn></autoFilter>"#), ..book() }.packed("criteria of a filter"),
        Book { after: format!(r#"<dataValidations count="1"><dataValidation type="list" sqref="A3"><formula1>"{s},乙"</formula1></dataValidation></dataValidations>"#), ..book() }.packed("list of allowed values"),
        Book { after: format!(r#"<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>$A$1="{s}"</formula></cfRule></conditionalFormatting>"#), ..book() }.packed("condition of a colour"),
        Book { after: format!(r#"<scenarios><scenario name="{s}" count="0"/></scenarios>"#), ..book() }.packed("scenario"),
        Book { after: format!(r#"<protectedRanges><protectedRange name="{s}" sqref="A1"/></protectedRanges>"#), ..book() }.packed("protected range"),
        Book { after: r#"<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>"#.into(), sheet_relations: format!(r#"<Relationship Id="rId1" Type="{DOC}/hyperlink" Target="https://example.com/{s}" TargetMode="External"/>"#), ..book() }.packed("target of a link"),
        Book { after: format!(r#"<hyperlinks><hyperlink ref="A1" location="A1" tooltip="{s}"/></hyperlinks>"#), ..book() }.packed("tooltip of a link"),
        Book { names: format!(r#"<definedNames><definedName name="内部" hidden="1">"{s}"</definedName></definedNames>"#), ..book() }.packed("defined name"),
        beside("xl/comments1.xml", format!(r#"<comments xmlns="{MAIN}"><authors><author>{s}</author></authors><commentList><comment ref="A1" authorId="0"><text><t>{s}</t></text></comment></commentList></comments>"#)).packed("comment"),
        beside("xl/threadedComments/threadedComment1.xml", format!(r#"<ThreadedComments><threadedComment ref="A1"><text>{s}</text></threadedComment></ThreadedComments>"#)).packed("threaded comment"),
        beside("xl/persons/person.xml", format!(r#"<personList><person displayName="{s}"/></personList>"#)).packed("person who commented"),
        beside("xl/pivotCache/pivotCacheDefinition1.xml", format!(r#"<pivotCacheDefinition xmlns="{MAIN}"><cacheFields><cacheField name="a"><sharedItems><s v="{s}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>"#)).packed("pivot cache"),
        beside("xl/externalLinks/externalLink1.xml", format!(r#"<externalLink xmlns="{MAIN}"><externalBook><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>{s}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>"#)).packed("link to another workbook"),
        beside("xl/connections.xml", format!(r#"<connections xmlns="{MAIN}"><connection id="1" name="{s}"/></connections>"#)).packed("connection"),
        beside("xl/model/item.data", s.to_string()).packed("data model"),
        beside("xl/charts/chart1.xml", format!(r#"<c:chartSpace xmlns:c="c"><c:v>{s}</c:v></c:chartSpace>"#)).packed("cache of a chart"),
        beside("xl/tables/table1.xml", format!(r#"<table xmlns="{MAIN}" name="t"><tableColumns count="1"><tableColumn id="1" name="{s}"/></tableColumns></table>"#)).packed("column of a table"),
        beside("xl/slicers/slicer1.xml", format!(r#"<slicers><slicer name="{s}"/></slicers>"#)).packed("slicer"),
        beside("xl/embeddings/oleObject1.bin", s.to_string()).packed("embedded object"),
        beside("xl/ctrlProps/ctrlProp1.xml", format!(r#"<formControlPr><itemLst><item val="{s}"/></itemLst></formControlPr>"#)).packed("control"),
        beside("docProps/core.xml", format!(r#"<cp:coreProperties xmlns:cp="cp" xmlns:dc="dc"><dc:creator>{s}</dc:creator></cp:coreProperties>"#)).packed("author"),
        beside("docProps/app.xml", format!(r#"<Properties><Company>{s}</Company></Properties>"#)).packed("company"),
        beside("docProps/custom.xml", format!(r#"<Properties><property name="a"><v>{s}</v></property></Properties>"#)).packed("own property"),
        beside("customXml/item1.xml", format!("<a>{s}</a>")).packed("data beside"),
    ]
}
