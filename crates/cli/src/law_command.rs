//! `mingbai law …`: the statute engine alone, for one case, one date, one fee, a range of days.
//!
//! JSON in, JSON out; nothing is stored and nothing is read but the files that are named.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand};
use jiff::{ToSpan, civil::Date};
use law::{
    Lang,
    calendar::Calendar,
    case::{self, Act, Settings},
    fee,
    finding::Severity,
    supervision::Annual,
};
use serde::Deserialize;
use serde_json::{Value, json};

/// No period of the law is near this many working days.
const LONGEST_PERIOD: i64 = 10_000;
/// Days in one `law calendar`: a century.
const LONGEST_RANGE: i32 = 36_525;

#[derive(Debug, Args)]
pub struct LawArgs {
    /// `text` for lines that a person reads; JSON otherwise.
    #[arg(long, global = true, value_enum, default_value_t = Form::Json)]
    format: Form,
    #[command(subcommand)]
    command: LawCommand,
}

/// What is printed.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Form {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
enum LawCommand {
    /// Assess one case: its acts as JSON from a file, or `-` for standard input.
    Case {
        file: PathBuf,
        /// The day of the assessment, if the case does not say; today otherwise.
        #[arg(long)]
        as_of: Option<Date>,
        /// Leave out notices made after this day (C-7): the calendar as it was known then.
        #[arg(long)]
        known_on: Option<Date>,
    },
    /// The last day of a period: the n-th working day after a day, with each counted day; or days and months of the calendar.
    Deadline {
        /// 收到之日; it is never counted (C-1).
        #[arg(long)]
        received: Date,
        /// How many, of `--unit`.
        #[arg(long, value_parser = clap::value_parser!(u32).range(0..=LONGEST_PERIOD))]
        days: u32,
        #[arg(long, value_enum, default_value_t = Unit::Working)]
        unit: Unit,
        #[command(flatten)]
        calendar: CalendarArgs,
    },
    /// 信息处理费 for the K requests of one applicant in a calendar month, or for the N pages of one request.
    #[command(group = clap::ArgGroup::new("what").required(true))]
    Fee {
        /// 按件: how many requests in the month.
        #[arg(long, group = "what", value_parser = clap::value_parser!(u32).range(0..=100_000))]
        items: Option<u32>,
        /// 按量: how many pages of the request.
        #[arg(long, group = "what")]
        pages: Option<u32>,
    },
    /// Every day of a range: whether it works, and by which notice; and the fixed dates of the year in it.
    Calendar {
        #[arg(long)]
        from: Date,
        #[arg(long)]
        to: Date,
        #[command(flatten)]
        calendar: CalendarArgs,
    },
    /// Every choice that no text of law makes: name, default, unit and rule of each.
    Settings,
}

/// In what a period is counted (trap 34).
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Unit {
    /// 工作日.
    Working,
    /// 日 of the calendar, for an organ's own duty: not moved.
    Days,
    /// 日 of the calendar, for a person's remedy: off a rest day to the next working day.
    DaysRolled,
    /// 月, for an organ's own duty: not moved.
    Months,
    /// 月, for a person's remedy: off a rest day to the next working day.
    MonthsRolled,
}

#[derive(Debug, Args)]
struct CalendarArgs {
    /// `CN`, or a file `{"weekend": ["sat","sun"], "off": […], "work": […]}`.
    #[arg(long, default_value = "CN")]
    calendar: String,
    /// Leave out notices made after this day (C-7).
    #[arg(long)]
    known_on: Option<Date>,
}

impl CalendarArgs {
    fn open(&self) -> anyhow::Result<Calendar> {
        let calendar = named_calendar(&self.calendar)?;
        Ok(self
            .known_on
            .map_or_else(|| calendar.clone(), |day| calendar.as_known_on(day)))
    }
}

/// A case as `formats.md` writes it.
#[derive(Debug, Deserialize)]
struct Case {
    #[serde(default)]
    as_of: Option<Date>,
    #[serde(default)]
    calendar: Option<Value>,
    #[serde(default)]
    settings: Settings,
    acts: Vec<Act>,
}

