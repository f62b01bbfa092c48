//! 自查: the day on which a column is too old is computed, its owner is told before and after, and nothing is looked at twice.

use app::{
    App, Error, Staff,
    inspection::{self, KeepForm, ReviewForm},
    items::{self, ItemForm, PublishForm},
    notices, reminders,
};
use jiff::civil::Date;
use law::{Lang, inspection::Watch};

use crate::{
    items::form,
    world::{ORGAN, World, by, world},
};

fn document(title: &str, body: &str) -> ItemForm {
    ItemForm {
        head: 1,
        title: title.into(),
        body: body.into(),
        ..form()
    }
}

async fn publish(w: &World, app: &App, form: &ItemForm) -> String {
    let id = items::draft(app, &by(&w.clerk), form, &form.title)
        .await
        .unwrap();
    let version = items::submit(app, &by(&w.clerk), &id, 1, "").await.unwrap();
    let version = w.read_in(app, &id, version).await.unwrap();
    items::publish(
        app,
        &by(&w.publisher),
        &id,
        version,
        &PublishForm::default(),
    )
    .await
    .unwrap();
    id
}

async fn told(w: &World, staff: &Staff) -> Vec<String> {
    let told = notices::list(&w.app, staff, true, Lang::Zh).await.unwrap();
    told.into_iter().map(|notice| notice.text).collect()
}

fn kept(column: &str, owner: &Staff, review_on: &str) -> KeepForm {
    KeepForm {
        column: column.into(),
        office: "办公室".into(),
        owner: owner.id.clone(),
        review_on: Some(review_on.parse().unwrap()),
    }
}

async fn version(app: &App, staff: &Staff) -> i64 {
    inspection::columns(app, staff).await.unwrap().1
}

async fn watches(app: &App, indicator: &str) -> Vec<Watch> {
    inspection::of_organ(app, ORGAN).await.unwrap();
    let all = store::inspections::until(&app.store, ORGAN, Date::MAX, 300).await;
    let mut all = all.unwrap();
    all.retain(|watch| watch.indicator == indicator);
    all
}

#[tokio::test]
async fn the_owner_of_a_column_is_told_three_days_before_and_daily_after_and_never_twice() {
    let w = world("2026-03-02").await;
    publish(&w, &w.app, &document("集市管理办法", "第一条 逢三开市。")).await;
    let stands = version(&w.app, &w.head).await;
    inspection::keep(
        &w.app,
        &by(&w.head),
        stands,
        &kept("head/1", &w.section, "2027-03-02"),
    )
    .await
    .unwrap();
    // Six months after 2026-03-02 end with Wednesday 2026-09-02.
    let days = [
        ("2026-08-27", 0),
        ("2026-08-28", 1),
        ("2026-09-01", 1),
        ("2026-09-02", 1),
        ("2026-09-03", 2),
        ("2026-09-04", 3),
        ("2026-09-05", 3),
        ("2026-09-07", 4),
    ];
    for (day, expected) in days {
        let app = w.on(day);
        // Two nodes at once, and again as after a restart.
        let (one, two) = tokio::join!(
            reminders::remind(&app, ORGAN),
            reminders::remind(&app, ORGAN)
        );
        one.unwrap();
        two.unwrap();
        assert_eq!(reminders::remind(&app, ORGAN).await.unwrap(), 0, "{day}");
        assert_eq!(told(&w, &w.section).await.len(), expected, "{day}");
    }
    let said = told(&w, &w.section).await;
    assert!(
        said[0].contains("今天检查会发现") && said[0].contains("法规、规章"),
        "{said:?}"
    );
    assert!(
        said[3].contains("最迟 2026-09-02，还剩 3 个工作日"),
        "{said:?}"
    );
    let others = told(&w, &w.clerk).await;
    assert!(
        others.iter().all(|text| !text.contains("法规、规章")),
        "{others:?}"
    );
    // Mended: from now on nobody is told.
    publish(
        &w,
        &w.on("2026-09-08"),
        &document("新集市管理办法", "第一条 逢五开市。"),
    )
    .await;
    reminders::remind(&w.on("2026-09-09"), ORGAN).await.unwrap();
    assert_eq!(told(&w, &w.section).await.len(), 4);
}

