//! One turn in the life of a report, played by the person whose turn it is.

use app::{
    App, Error, Result, Staff, consolidation,
    reports::{self, Key, Opinion, TO_FILL},
    rights,
    upload::Upload,
};
use jiff::civil::Date;
use law::report::{Column, Report, Row};
use store::reports::Scope;

use crate::Desk;

pub enum Turn {
    Adopt(Box<Report>),
    Write,
    Answer(&'static str),
    Review,
    Sign,
    Submit,
    Accept,
    Publish,
    Reopen(&'static str),
    Chase(&'static str),
    /// The supervisor files a report that came on paper and whose total is wrong.
    ReceiveWrong,
}

/// What the clerk writes where no record says anything, in the order of the places.
const OVERSIGHT: &str = "明确一名负责人分管、一名专人经办政府信息公开工作，纳入本机关年度考核，全年没有发生责任追究情形。";
const PROBLEMS: [&str; 4] = [
    "个别信息从形成到发布用时偏长；办事指南更新后没有同步解读。",
    "申请答复中引用条款的表述不够规范；与业务股室会商的时间偏长。",
    "政策解读以文字为主，形式较为单一；栏目之间有内容交叉。",
    "基层站所的公开事项梳理不够细；老年人使用线上渠道有困难。",
];
const IMPROVED: [&str; 4] = [
    "已将公开属性认定放到发文拟稿环节，每周核对栏目更新，逾期更新由上年的多次降为个别。",
    "已统一使用系统答复文书模板，全年没有再出现文书格式不统一的情形。",
    "已对主要政策同步编发图解和问答，并清理了重复栏目。",
    "已按标准目录重新梳理公开事项，并在办事窗口设置代查代办。",
];

impl Turn {
    pub async fn take(self, app: &App, desks: &[Desk], place: usize, year: i16) -> Result<()> {
        let desk = &desks[place];
        let organ = desk.organ.code.as_str();
        let row = store::reports::get(&app.store, organ, year).await?;
        let seen = row.map_or(0, |row| row.version);
        let key = Key {
            scope: Scope::Own,
            year,
            seen,
        };
        match self {
            Self::Adopt(report) => {
                let bytes = documents::report::docx(&report, &app.fonts).map_err(Error::failed)?;
                let name = format!("{year}年政府信息公开工作年度报告.docx");
                let on = Date::constant(year + 1, 1, 28);
                reports::adopt(
                    app,
                    &rights::By::of(&desk.clerk)?,
                    key,
                    on,
                    &Upload { name, bytes },
                )
                .await?;
            }
            Self::Write => {
                let built = reports::build(app, organ, year).await?;
                let written = finished(built.report.sections, place);
                reports::save_sections(
                    app,
                    &rights::May::of(&desk.clerk, reports::Writing(key))?,
                    &written,
                )
                .await?;
            }
            Self::Answer(reason) => {
                let now = reports::standing(app, organ, Scope::Own, year).await?;
                let open = now.questions().find(|(.., given)| given.is_none());
                if let Some((_, question, _)) = open {
                    reports::answer(
                        app,
                        &rights::May::of(&desk.clerk, reports::Writing(key))?,
                        &question,
                        reason,
                    )
                    .await?;
                }
            }
            Self::Review => {
                let opinion = Opinion {
                    note: "数据与台账核对一致，同意。".into(),
                    exception: String::new(),
                };
                reports::review(app, &rights::By::of(&desk.section)?, key, &opinion).await?;
            }
            Self::Sign => {
                reports::sign(
                    app,
                    &rights::By::of(&desk.leader)?,
                    key,
                    &Opinion::default(),
                )
                .await?;
            }
            Self::Submit => {
                reports::submit(app, &rights::May::of(&desk.clerk, reports::Writing(key))?).await?;
            }
            Self::Accept => {
                let note = "勾稽关系核对无误。";
                consolidation::accept(
                    app,
                    &rights::By::of(supervisor(desks)?)?,
                    organ,
                    year,
                    seen,
                    note,
                )
                .await?;
            }
            Self::Publish => {
                reports::publish(app, &rights::May::of(&desk.head, reports::Releasing(key))?)
                    .await?;
            }
            Self::Reopen(reason) => {
                reports::reopen(
                    app,
                    &rights::May::of(&desk.head, reports::Releasing(key))?,
                    reason,
                )
                .await?;
            }
            Self::Chase(note) => {
                consolidation::chase(
                    app,
                    &rights::By::of(supervisor(desks)?)?,
                    organ,
                    year,
                    seen,
                    note,
                )
                .await?;
            }
            Self::ReceiveWrong => {
                let mut report = reports::build(app, organ, year).await?.report;
                report.sections = finished(report.sections, place);
                // A slip of the pen: one too many in the total of what was received.
                let total = report
                    .table3
                    .get(Row::New, Column::Total)
                    .unwrap_or_default();
                report.table3.set(Row::New, Column::Total, Some(total + 1));
                let bytes = documents::report::docx(&report, &app.fonts).map_err(Error::failed)?;
                let name = format!("{}{year}年年报.docx", desk.organ.short_name);
                let file = Upload { name, bytes };
                consolidation::receive(
                    app,
                    &rights::By::of(supervisor(desks)?)?,
                    organ,
                    year,
                    seen,
                    &file,
                )
                .await?;
            }
        }
        Ok(())
    }
}

pub(crate) fn supervisor(desks: &[Desk]) -> Result<&Staff> {
    desks
        .iter()
        .find_map(|desk| desk.supervisor.as_ref())
        .ok_or_else(|| Error::failed("the demo hired no supervisor"))
}

/// The draft with every open place filled.
fn finished(
    sections: std::collections::BTreeMap<String, String>,
    place: usize,
) -> std::collections::BTreeMap<String, String> {
    sections
        .into_iter()
        .map(|(key, text)| {
            let text = if key == "五" {
                text.replacen(TO_FILL, PROBLEMS[place % PROBLEMS.len()], 1)
                    .replace(TO_FILL, IMPROVED[(place + 1) % IMPROVED.len()])
            } else {
                text.replace(TO_FILL, OVERSIGHT)
            };
            (key, text)
        })
        .collect()
}
