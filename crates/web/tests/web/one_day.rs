//! One last day: whatever shows, sorts or counts by it says the same, every day, while consultations make it move without an act
//! and the site counts with settings of its own. A handful of cases in the normal run; `CASES=500` takes as many as are asked for.

use std::collections::BTreeMap;

use app::{App, Clock, Role, Settings, requests, upload::Upload};
use jiff::{ToSpan, civil::Date};
use law::case::{self, Act};
use serde_json::{Value, json};

use crate::{
    databases::both,
    office::house::{Browser, House},
};

/// A month with a long holiday in it.
const FIRST: &str = "2026-09-14";
const DAYS: i64 = 31;
/// How many cases the pages of one day are opened for.
const OPENED: usize = 6;

/// Numbers from a seed: the same cases in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// What happens to one case, by day.
fn script(dice: &mut Dice, filed: Date) -> BTreeMap<Date, Vec<Value>> {
    let mut acts: BTreeMap<Date, Vec<Value>> = BTreeMap::new();
    let mut at = |on: Date, act: Value| acts.entry(on).or_default().push(act);
    let after = |dice: &mut Dice, on: Date, most: u64| {
        on.saturating_add(i64::try_from(dice.roll(most)).unwrap_or(0).days())
    };
    for place in 0..dice.roll(3) {
        let (who, reference) = if dice.roll(3) == 0 {
            ("organ", format!("o{place}"))
        } else {
            ("third_party", format!("t{place}"))
        };
        let asked = after(dice, filed, 25);
        let kind = |step: &str| format!("{who}_{step}");
        at(asked, json!({"kind": kind("asked"), "ref": reference}));
        // Some letters are never known to have arrived, some never answered.
        if dice.roll(5) > 0 {
            let reached = after(dice, asked, 4);
            at(reached, json!({"kind": kind("reached"), "ref": reference}));
            if dice.roll(2) == 0 {
                let answered = after(dice, reached, 25);
                at(
                    answered,
                    json!({"kind": kind("answered"), "ref": reference, "consents": dice.roll(2) == 0}),
                );
            }
        }
    }
    if dice.roll(3) == 0 {
        let on = after(dice, filed, 25);
        at(
            on,
            json!({"kind": "extended", "days": 5 + dice.roll(16), "consented": on, "noticed": on}),
        );
    }
    if dice.roll(6) == 0 {
        let on = after(dice, filed, 40);
        at(
            on,
            json!({"kind": "answered", "code": "OPEN-GIVE", "how": "handed"}),
        );
    }
    acts
}

struct Case {
    id: String,
    number: String,
    script: BTreeMap<Date, Vec<Value>>,
}

#[tokio::test]
async fn every_exit_shows_the_same_last_day_on_every_day_of_a_month() {
    for database in both().await {
        a_month(database.store.clone(), database.name).await;
        database.store.close().await;
    }
}

async fn a_month(store: store::Store, name: &str) {
    let count: usize = std::env::var("CASES").map_or(12, |text| text.parse().unwrap());
    let mut settings = Settings::default();
    settings.handling.sign_before_answer = false;
    settings.clock.exclusion_cap_days = 10;
    settings.session_hours = 24 * 90;
    settings.publication.rectification_days = 7;
    let mut house = House::within(store, settings).await;
    let first: Date = FIRST.parse().unwrap();
    let mut dice = Dice(20_260_914);
    let mut cases = Vec::new();
    for _ in 0..count {
        let filed = first.saturating_sub(i64::try_from(dice.roll(30)).unwrap().days());
        let id = house.request("QA", &filed.to_string()).await;
        let row = store::requests::get(&house.app.store, "QA", &id)
            .await
            .unwrap()
            .unwrap();
        let script = script(&mut dice, filed);
        cases.push(Case {
            id,
            number: row.number,
            script,
        });
    }
    let start = first.saturating_sub(30.days());
    let mut moved = 0;
    let mut before: BTreeMap<String, Option<Date>> = BTreeMap::new();
    let total = DAYS + 30;
    let clerk = hire(&house).await;
    house.app = App {
        clock: morning(start),
        ..house.app.clone()
    };
    let seat = house
        .enter("QA", &[Role::Clerk, Role::DisclosureHead])
        .await;
    for step in 0..total {
        let day = start.saturating_add(step.days());
        house.app = App {
            clock: morning(day),
            ..house.app.clone()
        };
        let acted = act_all(&house.app, &clerk, &cases, day).await;
        if day < first {
            continue;
        }
        let expected = expected(&house.app, &cases, day).await;
        moved += expected
            .iter()
            .filter(|(id, due)| {
                !acted.contains(id) && before.get(*id).is_some_and(|was| was != *due)
            })
            .count();
        exits(
            &house,
            (&clerk, &seat),
            &cases,
            &expected,
            usize::try_from(step).unwrap(),
        )
        .await;
        before = expected;
    }
    assert!(
        moved > 0,
        "{name}: no last day moved without an act, the test shows nothing"
    );
    let rules = house.app.rules();
    let problems = store::verify::verify(
        &house.app.store,
        &house.app.files,
        &rules,
        store::verify::Look::default(),
    );
    assert_eq!(problems.await.unwrap(), [], "{name}");
}

