//! One year's report: six sections, three tables, the checks, the text, the files.

use std::collections::BTreeMap;

use app::{
    Error, Role,
    reports::{self, Built, Format},
};
use axum::{
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use law::finding::{Finding, Severity};

use super::tables::{Line, Printer};
use crate::{
    office::{
        clock::icon,
        desk::{CaseWorker, Desk, DisclosureHead, Reader},
        field::Field,
        form::Form,
        page, pager,
        problem::{Notice, Problem},
    },
    state::State,
};

/// The six sections, in the words of 国办公开办函〔2021〕30号.
const SECTIONS: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];
/// The sections that a person writes; the form names them by their place.
const WRITTEN: [(&str, usize); 3] = [("一", 1), ("五", 5), ("六", 6)];

struct Section {
    number: usize,
    title: &'static str,
    paragraphs: Vec<String>,
}

struct Check {
    level: &'static str,
    icon: &'static str,
    severity: String,
    text: String,
    numbers: String,
    citation: String,
    rule: String,
    href: String,
}

struct Verdict {
    level: &'static str,
    icon: &'static str,
    text: String,
}

struct Download {
    href: String,
    name: String,
}

#[derive(askama::Template)]
#[template(path = "office/reports/year.html")]
struct YearPage<'a> {
    d: &'a Desk,
    place: &'static str,
    year: i16,
    title: String,
    status: String,
    notices: Vec<Notice>,
    verdict: Verdict,
    findings: Vec<Check>,
    downloads: Vec<Download>,
    may_publish: bool,
    blocked: bool,
    /// The year is over: its figures are final.
    over: bool,
    publish_word: String,
    sections: Vec<Section>,
    table2: Vec<Line>,
    table3: Vec<Line>,
    table4: Vec<Line>,
    may_write: bool,
    version: i64,
    fields: Vec<Field>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Reader(desk): Reader,
    Path(year): Path<i16>,
    Query(query): Query<pager::Query>,
) -> Result<Response, Problem> {
    let notices = desk.done(&query).into_iter().collect();
    render(&state, &desk, year, StatusCode::OK, None, notices).await
}

/// Saves the written sections, unless a colleague saved others meanwhile.
pub async fn save(
    Shared(state): Shared<State>,
    CaseWorker(desk): CaseWorker,
    Path(year): Path<i16>,
    form: Form,
) -> Result<Response, Problem> {
    let seen = desk.ok(form.version())?;
    if version(&state, &desk, year).await? != seen {
        let notice = Notice {
            level: "error",
            title: desk.t("office.reports.meanwhile"),
            lines: Vec::new(),
        };
        return render(
            &state,
            &desk,
            year,
            StatusCode::CONFLICT,
            Some(form),
            vec![notice],
        )
        .await;
    }
    let sections: BTreeMap<String, String> = WRITTEN
        .iter()
        .map(|(key, place)| {
            (
                (*key).to_string(),
                form.raw(&format!("section{place}")).replace("\r\n", "\n"),
            )
        })
        .collect();
    match reports::save_sections(&state.app, &desk.staff, year, &sections).await {
        Ok(()) => {
            Ok(Redirect::to(&format!("/office/reports/{year}?done=sections")).into_response())
        }
        Err(Error::Invalid(wrong)) => {
            let notice = Notice::invalid(&desk.t("office.problem.invalid"), &wrong, "", desk.lang);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            render(&state, &desk, year, status, Some(form), vec![notice]).await
        }
        Err(other) => Err(Problem::new(&desk, other)),
    }
}

pub async fn publish(
    Shared(state): Shared<State>,
    DisclosureHead(desk): DisclosureHead,
    Path(year): Path<i16>,
    _form: Form,
) -> Result<Response, Problem> {
    match reports::publish(&state.app, &desk.staff, year).await {
        Ok(()) => Ok(Redirect::to(&format!("/office/reports/{year}?done=report")).into_response()),
        Err(Error::Refused(findings)) => {
            let title = desk.t("office.reports.refused");
            let notice = Notice::refused(&title, &findings, desk.lang);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            render(&state, &desk, year, status, None, vec![notice]).await
        }
        Err(other) => Err(Problem::new(&desk, other)),
    }
}

/// The report as a file, as the ledger stands now.
pub async fn download(
    Shared(state): Shared<State>,
    Reader(desk): Reader,
    Path((year, format)): Path<(i16, String)>,
) -> Result<Response, Problem> {
    let format: Format = desk.ok(format.parse().map_err(|_| Error::NotFound))?;
    let built = desk.ok(reports::build(&state.app, &desk.staff.organ, year).await)?;
    let bytes = desk.ok(reports::render(&state.app, &built.report, format).await)?;
    let name = format!(
        "{}{year}年政府信息公开工作年度报告.{}",
        built.report.organ,
        format.extension()
    );
    Ok(crate::download::file(&name, format.media(), bytes))
}

async fn version(state: &State, d: &Desk, year: i16) -> Result<i64, Problem> {
    let row = d.ok(store::reports::get(&state.app.store, &d.staff.organ, year).await)?;
    Ok(row.map_or(0, |row| row.version))
}

