//! What a letter costs: `cargo run --release -p documents --example letters [-- DIR]`.
//!
//! Prints, as one JSON object, the milliseconds of the first and of the following letters as PDF and as DOCX, and the same
//! for a report cut down to one page of text, with their ratio. With a folder it writes every kind into it, to be looked at.

use std::{env, error::Error, fs, path::PathBuf, time::Instant};

use documents::{fonts::Fonts, letter, report};
use law::{letter::Kind, report::Report};

const ROUNDS: u32 = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let fonts = Fonts::embedded();
    let loading = begun.elapsed().as_secs_f64() * 1000.0;
    let kinds: Vec<Kind> = Kind::all().collect();
    let drafts: Vec<letter::Draft> = kinds
        .iter()
        .map(|kind| letter::draft(*kind, &letter::sample::facts(*kind)))
        .collect();
    if let Some(dir) = env::args().nth(1).map(PathBuf::from) {
        fs::create_dir_all(&dir)?;
        for draft in &drafts {
            let name = draft.kind.to_string();
            fs::write(
                dir.join(format!("{name}.pdf")),
                letter::render_pdf(draft, &fonts)?,
            )?;
            fs::write(
                dir.join(format!("{name}.docx")),
                letter::render_docx(draft, &fonts)?,
            )?;
        }
        return Ok(());
    }
    let (first, following) = measured(|round| {
        letter::render_pdf(&drafts[round as usize % drafts.len()], &fonts).map(|bytes| bytes.len())
    })?;
    let (first_docx, following_docx) = measured(|round| {
        letter::render_docx(&drafts[round as usize % drafts.len()], &fonts).map(|bytes| bytes.len())
    })?;
    let page = Report::empty("云河县商务局", 2026);
    let (_, report) = measured(|_| report::pdf(&page, &fonts).map(|bytes| bytes.len()))?;
    let line = serde_json::json!({
        "fonts_ms": loading,
        "letter_pdf_first_ms": first,
        "letter_pdf_following_ms": following,
        "letter_docx_first_ms": first_docx,
        "letter_docx_following_ms": following_docx,
        "empty_report_pdf_ms": report,
        "letter_to_report": following / report,
    });
    std::io::Write::write_all(&mut std::io::stdout(), format!("{line}\n").as_bytes())?;
    Ok(())
}

/// Milliseconds of the first round, and on average of those after it.
fn measured(
    mut round: impl FnMut(u32) -> Result<usize, documents::Error>,
) -> Result<(f64, f64), documents::Error> {
    let begun = Instant::now();
    round(0)?;
    let first = begun.elapsed().as_secs_f64() * 1000.0;
    let begun = Instant::now();
    for number in 1..=ROUNDS {
        round(number)?;
    }
    Ok((
        first,
        begun.elapsed().as_secs_f64() * 1000.0 / f64::from(ROUNDS),
    ))
}
