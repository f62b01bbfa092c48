//! The seals of staff rows: what was changed outside of the program is seen, and no later change covers it up.

use store::{
    staff::{self, StaffRow},
    verify::Look,
};

use crate::engines::{Bench, both, keys};

fn row(id: &str) -> StaffRow {
    let row = StaffRow {
        id: id.into(),
        organ: "A".into(),
        login: id.into(),
        name: "甲".into(),
        roles: "clerk".into(),
        password_hash: "-".into(),
        disabled: false,
        mail: String::new(),
        lang: "zh".into(),
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
    let problems = bench.problems_of(look).await;
    let of_staff = problems.into_iter().filter(|one| one.contains("staff/"));
    of_staff.collect()
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
