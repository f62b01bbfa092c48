//! Every reading function over a furnished organ.

use store::{
    figures, items, organs,
    published::{self, At, PublicFilter},
    remedies, reports, requests,
};

use crate::engines::{both, day};

#[tokio::test]
async fn what_acts_made_is_read_back() {
    both(async |bench| {
        let s = &bench.store;
        for organ in ["A", "B"] {
            bench.furnish(organ).await;
        }
        assert_eq!(organs::list(s).await.unwrap().len(), 2);
        assert_eq!(organs::children(s, "").await.unwrap().len(), 2);
        assert!(organs::children(s, "A").await.unwrap().is_empty());
        assert_eq!(organs::get(s, "A").await.unwrap().unwrap().name, "甲局");

        let row = requests::get(s, "A", "AR").await.unwrap().unwrap();
        assert_eq!(
            (row.status.as_str(), row.code.as_deref(), row.received_on),
            ("closed", Some("OPEN-GIVE"), Some(day("2026-03-02")))
        );
        assert_eq!(
            requests::by_number(s, "B-2026-0001")
                .await
                .unwrap()
                .unwrap()
                .organ,
            "B"
        );
        assert!(requests::open(s, "A").await.unwrap().is_empty());
        assert_eq!(requests::facts(s, "A", 2026).await.unwrap().len(), 1);
        assert!(requests::facts(s, "A", 2025).await.unwrap().is_empty());
        for (status, text, year, sort, total) in [
            (None, None, None, requests::Sort::Newest, 1),
            (
                Some("closed"),
                Some("2026"),
                Some(2026),
                requests::Sort::Due,
                1,
            ),
            (Some("pending"), None, None, requests::Sort::Due, 0),
            (None, Some("%"), None, requests::Sort::Newest, 0),
            (None, None, Some(2025), requests::Sort::Newest, 0),
        ] {
            let filter = requests::Filter {
                status: status.map(Into::into),
                text: text.map(Into::into),
                year,
                sort,
                limit: 10,
                ..requests::Filter::default()
            };
            assert_eq!(
                requests::list(s, "A", &filter).await.unwrap().1,
                total,
                "{filter:?}"
            );
        }

        let beyond = requests::Filter {
            limit: 10,
            offset: 10,
            ..requests::Filter::default()
        };
        let (rows, total) = requests::list(s, "A", &beyond).await.unwrap();
        assert_eq!(
            (rows.len(), total),
            (0, 1),
            "a page past the end keeps the total"
        );
        let lower = requests::Filter {
            text: Some("a-2026".into()),
            limit: 10,
            ..requests::Filter::default()
        };
        assert_eq!(requests::list(s, "A", &lower).await.unwrap().1, 1);

        let item = items::get(s, "A", "AI").await.unwrap().unwrap();
        assert_eq!((item.status.as_str(), item.version), ("published", 4));
        let filter = items::Filter {
            status: Some("published".into()),
            column: Some("content".into()),
            text: Some("100%".into()),
            limit: 10,
            offset: 0,
        };
        assert_eq!(items::list(s, "A", &filter).await.unwrap().1, 1);
        let beyond = items::Filter {
            offset: 10,
            ..filter
        };
        let (rows, total) = items::list(s, "A", &beyond).await.unwrap();
        assert_eq!((rows.len(), total), (0, 1));
        assert_eq!(items::count_published(s, "A", 2026).await.unwrap(), 1);

        let entered = |year| store::ledger::of_kind(s, "A", "figure_entered", year);
        assert_eq!(entered(2026).await.unwrap().len(), 2);
        assert!(entered(2025).await.unwrap().is_empty());

        let figures = figures::list(s, "A", 2026).await.unwrap();
        assert_eq!((figures.len(), figures[0].value.as_str()), (1, "13"));
        assert_eq!(
            remedies::get(s, "A", "AM").await.unwrap().unwrap().result,
            "upheld"
        );
        assert_eq!(remedies::list(s, "A").await.unwrap().len(), 1);
        assert_eq!(remedies::for_year(s, "A", 2026).await.unwrap().len(), 1);
        assert!(remedies::for_year(s, "A", 2027).await.unwrap().is_empty());
        assert_eq!(reports::list(s, "A").await.unwrap().len(), 1);
        assert_eq!(
            reports::get(s, "A", 2025).await.unwrap().unwrap().status,
            "published"
        );
    })
    .await;
}