#[tokio::test]
async fn the_first_day_is_known_though_nobody_looked_for_months() {
    let w = world("2026-03-02").await;
    publish(&w, &w.app, &document("集市管理办法", "第一条 逢三开市。")).await;
    let late = w.on("2026-12-01");
    assert!(inspection::current(&late, ORGAN).await.unwrap());
    let stale = watches(&late, "column_stale").await;
    assert_eq!(stale.len(), 1);
    assert_eq!(stale[0].first().to_string(), "2026-09-03");
    // An empty column is as old as the act that left it so, and no later act makes it younger.
    let first = watches(&late, "column_empty").await[0].first();
    assert_eq!(first.to_string(), "2026-03-02");
    publish(&w, &late, &document("新办法", "第一条。")).await;
    assert_eq!(watches(&late, "column_empty").await[0].first(), first);
}

#[tokio::test]
async fn an_organ_is_looked_at_where_an_act_or_a_day_moved_it() {
    let w = world("2026-03-02").await;
    assert!(inspection::current(&w.app, ORGAN).await.unwrap());
    for day in ["2026-03-02", "2026-03-03", "2026-03-31"] {
        assert!(
            !inspection::current(&w.on(day), ORGAN).await.unwrap(),
            "{day}"
        );
    }
    publish(&w, &w.app, &document("集市管理办法", "第一条 逢三开市。")).await;
    assert!(inspection::current(&w.app, ORGAN).await.unwrap());
    assert!(!inspection::current(&w.app, ORGAN).await.unwrap());
    // The year's report is owed from the first of January on, without an act.
    let january = w.on("2027-01-04");
    assert!(inspection::current(&january, ORGAN).await.unwrap());
    assert_eq!(
        watches(&january, "report_late").await[0]
            .first()
            .to_string(),
        "2027-02-01"
    );
    // The other organ was never looked at; one look around is enough for all.
    assert_eq!(
        inspection::look_around(&january, std::time::Duration::from_secs(60))
            .await
            .unwrap(),
        0
    );
    assert!(!inspection::current(&january, "QH04").await.unwrap());
}

#[tokio::test]
async fn a_document_that_says_its_own_end_is_not_shown_as_in_force_for_ever() {
    let w = world("2026-03-02").await;
    let body = "本办法自印发之日起施行，有效期一年。";
    let id = publish(&w, &w.app, &document("试点办法", body)).await;
    let ends = watches(&w.app, "ended_shown").await;
    assert_eq!(ends[0].place, format!("item/{id}"));
    // Made on 2026-02-05: it holds until 2027-02-05.
    assert_eq!(ends[0].first().to_string(), "2027-02-06");
}

#[tokio::test]
async fn what_is_late_is_found_from_its_first_day_and_gone_when_it_is_done() {
    let w = world("2026-03-02").await;
    let draft = ItemForm {
        made_on: Some("2026-03-02".parse().unwrap()),
        head: 11,
        ..form()
    };
    let id = items::draft(&w.app, &by(&w.clerk), &draft, "k")
        .await
        .unwrap();
    // Twenty working days after 2026-03-02 end on 2026-03-30.
    let late = watches(&w.app, "item_late").await;
    assert_eq!(late[0].first().to_string(), "2026-03-31");
    assert_eq!(late[0].owner, w.clerk.id);
    let shown = inspection::own(&w.on("2026-03-20"), &w.clerk)
        .await
        .unwrap();
    assert!(
        shown
            .soon
            .iter()
            .any(|watch| watch.place == format!("item/{id}"))
    );
    let shown = inspection::own(&w.on("2026-03-31"), &w.clerk)
        .await
        .unwrap();
    assert!(
        shown
            .today
            .iter()
            .any(|watch| watch.place == format!("item/{id}"))
    );
    let version = items::submit(&w.app, &by(&w.clerk), &id, 1, "")
        .await
        .unwrap();
    let version = w.read(&id, version).await.unwrap();
    items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &PublishForm::default(),
    )
    .await
    .unwrap();
    assert!(watches(&w.app, "item_late").await.is_empty());
}

