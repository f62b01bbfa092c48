//! The life of a report, played by the people whose turn it is.

use app::{
    Error, Role, Staff, consolidation,
    reports::{self, Key, Opinion, Scope},
    rights::{By, Head},
    upload::Upload,
};
use law::report::{Column, Report, Row, workflow::Stage};

use crate::{
    county::{YEAR, county, fill, fill_one, rules, seen, verified, words},
    world::{ORGAN, by, may},
};

#[tokio::test]
async fn from_the_draft_to_a_correction() {
    let c = county().await;
    let app = &c.app;
    c.submitted().await;
    // With the supervisor nothing is changed.
    let key = seen(app, ORGAN, Scope::Own).await;
    let late = reports::save_sections(
        app,
        &may(&c.w.clerk, reports::Writing(key)),
        &words("改一改"),
    )
    .await;
    assert_eq!(rules(&late.unwrap_err()), ["R-10"]);
    let early = reports::publish(app, &may(&c.w.head, reports::Releasing(key))).await;
    assert_eq!(rules(&early.unwrap_err()), ["R-10"]);
    // Returned with a comment, mended, handed in again, accepted, published.
    consolidation::send_back(
        app,
        &by(&c.supervisor),
        ORGAN,
        YEAR,
        key.seen,
        "第五部分太笼统",
    )
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
    consolidation::accept(app, &by(&c.supervisor), ORGAN, YEAR, key.seen, "")
        .await
        .unwrap();
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::publish(app, &may(&c.w.head, reports::Releasing(key)))
        .await
        .unwrap();
    let public = store::published::report(&app.store, ORGAN, YEAR)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((public.edition, public.files.len()), (1, 5));
    // A correction: the first edition stays public until the second is out.
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::reopen(
        app,
        &may(&c.w.head, reports::Releasing(key)),
        "行政许可数漏报",
    )
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
    consolidation::accept(app, &by(&c.supervisor), ORGAN, YEAR, key.seen, "")
        .await
        .unwrap();
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::publish(app, &may(&c.w.head, reports::Releasing(key)))
        .await
        .unwrap();
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
    reports::save_sections(app, &may(&c.w.clerk, reports::Writing(first)), &drafted)
        .await
        .unwrap();
    let key = seen(app, ORGAN, Scope::Own).await;
    let unfinished = reports::review(app, &by(&c.section), key, &Opinion::default()).await;
    assert_eq!(rules(&unfinished.unwrap_err()), ["R-34"]);
    // A second clerk with the page of before is told.
    assert!(matches!(
        reports::save_sections(
            app,
            &may(&c.w.clerk, reports::Writing(first)),
            &words("第二个人")
        )
        .await,
        Err(Error::Conflict)
    ));
    reports::save_sections(
        app,
        &may(&c.w.clerk, reports::Writing(key)),
        &words("写完了。"),
    )
    .await
    .unwrap();
    // The wrong roles.
    let key = seen(app, ORGAN, Scope::Own).await;
    for who in [&c.w.clerk, &c.leader, &c.supervisor] {
        let refused = By::<Head>::of(who);
        assert!(matches!(refused, Err(Error::Forbidden)), "{}", who.login);
    }
    // One person in two roles needs the exception on record.
    let both = Staff {
        roles: vec![Role::Clerk, Role::Head],
        ..c.w.clerk.clone()
    };
    let refused = reports::review(app, &by(&both), key, &Opinion::default()).await;
    assert_eq!(rules(&refused.unwrap_err()), ["S-7"]);
    let alone = Opinion {
        note: String::new(),
        exception: "本机关只有三人".into(),
    };
    reports::review(app, &by(&both), key, &alone).await.unwrap();
    // A number that moves after the review makes it void.
    fill(app, &c.w.clerk, "2").await;
    let key = seen(app, ORGAN, Scope::Own).await;
    let moved = reports::sign(app, &by(&c.leader), key, &Opinion::default()).await;
    assert_eq!(rules(&moved.unwrap_err()), ["R-61"]);
    let back = Opinion {
        note: "数字变了，重新核对".into(),
        ..Opinion::default()
    };
    reports::send_back(app, &by(&c.leader), key, &back)
        .await
        .unwrap();
    assert!(matches!(
        reports::send_back(
            app,
            &by(&c.section),
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
        reports::adopt(app, &by(&c.w.clerk), adopt, on, &file(&wrong)).await,
        Err(Error::Invalid(_))
    ));
    let nonsense = Upload {
        name: "a.docx".into(),
        bytes: b"no report".to_vec(),
    };
    assert!(matches!(
        reports::adopt(app, &by(&c.w.clerk), adopt, on, &nonsense).await,
        Err(Error::Invalid(_))
    ));
    reports::adopt(app, &by(&c.w.clerk), adopt, on, &file(&last))
        .await
        .unwrap();
    fill(app, &c.w.clerk, "1").await;
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::save_sections(
        app,
        &may(&c.w.clerk, reports::Writing(key)),
        &words("写完了。"),
    )
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
        .map(|f| (f.id.id(), f.severity))
        .collect();
    assert!(
        found.contains(&("R-33", law::finding::Severity::Warning)),
        "{found:?}"
    );
    let questions: Vec<String> = now.questions().map(|(_, key, _)| key).collect();
    assert_eq!(questions.len(), 1, "{questions:?}");
    let key = seen(app, ORGAN, Scope::Own).await;
    let refused = reports::review(app, &by(&c.section), key, &Opinion::default()).await;
    assert_eq!(rules(&refused.unwrap_err()), ["R-23"]);
    for (question, reason) in [("R-99 nowhere", "有原因"), (questions[0].as_str(), " ")] {
        let refused = reports::answer(
            app,
            &may(&c.w.clerk, reports::Writing(key)),
            question,
            reason,
        )
        .await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{question}");
    }
    reports::answer(
        app,
        &may(&c.w.clerk, reports::Writing(key)),
        &questions[0],
        "5件有效期届满失效",
    )
    .await
    .unwrap();
    let key = seen(app, ORGAN, Scope::Own).await;
    reports::review(app, &by(&c.section), key, &Opinion::default())
        .await
        .unwrap();
    // Other numbers are another question.
    fill_one(app, &c.w.clerk, "行政规范性文件.现行有效", "1").await;
    let now = reports::standing(app, ORGAN, Scope::Own, YEAR)
        .await
        .unwrap();
    assert!(now.questions().all(|(.., reason)| reason.is_none()));
}
