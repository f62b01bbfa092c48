//! What of the self-inspection is told to whoever answers for it: each fault some days before it begins; and once a day, in one notice,
//! all that stand. What no period began and nobody in particular answers for stands on the page alone.

use std::collections::BTreeMap;

use jiff::ToSpan;
use law::{
    Lang,
    inspection::{Indicator, Watch},
    remind::Matter,
};
use store::inspections as kept;

use super::{MOST, current};
use crate::{App, Result, reminders::Pending};

/// Three working days are never further off than this many days, holidays included.
const AHEAD: i32 = 20;
/// So many faults are named in one notice, the oldest first; of the others it says how many they are.
const NAMED: usize = 3;

/// The faults of an organ that stand or soon will and of which nothing else reminds.
pub(crate) async fn pending(app: &App, organ: &str) -> Result<Vec<Pending>> {
    current(app, organ).await?;
    let today = app.clock.today();
    let until = today.saturating_add(AHEAD.days());
    let mut watches = kept::until(&app.store, organ, until, MOST).await?;
    watches.retain(|watch| {
        Indicator::of(&watch.indicator).is_some_and(|one| {
            let somebody = one.dated || !watch.owner.is_empty();
            !one.told_apart && somebody
        })
    });
    let (stand, soon): (Vec<_>, Vec<_>) = watches.into_iter().partition(|one| one.stands(today));
    let mut found: Vec<Pending> = soon.iter().map(|watch| before(app, watch)).collect();
    let mut owners: BTreeMap<String, Vec<Watch>> = BTreeMap::new();
    for watch in stand {
        owners.entry(watch.owner.clone()).or_default().push(watch);
    }
    let yesterday = today.yesterday().unwrap_or(today);
    found.extend(owners.into_iter().map(|(owner, watches)| Pending {
        matter: Matter::Watch,
        about: format!("watch/late/{owner}"),
        name: listed(&watches, Lang::Zh),
        name_en: listed(&watches, Lang::En),
        // One a day, whatever was mended meanwhile.
        due: yesterday,
        provisional: false,
        owner,
    }));
    Ok(found)
}

fn before(app: &App, watch: &Watch) -> Pending {
    Pending {
        matter: Matter::Watch,
        about: format!("watch/{}/{}", watch.indicator, watch.place),
        name: watch.todo(Lang::Zh),
        name_en: watch.todo(Lang::En),
        due: watch.last,
        provisional: app.calendar.provisional(watch.last),
        owner: watch.owner.clone(),
    }
}

fn listed(watches: &[Watch], lang: Lang) -> String {
    let named = watches.iter().take(NAMED).map(|watch| watch.todo(lang));
    let mut said = named.collect::<Vec<_>>().join(lang.pick("；", "; "));
    if watches.len() > NAMED {
        let count = watches.len();
        said.push_str(&match lang {
            Lang::Zh => format!("；等{count}项"),
            Lang::En => format!("; {count} in all"),
        });
    }
    said
}
