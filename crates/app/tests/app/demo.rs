use app::{Error, demo, organs};

use crate::world::world;

#[tokio::test]
async fn half_a_county_is_not_taken_for_a_whole_one() {
    let w = world("2026-03-02").await;
    assert!(!demo::exists(&w.app).await.unwrap());
    let office = organs::OrganForm {
        code: "QH01".into(),
        name: "青禾县人民政府办公室".into(),
        kind: "office".into(),
        ..organs::OrganForm::default()
    };
    organs::save(&w.app, &office, "demo").await.unwrap();
    for _ in 0..2 {
        let half = demo::exists(&w.app).await;
        assert!(matches!(half, Err(Error::Failed(_))), "{half:?}");
    }
}
