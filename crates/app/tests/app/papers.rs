//! 台账 and 案卷包: what stands in them, who may have them, and that the look is on record (Z-6, Z-7, Q-5, Q-6).

use app::{
    Error,
    requests::{self, Attach, Filing},
    upload::Upload,
};
use law::case::Channel;
use serde_json::json;

use crate::world::{ORGAN, act, by, material, may, request, world, world_with};

const DAY: &str = "2026-03-02";

fn upload(name: &str, text: &str) -> Upload {
    Upload {
        name: name.into(),
        bytes: text.as_bytes().to_vec(),
    }
}

#[tokio::test]
async fn the_package_holds_the_case_and_whoever_takes_it_says_why() {
    let w = world(DAY).await;
    let filing = Filing {
        proof: vec![upload("证件.txt", "证件的复制件")],
        attachments: vec![upload("附图.txt", "申请人附的说明")],
        ..Filing::default()
    };
    let day = DAY.parse().unwrap();
    let new = request(Channel::Counter);
    let one = requests::file_with(&w.app, &new, &filing, "k", "test", day)
        .await
        .unwrap();
    let answer = act(json!({"kind": "answered", "on": DAY, "code": "OPEN-GIVE", "how": "handed"}));
    let attach = Attach {
        files: vec![upload("立项批复.txt", "批复的内容")],
        ..Attach::default()
    };
    requests::act(&w.app, &may(&w.clerk, &answer), &one.id, 1, "k2", &attach)
        .await
        .unwrap();

    let take = |key: &'static str, why: &'static str| {
        requests::package(&w.app, &w.clerk, &one.id, key, why)
    };
    match take("p0", " ").await {
        Err(Error::Invalid(wrong)) => assert_eq!((wrong[0].field, wrong[0].rule), ("why", "Q-5")),
        other => panic!("{other:?}"),
    }
    let (name, zip) = take("p1", "移交档案").await.unwrap();
    assert_eq!(name, format!("{}案卷.zip", one.number));
    assert_eq!(documents::package::verify(&zip), vec![], "every hash fits");
    take("p1", "移交档案").await.unwrap();
    let stream = store::Stream::request(&one.id).unwrap();
    let acts = store::ledger::stream(&w.app.store, ORGAN, &stream)
        .await
        .unwrap();
    let looks: Vec<_> = acts
        .iter()
        .filter(|act| act.kind == "shown_in_full")
        .collect();
    assert_eq!(looks.len(), 1, "one look on record");
    assert!(looks[0].body.contains("移交档案") && looks[0].body.contains("package"));

    let names = String::from_utf8_lossy(&zip).into_owned();
    for paper in [
        "申请表",
        "立项批复",
        "申请人附件1",
        "办理过程和期限记录",
        "办理动作",
        "manifest-sha256.txt",
    ] {
        assert!(names.contains(paper), "{paper}");
    }
    assert!(
        !names.contains("证件"),
        "the proof of identity stays sealed"
    );

    let foreign = requests::package(&w.app, &w.stranger, &one.id, "p2", "看看").await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let publisher = requests::package(&w.app, &w.publisher, &one.id, "p3", "看看").await;
    assert!(matches!(publisher, Err(Error::Forbidden)));
}

#[tokio::test]
async fn the_key_of_a_page_serves_one_form_and_another_reason_is_another_look() {
    let w = world(DAY).await;
    let one = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    let take = |why: &'static str| requests::package(&w.app, &w.clerk, &one.id, "page", why);
    take("移交档案").await.unwrap();
    take("复议机关调卷").await.unwrap();
    let stream = store::Stream::request(&one.id).unwrap();
    let acts = store::ledger::stream(&w.app.store, ORGAN, &stream)
        .await
        .unwrap();
    let looks = acts.iter().filter(|act| act.kind == "shown_in_full");
    assert_eq!(looks.count(), 2, "each reason is on record");
    // The page stays open after the download, and its other forms still work.
    let asked = act(json!({"kind": "third_party_asked", "on": DAY, "ref": "某商贸有限公司"}));
    let none = Attach::default();
    requests::act(&w.app, &may(&w.clerk, &asked), &one.id, 1, "page", &none)
        .await
        .unwrap();
    // A key that a draft or a number was taken with is a conflict, not a fault of ours.
    let mut tx = w.app.store.begin().await.unwrap();
    store::ledger::claim(&mut tx, ORGAN, "other", "something else")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let again = requests::act(&w.app, &may(&w.clerk, &asked), &one.id, 4, "other", &none).await;
    assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
}

