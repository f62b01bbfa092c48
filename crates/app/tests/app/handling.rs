//! long: every test here needs the same case on its way through the house and the same few helpers.
//!
//! The house at work: readings and signatures, looks on record, splitting, joining, opinions.

use app::{
    Error, Settings, Staff,
    requests::{self, Attach, Filing, Handling, NewRequest},
    today::Place,
    upload::Upload,
};
use law::{
    case::{Channel, Status},
    handling::Post,
    next::Who,
    remedy::Remedy,
};
use serde_json::{Value, json};

use crate::world::{ORGAN, World, act, material, may, request, world, world_with};

const DAY: &str = "2026-03-02";

fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

async fn filed(w: &World, new: &NewRequest) -> requests::Filed {
    let key = format!("{}{}{}", new.name, new.wanted, rand_key());
    requests::file(&w.app, new, &key).await.unwrap()
}

fn rand_key() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed).to_string()
}

/// One handling act of somebody, at the version the case has now.
async fn handle(w: &World, on: &str, who: &Staff, id: &str, body: Value) -> app::Result<i64> {
    let version = store::requests::get(&w.app.store, ORGAN, id)
        .await
        .unwrap()
        .unwrap()
        .version;
    let new = Handling {
        on: day(on),
        event: serde_json::from_value(body.clone()).unwrap(),
    };
    let key = format!("{id}-{version}-{body}");
    let prepares = body["kind"] == "decision_prepared" && body["code"] == "OPEN-GIVE";
    let attach = if prepares {
        material()
    } else {
        Attach::default()
    };
    requests::handle(&w.on(on), who, id, version, &key, &new, &attach).await
}

async fn answer(w: &World, on: &str, id: &str, code: &str) -> app::Result<i64> {
    let attach = if w.app.settings.handling.sign_before_answer {
        Attach::default()
    } else {
        material()
    };
    answer_with(w, on, id, code, &attach).await
}

async fn answer_with(
    w: &World,
    on: &str,
    id: &str,
    code: &str,
    attach: &Attach,
) -> app::Result<i64> {
    let version = store::requests::get(&w.app.store, ORGAN, id)
        .await
        .unwrap()
        .unwrap()
        .version;
    let body = json!({"kind": "answered", "on": on, "code": code, "how": "handed"});
    let key = format!("answer-{id}-{version}-{code}");
    let (app, new) = (w.on(on), act(body));
    requests::act(&app, &may(&w.clerk, &new), id, version, &key, attach).await
}

async fn sign(w: &World, id: &str, code: &str) {
    sign_with(w, id, json!({"kind": "decision_prepared", "code": code})).await;
}

/// Prepared so, read three times and signed.
async fn sign_with(w: &World, id: &str, prepared: Value) {
    let agree = |kind: &str| json!({"kind": kind, "opinion": "agree"});
    let steps = [
        (&w.clerk, prepared),
        (&w.section, agree("section_reviewed")),
        (&w.legal, agree("legally_reviewed")),
        (&w.leader, agree("signed")),
    ];
    for (who, body) in steps {
        handle(w, "2026-03-05", who, id, body).await.unwrap();
    }
}

