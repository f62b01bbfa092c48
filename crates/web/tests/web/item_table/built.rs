//! An item brought to a state of the table by the operations of the house, each by the person whose hand it is.

use app::{
    Staff,
    items::{self, ItemForm, Opinion, Said, Step},
    rights::By,
};
use serde_json::{Value, json};

use super::People;
use crate::office::house::House;

/// An item as it was left.
#[derive(Debug, Clone)]
pub struct Built {
    pub id: String,
    pub version: i64,
}

impl Built {
    pub fn nowhere(id: &str) -> Self {
        Self {
            id: id.into(),
            version: 1,
        }
    }

    /// What was refused left no trace.
    pub async fn is_as_it_was(&self, house: &House) {
        let stream = store::Stream::item(&self.id).unwrap();
        let acts = store::ledger::stream(&house.app.store, "QA", &stream)
            .await
            .unwrap();
        let stands = acts.last().map_or(1, |act| act.version);
        assert_eq!(stands, self.version);
    }
}

/// An item as a program enters it.
pub fn form(title: &str) -> Value {
    json!({
        "column": "content", "head": 1, "title": title, "document_number": "甲商〔2026〕9号",
        "made_on": "2026-11-20", "summary": "摊位管理要求", "body": "各市场：", "source_class": "proactive",
    })
}

fn entered(title: &str, class: &str) -> ItemForm {
    ItemForm {
        column: "content".into(),
        head: 1,
        title: title.into(),
        document_number: "甲商〔2026〕9号".into(),
        made_on: Some("2026-11-20".parse().unwrap()),
        summary: "摊位管理要求".into(),
        body: "各市场：".into(),
        source_class: class.into(),
        ..ItemForm::default()
    }
}

/// An item of `QA` in a state. Before it all three read an earlier text, which was revised since.
pub async fn build(house: &House, people: &People, state: &str) -> Built {
    let (app, author) = (&house.app, &people.author);
    let by = By::of(author).unwrap();
    let class = match state {
        "draft_on_request" => "on_request",
        "draft_withheld" | "barred" => "withheld",
        _ => "proactive",
    };
    let key = format!("key-{}", rand::random::<u64>());
    if state == "barred" {
        let id = items::draft(app, &by, &entered("某通知", class), &key).await;
        return barred(house, &author.id, id.unwrap()).await;
    }
    let id = items::draft(app, &by, &entered("旧文本", "proactive"), &key)
        .await
        .unwrap();
    let mut item = Built { id, version: 1 };
    let readers = [
        (Step::Check, &people.head),
        (Step::Review, &people.secrecy),
        (Step::Sign, &people.leader),
    ];
    item.goes(house, author, Step::Submit).await;
    for (step, reader) in readers {
        item.goes(house, reader, step).await;
    }
    let now = entered("关于规范摊位管理的通知", class);
    item.version = items::revise(app, &by, &item.id, item.version, &now)
        .await
        .unwrap();
    let readings = match state {
        "draft" | "draft_on_request" | "draft_withheld" => return item,
        "review_head" => 0,
        "review_secrecy" | "returned" => 1,
        "review_leader" => 2,
        _ => 3,
    };
    item.goes(house, author, Step::Submit).await;
    for (step, reader) in &readers[..readings] {
        item.goes(house, reader, *step).await;
    }
    if state == "returned" {
        let back = Said {
            opinion: Some(Opinion::Return),
            ..said()
        };
        item.goes_saying(house, &people.secrecy, Step::Review, &back)
            .await;
    }
    if state == "scheduled" {
        item.goes(house, &people.fresh, Step::Schedule).await;
    }
    let published = [
        "published",
        "repealed",
        "withdrawn",
        "changing",
        "changing_read",
        "suspended",
    ];
    if published.contains(&state) {
        item.goes(house, &people.fresh, Step::Publish).await;
        match state {
            "repealed" => item.goes(house, &people.fresh, Step::Repeal).await,
            "withdrawn" => item.goes(house, &people.fresh, Step::Withdraw).await,
            "suspended" => item.goes(house, &people.fresh, Step::Suspend).await,
            "changing" | "changing_read" => {
                let change = entered("关于调整摊位管理的通知", class);
                item.version = items::revise(app, &by, &item.id, item.version, &change)
                    .await
                    .unwrap();
                if state == "changing_read" {
                    item.goes(house, author, Step::Submit).await;
                    for (step, reader) in readers {
                        item.goes(house, reader, step).await;
                    }
                }
            }
            _ => {}
        }
    }
    item
}

impl Built {
    async fn goes(&mut self, house: &House, who: &Staff, step: Step) {
        self.goes_saying(house, who, step, &said()).await;
    }

    async fn goes_saying(&mut self, house: &House, who: &Staff, step: Step, said: &Said) {
        let at = (self.id.as_str(), self.version);
        self.version = step.take(&house.app, who, at, said).await.unwrap();
    }
}

/// What is said at any step.
fn said() -> Said {
    Said {
        opinion: Some(Opinion::Agree),
        basis: "不涉密".into(),
        reason: "被新办法代替".into(),
        at: "2026-11-30T15:00".into(),
        ..Said::default()
    }
}

/// An act of an older program published it, whatever its class.
async fn barred(house: &House, by: &str, id: String) -> Built {
    let stream = store::Stream::item(&id).unwrap();
    let body = json!({"index_number": "QA/2026-09999", "published_on": "2026-11-24"});
    let mut tx = house.app.store.begin().await.unwrap();
    let act = store::ledger::append(
        &mut tx,
        house.app.clock.now(),
        &store::ledger::NewAct {
            organ: "QA",
            stream: &stream,
            expected: 1,
            kind: "published",
            body: &body,
            on: house.app.clock.today(),
            actor: by,
        },
    )
    .await
    .unwrap();
    store::project::apply(&mut tx, &house.app.rules(), "QA", &stream)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    Built {
        id,
        version: act.version,
    }
}
