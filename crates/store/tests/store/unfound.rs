//! Questions without an answer: counted by day, bounded, forgotten.

use jiff::civil::date;
use store::unfound;

use crate::engines::both;

#[tokio::test]
async fn questions_are_counted_by_day_up_to_a_limit_and_forgotten() {
    both(async |bench| {
        let store = &bench.store;
        let (first, second) = (date(2026, 11, 23), date(2026, 11, 24));
        let mut tx = store.begin().await.unwrap();
        for (day, query, times) in [
            (first, "停车年票", 1),
            (second, "停车年票", 1),
            (second, "停车年票", 1),
            (second, "渔业捕捞", 3),
            (second, "第三个", 1),
        ] {
            unfound::count(&mut tx, day, query, times, 2).await.unwrap();
        }
        tx.commit().await.unwrap();
        let seen = async |from| {
            let rows = unfound::since(store, from, 10).await.unwrap();
            let shown = rows.into_iter();
            shown
                .map(|row| format!("{} {} {} {}", row.query, row.times, row.days, row.last))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            seen(first).await,
            ["停车年票 3 2 2026-11-24", "渔业捕捞 3 1 2026-11-24"]
        );
        assert_eq!(
            seen(second).await,
            ["渔业捕捞 3 1 2026-11-24", "停车年票 2 1 2026-11-24"]
        );
        let mut tx = store.begin().await.unwrap();
        unfound::sweep(&mut tx, second).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(seen(first).await.len(), 2);
        assert_eq!(seen(date(2026, 11, 25)).await, Vec::<String>::new());
    })
    .await;
}
