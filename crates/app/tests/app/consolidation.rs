//! The units' reports added up, chased, filed, published together.

use app::{
    Error, consolidation,
    reports::{self, Format, Opinion, Scope},
    rights::{By, May, Supervisor},
};
use law::report::{Column, Row, cell::Cell, consolidate::Standing, workflow::Stage};

use crate::{
    county::{YEAR, county, rules, seen, verified, words},
    world::{ORGAN, by, may},
};

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
    let records = consolidation::unit_cell(app, &by(&c.supervisor), ORGAN, YEAR, licences)
        .await
        .unwrap();
    assert_eq!((records.len(), records[0].note.as_str()), (1, "台账"));
    for who in [&c.w.head, &c.office_head] {
        assert!(By::<Supervisor>::of(who).is_err(), "{}", who.login);
    }
    // A reminder goes to the one that is missing.
    assert_eq!(
        consolidation::chase_all(app, &by(&c.supervisor), YEAR, "请报送")
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
    let got = consolidation::receive(app, &by(&c.supervisor), "QH04", YEAR, key.seen, &wrong)
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
        &by(&c.supervisor),
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
    consolidation::receive(app, &by(&c.supervisor), "QH04", YEAR, key.seen, &right)
        .await
        .unwrap();
    for unit in [ORGAN, "QH04"] {
        let key = seen(app, unit, Scope::Own).await;
        consolidation::accept(app, &by(&c.supervisor), unit, YEAR, key.seen, "")
            .await
            .unwrap();
    }
    // The words, the reviews, and all reports out together.
    let key = seen(app, "QH01", Scope::Consolidated).await;
    let clerk = May::of(&c.office_clerk, reports::Writing(key));
    assert!(matches!(clerk, Err(Error::Forbidden)));
    reports::save_sections(
        app,
        &may(&c.supervisor, reports::Writing(key)),
        &words("汇总。"),
    )
    .await
    .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    reports::review(app, &by(&c.office_section), key, &Opinion::default())
        .await
        .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    reports::sign(app, &by(&c.office_leader), key, &Opinion::default())
        .await
        .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    let out = consolidation::publish_together(app, &by(&c.supervisor), YEAR, key.seen)
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
    reports::save_sections(
        app,
        &may(&c.supervisor, reports::Writing(key)),
        &words("汇总。"),
    )
    .await
    .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    let refused = reports::review(app, &by(&c.office_section), key, &Opinion::default()).await;
    assert_eq!(rules(&refused.unwrap_err()), ["R-23"]);
    let now = reports::standing(app, "QH01", Scope::Consolidated, YEAR)
        .await
        .unwrap();
    let (finding, question, _) = now.questions().next().unwrap();
    assert_eq!(finding.id, "R-19");
    reports::answer(
        app,
        &may(&c.supervisor, reports::Writing(key)),
        &question,
        "机构新设，本年无数据",
    )
    .await
    .unwrap();
    let key = seen(app, "QH01", Scope::Consolidated).await;
    reports::review(app, &by(&c.office_section), key, &Opinion::default())
        .await
        .unwrap();
}

#[tokio::test]
async fn the_draft_says_what_the_sum_and_the_units_records_hold() {
    let c = county().await;
    let app = &c.app;
    c.own().await;
    c.submitted().await;
    let key = seen(app, "QH04", Scope::Own).await;
    consolidation::chase(app, &by(&c.supervisor), "QH04", YEAR, key.seen, "")
        .await
        .unwrap();
    let drafted = consolidation::build(app, "QH01", YEAR)
        .await
        .unwrap()
        .sections;
    let fill = reports::TO_FILL;
    assert_eq!(
        drafted["一"],
        format!(
            "2025年，青禾县人民政府认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开工作。\
             本报告汇总了本政府机关和政府部门1个的数据，现将有关情况报告如下。\n\
             （一）主动公开。全年制发行政规范性文件0件、废止0件，现行有效0件；\
             作出行政许可决定15件、行政处罚决定0件、行政强制决定0件。\n\
             （二）依申请公开。全年没有收到政府信息公开申请，也没有上年结转的申请。\
             没有因政府信息公开被申请行政复议、提起行政诉讼。\n\
             （三）政府信息管理。{fill}\n\
             （四）政府信息公开平台建设。以政府信息公开平台为主渠道，本级各部门和下级单位的年度报告与本报告一并集中公布。\n\
             （五）监督保障。对未按时报送年度报告的1个单位催报。工作考核、社会评议和责任追究情况：{fill}"
        )
    );
    assert_eq!(
        drafted["六"],
        "本年度各单位未收取政府信息公开信息处理费。截至编制之日，青禾县第QH04局没有报送，未计入本报告。"
    );
    // What a file says of fees is not known here: a person has to look.
    let file = c.file(|report| {
        for row in [Row::New, Row::Open, Row::Total] {
            for column in [Column::Natural, Column::Total] {
                report.table3.set(row, column, Some(3));
            }
        }
    });
    let key = seen(app, "QH04", Scope::Own).await;
    consolidation::receive(app, &by(&c.supervisor), "QH04", YEAR, key.seen, &file)
        .await
        .unwrap();
    let roll = consolidation::build(app, "QH01", YEAR).await.unwrap();
    for said in [
        "本报告汇总了本政府机关、政府部门1个和乡镇（街道）1个的数据",
        "全年新收政府信息公开申请3件，没有上年结转的申请；办结3件，没有结转下年度继续办理的申请。办结的申请中，予以公开3件。",
    ] {
        assert!(
            roll.sections["一"].contains(said),
            "{}",
            roll.sections["一"]
        );
    }
    assert_eq!(roll.sections["六"], format!("信息处理费收取情况：{fill}"));
    // The draft agrees with its own tables.
    let findings = roll.built().findings;
    assert!(
        findings.iter().all(|finding| finding.id != "R-35"),
        "{findings:?}"
    );
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
