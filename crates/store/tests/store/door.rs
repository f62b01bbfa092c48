//! Failures with growing waits, what was used on a day.

use jiff::{SignedDuration, ToSpan, civil::date};
use store::door::{self, Patience};

use crate::engines::{both, now};

const PATIENCE: Patience = Patience {
    free: 3,
    first: SignedDuration::from_secs(30),
    longest: SignedDuration::from_mins(15),
    forgotten: SignedDuration::from_hours(24),
};

async fn knock(store: &store::Store, key: &str, at: jiff::Timestamp) -> bool {
    let mut tx = store.begin().await.unwrap();
    let let_in = door::knock(&mut tx, key, at, &PATIENCE).await.unwrap();
    tx.commit().await.unwrap();
    let_in
}

#[tokio::test]
async fn each_failure_waits_longer_and_only_its_own_key_waits() {
    both(async |bench| {
        let store = &bench.store;
        for _ in 0..3 {
            assert!(knock(store, "a", now()).await);
        }
        assert!(!knock(store, "a", now() + 29.seconds()).await);
        assert!(door::waits(store, "a", now(), &PATIENCE).await.unwrap());
        assert!(knock(store, "b", now()).await, "nobody else waits");
        assert!(knock(store, "a", now() + 30.seconds()).await);
        assert!(!knock(store, "a", now() + 89.seconds()).await);
        assert!(knock(store, "a", now() + 90.seconds()).await);
        let mut tx = store.begin().await.unwrap();
        door::forgive(&mut tx, "a").await.unwrap();
        tx.commit().await.unwrap();
        assert!(knock(store, "a", now() + 91.seconds()).await);
    })
    .await;
}

#[tokio::test]
async fn a_wait_given_by_a_clock_that_was_ahead_ends_with_it() {
    both(async |bench| {
        let ahead = now() + 8760.hours();
        for _ in 0..3 {
            assert!(knock(&bench.store, "a", ahead).await);
        }
        assert!(!knock(&bench.store, "a", ahead).await);
        assert!(knock(&bench.store, "a", now()).await);
    })
    .await;
}

#[tokio::test]
async fn guesses_made_at_once_do_not_pass_the_limit() {
    both(async |bench| {
        let tries = (0..40).map(|_| {
            let store = bench.store.clone();
            tokio::spawn(async move { knock(&store, "a", now()).await })
        });
        let mut let_in = 0;
        for tried in tries.collect::<Vec<_>>() {
            let_in += i64::from(tried.await.unwrap());
        }
        assert_eq!(let_in, PATIENCE.free);
    })
    .await;
}

#[tokio::test]
async fn an_allowance_is_for_a_day_and_never_exceeded() {
    both(async |bench| {
        let today = date(2026, 3, 2);
        let mut tx = bench.store.begin().await.unwrap();
        for (day, amount, expected) in [
            (today, 60, true),
            (today, 60, false),
            (today, 40, true),
            (today, 1, false),
            (today.tomorrow().unwrap(), 101, false),
            (today.tomorrow().unwrap(), 100, true),
        ] {
            let taken = door::take(&mut tx, day, "a", amount, 100).await.unwrap();
            assert_eq!(taken, expected, "{day} {amount}");
        }
        tx.commit().await.unwrap();
    })
    .await;
}