#[tokio::test]
async fn the_package_of_somebody_erased_has_what_is_left() {
    let w = world(DAY).await;
    let filing = Filing {
        attachments: vec![upload("附图.txt", "申请人附的说明")],
        ..Filing::default()
    };
    let day = DAY.parse().unwrap();
    let new = request(Channel::Counter);
    let one = requests::file_with(&w.app, &new, &filing, "k", "test", day)
        .await
        .unwrap();
    let row = store::requests::get(&w.app.store, ORGAN, &one.id)
        .await
        .unwrap()
        .unwrap();
    let mut tx = w.app.store.begin().await.unwrap();
    store::people::erase(&mut tx, ORGAN, &row.person)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let (_, zip) = requests::package(&w.app, &w.clerk, &one.id, "p", "移交档案")
        .await
        .unwrap();
    assert_eq!(documents::package::verify(&zip), vec![]);
}

#[tokio::test]
async fn the_register_has_a_line_for_each_request_and_names_nobody() {
    let w = world(DAY).await;
    for key in ["a", "b"] {
        requests::file(&w.app, &request(Channel::Counter), key)
            .await
            .unwrap();
    }
    let (name, bytes) = requests::register(&w.app, &w.legal, 2026).await.unwrap();
    assert_eq!(
        name,
        format!("青禾县第{ORGAN}局2026年度依申请公开登记台账.xlsx")
    );
    let sheet = documents::sheet::read(&bytes, &name).unwrap();
    let text = format!("{sheet:?}");
    for words in [
        "QH03-2026-0001",
        "QH03-2026-0002",
        "某工程立项批复",
        "自然人",
        "当面提交",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("申请人甲"));
    let (_, none) = requests::register(&w.app, &w.stranger, 2026).await.unwrap();
    let text = format!("{:?}", documents::sheet::read(&none, "x.xlsx").unwrap());
    assert!(
        !text.contains("QH03"),
        "another organ's register is another"
    );
}