fn rules(result: app::Result<i64>) -> Vec<String> {
    match result {
        Err(Error::Refused(found)) => found.iter().map(|one| one.id.to_string()).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_goes_out_as_it_was_signed() {
    let w = world_with(DAY, Settings::default()).await;
    let one = filed(&w, &request(Channel::Counter)).await;
    assert_eq!(
        rules(answer(&w, "2026-03-06", &one.id, "OPEN-GIVE").await),
        ["A-45"]
    );
    sign(&w, &one.id, "OPEN-GIVE").await;
    assert_eq!(
        rules(answer(&w, "2026-03-06", &one.id, "NONE").await),
        ["A-36.1"]
    );
    assert_eq!(
        rules(answer(&w, "2026-03-04", &one.id, "OPEN-GIVE").await),
        ["F-D17"],
        "not before the day of its letter"
    );
    answer(&w, "2026-03-06", &one.id, "OPEN-GIVE")
        .await
        .unwrap();
    let seen = requests::open(&w.on("2026-03-06"), &w.clerk, &one.id)
        .await
        .unwrap();
    assert_eq!(seen.assessment.status, Status::Closed);
    let served =
        json!({"kind": "served", "how": "handed", "reached": "2026-03-06", "proof": "签收单"});
    handle(&w, "2026-03-06", &w.clerk, &one.id, served)
        .await
        .unwrap();
    let seen = requests::open(&w.on("2026-03-09"), &w.clerk, &one.id)
        .await
        .unwrap();
    assert!(
        seen.handling.findings.is_empty(),
        "{:?}",
        seen.handling.findings
    );
    let facts = store::requests::facts(&w.app.store, ORGAN, 2026)
        .await
        .unwrap();
    assert_eq!(facts.len(), 1, "handling acts count nowhere");
    let problems = store::verify::verify(
        &w.app.store,
        &w.app.files,
        &w.app.rules(),
        store::verify::Look::default(),
    )
    .await
    .unwrap();
    assert!(problems.is_empty(), "{problems:?}");
}

#[tokio::test]
async fn each_reads_in_turn_and_nobody_for_another() {
    let w = world_with(DAY, Settings::default()).await;
    let one = filed(&w, &request(Channel::Counter)).await;
    let agree = |kind: &str| json!({"kind": kind, "opinion": "agree"});
    let early = handle(
        &w,
        "2026-03-05",
        &w.section,
        &one.id,
        agree("section_reviewed"),
    )
    .await;
    assert_eq!(rules(early), ["A-45"]);
    let prepared = json!({"kind": "decision_prepared", "code": "OPEN-GIVE"});
    handle(&w, "2026-03-05", &w.clerk, &one.id, prepared)
        .await
        .unwrap();
    for (who, kind) in [(&w.clerk, "section_reviewed"), (&w.section, "signed")] {
        let foreign = handle(&w, "2026-03-05", who, &one.id, agree(kind)).await;
        assert!(
            matches!(foreign, Err(Error::Forbidden)),
            "{kind} {foreign:?}"
        );
    }
    let early = handle(&w, "2026-03-05", &w.leader, &one.id, agree("signed")).await;
    assert_eq!(rules(early), ["A-45"]);
    let desk = app::today::today(&w.on("2026-03-05"), &w.section)
        .await
        .unwrap();
    let places =
        |desk: &app::today::Today| desk.cases.iter().map(|one| one.place).collect::<Vec<_>>();
    assert_eq!(places(&desk), [Place::ToRead]);
    let desk = app::today::today(&w.on("2026-03-05"), &w.leader)
        .await
        .unwrap();
    assert_eq!(places(&desk), [Place::Others]);
    assert_eq!(desk.cases[0].next.who, Who::Post(Post::SectionHead));
    let desk = app::today::today(&w.on("2026-03-05"), &w.reviewer)
        .await
        .unwrap();
    assert!(desk.cases.is_empty(), "he has no hand in requests");
    let stranger = handle(
        &w,
        "2026-03-05",
        &w.stranger,
        &one.id,
        agree("section_reviewed"),
    )
    .await;
    assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
    let future = handle(
        &w,
        "2026-03-05",
        &w.section,
        &one.id,
        agree("section_reviewed"),
    );
    future.await.unwrap();
    let acts = requests::open(&w.app, &w.clerk, &one.id)
        .await
        .unwrap()
        .acts;
    assert_eq!(acts.last().unwrap().actor, w.section.id);
}

#[tokio::test]
async fn a_later_date_than_today_and_acts_with_a_way_of_their_own_are_refused() {
    let w = world(DAY).await;
    let one = filed(&w, &request(Channel::Counter)).await;
    let new = |on: &str, body: Value| Handling {
        on: day(on),
        event: serde_json::from_value(body).unwrap(),
    };
    let none = Attach::default();
    let risk = new("2026-03-03", json!({"kind": "risk_noted", "note": "x"}));
    let tried = requests::handle(&w.app, &w.clerk, &one.id, 1, "a", &risk, &none).await;
    assert!(matches!(tried, Err(Error::Invalid(_))), "{tried:?}");
    for body in [
        json!({"kind": "satisfaction", "score": 5}),
        json!({"kind": "code_given"}),
        json!({"kind": "shown_in_full", "why": "看看"}),
        json!({"kind": "letter_numbered", "letter": "reply", "number": "1"}),
        json!({"kind": "joined", "lead": "x", "number": "y"}),
    ] {
        let apart = new(DAY, body.clone());
        let tried = requests::handle(&w.app, &w.clerk, &one.id, 1, "b", &apart, &none).await;
        assert!(matches!(tried, Err(Error::Forbidden)), "{body} {tried:?}");
    }
}

#[tokio::test]
async fn an_act_is_judged_on_its_own_day() {
    let w = world(DAY).await;
    let one = filed(&w, &request(Channel::Counter)).await;
    let late = w.on("2026-06-01");
    let noticed =
        |on: &str| act(json!({"kind": "correction_noticed", "on": on, "days": 10, "reached": on}));
    let none = Attach::default();
    // The 7th working day after 2026-03-02 is 2026-03-11.
    let tried = requests::act(
        &late,
        &may(&w.clerk, &noticed("2026-03-12")),
        &one.id,
        1,
        "a",
        &none,
    )
    .await;
    assert_eq!(rules(tried), ["A-30.5"]);
    requests::act(
        &late,
        &may(&w.clerk, &noticed("2026-03-11")),
        &one.id,
        1,
        "b",
        &none,
    )
    .await
    .unwrap();
}

#[tokio::test]
async fn the_applicant_is_masked_and_each_look_is_on_record() {
    let w = world(DAY).await;
    let mut new = request(Channel::Counter);
    new.email = "someone@example.org".into();
    let filing = Filing {
        proof: vec![Upload {
            name: "证件.txt".into(),
            bytes: "身份证复印件内容".into(),
        }],
        ..Filing::default()
    };
    let one = requests::file_with(&w.app, &new, &filing, "k", &w.clerk.id, day(DAY))
        .await
        .unwrap();
    let seen = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    assert_eq!(seen.applicant["name"], "申***");
    assert!(!seen.applicant.to_string().contains("11010519491231002X"));
    let empty = requests::reveal(&w.app, &w.clerk, &one.id, "look", " ").await;
    assert!(matches!(empty, Err(Error::Invalid(_))), "{empty:?}");
    for _ in 0..2 {
        let full = requests::reveal(&w.app, &w.clerk, &one.id, "look", "寄送答复")
            .await
            .unwrap();
        assert_eq!(full["id_number"], "11010519491231002X");
    }
    let seen = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    let looks: Vec<_> = seen
        .acts
        .iter()
        .filter(|act| act.kind == "shown_in_full")
        .collect();
    assert_eq!(
        (
            looks.len(),
            looks[0].body::<serde_json::Value>().unwrap()["why"].as_str()
        ),
        (1, Some("寄送答复"))
    );
    let nobody = requests::reveal(&w.app, &w.reviewer, &one.id, "r", "看看").await;
    assert!(matches!(nobody, Err(Error::Forbidden)), "{nobody:?}");

    let file = &seen.acts[0].body::<serde_json::Value>().unwrap()["files"][0];
    let hash = file["hash"].as_str().unwrap().to_string();
    let stored = w.app.files.get(&hash).await.unwrap();
    assert!(
        !String::from_utf8_lossy(&stored).contains("身份证复印件内容"),
        "sealed"
    );
    let plain = requests::download(&w.app, &w.clerk, &one.id, &hash).await;
    assert!(matches!(plain, Err(Error::Forbidden)), "{plain:?}");
    let (_, bytes) = requests::reveal_file(&w.app, &w.clerk, &one.id, "p", "核对身份", &hash)
        .await
        .unwrap();
    assert_eq!(bytes, "身份证复印件内容".as_bytes());
    // A colleague's look does not make a page stale: nothing in the case changed.
    let none = Attach::default();
    let withdrawn = act(json!({"kind": "withdrawn", "on": DAY}));
    requests::act(&w.app, &may(&w.clerk, &withdrawn), &one.id, 1, "w", &none)
        .await
        .unwrap();
    let public = requests::progress(&w.app, &one.number, &one.query_code, "1.1.1.1")
        .await
        .unwrap();
    assert!(
        public.steps.iter().all(|step| step.files.is_empty()),
        "proof is not shown"
    );
    let shown: Vec<_> = public
        .steps
        .iter()
        .map(|step| format!("{:?}", step.event))
        .collect();
    assert_eq!(shown.len(), 2, "looks are no steps: {shown:?}");
}

#[tokio::test]
async fn the_same_applicant_is_recognised_within_the_calendar_month() {
    let w = world("2026-03-31").await;
    let mut last = String::new();
    for number in 0..11 {
        let mut new = request(Channel::Counter);
        new.wanted = format!("第{number}件");
        if number % 2 == 1 {
            new.id_number = "1101 0519 4912 3100 2x".into();
        }
        last = filed(&w, &new).await.id;
    }
    let seen = requests::open(&w.app, &w.clerk, &last).await.unwrap();
    assert_eq!(
        (seen.month.count, seen.month.place, seen.month.fen),
        (11, 11, 10_000)
    );
    assert_eq!(seen.month.name, "2026-03");
    let mut next = request(Channel::Counter);
    next.wanted = "四月的一件".into();
    let april = requests::file(&w.on("2026-04-01"), &next, "april")
        .await
        .unwrap();
    let seen = requests::open(&w.on("2026-04-01"), &w.clerk, &april.id)
        .await
        .unwrap();
    assert_eq!(
        (seen.month.count, seen.month.fen),
        (1, 0),
        "trap 12: a calendar month"
    );
    let mut other = request(Channel::Counter);
    other.id_number = "92360923MA00000000".into();
    other.phone = "0000-2599999".into();
    let other = filed(&w, &other).await;
    let seen = requests::open(&w.app, &w.clerk, &other.id).await.unwrap();
    assert_eq!(seen.month.count, 1);
}

#[tokio::test]
async fn a_letter_is_split_and_each_part_is_a_request_with_its_receipt_date() {
    let w = world(DAY).await;
    let mut new = request(Channel::OrdinaryMail);
    new.wanted = "一、批复；二、合同；三、验收报告".into();
    let one = filed(&w, &new).await;
    let none = Attach::default();
    let parts: Vec<String> = ["批复", "合同", "验收报告"].map(String::from).to_vec();
    let app = w.on("2026-03-04");
    let early = requests::split(&app, &w.clerk, &one.id, 1, "s", &parts, day("2026-03-04")).await;
    assert!(
        matches!(early, Err(Error::Refused(_))),
        "not yet received: {early:?}"
    );
    let confirmed = act(json!({"kind": "confirmed", "on": DAY}));
    requests::act(&app, &may(&w.clerk, &confirmed), &one.id, 1, "c", &none)
        .await
        .unwrap();
    let single = requests::split(&app, &w.clerk, &one.id, 2, "s1", &parts[..1], day(DAY)).await;
    assert!(matches!(single, Err(Error::Invalid(_))), "{single:?}");
    for _ in 0..2 {
        let made = requests::split(&app, &w.clerk, &one.id, 2, "s2", &parts, day("2026-03-04"))
            .await
            .unwrap();
        assert_eq!(made.len(), 3);
        assert_eq!(made[0].number, one.number);
        let second = requests::open(&app, &w.clerk, &made[1].id).await.unwrap();
        assert_eq!(second.applicant["wanted"], "合同");
        assert_eq!(second.assessment.receipt, Some(day(DAY)));
        let (number, code) = (&made[1].number, &made[1].query_code);
        requests::progress(&app, number, code, "1.1.1.1")
            .await
            .unwrap();
    }
    let first = requests::open(&app, &w.clerk, &one.id).await.unwrap();
    assert_eq!(first.applicant["wanted"], "批复");
    assert_eq!(
        first.applicant["letter"],
        "一、批复；二、合同；三、验收报告"
    );
    let facts = store::requests::facts(&w.app.store, ORGAN, 2026)
        .await
        .unwrap();
    assert_eq!(facts.len(), 3, "R-44: each part counts");
}

#[tokio::test]
async fn two_requests_are_answered_in_one_document_and_count_as_two() {
    let w = world_with(DAY, Settings::default()).await;
    let lead = filed(&w, &request(Channel::Counter)).await;
    let mut new = request(Channel::Counter);
    new.name = "申请人乙".into();
    let second = filed(&w, &new).await;
    let stranger = requests::join(
        &w.app,
        &w.clerk,
        &second.id,
        1,
        "x",
        "QH04-2026-0001",
        day(DAY),
    )
    .await;
    assert!(matches!(stranger, Err(Error::Invalid(_))), "{stranger:?}");
    let itself = requests::join(
        &w.app,
        &w.clerk,
        &second.id,
        1,
        "y",
        &second.number,
        day(DAY),
    )
    .await;
    assert!(matches!(itself, Err(Error::Invalid(_))), "{itself:?}");
    requests::join(&w.app, &w.clerk, &second.id, 1, "z", &lead.number, day(DAY))
        .await
        .unwrap();
    let own = json!({"kind": "decision_prepared", "code": "OPEN-GIVE"});
    let own = handle(&w, "2026-03-05", &w.clerk, &second.id, own).await;
    assert_eq!(rules(own), ["A-36.6"]);
    sign(&w, &lead.id, "OPEN-GIVE").await;
    let more = answer_with(&w, "2026-03-06", &lead.id, "OPEN-GIVE", &material()).await;
    assert_eq!(rules(more), ["F-D17"], "nothing is added to what was read");
    answer(&w, "2026-03-06", &lead.id, "OPEN-GIVE")
        .await
        .unwrap();
    // Each has it under his own key, and opens his own alone.
    let mut hashes = Vec::new();
    for one in [&lead, &second] {
        let later = w.on("2026-03-06");
        let seen = requests::progress(&later, &one.number, &one.query_code, "r")
            .await
            .unwrap();
        let file = seen.steps.last().unwrap().files[0].clone();
        assert!(file.sealed);
        let (_, bytes) =
            requests::download_public(&later, &one.number, &one.query_code, &file.hash, "r")
                .await
                .unwrap();
        assert_eq!(bytes, "批复的内容".as_bytes(), "{}", one.number);
        hashes.push(file.hash);
    }
    let other = requests::download_public(
        &w.on("2026-03-06"),
        &second.number,
        &second.query_code,
        &hashes[0],
        "r",
    )
    .await;
    assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
    for one in [&lead, &second] {
        let seen = requests::open(&w.on("2026-03-06"), &w.clerk, &one.id)
            .await
            .unwrap();
        assert_eq!(seen.assessment.status, Status::Closed, "{}", one.number);
    }
    let facts = store::requests::facts(&w.app.store, ORGAN, 2026)
        .await
        .unwrap();
    assert_eq!(
        facts
            .iter()
            .filter(|(_, fact)| fact.closed.is_some())
            .count(),
        2
    );
}

/// D-11, A-36.6: what was signed on the remedy holds for every request that the document answers.
#[tokio::test]
async fn requests_answered_together_leave_the_remedy_that_was_signed() {
    for (disclosed, class) in [(false, Remedy::Free), (true, Remedy::NoSuit)] {
        let w = world_with(DAY, Settings::default()).await;
        let before = filed(&w, &request(Channel::Counter)).await;
        sign(&w, &before.id, "OPEN-GIVE").await;
        answer(&w, "2026-03-06", &before.id, "OPEN-GIVE")
            .await
            .unwrap();
        let lead = filed(&w, &request(Channel::Counter)).await;
        let mut new = request(Channel::Counter);
        new.name = "申请人乙".into();
        let second = filed(&w, &new).await;
        requests::join(&w.app, &w.clerk, &second.id, 1, "z", &lead.number, day(DAY))
            .await
            .unwrap();
        let prepared = json!({"kind": "decision_prepared", "code": "REPEAT", "earlier": before.number, "disclosed_before": disclosed});
        sign_with(&w, &lead.id, prepared).await;
        answer(&w, "2026-03-06", &lead.id, "REPEAT").await.unwrap();
        let later = w.on("2026-03-06");
        for one in [&lead, &second] {
            let inside = requests::open(&later, &w.clerk, &one.id).await.unwrap();
            assert_eq!(inside.assessment.remedy, Some(class), "{}", one.number);
            let outside = requests::progress(&later, &one.number, &one.query_code, "r")
                .await
                .unwrap();
            assert_eq!(outside.assessment.remedy, Some(class), "{}", one.number);
        }
    }
}

#[tokio::test]
async fn the_applicant_gives_his_opinion_once_and_its_words_are_sealed() {
    let w = world(DAY).await;
    let one = filed(&w, &request(Channel::Counter)).await;
    let rate = async |score: &str| {
        requests::rate(
            &w.app,
            &one.number,
            &one.query_code,
            "1.1.1.1",
            score,
            "经办人王某很耐心",
        )
        .await
    };
    assert!(
        matches!(rate("5").await, Err(Error::Invalid(_))),
        "not yet closed"
    );
    answer(&w, DAY, &one.id, "OPEN-GIVE").await.unwrap();
    assert!(matches!(rate("6").await, Err(Error::Invalid(_))));
    rate("5").await.unwrap();
    assert!(matches!(rate("1").await, Err(Error::Invalid(_))), "once");
    let acts = requests::open(&w.app, &w.clerk, &one.id)
        .await
        .unwrap()
        .acts;
    let last = acts.last().unwrap();
    assert_eq!(last.actor, "applicant");
    assert!(!last.body.contains("耐心"), "{}", last.body);
}

#[tokio::test]
async fn earlier_answers_on_the_like_are_found_without_personal_data() {
    let w = world(DAY).await;
    let mut first = request(Channel::Counter);
    first.name = "王小明".into();
    first.wanted = "王小明申请青云路改造工程的立项批复".into();
    first.id_number = "另一证件".into();
    first.phone = "0000-2511111".into();
    let first = filed(&w, &first).await;
    answer(&w, DAY, &first.id, "OPEN-GIVE").await.unwrap();
    let mut second = request(Channel::Counter);
    second.wanted = "青云路改造工程立项批复".into();
    let second = filed(&w, &second).await;
    let found = requests::similar(&w.app, &w.clerk, &second.id)
        .await
        .unwrap();
    assert_eq!(found.earlier.len(), 1);
    assert_eq!(found.earlier[0].number, first.number);
    assert!(
        !found.earlier[0].wanted.contains("王小明"),
        "{}",
        found.earlier[0].wanted
    );
    assert!(found.proposal.is_some(), "A-44: two different applicants");
    let foreign = requests::similar(&w.app, &w.stranger, &second.id).await;
    assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
}

#[tokio::test]
async fn a_decision_made_anew_leaves_the_closed_year_alone() {
    let w = world(DAY).await;
    let one = filed(&w, &request(Channel::Counter)).await;
    let anew = json!({"kind": "re_decided", "code": "OPEN-GIVE", "after": "青府复决〔2026〕1号"});
    assert_eq!(
        rules(handle(&w, DAY, &w.clerk, &one.id, anew.clone()).await),
        ["R-47"]
    );
    w.close(&w.app, &one.id, "NO-PROCESS").await.unwrap();
    let before = store::requests::get(&w.app.store, ORGAN, &one.id)
        .await
        .unwrap()
        .unwrap();
    handle(&w, "2027-02-01", &w.clerk, &one.id, anew)
        .await
        .unwrap();
    let after = store::requests::get(&w.app.store, ORGAN, &one.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (before.code, before.closed_on),
        (after.code, after.closed_on)
    );
}

#[tokio::test]
async fn mail_is_left_for_those_who_gave_an_address_and_once() {
    let w = world(DAY).await;
    let silent = filed(&w, &request(Channel::Counter)).await;
    answer(&w, DAY, &silent.id, "OPEN-GIVE").await.unwrap();
    assert_eq!(store::jobs::pending(&w.app.store).await.unwrap(), 0);
    let mut new = request(Channel::Counter);
    new.email = "someone@example.org".into();
    let one = filed(&w, &new).await;
    answer(&w, DAY, &one.id, "OPEN-GIVE").await.unwrap();
    assert_eq!(
        store::jobs::pending(&w.app.store).await.unwrap(),
        2,
        "received, answered"
    );
}
