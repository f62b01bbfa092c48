//! What the demo finds before it makes anything: half a county, and somebody else's.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use std::sync::Arc;

use app::{App, Clock, Error, Settings, organs};

async fn empty(folder: &std::path::Path) -> App {
    let settings = Settings::default();
    App {
        store: store::Store::in_memory().await.unwrap(),
        files: store::files::Files::local(folder).unwrap(),
        search: Arc::new(search::Index::in_memory().unwrap()),
        keys: store::people::Keys::new([7; 32]),
        calendar: Arc::new(law::calendar::Calendar::cn()),
        pools: Arc::new(app::pools::Pools::new(&settings.server)),
        unfound: Arc::default(),
        // No file is read here.
        reading: app::reading::Reading::new(
            documents::apart::Program::new(std::env::current_exe().unwrap(), ["--list"]),
            &settings.reading,
            Vec::new(),
        ),
        settings: Arc::new(settings),
        fonts: Arc::new(documents::fonts::Fonts::load(&[])),
        letters: Arc::new(documents::letter::Templates::built_in()),
        subjects: Arc::default(),
        clock: Clock::fixed("2026-03-02T09:00:00+08:00".parse().unwrap()),
    }
}

fn organ(code: &str, name: &str) -> organs::OrganForm {
    organs::OrganForm {
        code: code.into(),
        name: name.into(),
        kind: "office".into(),
        ..organs::OrganForm::default()
    }
}

#[tokio::test]
async fn half_a_county_is_not_taken_for_a_whole_one() {
    let folder = tempfile::tempdir().unwrap();
    let app = empty(folder.path()).await;
    assert!(!demo::exists(&app).await.unwrap());
    let office = organ("QH01", "青禾县人民政府办公室");
    organs::save(&app, &office, "demo").await.unwrap();
    for _ in 0..2 {
        let half = demo::exists(&app).await;
        assert!(matches!(half, Err(Error::Failed(_))), "{half:?}");
    }
    app::once::mark(&app, "QH01", "demo-whole").await.unwrap();
    assert!(demo::exists(&app).await.unwrap());
}

#[tokio::test]
async fn nothing_is_made_among_the_organs_of_somebody_else() {
    let folder = tempfile::tempdir().unwrap();
    let app = empty(folder.path()).await;
    let office = organ("XX01", "某县人民政府办公室");
    organs::save(&app, &office, "init").await.unwrap();
    let refused = demo::exists(&app).await.unwrap_err();
    assert!(refused.to_string().contains("其他机关"), "{refused}");
}
