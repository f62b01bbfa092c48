//! 催报 and 接收: what the unit is told, on its desks and by mail, and that a wrong report is not taken in silence.

use app::{
    App, Error, Role,
    accounts::{self, Contact},
    consolidation, jobs, notices,
    organs::{self, OrganForm},
    reports::{self, Opinion, Scope},
    rights::{By, Supervisor},
};
use law::{
    Lang,
    report::{Column, Row, workflow::Stage},
};

use crate::{
    county::{County, YEAR, county, rules, seen, verified, words},
    mailing::{mailing, plain},
    post_office::PostOffice,
    world::{ORGAN, by, may},
};

/// The letters that were handed over, without their line breaks, by recipient.
fn letters(office: &PostOffice, to: &str) -> Vec<String> {
    office
        .taken()
        .iter()
        .map(|mail| plain(mail))
        .filter(|mail| mail.contains(to))
        .collect()
}

async fn public_address(app: &App, code: &str, email: &str) {
    let form = OrganForm {
        email: email.into(),
        ..organs::get(app, code).await.unwrap()
    };
    organs::save(app, &form, "test").await.unwrap();
}

/// Three organs that have not reported, in February: the two of the county and one in which nobody works.
async fn silent() -> (County, App, PostOffice) {
    let mut c = county().await;
    c.app = c.w.on("2026-02-05");
    let nobody = OrganForm {
        code: "QH05".into(),
        name: "青禾县第QH05局".into(),
        kind: "department".into(),
        parent: "QH01".into(),
        ..OrganForm::default()
    };
    organs::save(&c.app, &nobody, "test").await.unwrap();
    let office = PostOffice::open().await;
    let app = mailing(&c.app, &office);
    (c, app, office)
}

#[tokio::test]
async fn a_reminder_reaches_desks_and_mail_in_one_go() {
    let (c, app, office) = silent().await;
    let contact = Contact {
        mail: "clerk@example.cn".into(),
        lang: "zh".into(),
    };
    accounts::set_contact(&app, &c.w.clerk, &contact)
        .await
        .unwrap();
    for (code, email) in [(ORGAN, "unused@example.cn"), ("QH05", "qh05@example.cn")] {
        public_address(&app, code, email).await;
    }
    let reminded =
        consolidation::chase_all(&app, &by(&c.supervisor), YEAR, "请于2月10日前报送。").await;
    assert_eq!(reminded.unwrap(), 3);
    let told = "青禾县人民政府办公室催报 2025 年度报告，期限 2026-01-31。请于2月10日前报送。";
    for person in [&c.w.clerk, &c.w.head, &c.w.stranger] {
        let list = notices::list(&app, person, true, Lang::Zh).await.unwrap();
        let texts: Vec<(&str, &str, &str)> = list
            .iter()
            .map(|notice| (notice.text.as_str(), notice.level, notice.about.as_str()))
            .collect();
        assert_eq!(texts, [(told, "late", "report/2025")], "{}", person.login);
    }
    // Who neither drafts nor answers for the report is not told.
    let leader = notices::list(&app, &c.leader, true, Lang::Zh).await;
    assert!(leader.unwrap().is_empty());
    jobs::run_due(&app, "w").await.unwrap();
    let clerk = letters(&office, "clerk@example.cn");
    assert_eq!(clerk.len(), 1);
    for part in [
        told,
        "https://qinghe.example/office",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(
            clerk[0].contains(part),
            "“{part}” is missing:\n{}",
            clerk[0]
        );
    }
    // The public address is written to where nobody in the unit gave one, and only there; without any, nobody is.
    assert_eq!(letters(&office, "qh05@example.cn").len(), 1);
    assert!(letters(&office, "unused@example.cn").is_empty());
    assert_eq!(office.taken().len(), 2);
    assert!(verified(&app).await.is_empty());
}

#[tokio::test]
async fn without_a_mail_server_the_desk_alone_is_told() {
    let (c, _, office) = silent().await;
    public_address(&c.app, "QH05", "qh05@example.cn").await;
    let seen = seen(&c.app, "QH05", Scope::Own).await.seen;
    consolidation::chase(&c.app, &by(&c.supervisor), "QH05", YEAR, seen, "")
        .await
        .unwrap();
    assert_eq!(store::jobs::pending(&c.app.store).await.unwrap(), 0);
    assert!(office.taken().is_empty());
    let rows = store::notices::about(&c.app.store, "QH05", "report/2025")
        .await
        .unwrap();
    let told: Vec<(&str, &str)> = rows
        .iter()
        .map(|row| (row.staff.as_str(), row.role.as_str()))
        .collect();
    assert_eq!(told, [("", Role::DisclosureHead.as_str())]);
}

#[tokio::test]
async fn a_reminder_that_is_refused_leaves_nothing_behind() {
    let (c, app, _office) = silent().await;
    let too_long = "催".repeat(501);
    let refused = consolidation::chase_all(&app, &by(&c.supervisor), YEAR, &too_long).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    for who in [&c.w.head, &c.office_head] {
        let refused = By::<Supervisor>::of(who);
        assert!(matches!(refused, Err(Error::Forbidden)), "{}", who.login);
    }
    // The clerk saves while the supervisor's page is open: the one reminder is a conflict and nothing is kept of it.
    let stale = seen(&app, ORGAN, Scope::Own).await.seen;
    let words = words("正在写。");
    let key = seen(&app, ORGAN, Scope::Own).await;
    reports::save_sections(&app, &may(&c.w.clerk, reports::Writing(key)), &words)
        .await
        .unwrap();
    let refused = consolidation::chase(&app, &by(&c.supervisor), ORGAN, YEAR, stale, "").await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    for code in [ORGAN, "QH04", "QH05"] {
        let row = store::reports::get(&app.store, code, YEAR).await.unwrap();
        assert_eq!(row.map_or(0, |row| row.chases), 0, "{code}");
        let told = store::notices::about(&app.store, code, "report/2025").await;
        assert!(told.unwrap().is_empty(), "{code}");
    }
    assert_eq!(store::jobs::pending(&app.store).await.unwrap(), 0);
}

