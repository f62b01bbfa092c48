//! 台账: chained, gapless, one author a version, one act a form.

use serde_json::json;
use store::{
    Error, Stream,
    ledger::{self, NewAct},
};

use crate::engines::{both, day, now};

fn new<'a>(
    organ: &'a str,
    stream: &'a Stream,
    expected: i64,
    body: &'a serde_json::Value,
) -> NewAct<'a> {
    NewAct {
        organ,
        stream,
        expected,
        kind: "figure_entered",
        body,
        on: day("2026-03-02"),
        actor: "test",
    }
}

fn figures(year: i16) -> Stream {
    Stream::Figures(year)
}

#[tokio::test]
async fn acts_are_chained_without_gaps_in_each_organ() {
    both(async |bench| {
        let body = json!({"a": "甲"});
        for (organ, version) in [("A", 0), ("B", 0), ("A", 1), ("A", 2), ("B", 1)] {
            let mut tx = bench.store.begin().await.unwrap();
            let act = ledger::append(&mut tx, now(), &new(organ, &figures(1), version, &body))
                .await
                .unwrap();
            assert_eq!(act.seq, version + 1);
            assert_eq!(
                ledger::version(&mut tx, organ, &figures(1)).await.unwrap(),
                version + 1
            );
            tx.commit().await.unwrap();
        }
        let acts = ledger::tail(&bench.store, "A", 0, 10).await.unwrap();
        assert_eq!(
            acts.iter().map(|act| act.seq).collect::<Vec<_>>(),
            [1, 2, 3]
        );
        assert!(acts[0].prev.is_empty());
        for pair in acts.windows(2) {
            assert_eq!(pair[1].prev, pair[0].hash);
        }
        for act in &acts {
            assert_eq!(act.computed_hash(), act.hash);
        }
        assert_eq!(
            ledger::tail(&bench.store, "A", 2, 10).await.unwrap(),
            acts[2..]
        );
        assert_eq!(
            ledger::act(&bench.store, "A", 2).await.unwrap().as_ref(),
            Some(&acts[1])
        );
        assert_eq!(ledger::act(&bench.store, "A", 9).await.unwrap(), None);
        assert_eq!(
            ledger::stream(&bench.store, "B", &figures(1))
                .await
                .unwrap()
                .len(),
            2
        );
        let heads = ledger::heads(&bench.store).await.unwrap();
        assert_eq!(
            (heads[0].organ.as_str(), heads[0].seq, &heads[0].hash),
            ("A", 3, &acts[2].hash)
        );
    })
    .await;
}

#[tokio::test]
async fn the_second_author_of_a_version_is_told_and_leaves_nothing() {
    both(async |bench| {
        let body = json!({});
        let mut tx = bench.store.begin().await.unwrap();
        ledger::append(&mut tx, now(), &new("A", &figures(1), 0, &body))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        let second = ledger::append(&mut tx, now(), &new("A", &figures(1), 0, &body)).await;
        assert!(matches!(second, Err(Error::Conflict)), "{second:?}");
        drop(tx);
        for never in [2, 500, i64::MAX] {
            let mut tx = bench.store.begin().await.unwrap();
            let ahead = ledger::append(&mut tx, now(), &new("A", &figures(1), never, &body)).await;
            assert!(matches!(ahead, Err(Error::Ahead)), "{never}: {ahead:?}");
        }
        for below in [-1, -7, i64::MIN] {
            let mut tx = bench.store.begin().await.unwrap();
            let below = ledger::append(&mut tx, now(), &new("A", &figures(1), below, &body)).await;
            assert!(matches!(below, Err(Error::Conflict)), "{below:?}");
        }
        assert_eq!(
            ledger::tail(&bench.store, "A", 0, 10).await.unwrap().len(),
            1
        );
        assert_eq!(ledger::heads(&bench.store).await.unwrap()[0].seq, 1);
    })
    .await;
}

