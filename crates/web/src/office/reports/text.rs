//! The words of a report's page that the organ's own and the consolidated one share: sections, stage, what is told.

use app::reports::{Format, Standing};
use law::report::{Report, workflow::Stage};

use crate::{
    kit::field::Field,
    office::{
        desk::Desk,
        posted::Form,
        problem::{Notice, NoticeLine},
    },
};

/// The six sections, in the words of 国办公开办函〔2021〕30号.
pub const SECTIONS: [&str; 6] = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
];
/// The sections that a person writes; the form names them by their place.
pub const WRITTEN: [(&str, usize); 3] = [("一", 1), ("五", 5), ("六", 6)];

pub struct Section {
    pub number: usize,
    pub title: &'static str,
    pub paragraphs: Vec<String>,
}

pub struct Download {
    pub href: String,
    pub name: String,
}

/// Whether the text may be changed now.
pub fn may_write(standing: &Standing) -> bool {
    !matches!(
        standing.past.stage,
        Stage::Submitted | Stage::Accepted | Stage::Published
    )
}

pub fn downloads(base: &str) -> Vec<Download> {
    Format::ALL
        .into_iter()
        .map(|format| Download {
            href: format!("{base}/files/{}", format.extension()),
            name: format.extension().to_uppercase(),
        })
        .collect()
}

/// The stage in words; what is public is told even while a further edition is prepared.
pub fn stage_words(d: &Desk, standing: &Standing) -> String {
    let stage = d.t(&format!("reports.stage.{}", standing.past.stage.code()));
    match standing.row.published_on {
        Some(on) if standing.past.stage == Stage::Published => {
            d.tn("reports.published_on", "date", on)
        }
        Some(on) => d
            .t("reports.life.correcting")
            .replace("{stage}", &stage)
            .replace("{date}", &on.to_string()),
        None => stage,
    }
}

/// What the page tells before anything is asked: a return, a reminder, a ledger that has moved on.
pub fn told(d: &Desk, standing: &Standing) -> Vec<Notice> {
    let row = &standing.row;
    let notice = |level, title: String, text: &str| Notice {
        level,
        title,
        lines: match text {
            "" => Vec::new(),
            text => vec![NoticeLine {
                text: text.to_string(),
                ..NoticeLine::default()
            }],
        },
    };
    let mut told = Vec::new();
    if standing.past.stage == Stage::Returned {
        told.push(notice("error", d.t("reports.told.returned"), &row.note));
    } else if standing.past.stage == Stage::Drafted && !row.note.is_empty() {
        let key = if row.edition > 0 {
            "reports.told.correcting"
        } else {
            "reports.told.sent_back"
        };
        told.push(notice("warning", d.t(key), &row.note));
    }
    if standing.past.stage == Stage::Accepted && !row.note.is_empty() {
        told.push(notice("warning", d.t("reports.told.accepted"), &row.note));
    }
    if let Some(on) = row.chased_on.filter(|_| !standing.past.stage.is_reported()) {
        let title = d
            .tn("reports.told.chased", "date", on)
            .replace("{n}", &row.chases.to_string());
        told.push(notice("error", title, ""));
    }
    if standing.facts.changed {
        told.push(notice("warning", d.t("reports.told.changed"), ""));
    }
    if standing.past.stage == Stage::Published
        && row.via != "file"
        && serde_json::from_str::<Report>(&row.report).is_ok_and(|was| was != standing.built.report)
    {
        told.push(notice("warning", d.t("reports.moved_on"), ""));
    }
    told
}

/// What the supervisor wrote when a return was accepted or sent back; empty where nothing was written.
pub fn opinion(d: &Desk, standing: &Standing) -> String {
    let key = match standing.past.stage {
        Stage::Accepted => "reports.told.accepted_with",
        Stage::Returned => "reports.told.returned_with",
        _ => return String::new(),
    };
    match standing.row.note.as_str() {
        "" => String::new(),
        note => d.tn(key, "note", note),
    }
}

pub fn sections(report: &Report) -> Vec<Section> {
    SECTIONS
        .iter()
        .enumerate()
        .map(|(at, title)| {
            let key = title.chars().next().map(String::from).unwrap_or_default();
            let text = report.sections.get(&key).cloned().unwrap_or_default();
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

/// The written sections as fields, with what was typed or what stands.
pub fn fields(report: &Report, typed: Option<Form>) -> Vec<Field> {
    let form = typed.unwrap_or_else(|| {
        WRITTEN.iter().fold(Form::default(), |form, (key, place)| {
            let text = report.sections.get(*key).cloned().unwrap_or_default();
            form.with(&format!("section{place}"), &text)
        })
    });
    WRITTEN
        .iter()
        .map(|(_, place)| {
            let rows = if *place == 1 { 14 } else { 6 };
            Field::new("textarea", &format!("section{place}"), SECTIONS[place - 1])
                .required()
                .rows(rows)
                .filled(&form)
        })
        .collect()
}
