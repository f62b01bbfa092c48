//! Files that were made to hurt their reader, each read in a process of its own: refused in words, within its limits, and
//! the one who asked goes on.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[path = "apart/hostile.rs"]
mod hostile;

use std::time::{Duration, Instant};

use documents::{
    apart::{self, Limit, Limits, Program, Readers, Stopped},
    read::ReadError,
    redact::{RedactError, What, Withholding},
    sheet::SheetError,
    upload::UploadError,
};

/// Started as a reader by the other tests, this binary reads a file and ends.
#[test]
fn reads_a_file_where_asked() {
    if apart::asked() {
        apart::serve(std::io::stdin().lock(), std::io::stdout().lock()).unwrap();
        std::process::exit(0);
    }
}

fn readers(limits: Limits) -> Readers {
    let binary = std::env::current_exe().unwrap();
    let arguments = ["--exact", "reads_a_file_where_asked", "--nocapture"];
    Readers::new(Program::new(binary, arguments), limits, Vec::new())
}

/// Tight, so that the tests are quick on a machine that does not optimise.
const TIGHT: Limits = Limits {
    megabytes: 400,
    seconds: 10,
    answer_megabytes: 16,
};

fn name_withheld() -> Vec<Withholding> {
    vec![Withholding {
        page: None,
        what: What::Phrase("王小明".into()),
        reason: "个人隐私".into(),
    }]
}

/// Whether a reader was stopped, or said itself why it does not go on; in either case it must have said so in time.
fn stopped_in_time<T: std::fmt::Debug>(
    what: &str,
    ask: impl FnOnce() -> Result<T, String>,
) -> String {
    let began = Instant::now();
    let said = ask().expect_err(what);
    assert!(
        began.elapsed() < Duration::from_secs(TIGHT.seconds + 5),
        "{what} took {:?}",
        began.elapsed()
    );
    assert!(!said.is_empty(), "{what} is refused without a word");
    said
}

#[test]
fn an_honest_file_is_read_elsewhere_as_here() {
    let text = "青禾县商务局2025年政府信息公开工作年度报告\n一、总体情况\n甲\n五、存在的主要问题及改进情况\n乙\n六、其他需要报告的事项\n丙\n";
    let here = documents::read::report(text.as_bytes(), "年报.txt").unwrap();
    let there = readers(TIGHT).report("年报.txt", text.as_bytes()).unwrap();
    assert_eq!(here.report, there.report);
    assert_eq!(here.notes, there.notes);
    let taken = readers(TIGHT)
        .upload("附件.txt", "正文".as_bytes(), 100)
        .unwrap();
    assert_eq!(
        taken.media,
        documents::upload::check("附件.txt", "正文".as_bytes(), 100).unwrap()
    );
    let made = readers(TIGHT)
        .redact("名单.txt", "王小明等三人".as_bytes(), &name_withheld())
        .unwrap();
    assert_eq!(made.bytes, "■■■等三人".as_bytes());
    let rows = readers(TIGHT)
        .sheets("名单.csv", "甲,乙\n1,2\n".as_bytes())
        .unwrap();
    assert_eq!(rows[0].rows[1][1].text, "2");
}

#[test]
fn a_refusal_comes_back_with_its_reason() {
    let refused = readers(TIGHT).upload("a.exe", b"MZ\0\0", 100).unwrap_err();
    assert_eq!(
        refused,
        documents::upload::check("a.exe", b"MZ\0\0", 100).unwrap_err()
    );
    let lost = readers(TIGHT)
        .redact("名单.txt", "李四".as_bytes(), &name_withheld())
        .unwrap_err();
    assert_eq!(lost, RedactError::NotFound("王小明".into()));
}

#[test]
fn deepcontent_pdf_ends_its_reader_alone() {
    let pdf = hostile::deep_content(200_000);
    assert!(pdf.len() < 2_000, "{} bytes", pdf.len());
    let said = stopped_in_time("adoption", || {
        readers(TIGHT)
            .report("deepcontent.pdf", &pdf)
            .map_err(|error| match error {
                ReadError::Stopped(stopped) => {
                    assert_eq!(stopped.limit, Limit::Depth);
                    stopped.message(law::Lang::Zh)
                }
                error => error.zh(),
            })
    });
    assert!(
        said.contains("嵌套过深") && said.contains("deepcontent.pdf"),
        "{said}"
    );
    stopped_in_time("redaction", || {
        readers(TIGHT)
            .redact("deepcontent.pdf", &pdf, &name_withheld())
            .map_err(|error| error.zh())
    });
}

