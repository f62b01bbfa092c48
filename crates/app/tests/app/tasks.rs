//! 年度任务: given to several organs at once or to none, handed in, taken or sent back, done by what becomes public; told once.

use app::{
    App, Error, Role, Staff, accounts,
    items::{self, PublishForm},
    notices, reminders,
    tasks::{self, GiveForm, StepForm},
};
use law::{Lang, task::Kind};
use store::tasks::{At, TaskRow};

use crate::{
    items::form,
    world::{ORGAN, World, by, world},
};

struct County {
    w: World,
    supervisor: Staff,
    leader_above: Staff,
}

const ABOVE: &str = "QH01";

/// QH01 is above QH03 and QH04.
async fn county() -> County {
    let w = world("2026-03-02").await;
    let mut above = app::organs::get(&w.app, ORGAN).await.unwrap();
    (above.code, above.name) = (ABOVE.into(), "青禾县人民政府办公室".into());
    assert!(app::organs::save(&w.app, &above, "test").await.unwrap());
    for code in [ORGAN, "QH04"] {
        let mut form = app::organs::get(&w.app, code).await.unwrap();
        form.parent = ABOVE.into();
        app::organs::save(&w.app, &form, "test").await.unwrap();
    }
    let hire = async |role: Role| {
        let new = accounts::NewStaff {
            organ: ABOVE.into(),
            login: format!("above-{}", role.as_str()),
            name: role.zh().into(),
            roles: vec![role],
            password: "a long password".into(),
        };
        let who = app::audit::Who::system("test");
        accounts::create_staff(&w.app, &who, &new).await.unwrap()
    };
    County {
        supervisor: hire(Role::Supervisor).await,
        leader_above: hire(Role::Leader).await,
        w,
    }
}

fn giving(wants: &str) -> GiveForm {
    GiveForm {
        year: 2026,
        text: "公开财政预算、决算".into(),
        source: "2026年政务公开工作要点".into(),
        point: "第三条".into(),
        wants: wants.into(),
        due: "2026-04-30".parse().ok(),
        organs: vec![
            (ORGAN.into(), String::new()),
            ("QH04".into(), "2026-05-29".into()),
        ],
    }
}

fn step(kind: Kind, text: &str, due: &str) -> StepForm {
    StepForm {
        kind,
        text: text.into(),
        due: due.parse().ok(),
        address: String::new(),
    }
}

