//! The life of a report and its consolidation, played by the people whose turn it is.

use std::collections::BTreeMap;

use app::{
    App, Error, Role, Staff, accounts, consolidation,
    figures::{self, NewFigure},
    organs::{self, OrganForm},
    reports::{self, Format, Key, Opinion, Scope},
    upload::Upload,
};
use law::report::{Column, Report, Row, cell::Cell, consolidate::Standing, workflow::Stage};

use crate::world::{ORGAN, World, world};

/// A county: the office QH01 above the two organs of the world and a tax bureau that reports elsewhere.
struct County {
    w: World,
    app: App,
    section: Staff,
    leader: Staff,
    supervisor: Staff,
    office_section: Staff,
    office_leader: Staff,
    office_clerk: Staff,
    office_head: Staff,
}

const YEAR: i16 = 2025;

async fn county() -> County {
    let w = world("2026-01-12").await;
    let app = w.on("2026-01-12");
    for (code, kind, parent) in [
        ("QH01", "office", ""),
        (ORGAN, "department", "QH01"),
        ("QH04", "township", "QH01"),
        ("QH99", "vertical", "QH01"),
    ] {
        let form = OrganForm {
            code: code.into(),
            name: if code == "QH01" {
                "青禾县人民政府办公室".into()
            } else {
                format!("青禾县第{code}局")
            },
            short_name: code.into(),
            kind: kind.into(),
            parent: parent.into(),
            ..OrganForm::default()
        };
        organs::save(&app, &form, "test").await.unwrap();
    }
    let hire = async |organ: &str, role: Role| {
        let new = accounts::NewStaff {
            organ: organ.into(),
            login: format!("{organ}-county-{}", role.as_str()),
            name: role.zh().into(),
            roles: vec![role],
            password: "a long password".into(),
        };
        accounts::create_staff(&app, &new).await.unwrap()
    };
    County {
        section: hire(ORGAN, Role::Head).await,
        leader: hire(ORGAN, Role::Leader).await,
        supervisor: hire("QH01", Role::Supervisor).await,
        office_section: hire("QH01", Role::Head).await,
        office_leader: hire("QH01", Role::Leader).await,
        office_clerk: hire("QH01", Role::Clerk).await,
        office_head: hire("QH01", Role::DisclosureHead).await,
        app,
        w,
    }
}

async fn seen(app: &App, organ: &str, scope: Scope) -> Key {
    let row = store::reports::of(&app.store, organ, scope, YEAR)
        .await
        .unwrap();
    Key {
        scope,
        year: YEAR,
        seen: row.map_or(0, |row| row.version),
    }
}

async fn fill(app: &App, clerk: &Staff, licences: &str) {
    for row in figures::ROWS.iter().take(10) {
        let new = NewFigure {
            year: YEAR,
            row: (*row).into(),
            value: if *row == "行政许可" {
                licences.into()
            } else {
                "0".into()
            },
            source: "台账".into(),
            reason: String::new(),
        };
        figures::enter(app, clerk, &new).await.unwrap();
    }
}

fn words(overview: &str) -> BTreeMap<String, String> {
    [
        ("一", overview),
        ("五", "问题和改进。"),
        ("六", "未收取信息处理费。"),
    ]
    .map(|(key, text)| (key.to_string(), text.to_string()))
    .into()
}

fn rules(error: &Error) -> Vec<String> {
    match error {
        Error::Refused(findings) => findings.iter().map(|f| f.id.to_string()).collect(),
        other => panic!("{other:?}"),
    }
}

impl County {
    /// The unit's report, signed off.
    async fn signed(&self) {
        let app = &self.app;
        fill(app, &self.w.clerk, "12").await;
        let key = seen(app, ORGAN, Scope::Own).await;
        reports::save_sections(app, &self.w.clerk, key, &words("总体情况。"))
            .await
            .unwrap();
        let key = seen(app, ORGAN, Scope::Own).await;
        reports::review(app, &self.section, key, &Opinion::default())
            .await
            .unwrap();
        let key = seen(app, ORGAN, Scope::Own).await;
        reports::sign(app, &self.leader, key, &Opinion::default())
            .await
            .unwrap();
    }