#[tokio::test]
async fn a_wrong_report_is_accepted_with_a_reason_only() {
    let c = county().await;
    let app = &c.app;
    let wrong = c.file(|report| report.table3.set(Row::New, Column::Total, Some(7)));
    let key = seen(app, "QH04", Scope::Own).await;
    let got = consolidation::receive(app, &by(&c.supervisor), "QH04", YEAR, key.seen, &wrong)
        .await
        .unwrap();
    for silent in ["", "  \n"] {
        let refused =
            consolidation::accept(app, &by(&c.supervisor), "QH04", YEAR, got.version, silent).await;
        let refused = refused.unwrap_err();
        assert_eq!(rules(&refused), ["R-60"]);
        let Error::Refused(findings) = refused else {
            unreachable!()
        };
        assert!(findings[0].zh.contains("2处勾稽关系不成立"), "{findings:?}");
        assert!(findings[0].zh.contains("“意见”"), "{findings:?}");
    }
    let reason = "原件如此，已电话核实，由该单位于更正时改正。";
    consolidation::accept(app, &by(&c.supervisor), "QH04", YEAR, got.version, reason)
        .await
        .unwrap();
    let row = store::reports::get(&app.store, "QH04", YEAR)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.stage(), row.note.as_str()), (Stage::Accepted, reason));
    let acts = store::ledger::stream(&app.store, "QH04", &app::reports::Scope::Own.stream(2025))
        .await
        .unwrap();
    let act = acts.last().unwrap().body::<serde_json::Value>().unwrap();
    assert_eq!(
        (act["note"].as_str(), act["faults"].as_u64()),
        (Some(reason), Some(2))
    );
    let told = reports::history(app, "QH04", Scope::Own, YEAR)
        .await
        .unwrap();
    assert_eq!(told.last().unwrap().note, reason);
    assert!(verified(app).await.is_empty());
}

#[tokio::test]
async fn a_sum_with_a_wrong_report_is_signed_once_that_was_accepted_and_explained() {
    let c = county().await;
    let app = &c.app;
    c.own().await;
    c.submitted().await;
    let wrong = c.file(|report| report.table3.set(Row::New, Column::Total, Some(7)));
    let key = seen(app, "QH04", Scope::Own).await;
    let got = consolidation::receive(app, &by(&c.supervisor), "QH04", YEAR, key.seen, &wrong)
        .await
        .unwrap();
    let agreed = Opinion::default();
    let sum_key = || seen(app, "QH01", Scope::Consolidated);
    reports::save_sections(
        app,
        &may(&c.supervisor, reports::Writing(sum_key().await)),
        &words("汇总。"),
    )
    .await
    .unwrap();
    // It can still go back: the sum stands still.
    let refused = reports::review(app, &by(&c.office_section), sum_key().await, &agreed).await;
    assert_eq!(rules(&refused.unwrap_err()), ["R-34"]);
    consolidation::accept(
        app,
        &by(&c.supervisor),
        "QH04",
        YEAR,
        got.version,
        "该单位确认原件如此",
    )
    .await
    .unwrap();
    // Accepted as it is: each identity asks for a reason, and nothing else is in the way.
    let refused = reports::review(app, &by(&c.office_section), sum_key().await, &agreed).await;
    assert_eq!(rules(&refused.unwrap_err()), ["R-23"]);
    loop {
        let now = reports::standing(app, "QH01", Scope::Consolidated, YEAR)
            .await
            .unwrap();
        let Some((finding, question, _)) = now.questions().find(|(.., given)| given.is_none())
        else {
            break;
        };
        assert!(["R-31", "R-32"].contains(&finding.id.id()), "{finding:?}");
        let reason = "第QH04局的总计多计一件，待其更正后一并更正";
        reports::answer(
            app,
            &may(&c.supervisor, reports::Writing(sum_key().await)),
            &question,
            reason,
        )
        .await
        .unwrap();
    }
    reports::review(
        app,
        &by(&c.office_section),
        sum_key().await,
        &Opinion::default(),
    )
    .await
    .unwrap();
    reports::sign(
        app,
        &by(&c.office_leader),
        sum_key().await,
        &Opinion::default(),
    )
    .await
    .unwrap();
    let supervisor = by(&c.supervisor);
    let out = consolidation::publish_together(app, &supervisor, YEAR, sum_key().await.seen);
    // The unit that was accepted goes out, the one that was only submitted does not.
    assert_eq!(out.await.unwrap(), 1);
    assert!(verified(app).await.is_empty());
}

#[tokio::test]
async fn a_right_report_is_accepted_without_a_word() {
    let c = county().await;
    let app = &c.app;
    let key = seen(app, "QH04", Scope::Own).await;
    let right = c.file(|_| {});
    let got = consolidation::receive(app, &by(&c.supervisor), "QH04", YEAR, key.seen, &right)
        .await
        .unwrap();
    consolidation::accept(app, &by(&c.supervisor), "QH04", YEAR, got.version, "")
        .await
        .unwrap();
    let acts = store::ledger::stream(&app.store, "QH04", &app::reports::Scope::Own.stream(2025))
        .await
        .unwrap();
    assert!(acts.last().unwrap().body::<serde_json::Value>().unwrap()["faults"].is_null());
}
