//! `mingbai report consolidate` with what offices send: a file in each form, one unit that has not reported, one whose
//! report is wrong. Exit codes, the sum, and the list of parts.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[path = "../../documents/tests/read_samples/samples.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of the reader, which print in more layouts"
)]
mod samples;

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use documents::fonts::Fonts;
use law::report::{Column, Report, Row};
use serde_json::Value;

const YEAR: &str = "2023";
/// One unit a form; each has its own name and numbers.
const FORMS: [&str; 7] = ["docx", "xlsx", "pdf", "html", "md", "txt", "json"];

struct Run {
    code: i32,
    out: String,
    told: String,
}

fn mingbai(args: &[String]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(["--lang", "en"])
        .args(args)
        .env_remove("MINGBAI_DATABASE")
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        told: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn unit_name(form: &str) -> String {
    format!("甲县{}局", form.to_uppercase())
}

fn unit(form: &str) -> Report {
    let place = FORMS.iter().position(|known| *known == form).unwrap();
    let mut report = samples::report(i64::try_from(place).unwrap());
    report.organ = unit_name(form);
    for (section, text) in [
        ("一", "全年依法公开。"),
        ("五", "更新不够及时，已明确专人核对。"),
        ("六", "本年度未收取信息处理费。"),
    ] {
        report.sections.insert(section.into(), text.into());
    }
    report
}

fn bytes(report: &Report, form: &str) -> Vec<u8> {
    let fonts = Fonts::load(&[]);
    let written = |text: String| text.replace("甲县乙局", &report.organ).into_bytes();
    match form {
        "docx" => documents::report::docx(report, &fonts).unwrap(),
        "pdf" => documents::report::pdf(report, &fonts).unwrap(),
        "xlsx" => documents::report::xlsx(report).unwrap(),
        "html" => documents::report::html(report).unwrap(),
        "json" => documents::report::json(report).unwrap(),
        "md" => written(samples::document(report, samples::markdown)),
        _ => written(samples::document(report, samples::spaced)),
    }
}

/// A folder with one report in each form, and an installation of one organ that has not reported.
struct Desk {
    folder: tempfile::TempDir,
    files: Vec<String>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = FORMS
            .iter()
            .map(|form| {
                let path = folder.path().join(format!("unit.{form}"));
                std::fs::write(&path, bytes(&unit(form), form)).unwrap();
                path.to_str().unwrap().to_string()
            })
            .collect();
        Self { folder, files }
    }

    fn path(&self, part: &str) -> PathBuf {
        self.folder.path().join(part)
    }

    fn installation(&self) {
        let data = self.path("data").to_str().unwrap().to_string();
        let words = [
            "init",
            "--data",
            &data,
            "--organ-name",
            "甲县柳溪镇人民政府",
            "--organ-code",
            "T1",
            "--organ-kind",
            "township",
            "--password",
            "heron-lamp-quiet-1",
        ];
        let init = mingbai(&words.map(String::from));
        assert_eq!(init.code, 0, "{}", init.told);
    }

    /// Consolidates into a folder of this name.
    fn consolidate(&self, units: &[String], out: &str) -> Run {
        let mut words: Vec<String> = ["report", "consolidate"].map(String::from).to_vec();
        words.extend_from_slice(units);
        for (name, value) in [
            ("--year", YEAR),
            ("--name", "甲县人民政府"),
            ("--data", self.path("data").to_str().unwrap()),
            ("--out", self.path(out).to_str().unwrap()),
            ("--as", "json,docx"),
        ] {
            words.extend([name.to_string(), value.to_string()]);
        }
        mingbai(&words)
    }

    fn json(&self, file: &str) -> Value {
        let text = std::fs::read(self.path(file)).unwrap();
        serde_json::from_slice(&text).unwrap()
    }
}

/// The last column of a row, over the units.
fn total<'a>(forms: impl IntoIterator<Item = &'a str>, row: Row) -> i64 {
    forms
        .into_iter()
        .map(|form| unit(form).table3.get(row, Column::Total).unwrap())
        .sum()
}

fn standings(parts: &Value) -> Vec<(String, String)> {
    parts["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| {
            let field = |name: &str| unit[name].as_str().unwrap().to_string();
            (field("name"), field("standing"))
        })
        .collect()
}

