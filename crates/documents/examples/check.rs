//! What checking one report costs, beside what a plain reading of the same file costs; and a folder of reports to check.
//!
//!     check FOLDER COUNT ROUNDS
//!
//! Yardsticks, in turns with the check: of a DOCX unpacking `word/document.xml` and walking its XML; of an HTML page
//! parsing it; of a PDF `pdftotext -layout`, a process of its own as the reader of `mingbai report check` is.

#![expect(clippy::print_stdout, reason = "what was measured is the output")]

#[expect(dead_code, reason = "the year before is for the test beside")]
#[path = "../tests/planted/clean.rs"]
mod clean;

use std::{
    error::Error,
    fs,
    io::{Cursor, Read},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use documents::{fonts::Fonts, read, report};

/// Reports that differ; a folder of more has them several times.
const DISTINCT: u64 = 60;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count, rounds] = arguments.as_slice() else {
        return Err("check FOLDER COUNT ROUNDS".into());
    };
    let (folder, count, rounds) = (PathBuf::from(folder), count.parse()?, rounds.parse()?);
    let files = written(&folder, count)?;
    for kind in ["docx", "pdf", "html"] {
        let of_kind: Vec<&PathBuf> = files
            .iter()
            .filter(|path| path.extension().is_some_and(|it| it == kind))
            .take(20)
            .collect();
        let (mut checks, mut plain) = (Vec::new(), Vec::new());
        for _ in 0..rounds {
            for path in &of_kind {
                let began = Instant::now();
                let bytes = fs::read(path)?;
                let read = read::report(&bytes, "report")?;
                assert!(!read.report.table3.is_empty() && read.findings(None).len() < 9);
                checks.push(began.elapsed());
                let began = Instant::now();
                yardstick(kind, path)?;
                plain.push(began.elapsed());
            }
        }
        let (check, plain) = (middle(&mut checks), middle(&mut plain));
        println!(
            "{kind}: check {check:.2} ms, plain reading {plain:.2} ms, ratio {:.2}",
            check / plain
        );
    }
    Ok(())
}

/// `00000.docx`, `00001.pdf`, `00002.html`, …
fn written(folder: &Path, count: u64) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    fs::create_dir_all(folder)?;
    let fonts = Fonts::embedded();
    let mut files: Vec<PathBuf> = Vec::new();
    for number in 0..count {
        let kind = ["docx", "pdf", "html"][(number % 3) as usize];
        let path = folder.join(format!("{number:05}.{kind}"));
        match number.checked_sub(3 * DISTINCT) {
            Some(same) => drop(fs::copy(&files[same as usize], &path)?),
            None => {
                let made = clean::report(number);
                let bytes = match kind {
                    "docx" => report::docx(&made, &fonts)?,
                    "pdf" => report::pdf(&made, &fonts)?,
                    _ => report::html(&made)?,
                };
                fs::write(&path, bytes)?;
            }
        }
        files.push(path);
    }
    Ok(files)
}

fn yardstick(kind: &str, path: &Path) -> Result<usize, Box<dyn Error>> {
    Ok(match kind {
        "docx" => {
            let mut zip = zip::ZipArchive::new(Cursor::new(fs::read(path)?))?;
            let mut xml = String::new();
            zip.by_name("word/document.xml")?.read_to_string(&mut xml)?;
            let mut reader = quick_xml::Reader::from_str(&xml);
            let mut events = 0;
            while !matches!(reader.read_event()?, quick_xml::events::Event::Eof) {
                events += 1;
            }
            events
        }
        "pdf" => Command::new("pdftotext")
            .arg("-layout")
            .arg(path)
            .arg("-")
            .output()?
            .stdout
            .len(),
        _ => scraper::Html::parse_document(&fs::read_to_string(path)?)
            .tree
            .nodes()
            .count(),
    })
}

/// Milliseconds of the middle one.
fn middle(times: &mut [Duration]) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
