//! Reports of both scopes as the organ above and the public see them, and what a year's report is counted from.

use serde_json::{Value, json};
use store::{
    items, ledger, organs, published,
    reports::{self, ReturnRow, Scope},
    requests, tallies,
};

use crate::engines::{Bench, both, day};

impl Bench {
    async fn organ(&self, code: &str, kind: &str, parent: &str) {
        let body = json!({"code": code, "name": format!("{code}局"), "short_name": code, "kind": kind, "parent": parent});
        self.act(code, "organ", 0, "organ_registered", "2025-01-01", body)
            .await;
    }

    /// The acts of one stream, one after the other.
    async fn acts(&self, organ: &str, stream: &str, acts: &[(&str, &str, Value)]) {
        for (expected, (kind, on, body)) in acts.iter().enumerate() {
            let expected = i64::try_from(expected).unwrap();
            self.act(organ, stream, expected, kind, on, body.clone())
                .await;
        }
    }
}

/// A county over a department that handed in, one that was returned and reminded, a town that reported by file, a tax
/// bureau; and over the department a town of its own.
async fn county(bench: &Bench) {
    for (code, kind, parent) in [
        ("A", "office", ""),
        ("B", "department", "A"),
        ("C", "department", "A"),
        ("D", "township", "A"),
        ("T", "vertical", "A"),
        ("U", "vertical", "D"),
        ("E", "township", "B"),
    ] {
        bench.organ(code, kind, parent).await;
    }
    let held = json!({"year": 2025, "report": {"year": 2025, "organ": "B局"}});
    let submitted = [
        (
            "report_drafted",
            "2026-01-10",
            json!({"sections": {"六": "未收费。"}}),
        ),
        (
            "report_answered",
            "2026-01-11",
            json!({"question": "R-23 a", "reason": "失效"}),
        ),
        (
            "report_reviewed",
            "2026-01-12",
            json!({"report": {"year": 2025}, "note": "同意"}),
        ),
        (
            "report_signed",
            "2026-01-13",
            json!({"report": {"year": 2025}, "note": ""}),
        ),
        ("report_submitted", "2026-01-20", held.clone()),
    ];
    bench.acts("B", "report/2025", &submitted).await;
    bench
        .acts(
            "B",
            "consolidated/2025",
            &[(
                "report_submitted",
                "2026-01-25",
                json!({"report": {"year": 2025, "organ": "B局和下属"}}),
            )],
        )
        .await;
    let returned = [
        ("report_submitted", "2026-01-20", held),
        ("report_returned", "2026-01-21", json!({"note": "总计不符"})),
        ("report_chased", "2026-02-03", json!({"note": ""})),
        ("report_chased", "2026-02-10", json!({"note": ""})),
    ];
    bench.acts("C", "report/2025", &returned).await;
    let by_file = [
        (
            "report_received",
            "2026-01-30",
            json!({"report": {"year": 2025, "organ": "D镇"}, "files": []}),
        ),
        (
            "report_accepted",
            "2026-02-01",
            json!({"note": "已核实", "faults": 2}),
        ),
    ];
    bench.acts("D", "report/2025", &by_file).await;
    bench
        .acts(
            "D",
            "report/2024",
            &[(
                "report_adopted",
                "2025-06-01",
                json!({"report": {"year": 2024}, "files": [], "published_on": "2025-01-28"}),
            )],
        )
        .await;
    bench
        .acts(
            "D",
            "report/2023",
            &[(
                "report_adopted",
                "2025-06-01",
                json!({"report": {"year": 2023}, "files": []}),
            )],
        )
        .await;
}