    async fn submitted(&self) {
        self.signed().await;
        let key = seen(&self.app, ORGAN, Scope::Own).await;
        reports::submit(&self.app, &self.w.clerk, key)
            .await
            .unwrap();
    }

    async fn own(&self) {
        let app = &self.app;
        fill(app, &self.office_clerk, "3").await;
        let key = seen(app, "QH01", Scope::Own).await;
        reports::save_sections(app, &self.office_clerk, key, &words("办公室。"))
            .await
            .unwrap();
        let key = seen(app, "QH01", Scope::Own).await;
        reports::review(app, &self.office_section, key, &Opinion::default())
            .await
            .unwrap();
        let key = seen(app, "QH01", Scope::Own).await;
        reports::sign(app, &self.office_leader, key, &Opinion::default())
            .await
            .unwrap();
    }

    fn file(&self, change: impl FnOnce(&mut Report)) -> Upload {
        let mut report = Report::empty("青禾县第QH04局", YEAR);
        report.sections = words("乡镇的总体情况。");
        change(&mut report);
        Upload {
            name: "QH04年报.docx".into(),
            bytes: documents::report::docx(&report, &self.app.fonts).unwrap(),
        }
    }
}

#[tokio::test]
async fn from_the_draft_to_a_correction() {
    let c = county().await;
    let app = &c.app;
    c.submitted().await;
    // With the supervisor nothing is changed.
    let key = seen(app, ORGAN, Scope::Own).await;
    let late = reports::save_sections(app, &c.w.clerk, key, &words("改一改")).await;
    assert_eq!(rules(&late.unwrap_err()), ["R-10"]);
    let early = reports::publish(app, &c.w.head, key).await;
    assert_eq!(rules(&early.unwrap_err()), ["R-10"]);
    // Returned with a comment, mended, handed in again, accepted, published.
    consolidation::send_back(app, &c.supervisor, ORGAN, YEAR, key.seen, "第五部分太笼统")
        .await
        .unwrap();
    let row = store::reports::get(&app.store, ORGAN, YEAR)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.stage(), row.note.as_str(), row.held.as_str()),
        (Stage::Returned, "第五部分太笼统", "")
    );
    c.submitted().await;
    let key = seen(app, ORGAN, Scope::Own).await;
    consolidation::accept(app, &c.supervisor, ORGAN, YEAR, key.seen, "")
        .await
        .unwrap();
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::publish(app, &c.w.head, key).await.unwrap();
    let public = store::published::report(&app.store, ORGAN, YEAR)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((public.edition, public.files.len()), (1, 5));
    // A correction: the first edition stays public until the second is out.
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::reopen(app, &c.w.head, key, "行政许可数漏报")
        .await
        .unwrap();
    fill(app, &c.w.clerk, "15").await;
    let public = store::published::report(&app.store, ORGAN, YEAR)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(public.edition, 1);
    c.submitted().await;
    let before = store::published::report(&app.store, ORGAN, YEAR)
        .await
        .unwrap()
        .unwrap();
    assert!(before.report.contains("\"行政许可\":12"));
    let key = seen(app, ORGAN, Scope::Own).await;
    consolidation::accept(app, &c.supervisor, ORGAN, YEAR, key.seen, "")
        .await
        .unwrap();
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::publish(app, &c.w.head, key).await.unwrap();
    let editions = reports::editions(app, ORGAN, Scope::Own, YEAR)
        .await
        .unwrap();
    assert_eq!(editions.len(), 2);
    assert_eq!(
        (editions[0].reason.as_str(), editions[1].reason.as_str()),
        ("", "行政许可数漏报")
    );
    let history = reports::history(app, ORGAN, Scope::Own, YEAR)
        .await
        .unwrap();
    assert!(
        history
            .iter()
            .any(|event| event.by == "政务公开主管" && event.note == "第五部分太笼统")
    );
    assert!(verified(app).await.is_empty());
}

