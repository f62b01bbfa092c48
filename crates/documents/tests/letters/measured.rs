//! GB/T 9704-2012 measured on the page (law.md 10.2), from where poppler finds each word.

use std::{io::Write, process::Command};

use documents::{
    fonts::Fonts,
    letter::{self, Draft, sample},
};
use law::{letter::Kind, outcome::Code};

const MM: f64 = 72.0 / 25.4;

#[derive(Debug)]
struct Word {
    page: usize,
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    text: String,
}

fn words(pdf: &[u8]) -> Vec<Word> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let output = Command::new("pdftotext")
        .args(["-bbox", file.path().to_str().unwrap(), "-"])
        .output()
        .unwrap();
    let html = String::from_utf8(output.stdout).unwrap();
    let mut page = 0;
    let mut found = Vec::new();
    for line in html.lines() {
        if line.contains("<page ") {
            page += 1;
        }
        if let Some(rest) = line.trim().strip_prefix("<word ") {
            let number = |name: &str| -> f64 {
                let (_, after) = rest.split_once(&format!("{name}=\"")).unwrap();
                after.split('"').next().unwrap().parse().unwrap()
            };
            let text = rest.split_once('>').unwrap().1;
            found.push(Word {
                page,
                left: number("xMin"),
                top: number("yMin"),
                right: number("xMax"),
                bottom: number("yMax"),
                text: text.trim_end_matches("</word>").into(),
            });
        }
    }
    found
}

fn long(kind: Kind) -> Draft {
    let mut draft = letter::draft(kind, &sample::facts(kind));
    // Two pages of one paragraph without a blank or a mark at which a line could end early.
    draft.body = "本机关依法公开政府信息".repeat(110);
    draft
}

fn near(found: f64, expected: f64, tolerance: f64, what: &str) {
    assert!(
        (found - expected).abs() <= tolerance,
        "{what}: {found:.2}, not {expected:.2}"
    );
}

#[test]
fn twenty_two_lines_of_twenty_eight_characters() {
    let pdf =
        letter::render_pdf(&long(Kind::Decision(Code::OpenGive)), &Fonts::embedded()).unwrap();
    let all = words(&pdf);
    let lines: Vec<&Word> = all
        .iter()
        .filter(|word| word.page == 2 && word.text.chars().count() > 20)
        .collect();
    assert_eq!(lines.len(), 22, "lines on a full page");
    for line in &lines {
        assert_eq!(line.text.chars().count(), 28, "{}", line.text);
        near(line.left / MM, 28.0, 0.4, "left margin, mm");
        near(
            (line.right - line.left) / MM,
            156.0,
            1.0,
            "width of a line, mm",
        );
    }
    let pitch = (lines[21].top - lines[0].top) / 21.0;
    near(pitch * 22.0 / MM, 225.0, 1.0, "22 lines, mm");
    // A line box of poppler is the font's own; its middle is that of the line.
    let middle = |word: &Word| f64::midpoint(word.top, word.bottom);
    near(
        (middle(lines[0]) - pitch / 2.0) / MM,
        37.0,
        2.5,
        "upper edge of the text, mm",
    );
    near(
        (middle(lines[21]) + pitch / 2.0) / MM,
        262.0,
        2.5,
        "lower edge of the text, mm",
    );
    // Full-width characters: the width of one is the size of the type, less what 28 of them give up.
    near(
        (lines[0].right - lines[0].left) / 28.0,
        15.79,
        0.05,
        "a character, pt",
    );
    // 首行缩进 two characters.
    let first = all
        .iter()
        .find(|word| word.page == 1 && word.text.starts_with("本机关依法"))
        .unwrap();
    near(
        first.left / MM,
        28.0 + 2.0 * 156.0 / 28.0,
        0.6,
        "indent, mm",
    );
}

#[test]
fn page_numbers_outside_and_seven_millimetres_below() {
    let pdf =
        letter::render_pdf(&long(Kind::Decision(Code::OpenGive)), &Fonts::embedded()).unwrap();
    let all = words(&pdf);
    for (page, number) in [(1, "1"), (2, "2"), (3, "3")] {
        let found: Vec<&Word> = all
            .iter()
            .filter(|word| word.page == page && word.top / MM > 263.0)
            .collect();
        let texts: String = found.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, format!("—{number}—"));
        let (left, right) = (found[0].left / MM, found[found.len() - 1].right / MM);
        if page % 2 == 1 {
            near(
                right,
                184.0 - 14.0 / MM,
                1.0,
                "odd pages right, one character in",
            );
        } else {
            near(
                left,
                28.0 + 14.0 / MM,
                1.0,
                "even pages left, one character in",
            );
        }
        let middle = f64::midpoint(found[0].top, found[0].bottom) / MM;
        near(
            middle,
            262.0 + 7.0 + 14.0 / MM / 2.0,
            2.0,
            "7 mm below the text",
        );
    }
}

