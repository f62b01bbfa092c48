//! 关联: items that a text names, from what a clerk types to how they stand, and what a publication does to them.

use law::item::{Content, Event, Named, Reference, Repeal, Standing, Tie};

use super::{judged::load, row};
use crate::{App, Error, FieldError, Result};

/// The items that a clerk names, as typed: one a line, each by its 索引号, its 文号 or the address of its page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TiesForm {
    pub explains: String,
    pub amends: String,
    pub repeals: String,
    /// The consultation whose result this is (S-11).
    pub answers: String,
}

impl TiesForm {
    fn typed(&self, tie: Tie) -> &str {
        match tie {
            Tie::Explains => &self.explains,
            Tie::Amends => &self.amends,
            Tie::Repeals => &self.repeals,
            Tie::Answers => &self.answers,
        }
    }
}

/// The items that are meant; a line that means none, or several, is named.
pub(super) async fn meant(app: &App, organ: &str, form: &TiesForm) -> Result<Vec<Named>> {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    for tie in Tie::ALL {
        for line in form
            .typed(tie)
            .lines()
            .filter(|line| !line.trim().is_empty())
        {
            match one(app, organ, line).await? {
                Ok(item) => found.push(Named { tie, item }),
                Err((zh, en)) => wrong.push(FieldError::new(
                    tie.as_str(),
                    tie.rule().id(),
                    format!("“{}”：{zh}", line.trim()),
                    format!("“{}”: {en}", line.trim()),
                )),
            }
        }
    }
    if wrong.is_empty() {
        Ok(found)
    } else {
        Err(Error::Invalid(wrong))
    }
}

type Said = (&'static str, &'static str);

const NONE: Said = (
    "没有找到这条信息，请写索引号、文号或者页面地址",
    "no such item; write its index number, its document number or the address of its page",
);
const SEVERAL: Said = (
    "有几条信息是这个文号，请写索引号或者页面地址",
    "several items have this number; write the index number or the address of the page",
);

/// The item that a line means: by its address or id first, then by its numbers. A title in 《》 after it is for
/// people.
pub(super) async fn one(
    app: &App,
    organ: &str,
    line: &str,
) -> Result<std::result::Result<Reference, Said>> {
    let line = line.trim();
    let word = line.split_whitespace().next().unwrap_or_default();
    if let Some(named) = addressed(organ, word) {
        let own = named.organ == organ && row(app, organ, &named.id).await.is_ok();
        let known = own
            || store::published::item(&app.store, &named.organ, &named.id)
                .await?
                .is_some();
        return Ok(if known { Ok(named) } else { Err(NONE) });
    }
    if let Some((of, _)) = word.split_once('/')
        && let Some(item) = store::published::item_by_index(&app.store, of, word).await?
    {
        return Ok(Ok(reference(item)));
    }
    let number = line.split('《').next().unwrap_or_default().trim();
    let mut numbered = store::published::items_numbered(&app.store, number).await?;
    Ok(match numbered.len() {
        0 => Err(NONE),
        1 => Ok(reference(numbered.remove(0))),
        _ => Err(SEVERAL),
    })
}

fn reference(item: store::published::PublicItem) -> Reference {
    let item = item.into_inner();
    Reference {
        organ: item.organ,
        id: item.id,
    }
}

/// `…/items/QA/01J…`, `…/office/items/01J…`, or the id alone, which is of the own organ.
fn addressed(organ: &str, word: &str) -> Option<Reference> {
    let path = word.split(['?', '#']).next()?.trim_end_matches('/');
    let mut parts = path.rsplit('/');
    let id = parts.next().filter(|id| is_id(id))?;
    let before = parts.next();
    let of = match (before, parts.next()) {
        (None, _) | (Some("items"), Some("office")) => organ,
        (Some(of), Some("items")) => of,
        _ => return None,
    };
    Some(Reference {
        organ: of.into(),
        id: id.into(),
    })
}

