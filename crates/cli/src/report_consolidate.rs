//! `mingbai report consolidate`: the roll-up of units, from files, from the ledger, or from both.

use std::{
    collections::BTreeMap,
    fs,
    io::IsTerminal,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use app::{App, consolidation, reports::Format};
use documents::{apart::Readers, fonts::Fonts};
use indicatif::ProgressBar;
use law::{
    Lang,
    finding::{Finding, FindingView, Severity},
    report::{
        Report,
        cell::Cell,
        consolidate::{Consolidation, Kind, Part, Standing, Unit, consolidate},
    },
};
use serde::Serialize;

use crate::{
    init::failure,
    opening::{self, Place},
    read_file, say,
};

#[derive(Debug, clap::Args)]
pub struct ConsolidateArgs {
    #[command(flatten)]
    pub place: Place,
    /// Reports of units as files (docx, xlsx, pdf, html, md, txt, json), or codes of organs in this installation;
    /// a code with units below it stands for all of them.
    #[arg(required = true, value_name = "FILE_OR_CODE")]
    pub units: Vec<String>,
    #[arg(long)]
    pub year: i16,
    /// Folder for the files.
    #[arg(long)]
    pub out: PathBuf,
    /// Name of the organ that consolidates; from the installation where a code is given.
    #[arg(long, default_value = "")]
    pub name: String,
    /// Which files: any of docx, pdf, html, xlsx, json.
    #[arg(long = "as", value_delimiter = ',', default_values = ["docx", "pdf", "html", "xlsx", "json"])]
    pub formats: Vec<Format>,
}

/// Exit code 0: every unit is in and nothing is wrong; 1: a unit is missing or a check fails; 2: a file could not be
/// read or a code is unknown, and nothing is written.
pub async fn run(args: ConsolidateArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let (mut parts, mut name, mut sections) = (Vec::new(), args.name.clone(), BTreeMap::new());
    let mut files = Vec::new();
    let mut app: Option<App> = None;
    let readers = read_file::readers(&args.place.data.join("fonts"))?;
    let bar = match args.units.len() > 20 && std::io::stderr().is_terminal() {
        true => ProgressBar::new(args.units.len() as u64),
        false => ProgressBar::hidden(),
    };
    for given in &args.units {
        let path = Path::new(given);
        if path.is_file() {
            files.push(parts.len());
            parts.push(from_file(&readers, path, lang)?);
        } else {
            let app = match &app {
                Some(app) => app,
                None => app.insert(opening::open_existing(&args.place, lang).await?),
            };
            let (found, its_name, text) = from_ledger(app, given, args.year, lang).await?;
            parts.extend(found);
            if name.is_empty() {
                name = its_name;
            }
            if args.units.len() == 1 {
                sections = text;
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    with_files(&mut parts, &files);
    let sum = consolidate(&name, args.year, &parts);
    let mut report = sum.report.clone();
    report.sections = sections;
    write(&args, &report, &sum, lang)?;
    say_all(&sum, lang);
    let wrong = sum
        .findings
        .iter()
        .chain(sum.lines.iter().flat_map(|line| &line.findings))
        .any(|finding| finding.severity == Severity::Error);
    Ok(ExitCode::from(u8::from(wrong)))
}

/// A file of a unit that the ledger lists and that has not reported there is that unit's report; others are units of
/// their own, where they were given.
fn with_files(parts: &mut Vec<Part>, files: &[usize]) {
    for &file in files.iter().rev() {
        let listed = parts
            .iter()
            .position(|part| part.report.is_none() && part.unit.name == parts[file].unit.name);
        if let Some(listed) = listed {
            parts[listed].report = parts[file].report.take();
            parts.remove(file);
        }
    }
}

/// A unit that reported by file: a department, unless the file's own units say otherwise, which none does.
fn from_file(readers: &Readers, path: &Path, lang: Lang) -> anyhow::Result<Part> {
    let name = path.display().to_string();
    let bytes = fs::read(path).with_context(|| name.clone())?;
    let read = readers.report(&name, &bytes).map_err(|error| match lang {
        Lang::Zh => anyhow!("{name}：{}", error.zh()),
        Lang::En => anyhow!("{name}: {error}"),
    })?;
    let organ = match read.report.organ.trim() {
        "" => path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default(),
        organ => organ.to_string(),
    };
    Ok(Part {
        unit: Unit {
            code: name,
            name: organ,
            kind: Kind::Department,
        },
        report: Some(read.report),
        previous: None,
    })
}

type FromLedger = (Vec<Part>, String, BTreeMap<String, String>);

/// The units of a code: all that stand below it, or itself.
async fn from_ledger(app: &App, code: &str, year: i16, lang: Lang) -> anyhow::Result<FromLedger> {
    let unknown = || {
        anyhow!(
            "{code}: {}",
            say(
                lang,
                "没有这个文件，也没有这个代码的机关",
                "no such file, and no organ with this code"
            )
        )
    };
    let form = app::organs::get(app, code).await.map_err(|_| unknown())?;
    match consolidation::build(app, code, year).await {
        Ok(roll) => {
            let parts = roll.parts();
            Ok((parts, roll.sum.report.organ, roll.sections))
        }
        Err(app::Error::NotFound) => {
            let part = consolidation::single(app, code, year)
                .await
                .map_err(|error| failure(&error, lang))?;
            Ok((vec![part], form.name, BTreeMap::new()))
        }
        Err(error) => Err(failure(&error, lang)),
    }
}

fn write(
    args: &ConsolidateArgs,
    report: &Report,
    sum: &Consolidation,
    lang: Lang,
) -> anyhow::Result<()> {
    let fonts = Fonts::load(&[]);
    let mut files = Vec::new();
    for format in &args.formats {
        let bytes = match format {
            Format::Pdf => documents::report::pdf(report, &fonts),
            Format::Docx => documents::report::docx(report, &fonts),
            Format::Html => documents::report::html(report),
            Format::Xlsx => documents::report::xlsx(report),
            Format::Json => documents::report::json(report),
        }
        .map_err(|error| anyhow!("{}: {error}", format.extension()))?;
        files.push((
            format!("consolidated-{}.{}", args.year, format.extension()),
            bytes,
        ));
    }
    files.push((format!("parts-{}.json", args.year), parts_json(sum, lang)?));
    files.push((
        format!("parts-{}.csv", args.year),
        parts_csv(sum).into_bytes(),
    ));
    fs::create_dir_all(&args.out)?;
    for (name, bytes) in files {
        let path = args.out.join(name);
        fs::write(&path, bytes)?;
        eprintln!("{}", path.display());
    }
    Ok(())
}

/// One unit as the parts file lists it.
#[derive(Serialize)]
struct PartView<'a> {
    code: &'a str,
    name: &'a str,
    kind: Kind,
    standing: Standing,
    findings: Vec<FindingView>,
}

fn parts_json(sum: &Consolidation, lang: Lang) -> anyhow::Result<Vec<u8>> {
    let views = |findings: &[Finding]| findings.iter().map(|f| f.view(lang)).collect::<Vec<_>>();
    let units: Vec<PartView> = sum
        .lines
        .iter()
        .map(|line| PartView {
            code: &line.unit.code,
            name: &line.unit.name,
            kind: line.unit.kind,
            standing: line.standing,
            findings: views(&line.findings),
        })
        .collect();
    let missing: Vec<&str> = sum.missing().map(|unit| unit.name.as_str()).collect();
    Ok(serde_json::to_vec_pretty(&serde_json::json!({
        "units": units, "missing": missing, "findings": views(&sum.findings),
    }))?)
}

/// Every cell with its parts: one line a unit and cell; what nobody gave is empty, not zero.
fn parts_csv(sum: &Consolidation) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = String::from("\u{feff}table,row,column,unit,value\r\n");
    for cell in Cell::all() {
        for share in sum.parts(cell) {
            out.push_str(&format!(
                "{},{},{},{},{}\r\n",
                cell.table(),
                quoted(cell.row()),
                quoted(cell.column()),
                quoted(&share.unit.name),
                share
                    .value
                    .map(|value| cell.print(value))
                    .unwrap_or_default(),
            ));
        }
    }
    out
}

fn say_all(sum: &Consolidation, lang: Lang) {
    for line in &sum.lines {
        let standing = match line.standing {
            Standing::Counted => say(lang, "已计入", "counted"),
            Standing::Missing => say(lang, "未报送", "missing"),
            Standing::Unusable => say(lang, "不能计入", "unusable"),
            Standing::Excluded => say(lang, "垂直管理，不计入", "vertical, left out"),
        };
        eprintln!("{} [{standing}]", line.unit.name);
        for finding in &line.findings {
            eprintln!(
                "  {} {} {}",
                finding.id,
                finding.place,
                say(lang, &finding.zh, &finding.en)
            );
        }
    }
    for finding in &sum.findings {
        eprintln!(
            "{} {} {}",
            finding.id,
            finding.place,
            say(lang, &finding.zh, &finding.en)
        );
    }
}