#[test]
fn the_head_and_the_signature_stand_where_they_belong() {
    let kind = Kind::Decision(Code::None);
    let draft = letter::draft(kind, &sample::facts(kind));
    let all = words(&letter::render_pdf(&draft, &Fonts::embedded()).unwrap());
    let at = |text: &str| {
        all.iter()
            .find(|word| word.text == text)
            .unwrap_or_else(|| panic!("{text} in {all:?}"))
    };
    let centre = |word: &Word| f64::midpoint(word.left, word.right) / MM;
    near(
        centre(at("政府信息不存在答复书")),
        106.0,
        0.5,
        "the title is centred",
    );
    near(
        centre(at("云商公开〔2026〕3号")),
        106.0,
        0.5,
        "the number is centred",
    );
    near(
        at("李明：").left / MM,
        28.0,
        0.5,
        "the addressee is flush left",
    );
    let date = at("2026年3月25日");
    near(
        date.right / MM,
        184.0 - 4.0 * 156.0 / 28.0,
        1.0,
        "the date is four characters in",
    );
    let signature = all
        .iter()
        .rev()
        .find(|word| word.text == "云河县商务局")
        .unwrap();
    near(
        centre(signature),
        centre(date),
        0.5,
        "the signature is centred over the date",
    );
    assert!(signature.top < date.top);
    // The type of the title: 22 pt.
    let title = at("政府信息不存在答复书");
    near((title.right - title.left) / 10.0, 22.0, 0.1, "2号");
}

#[test]
fn a_long_organ_stays_inside_the_text() {
    let kind = Kind::Decision(Code::None);
    let mut draft = letter::draft(kind, &sample::facts(kind));
    draft.signature = "云河县人民政府政务服务和公共资源交易管理局公开办公室".into();
    draft.organ.clone_from(&draft.signature);
    for word in words(&letter::render_pdf(&draft, &Fonts::embedded()).unwrap()) {
        // A mark at the end of a line is set half as wide as poppler says.
        let mark = if word
            .text
            .ends_with(['，', '。', '；', '：', '）', '”', '》', '、'])
        {
            3.0
        } else {
            0.0
        };
        assert!(
            word.left / MM > 27.5 && word.right / MM < 184.6 + mark,
            "{word:?}"
        );
    }
}

#[test]
fn the_letter_form_has_no_number_on_its_first_page_and_copies_at_the_foot_of_the_last() {
    let mut draft = long(Kind::Forwarding);
    draft.copies = "李明".into();
    let all = words(&letter::render_pdf(&draft, &Fonts::embedded()).unwrap());
    assert!(!all.iter().any(|word| word.page == 1 && word.text == "—"));
    assert!(all.iter().any(|word| word.page == 2 && word.text == "—"));
    let last = all.iter().map(|word| word.page).max().unwrap();
    let copies = all
        .iter()
        .find(|word| word.text.contains("抄送："))
        .unwrap();
    assert_eq!(copies.page, last);
    assert!(copies.bottom / MM > 255.0, "{copies:?}");
    // Red head: the issuing line too, still on the last page and inside it.
    let mut draft = letter::draft(Kind::Extension, &sample::facts(Kind::Extension));
    draft.copies = "云河县人民政府办公室".into();
    draft.printed_by = "云河县商务局办公室".into();
    draft.printed_on = "2026年3月25日".into();
    let all = words(&letter::render_pdf(&draft, &Fonts::embedded()).unwrap());
    let printed = all
        .iter()
        .find(|word| word.text == "2026年3月25日印发")
        .unwrap();
    assert_eq!(
        printed.page,
        all.iter().map(|word| word.page).max().unwrap()
    );
    near(
        printed.bottom / MM,
        262.0 - 2.0,
        2.5,
        "the last line of the 版记, mm",
    );
}