#[tokio::test]
async fn the_guide_is_looked_through_after_the_organ_changed() {
    let w = world("2026-03-02").await;
    let mut form = app::organs::get(&w.app, ORGAN).await.unwrap();
    form.telephone = "0000-2506846".into();
    app::organs::save(&w.on("2026-03-05"), &form, "test")
        .await
        .unwrap();
    let app = w.on("2026-03-06");
    assert_eq!(
        watches(&app, "guide_outdated").await[0].first().to_string(),
        "2026-03-06"
    );
    let gaps = watches(&app, "guide_gap").await.len();
    assert_eq!(gaps, 3, "hours, fax and an address on the internet");
    let said = ReviewForm {
        column: "guide".into(),
        review_on: Some("2026-09-06".parse().unwrap()),
    };
    let stands = version(&app, &w.head).await;
    let other = inspection::review(&app, &by(&w.clerk), stands, &said).await;
    assert!(matches!(other, Err(Error::Refused(_))));
    inspection::review(&app, &by(&w.head), stands, &said)
        .await
        .unwrap();
    assert!(watches(&app, "guide_outdated").await.is_empty());
    assert_eq!(
        watches(&app, "column_review").await[0].last.to_string(),
        "2026-09-06"
    );
    let stale = inspection::review(&app, &by(&w.head), stands, &said).await;
    assert!(matches!(stale, Err(Error::Conflict)));
}

#[tokio::test]
async fn a_column_that_nobody_can_answer_for_is_refused_whole() {
    let w = world("2026-03-02").await;
    let stands = version(&w.app, &w.head).await;
    let wrong = KeepForm {
        column: "head/16".into(),
        owner: w.stranger.id.clone(),
        office: String::new(),
        review_on: None,
    };
    let Err(Error::Invalid(found)) = inspection::keep(&w.app, &by(&w.head), stands, &wrong).await
    else {
        panic!("it was taken");
    };
    let fields: Vec<&str> = found.iter().map(|one| one.field).collect();
    assert_eq!(fields, ["column", "owner", "review_on"]);
    assert_eq!(version(&w.app, &w.head).await, stands);
}

#[tokio::test]
async fn a_supervisor_sees_the_organs_below_and_what_fails_the_site() {
    let w = world("2026-03-02").await;
    let mut form = app::organs::get(&w.app, ORGAN).await.unwrap();
    form.parent = "QH04".into();
    app::organs::save(&w.app, &form, "test").await.unwrap();
    let supervisor = Staff {
        organ: "QH04".into(),
        roles: vec![app::Role::Supervisor],
        ..w.stranger.clone()
    };
    publish(&w, &w.app, &document("集市管理办法", "第一条 逢三开市。")).await;
    let seen = inspection::county(&w.on("2026-03-16"), &by(&supervisor))
        .await
        .unwrap();
    assert_eq!(seen.behind, 0);
    let organs: Vec<&str> = seen.organs.iter().map(|one| one.organ.as_str()).collect();
    assert_eq!(organs.len(), 2);
    let own = inspection::below(&w.on("2026-03-16"), &by(&supervisor), ORGAN)
        .await
        .unwrap();
    let counted = seen.organs.iter().find(|one| one.organ == ORGAN).unwrap();
    assert_eq!(usize::try_from(counted.today).unwrap(), own.today.len());
    assert_eq!(
        usize::try_from(counted.soon).unwrap(),
        own.today.len() + own.soon.len()
    );
    // Two weeks after the last publication the home page is too old; the columns that are empty fail the site already.
    let codes: Vec<(&str, String)> = seen
        .site
        .iter()
        .map(|watch| (watch.indicator.as_str(), watch.first().to_string()))
        .collect();
    assert_eq!(codes[0], ("site_home", "2026-03-17".to_string()));
    assert!(
        codes.contains(&("site_empty", "2026-03-02".to_string())),
        "{codes:?}"
    );
    let foreign = inspection::below(&w.app, &by(&supervisor), "QH99").await;
    assert!(matches!(foreign, Err(Error::NotFound)));
}
