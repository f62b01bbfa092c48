//! How both engines read the pages of lists: by a look into an index, whatever lies before a page.

use serde_json::json;
use sqlx::{AssertSqlSafe, Row};
use store::{
    Engine,
    published::{self, At, PublicFilter},
    requests::{self, Filter, Sort},
};

use crate::engines::{Bench, both, day};

/// No page of a list sorts, and none reads what lies before it, on either engine.
#[tokio::test]
async fn every_page_of_a_list_is_a_look_into_an_index() {
    both(async |bench| {
        public_item(&bench).await;
        bench.meddle(MANY).await;
        analyze(&bench).await;
        let organ = || PublicFilter {
            organ: Some("A".into()),
            limit: 21,
            ..PublicFilter::default()
        };
        let all = || PublicFilter {
            limit: 21,
            ..PublicFilter::default()
        };
        let validity = |validity: &str, base: PublicFilter| PublicFilter {
            validity: Some(validity.into()),
            day: day("2026-03-01"),
            ..base
        };
        for (filter, index) in [
            (all(), "public_items_latest"),
            (organ(), "public_items_of_organ"),
            (
                PublicFilter {
                    column: Some("rules".into()),
                    ..all()
                },
                "public_items_placed",
            ),
            (
                PublicFilter {
                    column: Some("rules".into()),
                    ..organ()
                },
                "public_items_placed_of_organ",
            ),
            (
                PublicFilter {
                    head: Some(7),
                    ..all()
                },
                "public_items_head",
            ),
            (
                PublicFilter {
                    column: Some("content".into()),
                    head: Some(7),
                    ..organ()
                },
                "public_items_column",
            ),
            (
                PublicFilter {
                    year: Some(2025),
                    ..organ()
                },
                "public_items_of_organ",
            ),
            (
                PublicFilter {
                    numbered: true,
                    ..all()
                },
                "public_items_numbered",
            ),
            (validity("valid", all()), "public_items_latest"),
            (validity("repealed", all()), "public_items_moot"),
            (validity("expired", organ()), "public_items_moot_of_organ"),
        ] {
            for at in [
                At::First,
                At::After(day("2025-12-31"), "L3".into()),
                At::Before(day("2011-06-01"), "L7".into()),
                At::Last,
            ] {
                let read = published::statement(&filter, &at);
                look(&bench, read, index, &format!("{filter:?} {at:?}")).await;
            }
        }
        let file = plan(&bench, (published::PARTS.into(), Vec::new())).await;
        assert!(through(&file, "public_items_year"), "{file:#?}");
        // What was amended is looked up, whatever else is public.
        let amended = published::statement(&validity("amended", all()), &At::First);
        let amended = plan(&bench, amended).await;
        let read_whole = amended
            .iter()
            .any(|line| line.contains("public_items_latest"));
        assert!(!read_whole, "{amended:#?}");
    })
    .await;
}

/// The same of the office's list of requests, in both orders.
#[tokio::test]
async fn every_page_of_requests_is_a_look_into_an_index() {
    both(async |bench| {
        let body = json!({"on": "2026-03-02", "kind": "submitted", "number": "A-2026-00001", "channel": "counter", "applicant": "natural", "person": "p", "query_hash": "h"});
        bench.act("A", "request/R", 0, "submitted", "2026-03-02", body).await;
        bench.meddle(MANY_REQUESTS).await;
        analyze(&bench).await;
        let with = |change: fn(&mut Filter)| {
            let mut filter = Filter {
                limit: 21,
                ..Filter::default()
            };
            change(&mut filter);
            filter
        };
        for (filter, index) in [
            (with(|_| {}), "requests_submitted"),
            (with(|one| one.sort = Sort::Due), "requests_by_last_day"),
            (with(|one| one.status = Some("closed".into())), "requests_by_status"),
            (with(|one| one.office = Some("x".into())), "requests_by_office"),
            (with(|one| one.code = Some("OPEN".into())), "requests_by_code"),
        ] {
            let place = |day: &str| (day.to_string(), "A-2015-05000".to_string());
            let (day, number) = place("2015-05-12");
            for at in [
                requests::At::First,
                requests::At::After(day.clone(), number.clone()),
                requests::At::Before(day, number),
            ] {
                let read = requests::statement("A", &filter, &at);
                look(&bench, read, index, &format!("{filter:?} {at:?}")).await;
            }
        }
    })
    .await;
}

/// One public item, of which many more are made.
async fn public_item(bench: &Bench) {
    let content = json!({"column": "content", "head": 1, "title": "第0件", "made_on": "2026-02-05",
        "source_class": "proactive", "document_number": ""});
    bench
        .act("A", "item/L0", 0, "drafted", "2026-02-05", content)
        .await;
    let published = json!({"index_number": "0", "published_on": "2026-02-05", "imported": true});
    bench
        .act("A", "item/L0", 1, "published", "2026-02-05", published)
        .await;
}