pub fn run(args: LawArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let form = args.format;
    match args.command {
        LawCommand::Case {
            file,
            as_of,
            known_on,
        } => assess(&file, as_of, known_on, form, lang),
        LawCommand::Deadline {
            received,
            days,
            unit,
            calendar,
        } => deadline(received, days, unit, &calendar.open()?, form, lang),
        LawCommand::Fee { items, pages } => {
            let fee = match (items, pages) {
                (Some(items), _) => fee::by_items(items),
                (None, pages) => fee::by_pages(pages.unwrap_or_default()),
            };
            form.print(&serde_json::to_value(fee)?)?;
            Ok(ExitCode::SUCCESS)
        }
        LawCommand::Calendar { from, to, calendar } => {
            days(from, to, &calendar.open()?, form, lang)
        }
        LawCommand::Settings => settings(form, lang),
    }
}

/// Every choice that no text makes: its name in the configuration, what it is, its default, its rule.
fn settings(form: Form, lang: Lang) -> anyhow::Result<ExitCode> {
    let all: Vec<Value> = law::settings::DESCRIBED
        .iter()
        .map(|one| {
            json!({
                "name": one.name,
                "what": lang.pick(one.zh, one.en),
                "unit": one.unit.as_str(),
                "default": one.default(),
                "rule": one.rule,
                "because": one.rule.cited(&one.rule.citation(), lang),
            })
        })
        .collect();
    form.print(&all.into())?;
    Ok(ExitCode::SUCCESS)
}

fn deadline(
    received: Date,
    count: u32,
    unit: Unit,
    calendar: &Calendar,
    form: Form,
    lang: Lang,
) -> anyhow::Result<ExitCode> {
    let n = i32::try_from(count)?;
    let deadline = match unit {
        Unit::Working => calendar.nth_working_day(received, count),
        Unit::Days => calendar.nth_calendar_day(received, n),
        Unit::DaysRolled => calendar.add_calendar_days_rolled(received, n),
        Unit::Months => calendar.nth_month(received, n),
        Unit::MonthsRolled => calendar.add_months_rolled(received, n),
    };
    if matches!(unit, Unit::Working) && deadline.days.len() < count as usize {
        bail!(
            "{}",
            crate::say(
                lang,
                "该日历没有足够的工作日",
                "the calendar has too few working days"
            )
        );
    }
    form.print(&serde_json::to_value(deadline)?)?;
    Ok(ExitCode::SUCCESS)
}

/// 0: nothing wrong; 1: an act that the law did not allow, or a period that has passed.
fn assess(
    file: &Path,
    as_of: Option<Date>,
    known_on: Option<Date>,
    form: Form,
    lang: Lang,
) -> anyhow::Result<ExitCode> {
    let text = read(file)?;
    let case: Case = serde_json::from_str(&text).with_context(|| {
        format!(
            "{}: {}",
            file.display(),
            crate::say(lang, "不是一件申请的 JSON", "not the JSON of a case")
        )
    })?;
    let calendar = match &case.calendar {
        None => Calendar::cn(),
        Some(Value::String(name)) => named_calendar(name)?,
        Some(inline) => Calendar::from_json(&inline.to_string())
            .map_err(|error| anyhow!("calendar: {error}"))?,
    };
    let calendar = known_on.map_or_else(|| calendar.clone(), |day| calendar.as_known_on(day));
    for (place, field) in unread(&text)? {
        eprintln!(
            "{place}: {} {field}",
            crate::say(
                lang,
                "没有这一栏，未予理会：",
                "no such field, not looked at:"
            )
        );
    }
    let as_of = case
        .as_of
        .or(as_of)
        .unwrap_or_else(|| app::clock::Clock::system().today());
    let assessment = case::assess(&case.acts, as_of, &calendar, &case.settings);
    let mut output = serde_json::to_value(&assessment)?;
    let views: Vec<_> = assessment
        .findings
        .iter()
        .map(|finding| finding.view(lang))
        .collect();
    output["findings"] = serde_json::to_value(views)?;
    for (place, why) in assessment.because.iter().enumerate() {
        output["because"][place]["citation"] = why.cited(lang).into();
    }
    form.print(&output)?;
    let wrong = assessment
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    Ok(if wrong {
        ExitCode::from(1)
    } else {
        ExitCode::SUCCESS
    })
}

