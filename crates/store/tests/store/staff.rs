//! The seals of staff rows and of what opens doors: what was changed outside of the program is seen, and no later change covers it up.

use jiff::ToSpan;
use serde_json::json;
use store::{
    ledger::{self, NewAct},
    links, project, seals,
    staff::{self, NewSession, StaffRow},
    tokens::{self, NewToken},
    verify::Look,
};

use crate::engines::{Bench, both, day, keys, now};

fn row(id: &str) -> StaffRow {
    let row = StaffRow {
        id: id.into(),
        organ: "A".into(),
        login: id.into(),
        name: "甲".into(),
        roles: "clerk".into(),
        asked: String::new(),
        password_hash: "-".into(),
        disabled: false,
        mail: String::new(),
        lang: "zh".into(),
        factor: String::new(),
        seal: String::new(),
    };
    row.sealed(&keys())
}

async fn problems(bench: &Bench) -> Vec<String> {
    let keys = keys();
    let look = Look {
        keys: Some(&keys),
        ..Look::default()
    };
    bench.problems_of(look).await
}

/// Somebody who works here, with a session, a link, a program's token and a feed.
async fn doors_of_one(bench: &Bench) {
    let keys = keys();
    let mut tx = bench.store.begin().await.unwrap();
    staff::insert(&mut tx, &row("one")).await.unwrap();
    let session = NewSession {
        token_hash: "session".into(),
        staff: "one".into(),
        csrf: "c".into(),
        expires_at: now() + 1.hour(),
        begun_at: now(),
        place: String::new(),
    };
    staff::insert_session(&mut tx, &keys, &session)
        .await
        .unwrap();
    links::make(&mut tx, &keys, ("link", "one"), now() + 1.hour())
        .await
        .unwrap();
    for (id, kind) in [("1", "api"), ("2", "feed")] {
        let token = NewToken {
            organ: "A",
            id,
            kind,
            name: "业务系统",
            staff: if kind == "feed" { "one" } else { "" },
            roles: if kind == "api" { "clerk" } else { "" },
            token_hash: kind,
            made_by: "one",
            made_at: now(),
            expires_at: now() + 1.hour(),
        };
        tokens::insert(&mut tx, &keys, &token).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Which of the four doors open.
async fn open(bench: &Bench) -> Vec<&'static str> {
    let (store, keys) = (&bench.store, keys());
    let mut open = Vec::new();
    let session = staff::session(store, &keys, "session", now()).await;
    if session.unwrap().is_some() {
        open.push("session");
    }
    if (links::owner(store, &keys, "link", now()).await.unwrap()).is_some() {
        open.push("link");
    }
    for kind in ["api", "feed"] {
        if (tokens::valid(store, &keys, kind, kind, now())
            .await
            .unwrap())
        .is_some()
        {
            open.push(kind);
        }
    }
    open
}

/// What is done behind the program's back, what is named then, and which door is shut.
const MEDDLED: [(&str, &str, &str); 10] = [
    (
        "UPDATE sessions SET expires_at = '2027-01-01T00:00:00Z'",
        "A sessions/one:",
        "session",
    ),
    (
        "UPDATE sessions SET csrf = 'd'",
        "A sessions/one:",
        "session",
    ),
    (
        "UPDATE sessions SET seal = ''",
        "A sessions/one:",
        "session",
    ),
    (
        "UPDATE links SET expires_at = '2027-01-01T00:00:00Z'",
        "A links/one:",
        "link",
    ),
    ("UPDATE links SET seal = ''", "A links/one:", "link"),
    (
        "UPDATE tokens SET roles = 'clerk,leader' WHERE id = '1'",
        "A tokens/1:",
        "api",
    ),
    (
        "UPDATE tokens SET made_by = 'x' WHERE id = '1'",
        "A tokens/1:",
        "api",
    ),
    (
        "UPDATE tokens SET expires_at = '2027-01-01T00:00:00Z' WHERE id = '1'",
        "A tokens/1:",
        "api",
    ),
    (
        "UPDATE tokens SET staff = 'x' WHERE id = '2'",
        "A tokens/2:",
        "feed",
    ),
    (
        "UPDATE tokens SET seal = '' WHERE id = '2'",
        "A tokens/2:",
        "feed",
    ),
];

#[tokio::test]
async fn a_door_that_was_made_or_changed_elsewhere_opens_nothing_and_is_named() {
    both(async |bench| {
        bench.furnish("A").await;
        for (meddled, named, shut) in MEDDLED {
            doors_of_one(&bench).await;
            assert_eq!(problems(&bench).await, Vec::<String>::new());
            assert_eq!(open(&bench).await, ["session", "link", "api", "feed"]);
            bench.meddle(meddled).await;
            let found = problems(&bench).await;
            assert_eq!(found.len(), 1, "{meddled}: {found:?}");
            assert!(found[0].starts_with(named), "{meddled}: {found:?}");
            let open = open(&bench).await;
            assert_eq!(
                (open.len(), open.contains(&shut)),
                (3, false),
                "{meddled}: {open:?}"
            );
            for all in [
                "DELETE FROM staff",
                "DELETE FROM sessions",
                "DELETE FROM links",
                "DELETE FROM tokens",
            ] {
                bench.meddle(all).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_that_was_ended_is_not_opened_again_elsewhere() {
    both(async |bench| {
        bench.furnish("A").await;
        doors_of_one(&bench).await;
        let mut tx = bench.store.begin().await.unwrap();
        tokens::revoke(&mut tx, &keys(), "A", "1", now())
            .await
            .unwrap();
        tokens::revoke_feeds(&mut tx, &keys(), "A", "one", now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(problems(&bench).await, Vec::<String>::new(), "ended here");
        bench.meddle("UPDATE tokens SET revoked_at = NULL").await;
        assert_eq!(open(&bench).await, ["session", "link"]);
        assert_eq!(problems(&bench).await.len(), 2);
        let api = tokens::living(&bench.store, &keys(), "A", "api", now()).await;
        assert_eq!(api.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_looked_at_is_cleared_and_a_planted_token_waits_to_be_ended() {
    both(async |bench| {
        bench.furnish("A").await;
        doors_of_one(&bench).await;
        for all in [
            "UPDATE sessions SET seal = 'x'",
            "UPDATE links SET seal = 'x'",
            "UPDATE tokens SET seal = 'x'",
        ] {
            bench.meddle(all).await;
        }
        assert_eq!(problems(&bench).await.len(), 4);
        let clear = async || {
            let mut tx = bench.store.begin().await.unwrap();
            seals::clear_doors(&mut tx, &keys()).await.unwrap();
            tx.commit().await.unwrap();
        };
        clear().await;
        let left = problems(&bench).await;
        assert_eq!(left.len(), 2, "{left:?}");
        assert!(
            left.iter().all(|one| one.starts_with("A tokens/")),
            "{left:?}"
        );
        let mut tx = bench.store.begin().await.unwrap();
        tokens::revoke(&mut tx, &keys(), "A", "1", now())
            .await
            .unwrap();
        tokens::revoke(&mut tx, &keys(), "A", "2", now())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            problems(&bench).await.len(),
            2,
            "ending one gives it no seal"
        );
        clear().await;
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        assert_eq!(open(&bench).await, Vec::<&str>::new());
    })
    .await;
}

#[tokio::test]
async fn the_doors_of_an_older_installation_are_sealed_as_they_stand() {
    both(async |bench| {
        bench.furnish("A").await;
        doors_of_one(&bench).await;
        for all in [
            "UPDATE sessions SET seal = ''",
            "UPDATE links SET seal = ''",
            "UPDATE tokens SET seal = ''",
        ] {
            bench.meddle(all).await;
        }
        assert_eq!(open(&bench).await, Vec::<&str>::new());
        let mut tx = bench.store.begin().await.unwrap();
        seals::seal_doors(&mut tx, &keys()).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(open(&bench).await, ["session", "link", "api", "feed"]);
        assert_eq!(problems(&bench).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_change_made_here_covers_up_none_that_was_made_elsewhere() {
    both(async |bench| {
        let keys = keys();
        bench.furnish("A").await;
        let mut tx = bench.store.begin().await.unwrap();
        for id in ["one", "two"] {
            staff::insert(&mut tx, &row(id)).await.unwrap();
        }
        staff::set_roles(&mut tx, &keys, "two", "leader")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        bench
            .meddle("UPDATE staff SET roles = 'clerk,admin' WHERE id = 'one'")
            .await;
        let mut tx = bench.store.begin().await.unwrap();
        staff::set_password(&mut tx, &keys, "one", "another")
            .await
            .unwrap();
        staff::set_disabled(&mut tx, &keys, "one", true)
            .await
            .unwrap();
        staff::set_roles(&mut tx, &keys, "one", "clerk,admin,leader")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let found = problems(&bench).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("A staff/one:"), "{found:?}");
        // Once somebody has looked at it, it is sealed as it stands.
        let mut tx = bench.store.begin().await.unwrap();
        staff::seal(&mut tx, &keys, "one").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(problems(&bench).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_installation_of_before_seals_has_none_at_all() {
    both(async |bench| {
        let before = || staff::of_before_seals(&bench.store);
        assert!(!before().await.unwrap(), "nobody works here yet");
        let mut tx = bench.store.begin().await.unwrap();
        for id in ["one", "two"] {
            staff::insert(&mut tx, &row(id)).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert!(!before().await.unwrap());
        bench
            .meddle("UPDATE staff SET seal = '' WHERE id = 'one'")
            .await;
        assert!(!before().await.unwrap(), "one of two was added elsewhere");
        bench.meddle("UPDATE staff SET seal = ''").await;
        assert!(before().await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn whoever_acted_and_was_deleted_is_named() {
    both(async |bench| {
        const WHO: &str = "01JJ0N9DE0SQCPJARZH1DWY58V";
        bench.furnish("A").await;
        let mut tx = bench.store.begin().await.unwrap();
        staff::insert(&mut tx, &row(WHO)).await.unwrap();
        tx.commit().await.unwrap();
        let stream = "figure/2026".parse().unwrap();
        let body = json!({"year": 2026, "row": "行政许可", "value": "14", "source": "台账", "reason": "更正"});
        let mut tx = bench.store.begin().await.unwrap();
        let act = NewAct {
            organ: "A",
            stream: &stream,
            expected: 2,
            kind: "figure_entered",
            body: &body,
            on: day("2026-03-03"),
            actor: WHO,
        };
        ledger::append(&mut tx, now(), &act).await.unwrap();
        project::apply(&mut tx, &bench.rules(), "A", &stream)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        bench.meddle("DELETE FROM staff").await;
        let found = problems(&bench).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains(WHO), "{found:?}");
    })
    .await;
}