/// Acts are for ever; what an applicant called his files, and the help that a disabled person needs, stood in them in the clear.
#[tokio::test]
async fn an_applicants_file_names_and_the_help_he_needs_are_in_no_act() {
    let w = world(DAY).await;
    let filing = Filing {
        help: "视力残疾，请读给本人听".into(),
        proof: vec![upload("王小明身份证.txt", "证件的复制件")],
        attachments: vec![
            upload("王小明的说明.txt", "说明"),
            upload("王小明.txt", "说明二"),
        ],
        ..Filing::default()
    };
    let new = request(Channel::Counter);
    let one = requests::file_with(&w.app, &new, &filing, "k", "test", DAY.parse().unwrap())
        .await
        .unwrap();
    let new = app::rectification::NewRectification {
        name: "王小明".into(),
        id_number: "11010519491231002X".into(),
        phone: "0000-2500000".into(),
        record: "户籍登记".into(),
        wrong: "出生日期有误".into(),
        evidence: vec![upload("王小明出生证明.txt", "证据")],
        ..app::rectification::NewRectification::default()
    };
    app::rectification::file(&w.app, &by(&w.clerk), &new, "r", DAY.parse().unwrap())
        .await
        .unwrap();
    for act in store::ledger::tail(&w.app.store, ORGAN, 0, 100)
        .await
        .unwrap()
    {
        for word in ["王小明", "残疾"] {
            assert!(!act.body.contains(word), "{}: {}", act.kind, act.body);
        }
    }
    let seen = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    let names: Vec<String> = seen.acts[0].body::<serde_json::Value>().unwrap()["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["name"].as_str().unwrap().to_string())
        .collect();
    assert_eq!(
        names,
        ["身份证明1.txt", "申请人附件1.txt", "申请人附件2.txt"]
    );
    let masked = seen.applicant.to_string();
    assert!(
        !masked.contains("王小明") && !masked.contains("残疾"),
        "{masked}"
    );
    assert_eq!(seen.applicant["help"], "＊＊＊");
    let full = requests::reveal(&w.app, &w.clerk, &one.id, "look", "提供帮助")
        .await
        .unwrap();
    assert_eq!(full["help"], "视力残疾，请读给本人听");
    let own = full["file_names"].as_str().unwrap();
    assert!(own.contains("身份证明1.txt：王小明身份证.txt"), "{own}");
}

/// An act that an older version wrote holds them still: it is read, and shown as the sealed particulars are.
#[tokio::test]
async fn acts_of_an_older_version_are_read_and_shown_as_sealed() {
    let w = world(DAY).await;
    let one = requests::file_as(&w.app, &request(Channel::Counter), "k", "test")
        .await
        .unwrap();
    let row = store::requests::get(&w.app.store, ORGAN, &one.id)
        .await
        .unwrap()
        .unwrap();
    let body = json!({"kind": "submitted", "on": DAY, "channel": "counter", "applicant": "natural", "person": row.person,
        "number": "OLD-1", "query_hash": "h", "form": "paper", "delivery": "pickup", "help": "视力残疾",
        "files": [{"hash": "0".repeat(64), "name": "王小明.jpg", "media": "image/jpeg", "size": 1, "sealed": true, "about": "attachment"}]});
    let mut tx = w.app.store.begin().await.unwrap();
    let stream: store::Stream = "request/OLD".parse().unwrap();
    let old = store::ledger::NewAct {
        organ: ORGAN,
        stream: &stream,
        expected: 0,
        kind: "submitted",
        body: &body,
        on: DAY.parse().unwrap(),
        actor: "test",
    };
    store::ledger::append(&mut tx, w.app.clock.now(), &old)
        .await
        .unwrap();
    store::project::apply(&mut tx, &w.app.rules(), ORGAN, &stream)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let seen = requests::open(&w.app, &w.clerk, "OLD").await.unwrap();
    assert_eq!(seen.applicant["help"], "＊＊＊");
    let full = requests::reveal(&w.app, &w.clerk, "OLD", "look", "提供帮助")
        .await
        .unwrap();
    assert_eq!(full["help"], "视力残疾");
    let mut body = seen.acts[0].body::<serde_json::Value>().unwrap();
    app::upload::hide_names(body.as_object_mut().unwrap());
    assert_eq!(body["files"][0]["name"], "申请人附件.jpg");
}

#[tokio::test]
async fn the_register_keeps_files_as_long_as_the_countys_table_says() {
    let mut settings = app::Settings::default();
    settings.handling.sign_before_answer = false;
    settings.archive.plain = law::archive::Keeping::Permanent;
    let w = world_with(DAY, settings).await;
    let one = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    let answer = act(json!({"kind": "answered", "on": DAY, "code": "OPEN-GIVE", "how": "handed"}));
    requests::act(
        &w.app,
        &may(&w.clerk, &answer),
        &one.id,
        1,
        "a",
        &material(),
    )
    .await
    .unwrap();
    let (name, bytes) = requests::register(&w.app, &w.legal, 2026).await.unwrap();
    let text = format!("{:?}", documents::sheet::read(&bytes, &name).unwrap());
    assert!(
        text.contains("永久") && !text.contains("定期10年"),
        "{text}"
    );
}
