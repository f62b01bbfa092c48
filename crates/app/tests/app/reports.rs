use app::{
    figures::{self, NewFigure},
    reports,
    requests::{self, Attach},
};
use law::{
    case::{Applicant, Channel},
    report::{Column, Row},
};
use serde_json::json;

use crate::world::{ORGAN, act, by, may, request, world};

/// The worked example of law.md 2.3, played on the ledger: 2 carried in, 14 received, 15 closed, 1 left.
#[tokio::test]
async fn the_worked_example_comes_out_of_the_ledger() {
    let w = world("2025-12-30").await;
    let mut open = Vec::new();
    let file = async |day: &str, applicant: Applicant, serial: usize| {
        let mut new = request(Channel::Counter);
        new.applicant = applicant;
        requests::file(&w.on(day), &new, &format!("{day}-{serial}"))
            .await
            .unwrap()
            .id
    };
    open.push((
        Applicant::Natural,
        file("2025-12-30", Applicant::Natural, 0).await,
    ));
    open.push((
        Applicant::Business,
        file("2025-12-30", Applicant::Business, 1).await,
    ));
    for serial in 0..11 {
        open.push((
            Applicant::Natural,
            file("2026-01-05", Applicant::Natural, serial).await,
        ));
    }
    for serial in 11..13 {
        open.push((
            Applicant::Business,
            file("2026-01-05", Applicant::Business, serial).await,
        ));
    }
    open.push((
        Applicant::LegalService,
        file("2026-01-05", Applicant::LegalService, 13).await,
    ));
    let answers = [
        (Applicant::Natural, "OPEN-GIVE", 4),
        (Applicant::Natural, "PART", 2),
        (Applicant::Natural, "NO-THIRD", 1),
        (Applicant::Natural, "NONE", 2),
        (Applicant::Natural, "PETITION", 1),
        (Applicant::Natural, "OTHER", 1),
        (Applicant::Business, "OPEN-PUB", 2),
        (Applicant::Business, "NO-PROCESS", 1),
        (Applicant::LegalService, "PART", 1),
    ];
    let app = w.on("2026-01-06");
    for (applicant, code, times) in answers {
        for _ in 0..times {
            let place = open.iter().position(|(its, _)| *its == applicant).unwrap();
            let (_, id) = open.remove(place);
            w.close(&app, &id, code).await.unwrap();
        }
    }
    let built = reports::build(&w.on("2027-01-04"), ORGAN, 2026)
        .await
        .unwrap();
    let table = &built.report.table3;
    let total = |row| table.get(row, Column::Total).unwrap();
    assert_eq!(
        (
            total(Row::New),
            total(Row::CarriedIn),
            total(Row::Total),
            total(Row::CarriedOut)
        ),
        (14, 2, 15, 1)
    );
    let key = law::outcome::Code::NoProcess.row().key();
    let entries = reports::cell(&app, ORGAN, 2026, "3", key, "商业企业")
        .await
        .unwrap();
    assert_eq!(entries.len(), 1);
    for row in Row::ALL {
        for column in Column::ALL {
            let entries = reports::cell(&app, ORGAN, 2026, "3", row.key(), column.key())
                .await
                .unwrap();
            assert_eq!(
                table.get(row, column),
                i64::try_from(entries.len()).ok(),
                "{} {}",
                row.key(),
                column.key()
            );
        }
    }
}

#[tokio::test]
async fn a_figure_nobody_entered_is_blank_and_its_entry_opens() {
    let w = world("2026-06-30").await;
    let before = reports::build(&w.app, ORGAN, 2026).await.unwrap();
    assert_eq!(before.report.table2.licences(), None);
    let new = NewFigure {
        year: 2026,
        row: "行政许可".into(),
        value: "１２".into(),
        source: "许可台账".into(),
        reason: String::new(),
    };
    figures::enter(&w.app, &by(&w.clerk), &new).await.unwrap();
    let after = reports::build(&w.app, ORGAN, 2026).await.unwrap();
    assert_eq!(after.report.table2.licences(), Some(12));
    let entries = reports::cell(&w.app, ORGAN, 2026, "2", "行政许可", "本年处理决定数量")
        .await
        .unwrap();
    assert_eq!(
        (entries[0].value.as_str(), entries[0].note.as_str()),
        ("12", "许可台账")
    );
}

#[tokio::test]
async fn bad_figures_are_refused() {
    let w = world("2026-06-30").await;
    for (row, value) in [
        ("行政许可", "-1"),
        ("行政许可", "1.5"),
        ("行政许可", "约20"),
        ("行政许可", "/"),
        ("行政事业性收费", "1.1234567"),
        ("没有这行", "1"),
    ] {
        let new = NewFigure {
            year: 2026,
            row: row.into(),
            value: value.into(),
            source: "台账".into(),
            reason: String::new(),
        };
        assert!(
            matches!(
                figures::enter(&w.app, &by(&w.clerk), &new).await,
                Err(app::Error::Invalid(_))
            ),
            "{row} {value}"
        );
    }
}

#[tokio::test]
async fn the_draft_says_what_fees_the_ledger_holds() {
    let w = world("2026-03-02").await;
    let before = reports::build(&w.app, ORGAN, 2026).await.unwrap();
    assert!(before.report.sections["六"].contains("未收取"));
    let filed = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    for (version, body) in [
        (
            1,
            json!({"kind": "fee_noticed", "on": "2026-03-02", "fen": 10_000, "reached": "2026-03-02"}),
        ),
        (2, json!({"kind": "fee_paid", "on": "2026-03-02"})),
    ] {
        requests::act(
            &w.app,
            &may(&w.clerk, &act(body)),
            &filed.id,
            version,
            &format!("k{version}"),
            &Attach::default(),
        )
        .await
        .unwrap();
    }
    let after = reports::build(&w.app, ORGAN, 2026).await.unwrap();
    assert!(after.report.sections["六"].contains("1件，共计100"));
}
