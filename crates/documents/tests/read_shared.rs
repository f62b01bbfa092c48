//! Reports as they were published, against their transcriptions by hand. The reports are not part of this
//! repository: they are read from `MINGBAI_SHARED`, or `../shared` beside the workspace, where that is present.

use std::path::{Path, PathBuf};

use documents::read::{self, ReadReport};
use serde_json::Value;

/// The files whose every complete row has to be read.
const FILES: [&str; 11] = [
    "001.txt", "013.html", "102.txt", "103.txt", "109.txt", "112.txt", "113.txt", "119.txt",
    "121.txt", "123.txt", "125.txt",
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
    serde_json::from_slice(&bytes).expect(stem)
}

/// Cell by cell, absent rows absent and blank cells null. A transcription holds the fee of every form as a string,
/// which is how [`law::report::Table2`] writes it too, so that the comparison needs no exception.
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

/// Markdown from a PDF: rows stand apart from their labels and are placed by position; the total of the last
/// row stands elsewhere on the page and stays blank.
#[test]
fn displaced_rows_are_placed_only_where_that_is_certain() {
    let Some(folder) = folder() else { return };
    let report = serde_json::to_value(read(&folder, "009.md").report).expect("009");
    let mut by_hand = transcription(&folder, "009.md");
    by_hand["table3"]["四、结转下年度继续办理"][6] = Value::Null;
    for table in ["table2", "table3", "table4"] {
        assert_eq!(report[table], by_hand[table], "{table}");
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
        .map(|finding| (finding.id.into_owned(), finding.place))
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
        let failed: Vec<String> = report
            .findings(None)
            .into_iter()
            .filter(|finding| ["R-30", "R-31", "R-32", "R-50"].contains(&finding.id.as_ref()))
            .map(|finding| format!("{} {}", finding.id, finding.place))
            .collect();
        assert_eq!(failed, Vec::<String>::new(), "{stem}");
    }
}
