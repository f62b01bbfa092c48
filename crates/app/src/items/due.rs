//! 到时发布: what becomes of a schedule when its minute has come. It is judged anew, as if its publisher did it then; where that is
//! refused, whoever can help is told at once, and the text stays where it is.

use law::{item::Planned, readings::person_behind};
use serde_json::json;
use store::jobs::Job;

use super::{
    judged::load,
    publish::{PublishForm, is_due, publish},
    row, stream_of,
};
use crate::{App, Error, Result, Role, accounts, jobs::Ran, notices, rights::By};

/// What the job says.
#[derive(serde::Deserialize)]
struct Order {
    id: String,
}

/// Publishes what its job names, if it still waits for that minute.
pub(crate) async fn run(app: &App, job: &Job) -> Result<Ran> {
    let Ok(order) = serde_json::from_str::<Order>(&job.body) else {
        return Ok(Ran::Hopeless("the job names no item".into()));
    };
    let id = order.id.as_str();
    let (state, version) = load(app, &job.organ, id).await?;
    // Taken back, fallen with its text, overtaken by a publication, or another minute, which has a job of its own.
    let Some(planned) = state.planned.filter(|planned| is_due(app, planned)) else {
        return Ok(Ran::Done);
    };
    let form = PublishForm::of(&planned.schedule);
    let done = match publisher(app, &job.organ, &planned).await? {
        Some(staff) => match By::of(&staff) {
            Ok(by) => publish(app, &by, id, version, &form).await,
            Err(error) => Err(error),
        },
        None => Err(Error::Forbidden),
    };
    let why = match done {
        Ok(_) => return Ok(Ran::Done),
        // Somebody acted in the same moment: look again.
        Err(Error::Conflict) => return Ok(Ran::Later("the item moved on meanwhile".into())),
        Err(Error::Refused(findings)) => {
            findings.first().map(|one| (one.zh.clone(), one.en.clone()))
        }
        Err(Error::Invalid(fields)) => fields.first().map(|one| (one.zh.clone(), one.en.clone())),
        Err(Error::Forbidden) => Some((
            "定时的人已经没有发布的权限".into(),
            "who scheduled it may publish no longer".into(),
        )),
        Err(other) => return Ok(Ran::Later(other.to_string())),
    };
    let why = why.unwrap_or_default();
    alarm(app, &job.organ, id, &planned, &why).await?;
    Ok(Ran::Hopeless(format!("item {id}: {}", why.1)))
}

/// Who set the schedule, as he stands now: with the roles of today, or not at all.
async fn publisher(app: &App, organ: &str, planned: &Planned) -> Result<Option<crate::Staff>> {
    if person_behind(&planned.by) == planned.by {
        return accounts::standing(app, organ, &planned.by).await;
    }
    crate::tokens::standing(app, organ, &planned.by).await
}

/// On the desks of who can help: publishers and clerks.
async fn alarm(
    app: &App,
    organ: &str,
    id: &str,
    planned: &Planned,
    (zh, en): &(String, String),
) -> Result<()> {
    let item = row(app, organ, id).await?;
    let detail = json!({
        "organ": organ, "name": item.title, "said": zh, "said_en": en,
        "due": planned.schedule.at.strftime("%Y-%m-%d %H:%M").to_string(),
    });
    let about = stream_of(id)?.to_string();
    let helps = [Role::Publisher, Role::Clerk];
    notices::tell(app, organ, &helps, ("schedule.failed", &about, detail)).await
}
