//! One click takes what must not be public out of the text; a person may take it back until the public has seen it.

use app::{
    Error,
    items::{self, ItemForm, PublishForm},
    upload::Upload,
};
use law::{item::masking::Masking, personal::Kind};

use crate::world::{World, by, world};

const ID: &str = "11010519491231002X";
const MOBILE: &str = "138 0000 0000";
const LANDLINE: &str = "0795-2506846";

fn form() -> ItemForm {
    ItemForm {
        title: format!("关于{ID}的通知"),
        summary: format!("联系人手机{MOBILE}。"),
        body: format!(
            "<p>身份证号1101051949<b>1231</b>002X，办公电话{LANDLINE}。</p><table><tr><th>姓名</th><th>电话</th></tr><tr><td>张三</td><td>{MOBILE}</td></tr></table><p>车牌赣J12345，值班手机13900000000。</p>"
        ),
        ..crate::items::form()
    }
}

async fn masking(w: &World, id: &str) -> (law::item::Content, Option<Masking>) {
    let view = items::open(&w.app, &w.clerk, id).await.unwrap();
    let content = view.state.content.unwrap();
    let masking = content.masking.clone();
    (content, masking)
}

#[tokio::test]
async fn all_that_blocks_goes_and_the_landline_stays() {
    let w = world("2026-02-10").await;
    let id = items::draft(&w.app, &by(&w.clerk), &form(), "k")
        .await
        .unwrap();
    let (content, _) = masking(&w, &id).await;
    let before = content.digest();
    let finds = items::finds(&w.app, &content);
    let words: Vec<String> = finds
        .iter()
        .map(|find| format!("{} {}", find.word(), find.blocks()))
        .collect();
    assert_eq!(
        words,
        [
            "title:1:3 true",
            "summary:1:6 true",
            "body:1:5 true",
            "body:5:1 true",
            "body:6:3 false",
            "body:6:15 false"
        ]
    );
    let version = items::mask(&w.app, &by(&w.clerk), &id, 1, &["body:6:3".into()])
        .await
        .unwrap();
    let (content, taken) = masking(&w, &id).await;
    assert_eq!(content.title, "关于110105************的通知");
    assert_eq!(content.summary, "联系人手机138****0000。");
    assert!(
        content
            .body_html
            .contains("<p>身份证号110105************<b></b>，办公电话0795-2506846。</p>"),
        "{}",
        content.body_html
    );
    assert!(content.body_html.contains("<td>138****0000</td>"));
    assert!(
        content
            .body_html
            .contains("车牌赣J*****，值班手机13900000000"),
        "{}",
        content.body_html
    );
    let taken = taken.unwrap();
    assert_eq!(taken.of, before);
    let counts: Vec<(Kind, usize)> = taken.taken.iter().map(|it| (it.kind, it.count)).collect();
    assert_eq!(
        counts,
        [(Kind::Identity, 2), (Kind::Mobile, 2), (Kind::Plate, 1)]
    );
    items::submit(&w.app, &by(&w.clerk), &id, version, "")
        .await
        .unwrap();
}

#[tokio::test]
async fn it_is_undone_by_a_person_until_the_public_has_seen_it() {
    let w = world("2026-02-10").await;
    let id = items::draft(&w.app, &by(&w.clerk), &form(), "k")
        .await
        .unwrap();
    let (first, _) = masking(&w, &id).await;
    let none = items::unmask(&w.app, &by(&w.clerk), &id, 1).await;
    assert!(
        matches!(&none, Err(Error::Refused(why)) if why[0].id == "Q-21"),
        "{none:?}"
    );
    let version = items::mask(&w.app, &by(&w.clerk), &id, 1, &[])
        .await
        .unwrap();
    let other = items::unmask(&w.app, &by(&w.stranger), &id, version).await;
    assert!(matches!(other, Err(Error::NotFound)), "{other:?}");
    let version = items::unmask(&w.app, &by(&w.clerk), &id, version)
        .await
        .unwrap();
    let (again, taken) = masking(&w, &id).await;
    assert_eq!((again.digest(), taken), (first.digest(), None));
    assert!(matches!(
        items::submit(&w.app, &by(&w.clerk), &id, version, "").await,
        Err(Error::Refused(_))
    ));
    let version = items::mask(&w.app, &by(&w.clerk), &id, version, &[])
        .await
        .unwrap();
    let twice = items::mask(&w.app, &by(&w.clerk), &id, version, &[]).await;
    assert!(
        matches!(&twice, Err(Error::Refused(why)) if why[0].id == "Q-20"),
        "{twice:?}"
    );
    let version = items::submit(&w.app, &by(&w.clerk), &id, version, "")
        .await
        .unwrap();
    let version = w.read(&id, version).await.unwrap();
    let version = items::publish(
        &w.app,
        &by(&w.publisher),
        &id,
        version,
        &PublishForm::default(),
    )
    .await
    .unwrap();
    let late = items::unmask(&w.app, &by(&w.clerk), &id, version).await;
    assert!(
        matches!(&late, Err(Error::Refused(why)) if why[0].zh.contains("已经公开")),
        "{late:?}"
    );
    let public = store::published::item(&w.app.store, "QH03", &id)
        .await
        .unwrap()
        .unwrap();
    for gone in [ID, "0000 0000", "1231"] {
        assert!(
            !public.body_html.contains(gone) && !public.title.contains(gone),
            "{gone}"
        );
    }
}

#[tokio::test]
async fn attachments_are_made_anew_without_it_or_named() {
    let w = world("2026-02-10").await;
    let plain = ItemForm {
        attachments: vec![
            Upload {
                name: format!("名单{ID}.txt"),
                bytes: format!("张三 {ID}\n办公电话{LANDLINE}\n").into_bytes(),
            },
            Upload {
                name: "表.csv".into(),
                bytes: format!("姓名,电话\n张三,{}\n", MOBILE.replace(' ', "")).into_bytes(),
            },
        ],
        ..crate::items::form()
    };
    let id = items::draft(&w.app, &by(&w.clerk), &plain, "k")
        .await
        .unwrap();
    let version = items::mask(&w.app, &by(&w.clerk), &id, 1, &[])
        .await
        .unwrap();
    let (content, taken) = masking(&w, &id).await;
    let first = &content.attachments[0];
    assert_eq!(first.name, "名单110105xxxxxxxxxxxx.txt");
    let text = String::from_utf8(w.app.files.get(&first.hash).await.unwrap()).unwrap();
    assert!(!text.contains("1949") && text.contains(LANDLINE), "{text}");
    // A table of commas is none that is masked: people mend it.
    assert_eq!(taken.unwrap().left, [2]);
    assert!(matches!(
        items::submit(&w.app, &by(&w.clerk), &id, version, "").await,
        Err(Error::Refused(_))
    ));
}