async fn render(
    state: &State,
    d: &Desk,
    year: i16,
    status: StatusCode,
    typed: Option<Form>,
    mut notices: Vec<Notice>,
) -> Result<Response, Problem> {
    if !(2008..=d.today.year()).contains(&year) {
        return Err(Problem::new(d, Error::NotFound));
    }
    let built = d.ok(reports::build(&state.app, &d.staff.organ, year).await)?;
    let row = d.ok(store::reports::get(&state.app.store, &d.staff.organ, year).await)?;
    let published = row.as_ref().and_then(|row| row.published_on);
    if let Some(row) = row.as_ref().filter(|row| !row.report.is_empty())
        && serde_json::from_str::<law::report::Report>(&row.report)
            .is_ok_and(|was| was != built.report)
    {
        notices.push(Notice {
            level: "warning",
            title: d.t("office.reports.moved_on"),
            lines: Vec::new(),
        });
    }
    let places = built
        .findings
        .iter()
        .map(|finding| finding.place.as_str())
        .collect();
    let printer = Printer::new(&built.report, year, places);
    let over = reports::is_over(&state.app, year);
    let blocked = built.findings.iter().any(reports::stops);
    Ok(page(
        status,
        &YearPage {
            d,
            place: "reports",
            year,
            title: d.tn("office.reports.of_year", "year", year),
            status: match published {
                Some(on) => d.tn("office.reports.published_on", "date", on),
                None => d.t(if row.is_some() {
                    "office.reports.drafted"
                } else {
                    "office.reports.open"
                }),
            },
            notices,
            verdict: verdict(d, &built.findings),
            findings: built
                .findings
                .iter()
                .map(|finding| check(d, finding))
                .collect(),
            downloads: Format::ALL
                .into_iter()
                .map(|format| Download {
                    href: format!("/office/reports/{year}/files/{}", format.extension()),
                    name: format.extension().to_uppercase(),
                })
                .collect(),
            may_publish: d.has(&[Role::DisclosureHead]),
            blocked,
            over,
            publish_word: d.t(if published.is_some() {
                "office.reports.publish_again"
            } else {
                "office.reports.publish"
            }),
            sections: sections(&built),
            table2: printer.table2(),
            table3: printer.table3(),
            table4: printer.table4(),
            may_write: d.works_cases(),
            version: row.map_or(0, |row| row.version),
            fields: fields(&built, typed),
        },
    ))
}

fn sections(built: &Built) -> Vec<Section> {
    SECTIONS
        .iter()
        .enumerate()
        .map(|(at, title)| {
            let key = title.chars().next().map(String::from).unwrap_or_default();
            let text = built.report.sections.get(&key).cloned().unwrap_or_default();
            Section {
                number: at + 1,
                title,
                paragraphs: text
                    .lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .map(String::from)
                    .collect(),
            }
        })
        .collect()
}

fn fields(built: &Built, typed: Option<Form>) -> Vec<Field> {
    let form = typed.unwrap_or_else(|| {
        WRITTEN.iter().fold(Form::default(), |form, (key, place)| {
            let text = built.report.sections.get(*key).cloned().unwrap_or_default();
            form.with(&format!("section{place}"), &text)
        })
    });
    WRITTEN
        .iter()
        .map(|(_, place)| {
            let rows = if *place == 1 { 12 } else { 6 };
            Field::new("textarea", &format!("section{place}"), SECTIONS[place - 1])
                .required()
                .rows(rows)
                .filled(&form)
        })
        .collect()
}

fn check(d: &Desk, finding: &Finding) -> Check {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Question => "question",
    };
    let numbers = match (&finding.left, &finding.right) {
        (Some(left), Some(right)) => format!("{left} ≠ {right}"),
        _ => String::new(),
    };
    Check {
        level,
        icon: icon(level),
        severity: d.t(&format!("office.severity.{level}")),
        text: finding.message(d.lang).to_string(),
        numbers,
        citation: finding.because.to_string(),
        rule: finding.id.to_string(),
        href: anchor(&finding.place),
    }
}

/// The place of a finding on the page.
fn anchor(place: &str) -> String {
    let number = match place.split('/').next().unwrap_or_default() {
        "table2" => 2,
        "table3" => 3,
        "table4" => 4,
        "sections" | "section" => match place.split('/').nth(1) {
            Some("五") => 5,
            Some("六") => 6,
            _ => 1,
        },
        _ => return String::new(),
    };
    format!("#s{number}")
}

fn verdict(d: &Desk, findings: &[Finding]) -> Verdict {
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, others) = (
        count(Severity::Error),
        count(Severity::Warning) + count(Severity::Question),
    );
    let (level, key) = match (errors, others) {
        (0, 0) => ("done", "office.reports.all_hold"),
        (0, _) => ("warning", "office.reports.hold_but"),
        _ => ("error", "office.reports.do_not_hold"),
    };
    let text = d
        .t(key)
        .replace("{errors}", &errors.to_string())
        .replace("{others}", &others.to_string());
    Verdict {
        level,
        icon: icon(level),
        text,
    }
}
