//! 检查点: taken when it is time, laid into another folder, mailed, and printed below the yearly register.

use std::sync::Arc;

use app::{App, checkpoint, jobs, requests};
use law::case::Channel;
use store::verify::{Look, verify};

use crate::{
    mailing::{mailing, plain},
    post_office::PostOffice,
    world::{World, request, world},
};

/// The world with a folder and a mail box elsewhere.
fn kept_in(w: &World, office: &PostOffice, folder: &std::path::Path) -> App {
    let app = mailing(&w.app, office);
    let mut settings = (*app.settings).clone();
    settings.log.folder = folder.display().to_string();
    settings.log.mail = "archive@elsewhere.example".into();
    App {
        settings: Arc::new(settings),
        ..app
    }
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_checkpoint_goes_elsewhere_once_a_day() {
    let w = world("2026-03-02").await;
    let office = PostOffice::open().await;
    let folder = tempfile::tempdir().unwrap();
    let app = kept_in(&w, &office, folder.path());
    requests::file(&app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    assert_eq!(checkpoint::line(&app).await.unwrap(), None);
    for _ in 0..2 {
        // A second look on the same day leaves no second one.
        checkpoint::enqueue(&app).await.unwrap();
        jobs::run_due(&app, "worker").await.unwrap();
    }
    let names = names(folder.path());
    assert_eq!(names.len(), 1, "{names:?}");
    let note = std::fs::read_to_string(folder.path().join(&names[0])).unwrap();
    let mails: Vec<String> = office.taken().iter().map(|mail| plain(mail)).collect();
    let of_note: Vec<&String> = mails
        .iter()
        .filter(|mail| mail.contains("archive@elsewhere.example"))
        .collect();
    assert_eq!(of_note.len(), 1, "{mails:?}");
    // In a mail lines end otherwise, and that is all.
    let body = of_note[0].replace("\r\n", "\n");
    assert!(body.contains(note.trim_end()), "{body}");
    let key = checkpoint::key(&app).unwrap();
    let look = Look {
        keys: Some(&app.keys),
        checkpoint: Some(&note),
        signer: Some(key.public()),
        ..Look::default()
    };
    let problems = verify(&app.store, &app.files, &app.rules(), look)
        .await
        .unwrap();
    assert_eq!(problems, []);
    let line = checkpoint::line(&app).await.unwrap().unwrap();
    let size = note.lines().nth(1).unwrap();
    let root = note.lines().nth(2).unwrap();
    assert!(
        line.contains(&format!("共 {size} 个")) && line.contains(root),
        "{line}"
    );
}

/// A medium that is not there is no reason to have none: it is tried again, and the mail has gone.
#[tokio::test]
async fn a_folder_that_is_away_is_tried_again() {
    let w = world("2026-03-02").await;
    let office = PostOffice::open().await;
    let app = kept_in(&w, &office, std::path::Path::new("/nowhere/at/all"));
    checkpoint::enqueue(&app).await.unwrap();
    jobs::run_due(&app, "worker").await.unwrap();
    assert_eq!(office.taken().len(), 1);
    let mut tx = app.store.begin().await.unwrap();
    let soon = app.clock.now() + jiff::SignedDuration::from_hours(2);
    let waiting = store::jobs::lease(&mut tx, soon, "w", 60)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(waiting.kind, "checkpoint");
}
