//! What a reader of a file cannot see goes out in no format, whatever was marked: a corpus made here, of every hiding place
//! that the formats have, each with something that must not go out.
//!
//! The normal run takes one secret for each place. `MINGBAI_CORPUS=full` takes five (more than 200 files) and has
//! LibreOffice, a reader of another make, open each result: what is public must be there, the secret nowhere.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[path = "../../law/tests/chance/dice.rs"]
mod dice;
#[path = "hidden_places/documents.rs"]
mod documents_of_word;
#[path = "hidden_places/fuzz.rs"]
mod fuzz;
#[path = "../../law/tests/chance/mutated.rs"]
mod mutated;
#[path = "hidden_places/pdfs.rs"]
mod pdfs;
#[path = "hidden_places/pictures.rs"]
mod pictures;
#[path = "hidden_places/workbooks.rs"]
mod workbooks;
#[path = "chance/zipped.rs"]
mod zipped;

use std::{
    io::{Cursor, Read, Write},
    path::Path,
    process::Command,
};

use documents::{
    fonts::Fonts,
    incoming::IncomingError,
    redact::{Notice, Redacted, redact},
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Made up; the identity number is a published sample.
const SECRETS: [&str; 5] = [
    "欧阳某某",
    "11010519491231002X",
    "13900001234",
    "某小区3栋2单元501室",
    "某公司内部底价873万元",
];
const PUBLIC: &str = "可以公开的内容";

/// A file with something hidden in it.
struct Case {
    place: &'static str,
    ending: &'static str,
    bytes: Vec<u8>,
}

fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        out.start_file(*name, options).unwrap();
        out.write_all(content.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn cases(secret: &str) -> Vec<Case> {
    let mut all = workbooks::cases(secret);
    all.extend(documents_of_word::cases(secret));
    all.extend(pictures::cases(secret));
    all.extend(pdfs::cases(secret));
    all
}

/// All bytes, unpacked.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"%PDF") {
        return pdfs::unpacked(bytes);
    }
    let mut all = bytes.to_vec();
    if let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) {
        for place in 0..archive.len() {
            let mut entry = archive.by_index(place).unwrap();
            all.extend(entry.name().unwrap().as_bytes());
            entry.read_to_end(&mut all).unwrap();
        }
    }
    all
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

fn made(case: &Case, fonts: &Fonts) -> Redacted {
    let name = format!("a.{}", case.ending);
    redact(&name, &case.bytes, &[], fonts)
        .unwrap_or_else(|error| panic!("{}: {}", case.place, error.zh()))
}

#[test]
fn nothing_hidden_goes_out() {
    let full = std::env::var("MINGBAI_CORPUS").is_ok_and(|it| it == "full");
    let secrets = if full { &SECRETS[..] } else { &SECRETS[..1] };
    let folder = tempfile::tempdir().unwrap();
    let fonts = Fonts::embedded();
    let mut count = 0;
    for (number, secret) in secrets.iter().enumerate() {
        for case in cases(secret) {
            count += 1;
            assert!(
                holds(&unpacked(&case.bytes), secret),
                "{} hides nothing",
                case.place
            );
            let made = made(&case, &fonts);
            let bytes = unpacked(&made.bytes);
            assert!(!holds(&bytes, secret), "{}: {secret} goes out", case.place);
            let picture = !["docx", "xlsx", "pdf"].contains(&case.ending);
            assert!(
                picture || holds(&bytes, PUBLIC),
                "{}: what is public is gone",
                case.place
            );
            let counted = made.notices.iter().any(|notice| {
                matches!(
                    notice,
                    Notice::LeftOut(..)
                        | Notice::HiddenSheet(_)
                        | Notice::Formulas(_)
                        | Notice::PicturesLeftOut(_)
                )
            });
            assert!(
                counted,
                "{}: nobody is told: {:?}",
                case.place, made.notices
            );
            assert!(
                made.bytes.len() * 10 <= case.bytes.len() * 12 + 2_000,
                "{}: {} bytes from {}",
                case.place,
                made.bytes.len(),
                case.bytes.len()
            );
            let name = format!("{number}-{}.{}", case.place.replace(' ', "-"), case.ending);
            std::fs::write(folder.path().join(name), &made.bytes).unwrap();
        }
    }
    if full {
        assert!(count >= 200, "{count} files");
        a_reader_of_pdf(folder.path(), secrets);
        another_reader(folder.path(), secrets);
    }
}

/// Nor does it come in: the draft that is made of a document holds what its readers see.
#[test]
fn nothing_hidden_comes_in() {
    let secret = SECRETS[0];
    for case in cases(secret) {
        let name = format!("a.{}", case.ending);
        let draft = match documents::incoming::read(&name, &case.bytes, 1 << 24) {
            Ok((draft, _)) => draft,
            Err(IncomingError::Kind(_)) => continue,
            Err(error) => panic!("{}: {error}", case.place),
        };
        let taken = [&draft.html, &draft.title, &draft.summary, &draft.number].map(String::as_str);
        let taken = taken.join("\n");
        assert!(!taken.contains(secret), "{}: {taken}", case.place);
        assert!(taken.contains(PUBLIC), "{}: {taken}", case.place);
    }
}

/// Poppler reads each PDF, and what it says of itself.
fn a_reader_of_pdf(folder: &Path, secrets: &[&str]) {
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "pdf") {
            continue;
        }
        read += 1;
        let heard = |program: &str, behind: &[&str]| {
            let output = Command::new(program).arg(&path).args(behind).output();
            let output = output.expect("Poppler, which judges the full corpus");
            assert!(output.status.success(), "{program} {}", path.display());
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        let (text, about) = (heard("pdftotext", &["-"]), heard("pdfinfo", &[]));
        assert_eq!(text.trim(), PUBLIC, "{}", path.display());
        for secret in secrets {
            assert!(!about.contains(secret), "{}: {about}", path.display());
        }
    }
    assert!(read >= 100, "{read} PDFs");
}

/// LibreOffice opens each result and writes what it reads as text.
fn another_reader(folder: &Path, secrets: &[&str]) {
    for (ending, format) in [
        ("docx", "txt:Text"),
        ("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76"),
    ] {
        let files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == ending))
            .collect();
        let out = folder.join(format!("read-{ending}"));
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
        let status = Command::new("soffice")
            .args([&profile, "--headless", "--convert-to", format, "--outdir"])
            .arg(&out)
            .args(&files)
            .output()
            .expect("LibreOffice, which judges the full corpus");
        assert!(
            status.status.success(),
            "{}",
            String::from_utf8_lossy(&status.stderr)
        );
        let read: Vec<_> = std::fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert_eq!(read.len(), files.len(), "each {ending} is opened");
        for path in read {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            assert!(text.contains(PUBLIC), "{}: {text}", path.display());
            for secret in secrets {
                assert!(!text.contains(secret), "{}: {text}", path.display());
            }
        }
    }
}