fn morning(day: Date) -> Clock {
    Clock::fixed(format!("{day}T09:00:00+08:00").parse().unwrap())
}

async fn hire(house: &House) -> app::Staff {
    let new = app::accounts::NewStaff {
        organ: "QA".into(),
        login: "one-day".into(),
        name: "经办人".into(),
        roles: vec![Role::Clerk, Role::DisclosureHead],
        password: "a long password".into(),
    };
    app::accounts::create_staff(&house.app, &app::audit::Who::system("test"), &new)
        .await
        .unwrap()
}

/// Does what the scripts say for the day; what the law refuses does not happen. Returns the cases that something happened to.
async fn act_all(app: &App, clerk: &app::Staff, cases: &[Case], day: Date) -> Vec<String> {
    let mut acted = Vec::new();
    for case in cases {
        for act in case.script.get(&day).into_iter().flatten() {
            let mut act = act.clone();
            act["on"] = json!(day);
            let act: Act = serde_json::from_value(act).unwrap();
            let row = store::requests::get(&app.store, "QA", &case.id)
                .await
                .unwrap()
                .unwrap();
            let key = format!("{}-{day}-{}", case.id, row.version);
            let attach = requests::Attach {
                // An answer that gives information has a file with it.
                files: matches!(act.event, law::case::Event::Answered { .. })
                    .then(|| Upload {
                        name: "答复.txt".into(),
                        bytes: "所申请的信息".into(),
                    })
                    .into_iter()
                    .collect(),
                ..requests::Attach::default()
            };
            match requests::act(
                app,
                &app::rights::May::of(clerk, &act).unwrap(),
                &case.id,
                row.version,
                &key,
                &attach,
            )
            .await
            {
                Ok(_) => acted.push(case.id.clone()),
                Err(app::Error::Refused(_) | app::Error::Invalid(_)) => {}
                Err(error) => panic!("{day} {act:?}: {error}"),
            }
        }
    }
    acted
}

/// The statute engine's own word, from the acts as they stand in the ledger.
async fn expected(app: &App, cases: &[Case], day: Date) -> BTreeMap<String, Option<Date>> {
    let mut all = BTreeMap::new();
    for case in cases {
        let stream = format!("request/{}", case.id).parse().unwrap();
        let acts = store::ledger::stream(&app.store, "QA", &stream)
            .await
            .unwrap();
        let acts: Vec<Act> = acts
            .iter()
            .filter_map(|act| serde_json::from_str(&act.body).ok())
            .collect();
        let assessed = case::assess(&acts, day, &app.calendar, &app.settings.clock);
        all.insert(case.id.clone(), assessed.due);
    }
    all
}

