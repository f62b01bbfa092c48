//! 放假安排变化 (C-7): a new notice moves open last days, shows what moved, and closed cases stay.

use std::sync::Arc;

use app::{App, calendar, requests};
use law::case::Channel;

use crate::world::{ORGAN, request, world};

const NOTICE: &str = "# a notice of the test\n2026-12-03\toff\t测试放假\t2026-11-20\t测试通知〔2026〕1号\n2026-12-05\twork\t测试放假\t2026-11-20\t测试通知〔2026〕1号\n2026-12-04\toff\t测试放假\t2026-11-20\t测试通知〔2026〕1号\n";

async fn renewed(app: &App) -> App {
    let calendar = calendar::of(&app.store).await.unwrap();
    App {
        calendar: Arc::new(calendar),
        ..app.clone()
    }
}

#[tokio::test]
async fn a_new_notice_moves_what_is_open_and_says_so() {
    let world = world("2026-11-20").await;
    let app = &world.app;
    assert_eq!(
        calendar::renew(app).await.unwrap(),
        Some(0),
        "the first start marks what made the rows"
    );
    assert_eq!(calendar::renew(app).await.unwrap(), None);
    let open = requests::file_as(app, &request(Channel::Counter), "k", "test")
        .await
        .unwrap();
    let closed = requests::file_as(app, &request(Channel::Counter), "k2", "test")
        .await
        .unwrap();
    world.close(app, &closed.id, "NONE").await.unwrap();
    let due = async |id: &str| {
        store::requests::get(&app.store, ORGAN, id)
            .await
            .unwrap()
            .unwrap()
            .due
    };
    let before = due(&open.id).await.unwrap();
    assert_eq!(before.to_string(), "2026-12-18");

    assert!(!calendar::behind(app).await.unwrap());
    assert!(
        calendar::import(app, NOTICE, &app::audit::Who::system("test"), "test")
            .await
            .unwrap()
    );
    assert!(
        !calendar::import(app, NOTICE, &app::audit::Who::system("test"), "test")
            .await
            .unwrap(),
        "the same file is taken once"
    );
    assert!(
        calendar::behind(app).await.unwrap(),
        "a node that runs finds out"
    );
    let app = &renewed(app).await;
    assert!(!calendar::behind(app).await.unwrap());
    assert_eq!(calendar::renew(app).await.unwrap(), Some(1));
    let after = due(&open.id).await.unwrap();
    assert_eq!(
        after.to_string(),
        "2026-12-21",
        "two days off, one Saturday worked"
    );
    let seen = calendar::overview(app, &world.clerk).await.unwrap();
    assert_eq!(seen.moves.len(), 1);
    assert_eq!((seen.moves[0].before, seen.moves[0].after), (before, after));
    assert_eq!(seen.moves[0].version, "测试通知〔2026〕1号");
    assert_eq!(seen.moves[0].number, open.number);
    assert!(
        store::verify::verify(
            &app.store,
            &app.files,
            &app.rules(),
            store::verify::Look::default()
        )
        .await
        .unwrap()
        .is_empty()
    );
    // The clerk is reminded by the new day.
    let pending = app::reminders::pending(app, ORGAN).await.unwrap();
    assert!(pending.iter().any(|pending| pending.due == after));
}

#[tokio::test]
async fn a_bad_file_is_refused_whole_with_the_lines_named() {
    let world = world("2026-11-20").await;
    let text = format!("{NOTICE}2027-01-01\tholiday\t元旦\t2026-11-20\tx\n");
    let Err(app::Error::Invalid(wrong)) =
        calendar::import(&world.app, &text, &app::audit::Who::system("test"), "test").await
    else {
        panic!("a bad file was taken");
    };
    assert!(wrong[0].zh.contains("第5"), "{wrong:?}");
    assert!(
        store::calendar::kept(&world.app.store)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn last_days_in_an_unknown_year_are_marked_until_its_notice_comes() {
    let world = world("2026-12-24").await;
    let app = &world.app;
    let filed = requests::file_as(app, &request(Channel::Counter), "k", "test")
        .await
        .unwrap();
    let seen = calendar::overview(app, &world.clerk).await.unwrap();
    assert_eq!(seen.provisional.len(), 1);
    calendar::import(
        app,
        "2027-01-01\toff\t元旦\t2026-12-24\t测试通知〔2026〕2号\n",
        &app::audit::Who::system("test"),
        "test",
    )
    .await
    .unwrap();
    let app = &renewed(app).await;
    calendar::renew(app).await.unwrap();
    let row = store::requests::get(&app.store, ORGAN, &filed.id)
        .await
        .unwrap()
        .unwrap();
    assert!(!row.provisional);
    assert!(
        calendar::overview(app, &world.clerk)
            .await
            .unwrap()
            .provisional
            .is_empty()
    );
}
