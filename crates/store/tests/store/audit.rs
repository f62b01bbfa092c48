//! The audit log: one chain, of which verify finds whatever was cut, changed, moved or forged; rows go when their time has passed.

use jiff::{Timestamp, ToSpan};
use serde_json::json;
use store::{
    audit::{self, Filter, NewEntry},
    backup,
    log::{self, Checkpoint},
    verify::Look,
};

use crate::engines::{Bench, bench, both, day, engines, keys, now};

async fn write_at(bench: &Bench, kind: &'static str, login: &str, at: Timestamp) {
    let mut tx = bench.store.begin().await.unwrap();
    let new = NewEntry {
        kind,
        organ: "A".into(),
        login: login.into(),
        whom: format!("of {login}"),
        detail: json!({"why": "测试"}),
        ..NewEntry::default()
    };
    audit::append(&mut tx, &keys(), at, &new).await.unwrap();
    tx.commit().await.unwrap();
}

/// Six rows, a minute between two.
async fn six(bench: &Bench) {
    for (at, (kind, login)) in [
        ("sign_in", "one"),
        ("sign_in_failed", "two"),
        ("rights_changed", "one"),
        ("exported", "three"),
        ("sign_out", "two"),
        ("sign_in", "one"),
    ]
    .into_iter()
    .enumerate()
    {
        write_at(bench, kind, login, now() + (at as i64).minutes()).await;
    }
}

async fn problems(bench: &Bench) -> Vec<String> {
    let keys = keys();
    let look = Look {
        keys: Some(&keys),
        ..Look::default()
    };
    bench.problems_of(look).await
}

