use serde_json::json;
use store::{
    Error,
    people::{self, Keys},
};

use crate::engines::both;

#[tokio::test]
async fn a_person_is_sealed_opened_and_erased() {
    both(async |bench| {
        let keys = Keys::new([7; 32]);
        let data = json!({"name": "申请人甲", "id_number": "11010519491231002X"});
        let id = "01JPERSON".to_string();
        let person = people::seal_person(&keys, "A", &id, "applicant", &data).unwrap();
        let paper = person.seal_file(&keys, "纸".as_bytes()).unwrap();
        let mut tx = bench.store.begin().await.unwrap();
        people::insert(&mut tx, &person).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            people::open(&bench.store, &keys, "A", &id).await.unwrap(),
            Some(data)
        );
        assert_eq!(
            people::open(&bench.store, &keys, "B", &id).await.unwrap(),
            None
        );
        let opened = people::open_file(&bench.store, &keys, "A", &id, &paper).await;
        assert_eq!(
            opened.unwrap().unwrap(),
            "纸".as_bytes(),
            "sealed before the person was kept"
        );
        let stranger = people::open(&bench.store, &Keys::new([8; 32]), "A", &id).await;
        assert!(matches!(stranger, Err(Error::Damaged(_))), "{stranger:?}");
        let stored: (String,) = sqlx::query_as("SELECT sealed FROM people")
            .fetch_one(&bench.raw)
            .await
            .unwrap();
        assert!(!stored.0.contains("11010519491231002X"));

        let mut tx = bench.store.begin().await.unwrap();
        people::erase(&mut tx, "A", &id).await.unwrap();
        assert!(matches!(
            people::erase(&mut tx, "A", "nobody").await,
            Err(Error::NotFound)
        ));
        tx.commit().await.unwrap();
        assert_eq!(
            people::open(&bench.store, &keys, "A", &id).await.unwrap(),
            None
        );
    })
    .await;
}
