//! A county whose making was cut short.

use std::sync::Arc;

use app::{App, Clock, Error, Settings, organs};

#[tokio::test]
async fn half_a_county_is_not_taken_for_a_whole_one() {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::default();
    let app = App {
        store: store::Store::in_memory().await.unwrap(),
        files: store::files::Files::local(folder.path()).unwrap(),
        search: Arc::new(search::Index::in_memory().unwrap()),
        keys: store::people::Keys::new([7; 32]),
        calendar: Arc::new(law::calendar::Calendar::cn()),
        pools: Arc::new(app::pools::Pools::new(&settings.server)),
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
    };
    assert!(!demo::exists(&app).await.unwrap());
    let office = organs::OrganForm {
        code: "QH01".into(),
        name: "青禾县人民政府办公室".into(),
        kind: "office".into(),
        ..organs::OrganForm::default()
    };
    organs::save(&app, &office, "demo").await.unwrap();
    for _ in 0..2 {
        let half = demo::exists(&app).await;
        assert!(matches!(half, Err(Error::Failed(_))), "{half:?}");
    }
    app::once::mark(&app, "QH01", "demo-whole").await.unwrap();
    assert!(demo::exists(&app).await.unwrap());
}
