//! `mingbai inspection`: what an inspector would find of one organ or of all, today and soon.

use std::{process::ExitCode, time::Duration};

use app::inspection::{self, Inspection};
use clap::{Args, ValueEnum};
use law::{Lang, inspection::Watch};
use serde::Serialize;

use crate::{opening, say};

/// A look at all organs of a city may take a while; nobody waits for a page here.
const PATIENCE: Duration = Duration::from_secs(3600);

#[derive(Debug, Args)]
pub struct InspectionArgs {
    #[command(flatten)]
    place: opening::Place,
    /// One organ by its code; without it all of them, and the whole site.
    #[arg(long, value_name = "CODE")]
    organ: Option<String>,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// One fault, in the shape of formats.md.
#[derive(Debug, Serialize)]
struct Found {
    id: &'static str,
    indicator: String,
    #[serde(rename = "where")]
    place: String,
    message: String,
    /// The first day on which it is found.
    first: jiff::civil::Date,
    because: String,
}

#[derive(Debug, Serialize)]
struct Organ {
    organ: String,
    name: String,
    today: Vec<Found>,
    soon: Vec<Found>,
}

#[derive(Debug, Serialize)]
struct Whole {
    as_of: jiff::civil::Date,
    site: Vec<Found>,
    organs: Vec<Organ>,
}

/// Exit code 0: nothing stands today; 1: something does; 2: it could not be looked at.
#[expect(
    clippy::print_stdout,
    reason = "what was found is this command's output"
)]
pub async fn run(args: InspectionArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let app = opening::open_existing(&args.place, lang).await?;
    let today = app.clock.today();
    let codes: Vec<String> = match &args.organ {
        Some(code) => vec![code.clone()],
        None => {
            inspection::look_around(&app, PATIENCE).await?;
            let organs = store::organs::list(&app.store).await?;
            organs.into_iter().map(|row| row.code).collect()
        }
    };
    let mut organs = Vec::new();
    for code in &codes {
        let found = match inspection::of_organ(&app, code).await {
            Err(app::Error::NotFound) => {
                let wrong = say(lang, "没有这个机关", "there is no such organ");
                anyhow::bail!("{code}: {wrong}");
            }
            found => found?,
        };
        organs.push(organ(found, lang));
    }
    let site = match args.organ {
        Some(_) => Vec::new(),
        None => inspection::site(&app).await?,
    };
    let stands = site.iter().any(|watch| watch.stands(today))
        || organs.iter().any(|one| !one.today.is_empty());
    let whole = Whole {
        as_of: today,
        site: said(site, lang),
        organs,
    };
    match args.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&whole)?),
        Format::Text => print!("{}", text(&whole, lang)),
    }
    Ok(ExitCode::from(u8::from(stands)))
}

fn organ(found: Inspection, lang: Lang) -> Organ {
    Organ {
        organ: found.organ,
        name: found.name,
        today: said(found.today, lang),
        soon: said(found.soon, lang),
    }
}

fn said(watches: Vec<Watch>, lang: Lang) -> Vec<Found> {
    let watches = watches.into_iter();
    watches
        .map(|watch| Found {
            id: watch.rule.id(),
            message: watch.found(lang),
            first: watch.first(),
            because: watch.rule.cited(&watch.rule.citation(), lang),
            indicator: watch.indicator,
            place: watch.place,
        })
        .collect()
}

fn text(whole: &Whole, lang: Lang) -> String {
    let mut out = String::new();
    let mut part = |heading: String, found: &[Found]| {
        if found.is_empty() {
            return;
        }
        out.push_str(&format!("{heading}\n"));
        for one in found {
            out.push_str(&format!("  {}  {} ({})\n", one.first, one.message, one.id));
        }
    };
    part(
        say(lang, "整个网站单项否决", "What fails the whole site").to_string(),
        &whole.site,
    );
    for organ in &whole.organs {
        let now = say(lang, "今天会发现", "found today");
        let soon = say(lang, "近期会出现", "coming up");
        part(
            format!("{} {}: {now}", organ.organ, organ.name),
            &organ.today,
        );
        part(
            format!("{} {}: {soon}", organ.organ, organ.name),
            &organ.soon,
        );
    }
    if out.is_empty() {
        out.push_str(say(lang, "没有发现问题\n", "nothing found\n"));
    }
    out
}