#[tokio::test]
async fn a_log_that_nobody_touched_verifies() {
    both(async |bench| {
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        six(&bench).await;
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        // A clock that was set back.
        write_at(&bench, "sign_in", "one", now() - 1.hour()).await;
        assert_eq!(problems(&bench).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn what_was_cut_changed_moved_or_forged_is_named() {
    let cases = [
        (
            "DELETE FROM audit WHERE seq = 3",
            "* audit/4: rows 3 to 3 are missing",
        ),
        (
            "DELETE FROM audit WHERE seq <= 2",
            "* audit/3: rows up to 2 are missing",
        ),
        (
            "DELETE FROM audit WHERE seq = 6",
            "* audit: the last row written was 6, the log ends at 5",
        ),
        (
            "DELETE FROM audit",
            "* audit: the last row written was 6, the log ends at 0",
        ),
        (
            "UPDATE audit SET login = 'nine' WHERE seq = 2",
            "* audit/2: its content does not match its hash",
        ),
        (
            "UPDATE audit SET detail = '{}' WHERE seq = 6",
            "* audit/6: its content does not match its hash",
        ),
        (
            "UPDATE audit SET at = '2026-03-01T01:00:00.000000Z' WHERE seq = 5",
            "* audit/5: it was recorded before",
        ),
        (
            "UPDATE audit SET day = '2026-71-01' WHERE seq = 5",
            "* audit/5: damaged",
        ),
        // Two rows change places.
        (
            "UPDATE audit SET seq = CASE seq WHEN 2 THEN 1003 ELSE 1002 END WHERE seq IN (2, 3)",
            "* audit/4: rows 2 to 3 are missing",
        ),
        (
            "UPDATE audit SET seal = '00' WHERE seq = 1",
            "* audit/1: written or changed outside of the program",
        ),
        (
            "UPDATE marks SET value = '5 00' WHERE name = 'audit'",
            "* audit: the last row written was 5",
        ),
    ];
    for engine in engines() {
        for (statement, expected) in cases {
            let bench = bench(engine).await;
            six(&bench).await;
            bench.meddle(statement).await;
            let found = problems(&bench).await;
            assert!(
                found.iter().any(|problem| problem.starts_with(expected)),
                "{engine:?} {statement}: {found:?}"
            );
        }
    }
}

/// A chain written anew from a row on, with its head: without the key nobody seals it.
#[tokio::test]
async fn a_chain_that_was_written_anew_lacks_its_seals() {
    both(async |bench| {
        six(&bench).await;
        let mut rows = audit::page(&bench.store, &Filter::default(), 10)
            .await
            .unwrap();
        rows.reverse();
        rows[2].login = "somebody else".into();
        let mut prev = rows[1].hash.clone();
        for row in &mut rows[2..] {
            row.prev = prev;
            row.hash = row.computed_hash();
            prev = row.hash.clone();
            sqlx::query("UPDATE audit SET login = $2, prev = $3, hash = $4 WHERE seq = $1")
                .bind(row.seq)
                .bind(&row.login)
                .bind(&row.prev)
                .bind(&row.hash)
                .execute(&bench.raw)
                .await
                .unwrap();
        }
        sqlx::query("UPDATE marks SET value = $1 WHERE name = 'audit'")
            .bind(format!("6 {prev}"))
            .execute(&bench.raw)
            .await
            .unwrap();
        assert_eq!(
            bench.problems().await,
            Vec::<String>::new(),
            "without the key it looks whole"
        );
        let found = problems(&bench).await;
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(
            found[0].starts_with("* audit/3: written or changed outside"),
            "{found:?}"
        );
    })
    .await;
}

/// The newest rows taken away with the mark that would miss them: a checkpoint kept elsewhere does.
#[tokio::test]
async fn a_checkpoint_kept_elsewhere_misses_the_last_rows() {
    both(async |bench| {
        six(&bench).await;
        let key = log::key(&keys(), "log.example.gov.cn/mingbai").unwrap();
        let (checkpoint, note) = log::take(&bench.store, &keys(), &key, now()).await.unwrap();
        let said: Checkpoint = checkpoint.to_string().parse().unwrap();
        assert_eq!(said, checkpoint);
        assert_eq!(said.audit.as_ref().map(|(seq, _)| *seq), Some(6));
        let with = async |bench: &Bench| {
            let keys = keys();
            bench
                .problems_of(Look {
                    keys: Some(&keys),
                    checkpoint: Some(&note),
                    signer: Some(key.public()),
                    ..Look::default()
                })
                .await
        };
        write_at(&bench, "sign_in", "four", now() + 10.minutes()).await;
        assert_eq!(with(&bench).await, Vec::<String>::new(), "rows that came since are no fault");
        bench.meddle("DELETE FROM audit WHERE seq > 4").await;
        bench
            .meddle("UPDATE marks SET value = (SELECT '4 ' || hash FROM audit WHERE seq = 4) WHERE name = 'audit'")
            .await;
        assert_eq!(problems(&bench).await, Vec::<String>::new(), "from inside it looks whole");
        let found = with(&bench).await;
        assert!(found.iter().any(|one| one.starts_with("* audit: row 6 was there")), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn rows_go_when_their_time_has_passed_and_not_before() {
    both(async |bench| {
        six(&bench).await;
        let later = "2027-03-10T01:00:00Z".parse().unwrap();
        write_at(&bench, "sign_in", "five", later).await;
        let trim = async |first: &str, at: Timestamp| {
            let mut tx = bench.store.begin().await.unwrap();
            let by = NewEntry::default();
            let gone = audit::trim(&mut tx, &keys(), at, day(first), &by)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            gone
        };
        assert_eq!(trim("2026-03-02", later).await, 0, "none is older");
        assert_eq!(trim("2026-03-10", later).await, 6);
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        let left = audit::page(&bench.store, &Filter::default(), 10)
            .await
            .unwrap();
        let kinds: Vec<&str> = left.iter().map(|row| row.kind.as_str()).collect();
        assert_eq!(kinds, [audit::TRIMMED, "sign_in"]);
        // The same once more, half a year too early.
        assert_eq!(trim("2027-03-11", later + 240.hours()).await, 2);
        let found = problems(&bench).await;
        assert!(
            found
                .iter()
                .any(|one| one.contains("rows went before the time")),
            "{found:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn rows_are_found_by_day_kind_and_person_and_paged_by_number() {
    both(async |bench| {
        six(&bench).await;
        write_at(&bench, "sign_in", "two", now() + 48.hours()).await;
        let found = async |filter: Filter, limit| -> Vec<i64> {
            let rows = audit::page(&bench.store, &filter, limit).await.unwrap();
            rows.iter().map(|row| row.seq).collect()
        };
        let plain = Filter::default;
        assert_eq!(found(plain(), 3).await, [7, 6, 5]);
        assert_eq!(
            found(
                Filter {
                    before: Some(5),
                    ..plain()
                },
                3
            )
            .await,
            [4, 3, 2]
        );
        assert_eq!(
            found(
                Filter {
                    kind: Some("sign_in".into()),
                    ..plain()
                },
                9
            )
            .await,
            [7, 6, 1]
        );
        assert_eq!(
            found(
                Filter {
                    person: Some("two".into()),
                    ..plain()
                },
                9
            )
            .await,
            [7, 5, 2]
        );
        assert_eq!(
            found(
                Filter {
                    person: Some("of one".into()),
                    ..plain()
                },
                9
            )
            .await,
            [6, 3, 1]
        );
        assert_eq!(
            found(
                Filter {
                    from: Some(day("2026-03-03")),
                    ..plain()
                },
                9
            )
            .await,
            [7]
        );
        let both_days = Filter {
            from: Some(day("2026-03-01")),
            to: Some(day("2026-03-02")),
            kind: Some("exported".into()),
            ..plain()
        };
        assert_eq!(found(both_days, 9).await, [4]);
    })
    .await;
}

/// A cut log stays a cut log: the end of the chain comes along.
#[tokio::test]
async fn a_backup_brings_the_log_along_as_it_is() {
    both(async |from| {
        for cut in [false, true] {
            let to = bench(from.engine).await;
            if cut {
                from.meddle("DELETE FROM audit WHERE seq = 6").await;
            } else {
                six(&from).await;
            }
            let folder = tempfile::tempdir().unwrap();
            let place = folder.path().join("b");
            backup::backup(&from.store, &from.files, &place)
                .await
                .unwrap();
            backup::restore(&to.store, &to.files, &to.rules(), &place)
                .await
                .unwrap();
            let found = problems(&to).await;
            assert_eq!(found.is_empty(), !cut, "{found:?}");
            let rows = audit::page(&to.store, &Filter::default(), 10)
                .await
                .unwrap();
            assert_eq!(
                rows,
                audit::page(&from.store, &Filter::default(), 10)
                    .await
                    .unwrap()
            );
        }
    })
    .await;
}
