//! The demo's county, made by the operations that staff use, through the binary: every organ's report and the county's sum
//! are built, written in five forms, and read back by `report check` to equal JSON.
//!
//! Equal means the whole document: organ, year, form, every cell of the three tables, and every written section. That is
//! so for XLSX as well: beside the tables it carries the sections on sheets of their own, so nothing is left out of the
//! comparison. The one licence is white space in sections, which a PDF breaks into lines where the page ends.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use std::{collections::BTreeMap, path::Path, process::Command};

use serde_json::Value;

const FORMATS: [&str; 5] = ["json", "docx", "html", "xlsx", "pdf"];
const OFFICE: &str = "QH01";

/// Exit code, standard output, standard error.
fn mingbai(args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(["--lang", "en"])
        .args(args)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// The county's organs, and the newest year on which one of them has a report.
fn organs(data: &str) -> (Vec<String>, i64) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = store::Store::open(&format!("sqlite://{data}/mingbai.db"))
            .await
            .unwrap();
        let organs = store::organs::list(&store).await.unwrap();
        let reports = store::reports::list(&store, OFFICE).await.unwrap();
        let codes = organs.into_iter().map(|organ| organ.code).collect();
        (codes, reports.first().unwrap().year)
    })
}

fn bare(report: &Value) -> Value {
    let mut report = report.clone();
    if let Some(sections) = report["sections"].as_object_mut() {
        for text in sections.values_mut() {
            let packed: String = text.as_str().unwrap().split_whitespace().collect();
            *text = packed.into();
        }
    }
    report
}

/// Where two reports differ, cell by cell.
fn differences(place: &str, made: &Value, read: &Value, found: &mut Vec<String>) {
    match (made, read) {
        (Value::Object(made), Value::Object(read)) => {
            for key in made
                .keys()
                .chain(read.keys().filter(|key| !made.contains_key(*key)))
            {
                let nothing = Value::from("(absent)");
                let of = |map: &serde_json::Map<String, Value>| {
                    map.get(key).cloned().unwrap_or(nothing.clone())
                };
                differences(&format!("{place}/{key}"), &of(made), &of(read), found);
            }
        }
        (Value::Array(made), Value::Array(read)) if made.len() == read.len() => {
            for (at, (made, read)) in made.iter().zip(read).enumerate() {
                differences(&format!("{place}/{at}"), made, read, found);
            }
        }
        _ if made == read => {}
        _ => found.push(format!("{place}: made {made}, read {read}")),
    }
}

/// What `report check` reads in every file of a folder, by file name.
fn checked(folder: &str) -> BTreeMap<String, Value> {
    let (code, out, told) = mingbai(&["report", "check", folder, "--format", "json"]);
    assert!(code < 2, "{folder}: {told}");
    let list: Vec<Value> = serde_json::from_str(&out).unwrap();
    list.into_iter()
        .map(|read| {
            let file = Path::new(read["file"].as_str().unwrap());
            let name = file.file_name().unwrap().to_str().unwrap().to_string();
            (name, read["report"].clone())
        })
        .collect()
}

#[test]
fn every_report_of_the_county_and_its_sum_come_back_from_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let path = |part: &str| folder.path().join(part).to_str().unwrap().to_owned();
    let (data, out) = (path("data"), path("out"));
    let demo = [
        "demo",
        "--only-make",
        "--listen",
        "127.0.0.1:0",
        "--data",
        &data,
        "--items",
        "60",
        "--requests",
        "40",
    ];
    let (code, _, told) = mingbai(&demo);
    assert_eq!(code, 0, "{told}");
    let (codes, year) = organs(&data);
    assert_eq!(codes.len(), 13);
    let (year, formats) = (year.to_string(), FORMATS.join(","));
    for organ in &codes {
        let build = [
            "report", "build", "--data", &data, "--organ", organ, "--year", &year, "--out", &out,
            "--as", &formats,
        ];
        let (code, _, told) = mingbai(&build);
        assert!(code < 2, "{organ}: {told}");
    }
    let sum = path("sum");
    let consolidate = [
        "report",
        "consolidate",
        OFFICE,
        "--data",
        &data,
        "--year",
        &year,
        "--out",
        &sum,
        "--as",
        &formats,
    ];
    // One unit of the county has not reported and one reported a wrong total: found, and yet made.
    let (code, _, told) = mingbai(&consolidate);
    assert_eq!(code, 1, "{told}");
    // The parts are no report.
    for part in ["json", "csv"] {
        std::fs::remove_file(format!("{sum}/parts-{year}.{part}")).unwrap();
    }
    let mut read = checked(&out);
    read.extend(checked(&sum));
    let mut names: Vec<String> = codes.iter().map(|code| format!("{code}-{year}")).collect();
    names.push(format!("consolidated-{year}"));
    assert_eq!(read.len(), names.len() * FORMATS.len());

    let mut found = Vec::new();
    let mut requests = 0;
    for name in &names {
        let from = if name.starts_with("consolidated") {
            &sum
        } else {
            &out
        };
        let made = std::fs::read(format!("{from}/{name}.json")).unwrap();
        let made: Value = serde_json::from_slice(&made).unwrap();
        assert_eq!(made["year"].to_string(), year, "{name}");
        assert_eq!(made["table3"].as_object().unwrap().len(), 25, "{name}");
        assert!(
            made["sections"]["一"].as_str().unwrap().chars().count() > 50,
            "{name}"
        );
        let new = &made["table3"]["一、本年新收政府信息公开申请数量"];
        requests = new.as_array().unwrap().last().unwrap().as_i64().unwrap();
        for format in FORMATS {
            let file = format!("{name}.{format}");
            // JSON is the report itself, to the space.
            if format == "json" {
                differences(&file, &made, &read[&file], &mut found);
            }
            differences(&file, &bare(&made), &bare(&read[&file]), &mut found);
        }
    }
    assert!(
        found.is_empty(),
        "{} differences\n{}",
        found.len(),
        found.join("\n")
    );
    // The last is the sum; a county without a request would show nothing.
    assert!(requests > 10, "{requests} requests in the whole county");
}
