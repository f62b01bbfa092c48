//! A result as people and programs see it.

use std::{collections::BTreeMap, fmt::Write, path::Path};

use documents::read::{How, ReadReport, Variant};
use law::{
    Lang,
    finding::{Finding, FindingView, Severity},
    report::Report,
};
use serde::Serialize;

use crate::say;

/// One file's result, in the shape of `formats.md`; rows keep the order of the form.
#[derive(Serialize)]
struct Document<'a> {
    file: String,
    report: &'a Report,
    findings: Vec<FindingView>,
    /// What was written otherwise than in the form, and how it was understood.
    notes: Vec<Note<'a>>,
}

#[derive(Serialize)]
struct Note<'a> {
    #[serde(flatten)]
    variant: &'a Variant,
    message: &'a str,
}

pub fn json(
    file: &Path,
    read: &ReadReport,
    findings: &[Finding],
    lang: Lang,
) -> anyhow::Result<String> {
    let document = Document {
        file: file.display().to_string(),
        report: &read.report,
        findings: findings.iter().map(|finding| finding.view(lang)).collect(),
        notes: read
            .variants
            .iter()
            .map(|variant| Note {
                variant,
                message: variant.how.words(lang),
            })
            .collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// Places named of one way of writing.
const NAMED: usize = 4;

pub fn text(file: &Path, read: &ReadReport, findings: &[Finding], lang: Lang) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_text(&mut out, file, read, findings, lang);
    out
}

fn write_text(
    out: &mut String,
    file: &Path,
    read: &ReadReport,
    findings: &[Finding],
    lang: Lang,
) -> std::fmt::Result {
    let year = read.report.year.map_or_else(
        || say(lang, "年度未写明", "year not stated").to_string(),
        |year| year.to_string(),
    );
    writeln!(out, "{}  {} {year}", file.display(), read.report.organ)?;
    if findings.is_empty() {
        writeln!(out, "  {}", say(lang, "未发现问题", "nothing found"))?;
    }
    for finding in findings {
        let grade = match finding.severity {
            Severity::Error => say(lang, "错误", "error"),
            Severity::Warning => say(lang, "提醒", "warning"),
            Severity::Question => say(lang, "请核实", "question"),
        };
        writeln!(out, "  [{grade}] {} {}", finding.id, finding.message(lang))?;
        writeln!(out, "      {} · {}", finding.place, finding.because)?;
    }
    let mut ways: BTreeMap<How, Vec<&Variant>> = BTreeMap::new();
    for variant in &read.variants {
        ways.entry(variant.how).or_default().push(variant);
    }
    for (how, variants) in ways {
        let named: Vec<String> = variants
            .iter()
            .take(NAMED)
            .map(|variant| match variant.printed.is_empty() {
                true => variant.place.clone(),
                false => format!("{} “{}”", variant.place, variant.printed.replace('\n', "")),
            })
            .collect();
        let more = variants.len().saturating_sub(NAMED);
        let more = match more {
            0 => String::new(),
            _ => say(
                lang,
                &format!(" 等{}处", variants.len()),
                &format!(" and {more} more"),
            )
            .to_string(),
        };
        writeln!(
            out,
            "  [{}] {}: {}{more}",
            say(lang, "已识别", "recognised"),
            how.words(lang),
            named.join("; ")
        )?;
    }
    Ok(())
}
