//! Links to what is not public yet; on both engines.

use jiff::{Timestamp, ToSpan};
use store::{
    Store,
    previews::{self, NewPreview, PreviewRow},
    seals,
    verify::Look,
};

use crate::engines::{Bench, both, keys, now};

fn link<'a>(item: &'a str, id: &'a str, made_by: &'a str) -> NewPreview<'a> {
    NewPreview {
        organ: "A",
        item,
        id,
        token_hash: id,
        text: "digest",
        purpose: "县司法局核对",
        made_by,
        made_at: now(),
        expires_at: now() + 72.hours(),
    }
}

async fn made(store: &Store, links: &[NewPreview<'_>]) {
    let mut tx = store.begin().await.unwrap();
    for link in links {
        previews::make(&mut tx, &keys(), link).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn good(store: &Store, hash: &str, at: Timestamp) -> Option<PreviewRow> {
    previews::good(store, &keys(), hash, at).await.unwrap()
}

fn ids(rows: &[PreviewRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

#[tokio::test]
async fn a_link_opens_until_its_end_and_says_how_often() {
    both(async |bench| {
        let s = &bench.store;
        made(
            s,
            &[
                link("I", "1", "one"),
                link("I", "2", "one"),
                link("J", "3", "two"),
            ],
        )
        .await;
        let row = good(s, "1", now()).await.unwrap();
        assert_eq!(
            (
                row.organ.as_str(),
                row.item.as_str(),
                row.text.as_str(),
                row.purpose.as_str()
            ),
            ("A", "I", "digest", "县司法局核对")
        );
        assert_eq!((row.opened, row.times, row.ended_at), (0, None, None));
        assert_eq!(row.expires_at, now() + 72.hours());
        assert!(good(s, "1", now() + 71.hours()).await.is_some());
        assert!(good(s, "1", now() + 72.hours()).await.is_none(), "its end");
        assert!(good(s, "nothing", now()).await.is_none());

        let (first, last) = (now() + 1.hour(), now() + 3.hours());
        for at in [first, now() + 2.hours(), last] {
            let mut tx = s.begin().await.unwrap();
            assert!(previews::opened(&mut tx, "1", at).await.unwrap());
            tx.commit().await.unwrap();
        }
        let row = good(s, "1", last).await.unwrap();
        assert_eq!((row.opened, row.times), (3, Some((first, last))));

        let living = async |at| previews::living(s, ("A", "I"), at).await.unwrap();
        let past = async |at, most| previews::past(s, ("A", "I"), at, most).await.unwrap();
        assert_eq!(ids(&living(now()).await), ["2", "1"]);
        assert!(past(now(), 10).await.is_empty());
        assert!(living(now() + 72.hours()).await.is_empty());
        assert_eq!(ids(&past(now() + 72.hours(), 1).await), ["2"]);

        let mut tx = s.begin().await.unwrap();
        let end = async |tx: &mut _, place| {
            let by = ("two", now() + 4.hours());
            previews::end(tx, &keys(), place, by).await.unwrap()
        };
        assert!(
            end(&mut tx, ("B", "I", "1")).await.is_none(),
            "another organ's"
        );
        assert!(
            end(&mut tx, ("A", "J", "1")).await.is_none(),
            "of another item"
        );
        assert!(end(&mut tx, ("A", "I", "1")).await.is_some());
        assert!(end(&mut tx, ("A", "I", "1")).await.is_none(), "it is ended");
        assert!(!previews::opened(&mut tx, "1", now()).await.unwrap());
        tx.commit().await.unwrap();
        assert!(good(s, "1", now()).await.is_none());
        assert_eq!(ids(&living(now()).await), ["2"]);
        let ended = past(now(), 10).await;
        assert_eq!(
            (
                ended[0].ended_by.as_str(),
                ended[0].ended_at,
                ended[0].opened
            ),
            ("two", Some(now() + 4.hours()), 3)
        );
    })
    .await;
}

#[tokio::test]
async fn what_somebody_made_ends_with_his_account() {
    both(async |bench| {
        let s = &bench.store;
        made(
            s,
            &[
                link("I", "1", "one"),
                link("J", "2", "one"),
                link("I", "3", "two"),
            ],
        )
        .await;
        let mut tx = s.begin().await.unwrap();
        for (organ, by, ended) in [("B", "one", 0), ("A", "one", 2), ("A", "one", 0)] {
            let count = previews::end_of(&mut tx, &keys(), (organ, by), now()).await;
            assert_eq!(count.unwrap(), ended, "{organ} {by}");
        }
        tx.commit().await.unwrap();
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        for (hash, opens) in [("1", false), ("2", false), ("3", true)] {
            assert_eq!(good(s, hash, now()).await.is_some(), opens, "{hash}");
        }
    })
    .await;
}

async fn problems(bench: &Bench) -> Vec<String> {
    let keys = keys();
    let look = Look {
        keys: Some(&keys),
        ..Look::default()
    };
    bench.problems_of(look).await
}

/// Whoever writes the table without the installation's key opens nothing by it, and is seen.
#[tokio::test]
async fn a_link_that_was_made_or_changed_elsewhere_opens_nothing() {
    both(async |bench| {
        let s = &bench.store;
        bench.furnish("A").await;
        for meddled in [
            "UPDATE previews SET expires_at = '2099-01-01T00:00:00.000000Z'",
            "UPDATE previews SET text = 'another'",
            "UPDATE previews SET item = 'J'",
            "UPDATE previews SET organ = 'B'",
            "UPDATE previews SET made_by = 'two'",
            "UPDATE previews SET purpose = '无'",
            "UPDATE previews SET token_hash = '9'",
            "UPDATE previews SET seal = ''",
        ] {
            made(s, &[link("I", "1", "one")]).await;
            assert_eq!(problems(&bench).await, Vec::<String>::new());
            bench.meddle(meddled).await;
            let found = problems(&bench).await;
            assert_eq!(found.len(), 1, "{meddled}: {found:?}");
            assert!(found[0].contains("previews/1:"), "{meddled}: {found:?}");
            for hash in ["1", "9"] {
                assert!(good(s, hash, now()).await.is_none(), "{meddled}");
            }
            // Ending it gives it no seal; what somebody looked at goes.
            let mut tx = s.begin().await.unwrap();
            for organ in ["A", "B"] {
                let by = if meddled.contains("made_by") {
                    "two"
                } else {
                    "one"
                };
                previews::end_of(&mut tx, &keys(), (organ, by), now())
                    .await
                    .unwrap();
            }
            tx.commit().await.unwrap();
            assert_eq!(problems(&bench).await.len(), 1, "{meddled}");
            let mut tx = s.begin().await.unwrap();
            seals::clear_doors(&mut tx, &keys()).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(problems(&bench).await, Vec::<String>::new());
        }
        // One that was ended is not opened again.
        made(s, &[link("I", "1", "one")]).await;
        let mut tx = s.begin().await.unwrap();
        let ended = previews::end_of(&mut tx, &keys(), ("A", "one"), now()).await;
        assert_eq!(ended.unwrap(), 1);
        tx.commit().await.unwrap();
        bench
            .meddle("UPDATE previews SET ended_at = '', ended_by = ''")
            .await;
        // The seal of a link that nobody ended is another one.
        assert!(good(s, "1", now()).await.is_none());
        assert_eq!(problems(&bench).await.len(), 1);
        // How often it was opened is no right.
        bench.meddle("DELETE FROM previews").await;
        made(s, &[link("I", "1", "one")]).await;
        bench.meddle("UPDATE previews SET opened = 7").await;
        assert_eq!(good(s, "1", now()).await.unwrap().opened, 7);
        assert_eq!(problems(&bench).await, Vec::<String>::new());
    })
    .await;
}