fn ids(findings: &Value) -> Vec<&str> {
    findings
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| finding["id"].as_str().unwrap())
        .collect()
}

#[test]
fn units_in_every_form_add_up() {
    let desk = Desk::new();
    let run = desk.consolidate(&desk.files, "out");
    assert_eq!(run.code, 0, "{}", run.told);
    assert_eq!(run.out, "", "the files are the result");
    let sum = desk.json("out/consolidated-2023.json");
    assert_eq!(
        (sum["organ"].as_str(), sum["year"].as_i64()),
        (Some("甲县人民政府"), Some(2023))
    );
    for row in Row::ALL {
        let cells = sum["table3"][row.key()].as_array().unwrap();
        assert_eq!(cells[6].as_i64(), Some(total(FORMS, row)), "{}", row.key());
    }
    // 1,517 and the unit's place, seven times.
    assert_eq!(sum["table2"]["行政许可"].as_i64(), Some(7 * 1517 + 21));
    assert_eq!(sum["table2"]["行政事业性收费"].as_str(), Some("291.636933"));
    let parts = desk.json("out/parts-2023.json");
    let counted: Vec<(String, String)> = FORMS
        .iter()
        .map(|form| (unit_name(form), "counted".to_string()))
        .collect();
    assert_eq!(standings(&parts), counted);
    assert_eq!(
        (&parts["missing"], ids(&parts["findings"])),
        (&Value::from(Vec::<Value>::new()), vec![])
    );
    // Every cell opens into its parts.
    let csv = std::fs::read_to_string(desk.path("out/parts-2023.csv")).unwrap();
    let licences: Vec<&str> = csv
        .lines()
        .filter(|line| line.starts_with("2,\"行政许可\""))
        .map(|line| line.rsplit(',').next().unwrap())
        .collect();
    assert_eq!(
        licences,
        ["1517", "1518", "1519", "1520", "1521", "1522", "1523"]
    );
    // What was written reads back as what was added up.
    let docx = desk
        .path("out/consolidated-2023.docx")
        .to_str()
        .unwrap()
        .to_string();
    let check = ["report", "check", &docx, "--format", "json"].map(String::from);
    let read: Value = serde_json::from_str(&mingbai(&check).out).unwrap();
    assert_eq!(read["report"]["table3"], sum["table3"]);
}

#[test]
fn one_is_missing_and_one_is_wrong() {
    let desk = Desk::new();
    desk.installation();
    let mut wrong = unit("docx");
    let right = wrong.table3.get(Row::Repeat, Column::Total).unwrap();
    wrong
        .table3
        .set(Row::Repeat, Column::Total, Some(right + 1));
    std::fs::write(&desk.files[0], bytes(&wrong, "docx")).unwrap();
    let mut units = desk.files.clone();
    units.push("T1".into());
    let run = desk.consolidate(&units, "out");
    assert_eq!(run.code, 1, "{}", run.told);
    for said in [
        "甲县柳溪镇人民政府 [missing]",
        "R-19 units/T1 甲县柳溪镇人民政府 has not reported; the sum is without it, and it is not counted as zero",
        "甲县DOCX局 [counted]",
        "R-32 table3/三、（五）不予处理 2.重复申请",
    ] {
        assert!(
            run.told.contains(said),
            "“{said}” is missing:\n{}",
            run.told
        );
    }
    let parts = desk.json("out/parts-2023.json");
    let standings = standings(&parts);
    assert_eq!(
        standings[7],
        ("甲县柳溪镇人民政府".to_string(), "missing".to_string())
    );
    assert_eq!(parts["units"][7]["kind"], "township");
    assert_eq!(parts["missing"], serde_json::json!(["甲县柳溪镇人民政府"]));
    // The identities before, in the unit, and after, in the sum.
    let before = ids(&parts["units"][0]["findings"]);
    assert!(before.contains(&"R-32"), "{before:?}");
    assert_eq!(ids(&parts["units"][1]["findings"]), Vec::<&str>::new());
    let after = ids(&parts["findings"]);
    assert!(
        after.contains(&"R-19") && after.contains(&"R-32"),
        "{after:?}"
    );
    // Missing is not zero: the sum is that of the seven, and of the eighth the list of parts says nothing.
    let sum = desk.json("out/consolidated-2023.json");
    assert_eq!(
        sum["table3"][Row::New.key()][6].as_i64(),
        Some(total(FORMS, Row::New))
    );
    let csv = std::fs::read_to_string(desk.path("out/parts-2023.csv")).unwrap();
    let missing = csv.lines().find(|line| line.contains("柳溪镇")).unwrap();
    assert!(missing.ends_with(','), "{missing}");
}

