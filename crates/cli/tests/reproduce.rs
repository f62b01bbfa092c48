//! A ledger filled so that 表三 must come out as somebody published it: `import`, `report build`, `report check`,
//! cell by cell, in every format. The worked example of the rules is always tried; the published reports are not part
//! of this repository and are read from `MINGBAI_SHARED`, or `../shared` beside the workspace, where that is present.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use std::{
    fmt::Write,
    path::{Path, PathBuf},
    process::Command,
};

use law::{
    outcome::Code,
    report::{Column, Row, Table3},
};
use serde_json::Value;

const ORGAN: &str = "QH09";
const FORMATS: [&str; 5] = ["json", "docx", "html", "xlsx", "pdf"];

fn mingbai(args: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(["--lang", "en"])
        .args(args)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let out = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), out + &told)
}

/// The applicant of a column, as the register writes it.
const APPLICANTS: [&str; 6] = [
    "natural",
    "business",
    "research",
    "charity",
    "legal_service",
    "other",
];

/// One line a request: those carried in were received in December before; the first ones are closed, in the order of the
/// rows, the others are not closed yet.
fn register(table: &Table3, year: i16) -> String {
    let mut csv =
        String::from("number,submitted_on,channel,applicant,answered_on,lapsed_on,code,how\n");
    let cell = |row, column| table.get(row, column).unwrap_or_default();
    for (applicant, column) in APPLICANTS.iter().zip(Column::ALL) {
        let carried = cell(Row::CarriedIn, column);
        let all = carried + cell(Row::New, column);
        let mut endings = Row::LEAVES
            .into_iter()
            .flat_map(|row| vec![row; usize::try_from(cell(row, column)).unwrap()]);
        for n in 0..all {
            let received = if n < carried {
                format!("{}-12-29", year - 1)
            } else {
                format!("{year}-03-02")
            };
            write!(csv, "{applicant}-{n},{received},counter,{applicant},").unwrap();
            match endings.next().map(code_of) {
                Some(code) if code.lapse() => writeln!(csv, ",{year}-03-20,{},", code.as_str()),
                Some(code) => writeln!(csv, "{year}-03-20,,{},posted", code.as_str()),
                None => writeln!(csv, ",,,"),
            }
            .unwrap();
        }
        assert_eq!(
            endings.next(),
            None,
            "more outcomes than requests: {column:?}"
        );
    }
    csv
}

fn code_of(row: Row) -> Code {
    Code::ALL
        .into_iter()
        .find(|code| code.row() == row)
        .unwrap()
}

/// Builds the year from a ledger of its own and reads every format back.
fn comes_out(name: &str, year: i16, wanted: &Table3) {
    let folder = tempfile::tempdir().unwrap();
    let path = |part: &str| folder.path().join(part).to_str().unwrap().to_owned();
    let (data, out, sheet) = (path("data"), path("out"), path("requests.csv"));
    let init = [
        "init",
        "--data",
        &data,
        "--organ-name",
        "青禾县商务局",
        "--organ-code",
        ORGAN,
        "--password",
        "heron-lamp-quiet-1",
    ];
    assert_eq!(mingbai(&init).0, 0, "{name}");
    std::fs::write(&sheet, register(wanted, year)).unwrap();
    let import = [
        "import", "--data", &data, "requests", &sheet, "--organ", ORGAN,
    ];
    let (code, told) = mingbai(&import);
    assert!(code == 0 || code == 1, "{name}: {told}");
    let (formats, year_text) = (FORMATS.join(","), year.to_string());
    let build = [
        "report", "build", "--data", &data, "--organ", ORGAN, "--year", &year_text, "--out", &out,
        "--as", &formats,
    ];
    let (code, told) = mingbai(&build);
    assert!(code == 0 || code == 1, "{name}: {told}");
    for format in FORMATS {
        let file = format!("{out}/{ORGAN}-{year}.{format}");
        let (_, checked) = mingbai(&["report", "check", &file, "--format", "json"]);
        let checked: Value =
            serde_json::from_str(&checked).unwrap_or_else(|_| panic!("{name}.{format}: {checked}"));
        let read: Table3 = serde_json::from_value(checked["report"]["table3"].clone()).unwrap();
        for row in Row::ALL {
            for column in Column::ALL {
                assert_eq!(
                    read.get(row, column),
                    Some(wanted.get(row, column).unwrap_or_default()),
                    "{name}.{format}: {} {}",
                    row.key(),
                    column.key()
                );
            }
        }
        let wrong: Vec<&Value> = checked["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["severity"] == "error")
            .filter(|finding| !told.contains(finding["id"].as_str().unwrap()))
            .collect();
        assert!(wrong.is_empty(), "{name}.{format}: {wrong:?}");
    }
}

/// The worked example of 表三: fourteen received, two carried in, fifteen closed, one carried out.
#[test]
fn the_worked_example() {
    let mut table = Table3::default();
    for (row, cells) in [
        (Row::New, [11, 2, 0, 0, 1, 0, 14]),
        (Row::CarriedIn, [1, 1, 0, 0, 0, 0, 2]),
        (Code::OpenGive.row(), [4, 2, 0, 0, 0, 0, 6]),
        (Code::Part.row(), [2, 0, 0, 0, 1, 0, 3]),
        (Code::NoThird.row(), [1, 0, 0, 0, 0, 0, 1]),
        (Code::NoProcess.row(), [0, 1, 0, 0, 0, 0, 1]),
        (Code::None.row(), [2, 0, 0, 0, 0, 0, 2]),
        (Code::Petition.row(), [1, 0, 0, 0, 0, 0, 1]),
        (Code::LapseCorr.row(), [1, 0, 0, 0, 0, 0, 1]),
        (Row::Total, [11, 3, 0, 0, 1, 0, 15]),
        (Row::CarriedOut, [1, 0, 0, 0, 0, 0, 1]),
    ] {
        for (column, cell) in Column::ALL.into_iter().zip(cells) {
            table.set(row, column, Some(cell));
        }
    }
    comes_out("worked example", 2025, &table);
}

fn published() -> Option<PathBuf> {
    let shared = std::env::var_os("MINGBAI_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let folder = shared.join("reports");
    folder.is_dir().then_some(folder)
}

/// Every fully transcribed report: its year's requests made up, its table given back.
#[test]
fn published_tables() {
    let Some(folder) = published() else { return };
    for name in ["001", "002", "009", "012", "013"] {
        let text = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
        let by_hand: Value = serde_json::from_slice(&text).unwrap();
        let year = i16::try_from(by_hand["year"].as_i64().unwrap()).unwrap();
        let table = serde_json::from_value(by_hand["table3"].clone()).unwrap();
        comes_out(name, year, &table);
    }
}
