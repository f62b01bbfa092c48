//! Staff, sessions, throttling, jobs.

use jiff::ToSpan;
use serde_json::json;
use store::{
    jobs::{self, NewJob},
    sessions,
    staff::{self, NewSession, StaffRow},
};

use crate::engines::{both, keys, now};

#[tokio::test]
async fn staff_sign_in_and_out() {
    both(async |bench| {
        let row = StaffRow {
            id: "S".into(),
            organ: "A".into(),
            login: "a".into(),
            name: "甲".into(),
            roles: "clerk".into(),
            asked: String::new(),
            password_hash: "h".into(),
            disabled: false,
            mail: String::new(),
            lang: "zh".into(),
            factor: String::new(),
            seal: String::new(),
        }
        .sealed(&keys());
        let mut tx = bench.store.begin().await.unwrap();
        staff::insert(&mut tx, &row).await.unwrap();
        let session = NewSession {
            token_hash: "t".into(),
            staff: "S".into(),
            csrf: "c".into(),
            expires_at: now() + 1.hour(),
            begun_at: now(),
            place: String::new(),
        };
        staff::insert_session(&mut tx, &keys(), &session)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            staff::by_login(&bench.store, "a").await.unwrap(),
            Some(row.clone())
        );
        assert_eq!(staff::by_login(&bench.store, "b").await.unwrap(), None);
        assert_eq!(
            staff::names(&bench.store, "A").await.unwrap(),
            [("S".to_string(), "甲".to_string())]
        );
        assert_eq!(
            staff::session(&bench.store, &keys(), "t", now())
                .await
                .unwrap(),
            Some((row, "c".into(), now()))
        );
        assert_eq!(
            staff::session(&bench.store, &keys(), "t", now() + 2.hours())
                .await
                .unwrap(),
            None
        );
        // Who signs in has proved who he is; who writes the table has not.
        let proved = sessions::proved_at(&bench.store, &keys(), "t").await;
        assert_eq!(proved.unwrap(), Some(session.begun_at));
        let mut tx = bench.store.begin().await.unwrap();
        let forged = store::people::Keys::new([9; 32]);
        sessions::prove(&mut tx, &forged, "t", now() + 1.hours())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let proved = sessions::proved_at(&bench.store, &keys(), "t").await;
        assert_eq!(proved.unwrap(), None);
        let mut tx = bench.store.begin().await.unwrap();
        staff::delete_session(&mut tx, "t").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            staff::session(&bench.store, &keys(), "t", now())
                .await
                .unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn attempts_are_counted_since_an_instant() {
    both(async |bench| {
        for minutes in [0, 10, 20] {
            let mut tx = bench.store.begin().await.unwrap();
            staff::record_attempt(&mut tx, "k", now() + minutes.minutes())
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(
            staff::attempts(&bench.store, "k", now() + 5.minutes())
                .await
                .unwrap(),
            2
        );
        assert_eq!(
            staff::attempts(&bench.store, "other", now() - 5.minutes())
                .await
                .unwrap(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn a_job_is_leased_to_one_worker_and_taken_over_when_it_dies() {
    both(async |bench| {
        let body = json!({"x": 1});
        let new = NewJob {
            id: "01JJOB1",
            organ: "A",
            kind: "mail",
            body: &body,
            run_at: now(),
            unique_key: Some("k"),
        };
        let twice = NewJob {
            id: "01JJOB2",
            ..new.clone()
        };
        let mut tx = bench.store.begin().await.unwrap();
        assert!(jobs::enqueue(&mut tx, &new).await.unwrap());
        assert!(
            !jobs::enqueue(&mut tx, &twice).await.unwrap(),
            "the same key twice is one job"
        );
        assert!(
            jobs::lease(&mut tx, now() - 1.hour(), "w1", 60)
                .await
                .unwrap()
                .is_none(),
            "not due yet"
        );
        let job = jobs::lease(&mut tx, now(), "w1", 60)
            .await
            .unwrap()
            .unwrap();
        assert!(
            jobs::lease(&mut tx, now(), "w2", 60)
                .await
                .unwrap()
                .is_none()
        );
        let again = jobs::lease(&mut tx, now() + 61.seconds(), "w2", 60)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((again.id.as_str(), again.attempts), (job.id.as_str(), 2));
        assert!(
            !jobs::done(&mut tx, &job.id, "w1").await.unwrap(),
            "the dead worker's word no longer counts"
        );
        jobs::failed(&mut tx, now(), &again, "no route")
            .await
            .unwrap();
        assert!(
            jobs::lease(&mut tx, now() + 60.seconds(), "w3", 60)
                .await
                .unwrap()
                .is_none(),
            "it rests first"
        );
        let last = jobs::lease(&mut tx, now() + 1.hour(), "w3", 60)
            .await
            .unwrap()
            .unwrap();
        assert!(jobs::done(&mut tx, &last.id, "w3").await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(jobs::pending(&bench.store).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn each_job_goes_to_one_of_many_workers() {
    both(async |bench| {
        let body = json!({});
        let mut tx = bench.store.begin().await.unwrap();
        for serial in 0..20 {
            let new = NewJob {
                id: &format!("01JJOB{serial:02}"),
                organ: "A",
                kind: "mail",
                body: &body,
                run_at: now(),
                unique_key: None,
            };
            assert!(jobs::enqueue(&mut tx, &new).await.unwrap());
        }
        tx.commit().await.unwrap();
        let mut workers = Vec::new();
        for worker in 0..4 {
            let store = bench.store.clone();
            workers.push(tokio::spawn(async move {
                let mut taken = Vec::new();
                // One may meet a job that another has just taken, and get nothing this time.
                for _ in 0..40 {
                    let mut tx = store.begin().await.unwrap();
                    let job = jobs::lease(&mut tx, now(), &format!("w{worker}"), 60)
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                    taken.extend(job.map(|job| job.id));
                }
                taken
            }));
        }
        let mut taken = Vec::new();
        for worker in workers {
            taken.extend(worker.await.unwrap());
        }
        let distinct: std::collections::BTreeSet<_> = taken.iter().collect();
        assert_eq!((taken.len(), distinct.len()), (20, 20));
    })
    .await;
}