#[tokio::test]
async fn many_writers_at_once_leave_one_unbroken_chain() {
    both(async |bench| {
        let mut writers = Vec::new();
        for writer in 0..6 {
            let store = bench.store.clone();
            writers.push(tokio::spawn(async move {
                for serial in 0..20 {
                    let body = json!({"serial": serial});
                    let stream = figures(writer);
                    let mut tx = store.begin().await.unwrap();
                    ledger::append(&mut tx, now(), &new("A", &stream, serial, &body))
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                }
            }));
        }
        for writer in writers {
            writer.await.unwrap();
        }
        let acts = ledger::tail(&bench.store, "A", 0, 1000).await.unwrap();
        assert_eq!(acts.len(), 120);
        assert!(
            acts.windows(2)
                .all(|pair| pair[1].seq == pair[0].seq + 1 && pair[1].prev == pair[0].hash)
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_is_claimed_once_and_given_up_with_its_transaction() {
    both(async |bench| {
        let mut tx = bench.store.begin().await.unwrap();
        assert_eq!(
            ledger::claim(&mut tx, "A", "k", "first").await.unwrap(),
            None
        );
        drop(tx);
        let mut tx = bench.store.begin().await.unwrap();
        assert_eq!(
            ledger::claim(&mut tx, "A", "k", "second").await.unwrap(),
            None
        );
        tx.commit().await.unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        assert_eq!(
            ledger::claim(&mut tx, "A", "k", "second").await.unwrap(),
            Some("second".into())
        );
        assert_eq!(
            ledger::claim(&mut tx, "B", "k", "other organ")
                .await
                .unwrap(),
            None
        );
        tx.commit().await.unwrap();
        let claimed = async |key| ledger::claimed(&bench.store, "A", key).await.unwrap();
        assert_eq!(claimed("k").await, Some("second".into()));
        assert_eq!(claimed("fresh").await, None);
    })
    .await;
}

#[tokio::test]
async fn counters_have_no_gaps() {
    both(async |bench| {
        let mut tx = bench.store.begin().await.unwrap();
        assert_eq!(store::counters::next(&mut tx, "A", "n").await.unwrap(), 1);
        tx.commit().await.unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        assert_eq!(store::counters::next(&mut tx, "A", "n").await.unwrap(), 2);
        drop(tx);
        let mut tx = bench.store.begin().await.unwrap();
        assert_eq!(store::counters::next(&mut tx, "A", "n").await.unwrap(), 2);
        store::counters::raise(&mut tx, "A", "n", 9).await.unwrap();
        store::counters::raise(&mut tx, "A", "n", 3).await.unwrap();
        assert_eq!(store::counters::next(&mut tx, "A", "n").await.unwrap(), 10);
        tx.commit().await.unwrap();
        let last = async |name| {
            store::counters::last(&bench.store, "A", name)
                .await
                .unwrap()
        };
        assert_eq!((last("n").await, last("none").await), (10, 0));
        assert_eq!(last("n").await, 10, "looking takes nothing");
    })
    .await;
}

/// A double click: the same form twice at once makes one act.
#[tokio::test]
async fn a_form_sent_many_times_at_once_appends_once() {
    both(async |bench| {
        let mut clicks = Vec::new();
        for click in 0..8 {
            let store = bench.store.clone();
            clicks.push(tokio::spawn(async move {
                let (body, stream) = (json!({"click": click}), figures(click));
                let reference = stream.to_string();
                let mut tx = store.begin().await.unwrap();
                let earlier = ledger::claim(&mut tx, "A", "form", &reference)
                    .await
                    .unwrap();
                if earlier.is_none() {
                    ledger::append(&mut tx, now(), &new("A", &stream, 0, &body))
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                }
                earlier.unwrap_or(reference)
            }));
        }
        let mut told = Vec::new();
        for click in clicks {
            told.push(click.await.unwrap());
        }
        let acts = ledger::tail(&bench.store, "A", 0, 10).await.unwrap();
        assert_eq!(acts.len(), 1);
        assert!(
            told.iter().all(|reference| *reference == acts[0].stream),
            "{told:?}"
        );
    })
    .await;
}

/// The encoding is part of the record: it may never change for acts that are there. The value was computed
/// apart from this code, from the description at `Act::computed_hash`.
#[test]
fn the_hash_of_an_act_is_fixed() {
    let mut act = ledger::Act {
        organ: "A".into(),
        seq: 1,
        stream: "figure/2026".into(),
        version: 1,
        kind: "figure_entered".into(),
        body: r#"{"row":"行政许可","value":"12"}"#.into(),
        on_date: day("2026-03-02"),
        recorded_at: now(),
        actor: "test".into(),
        prev: String::new(),
        hash: String::new(),
    };
    let hash = act.computed_hash();
    assert_eq!(
        hash,
        "c4b1fb869cda435b2f4dc0fb44e7feea3470de4e93e0bb224448caca42d0366e"
    );
    let moved = ("A".to_string() + "figure", "/2026".to_string());
    (act.organ, act.stream) = moved;
    assert_ne!(
        act.computed_hash(),
        hash,
        "text does not move between fields"
    );
}

#[tokio::test]
async fn a_body_is_kept_with_sorted_keys() {
    both(async |bench| {
        let body: serde_json::Value =
            serde_json::from_str(r#"{"z": 1, "a": {"y": null, "b": "〔2026〕"}}"#).unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        let act = ledger::append(&mut tx, now(), &new("A", &figures(1), 0, &body))
            .await
            .unwrap();
        assert_eq!(act.body, r#"{"a":{"b":"〔2026〕","y":null},"z":1}"#);
        assert_eq!(act.body::<serde_json::Value>().unwrap(), body);
        assert_eq!(
            ledger::stream_tx(&mut tx, "A", &figures(1)).await.unwrap(),
            [act]
        );
    })
    .await;
}
