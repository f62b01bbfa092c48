//! Heads of Art. 20 under which an organ publishes nothing: why, where somebody has said so already.

use app::{
    App, Result,
    catalogue::{self, StateForm},
    rights::By,
};
use law::catalogue::{Standing, Why};

use crate::Desk;

/// Every other organ has stated its empty heads.
pub async fn state(app: &App, desks: &[Desk]) -> Result<()> {
    for desk in desks.iter().step_by(2) {
        let by = By::of(&desk.head)?;
        let mut seen = catalogue::coverage(app, &by).await?;
        let empty = seen.heads.drain(..);
        let empty: Vec<u8> = empty
            .filter(|(head, standing)| *standing == Standing::Empty && head.number != 2)
            .map(|(head, _)| head.number)
            .collect();
        for head in empty {
            let form = StateForm {
                head,
                why: match head {
                    9 | 10 | 12 | 14 => Why::NothingYet,
                    _ => Why::NoDuty,
                }
                .code()
                .into(),
                organ: String::new(),
            };
            catalogue::state(app, &by, seen.version, &form).await?;
            seen.version += 1;
        }
    }
    Ok(())
}
