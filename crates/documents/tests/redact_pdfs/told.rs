//! What text nobody can tell for sure is refused in words; what is known is read.

use documents::{
    fonts::Fonts,
    redact::{RedactError, What, Withholding, redact},
};

use crate::{PUBLIC, SECRET, done, file, gone, line, secret};

/// The same page, on which object 6 is a font G, a pattern P and a state E.
fn odd(content: &str, objects: &[&str]) -> Vec<u8> {
    let resources = "/Font<</F 5 0 R/G 6 0 R>>/Pattern<</P 6 0 R>>/ExtGState<</E 6 0 R>>";
    file(content, resources, "", "", objects)
}

/// A stream as an object of a file.
fn stream(dict: &str, content: &str) -> String {
    format!(
        "<<{dict}/Length {}>>stream\n{content}\nendstream",
        content.len()
    )
}

/// What is to be withheld stands on each page once as plain text, and once as a font, a direction or a painting hides it from the
/// program: no such file is made, and the refusal says why.
#[test]
fn what_cannot_be_told_for_sure_is_refused_in_words() {
    let below = "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>/DW 1000>>";
    let composite = |encoding: &str, map: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding{encoding}/DescendantFonts[{below}]{map}>>"
        )
    };
    let simple = |kind: &str, more: &str| {
        format!(
            "<</Type/Font/Subtype/{kind}/BaseFont/ABCDEF+A/FirstChar 65/Widths[500 500 500 500]{more}>>"
        )
    };
    let map = stream(
        "",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0041> <0041> endbfchar",
    );
    let in_g = |text: &str| format!("BT /G 10 Tf 20 200 Td {text} Tj ET\n");
    let file = "/FontDescriptor<</Type/FontDescriptor/Flags 4/FontFile2 7 0 R>>";
    let type3 = |glyph: &str| {
        format!(
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<</A {glyph}>>/Encoding<</Differences[65/A]>>/FirstChar 65/Widths[1]>>"
        )
    };
    let own = RedactError::OwnEncoding(1);
    let vertical = RedactError::Vertical(1);
    let painted = RedactError::Painted;
    let cases: [(&str, String, Vec<String>, RedactError); 14] = [
        (
            "Identity-V",
            in_g("<0041>"),
            vec![composite("/Identity-V", "/ToUnicode 7 0 R"), map.clone()],
            vertical.clone(),
        ),
        (
            "UniGB-UCS2-V",
            in_g("<738B>"),
            vec![composite("/UniGB-UCS2-V", "")],
            vertical.clone(),
        ),
        (
            "GBK-EUC-V",
            in_g("<CDF5>"),
            vec![composite("/GBK-EUC-V", "")],
            vertical.clone(),
        ),
        (
            "a map of its own that writes down",
            in_g("<0041>"),
            vec![
                composite(" 8 0 R", "/ToUnicode 7 0 R"),
                map.clone(),
                stream("/Type/CMap/CMapName/Own/WMode 1", ""),
            ],
            vertical,
        ),
        (
            "a map of its own",
            in_g("<0041>"),
            vec![
                composite(" 8 0 R", "/ToUnicode 7 0 R"),
                map.clone(),
                stream("/Type/CMap/CMapName/Own", ""),
            ],
            own.clone(),
        ),
        (
            "numbers of glyphs without ToUnicode",
            in_g("<0041>"),
            vec![composite("/Identity-H", "")],
            own.clone(),
        ),
        (
            "a ToUnicode that leaves one out",
            in_g("<00410042>"),
            vec![composite("/Identity-H", "/ToUnicode 7 0 R"), map],
            own.clone(),
        ),
        (
            "names of glyphs that say nothing",
            in_g("(ABC)"),
            vec![simple("Type1", "/Encoding<</Differences[65/g1/g2/g3]>>")],
            own.clone(),
        ),
        (
            "glyphs brought along, no encoding",
            in_g("(ABC)"),
            vec![simple("TrueType", file), stream("", "x")],
            own.clone(),
        ),
        (
            "glyphs brought along, changes without a base",
            in_g("(ABC)"),
            vec![
                simple(
                    "TrueType",
                    &format!("{file}/Encoding<</Differences[65/A]>>"),
                ),
                stream("", "x"),
            ],
            own.clone(),
        ),
        (
            "a font of signs",
            in_g("(ABC)"),
            vec!["<</Type/Font/Subtype/Type1/BaseFont/Symbol>>".into()],
            own,
        ),
        (
            "a pattern that paints text",
            "/Pattern cs /P scn 20 100 200 40 re f\n".into(),
            vec![stream(
                "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 200 40]/XStep 200/YStep 40/Resources<</Font<</F 5 0 R>>>>",
                &line(10, SECRET),
            )],
            painted.clone(),
        ),
        (
            "a mask that paints text",
            "/E gs 0 g 20 100 200 40 re f\n".into(),
            vec![
                "<</SMask<</S/Luminosity/G 7 0 R>>>>".into(),
                stream(
                    "/Type/XObject/Subtype/Form/BBox[0 0 200 40]/Resources<</Font<</F 5 0 R>>>>",
                    &line(10, SECRET),
                ),
            ],
            painted.clone(),
        ),
        (
            "a glyph that is drawn with text",
            in_g("(A)"),
            vec![
                type3("7 0 R"),
                stream("", &format!("1 0 d0 {}", line(10, SECRET))),
            ],
            painted,
        ),
    ];
    for (name, content, objects, expected) in cases {
        let content = line(300, &format!("{PUBLIC}, says {SECRET}")) + &content;
        let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
        let source = odd(&content, &objects);
        let refused = redact("a.pdf", &source, &[secret()], &Fonts::embedded());
        assert_eq!(refused.err(), Some(expected.clone()), "{name}");
        // Withheld whole, the page needs no reading.
        if expected != RedactError::Painted {
            let whole = Withholding {
                page: Some(1),
                what: What::Page,
                reason: "个人隐私".into(),
            };
            gone(&done(&source, &[whole]));
        }
    }
    for error in [RedactError::OwnEncoding(2), RedactError::Vertical(2)] {
        assert!(error.zh().starts_with("第2页"), "{}", error.zh());
        assert!(error.zh().ends_with("整页不予公开"), "{}", error.zh());
    }
}

