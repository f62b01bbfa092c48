//! The written sections and the reasons given to questions: kept as acts, so that every version stays.

use std::collections::BTreeMap;

use law::{
    fields::report::{ANSWER, QUESTION, SECTION},
    report::{WRITTEN, workflow::Step},
};
use serde_json::json;

use super::{Taking, Writing, question_key, standing};
use crate::{App, Result, error::Findings, rights::May};

/// Saves the text of 一, 五 and 六, unless a colleague acted since the version seen. A section may be longer than the
/// format wishes: that is a finding, not a refusal.
pub async fn save_sections(
    app: &App,
    may: &May<Writing>,
    sections: &BTreeMap<String, String>,
) -> Result<i64> {
    let (staff, Writing(key)) = (may.staff(), *may.deed());
    let mut wrong = Findings::default();
    for (section, text) in sections {
        if !WRITTEN.contains(&section.as_str()) {
            wrong.at(
                &SECTION,
                format!("没有第{section}部分"),
                format!("There is no section {section}"),
            );
        }
        wrong.length("section", text, 20_000, "本部分", "The section");
    }
    wrong.finish()?;
    let now = standing(app, &staff.organ, key.scope, key.year).await?;
    let body = json!({"year": key.year, "sections": sections});
    Taking::of(staff, key, Step::Draft)
        .write(app, &now, &body)
        .await
}

/// Answers a question of the checks with a reason. The question is named by its key; one that no longer stands
/// cannot be answered.
pub async fn answer(app: &App, may: &May<Writing>, question: &str, reason: &str) -> Result<i64> {
    let (staff, Writing(key)) = (may.staff(), *may.deed());
    let mut wrong = Findings::default();
    wrong.asked(&ANSWER, reason, 500, "原因", "the reason");
    let now = standing(app, &staff.organ, key.scope, key.year).await?;
    let Some((finding, ..)) = now.questions().find(|(_, known, _)| known == question) else {
        wrong.at(
            &QUESTION,
            "这个问题已经不存在，请重新打开页面",
            "This question no longer stands: open the page again",
        );
        return wrong.finish().map(|()| key.seen);
    };
    wrong.finish()?;
    let body = json!({
        "year": key.year, "question": question_key(finding), "rule": finding.id, "place": finding.place,
        "left": finding.left, "right": finding.right, "asked": finding.zh, "reason": reason.trim(),
    });
    Taking::of(staff, key, Step::Answer)
        .write(app, &now, &body)
        .await
}
