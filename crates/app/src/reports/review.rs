//! Reviewed by the section head, signed off by the leader in charge: three persons, as with any item (S-7, R-60).

use law::{fields::report::TO_CHANGE, report::workflow::Step};
use serde_json::json;

use super::{Key, Taking, standing};
use crate::{
    App, Result, Staff,
    error::Findings,
    rights::{By, Head, Leader, Overseer},
};

/// 审核意见: what the reader writes, and why he may be one who had a hand in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opinion {
    /// May be empty when agreeing.
    pub note: String,
    /// The reason why one person does what three should, where a bureau is too small (S-7); empty otherwise.
    pub exception: String,
}

impl Opinion {
    fn check(&self, note_needed: bool) -> Result<()> {
        let mut wrong = Findings::default();
        if note_needed {
            wrong.asked(
                &TO_CHANGE,
                &self.note,
                1000,
                "意见",
                "what is to be changed",
            );
        } else {
            wrong.length("note", &self.note, 1000, "意见", "The opinion");
        }
        wrong.length("exception", &self.exception, 200, "理由", "The reason");
        wrong.finish()
    }
}

/// 科室负责人审核: agrees with the report as it stands today.
pub async fn review(app: &App, staff: &By<Head>, key: Key, opinion: &Opinion) -> Result<i64> {
    agree(app, staff, key, Step::Review, opinion).await
}

/// 分管领导签发.
pub async fn sign(app: &App, staff: &By<Leader>, key: Key, opinion: &Opinion) -> Result<i64> {
    agree(app, staff, key, Step::Sign, opinion).await
}

async fn agree(app: &App, staff: &Staff, key: Key, what: Step, opinion: &Opinion) -> Result<i64> {
    opinion.check(false)?;
    let now = standing(app, &staff.organ, key.scope, key.year).await?;
    let exception = !opinion.exception.trim().is_empty();
    let body = json!({
        "year": key.year, "note": opinion.note.trim(), "exception": opinion.exception.trim(),
        "report": now.built.report,
    });
    Taking {
        staff,
        organ: &staff.organ,
        key,
        step: what,
        explained: exception,
    }
    .write(app, &now, &body)
    .await
}

/// Back to the drafter, with what is to be changed.
pub async fn send_back(
    app: &App,
    staff: &By<Overseer>,
    key: Key,
    opinion: &Opinion,
) -> Result<i64> {
    opinion.check(true)?;
    let now = standing(app, &staff.organ, key.scope, key.year).await?;
    let body = json!({"year": key.year, "note": opinion.note.trim()});
    Taking::of(staff, key, Step::SendBack)
        .write(app, &now, &body)
        .await
}