async fn told(app: &App, staff: &Staff) -> Vec<String> {
    let told = notices::list(app, staff, true, Lang::Zh).await.unwrap();
    let texts = told.into_iter().map(|notice| notice.text);
    texts.filter(|text| text.contains("年度任务")).collect()
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

async fn owed(app: &App, staff: &Staff) -> Vec<TaskRow> {
    tasks::own(app, staff, &At::First, 10).await.unwrap().owed
}

impl County {
    async fn give(&self, key: &str, form: &GiveForm) -> app::Result<String> {
        tasks::give(&self.w.app, &by(&self.supervisor), key, form).await
    }

    async fn below(&self, app: &App, row: &TaskRow, form: &StepForm) -> app::Result<()> {
        let key = format!("{}-{}", form.kind.word(), row.version);
        let about = (row.organ.as_str(), row.id.as_str());
        tasks::below(app, &by(&self.w.clerk), about, (row.version, &key), form).await
    }

    async fn above(&self, app: &App, row: &TaskRow, form: &StepForm) -> app::Result<()> {
        let key = format!("{}-{}", form.kind.word(), row.version);
        let about = (row.organ.as_str(), row.id.as_str());
        tasks::above(app, &by(&self.supervisor), about, (row.version, &key), form).await
    }

    async fn row(&self, row: &TaskRow) -> TaskRow {
        let found = store::tasks::get(&self.w.app.store, &row.organ, &row.id).await;
        found.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_task_is_given_to_each_organ_once_with_its_own_last_day() {
    let county = county().await;
    let w = &county.w;
    let lot = county.give("give", &giving("material")).await.unwrap();
    let again = county.give("give", &giving("material")).await.unwrap();
    assert_eq!(again, lot, "a double click");
    let (one, other) = (
        owed(&w.app, &w.clerk).await,
        owed(&w.app, &w.stranger).await,
    );
    assert_eq!((one.len(), other.len()), (1, 1));
    assert_eq!(one[0].due, "2026-04-30".parse().unwrap());
    assert_eq!(other[0].due, "2026-05-29".parse().unwrap());
    for staff in [&w.clerk, &w.head, &w.stranger] {
        assert_eq!(told(&w.app, staff).await.len(), 1, "{}", staff.login);
    }
    assert!(told(&w.app, &w.leader).await.is_empty());
    let changed = GiveForm {
        point: "第四条".into(),
        ..giving("material")
    };
    let changed = county.give("give", &changed).await;
    assert!(
        matches!(changed, Err(Error::Invalid(_))),
        "other content, one key"
    );
    // The same point by another form: nobody gets it twice, and who has it not yet neither.
    let mut form = giving("material");
    form.organs.remove(0);
    form.text = "公开部门预算".into();
    county.give("one", &form).await.unwrap();
    form.organs = giving("material").organs;
    let twice = county.give("two", &form).await;
    let Err(Error::Refused(found)) = twice else {
        panic!("{twice:?}")
    };
    assert_eq!((found.len(), found[0].place.as_str()), (1, "organs"));
    assert_eq!(owed(&w.app, &w.clerk).await.len(), 1);
    assert_eq!(told(&w.app, &w.clerk).await.len(), 1);
    assert_eq!(problems(&w.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn all_get_it_or_none() {
    let county = county().await;
    let w = &county.w;
    let change = |change: fn(&mut GiveForm)| {
        let mut form = giving("material");
        change(&mut form);
        form
    };
    for (form, field) in [
        (change(|one| one.organs.clear()), "organs"),
        (
            change(|one| one.organs[1].1 = "2026-05-30".into()),
            "organs",
        ),
        (change(|one| one.organs[1].1 = "bald".into()), "organs"),
        (change(|one| one.due = None), "due"),
        (change(|one| one.due = "2026-03-02".parse().ok()), "due"),
        (change(|one| one.text = String::new()), "text"),
        (change(|one| one.text = "字".repeat(501)), "text"),
        (change(|one| one.source = " ".into()), "source"),
        (
            change(|one| one.point = "11010519491231002X".into()),
            "point",
        ),
        (change(|one| one.year = 0), "year"),
        (change(|one| one.wants = "nothing".into()), "wants"),
        (change(|one| one.wants = "column/head/99".into()), "wants"),
    ] {
        let wrong = county.give("wrong", &form).await;
        let Err(Error::Invalid(wrong)) = wrong else {
            panic!("{form:?}")
        };
        assert_eq!(wrong[0].field, field, "{form:?} {wrong:?}");
    }
    // An organ with a day of its own does not ask for the common one.
    let mut own = giving("material");
    own.due = None;
    own.organs.remove(0);
    county.give("own", &own).await.unwrap();
    // Not below: itself, and none that there is.
    for code in [ABOVE, "QH99"] {
        let mut form = giving("material");
        form.organs.push((code.into(), String::new()));
        let beside = county.give("beside", &form).await;
        assert!(matches!(beside, Err(Error::NotFound)), "{code}");
    }
    assert!(owed(&w.app, &w.clerk).await.is_empty());
    assert!(told(&w.app, &w.clerk).await.is_empty());
}

#[tokio::test]
async fn handed_in_late_returned_and_taken_stays_late() {
    let county = county().await;
    let w = &county.w;
    county.give("give", &giving("material")).await.unwrap();
    let row = owed(&w.app, &w.clerk).await.remove(0);
    let view = tasks::open(&w.app, &w.clerk, ORGAN, &row.id).await.unwrap();
    assert_eq!(view.allowed, [Kind::HandedIn]);
    // Of those above the leader reads it and does nothing; others do not know of it.
    let above = tasks::open(&w.app, &county.leader_above, ORGAN, &row.id).await;
    assert!(above.unwrap().allowed.is_empty());
    let stranger = tasks::open(&w.app, &w.stranger, ORGAN, &row.id).await;
    assert!(matches!(stranger, Err(Error::NotFound)));
    let (foreign, done) = (by(&w.stranger), step(Kind::HandedIn, "已公开", ""));
    let foreign = tasks::below(&w.app, &foreign, (ORGAN, &row.id), (1, "k"), &done).await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let app = w.on("2026-05-06");
    let empty = county
        .below(&app, &row, &step(Kind::HandedIn, " ", ""))
        .await;
    assert!(matches!(empty, Err(Error::Invalid(wrong)) if wrong[0].field == "text"));
    let nowhere = StepForm {
        address: "/items/QH03/01ARZ3NDEKTSV4RRFFQ69G5FAV".into(),
        ..step(Kind::HandedIn, "已公开", "")
    };
    let nowhere = county.below(&app, &row, &nowhere).await;
    assert!(matches!(nowhere, Err(Error::Invalid(wrong)) if wrong[0].field == "address"));
    let done = step(Kind::HandedIn, "已公开", "");
    county.below(&app, &row, &done).await.unwrap();
    county.below(&app, &row, &done).await.unwrap();
    assert_eq!(told(&app, &county.supervisor).await.len(), 1);
    let stale = county.above(&app, &row, &step(Kind::Taken, "", "")).await;
    assert!(matches!(stale, Err(Error::Conflict)));
    let row = county.row(&row).await;
    let early = county
        .above(&app, &row, &step(Kind::Extended, "等待", "2026-06-30"))
        .await;
    assert!(matches!(early, Err(Error::Refused(_))));
    let no_day = county
        .above(&app, &row, &step(Kind::Returned, "没有说明", ""))
        .await;
    assert!(matches!(no_day, Err(Error::Invalid(wrong)) if wrong[0].field == "due"));
    let back = step(Kind::Returned, "没有说明", "2026-05-29");
    county.above(&app, &row, &back).await.unwrap();
    let row = county.row(&row).await;
    assert_eq!(
        (row.status.as_str(), row.owed_by),
        ("open", "2026-05-29".parse().ok())
    );
    county
        .below(&app, &row, &step(Kind::HandedIn, "已公开，附说明", ""))
        .await
        .unwrap();
    let row = county.row(&row).await;
    county
        .above(&app, &row, &step(Kind::Taken, "", ""))
        .await
        .unwrap();
    let row = county.row(&row).await;
    assert_eq!((row.status.as_str(), row.late), ("taken", 1));
    assert_eq!(row.first_on, "2026-05-06".parse().ok());
    let given = tasks::given(&app, &by(&county.supervisor), 2026, &At::First, 10).await;
    let lot = given.unwrap().lots.remove(0);
    assert_eq!((lot.organs, lot.done, lot.open, lot.late), (2, 1, 1, 1));
    // Given, back and taken: three for the clerk.
    assert_eq!(told(&app, &w.clerk).await.len(), 3);
    assert_eq!(problems(&w.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn the_organ_is_told_three_days_before_and_once_when_the_day_passed() {
    let county = county().await;
    let w = &county.w;
    county.give("give", &giving("material")).await.unwrap();
    // Thursday 2026-04-30; the holidays last until 05-05.
    for (day, clerk, leader) in [
        ("2026-04-24", 1, 0),
        ("2026-04-27", 2, 0),
        ("2026-04-30", 2, 0),
        ("2026-05-05", 2, 0),
        ("2026-05-06", 3, 1),
        ("2026-05-07", 3, 1),
        ("2026-06-30", 3, 1),
    ] {
        let app = w.on(day);
        let (one, two) = tokio::join!(
            reminders::remind(&app, ORGAN),
            reminders::remind(&app, ORGAN)
        );
        one.unwrap();
        two.unwrap();
        assert_eq!(told(&app, &w.clerk).await.len(), clerk, "{day}");
        assert_eq!(told(&app, &w.leader).await.len(), leader, "{day}");
        assert!(told(&app, &county.supervisor).await.is_empty(), "{day}");
    }
    // A further day is told of anew; what was handed in is not.
    let row = owed(&w.app, &w.clerk).await.remove(0);
    let app = w.on("2026-06-30");
    county
        .above(&app, &row, &step(Kind::Extended, "等待批复", "2026-07-31"))
        .await
        .unwrap();
    let app = w.on("2026-08-03");
    reminders::remind(&app, ORGAN).await.unwrap();
    assert_eq!(told(&app, &w.leader).await.len(), 2);
    let row = county.row(&row).await;
    county
        .above(&app, &row, &step(Kind::CalledOff, "合并", ""))
        .await
        .unwrap();
    reminders::remind(&w.on("2026-08-04"), ORGAN).await.unwrap();
    assert_eq!(told(&app, &w.leader).await.len(), 2);
}

async fn cleared(w: &World, app: &App, key: &str, head: u8) -> (String, i64) {
    let draft = items::ItemForm { head, ..form() };
    let id = items::draft(app, &by(&w.clerk), &draft, key).await.unwrap();
    let version = items::submit(app, &by(&w.clerk), &id, 1, "").await.unwrap();
    let version = w.read_in(app, &id, version).await.unwrap();
    (id, version)
}

#[tokio::test]
async fn what_becomes_public_does_the_task_that_wanted_it_once() {
    let county = county().await;
    let w = &county.w;
    let publish = async |app: &App, (id, version): &(String, i64)| {
        let form = PublishForm::default();
        items::publish(app, &by(&w.publisher), id, *version, &form)
            .await
            .unwrap();
    };
    // Public before the task was given: not by this.
    publish(&w.app, &cleared(w, &w.app, "before", 7).await).await;
    county.give("give", &giving("column/head/7")).await.unwrap();
    let row = owed(&w.app, &w.clerk).await.remove(0);
    let by_hand = county
        .below(&w.app, &row, &step(Kind::HandedIn, "已公开", ""))
        .await;
    assert!(matches!(by_hand, Err(Error::Refused(_))));
    let app = w.on("2026-05-06");
    publish(&app, &cleared(w, &app, "another head", 4).await).await;
    assert_eq!(county.row(&row).await.status, "open");
    let budget = cleared(w, &app, "budget", 7).await;
    assert_eq!(
        county.row(&row).await.status,
        "open",
        "cleared is not public"
    );
    publish(&app, &budget).await;
    let done = county.row(&row).await;
    assert_eq!(
        (done.status.as_str(), done.item.as_str()),
        ("published", budget.0.as_str())
    );
    assert_eq!((done.late, done.version), (1, 2));
    publish(&app, &cleared(w, &app, "one more", 7).await).await;
    assert_eq!(county.row(&row).await, done, "once");
    // The other organ published nothing.
    assert_eq!(owed(&app, &w.stranger).await.len(), 1);
    let off = county
        .above(&app, &done, &step(Kind::CalledOff, "合并", ""))
        .await;
    assert!(matches!(off, Err(Error::Refused(_))), "it is closed");
    assert_eq!(problems(&w.app).await, Vec::<String>::new());
}

#[tokio::test]
async fn material_names_a_public_item_and_today_holds_what_presses() {
    let county = county().await;
    let w = &county.w;
    county.give("give", &giving("material")).await.unwrap();
    let row = owed(&w.app, &w.clerk).await.remove(0);
    let waits = async |app: &App, staff: &Staff| {
        let desk = app::today::today(app, staff).await.unwrap().tasks;
        (desk.owed.len(), desk.to_judge.len())
    };
    assert_eq!(
        waits(&w.on("2026-04-15"), &w.clerk).await,
        (0, 0),
        "15 days ahead"
    );
    let app = w.on("2026-04-16");
    assert_eq!(waits(&app, &w.clerk).await, (1, 0));
    assert_eq!(waits(&app, &w.reviewer).await, (0, 0));
    let (item, version) = cleared(w, &app, "budget", 7).await;
    let publish = PublishForm::default();
    items::publish(&app, &by(&w.publisher), &item, version, &publish)
        .await
        .unwrap();
    let shown = StepForm {
        address: format!("https://www.example.cn/items/{ORGAN}/{item}?lang=zh"),
        ..step(Kind::HandedIn, "已公开", "")
    };
    county.below(&app, &row, &shown).await.unwrap();
    assert_eq!(waits(&app, &w.clerk).await, (0, 0));
    assert_eq!(waits(&app, &county.supervisor).await, (0, 1));
    let view = tasks::open(&app, &county.supervisor, ORGAN, &row.id)
        .await
        .unwrap();
    assert_eq!(view.state.handed.unwrap().1.item, format!("{ORGAN}/{item}"));
    assert_eq!(view.allowed, [Kind::Taken, Kind::Returned, Kind::CalledOff]);
    assert_eq!((view.row.late, view.acts.len()), (0, 2));
}
