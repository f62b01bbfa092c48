//! Whatever is changed behind the store's back, verify names it.

use crate::engines::both;

#[tokio::test]
async fn an_untouched_installation_verifies() {
    both(async |bench| {
        bench.furnish("A").await;
        assert_eq!(bench.problems().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn each_meddling_is_named() {
    let cases = [
        (
            "UPDATE acts SET body = REPLACE(body, 'handed', 'posted') WHERE seq = 3",
            "A act 3:",
        ),
        (
            "UPDATE acts SET on_date = '2026-03-01' WHERE seq = 2",
            "A act 2:",
        ),
        (
            "UPDATE acts SET recorded_at = '2026-03-02T07:70:00.000000Z' WHERE seq = 4",
            "A act 4: damaged",
        ),
        (
            "UPDATE requests SET submitted_on = '2026-71-20'",
            "A requests/AR: damaged",
        ),
        ("DELETE FROM acts WHERE seq = 13", "A head:"),
        ("DELETE FROM acts WHERE seq = 5", "A act 5:"),
        ("DELETE FROM heads", "A head:"),
        (
            "UPDATE requests SET due = '2027-01-01'",
            "A requests/AR: the projection differs from the acts in: due",
        ),
        (
            "UPDATE counters SET value = 0 WHERE name = 'request/2026'",
            "A counters/request/2026: the series stands at 0, the last number given is 1",
        ),
        (
            "DELETE FROM counters WHERE name = 'index/2026'",
            "A counters/index/2026: the series is missing, the last number given is 1",
        ),
        (
            "INSERT INTO claims VALUES ('A', 'k', '01JKF0EBE0VWK04MY9HY26KD9T@3')",
            "A claims/k: no act made what the key stands for",
        ),
        (
            "DELETE FROM people",
            "A people/P: acts name a person who is not there",
        ),
        ("UPDATE items SET title = '改'", "A items/AI:"),
        ("UPDATE public_items SET title = '改'", "A public_items/AI:"),
        (
            "DELETE FROM public_items",
            "A public_items/AI: the projection lacks this row",
        ),
        (
            "UPDATE figures SET value = '99'",
            "A figures/2026/行政许可:",
        ),
        ("UPDATE organs SET name = '改'", "A organs/A:"),
        (
            "DELETE FROM remedies",
            "A remedies/AM: the projection lacks this row",
        ),
        (
            "UPDATE figures SET organ = 'Z'",
            "Z figures/2026/行政许可: no act made this row",
        ),
        (
            "UPDATE acts SET body = '{}' WHERE seq = 13",
            "A act 13: its content does not match its hash",
        ),
        (
            "UPDATE acts SET prev = '' WHERE seq = 9",
            "A act 9: it does not follow the act before",
        ),
        (
            "UPDATE heads SET recorded_at = '2030-01-01T00:00:00.000000Z'",
            "A head: the head says",
        ),
        (
            "UPDATE heads SET seq = 14",
            "A head: the head says act 14, the ledger ends at 13",
        ),
        (
            "UPDATE reports SET year = 2024",
            "A reports/2024: no act made this row",
        ),
        (
            "UPDATE tallies SET count = count + 1",
            "A tallies/2026/natural/2026/OPEN-GIVE: the projection differs from the acts",
        ),
        (
            "UPDATE tallies SET received = '2025'",
            "A tallies/2026/natural/2026/OPEN-GIVE: the projection lacks this row",
        ),
        (
            "UPDATE tallies SET organ = 'Z'",
            "Z tallies/2026/natural/2026/OPEN-GIVE: no act made this row",
        ),
    ];
    for (statement, named) in cases {
        both(async |bench| {
            bench.furnish("A").await;
            bench.meddle(statement).await;
            let problems = bench.problems().await;
            assert!(
                problems.iter().any(|problem| problem.starts_with(named)),
                "{statement} on {:?}: {problems:?}",
                bench.engine
            );
        })
        .await;
    }
}

#[tokio::test]
async fn a_changed_file_and_a_missing_file_are_named() {
    both(async |bench| {
        bench.furnish("A").await;
        let hash = bench.files.list().await.unwrap().remove(0);
        let path = bench
            .folder
            .path()
            .join("files")
            .join(&hash[..2])
            .join(&hash);
        std::fs::write(&path, "别的材料").unwrap();
        assert!(bench.problems().await[0].starts_with(&format!("A file {hash}:")));
        std::fs::remove_file(&path).unwrap();
        assert!(bench.problems().await[0].ends_with("the file is missing"));
        for damage in ["别的材料", ""] {
            std::fs::write(&path, damage).unwrap();
            assert_eq!(
                bench.files.put("给您的材料".as_bytes()).await.unwrap(),
                hash
            );
            assert_eq!(bench.problems().await, Vec::<String>::new());
        }
    })
    .await;
}
