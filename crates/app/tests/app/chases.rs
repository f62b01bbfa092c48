//! 督办: ordered by hand and by rule, received, answered, told to the leaders; each once, whoever runs when.

use app::{
    App, Error, Role, Staff, accounts,
    chases::{self, OrderForm, StepForm},
    items::{self, PublishForm},
    notices, reminders,
};
use law::{Lang, chase::Kind};

use crate::{
    items::form,
    world::{ORGAN, World, by, world},
};

struct County {
    w: World,
    supervisor: Staff,
    leader_above: Staff,
}

/// QH04 is above; a draft of QH03 is late from Tuesday 2026-03-31 on.
async fn county() -> County {
    let w = world("2026-03-02").await;
    let mut form = app::organs::get(&w.app, ORGAN).await.unwrap();
    form.parent = "QH04".into();
    app::organs::save(&w.app, &form, "test").await.unwrap();
    let hire = async |role: Role| {
        let new = accounts::NewStaff {
            organ: "QH04".into(),
            login: format!("above-{}", role.as_str()),
            name: role.zh().into(),
            roles: vec![role],
            password: "a long password".into(),
        };
        accounts::create_staff(&w.app, &app::audit::Who::system("test"), &new)
            .await
            .unwrap()
    };
    County {
        supervisor: hire(Role::Supervisor).await,
        leader_above: hire(Role::Leader).await,
        w,
    }
}

async fn late_draft(w: &World, key: &str) -> String {
    let draft = items::ItemForm {
        made_on: Some("2026-03-02".parse().unwrap()),
        head: 11,
        ..form()
    };
    items::draft(&w.app, &by(&w.clerk), &draft, key)
        .await
        .unwrap()
}

fn ordering(item: &str, answer_by: &str) -> OrderForm {
    OrderForm {
        organ: ORGAN.into(),
        indicator: "item_late".into(),
        place: format!("item/{item}"),
        answer_by: answer_by.parse().ok(),
        text: "请尽快公开".into(),
    }
}

async fn told(app: &App, staff: &Staff) -> Vec<String> {
    let told = notices::list(app, staff, true, Lang::Zh).await.unwrap();
    let texts = told.into_iter().map(|notice| notice.text);
    texts.filter(|text| text.contains("督办")).collect()
}

/// What `mingbai verify` says.
async fn problems(app: &App) -> Vec<String> {
    let look = store::verify::Look {
        keys: Some(&app.keys),
        ..store::verify::Look::default()
    };
    let found = store::verify::verify(&app.store, &app.files, &app.rules(), look)
        .await
        .unwrap();
    found.iter().map(ToString::to_string).collect()
}

fn step(kind: Kind, text: &str, answer_by: &str) -> StepForm {
    StepForm {
        kind,
        text: text.into(),
        answer_by: answer_by.parse().ok(),
    }
}

impl County {
    async fn ordered(&self, app: &App, item: &str) -> String {
        let form = ordering(item, "2026-04-08");
        chases::order(app, &by(&self.supervisor), "order", &form)
            .await
            .unwrap()
    }

    async fn below(&self, app: &App, id: &str, version: i64, form: &StepForm) -> app::Result<()> {
        let key = format!("{}-{version}", form.kind.word());
        chases::below(app, &by(&self.w.clerk), (ORGAN, id), (version, &key), form).await
    }

    async fn above(&self, app: &App, id: &str, version: i64, form: &StepForm) -> app::Result<()> {
        let key = format!("{}-{version}", form.kind.word());
        let staff = by(&self.supervisor);
        chases::above(app, &staff, (ORGAN, id), (version, &key), form).await
    }
}