#[test]
fn deeparray_pdf_is_refused_in_words() {
    let pdf = hostile::deep_array(100_000);
    stopped_in_time("adoption", || {
        readers(TIGHT)
            .report("deeparray.pdf", &pdf)
            .map_err(|error| error.zh())
    });
    stopped_in_time("redaction", || {
        readers(TIGHT)
            .redact("deeparray.pdf", &pdf, &name_withheld())
            .map_err(|error| error.zh())
    });
}

#[test]
fn flate_pdf_ends_at_the_limit_of_memory() {
    let pdf = hostile::flate_content(300);
    assert!(pdf.len() < 2 * 1024 * 1024, "{} bytes", pdf.len());
    stopped_in_time("adoption", || {
        readers(TIGHT)
            .report("flate.pdf", &pdf)
            .map_err(|error| error.zh())
    });
    stopped_in_time("redaction", || {
        readers(TIGHT)
            .redact("flate.pdf", &pdf, &name_withheld())
            .map_err(|error| error.zh())
    });
}

#[test]
fn overlap_zip_is_refused_for_what_it_is() {
    let zip = hostile::overlapping(500);
    assert!(zip.len() < 64 * 1024, "{} bytes", zip.len());
    let refused = readers(TIGHT)
        .upload("overlap.zip", &zip, 1024 * 1024)
        .unwrap_err();
    assert_eq!(refused, UploadError::Overlapping);
}

#[test]
fn sparse_xlsx_takes_no_more_memory_than_it_has_cells() {
    for (name, corner) in [
        ("sparse.xlsx", "XFD1048576"),
        ("sparse-20000-rows.xlsx", "XFD20000"),
    ] {
        let book = hostile::sparse(corner);
        // Two cells are two cells: the workbook is given out, or refused in words.
        if let Err(error) = readers(TIGHT).redact(name, &book, &name_withheld()) {
            assert!(!error.zh().is_empty());
        }
        match readers(TIGHT).sheets(name, &book) {
            Ok(sheets) => assert_eq!(sheets[0].rows.len(), 2, "{name}"),
            Err(SheetError::Stopped(stopped)) => assert!(!stopped.is_ours(), "{stopped:?}"),
            Err(error) => assert!(!error.message(law::Lang::Zh).is_empty()),
        }
    }
}

#[test]
fn bigtext_docx_ends_at_the_limit_of_memory() {
    let book = hostile::big_text(60);
    assert!(book.len() < 1024 * 1024, "{} bytes", book.len());
    stopped_in_time("redaction", || {
        readers(TIGHT)
            .redact("bigtext.docx", &book, &name_withheld())
            .map_err(|error| error.zh())
    });
}

#[test]
fn a_reader_that_never_ends_is_stopped_and_named() {
    let limits = Limits {
        seconds: 1,
        ..TIGHT
    };
    // A program that reads nothing and says nothing.
    let asleep = Readers::new(Program::new("/bin/sleep", ["60"]), limits, Vec::new());
    let began = Instant::now();
    let stopped = asleep.report("年报.txt", b"a").unwrap_err();
    assert_eq!(
        stopped,
        ReadError::Stopped(Stopped {
            file: "年报.txt".into(),
            limit: Limit::Time(1)
        })
    );
    assert!(began.elapsed() < Duration::from_secs(5));
    assert!(stopped.zh().contains("年报.txt") && stopped.zh().contains("1秒"));
    assert!(stopped.to_string().contains("1 seconds"), "{stopped}");
}

#[test]
fn a_reader_that_says_too_much_is_stopped() {
    let limits = Limits {
        answer_megabytes: 1,
        ..TIGHT
    };
    let endless = Readers::new(Program::new("/bin/cat", ["/dev/zero"]), limits, Vec::new());
    assert_eq!(
        endless.sheets("a.csv", b"a").unwrap_err(),
        SheetError::Stopped(Stopped {
            file: "a.csv".into(),
            limit: Limit::Answer(1)
        })
    );
}

#[test]
fn a_reader_that_cannot_be_started_is_our_fault() {
    let nowhere = Readers::new(Program::new("/nowhere/at/all", ["x"]), TIGHT, Vec::new());
    let Err(UploadError::Stopped(stopped)) = nowhere.upload("a.txt", b"a", 10) else {
        panic!("read by nobody");
    };
    assert!(stopped.is_ours());
}