#[tokio::test]
async fn only_what_is_published_is_public() {
    both(async |bench| {
        let s = &bench.store;
        bench.furnish("A").await;
        bench.act("A", "item/D", 0, "drafted", "2026-02-05", serde_json::json!({"column": "content", "head": 7, "title": "草稿", "made_on": "2026-02-05", "summary": "", "body_html": "", "source_class": "proactive"})).await;
        let all = PublicFilter { limit: 10, ..PublicFilter::default() };
        let found = async |filter: &PublicFilter| {
            let rows = published::items(s, filter, &At::First).await.unwrap();
            let many = published::counted(s, filter).await.unwrap();
            assert!(!many.more);
            assert_eq!(i64::try_from(rows.len()).unwrap(), many.n);
            many.n
        };
        assert_eq!(found(&all).await, 1);
        let narrow = PublicFilter { organ: Some("A".into()), column: Some("content".into()), head: Some(7), year: Some(2026), validity: Some("valid".into()), text: Some("预算".into()), numbered: false, day: day("2026-03-01"), known_on: None, limit: 10 };
        assert_eq!(found(&narrow).await, 1);
        let numbered = PublicFilter { numbered: true, limit: 10, ..PublicFilter::default() };
        assert_eq!(found(&numbered).await, 0);
        for (organ, total) in [("A", 1), ("B", 0)] {
            let filter = PublicFilter { organ: Some(organ.into()), limit: 5, ..PublicFilter::default() };
            assert_eq!(found(&filter).await, total);
        }
        let latest = published::items(s, &all, &At::First).await.unwrap();
        assert_eq!(latest.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["AI"]);
        assert_eq!(published::item_by_index(s, "A", "A/2026-00001").await.unwrap().as_ref(), latest.first());
        assert!(published::item_by_index(s, "A", "").await.unwrap().is_none(), "a draft has no index number");
        assert!(published::item(s, "A", "D").await.unwrap().is_none());
        let heads = published::heads(s, "A").await.unwrap();
        assert_eq!(heads.iter().map(|one| (one.head, one.items, one.newest)).collect::<Vec<_>>(), [(7, 1, latest[0].published_on)]);
        assert_eq!(published::organs(s).await.unwrap().len(), 1);
        assert_eq!(published::organ(s, "A").await.unwrap().unwrap().name, "甲局");
        assert_eq!(published::reports(s, "A").await.unwrap().len(), 1);
        assert!(published::report(s, "A", 2025).await.unwrap().is_some());
        assert!(published::report(s, "A", 2024).await.unwrap().is_none());
        let stats = published::stats(s, Some("A"), 2026).await.unwrap();
        assert_eq!((stats.received, stats.closed, stats.late, stats.items), (1, 1, 0, 1));
        let feed = published::searchable(s, "A", 0, 100).await.unwrap();
        // The index hears of every act of an item; a draft is not for it.
        assert_eq!((feed.items.len(), feed.gone, feed.upto), (1, vec!["D".to_string()], 14));
        bench.act("A", "item/AI", 4, "repealed", "2026-03-20", serde_json::json!({"reason": "已到期", "by": "甲发〔2026〕9号"})).await;
        let repealed = published::item(s, "A", "AI").await.unwrap().unwrap();
        assert_eq!((repealed.validity.as_str(), repealed.repealed_on, repealed.repealed_by.as_str()), ("repealed", Some(day("2026-03-20")), "甲发〔2026〕9号"));
        bench.act("A", "item/AI", 5, "withdrawn", "2026-04-01", serde_json::json!({"reason": "误"})).await;
        let feed = published::searchable(s, "A", feed.upto, 100).await.unwrap();
        assert_eq!((feed.items.len(), feed.gone), (0, vec!["AI".to_string()]));
    })
    .await;
}