async fn analyze(bench: &Bench) {
    if bench.engine == Engine::Postgres {
        sqlx::query("ANALYZE").execute(&bench.raw).await.unwrap();
    }
}

/// How the engine reads a statement.
async fn plan(bench: &Bench, (mut statement, binds): (String, Vec<String>)) -> Vec<String> {
    for (place, value) in binds.iter().enumerate().rev() {
        statement = statement.replace(&format!("${}", place + 1), &format!("'{value}'"));
    }
    let (explain, column) = match bench.engine {
        Engine::Sqlite => ("EXPLAIN QUERY PLAN", 3),
        Engine::Postgres => ("EXPLAIN", 0),
    };
    let rows = sqlx::query(AssertSqlSafe(format!("{explain} {statement}")))
        .fetch_all(&bench.raw)
        .await
        .unwrap();
    rows.iter().map(|row| row.get(column)).collect()
}

fn through(plan: &[String], index: &str) -> bool {
    let index = format!(" {index} ");
    plan.iter()
        .any(|line| format!("{} ", line.replace(['(', ')'], " ")).contains(&index))
}

/// Asks the engine how it reads a page: through the index, without sorting.
async fn look(bench: &Bench, read: (String, Vec<String>), index: &str, what: &str) {
    let plan = plan(bench, read).await;
    let looked = through(&plan, index);
    let sorts = plan
        .iter()
        .any(|line| line.contains("TEMP B-TREE") || line.contains("Sort"));
    assert!(looked && !sorts, "{:?} {what}: {plan:#?}", bench.engine);
}

/// Thirty thousand more like the first, of sixteen years, one in seven of them closed.
const MANY_REQUESTS: &str = "INSERT INTO requests (organ, id, number, submitted_on, received_on, channel, applicant, person, query_hash, \
    status, due, latest, provisional, closed_on, code, report_row, version, recount_on, handler, office) \
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) \
    SELECT organ, 'M' || CAST(100000 + i AS TEXT), 'A-20' || CAST(10 + i % 16 AS TEXT) || '-' || CAST(100000 + i AS TEXT), \
    '20' || CAST(10 + i % 16 AS TEXT) || '-0' || CAST(1 + i % 9 AS TEXT) || '-1' || CAST(i % 10 AS TEXT), received_on, channel, applicant, \
    person, query_hash, CASE i % 7 WHEN 0 THEN 'closed' ELSE 'received' END, \
    '20' || CAST(10 + i % 16 AS TEXT) || '-0' || CAST(1 + i % 9 AS TEXT) || '-2' || CAST(i % 8 AS TEXT), latest, provisional, closed_on, \
    CASE i % 5 WHEN 0 THEN 'OPEN' ELSE NULL END, report_row, version, recount_on, handler, CASE i % 6 WHEN 0 THEN 'x' ELSE '' END \
    FROM requests CROSS JOIN n WHERE organ = 'A' AND id = 'R'";

/// Thirty thousand more like the first, of three organs, two columns and sixteen years, one in seven of them moot, one numbered.
const MANY: &str = "INSERT INTO public_items (organ, id, index_number, placed, head, kind, title, document_number, made_on, \
    published_on, published_time, changed_on, changes, news_on, validity, summary, body_html, attachments, repealed_on, \
    repealed_by, version, act_hash, in_force_from, in_force_until, explain_by, comments_until, comments_short, gists, says_until, shown_at) \
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) \
    SELECT CASE i % 11 WHEN 0 THEN 'A' WHEN 1 THEN 'B' ELSE 'C' END, 'M' || CAST(100000 + i AS TEXT), index_number, \
    CASE i % 4 WHEN 0 THEN 'rules' ELSE 'content' END, CASE i % 4 WHEN 0 THEN 0 ELSE 1 + i % 15 END, kind, title, \
    CASE i % 7 WHEN 0 THEN 'x' ELSE '' END, made_on, \
    '20' || CAST(10 + i % 16 AS TEXT) || '-0' || CAST(1 + i % 9 AS TEXT) || '-1' || CAST(i % 10 AS TEXT), published_time, changed_on, \
    changes, news_on, CASE i % 7 WHEN 1 THEN 'repealed' WHEN 2 THEN 'expired' ELSE 'valid' END, summary, body_html, attachments, repealed_on, repealed_by, \
    version, act_hash, in_force_from, in_force_until, explain_by, comments_until, comments_short, gists, says_until, shown_at \
    FROM public_items CROSS JOIN n WHERE organ = 'A' AND id = 'L0'";