#[tokio::test]
async fn ordered_by_hand_answered_late_told_to_the_leaders_returned_and_accepted() {
    let county = county().await;
    let w = &county.w;
    let item = late_draft(w, "k").await;
    let app = w.on("2026-04-01");
    let id = county.ordered(&app, &item).await;
    assert_eq!(told(&app, &w.clerk).await.len(), 1);
    assert_eq!(told(&app, &w.head).await.len(), 1);
    assert_eq!(told(&app, &w.stranger).await.len(), 0);
    let view = chases::open(&app, &w.clerk, ORGAN, &id).await.unwrap();
    assert_eq!(view.row.number, "QH04-DB-2026-0001");
    assert_eq!(
        view.allowed,
        [Kind::Received, Kind::Answered, Kind::TimeAsked]
    );
    assert!(view.watch.is_some());
    // Of those above the leader reads it and does nothing; others of that organ do not know of it.
    let above = chases::open(&app, &county.leader_above, ORGAN, &id);
    assert!(above.await.unwrap().allowed.is_empty());
    let stranger = chases::open(&app, &w.stranger, ORGAN, &id).await;
    assert!(matches!(stranger, Err(Error::NotFound)));
    county
        .below(&app, &id, 1, &step(Kind::Received, "", ""))
        .await
        .unwrap();
    // The last day passes: the leaders are told once, whoever runs and how often.
    for (day, expected) in [("2026-04-08", 0), ("2026-04-09", 1), ("2026-04-10", 1)] {
        let app = w.on(day);
        let (one, two) = tokio::join!(
            reminders::remind(&app, ORGAN),
            reminders::remind(&app, ORGAN)
        );
        one.unwrap();
        two.unwrap();
        reminders::remind(&app, ORGAN).await.unwrap();
        let leader = told(&app, &county.leader_above).await;
        assert_eq!(leader.len(), expected, "{day}: {leader:?}");
    }
    let app = w.on("2026-04-10");
    let open = chases::open(&app, &w.clerk, ORGAN, &id).await.unwrap();
    assert_eq!(open.row.version, 3);
    let empty = step(Kind::Answered, " ", "");
    let empty = county.below(&app, &id, 3, &empty).await;
    assert!(matches!(empty, Err(Error::Invalid(wrong)) if wrong[0].field == "text"));
    let answer = step(Kind::Answered, "已送审", "");
    county.below(&app, &id, 3, &answer).await.unwrap();
    // The same form again is the same answer.
    county.below(&app, &id, 3, &answer).await.unwrap();
    let heard = told(&app, &county.supervisor).await;
    assert_eq!(heard.len(), 2, "late, and answered: {heard:?}");
    let stale = step(Kind::Accepted, "", "");
    let stale = county.above(&app, &id, 3, &stale).await;
    assert!(matches!(stale, Err(Error::Conflict)));
    // While the fault is found it is done only for a reason.
    let early = step(Kind::Accepted, "", "");
    let early = county.above(&app, &id, 4, &early).await;
    assert!(matches!(early, Err(Error::Invalid(wrong)) if wrong[0].rule == "A-47"));
    let back = step(Kind::Returned, "还没有公开", "2026-04-17");
    county.above(&app, &id, 4, &back).await.unwrap();
    let version = items::submit(&app, &by(&w.clerk), &item, 1, "")
        .await
        .unwrap();
    let version = w.read_in(&app, &item, version).await.unwrap();
    let form = PublishForm::default();
    items::publish(&app, &by(&w.publisher), &item, version, &form)
        .await
        .unwrap();
    county
        .below(&app, &id, 5, &step(Kind::Answered, "已公开", ""))
        .await
        .unwrap();
    county
        .above(&app, &id, 6, &step(Kind::Accepted, "", ""))
        .await
        .unwrap();
    let view = chases::open(&app, &county.supervisor, ORGAN, &id)
        .await
        .unwrap();
    assert_eq!(
        (view.row.status.as_str(), view.allowed.len()),
        ("accepted", 0)
    );
    assert_eq!((view.acts.len(), view.watch), (7, None));
    let all = chases::list(&app, &county.supervisor).await.unwrap();
    assert!(all.ordered.is_empty());
    assert_eq!(chases::list(&app, &w.clerk).await.unwrap().own.len(), 1);
    assert_eq!(problems(&w.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn an_order_is_given_once_and_only_about_a_fault_that_stands_below() {
    let county = county().await;
    let w = &county.w;
    let item = late_draft(w, "k").await;
    let staff = by(&county.supervisor);
    let (before, form) = (w.on("2026-03-30"), ordering(&item, "2026-04-08"));
    let early = chases::order(&before, &staff, "early", &form).await;
    assert!(matches!(early, Err(Error::NotFound)));
    let app = w.on("2026-04-01");
    let id = county.ordered(&app, &item).await;
    assert_eq!(county.ordered(&app, &item).await, id, "a double click");
    assert_eq!(told(&app, &w.clerk).await.len(), 1);
    let form = ordering(&item, "2026-04-08");
    let again = chases::order(&app, &staff, "another form", &form).await;
    assert!(matches!(again, Err(Error::Refused(_))));
    let other = ordering(&item, "2026-04-09");
    let other = chases::order(&app, &staff, "order", &other).await;
    assert!(
        matches!(other, Err(Error::Invalid(_))),
        "other content, one key"
    );
    // A day off, a number of a person, an organ that is not below.
    let second = late_draft(w, "k2").await;
    for (form, field) in [
        (ordering(&second, "2026-04-06"), "answer_by"),
        (ordering(&second, ""), "answer_by"),
        (
            OrderForm {
                text: "请与11010519491231002X联系".into(),
                ..ordering(&second, "2026-04-08")
            },
            "text",
        ),
    ] {
        let wrong = chases::order(&app, &staff, "wrong", &form).await;
        let Err(Error::Invalid(wrong)) = wrong else {
            panic!("{form:?}")
        };
        assert_eq!(wrong[0].field, field);
    }
    let beside = OrderForm {
        organ: "QH04".into(),
        ..ordering(&second, "2026-04-08")
    };
    let beside = chases::order(&app, &staff, "beside", &beside).await;
    assert!(matches!(beside, Err(Error::NotFound)));
    let all = chases::list(&app, &county.supervisor).await.unwrap();
    assert_eq!(all.ordered.len(), 1);
}

#[tokio::test]
async fn more_time_is_asked_for_refused_and_given_and_is_another_last_day() {
    let county = county().await;
    let w = &county.w;
    let item = late_draft(w, "k").await;
    let app = w.on("2026-04-01");
    let id = county.ordered(&app, &item).await;
    let ask = step(Kind::TimeAsked, "等待审签", "2026-04-15");
    county.below(&app, &id, 1, &ask).await.unwrap();
    assert_eq!(told(&app, &county.supervisor).await.len(), 1);
    let no = step(Kind::TimeRefused, "时间足够", "");
    county.above(&app, &id, 2, &no).await.unwrap();
    county.below(&app, &id, 3, &ask).await.unwrap();
    let row = &chases::list(&app, &w.clerk).await.unwrap().own[0];
    assert_eq!(row.asked_until, "2026-04-15".parse().ok());
    let sooner = step(Kind::Extended, "同意", "2026-04-08");
    let sooner = county.above(&app, &id, 4, &sooner).await;
    assert!(matches!(sooner, Err(Error::Invalid(_))));
    let later = step(Kind::Extended, "同意", "2026-04-15");
    county.above(&app, &id, 4, &later).await.unwrap();
    for (day, expected) in [("2026-04-09", 0), ("2026-04-15", 0), ("2026-04-16", 1)] {
        let app = w.on(day);
        reminders::remind(&app, ORGAN).await.unwrap();
        let leader = told(&app, &county.leader_above).await;
        assert_eq!(leader.len(), expected, "{day}");
    }
    // Whoever owes the answer was told two days before, on the day and after.
    let clerk = told(&w.on("2026-04-16"), &w.clerk).await;
    let late = clerk.iter().filter(|text| text.contains("逾期")).count();
    let today = clerk
        .iter()
        .filter(|text| text.contains("今天必须"))
        .count();
    assert_eq!((late, today), (1, 1), "{clerk:?}");
}

/// The chases by rule of late drafts.
async fn by_rule(app: &App, staff: &Staff) -> Vec<store::chases::ChaseRow> {
    let mut all = chases::list(app, staff).await.unwrap().ordered;
    all.retain(|row| row.indicator == "item_late" && row.by_rule == 1);
    all
}

#[tokio::test]
async fn a_fault_that_stands_too_long_is_chased_by_rule_once() {
    let county = county().await;
    let (w, staff) = (&county.w, &county.supervisor);
    late_draft(w, "k").await;
    // Late from Tuesday 2026-03-31; ten working days later, 04-06 being a day off (清明), it is 2026-04-15.
    for (day, expected) in [
        ("2026-04-14", 0),
        ("2026-04-15", 1),
        ("2026-04-16", 1),
        ("2026-05-20", 1),
    ] {
        let app = w.on(day);
        let (one, two) = tokio::join!(
            reminders::remind(&app, ORGAN),
            reminders::remind(&app, ORGAN)
        );
        one.unwrap();
        two.unwrap();
        reminders::remind(&app, ORGAN).await.unwrap();
        assert_eq!(by_rule(&app, staff).await.len(), expected, "{day}");
    }
    let app = w.on("2026-05-20");
    let row = by_rule(&app, staff).await.remove(0);
    assert_eq!(row.due, "2026-04-22".parse().ok());
    let ordered = told(&app, &w.clerk).await;
    let ordered = ordered.iter().filter(|text| text.contains("。请在"));
    assert_eq!(ordered.count(), 1);
    // Taken back although it stands: the rule does not begin anew with the same fault.
    let back = step(Kind::Withdrawn, "另行安排", "");
    county
        .above(&app, &row.id, row.version, &back)
        .await
        .unwrap();
    let later = w.on("2026-06-10");
    reminders::remind(&later, ORGAN).await.unwrap();
    assert!(by_rule(&later, staff).await.is_empty());
    assert_eq!(problems(&w.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_rule_chases_so_many_of_an_organ_at_once_and_no_more() {
    let county = county().await;
    let (w, staff) = (&county.w, &county.supervisor);
    for n in 0..5 {
        late_draft(w, &format!("k{n}")).await;
    }
    let app = w.on("2026-04-15");
    reminders::remind(&app, ORGAN).await.unwrap();
    reminders::remind(&app, ORGAN).await.unwrap();
    let running = by_rule(&app, staff).await;
    assert_eq!(running.len(), 3);
    let done = step(Kind::Withdrawn, "另行安排", "");
    let first = &running[0];
    county
        .above(&app, &first.id, first.version, &done)
        .await
        .unwrap();
    reminders::remind(&app, ORGAN).await.unwrap();
    let after = by_rule(&app, staff).await;
    assert_eq!(after.len(), 3);
    assert!(after.iter().all(|row| row.id != first.id));
}