fn is_id(word: &str) -> bool {
    word.len() == 26 && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// How each named item stands: an own one whatever its state, another organ's if it is public.
pub(super) async fn standing(
    app: &App,
    organ: &str,
    id: &str,
    ties: &[Named],
) -> Result<Vec<Standing>> {
    let mut known = Vec::new();
    for named in ties {
        let Reference {
            organ: of,
            id: other,
        } = &named.item;
        let own = of == organ;
        let stands = if own {
            let found = store::items::get(&app.store, of, other).await?;
            found.map(|row| (row.title, row.public, row.repealed_on, row.made_on))
        } else {
            let found = store::published::item(&app.store, of, other).await?;
            found.map(|item| {
                let item = item.into_inner();
                (item.title, true, item.repealed_on, item.made_on)
            })
        };
        let accounts = if own && named.tie == Tie::Answers && stands.is_some() {
            let result = store::opinions::result_of(&app.store, of, other).await?;
            Some(law::item::Accounts {
                answered: result.is_some_and(|(_, told)| told != id),
                ..super::consultation::accounts(app, of, other).await?
            })
        } else {
            None
        };
        known.extend(stands.map(|(title, shown, repealed_on, made_on)| Standing {
            itself: own && other == id,
            own,
            shown,
            repealed: repealed_on.is_some(),
            made_on,
            accounts: accounts.clone(),
            title,
            named: named.clone(),
        }));
    }
    Ok(known)
}

/// The named items as a clerk would type them, with their titles for him to know them by.
pub(super) async fn typed(app: &App, organ: &str, ties: &[Named]) -> Result<TiesForm> {
    let mut form = TiesForm::default();
    for named in ties {
        let Reference { organ: of, id } = &named.item;
        let known = match store::published::item(&app.store, of, id).await? {
            Some(item) if !item.index_number.is_empty() => {
                Some((item.index_number.clone(), item.title.clone()))
            }
            _ if of == organ => row(app, organ, id)
                .await
                .ok()
                .map(|row| (row.id, row.title)),
            _ => None,
        };
        let line = match known {
            Some((number, title)) => format!("{number} 《{title}》\n"),
            None => format!("/items/{of}/{id}\n"),
        };
        match named.tie {
            Tie::Explains => form.explains.push_str(&line),
            Tie::Amends => form.amends.push_str(&line),
            Tie::Repeals => form.repeals.push_str(&line),
            Tie::Answers => form.answers.push_str(&line),
        }
    }
    Ok(form)
}

/// What the publication of a text does to others of its organ: each that it repeals and that the public text did not name yet, with
/// the act and the version it follows.
pub(super) async fn repeals(
    app: &App,
    organ: &str,
    id: &str,
    (content, before): (&Content, Option<&Content>),
) -> Result<Vec<(String, law::item::State, i64, Event)>> {
    let this = Reference {
        organ: organ.into(),
        id: id.into(),
    };
    let mut acts = Vec::new();
    for named in &content.ties {
        let new = before.is_none_or(|before| !before.ties.contains(named));
        if named.tie == Tie::Repeals && named.item.organ == organ && new {
            let (state, stands) = load(app, organ, &named.item.id).await?;
            let event = Event::Repealed(Repeal::by_document(content, this.clone()));
            acts.push((named.item.id.clone(), state, stands, event));
        }
    }
    Ok(acts)
}

#[cfg(test)]
mod tests {
    use super::addressed;

    #[test]
    fn an_address_in_any_form_names_its_item() {
        let id = "01M8NVNRGARSRDCFRPVDX1PW4V";
        for (word, organ) in [
            (format!("https://www.example.gov.cn/items/QB/{id}"), "QB"),
            (format!("/items/QB/{id}?elder=on#text"), "QB"),
            (format!("/office/items/{id}"), "QA"),
            (id.to_string(), "QA"),
        ] {
            let named = addressed("QA", &word).unwrap();
            assert_eq!((named.organ.as_str(), named.id.as_str()), (organ, id));
        }
        for word in ["QA/2026-00001", "甲商发〔2026〕9号", "/messages/QA/x", ""] {
            assert_eq!(addressed("QA", word), None, "{word}");
        }
    }
}
