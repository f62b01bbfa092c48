//! 意见: what is said on a draft that is out for comment. Heard while the term runs, sorted by a clerk, many at once, and accounted for in
//! one published result (S-10, S-11).

use jiff::civil::Date;
use law::{
    because::LastDay,
    item::{Accounts, Gist},
    message::{Aside, Asking, Event, Grouping, SetAside, account_by, unheard},
};
use store::{messages::MessageRow, published::PublicItem};

use super::{
    handle::{judged, line},
    load, settings,
};
use crate::{
    App, Error, Result, Staff,
    error::Findings,
    pen::{Page, Pen, Still},
    record::seen,
    rights::{Author, By, Head, holds},
};

/// Most opinions that are sorted at a time.
const MOST: usize = 100;

/// What a clerk does with opinions.
#[derive(Debug, Clone)]
pub enum Sorting {
    /// 归并: they say this.
    Group(String),
    /// 不予办理, with the reason.
    Aside(Aside, String),
}

/// One opinion on the list.
#[derive(Debug, Clone)]
pub struct Opinion {
    pub row: MessageRow,
    /// What it says; empty for whoever does not sort opinions, and once it was erased.
    pub text: String,
}

/// The opinions on an item of the organ.
#[derive(Debug, Clone)]
pub struct Opinions {
    pub title: String,
    /// The last day for comments.
    pub until: Date,
    pub accounts: Accounts,
    /// Until when it is to be told what became of them.
    pub account_by: LastDay,
    /// Organ and id of the public result.
    pub result: Option<(String, String)>,
    pub rows: Vec<Opinion>,
    /// Where the next ones begin; empty on the last page.
    pub next: String,
}

/// The opinions on an own item after the opinion `after`, those of one status alone or of all where it is empty.
pub async fn opinions(
    app: &App,
    staff: &Staff,
    id: &str,
    (status, after): (&str, &str),
    limit: i64,
) -> Result<Opinions> {
    let view = crate::items::open(app, staff, id).await?;
    let accounts = view.opinions.ok_or(Error::NotFound)?;
    let until = accounts.until.ok_or(Error::NotFound)?;
    let place = (staff.organ.as_str(), id);
    let mut found = store::opinions::of_item(&app.store, place, (status, after), limit + 1).await?;
    let most = usize::try_from(limit).unwrap_or_default();
    let next = if found.len() > most {
        found.truncate(most);
        found.last().map(|row| row.id.clone()).unwrap_or_default()
    } else {
        String::new()
    };
    let reads = holds::<Author>(staff) || holds::<Head>(staff);
    let mut rows = Vec::with_capacity(found.len());
    for row in found {
        let text = if reads {
            let sealed =
                store::people::open(&app.store, &app.keys, &row.organ, &row.person).await?;
            let sealed = sealed.unwrap_or_default();
            sealed["text"].as_str().unwrap_or_default().to_string()
        } else {
            String::new()
        };
        rows.push(Opinion { row, text });
    }
    Ok(Opinions {
        title: view.row.title,
        until,
        accounts,
        account_by: account_by(until, &app.calendar, &settings(app)),
        result: store::opinions::result_of(&app.store, &staff.organ, id).await?,
        rows,
        next,
    })
}

/// Sorts these opinions on one item, each at the version that was seen. All of them or none.
pub async fn sort(
    app: &App,
    staff: &By<Author>,
    id: &str,
    chosen: &[(String, i64)],
    sorting: &Sorting,
) -> Result<()> {
    let mut wrong = Findings::default();
    if chosen.is_empty() || chosen.len() > MOST {
        wrong.add(
            "opinions",
            "form",
            format!("请选择 1 至 {MOST} 条意见"),
            format!("Choose 1 to {MOST} opinions"),
        );
    }
    if let Sorting::Aside(_, note) = sorting {
        wrong.text("reason", note, 500, "理由", "the reason");
    }
    wrong.finish()?;
    let event = match sorting {
        Sorting::Group(gist) => Event::Grouped(Grouping {
            gist: gist.trim().into(),
        }),
        Sorting::Aside(why, note) => Event::SetAside(SetAside {
            why: *why,
            note: note.trim().into(),
        }),
    };
    let about = store::opinions::page_of(&staff.organ, id);
    let mut page = Page::default();
    for (message, version) in chosen {
        let (row, state, stands) = load(app, &staff.organ, message).await?;
        if row.page != about {
            return Err(Error::NotFound);
        }
        seen(stands, *version)?;
        judged(app, staff, &state, &event, &["gist", "reason"])?;
        page.lines.push(line(app, staff, message, stands, &event)?);
    }
    let still = Still::Untold {
        organ: staff.organ.clone(),
        id: id.into(),
    };
    let pen = Pen::of(app, &staff.organ).still(Some(still));
    pen.write(|_| Ok(Some(page))).await?;
    Ok(())
}

/// The public item that a page is of.
async fn item(app: &App, page: &str) -> Result<Option<PublicItem>> {
    let Some((organ, id)) = store::opinions::item_of(page) else {
        return Ok(None);
    };
    Ok(store::published::item(&app.store, organ, id).await?)
}

/// A draft on which something can be said today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The organ that asks.
    pub organ: String,
    pub title: String,
    /// The last day for comments.
    pub until: Date,
}

/// What the page asks opinions on; refused where it asks for none today (S-10).
pub async fn asking(app: &App, page: &str) -> Result<Draft> {
    let item = item(app, page).await?;
    let until = item.as_ref().and_then(|item| item.comments_until);
    let asking = item.as_ref().zip(until).map(|(item, until)| Asking {
        until,
        repealed: item.repealed_on.is_some(),
    });
    if let Some(finding) = unheard(asking, app.clock.today()) {
        return Err(Error::Refused(vec![finding]));
    }
    item.zip(until)
        .map(|(item, until)| Draft {
            organ: item.organ.clone(),
            title: item.title.clone(),
            until,
        })
        .ok_or(Error::NotFound)
}

/// The public result of the consultation on a page.
pub(super) async fn result(app: &App, page: &str) -> Result<Option<PublicItem>> {
    let Some((organ, id)) = store::opinions::item_of(page) else {
        return Ok(None);
    };
    match store::opinions::result_of(&app.store, organ, id).await? {
        Some((organ, id)) => Ok(store::published::item(&app.store, &organ, &id).await?),
        None => Ok(None),
    }
}

/// What became of an opinion: the address of the result, and the group in which it is accounted for; `None` until it is public.
pub(super) async fn told(app: &App, row: &MessageRow) -> Result<Option<(String, Option<Gist>)>> {
    Ok(result(app, &row.page).await?.map(|item| {
        let gist = item.gists.iter().find(|gist| gist.text == row.gist);
        let address = store::opinions::page_of(&item.organ, &item.id);
        (address, gist.cloned())
    }))
}
