//! A redacted PDF: what is withheld and what nobody sees is in no stream of it, what stays stands where it stood, and nothing that was
//! hidden is seen.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

#[path = "redact_pdfs/told.rs"]
mod told;

use documents::{
    fonts::Fonts,
    redact::{Hidden, Notice, RedactError, Redacted, What, Withholding, redact},
};
use lopdf::{Document, Object};

const SECRET: &str = "Alice Example";
const PUBLIC: &str = "The plan is public";

/// A PDF of one page with this content; `page`, `catalog` and `objects` (from number 6 on) add to it.
fn pdf(content: &str, page: &str, catalog: &str, objects: &[&str]) -> Vec<u8> {
    let resources = "/Font<</F 5 0 R>>/XObject<</X 6 0 R>>/Properties<</L 6 0 R>>";
    file(content, resources, page, catalog, objects)
}

fn file(content: &str, resources: &str, page: &str, catalog: &str, objects: &[&str]) -> Vec<u8> {
    let mut parts = vec![
        format!("<</Type/Catalog/Pages 2 0 R {catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_string(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Contents 4 0 R/Resources<<{resources}>>{page}>>"
        ),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_string(),
    ];
    parts.extend(objects.iter().map(ToString::to_string));
    if objects.is_empty() {
        parts.push("<</Type/OCG/Name(x)>>".into());
    }
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, part) in (1..).zip(&parts) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{part}\nendobj\n").bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", parts.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let info = "/Info<</Author(Alice Example)/Title(Alice Example)>>";
    file.extend(
        format!(
            "trailer<</Size {}/Root 1 0 R{info}>>\nstartxref\n{start}\n%%EOF\n",
            parts.len() + 1
        )
        .bytes(),
    );
    file
}

fn line(y: u32, text: &str) -> String {
    format!("BT /F 10 Tf 20 {y} Td ({text}) Tj ET\n")
}

fn secret() -> Withholding {
    Withholding {
        page: None,
        what: What::Phrase(SECRET.into()),
        reason: String::new(),
    }
}

fn done(source: &[u8], withheld: &[Withholding]) -> Redacted {
    redact("a.pdf", source, withheld, &Fonts::embedded()).unwrap()
}

/// Everything that a file says: its objects as written, streams unpacked.
fn everything(bytes: &[u8]) -> String {
    let doc = Document::load_mem(bytes).unwrap();
    let mut all = format!("{:?}", doc.trailer);
    for object in doc.objects.values() {
        if let Object::Stream(stream) = object {
            let plain = stream
                .get_plain_content()
                .unwrap_or_else(|_| stream.content.clone());
            all.push_str(&String::from_utf8_lossy(&plain));
            all.push_str(&format!("{:?}", stream.dict));
        } else {
            all.push_str(&format!("{object:?}"));
        }
    }
    all
}

