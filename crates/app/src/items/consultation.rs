//! 意见征集 on the side of the item: how the opinions on a draft stand when its result is judged, and the result as a clerk begins it.

use law::item::{Accounts, Gist, Standing, State, Tie};

use super::{ItemForm, judged::load};
use crate::{
    App, Error, Result,
    pen::Still,
    rights::{Author, By},
};

/// How the opinions on an own item stand.
pub(super) async fn accounts(app: &App, organ: &str, id: &str) -> Result<Accounts> {
    let (state, _) = load(app, organ, id).await?;
    Ok(Accounts {
        until: until(&state),
        ..store::opinions::accounts(&app.store, organ, id).await?
    })
}

/// The last day for comments, as the public knows it.
fn until(state: &State) -> Option<jiff::civil::Date> {
    let public = state.public.as_ref().map(|public| &public.content);
    public.or(state.content.as_ref())?.comments_until
}

/// What a publication was judged by and other acts could change: how the opinions are sorted whose result it is.
pub(super) fn sorted(standing: &[Standing]) -> Option<Still> {
    let known = standing.iter().find(|one| one.named.tie == Tie::Answers)?;
    let item = &known.named.item;
    Some(Still::Sorted {
        organ: item.organ.clone(),
        id: item.id.clone(),
        accounts: known.accounts.clone()?,
    })
}

/// A group of opinions as a line of text.
pub(super) fn line(gist: &Gist) -> String {
    let outcome = gist.outcome.map_or("—", law::item::Taken::zh);
    let (text, number) = (&gist.text, gist.opinions);
    match gist.reason.as_str() {
        "" => format!("{text}（{number}）{outcome}"),
        reason => format!("{text}（{number}）{outcome}：{reason}"),
    }
}

/// The result of a consultation as a clerk begins it: which one it is of, and every group of opinions with its number.
pub async fn result(app: &App, staff: &By<Author>, id: &str) -> Result<ItemForm> {
    let row = super::row(app, &staff.organ, id).await?;
    let accounts = accounts(app, &staff.organ, id).await?;
    if accounts.until.is_none() || !row.public {
        return Err(Error::NotFound);
    }
    Ok(ItemForm {
        column: row.column.clone(),
        kind: "adoption".into(),
        head: u8::try_from(row.head).unwrap_or_default(),
        title: format!("关于《{}》的意见采纳情况", row.title),
        made_on: Some(app.clock.today()),
        source_class: "proactive".into(),
        gists: anew(&accounts, &[]),
        ties: super::TiesForm {
            answers: format!("{} 《{}》\n", row.index_number, row.title),
            ..super::TiesForm::default()
        },
        ..ItemForm::default()
    })
}

/// The groups as they stand now, each with what was decided of it before. The greatest first.
pub(super) fn anew(accounts: &Accounts, before: &[Gist]) -> Vec<Gist> {
    let mut gists: Vec<Gist> = accounts
        .groups
        .iter()
        .map(|(text, number)| {
            let known = before.iter().find(|gist| gist.text == *text);
            Gist {
                text: text.clone(),
                outcome: known.and_then(|gist| gist.outcome),
                reason: known.map_or_else(String::new, |gist| gist.reason.clone()),
                opinions: *number,
            }
        })
        .collect();
    gists.sort_by(|a, b| b.opinions.cmp(&a.opinions).then(a.text.cmp(&b.text)));
    gists
}

/// The groups that the result on record has to tell of, as they stand now; of any other item, what it says.
pub(super) async fn groups(app: &App, organ: &str, state: &State) -> Result<Vec<Gist>> {
    let Some(content) = &state.content else {
        return Ok(Vec::new());
    };
    let mut named = content.ties.iter().filter(|one| one.tie == Tie::Answers);
    match named.next() {
        Some(named) if named.item.organ == organ => {
            let accounts = store::opinions::accounts(&app.store, organ, &named.item.id).await?;
            Ok(anew(&accounts, &content.gists))
        }
        _ => Ok(content.gists.clone()),
    }
}