#[tokio::test]
async fn what_the_organs_below_handed_up() {
    both(async |bench| {
        county(&bench).await;
        let s = &bench.store;
        let above = organs::superiors(s).await.unwrap();
        // Over a tax bureau alone stands nobody: it reports up its own line.
        assert_eq!(above.into_iter().collect::<Vec<_>>(), ["A", "B"]);
        let rows = reports::below(s, "A", 2025).await.unwrap();
        let seen: Vec<(&str, Scope, i64, &str, &str)> = rows
            .iter()
            .map(|row| {
                (
                    row.organ.as_str(),
                    row.scope,
                    row.year,
                    row.status.as_str(),
                    row.via.as_str(),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("B", Scope::Consolidated, 2025, "submitted", "ledger"),
                ("B", Scope::Own, 2025, "submitted", "ledger"),
                ("C", Scope::Own, 2025, "returned", ""),
                ("D", Scope::Own, 2024, "published", "file"),
                ("D", Scope::Own, 2025, "accepted", "file"),
            ]
        );
        assert_eq!(
            rows[2],
            ReturnRow {
                organ: "C".into(),
                scope: Scope::Own,
                year: 2025,
                status: "returned".into(),
                // Returned, it counts as not reported (R-19).
                counted: String::new(),
                held_on: None,
                via: String::new(),
                published_on: None,
                edition: 0,
                note: "总计不符".into(),
                chased_on: Some(day("2026-02-10")),
                chases: 2,
                version: 4,
            }
        );
        let last = &rows[4];
        assert_eq!(
            (last.held_on, last.note.as_str()),
            (Some(day("2026-01-30")), "已核实")
        );
        let counted: Value = serde_json::from_str(&last.counted).unwrap();
        assert_eq!(counted["organ"], "D镇");
        // Of last year what was published counts, on the day it was.
        let before: Value = serde_json::from_str(&rows[3].counted).unwrap();
        assert_eq!(
            (before["year"].as_i64(), rows[3].published_on),
            (Some(2024), Some(day("2025-01-28")))
        );
        assert!(reports::below(s, "B", 2025).await.unwrap().is_empty());
        assert!(reports::below(s, "A", 2020).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn one_organs_reports_of_both_scopes() {
    both(async |bench| {
        county(&bench).await;
        let s = &bench.store;
        let own = reports::get(s, "B", 2025).await.unwrap().unwrap();
        assert_eq!(
            own,
            reports::of(s, "B", Scope::Own, 2025)
                .await
                .unwrap()
                .unwrap()
        );
        assert_eq!(own.answers, r#"{"R-23 a":"失效"}"#);
        assert_eq!(own.sections, r#"{"六":"未收费。"}"#);
        assert_eq!((own.version, own.held_on), (5, Some(day("2026-01-20"))));
        let sum = reports::of(s, "B", Scope::Consolidated, 2025)
            .await
            .unwrap();
        assert!(sum.unwrap().held.contains("B局和下属"));
        assert_eq!(
            reports::of(s, "C", Scope::Consolidated, 2025)
                .await
                .unwrap(),
            None
        );
        let years = |rows: Vec<reports::ReportRow>| -> Vec<i64> {
            rows.into_iter().map(|row| row.year).collect()
        };
        assert_eq!(
            years(reports::list(s, "D").await.unwrap()),
            [2025, 2024, 2023]
        );
        assert_eq!(
            years(reports::list_of(s, "B", Scope::Consolidated).await.unwrap()),
            [2025]
        );
        assert!(
            reports::list_of(s, "D", Scope::Consolidated)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(bench.problems().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn the_public_sees_editions_and_nothing_between_them() {
    both(async |bench| {
        county(&bench).await;
        let s = &bench.store;
        let whole = |edition: i64| json!({"report": {"year": 2025, "edition": edition}, "files": [{"hash": "h", "name": "年报.pdf", "media": "application/pdf", "size": 7}]});
        let acts = [
            ("report_published", "2026-01-26", whole(1)),
            ("report_reopened", "2026-03-01", json!({"reason": "行政处罚填错"})),
            ("report_drafted", "2026-03-02", json!({"sections": {}})),
            ("report_published", "2026-03-09", whole(2)),
            ("report_reopened", "2026-04-01", json!({"reason": "又错"})),
        ];
        bench.acts("A", "report/2025", &acts).await;
        bench
            .acts("A", "consolidated/2025", &[("report_published", "2026-02-19", json!({"report": {"sum": true}, "files": []}))])
            .await;
        let now = published::report_of(s, "A", Scope::Own, 2025).await.unwrap().unwrap();
        // While the second correction is prepared the second edition stays public.
        assert_eq!((now.edition, now.published_on), (2, day("2026-03-09")));
        assert_eq!((now.files[0].name.as_str(), now.files[0].size), ("年报.pdf", 7));
        assert!(now.report.contains("\"edition\":2"), "{}", now.report);
        let editions = published::editions(s, "A", Scope::Own, 2025).await.unwrap();
        let told: Vec<(String, &str)> = editions
            .iter()
            .map(|edition| (edition.published_on.to_string(), edition.reason.as_str()))
            .collect();
        assert_eq!(told, [("2026-01-26".into(), "行政处罚填错"), ("2026-03-09".into(), "又错")]);
        assert!(published::report_of(s, "B", Scope::Own, 2025).await.unwrap().is_none(), "handed in is not public");
        let all = published::all_reports(s).await.unwrap();
        let listed: Vec<(i64, &str, Scope)> = all
            .iter()
            .map(|report| (report.year, report.organ.as_str(), report.scope))
            .collect();
        assert_eq!(
            listed,
            [
                (2025, "A", Scope::Consolidated),
                (2025, "A", Scope::Own),
                (2024, "D", Scope::Own),
                (2023, "D", Scope::Own),
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn what_a_years_report_is_counted_from() {
    both(async |bench| {
        let s = &bench.store;
        for organ in ["A", "B"] {
            bench.furnish(organ).await;
        }
        let late = json!({"on": "2025-11-03", "kind": "submitted", "channel": "online", "applicant": "business", "person": "P", "number": "A-2025-0009", "query_hash": "h"});
        bench.act("A", "request/L", 0, "submitted", "2025-11-03", late).await;
        bench.act("A", "request/L", 1, "confirmed", "2025-11-04", json!({"on": "2025-11-04", "kind": "confirmed"})).await;
        bench.act("A", "request/L", 2, "answered", "2026-01-20", json!({"on": "2026-01-20", "kind": "answered", "code": "NONE", "how": "posted"})).await;
        let alike = tallies::alike(s, Some("A"), 2026).await.unwrap();
        let mut groups: Vec<(u64, Option<String>, bool)> = alike
            .iter()
            .map(|group| {
                let fresh = group.fact.received_on == Some(day("2026-01-01"));
                let code = group.fact.closed.map(|(_, code)| code.as_str().to_string());
                (group.count, code, fresh)
            })
            .collect();
        groups.sort_by_key(|group| group.2);
        assert_eq!(
            groups,
            [(1, Some("NONE".into()), false), (1, Some("OPEN-GIVE".into()), true)]
        );
        // A year before its answer it is received and still open.
        let before = tallies::alike(s, Some("A"), 2025).await.unwrap();
        assert_eq!((before.len(), before[0].fact.closed), (1, None));
        let all = tallies::alike(s, None, 2026).await.unwrap();
        let organs: Vec<&str> = all.iter().map(|group| group.organ.as_str()).collect();
        assert_eq!(organs, ["A", "A", "B"]);
        let numbers: Vec<String> = requests::counted(s, "A", 2026)
            .await
            .unwrap()
            .into_iter()
            .map(|row| row.number)
            .collect();
        assert_eq!(numbers, ["A-2025-0009", "A-2026-0001"]);
        let went = requests::year_of(s, "A", 2026).await.unwrap();
        assert_eq!(went.channels, [("counter".to_string(), 1)]);
        assert_eq!((went.closed, went.late), (2, 1));
        assert_eq!(items::count_by_column(s, "A", 2026).await.unwrap(), [("content".to_string(), 1)]);
        assert!(items::count_by_column(s, "A", 2025).await.unwrap().is_empty());
        // Of a county and those directly below it: not of a tax bureau, and not of a town below a department.
        for (code, kind, parent) in [
            ("N", "office", ""),
            ("O", "department", "N"),
            ("Q", "vertical", "N"),
            ("R", "township", "O"),
        ] {
            bench.organ(code, kind, parent).await;
            for serial in ["1", "2"] {
                let item = format!("item/{code}{serial}");
                let drafted = json!({"column": "content", "head": 7, "title": "表", "document_number": "", "made_on": "2026-02-05", "summary": "", "body_html": "", "source_class": "proactive", "attachments": []});
                let published = json!({"index_number": format!("{code}/2026-{serial}"), "published_on": "2026-02-08", "channels": ["portal"]});
                let acts = [
                    ("drafted", "2026-02-05", drafted),
                    ("reviewed", "2026-02-07", json!({"opinion": "publish", "basis": "不涉密"})),
                    ("published", "2026-02-08", published),
                ];
                bench.acts(code, &item, &acts[..if serial == "1" { 3 } else { 2 }]).await;
            }
        }
        for (above, year, published, reviewed) in
            [("N", 2026, 2, 4), ("O", 2026, 2, 4), ("Q", 2026, 0, 0), ("N", 2025, 0, 0)]
        {
            assert_eq!(items::published_below(s, above, year).await.unwrap(), published, "{above}");
            let counted = ledger::count_below(s, above, "reviewed", year).await;
            assert_eq!(counted.unwrap(), reviewed, "{above}");
        }
    })
    .await;
}