/// Fields of the acts that nobody reads, each with the act it stands in: a misspelt one must not vanish in silence.
fn unread(text: &str) -> anyhow::Result<Vec<(String, String)>> {
    let case: Value = serde_json::from_str(text)?;
    let acts = case["acts"].as_array().into_iter().flatten();
    let mut found = Vec::new();
    for (place, act) in acts.enumerate() {
        let Some(fields) = act.as_object() else {
            continue;
        };
        let known = fields_of(act["kind"].as_str().unwrap_or_default());
        for field in fields.keys() {
            if !["kind", "on"].contains(&field.as_str()) && !known.contains(&field.as_str()) {
                found.push((format!("acts[{place}]"), field.clone()));
            }
        }
    }
    Ok(found)
}

/// The fields of a kind besides `kind` and `on`.
fn fields_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "submitted" => &["channel", "applicant"],
        "correction_noticed" => &["days", "reached"],
        "reasons_asked" => &["days"],
        "reasons_given" => &["reasonable", "answer_by"],
        "third_party_asked" | "third_party_reached" | "organ_asked" | "organ_reached" => &["ref"],
        "third_party_answered" => &["ref", "consents", "reasons", "reasonable"],
        "organ_answered" => &["ref", "consents"],
        "extended" => &["days", "consented", "noticed"],
        "fee_noticed" => &["fen", "reached"],
        "answered" => &[
            "code",
            "how",
            "courier",
            "grounds",
            "disclosed_before",
            "earlier",
            "decided_on",
        ],
        "re_decided" => &[
            "code",
            "how",
            "courier",
            "grounds",
            "disclosed_before",
            "earlier",
            "decided_on",
            "remedy",
        ],
        "lapsed" => &["code"],
        _ => &[],
    }
}

fn days(
    from: Date,
    to: Date,
    calendar: &Calendar,
    form: Form,
    lang: Lang,
) -> anyhow::Result<ExitCode> {
    if to < from {
        bail!(
            "--from {from} --to {to}: {}",
            crate::say(lang, "起止颠倒", "the range ends before it begins")
        );
    }
    if (to - from).get_days() > LONGEST_RANGE {
        bail!(
            "--from {from} --to {to}: {}",
            crate::say(lang, "最多一百年", "a century at most")
        );
    }
    let days: Vec<_> = from
        .series(1.day())
        .take_while(|date| *date <= to)
        .map(|date| calendar.day(date))
        .collect();
    let working = days.iter().filter(|day| day.working).count();
    let fixed: Vec<_> = (from.year()..=to.year())
        .flat_map(|year| Annual::ALL.map(|annual| annual.in_year(year, calendar)))
        .flatten()
        .filter(|fixed| (from..=to).contains(&fixed.date))
        .map(|fixed| json!({"date": fixed.date, "warn": fixed.warn, "because": fixed.because}))
        .collect();
    form.print(&json!({
        "version": calendar.version(),
        "known_until": calendar.known_until(),
        "working_days": working,
        "fixed": fixed,
        "days": days,
    }))?;
    Ok(ExitCode::SUCCESS)
}

fn named_calendar(name: &str) -> anyhow::Result<Calendar> {
    if name.eq_ignore_ascii_case("CN") {
        return Ok(Calendar::cn());
    }
    let text = read(Path::new(name))?;
    Calendar::from_json(&text).map_err(|error| anyhow!("{name}: {error}"))
}

fn read(file: &Path) -> anyhow::Result<String> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(text);
    }
    fs::read_to_string(file).with_context(|| file.display().to_string())
}

impl Form {
    fn print(self, value: &Value) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        match self {
            Self::Json => serde_json::to_writer_pretty(&mut out, value)?,
            Self::Text => {
                let mut lines = Vec::new();
                told(value, "", &mut lines);
                write!(out, "{}", lines.join("\n"))?;
            }
        }
        writeln!(out)?;
        Ok(())
    }
}

/// A line for each value, under its name; what is absent is left out.
fn told(value: &Value, name: &str, lines: &mut Vec<String>) {
    let under = |key: &str| {
        if name.is_empty() {
            key.to_string()
        } else {
            format!("{name}.{key}")
        }
    };
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (key, value) in fields {
                told(value, &under(key), lines);
            }
        }
        Value::Array(list) if list.iter().all(|one| !one.is_object() && !one.is_array()) => {
            let words: Vec<String> = list.iter().map(word).collect();
            lines.push(format!("{name}: {}", words.join(", ")));
        }
        Value::Array(list) => {
            for (at, value) in (1..).zip(list) {
                told(value, &under(&at.to_string()), lines);
            }
        }
        value => lines.push(format!("{name}: {}", word(value))),
    }
}

fn word(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_string)
}
