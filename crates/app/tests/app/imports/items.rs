//! Items of an earlier system.

use app::import::{self, Options, What};

use super::{acts, cells, csv, here, run};
use crate::world::{ORGAN, world};

const ITEMS: &str = "index_number,organ,column,title,document_number,made_on,published_on,summary,body,validity,attachments\n\
    000014348/2025-00012,QH03,content,青禾县防汛应急预案,青政规〔2025〕1号,2025-03-01,2025-03-10,,<p>第一条<script>x()</script></p>,废止,\n\
    ,QH03,rules,公开审查制度,,2025-05-01,2025-05-09,审查的步骤,先审查后公开,,\n\
    ,QH03,content,待发布的通知,,2025-12-01,,,正文,,\n";

#[tokio::test]
async fn items_keep_their_number_and_day() {
    let w = world("2026-01-05").await;
    let first = run(&w.app, What::Items, vec![csv("目录.csv", ITEMS)])
        .await
        .unwrap();
    assert_eq!((first.added, first.already), (3, 0));
    assert_eq!(first.warnings.len(), 1, "no column for the head of Art. 20");
    let before = acts(&w).await;
    let again = run(&w.app, What::Items, vec![csv("目录.csv", ITEMS)])
        .await
        .unwrap();
    assert_eq!((again.added, again.already), (0, 3));
    assert_eq!(acts(&w).await, before);

    let filter = store::items::Filter {
        limit: 10,
        ..store::items::Filter::default()
    };
    let (rows, _) = store::items::list(&w.app.store, ORGAN, &filter)
        .await
        .unwrap();
    let of = |title: &str| rows.iter().find(|row| row.title.contains(title)).unwrap();
    let plan = of("防汛");
    assert_eq!(
        (
            plan.index_number.as_str(),
            plan.validity.as_str(),
            plan.status.as_str()
        ),
        ("000014348/2025-00012", "repealed", "published")
    );
    assert_eq!(plan.published_on.unwrap().to_string(), "2025-03-10");
    assert!(!plan.body_html.contains("script"), "{}", plan.body_html);
    assert_eq!(plan.summary, "第一条");
    assert_eq!(of("审查").index_number, "QH03/2025-00001");
    assert_eq!(of("待发布").status, "draft");
    let acts = store::ledger::tail(&w.app.store, ORGAN, 0, 100)
        .await
        .unwrap();
    let published = acts.iter().find(|act| act.kind == "published").unwrap();
    assert_eq!(
        published.on_date.to_string(),
        "2026-01-05",
        "the ledger does not back-date (W-10)"
    );

    app::index::catch_up(&w.app).await.unwrap();
    let found = app::find::search(
        &w.app,
        search::Query {
            text: "防汛应急预案".into(),
            ..search::Query::default()
        },
    )
    .await
    .unwrap();
    assert_eq!(found.total, 1);
    let hidden = app::find::search(
        &w.app,
        search::Query {
            text: "待发布".into(),
            ..search::Query::default()
        },
    )
    .await
    .unwrap();
    assert_eq!(hidden.total, 0, "a draft is not public");
}

#[tokio::test]
async fn bad_items_are_named() {
    let w = world("2026-01-05").await;
    let heading =
        "index_number,organ,column,head,title,made_on,published_on,body,source_class,attachments";
    #[rustfmt::skip]
    let cases = [
        (",QH03,content,1,,2025-01-01,,正文,,", "title", "A-12.2"),
        (",QH03,别的栏目,1,题,2025-01-01,,正文,,", "column", "form"),
        (",QH03,content,16,题,2025-01-01,,正文,,", "head", "A-20"),
        (",QH03,content,,题,2025-01-01,,正文,,", "head", "A-20"),
        (",QH03,content,1,题,2025-01-32,,正文,,", "made_on", "form"),
        (",QH03,content,1,题,2025-01-10,2025-01-09,正文,,", "published_on", "W-10"),
        (",QH03,content,1,题,2025-01-10,2026-01-06,正文,,", "published_on", "W-10"),
        ("X-1,QH03,content,1,题,2025-01-10,,正文,,", "published_on", "W-10"),
        (",QH03,content,1,题,2025-01-10,2025-01-11,正文,依申请公开,", "source_class", "S-8"),
        (",QH03,content,1,题,2025-01-10,,正文,,没有的.pdf", "attachments", "upload"),
        (",QH03,content,1,题,2025-01-10,,,,", "body", "A-24"),
    ];
    let before = acts(&w).await;
    for (bad, column, rule) in cases {
        let text = format!("{heading}\n{bad}\n");
        let found = cells(run(&w.app, What::Items, vec![csv("a.csv", &text)]).await);
        assert!(
            found
                .iter()
                .any(|c| (c.row, c.column.as_str(), c.rule.as_str()) == (2, column, rule)),
            "{bad}: {found:?}"
        );
    }
    assert_eq!(acts(&w).await, before);
}

#[tokio::test]
async fn attachments_go_with_items() {
    let w = world("2026-01-05").await;
    let text = "column,head,title,made_on,published_on,body,attachments\ncontent,1,题,2025-01-01,2025-01-02,正文,附表.txt\n";
    let options = Options {
        attachment: Some(Box::new(|name| (name == "附表.txt").then(|| "表".into()))),
        ..here()
    };
    let done = import::items(&w.app, vec![csv("a.csv", text)], &options, "import")
        .await
        .unwrap();
    assert_eq!(done.added, 1);
    let filter = store::items::Filter {
        limit: 10,
        ..store::items::Filter::default()
    };
    let (rows, _) = store::items::list(&w.app.store, ORGAN, &filter)
        .await
        .unwrap();
    assert!(
        rows[0].attachments.contains("附表.txt"),
        "{}",
        rows[0].attachments
    );
}