async fn verified(app: &App) -> Vec<String> {
    store::verify::verify(&app.store, &app.files, &app.calendar, None)
        .await
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[tokio::test]
async fn nobody_does_two_turns_and_nobody_overwrites() {
    let c = county().await;
    let app = &c.app;
    fill(app, &c.w.clerk, "1").await;
    let first = Key {
        scope: Scope::Own,
        year: YEAR,
        seen: 0,
    };
    // The draft with its open places is not reviewed.
    let drafted = reports::build(app, ORGAN, YEAR)
        .await
        .unwrap()
        .report
        .sections;
    reports::save_sections(app, &c.w.clerk, first, &drafted)
        .await
        .unwrap();
    let key = seen(app, ORGAN, Scope::Own).await;
    let unfinished = reports::review(app, &c.section, key, &Opinion::default()).await;
    assert_eq!(rules(&unfinished.unwrap_err()), ["R-34"]);
    // A second clerk with the page of before is told.
    assert!(matches!(
        reports::save_sections(app, &c.w.clerk, first, &words("第二个人")).await,
        Err(Error::Conflict)
    ));
    reports::save_sections(app, &c.w.clerk, key, &words("写完了。"))
        .await
        .unwrap();
    // The wrong roles.
    let key = seen(app, ORGAN, Scope::Own).await;
    for who in [&c.w.clerk, &c.leader, &c.supervisor] {
        let refused = reports::review(app, who, key, &Opinion::default()).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{}", who.login);
    }
    // One person in two roles needs the exception on record.
    let both = Staff {
        roles: vec![Role::Clerk, Role::Head],
        ..c.w.clerk.clone()
    };
    let refused = reports::review(app, &both, key, &Opinion::default()).await;
    assert_eq!(rules(&refused.unwrap_err()), ["S-7"]);
    let alone = Opinion {
        note: String::new(),
        exception: "本机关只有三人".into(),
    };
    reports::review(app, &both, key, &alone).await.unwrap();
    // A number that moves after the review makes it void.
    fill(app, &c.w.clerk, "2").await;
    let key = seen(app, ORGAN, Scope::Own).await;
    let moved = reports::sign(app, &c.leader, key, &Opinion::default()).await;
    assert_eq!(rules(&moved.unwrap_err()), ["R-61"]);
    let back = Opinion {
        note: "数字变了，重新核对".into(),
        ..Opinion::default()
    };
    reports::send_back(app, &c.leader, key, &back)
        .await
        .unwrap();
    assert!(matches!(
        reports::send_back(
            app,
            &c.section,
            seen(app, ORGAN, Scope::Own).await,
            &Opinion::default()
        )
        .await,
        Err(Error::Invalid(_))
    ));
}

#[tokio::test]
async fn a_question_is_answered_with_a_reason_that_stays() {
    let c = county().await;
    let app = &c.app;
    let mut last = Report::empty("某局", YEAR - 1);
    last.table2
        .set_documents("行政规范性文件", [Some(0), Some(0), Some(5)]);
    last.table3.set(Row::CarriedOut, Column::Natural, Some(1));
    let file = |report: &Report| Upload {
        name: "上年.docx".into(),
        bytes: documents::report::docx(report, &app.fonts).unwrap(),
    };
    let adopt = Key {
        scope: Scope::Own,
        year: YEAR - 1,
        seen: 0,
    };
    let on = "2025-01-20".parse().unwrap();
    let mut wrong = last.clone();
    wrong.year = Some(2019);
    assert!(matches!(
        reports::adopt(app, &c.w.clerk, adopt, on, &file(&wrong)).await,
        Err(Error::Invalid(_))
    ));
    let nonsense = Upload {
        name: "a.docx".into(),
        bytes: b"no report".to_vec(),
    };
    assert!(matches!(
        reports::adopt(app, &c.w.clerk, adopt, on, &nonsense).await,
        Err(Error::Invalid(_))
    ));
    reports::adopt(app, &c.w.clerk, adopt, on, &file(&last))
        .await
        .unwrap();
    fill(app, &c.w.clerk, "1").await;
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::save_sections(app, &c.w.clerk, key, &words("写完了。"))
        .await
        .unwrap();
    let now = reports::standing(app, ORGAN, Scope::Own, YEAR)
        .await
        .unwrap();
    assert!(now.built.previous_adopted);
    // R-33 against a file that was taken over only warns; R-23 is asked.
    let found: Vec<(&str, law::finding::Severity)> = now
        .built
        .findings
        .iter()
        .map(|f| (f.id.as_ref(), f.severity))
        .collect();
    assert!(
        found.contains(&("R-33", law::finding::Severity::Warning)),
        "{found:?}"
    );
    let questions: Vec<String> = now.questions().map(|(_, key, _)| key).collect();
    assert_eq!(questions.len(), 1, "{questions:?}");
    let key = seen(app, ORGAN, Scope::Own).await;
    let refused = reports::review(app, &c.section, key, &Opinion::default()).await;
    assert_eq!(rules(&refused.unwrap_err()), ["R-23"]);
    for (question, reason) in [("R-99 nowhere", "有原因"), (questions[0].as_str(), " ")] {
        let refused = reports::answer(app, &c.w.clerk, key, question, reason).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{question}");
    }
    reports::answer(app, &c.w.clerk, key, &questions[0], "5件有效期届满失效")
        .await
        .unwrap();
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::review(app, &c.section, key, &Opinion::default())
        .await
        .unwrap();
    // Other numbers are another question.
    fill_one(app, &c.w.clerk, "行政规范性文件.现行有效", "1").await;
    let now = reports::standing(app, ORGAN, Scope::Own, YEAR)
        .await
        .unwrap();
    assert!(now.questions().all(|(.., reason)| reason.is_none()));
}

async fn fill_one(app: &App, clerk: &Staff, row: &str, value: &str) {
    let new = NewFigure {
        year: YEAR,
        row: row.into(),
        value: value.into(),
        source: "台账".into(),
        reason: String::new(),
    };
    figures::enter(app, clerk, &new).await.unwrap();
}

#[tokio::test]
async fn the_supervisor_adds_up_chases_and_publishes_together() {
    let c = county().await;
    let app = &c.app;
    c.own().await;
    c.submitted().await;
    let roll = consolidation::build(app, "QH01", YEAR).await.unwrap();
    let standings: Vec<(&str, Standing)> = roll
        .sum
        .lines
        .iter()
        .map(|line| (line.unit.code.as_str(), line.standing))
        .collect();
    assert_eq!(
        standings,
        [
            ("QH01", Standing::Counted),
            (ORGAN, Standing::Counted),
            ("QH04", Standing::Missing),
            ("QH99", Standing::Excluded),
        ]
    );
    assert_eq!(roll.sum.report.organ, "青禾县人民政府");
    assert_eq!(roll.sum.report.table2.licences(), Some(15));
    let licences = Cell::find("2", "行政许可", "本年处理决定数量").unwrap();
    let shares: Vec<Option<i64>> = roll
        .shares(licences)
        .iter()
        .map(|share| share.value)
        .collect();
    assert_eq!(shares, [Some(3), Some(12), None, None]);
    // The unit's cell opens into its records, for the supervisor above and nobody else.
    let records = consolidation::unit_cell(app, &c.supervisor, ORGAN, YEAR, licences)
        .await
        .unwrap();
    assert_eq!((records.len(), records[0].note.as_str()), (1, "台账"));
    for (who, unit) in [(&c.w.head, ORGAN), (&c.office_head, ORGAN)] {
        let refused = consolidation::unit_cell(app, who, unit, YEAR, licences).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{}", who.login);
    }
    // A reminder goes to the one that is missing.
    assert_eq!(
        consolidation::chase_all(app, &c.supervisor, YEAR, "请报送")
            .await
            .unwrap(),
        1
    );
    let row = store::reports::get(&app.store, "QH04", YEAR)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.chases, row.stage()), (1, Stage::Open));
    // It comes as a file, with a wrong total: filed, returned, filed again.
    let wrong = c.file(|report| report.table3.set(Row::New, Column::Total, Some(7)));
    let key = seen(app, "QH04", Scope::Own).await;
    let got = consolidation::receive(app, &c.supervisor, "QH04", YEAR, key.seen, &wrong)
        .await
        .unwrap();
    assert!(
        got.findings.iter().any(|f| f.id == "R-32"),
        "{:?}",
        got.findings
    );
    let roll = consolidation::build(app, "QH01", YEAR).await.unwrap();
    assert_eq!(roll.sum.lines[2].errors(), 2);
    assert!(roll.built().findings.iter().any(|f| f.id == "R-32"));
    consolidation::send_back(
        app,
        &c.supervisor,
        "QH04",
        YEAR,
        got.version,
        "总计与分列不符",
    )
    .await
    .unwrap();
    let roll = consolidation::build(app, "QH01", YEAR).await.unwrap();
    assert_eq!(roll.sum.lines[2].standing, Standing::Missing);
    let key = seen(app, "QH04", Scope::Own).await;
    let right = c.file(|_| {});
    consolidation::receive(app, &c.supervisor, "QH04", YEAR, key.seen, &right)
        .await
        .unwrap();
    for unit in [ORGAN, "QH04"] {
        let key = seen(app, unit, Scope::Own).await;
        consolidation::accept(app, &c.supervisor, unit, YEAR, key.seen, "")
            .await
            .unwrap();
    }
    // The words, the reviews, and all reports out together.
    let key = seen(app, "QH01", Scope::Consolidated).await;
    assert!(matches!(
        reports::save_sections(app, &c.office_clerk, key, &words("汇总。")).await,
        Err(Error::Forbidden)
    ));
    reports::save_sections(app, &c.supervisor, key, &words("汇总。"))
        .await
        .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    reports::review(app, &c.office_section, key, &Opinion::default())
        .await
        .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    reports::sign(app, &c.office_leader, key, &Opinion::default())
        .await
        .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    let out = consolidation::publish_together(app, &c.supervisor, YEAR, key.seen)
        .await
        .unwrap();
    assert_eq!(out, 2);
    let sum = store::published::report_of(&app.store, "QH01", Scope::Consolidated, YEAR)
        .await
        .unwrap()
        .unwrap();
    assert!(sum.report.contains("\"行政许可\":15"));
    for unit in [ORGAN, "QH04"] {
        assert!(
            store::published::report(&app.store, unit, YEAR)
                .await
                .unwrap()
                .is_some()
        );
    }
    assert!(verified(app).await.is_empty());
}

