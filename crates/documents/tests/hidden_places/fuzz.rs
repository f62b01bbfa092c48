//! The same corpus, broken by chance: whatever redaction still makes a file of can be read again, and what was marked, or
//! what it says is not in there, stands nowhere in it. `FUZZ=600` for ten minutes.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use documents::{
    fonts::Fonts,
    redact::{RedactError, Redacted, What, Withholding, redact},
};

use super::{
    Case, PUBLIC, SECRETS, cases,
    dice::Dice,
    holds,
    mutated::{mutated, until},
    pdfs, unpacked,
    zipped::inside_a_zip,
};

/// Longer than this for one file is a fault; a debug build on a busy machine is slow.
const SLOW: Duration = Duration::from_secs(20);

/// Of what the formats are made.
const WORDS: [&[u8]; 16] = [
    b"<w:r><w:t>",
    b"</w:t></w:r>",
    b"</w:p><w:p>",
    b"<w:vanish/>",
    b" hidden=\"0\"",
    b"<!--",
    b"<![CDATA[",
    b"&#x6B27;",
    b"]]>",
    b"</is></c>",
    b" endobj ",
    b" Tj ET ",
    b"<</Length 99999999999>>",
    b"\0",
    b"\xFF\xD9",
    b"-1",
];

#[test]
fn what_is_marked_goes_out_of_no_broken_file() {
    let secret = SECRETS[0];
    let (all, fonts) = (cases(secret), Fonts::embedded());
    let (mut dice, end) = (Dice::new(1), until());
    let (mut tried, mut made) = (0_u32, 0_u32);
    while Instant::now() < end {
        // Each place in turn, so that the short run sees the formats too.
        let case = &all[tried as usize * 7 % all.len()];
        let bytes = broken(case, &mut dice);
        tried += 1;
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| judged(case, &bytes, secret, &fonts)))
            .unwrap_or_else(|_| Err("it breaks the program".into()));
        let outcome = match outcome {
            Ok(_) if began.elapsed() > SLOW => Err(format!("{:?}", began.elapsed())),
            other => other,
        };
        match outcome {
            Ok(is_made) => made += u32::from(is_made),
            Err(wrong) => {
                let name = format!("fuzzed-{tried}.{}", case.ending);
                let kept = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
                std::fs::write(&kept, &bytes).unwrap();
                panic!("{}, {tried}: {wrong}; {}", case.place, kept.display());
            }
        }
    }
    assert!(made * 20 > tried, "only {made} of {tried} files were made");
}

fn broken(case: &Case, dice: &mut Dice) -> Vec<u8> {
    match case.ending {
        "docx" | "xlsx" if dice.roll(4) > 0 => {
            inside_a_zip(&case.bytes, &WORDS, |name| name.ends_with("xml"), dice)
        }
        _ => mutated(&case.bytes, &WORDS, dice),
    }
}

/// Whether a file was made of it; in words, what is wrong with it.
fn judged(case: &Case, bytes: &[u8], secret: &str, fonts: &Fonts) -> Result<bool, String> {
    let name = format!("a.{}", case.ending);
    // What it does not find is not marked any longer: then it is nowhere.
    let mut marked = vec![secret, PUBLIC];
    let made = loop {
        let withheld: Vec<Withholding> = marked.iter().map(|text| withheld(text)).collect();
        match redact(&name, bytes, &withheld, fonts) {
            Ok(made) => break made,
            Err(RedactError::NotFound(phrase)) => marked.retain(|text| *text != phrase),
            Err(RedactError::Damaged(why)) if why == "无法解析" => {
                return Err("its reader panics".into());
            }
            Err(_) => return Ok(false),
        }
    };
    let map = pdfs::map();
    let mapped = bytes.windows(map.len()).any(|it| it == map.as_bytes());
    let said = said(case, &made, mapped);
    for text in [secret, PUBLIC] {
        if holds(&said, text) {
            let marked = marked.contains(&text);
            return Err(format!("{text} goes out, marked: {marked}"));
        }
    }
    match redact(&format!("a.{}", made.ending), &made.bytes, &[], fonts) {
        // Where all was withheld there is no text any more.
        Ok(_) | Err(RedactError::Scan(_)) => Ok(true),
        Err(error) => Err(format!("what is made cannot be read: {}", error.zh())),
    }
}

fn withheld(text: &str) -> Withholding {
    Withholding {
        page: None,
        what: What::Phrase(text.into()),
        reason: "个人隐私".into(),
    }
}

/// All that the file says beside what is drawn: the dots of a picture nobody reads here, whatever they spell, nor codes that their
/// broken map makes another text.
fn said(case: &Case, made: &Redacted, mapped: bool) -> Vec<u8> {
    let bytes = &made.bytes;
    let after = |mark: &[u8]| bytes.windows(mark.len()).position(|it| it == mark);
    match case.ending {
        "jpg" => {
            let drawn = after(b"\xFF\xDA").unwrap_or(bytes.len());
            let end = bytes.windows(2).rposition(|it| it == b"\xFF\xD9");
            [&bytes[..drawn], &bytes[end.unwrap_or(drawn).max(drawn)..]].concat()
        }
        "png" => {
            let drawn = after(b"IDAT").unwrap_or(bytes.len());
            let end = after(b"IEND").unwrap_or(drawn);
            [&bytes[..drawn], &bytes[end.max(drawn)..]].concat()
        }
        "pdf" => pdfs::unpacked_with(bytes, mapped),
        _ => unpacked(bytes),
    }
}
