//! Two people at one record at once, over and over. The later one names the version that the earlier one is about to make: the
//! number is not believed, so no text goes out that nobody read, no stream has a hole, and every loser is told.

use app::{
    Error,
    items::{self, ItemForm, ReadingForm},
    rectification::{self, Closing, NewRectification},
    remedies::{self, NewRemedy},
    requests,
};
use law::{
    case::Channel,
    handling::Ending,
    readings::Post,
    report::{Outcome4, Track},
};
use serde_json::json;
use store::ledger::{self, Act};

use crate::{
    databases::both,
    world::{ORGAN, World, act, by, material, may, request, world_in},
};

const DAY: &str = "2026-03-02";

/// How many pairs race in each database: `RACES=2000` is the long form.
fn pairs() -> usize {
    std::env::var("RACES").map_or(40, |text| text.parse().expect("RACES is a number"))
}

/// What each of a pair does. The second one says `ahead` versions more than there are.
#[derive(Debug, Clone, Copy)]
enum Pair {
    RevisePublish,
    ReviewRevise,
    SubmitRevise,
    PublishWithdraw,
    CloseRemedy,
    CloseRectification,
    AnswerAnswer,
}

const KINDS: [Pair; 7] = [
    Pair::RevisePublish,
    Pair::ReviewRevise,
    Pair::SubmitRevise,
    Pair::PublishWithdraw,
    Pair::CloseRemedy,
    Pair::CloseRectification,
    Pair::AnswerAnswer,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_at_once_leave_no_unread_text_and_no_hole() {
    for database in both().await {
        let mut settings = app::Settings::default();
        settings.handling.sign_before_answer = false;
        let world = world_in(DAY, settings, database.store.clone()).await;
        for round in 0..pairs() {
            let pair = KINDS[round % KINDS.len()];
            // Every other time around, the second one claims to have seen what the first one makes.
            let ahead = i64::try_from(round / KINDS.len() % 2).unwrap();
            let name = format!("{} {pair:?} {ahead} ahead, round {round}", database.name);
            race(&world, pair, ahead, round, &name).await;
        }
        let app = &world.app;
        let found = store::verify::verify(
            &app.store,
            &app.files,
            &app.rules(),
            store::verify::Look::default(),
        )
        .await;
        assert_eq!(found.unwrap(), [], "{}", database.name);
        app.store.close().await;
    }
}

/// One pair, and what must be true after it.
async fn race(w: &World, pair: Pair, ahead: i64, round: usize, name: &str) {
    let (stream, before) = set_out(w, pair, round).await;
    let id = stream.split_once('/').unwrap().1.to_string();
    let (one, two) = (
        runner(w, pair, true, &id, before, round),
        runner(w, pair, false, &id, before + ahead, round),
    );
    let (one, two) = tokio::join!(one, two);
    let done = [one.unwrap(), two.unwrap()];
    let went = done.iter().filter(|result| result.is_ok()).count();
    for result in &done {
        // The loser is told that somebody was quicker, that the state forbids it now, or that there was no such version.
        let told = match result {
            Ok(()) | Err(Error::Conflict | Error::Refused(_)) => true,
            Err(Error::Invalid(wrong)) => wrong.len() == 1,
            Err(_) => false,
        };
        assert!(told, "{name}: {result:?}");
    }
    assert!(went >= 1 || ahead == 1, "{name}: {done:?}");
    let about = stream.parse().unwrap();
    let acts = ledger::stream(&w.app.store, ORGAN, &about).await.unwrap();
    let versions: Vec<i64> = acts.iter().map(|act| act.version).collect();
    let whole: Vec<i64> = (1..).take(acts.len()).collect();
    assert_eq!(versions, whole, "{name}: a hole");
    // An answer is prepared, numbered and given in one breath.
    let each = if matches!(pair, Pair::AnswerAnswer) {
        3
    } else {
        1
    };
    let added = each * i64::try_from(went).unwrap();
    assert_eq!(
        *versions.last().unwrap(),
        before + added,
        "{name}: {done:?}"
    );
    if ahead == 0 {
        assert_eq!(went, 1, "{name}: both saw one version: {done:?}");
    }
    assert!(covered(&acts), "{name}: a text went out that nobody read");
}

/// Whether each publication follows the three readings that followed the last change of the text.
fn covered(acts: &[Act]) -> bool {
    let mut read: Vec<&str> = Vec::new();
    acts.iter().all(|act| match act.kind.as_str() {
        "drafted" | "revised" => {
            read.clear();
            true
        }
        kind @ ("checked" | "reviewed" | "signed_off") => {
            read.push(kind);
            true
        }
        "published" => read == ["checked", "reviewed", "signed_off"],
        _ => true,
    })
}

/// A record in the state in which the pair meets it: its stream and its version.
async fn set_out(w: &World, pair: Pair, round: usize) -> (String, i64) {
    let key = format!("race {round}");
    match pair {
        Pair::RevisePublish | Pair::ReviewRevise | Pair::SubmitRevise | Pair::PublishWithdraw => {
            let id = items::draft(&w.app, &by(&w.clerk), &text("一"), &key)
                .await
                .unwrap();
            let mut version = 1;
            if !matches!(pair, Pair::SubmitRevise) {
                version = items::submit(&w.app, &by(&w.clerk), &id, version, "")
                    .await
                    .unwrap();
            }
            if matches!(pair, Pair::RevisePublish | Pair::PublishWithdraw) {
                version = w.read(&id, version).await.unwrap();
            }
            (format!("item/{id}"), version)
        }
        Pair::CloseRemedy => {
            let new = NewRemedy {
                track: Track::Review,
                request: String::new(),
                on: day(),
                body: String::new(),
                number: String::new(),
            };
            let id = remedies::open(&w.app, &by(&w.clerk), &new, &key)
                .await
                .unwrap();
            (format!("remedy/{id}"), 1)
        }
        Pair::CloseRectification => {
            let new = NewRectification {
                name: "申请人甲".into(),
                id_number: "11010519491231002X".into(),
                phone: "0000-2500000".into(),
                record: "某登记".into(),
                wrong: "日期有误".into(),
                ..NewRectification::default()
            };
            let filed = rectification::file(&w.app, &by(&w.clerk), &new, &key, day()).await;
            (format!("correction/{}", filed.unwrap().0), 1)
        }
        Pair::AnswerAnswer => {
            let filed = requests::file(&w.app, &request(Channel::Counter), &key)
                .await
                .unwrap();
            (format!("request/{}", filed.id), 1)
        }
    }
}

/// One of the pair, on a thread of the runtime.
fn runner(
    w: &World,
    pair: Pair,
    first: bool,
    id: &str,
    seen: i64,
    round: usize,
) -> tokio::task::JoinHandle<app::Result<()>> {
    let (app, id) = (w.app.clone(), id.to_string());
    let (clerk, section, publisher) = (w.clerk.clone(), w.section.clone(), w.publisher.clone());
    tokio::spawn(async move {
        match (pair, first) {
            (Pair::RevisePublish, true) | (Pair::ReviewRevise | Pair::SubmitRevise, false) => {
                items::revise(&app, &by(&clerk), &id, seen, &text("二"))
                    .await
                    .map(drop)
            }
            (Pair::RevisePublish, false) | (Pair::PublishWithdraw, true) => items::publish(
                &app,
                &by(&publisher),
                &id,
                seen,
                &items::PublishForm::default(),
            )
            .await
            .map(drop),
            (Pair::ReviewRevise, true) => items::read(
                &app,
                &may(&section, ReadingForm::agrees(Post::SectionHead, "属实")),
                &id,
                seen,
            )
            .await
            .map(drop),
            (Pair::SubmitRevise, true) => items::submit(&app, &by(&clerk), &id, seen, "")
                .await
                .map(drop),
            (Pair::PublishWithdraw, false) => {
                items::withdraw(&app, &by(&publisher), &id, seen, "有误")
                    .await
                    .map(drop)
            }
            (Pair::CloseRemedy, _) => {
                remedies::close(&app, &by(&clerk), &id, seen, Outcome4::Upheld, day()).await
            }
            (Pair::CloseRectification, _) => {
                let closing = Closing {
                    ending: Ending::Corrected,
                    to: String::new(),
                    note: "已更正".into(),
                    on: day(),
                };
                rectification::close(&app, &by(&clerk), &id, seen, &closing).await
            }
            (Pair::AnswerAnswer, _) => {
                let answer = act(json!({
                    "on": DAY, "kind": "answered", "code": "OPEN-GIVE", "how": "handed",
                }));
                let key = format!("answer {round} {first}");
                requests::act(&app, &may(&clerk, &answer), &id, seen, &key, &material())
                    .await
                    .map(drop)
            }
        }
    })
}

fn text(words: &str) -> ItemForm {
    ItemForm {
        column: "content".into(),
        head: 7,
        title: format!("2026年部门预算{words}"),
        made_on: Some("2026-02-05".parse().unwrap()),
        summary: "预算说明".into(),
        body: words.into(),
        source_class: "proactive".into(),
        ..ItemForm::default()
    }
}

fn day() -> jiff::civil::Date {
    DAY.parse().unwrap()
}