#[tokio::test]
async fn a_missing_unit_is_explained_before_the_sum_is_signed() {
    let c = county().await;
    let app = &c.app;
    c.own().await;
    c.submitted().await;
    let key = seen(app, "QH01", Scope::Consolidated).await;
    reports::save_sections(app, &c.supervisor, key, &words("汇总。"))
        .await
        .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    let refused = reports::review(app, &c.office_section, key, &Opinion::default()).await;
    assert_eq!(rules(&refused.unwrap_err()), ["R-23"]);
    let now = reports::standing(app, "QH01", Scope::Consolidated, YEAR)
        .await
        .unwrap();
    let (finding, question, _) = now.questions().next().unwrap();
    assert_eq!(finding.id, "R-19");
    reports::answer(app, &c.supervisor, key, &question, "机构新设，本年无数据")
        .await
        .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    reports::review(app, &c.office_section, key, &Opinion::default())
        .await
        .unwrap();
}

#[tokio::test]
async fn each_form_carries_the_same_report() {
    let c = county().await;
    let app = &c.app;
    c.own().await;
    c.submitted().await;
    let own = reports::build(app, ORGAN, YEAR).await.unwrap().report;
    let mut sum = consolidation::build(app, "QH01", YEAR)
        .await
        .unwrap()
        .built()
        .report;
    sum.sections = words("汇总。");
    for report in [own, sum] {
        for format in Format::ALL {
            let bytes = reports::render(app, &report, format).await.unwrap();
            let name = format!("r.{}", format.extension());
            let back = match documents::read::report(&bytes, &name) {
                Ok(back) => back.report,
                Err(error) => {
                    assert_eq!(format, Format::Pdf, "{error}");
                    continue;
                }
            };
            assert_eq!(
                serde_json::to_value((&back.table2, back.table3, back.table4)).unwrap(),
                serde_json::to_value((&report.table2, report.table3, report.table4)).unwrap(),
                "{format:?}"
            );
            if format == Format::Json {
                assert_eq!(back, report);
            }
        }
    }
}