/// Text of a page as another program reads it, and where the words stand.
fn read_elsewhere(bytes: &[u8], how: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    std::fs::write(&path, bytes).unwrap();
    let output = std::process::Command::new("pdftotext")
        .arg(how)
        .arg(&path)
        .arg("-")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn gone(made: &Redacted) {
    let all = everything(&made.bytes);
    for word in ["Alice", "Example", "hidden words"] {
        assert!(!all.contains(word), "{word} is in {all}");
    }
}

#[test]
fn what_is_withheld_goes_and_the_rest_stands_where_it_stood() {
    let content = [
        line(300, &format!("{PUBLIC}, says {SECRET} today")),
        "BT /F 10 Tf 20 250 Td [(Al) -50 (ice Ex) 20 (ample)] TJ ( and more) Tj ET\n".into(),
        "BT /F 10 Tf 12 TL 20 200 Td (first) ' (Alice Example) ' (third) ' ET\n".into(),
        "BT /F 10 Tf 20 100 Td (Alice) Tj ET BT /F 10 Tf 60 100 Td (Example) Tj ET\n".into(),
    ]
    .concat();
    let source = pdf(&content, "", "", &[]);
    let made = done(&source, &[secret()]);
    gone(&made);
    assert_eq!(made.counts, [4]);
    let words = |text: String| -> Vec<String> {
        text.lines()
            .filter(|line| line.contains("<word"))
            .filter(|line| !line.contains("Al") && !line.contains("Ex") && !line.contains("ample"))
            .map(str::to_string)
            .collect()
    };
    let (before, after) = (
        words(read_elsewhere(&source, "-bbox")),
        words(read_elsewhere(&made.bytes, "-bbox")),
    );
    // Read in another order, where the gap is wide.
    let sorted = |mut words: Vec<String>| {
        words.sort();
        words
    };
    let (before, after) = (sorted(before), sorted(after));
    assert_eq!(before, after, "what stays has moved");
    assert!(after.len() >= 8, "{after:?}");
    let boxes = everything(&made.bytes).matches("\nh\nf\nQ").count();
    assert!(boxes >= 4, "{boxes} boxes");
    assert!(
        made.bytes.len() * 5 <= source.len() * 6,
        "{} of {}",
        made.bytes.len(),
        source.len()
    );
}

/// Each is in the file, and on the paper is nothing of it.
#[test]
fn what_nobody_sees_goes_out_in_no_form() {
    let hidden = |how: &str| {
        let text = "(hidden words of Alice Example)";
        how.replace("TEXT", &format!("BT /F 10 Tf 20 150 Td {text} Tj ET"))
    };
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 400 400]/OC 7 0 R/Resources<</Font<</F 5 0 R>>>>/Length 63>>stream\nBT /F 10 Tf 20 50 Td (hidden words of Alice Example) Tj ET     \nendstream";
    let layer = "<</Type/OCG/Name(hidden words)>>";
    let off = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>";
    let off_form = "/OCProperties<</OCGs[7 0 R]/D<</BaseState/OFF>>>>";
    let cases: [(&str, &str, &str, Vec<&str>, Hidden); 9] = [
        (
            "drawn without ink",
            "3 Tr TEXT 0 Tr",
            "",
            vec![],
            Hidden::HiddenText,
        ),
        (
            "white on white",
            "1 g TEXT 0 g",
            "",
            vec![],
            Hidden::HiddenText,
        ),
        (
            "under a drawing",
            "TEXT 0 g 10 140 300 30 re f",
            "",
            vec![],
            Hidden::HiddenText,
        ),
        (
            "beside the page",
            "q 1 0 0 1 900 0 cm TEXT Q",
            "",
            vec![],
            Hidden::HiddenText,
        ),
        (
            "a layer that is off",
            "/OC /L BDC TEXT EMC",
            off,
            vec![layer],
            Hidden::HiddenText,
        ),
        (
            "a form of a layer that is off",
            "/X Do",
            off_form,
            vec![form, layer],
            Hidden::Layers,
        ),
        (
            "a mark",
            "/Span <</ActualText(hidden words)>> BDC (x) pop EMC",
            "",
            vec![],
            Hidden::Properties,
        ),
        (
            "an outline",
            "",
            "/Outlines<</First<</Title(hidden words of Alice Example)>>>>",
            vec![],
            Hidden::Links,
        ),
        (
            "a script",
            "",
            "/OpenAction<</S/JavaScript/JS(hidden words)>>",
            vec![],
            Hidden::Scripts,
        ),
    ];
    for (name, content, catalog, objects, kind) in cases {
        let content = line(300, PUBLIC) + &hidden(content);
        let source = pdf(&content, "", catalog, &objects);
        let made = redact("a.pdf", &source, &[], &Fonts::embedded())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let all = everything(&made.bytes);
        assert!(
            !all.contains("hidden words") && !all.contains("Alice"),
            "{name}: {all}"
        );
        assert!(made.notices.iter().any(|notice| matches!(notice, Notice::LeftOut(what, count) if *what == kind && *count > 0)), "{name}: {:?}", made.notices);
        assert_eq!(read_elsewhere(&made.bytes, "-raw").trim(), PUBLIC, "{name}");
    }
}

#[test]
fn annotations_attachments_and_earlier_versions_stay_behind() {
    let page = "/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(hidden words)>>]";
    let catalog = "/Names<</EmbeddedFiles<</Names[(hidden words)<</EF<</F 6 0 R>>>>]>>>>";
    let mut source = pdf(
        &line(300, PUBLIC),
        page,
        catalog,
        &["<</Length 12>>stream\nhidden words\nendstream"],
    );
    // An earlier version of the page lies below the last.
    let newer = pdf(&line(300, PUBLIC), "", "", &[]);
    let made = done(&source, &[]);
    gone(&made);
    let counted = |kind: Hidden| {
        made.notices
            .iter()
            .any(|notice| matches!(notice, Notice::LeftOut(what, _) if *what == kind))
    };
    assert!(
        counted(Hidden::Annotations) && counted(Hidden::Attachments) && counted(Hidden::Properties),
        "{:?}",
        made.notices
    );
    source.extend(newer);
    let both = redact("a.pdf", &source, &[], &Fonts::embedded());
    if let Ok(both) = both {
        gone(&both);
    }
}

/// White words on a dark bar are seen, and stay.
#[test]
fn white_on_dark_is_seen() {
    let content = format!("0 g 0 290 400 30 re f 1 g {} 0 g", line(300, PUBLIC));
    let made = done(&pdf(&content, "", "", &[]), &[]);
    assert_eq!(read_elsewhere(&made.bytes, "-raw").trim(), PUBLIC);
}

/// A picture with an unseen layer of text is a scan: what is seen was not searched.
#[test]
fn a_scan_with_a_layer_of_text_is_refused() {
    let content = format!(
        "q 400 0 0 400 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q 3 Tr {}",
        line(300, SECRET)
    );
    let refused = redact(
        "a.pdf",
        &pdf(&content, "", "", &[]),
        &[secret()],
        &Fonts::embedded(),
    );
    assert_eq!(refused.unwrap_err(), RedactError::Scan(1));
}
