//! Who answers for the columns, and what the second bureau let slip: a guide that was not looked through again, and a document on trial
//! whose own words say that it has ended.

use app::{
    App, Result,
    inspection::{self, KeepForm},
    items::ItemForm,
    rights::By,
};
use jiff::{ToSpan, civil::Date};

use crate::{
    Desk,
    items::CLEARED,
    play::{Action, Step, plain},
};

/// The bureau that lets things slip.
pub const SLIPS: usize = 1;

/// A column with its office, and by when it is looked through again.
pub struct Kept {
    column: &'static str,
    office: &'static str,
    review_on: Date,
}

/// Every bureau names who answers for its guide, its rules and its documents.
pub fn script(desks: &[Desk], first: Date, today: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    for desk in 0..desks.len() {
        for (at, (column, office)) in [
            ("guide", "办公室"),
            ("rules", "办公室"),
            ("head/1", "法规股"),
        ]
        .into_iter()
        .enumerate()
        {
            let slips = desk == SLIPS && column == "guide";
            let kept = Kept {
                column,
                office,
                review_on: if slips {
                    today - 12.days()
                } else {
                    today + 120.days()
                },
            };
            let name = format!("column-{desk}-{at}");
            let on = (today - 200.days()).max(first);
            steps.push(plain(on, 9, desk, name, Action::Keep(kept)));
        }
    }
    let Some(house) = desks.get(SLIPS) else {
        return steps;
    };
    let made = today - 420.days();
    let trial = ItemForm {
        column: "content".into(),
        head: 1,
        title: format!("{}项目储备管理试行办法", house.organ.name),
        made_on: Some(made),
        summary: "试行一年的项目储备管理办法。".into(),
        body: "第一条 项目储备实行清单管理。\n第二条 本办法自印发之日起施行，有效期一年。".into(),
        source_class: "proactive".into(),
        ..ItemForm::default()
    };
    for (days, action) in [
        (0, Action::Draft(Box::new(trial))),
        (1, Action::Submit),
        (2, Action::Clear(CLEARED.into())),
        (3, Action::Publish),
    ] {
        let name = "trial-of-the-second-bureau".to_string();
        steps.push(plain(made + days.days(), 11, SLIPS, name, action));
    }
    steps
}

impl Kept {
    /// Records it, as the head of the disclosure unit; the clerk answers for it.
    pub async fn take(self, app: &App, desk: &Desk) -> Result<()> {
        let by = By::of(&desk.head)?;
        let (_, version) = inspection::columns(app, &desk.head).await?;
        let form = KeepForm {
            column: self.column.into(),
            office: self.office.into(),
            owner: desk.clerk.id.clone(),
            review_on: Some(self.review_on),
        };
        inspection::keep(app, &by, version, &form).await
    }
}