#[test]
fn a_file_of_a_unit_on_the_list_is_that_unit_s_report() {
    let desk = Desk::new();
    desk.installation();
    let mut late = unit("docx");
    late.organ = "甲县柳溪镇人民政府".into();
    std::fs::write(&desk.files[0], bytes(&late, "docx")).unwrap();
    for units in [
        ["T1".to_string(), desk.files[0].clone()],
        [desk.files[0].clone(), "T1".to_string()],
    ] {
        let run = desk.consolidate(&units, "out");
        assert_eq!(run.code, 0, "{}", run.told);
        let parts = desk.json("out/parts-2023.json");
        assert_eq!(
            standings(&parts),
            [("甲县柳溪镇人民政府".to_string(), "counted".to_string())]
        );
        assert_eq!(parts["units"][0]["kind"], "township");
    }
}

#[test]
fn what_cannot_be_added_is_left_out_and_said() {
    let desk = Desk::new();
    let mut other_year = unit("docx");
    other_year.year = Some(2022);
    std::fs::write(&desk.files[0], bytes(&other_year, "docx")).unwrap();
    // The same unit once more, as its own PDF.
    let again = desk.path("again.pdf").to_str().unwrap().to_string();
    std::fs::write(&again, bytes(&unit("xlsx"), "pdf")).unwrap();
    let mut units = desk.files.clone();
    units.push(again);
    let run = desk.consolidate(&units, "out");
    assert_eq!(run.code, 1, "{}", run.told);
    let parts = desk.json("out/parts-2023.json");
    let unusable: Vec<(String, String)> = standings(&parts)
        .into_iter()
        .filter(|(_, standing)| standing == "unusable")
        .collect();
    let line = |form: &str| (unit_name(form), "unusable".to_string());
    assert_eq!(unusable, [line("docx"), line("xlsx")]);
    assert_eq!(ids(&parts["units"][0]["findings"]), ["R-5"]);
    assert_eq!(ids(&parts["units"][7]["findings"]), ["R-18"]);
    let sum = desk.json("out/consolidated-2023.json");
    let counted = FORMS.into_iter().filter(|form| *form != "docx");
    assert_eq!(
        sum["table3"][Row::New.key()][6].as_i64(),
        Some(total(counted, Row::New))
    );
}

#[test]
fn what_cannot_be_done_writes_nothing() {
    let desk = Desk::new();
    desk.installation();
    let write = |name: &str, bytes: &[u8]| {
        let path = desk.path(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_string()
    };
    let torn = std::fs::read(&desk.files[0]).unwrap();
    let bad = [
        (
            write("torn.docx", &torn[..torn.len() / 2]),
            "torn.docx: damaged",
        ),
        (
            write("scan.png", b"\x89PNG\r\n\x1a\n0000"),
            "scan.png: the file is a picture",
        ),
        (
            write("letter.txt", "今天天气很好。".as_bytes()),
            "letter.txt: no section heading and no table",
        ),
        (write("empty.pdf", b""), "empty.pdf: the file is empty"),
        (
            "T9".to_string(),
            "T9: no such file, and no organ with this code",
        ),
    ];
    for (unit, said) in bad {
        let mut units = desk.files[..2].to_vec();
        units.push(unit);
        let run = desk.consolidate(&units, "out");
        assert_eq!(run.code, 2, "{said}: {}", run.told);
        assert!(
            run.told.contains(said),
            "“{said}” is missing:\n{}",
            run.told
        );
        assert_eq!(run.out, "");
        assert!(
            !Path::new(&desk.path("out")).exists(),
            "{said}: something was written"
        );
    }
}