/// A font without ToUnicode whose encoding is a known one is read; so is a Type 3 font whose glyphs have names.
#[test]
fn encodings_that_are_known_are_read() {
    let named = "<</Type/Font/Subtype/Type1/BaseFont/A/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/B/C]>>/FirstChar 65/Widths[500 500]>>";
    let drawn = "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<</B 7 0 R/C 7 0 R>>/Encoding<</Differences[65/B/C]>>/FirstChar 65/Widths[500 500]>>";
    let square = stream("", "500 0 d0 0 0 400 400 re f");
    let numbered = named.replace("/B/C", "/uni0042/u0043");
    // As typesetting programs write it: all that is used is named, and no base.
    let brought = "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+A/FontDescriptor<</Type/FontDescriptor/Flags 4/FontFile 7 0 R>>/Encoding<</Differences[65/B/C]>>/FirstChar 65/Widths[500 500]>>";
    let glyphs = stream("", "x");
    for objects in [
        vec![named],
        vec![drawn, &square],
        vec![&numbered],
        vec![brought, &glyphs],
    ] {
        let content = line(300, PUBLIC) + "BT /G 10 Tf 20 200 Td (AB) Tj ET\n";
        let source = odd(&content, &objects);
        let phrase = |text: &str| Withholding {
            page: None,
            what: What::Phrase(text.into()),
            reason: String::new(),
        };
        assert_eq!(done(&source, &[phrase("BC")]).counts, [1], "{objects:?}");
    }
}
