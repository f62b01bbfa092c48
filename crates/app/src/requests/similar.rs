//! 类似答复: what this organ answered before on the like, shown to the clerk with personal data left out; and what
//! several people ask for, proposed for publishing.
//!
//! Nothing is kept for this: the last answers are opened, compared and forgotten. So there is no index that another
//! page could reach; the cost grows with [`LOOKED_THROUGH`], not with the archive.

use std::collections::BTreeSet;

use jiff::civil::Date;
use law::{
    finding::Finding,
    personal,
    repeated::{gives_out, propose},
};

use super::mask::PARTICULARS;
use crate::{App, Error, Result, Staff};

/// How many of the last answers are looked through.
pub const LOOKED_THROUGH: i64 = 500;
/// At least this share of the words in common, in hundredths.
const LIKE: usize = 30;
const MOST: usize = 8;

/// An earlier answer on the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    pub id: String,
    pub number: String,
    pub closed_on: Option<Date>,
    pub code: String,
    /// What was wanted, with names and numbers masked.
    pub wanted: String,
    /// In hundredths.
    pub likeness: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Similar {
    /// The likest first.
    pub earlier: Vec<Earlier>,
    /// Several applicants asked for the same and were given it: it may be published.
    pub proposal: Option<Finding>,
}

/// Looks through the organ's last answers.
pub async fn similar(app: &App, staff: &Staff, id: &str) -> Result<Similar> {
    let row = store::requests::get(&app.store, &staff.organ, id)
        .await?
        .ok_or(Error::NotFound)?;
    let organ = &staff.organ;
    let Some(sealed) = store::people::open(&app.store, &app.keys, organ, &row.person).await? else {
        return Ok(Similar::default());
    };
    let ours = pairs(sealed["wanted"].as_str().unwrap_or_default());
    let mine = store::people::marks(&app.store, organ, &row.person).await?;
    let mut askers = vec![mine.id];
    let mut given = None;
    let same = app.settings.repeated.same_percent;
    let mut found = Similar::default();
    for other in store::requests::answered_last(&app.store, organ, LOOKED_THROUGH).await? {
        if other.id == id {
            continue;
        }
        let theirs = store::people::open(&app.store, &app.keys, organ, &other.person).await?;
        let Some(theirs) = theirs else { continue };
        let wanted = theirs["wanted"].as_str().unwrap_or_default();
        let likeness = likeness(&ours, &pairs(wanted));
        if likeness < LIKE {
            continue;
        }
        let code = other.code.clone().unwrap_or_default();
        let outcome = code.parse().ok().filter(|code| gives_out(*code));
        if let Some(outcome) = outcome.filter(|_| likeness >= same) {
            given = Some(outcome);
            let marks = store::people::marks(&app.store, organ, &other.person).await?;
            askers.push(marks.id);
        }
        found.earlier.push(Earlier {
            id: other.id,
            number: other.number,
            closed_on: other.closed_on,
            code,
            wanted: without_personal_data(
                wanted,
                &theirs,
                app.clock.today(),
                &app.settings.personal,
            ),
            likeness,
        });
    }
    found
        .earlier
        .sort_by_key(|one| std::cmp::Reverse(one.likeness));
    found.earlier.truncate(MOST);
    found.proposal = given.and_then(|code| {
        let askers = askers.iter().map(String::as_str);
        propose(askers, code, &app.settings.repeated)
    });
    Ok(found)
}

/// Neighbouring pairs of characters, which need no dictionary.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let chars: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    chars.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

/// What two texts have in common, in hundredths of the shorter one.
fn likeness(left: &BTreeSet<(char, char)>, right: &BTreeSet<(char, char)>) -> usize {
    let least = left.len().min(right.len());
    if least < 3 {
        return 0;
    }
    left.intersection(right).count() * 100 / least
}

/// The text without what the form itself says of the person, and without what looks like personal data.
fn without_personal_data(
    text: &str,
    sealed: &serde_json::Value,
    today: Date,
    settings: &personal::Settings,
) -> String {
    let mut out = text.to_string();
    for name in PARTICULARS {
        let known = sealed[name].as_str().unwrap_or_default();
        if known.chars().count() > 1 {
            out = out.replace(known, "＊＊");
        }
    }
    let hits = personal::scan(&out, today, settings);
    personal::mask(&out, &hits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_of_words_not_of_length() {
        let ask = |text: &str| pairs(text);
        let road = ask("青云路改造工程的立项批复");
        assert!(
            likeness(&road, &ask("请提供青云路改造工程立项批复和施工许可"))
                >= law::repeated::Settings::default().same_percent
        );
        assert!(likeness(&road, &ask("社会救助资金发放情况")) < LIKE);
        assert_eq!(likeness(&road, &ask("路")), 0);
    }

    #[test]
    fn personal_data_is_left_out() {
        let sealed = serde_json::json!({"name": "王小明", "phone": "13800000000"});
        let text =
            "王小明要求公开其房屋（证件11010519491231002X，电话13800000000）的征收补偿，2025年度";
        let today = jiff::civil::date(2026, 11, 24);
        let shown = without_personal_data(text, &sealed, today, &personal::Settings::default());
        for secret in ["王小明", "11010519491231002X", "13800000000"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(shown.contains("征收补偿，2025年度"), "{shown}");
    }
}
