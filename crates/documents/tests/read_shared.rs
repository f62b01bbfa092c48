//! Reports as they were published, against their transcriptions by hand. The reports are not part of this
//! repository: they are read from `MINGBAI_SHARED`, or `../shared` beside the workspace, where that is present.

use std::path::{Path, PathBuf};

use documents::read::{self, How, ReadReport};
use law::finding::Severity;
use serde_json::Value;

/// The files whose every complete row has to be read.
const FILES: [&str; 13] = [
    "001.txt", "002.pdf", "009.md", "013.html", "102.txt", "103.txt", "109.txt", "112.txt",
    "113.txt", "119.txt", "121.txt", "123.txt", "125.txt",
];

fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("MINGBAI_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let folder = shared.join("reports");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!(
        "no published reports at {}: nothing compared",
        folder.display()
    );
    None
}

fn read(folder: &Path, file: &str) -> ReadReport {
    let bytes = std::fs::read(folder.join(file)).expect(file);
    read::report(&bytes, file).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn transcription(folder: &Path, file: &str) -> Value {
    let stem = file.split('.').next().expect("a stem");
    let bytes = std::fs::read(folder.join(format!("{stem}.json"))).expect(stem);
    let mut by_hand: Value = serde_json::from_slice(&bytes).expect(stem);
    // The hand wrote the two fee counts of a 2019 form as text; `formats.md` has them as a list.
    if let Some(fees) = by_hand.pointer_mut("/table2/行政事业性收费")
        && let Some(list) = fees.as_str().filter(|text| text.starts_with('['))
    {
        *fees = serde_json::from_str(list).expect(stem);
    }
    by_hand
}

/// Cell by cell, absent rows absent and blank cells null.
#[test]
fn every_cell_is_as_transcribed() {
    let Some(folder) = folder() else { return };
    for file in FILES {
        let report = serde_json::to_value(read(&folder, file).report).expect(file);
        let by_hand = transcription(&folder, file);
        for table in ["table2", "table3", "table4"] {
            assert_eq!(report[table], by_hand[table], "{file} {table}");
        }
        let year = by_hand["year"].as_i64();
        assert_eq!(report["year"].as_i64(), year, "{file} year");
    }
}

/// What the transcriptions note of each report, as findings or as ways of writing that were recognised.
#[test]
fn oddities_are_said() {
    use How::*;
    let Some(folder) = folder() else { return };
    let group = "table3/三、（六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请";
    let variants = [
        ("001.txt", Wording, "table2/行政规范性文件"),
        ("001.txt", HeadingNumber, "sections/二"),
        ("001.txt", TabLines, "tables"),
        ("002.pdf", NumberMark, group),
        ("002.pdf", PageBreak, "table3"),
        ("009.md", Wording, "table2/行政规范性文件"),
        ("009.md", ByPosition, "table3/三、（二）部分公开"),
        (
            "009.md",
            DisplacedTotal,
            "table3/四、结转下年度继续办理/总计",
        ),
        ("013.html", BlankUnderHeading, "table3"),
        ("013.html", Wording, "sections/五"),
        ("102.txt", PipeLines, "tables"),
        ("103.txt", BareLines, "tables"),
        ("109.txt", TrailingBlanks, "tables"),
        ("109.txt", Wording, "table2/行政规范性文件"),
        ("112.txt", PipeRows, "tables"),
        ("112.txt", TrailingBlanks, "tables"),
        ("113.txt", SplitHeader, "table3"),
        ("119.txt", PipeLines, "tables"),
        ("121.txt", BareLines, "tables"),
        ("125.txt", NoneMark, "table2/规章"),
    ];
    for (file, how, place) in variants {
        let read = read(&folder, file);
        let found = read
            .variants
            .iter()
            .any(|variant| variant.how == how && variant.place == place);
        assert!(found, "{file}: {how:?} {place} in {:#?}", read.variants);
    }
    let findings = [
        ("001.txt", "R-1.row", "table3/三、（六）其他处理 3.其他"),
        ("009.md", "R-1", "report"),
        ("102.txt", "R-24", "table2/规章"),
        ("103.txt", "R-27", "table2"),
        ("113.txt", "R-34", "table3/二、上年结转政府信息公开申请数量"),
        ("121.txt", "R-5", "opening"),
        ("123.txt", "R-1", "report"),
        ("125.txt", "R-22", "table2/规章"),
    ];
    for (file, id, place) in findings {
        let found = read(&folder, file).findings(None);
        let there = found.iter().any(|it| it.id == id && it.place == place);
        assert!(there, "{file}: {id} {place} in {found:#?}");
    }
}

/// The five findings of `law.md` 0.3, once each, and nothing else.
#[test]
fn the_first_report_has_its_five_findings() {
    let Some(folder) = folder() else { return };
    let read = read(&folder, "001.txt");
    let mut found: Vec<(String, String)> = read
        .findings(None)
        .into_iter()
        .map(|finding| (finding.id.to_string(), finding.place))
        .collect();
    found.sort();
    let expected = [
        ("R-1.label", "table2/行政规范性文件"),
        ("R-1.leftover", "sections/一"),
        ("R-1.number", "sections"),
        ("R-1.row", "table3/三、（六）其他处理 3.其他"),
        ("R-2", "sections/一"),
    ];
    let expected: Vec<(String, String)> =
        expected.map(|(id, place)| (id.into(), place.into())).into();
    assert_eq!(found, expected);
    assert_eq!(
        Some(read.report.organ.as_str()),
        transcription(&folder, "001.txt")["organ"].as_str()
    );
}

/// What the transcription says of the identities is what the checks say.
#[test]
fn identities_fail_where_the_transcription_says_so() {
    let Some(folder) = folder() else { return };
    let stems = [
        "001", "002", "009", "012", "013", "102", "103", "109", "112", "113", "119", "121", "123",
        "125",
    ];
    for file in FILES {
        let by_hand = transcription(&folder, file);
        let failed = failed(&read(&folder, file));
        assert_eq!(failed, expected(&by_hand), "{file}");
    }
    for stem in stems {
        let by_hand = transcription(&folder, &format!("{stem}.json"));
        let bytes = std::fs::read(folder.join(format!("{stem}.json"))).expect(stem);
        let report = read::report(&bytes, &format!("{stem}.json"));
        let Ok(report) = report else {
            assert_eq!(
                by_hand["table2"].as_object().map(serde_json::Map::len),
                Some(0),
                "{stem}"
            );
            continue;
        };
        assert_eq!(failed(&report), expected(&by_hand), "{stem}");
    }
}

/// The places where an identity fails.
fn failed(read: &ReadReport) -> Vec<String> {
    let mut failed: Vec<String> = read
        .findings(None)
        .into_iter()
        .filter(|finding| ["R-30", "R-31", "R-32", "R-50"].contains(&finding.id.id()))
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| format!("{} {}", finding.id, finding.place))
        .collect();
    failed.sort();
    failed
}

/// The same by the transcription's `checks`.
fn expected(by_hand: &Value) -> Vec<String> {
    let checks = &by_hand["checks"];
    let false_of = |check: &str, id: &str, table: &str| -> Vec<String> {
        let object = checks[check].as_object().into_iter().flatten();
        object
            .filter(|(_, holds)| **holds == Value::Bool(false))
            .map(|(place, _)| format!("{id} {table}/{place}"))
            .collect()
    };
    let wrong = checks["table3 rows with a wrong total"].as_array();
    let mut expected = [
        false_of("detail rows==row3total", "R-30", "table3"),
        false_of("row1+row2==row3total+row4", "R-31", "table3"),
        false_of("table4 totals ok", "R-50", "table4"),
        wrong
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|row| format!("R-32 table3/{row}"))
            .collect(),
    ]
    .concat();
    expected.sort();
    expected
}
