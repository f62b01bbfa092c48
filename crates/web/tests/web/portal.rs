//! The portal: what the public finds, what it asks, what it must never see.

mod asking;
mod doors;
mod draft;
mod kept;
mod lists;
mod log;
mod nodes;
mod opinions;
mod paper;
pub mod preview;
mod reading;
mod searching;
mod switches;
mod witness;

use app::{Role, Staff, items::ItemForm};
use jiff::civil::date;
use law::readings::Post;
use store::public_log::Stuck;

use crate::office::house::House;

/// One person with every right, for what is not the matter of a test.
pub async fn everybody(house: &House, organ: &str) -> Staff {
    let new = app::accounts::NewStaff {
        organ: organ.into(),
        login: format!("all-{organ}-{}", rand::random::<u32>()),
        name: "全能".into(),
        roles: Role::ALL.to_vec(),
        password: "a long password".into(),
    };
    app::accounts::create_staff(&house.app, &app::audit::Who::system("test"), &new)
        .await
        .unwrap()
}

pub fn item(title: &str) -> ItemForm {
    ItemForm {
        column: "content".into(),
        head: 11,
        title: title.into(),
        document_number: "甲商发〔2026〕9号".into(),
        made_on: Some(date(2026, 11, 20)),
        summary: "摘要一句。".into(),
        body: "<p>第一条 <strong>集市</strong>每旬逢三开市。</p><script>alert(1)</script>".into(),
        source_class: "proactive".into(),
        ..ItemForm::default()
    }
}

/// Drafts an item and takes it as far as `published`; returns its id.
pub async fn publish(house: &House, organ: &str, form: &ItemForm) -> String {
    let app = &house.app;
    let author = everybody(house, organ).await;
    let publisher = everybody(house, organ).await;
    let key = format!("item-{}", rand::random::<u64>());
    let id = app::items::draft(app, &app::rights::By::of(&author).unwrap(), form, &key)
        .await
        .unwrap();
    let mut version = app::items::submit(app, &app::rights::By::of(&author).unwrap(), &id, 1, "")
        .await
        .unwrap();
    for post in [Post::SectionHead, Post::Secrecy, Post::Leader] {
        let reader = everybody(house, organ).await;
        let reading = app::items::ReadingForm::agrees(post, "不涉密");
        version = app::items::read(
            app,
            &app::rights::May::of(&reader, reading.clone()).unwrap(),
            &id,
            version,
        )
        .await
        .unwrap();
    }
    app::items::publish(
        app,
        &app::rights::By::of(&publisher).unwrap(),
        &id,
        version,
        &app::items::PublishForm::default(),
    )
    .await
    .unwrap();
    app::index::catch_up(app).await.unwrap();
    app::public_log::catch_up(app, &mut Stuck::new())
        .await
        .unwrap();
    id
}
