//! 有效性 on a day, as lists are filtered by it, is the one that the law computes (P-8, P-10).

use jiff::ToSpan;
use law::item::{Validity, validity_on};
use serde_json::json;
use store::published::{self, At, PublicFilter};

use crate::engines::{both, day};

/// Recorded by an earlier system, repealed on, in force until.
const DOCUMENTS: [(&str, Option<&str>, Option<&str>); 9] = [
    ("valid", None, None),
    ("valid", None, Some("2026-03-10")),
    ("valid", Some("2026-03-12"), None),
    ("valid", Some("2026-03-12"), Some("2026-03-10")),
    ("valid", Some("2026-03-09"), Some("2026-03-11")),
    ("repealed", None, None),
    ("expired", None, None),
    ("amended", None, Some("2026-03-10")),
    ("amended", Some("2026-03-12"), None),
];

#[tokio::test]
async fn a_list_by_validity_is_the_law_s() {
    both(async |bench| {
        for (number, (recorded, repealed, until)) in DOCUMENTS.into_iter().enumerate() {
            let stream = format!("item/V{number}");
            let mut content = json!({"column": "content", "head": 1, "title": number.to_string(), "made_on": "2026-02-01", "source_class": "proactive"});
            if let Some(until) = until {
                content["in_force_until"] = json!(until);
            }
            bench.act("A", &stream, 0, "drafted", "2026-02-05", content).await;
            bench.act("A", &stream, 1, "published", "2026-02-05", json!({"index_number": number.to_string(), "published_on": "2026-02-05", "validity": recorded, "imported": true})).await;
            if let Some(on) = repealed {
                bench.act("A", &stream, 2, "repealed", on, json!({"reason": "被代替"})).await;
            }
        }
        for after in 0..8 {
            let on = day("2026-03-07") + after.days();
            for validity in Validity::ALL {
                let filter = PublicFilter {
                    validity: Some(validity.as_str().into()),
                    day: on,
                    limit: 100,
                    ..PublicFilter::default()
                };
                let found = published::items(&bench.store, &filter, &At::First).await.unwrap();
                let total = published::counted(&bench.store, &filter).await.unwrap().n;
                let mut found: Vec<String> = found.iter().map(|item| item.title.clone()).collect();
                found.sort();
                let expected: Vec<String> = DOCUMENTS
                    .iter()
                    .enumerate()
                    .filter(|(_, (recorded, repealed, until))| {
                        // The act of a repeal is what is recorded from then on.
                        let recorded = repealed.map_or(*recorded, |_| "repealed");
                        let stands = validity_on(Validity::of(recorded), repealed.map(day), until.map(day), on);
                        stands == validity
                    })
                    .map(|(number, _)| number.to_string())
                    .collect();
                assert_eq!(found, expected, "{on} {validity:?}");
                assert_eq!(i64::try_from(expected.len()).unwrap(), total);
            }
        }
    })
    .await;
}