async fn exits(
    house: &House,
    (clerk, seat): (&app::Staff, &Browser),
    cases: &[Case],
    expected: &BTreeMap<String, Option<Date>>,
    step: usize,
) {
    let day = house.app.clock.today();
    let by_number: BTreeMap<&str, String> = cases
        .iter()
        .map(|case| (case.number.as_str(), text(expected[&case.id])))
        .collect();
    let mut browser = house.follow(seat);

    let csv = browser.get("/office/requests?as=csv").await;
    let mut seen = 0;
    for line in csv.text.lines().skip(1) {
        let cells: Vec<&str> = line.trim_matches('"').split("\",\"").collect();
        if let Some(due) = by_number.get(cells[0]) {
            assert_eq!(cells[7], due, "{day} CSV {line}");
            seen += 1;
        }
    }
    assert_eq!(seen, cases.len(), "{day} CSV");

    let (name, bytes) = requests::register(&house.app, clerk, 2026).await.unwrap();
    let sheet = documents::sheet::read(&bytes, &name).unwrap();
    register(&sheet[0], &by_number, day);

    api(house, &mut browser, &by_number, day).await;
    sorted(&mut browser, &by_number, day).await;
    for pending in app::reminders::pending(&house.app, "QA").await.unwrap() {
        if let Some(due) = by_number.get(pending.name.as_str()) {
            assert_eq!(
                &pending.due.to_string(),
                due,
                "{day} reminders {}",
                pending.name
            );
        }
    }
    feed(house, clerk, &by_number, day).await;
    for place in 0..OPENED.min(cases.len()) {
        let case = &cases[(step * OPENED + place) % cases.len()];
        let due = text(expected[&case.id]);
        let page = browser.get(&format!("/office/requests/{}", case.id)).await;
        page.is(200);
        let row = store::requests::get(&house.app.store, "QA", &case.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(text(row.due), due, "{day} row {}", case.number);
        if row.status == "open" {
            page.says(&[&format!("<p class=\"clock-date\">{due} ")]);
        }
    }
    late(house, expected, day).await;
}

/// The register of the year, as a workbook.
fn register(sheet: &documents::sheet::Sheet, due: &BTreeMap<&str, String>, day: Date) {
    let head = sheet
        .rows
        .iter()
        .find(|row| row.iter().any(|cell| cell.text == "受理编号"))
        .unwrap();
    let column = |name: &str| {
        let cell = head.iter().find(|cell| cell.text == name);
        cell.unwrap_or_else(|| panic!("{name}: {head:?}")).column
    };
    let (number, last) = (column("受理编号"), column("答复期限"));
    let mut seen = 0;
    for row in &sheet.rows {
        let at = |place| {
            let cell = row.iter().find(|cell| cell.column == place);
            cell.map_or("", |cell| cell.text.as_str())
        };
        if let Some(due) = due.get(at(number)) {
            assert_eq!(at(last), due, "{day} register {}", at(number));
            seen += 1;
        }
    }
    assert_eq!(seen, due.len(), "{day} register");
}

fn text(due: Option<Date>) -> String {
    due.map_or_else(String::new, |due| due.to_string())
}

/// The API: list, today.
async fn api(house: &House, browser: &mut Browser, due: &BTreeMap<&str, String>, day: Date) {
    let token = house.token("QA", &[Role::Clerk]).await;
    let headers = [("authorization", token.as_str())];
    let mut seen = 0;
    let mut page = 1;
    loop {
        let path = format!("/api/v1/requests?page={page}");
        let answer = browser.call("GET", &path, &headers, "").await;
        let answer: Value = serde_json::from_str(&answer.text).unwrap();
        let rows = answer["requests"]
            .as_array()
            .unwrap_or_else(|| panic!("{answer}"));
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let number = row["number"].as_str().unwrap();
            assert_eq!(
                row["due"].as_str().unwrap_or_default(),
                due[number],
                "{day} API {number}"
            );
            seen += 1;
        }
        if seen >= due.len() {
            break;
        }
        page += 1;
    }
    assert_eq!(seen, due.len(), "{day} API");
    let answer = browser.call("GET", "/api/v1/today", &headers, "").await;
    let answer: Value = serde_json::from_str(&answer.text).unwrap();
    for group in ["late", "soon", "near", "later"] {
        for row in answer[group].as_array().unwrap() {
            let number = row["number"].as_str().unwrap();
            assert_eq!(
                row["due"].as_str().unwrap_or_default(),
                due[number],
                "{day} today {number}"
            );
        }
    }
}

/// Sorted by last day means by the one that is shown.
async fn sorted(browser: &mut Browser, due: &BTreeMap<&str, String>, day: Date) {
    let csv = browser
        .get("/office/requests?as=csv&sort=due&status=pending")
        .await;
    let mut last = String::new();
    for line in csv.text.lines().skip(1) {
        let cells: Vec<&str> = line.trim_matches('"').split("\",\"").collect();
        let Some(shown) = due.get(cells[0]).filter(|due| !due.is_empty()) else {
            continue;
        };
        assert!(*shown >= last, "{day} sorted: {shown} after {last}");
        last.clone_from(shown);
    }
}

/// The calendar that people subscribe to.
async fn feed(house: &House, clerk: &app::Staff, due: &BTreeMap<&str, String>, day: Date) {
    let secret = app::tokens::make_feed(&house.app, clerk).await.unwrap();
    let feed = app::calendar_feed::feed(&house.app, &secret).await.unwrap();
    let feed = feed.replace("\r\n ", "");
    for event in feed.split("BEGIN:VEVENT").skip(1) {
        for (number, due) in due {
            if event.contains(*number) {
                let start = format!("DTSTART;VALUE=DATE:{}", due.replace('-', ""));
                assert!(event.contains(&start), "{day} feed {number} {due}: {event}");
            }
        }
    }
}

/// What the public is told of answers that came late.
async fn late(house: &House, expected: &BTreeMap<String, Option<Date>>, day: Date) {
    let mut late = 0;
    for (id, due) in expected {
        let row = store::requests::get(&house.app.store, "QA", id)
            .await
            .unwrap()
            .unwrap();
        late += i64::from(row.closed_on.zip(*due).is_some_and(|(on, due)| on > due));
    }
    let year = store::requests::year_of(&house.app.store, "QA", 2026)
        .await
        .unwrap();
    let public = store::published::stats(&house.app.store, Some("QA"), 2026)
        .await
        .unwrap();
    assert_eq!((year.late, public.late), (late, late), "{day} late answers");
}
