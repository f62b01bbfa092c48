//! The tree of 法定主动公开内容: each head of Art. 20 with its newest items, or the word that nothing stands there.

use store::published::PublicItem;

use crate::portal::page::Page;

/// Items shown under a head; the rest are one link away.
const MOST: usize = 5;

pub struct Head {
    pub number: i64,
    pub name: String,
    pub count: i64,
    pub items: Vec<PublicItem>,
}

impl Head {
    /// Whether there is more than is shown.
    pub fn more(&self) -> bool {
        i64::try_from(self.items.len()).is_ok_and(|shown| shown < self.count)
    }
}

/// `counted`: head and number of items; `items`: the newest of all heads.
pub fn heads(p: &Page, counted: &[(i64, i64)], items: Vec<PublicItem>) -> Vec<Head> {
    let mut heads: Vec<Head> = (1..=15)
        .map(|number| Head {
            number,
            name: p.head(number),
            count: counted
                .iter()
                .find(|(its, _)| *its == number)
                .map_or(0, |(_, count)| *count),
            items: Vec::new(),
        })
        .collect();
    for item in items {
        if let Some(head) = heads.iter_mut().find(|head| head.number == item.head)
            && head.items.len() < MOST
        {
            head.items.push(item);
        }
    }
    heads
}
