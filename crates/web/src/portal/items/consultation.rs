//! 意见征集 on the page of its draft and on that of its result: until when, how many opinions, what became of them (S-10, S-11).

use app::App;
use jiff::civil::Date;
use law::{
    item::{Gist, Taken},
    message::{self, Asking},
};
use store::published::{self, Opinions, PublicItem, PublicRelated, Way};

use crate::{kit::escape::escaped, portal::page::Page};

/// A draft that is or was out for comment.
pub struct Asked {
    pub until: Date,
    /// Days left, the last day included; 0: it ended.
    pub left: i64,
    pub short: String,
    pub received: i64,
    /// Address of the form.
    pub form: String,
    /// Address of the result, or empty.
    pub result: String,
}

/// What became of the opinions on a draft.
pub struct Told {
    pub received: i64,
    pub grouped: i64,
    pub set_aside: i64,
    /// Groups.
    pub groups: usize,
    /// Groups that were not taken up.
    pub not_adopted: usize,
    /// Set aside: reason and how many.
    pub refused: Vec<(String, i64)>,
    pub rows: Vec<Row>,
}

/// One group.
pub struct Row {
    pub text: String,
    pub opinions: u32,
    pub outcome: &'static str,
    pub reason: String,
}

/// The panel of a draft; `None` of any other item.
pub async fn asked(
    app: &App,
    (item, related): (&PublicItem, &[PublicRelated]),
    today: Date,
) -> app::Result<Option<Asked>> {
    let Some(until) = item.comments_until else {
        return Ok(None);
    };
    let counted = published::opinions(&app.store, &item.organ, &item.id).await?;
    let asking = Asking {
        until,
        repealed: item.repealed_on.is_some(),
    };
    let left = match message::unheard(Some(asking), today) {
        Some(_) => 0,
        None => i64::from((until - today).get_days()) + 1,
    };
    let result = related.iter().find(|one| one.way == Way::AnsweredBy);
    Ok(Some(Asked {
        until,
        left,
        short: item.comments_short.clone(),
        received: counted.map_or(0, |counted| counted.received),
        form: format!(
            "/messages/new?topic=opinion&page=/items/{}/{}",
            item.organ, item.id
        ),
        result: result.map_or_else(String::new, |one| {
            format!("/items/{}/{}", one.organ, one.id)
        }),
    }))
}

/// The table of a result; `None` of any other item.
pub async fn told(
    app: &App,
    (item, related): (&PublicItem, &[PublicRelated]),
) -> app::Result<Option<Told>> {
    let Some(draft) = related.iter().find(|one| one.way == Way::Answers) else {
        return Ok(None);
    };
    let counted = published::opinions(&app.store, &draft.organ, &draft.id).await?;
    let counted: Opinions = counted
        .map(published::Public::into_inner)
        .unwrap_or_default();
    let rows: Vec<Row> = item
        .gists
        .iter()
        .map(|gist| Row {
            text: gist.text.clone(),
            opinions: gist.opinions,
            outcome: gist.outcome.map_or("not_adopted", Taken::code),
            reason: gist.reason.clone(),
        })
        .collect();
    Ok(Some(Told {
        received: counted.received,
        grouped: counted.grouped,
        set_aside: counted.refused.iter().map(|(_, number)| number).sum(),
        groups: rows.len(),
        not_adopted: rows
            .iter()
            .filter(|row| row.outcome == "not_adopted")
            .count(),
        refused: counted.refused,
        rows,
    }))
}

/// The same table for a paper to take away; nothing of any other item.
pub fn as_html(p: &Page, gists: &[Gist]) -> String {
    if gists.is_empty() {
        return String::new();
    }
    let row = |tag: &str, cells: [String; 4]| {
        let cells = cells.map(|cell| format!("<{tag}>{}</{tag}>", escaped(&cell)));
        format!("<tr>{}</tr>", cells.concat())
    };
    let head = ["text", "opinions", "outcome", "reason"].map(|name| p.t2("items.told", name));
    let rows: Vec<String> = gists
        .iter()
        .map(|gist| {
            let outcome = gist.outcome.map_or("not_adopted", Taken::code);
            let cells = [
                gist.text.clone(),
                gist.opinions.to_string(),
                p.t2("items.taken", outcome),
                gist.reason.clone(),
            ];
            row("td", cells)
        })
        .collect();
    let (head, rows) = (row("th", head), rows.concat());
    format!("<table>{head}{rows}</table>")
}
