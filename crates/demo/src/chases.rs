//! What the county office has chased of the bureau that lets things slip: an answer that waits to be looked at, and more time asked for.

use app::{
    App, Result,
    chases::{self, OrderForm, StepForm},
    inspection,
    rights::By,
};
use jiff::{ToSpan, civil::Date};
use law::chase::{Kind, answer_by};

use crate::{
    Desk,
    columns::SLIPS,
    play::{Action, Stage, Step, plain},
    turn::supervisor,
};

/// One turn in the life of a chase.
pub enum Turn {
    /// About the first fault of this indicator that stands.
    Order(&'static str, &'static str),
    Step(Kind, &'static str),
}

/// Two of them, in the last days.
pub fn script(desks: &[Desk], today: Date) -> Vec<Step> {
    if desks.len() <= SLIPS {
        return Vec::new();
    }
    let trial = "试行期满的办法仍标注有效，请核实后注明失效或者修改后重新发布。";
    let guide = "公开指南逾期没有复查，请对照机构和联系方式的变化逐项核对。";
    let turns = [
        ("trial", 8, Turn::Order("ended_shown", trial)),
        ("trial", 7, Turn::Step(Kind::Received, "")),
        (
            "trial",
            5,
            Turn::Step(
                Kind::Answered,
                "已经核实：该办法试行期满，正在评估，拟在月底前修改后重新发布；评估期间注明试行期已满。",
            ),
        ),
        ("guide", 4, Turn::Order("column_review", guide)),
        ("guide", 3, Turn::Step(Kind::Received, "")),
        (
            "guide",
            1,
            Turn::Step(
                Kind::TimeAsked,
                "办公地点本周搬迁，需待新址电话开通后一并核对。",
            ),
        ),
    ];
    turns
        .into_iter()
        .map(|(name, ago, turn)| {
            let name = format!("chase-of-the-{name}");
            plain(today - ago.days(), 10, SLIPS, name, Action::Chase(turn))
        })
        .collect()
}

impl Turn {
    /// Takes it, as the county's supervisor or the bureau's clerk. What is not found on that day is not chased.
    pub async fn take(
        self,
        app: &App,
        desks: &[Desk],
        desk: usize,
        stage: &mut Stage,
        (name, key): (String, &str),
    ) -> Result<()> {
        let (today, below) = (app.clock.today(), &desks[desk]);
        let day = |from: Date| answer_by(from, &app.calendar, &app.settings.inspection);
        match self {
            Self::Order(indicator, text) => {
                let by = By::of(supervisor(desks)?)?;
                let found = inspection::below(app, &by, &below.organ.code).await?.today;
                let Some(watch) = found.iter().find(|one| one.indicator == indicator) else {
                    return Ok(());
                };
                let form = OrderForm {
                    organ: below.organ.code.clone(),
                    indicator: indicator.into(),
                    place: watch.place.clone(),
                    answer_by: Some(day(today)),
                    text: text.into(),
                };
                let id = chases::order(app, &by, key, &form).await?;
                stage.set(name, id, 1);
            }
            Self::Step(kind, text) => {
                let Ok((id, version)) = stage.get(&name) else {
                    return Ok(());
                };
                let by = By::of(&below.clerk)?;
                let form = StepForm {
                    kind,
                    text: text.into(),
                    answer_by: (kind == Kind::TimeAsked).then(|| day(day(today))),
                };
                let about = (below.organ.code.as_str(), id.as_str());
                chases::below(app, &by, about, (version, key), &form).await?;
                stage.set(name, id, version + 1);
            }
        }
        Ok(())
    }
}
