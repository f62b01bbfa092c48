//! The tree of 法定主动公开内容: each head of Art. 20 with its newest items, or the word that nothing stands there.

use law::catalogue::{HEADS, Stated};
use store::published::{HeadCount, PublicItem};

use crate::portal::page::Page;

/// Items shown under a head; the rest are one link away.
pub const MOST: i64 = 5;

pub struct Head {
    pub number: i64,
    pub name: String,
    pub count: i64,
    pub items: Vec<PublicItem>,
    /// Why nothing stands there, or empty.
    pub why: String,
    /// The organ that publishes it instead: its code, or empty.
    pub elsewhere: String,
}

impl Head {
    /// Whether there is more than is shown.
    pub fn more(&self) -> bool {
        i64::try_from(self.items.len()).is_ok_and(|shown| shown < self.count)
    }
}

/// `counted`: how much stands under each; `items`: the newest of each; `stated`: what the organ says of the empty ones.
pub fn heads(
    p: &Page,
    counted: &[HeadCount],
    items: Vec<PublicItem>,
    stated: &[Stated],
) -> Vec<Head> {
    let mut heads: Vec<Head> = HEADS
        .map(|head| {
            let number = i64::from(head);
            let found = counted.iter().find(|one| one.head == number);
            let said = stated.iter().find(|one| one.head == head);
            let why = said.and_then(|said| said.why);
            Head {
                number,
                name: p.head(number),
                count: found.map_or(0, |one| one.items),
                items: Vec::new(),
                why: why.map_or_else(String::new, |why| p.t2("organs.why", why.code())),
                elsewhere: said.map_or_else(String::new, |said| said.organ.clone()),
            }
        })
        .collect();
    for item in items {
        if let Some(head) = heads.iter_mut().find(|head| head.number == item.head) {
            head.items.push(item);
        }
    }
    heads
}
