//! A document becomes the form of a draft; the draft keeps its pictures and where it came from; nothing of it is kept that must not be.

use app::{
    Error,
    items::{self, Arrived, Attached, ItemForm},
    upload::Upload,
};

use crate::{
    word::{Word, centred, line, picture, png},
    world::{World, by, world},
};

fn paper(more: &str) -> Word {
    let body = [
        centred(44, "关于加强集贸市场管理的通知"),
        line("各集贸市场："),
        line("请加强管理。联系人手机13800000000，办公电话0795-2506846。"),
        line("身份证号11010519491231002X。"),
        more.to_string(),
        line("2026年2月5日"),
    ];
    Word::body(body.concat())
}

async fn arrive(w: &World, name: &str, word: &Word, attach: bool) -> app::Result<Arrived> {
    let document = Upload {
        name: name.into(),
        bytes: word.bytes(),
    };
    items::arrive(&w.app, &by(&w.clerk), &document, attach).await
}

async fn files(w: &World) -> usize {
    w.app.files.list().await.unwrap().len()
}

#[tokio::test]
async fn a_document_becomes_a_draft_with_its_pictures() {
    let w = world("2026-02-10").await;
    let word =
        paper(&picture("rId1", "")).part("rId1", "image", "word/media/image1.png", png(40, 30));
    let arrived = arrive(&w, "通知.docx", &word, true).await.unwrap();
    let kinds: Vec<&str> = arrived
        .finds
        .iter()
        .map(|find| find.hit.kind.zh())
        .collect();
    assert_eq!(
        kinds,
        ["手机号", "手机号", "居民身份证号"],
        "the landline is an office's"
    );
    let places: Vec<(&str, usize)> = arrived
        .finds
        .iter()
        .map(|find| (find.place.as_str(), find.hit.line))
        .collect();
    assert_eq!(places, [("summary", 1), ("body", 2), ("body", 3)]);
    assert_eq!(arrived.attached, Attached::Finds);
    let form = ItemForm {
        summary: "通知".into(),
        ..arrived.form.clone()
    };
    let id = items::draft(&w.app, &by(&w.clerk), &form, "k")
        .await
        .unwrap();
    assert_eq!(
        items::draft(&w.app, &by(&w.clerk), &form, "k")
            .await
            .unwrap(),
        id,
        "the same form twice is one item"
    );
    let view = items::open(&w.app, &w.clerk, &id).await.unwrap();
    let content = view.state.content.clone().unwrap();
    let hash = &items::pictures(&content.body_html)[0].hash;
    assert_eq!(content.attachments.len(), 1);
    assert_eq!(&content.attachments[0].hash, hash);
    let origin = content.origin.clone().unwrap();
    assert_eq!((origin.format.as_str(), origin.hash.len()), ("docx", 64));
    assert!(!items::left_out(&origin).is_empty());
    let (_, bytes) = items::download(&w.app, &w.clerk, &id, hash).await.unwrap();
    assert_eq!(bytes, png(40, 30));

    // Neither the numbers nor a picture without words go on their way.
    let Err(Error::Refused(why)) = items::submit(&w.app, &by(&w.clerk), &id, 1, "").await else {
        panic!("submitted")
    };
    let rules: Vec<String> = why.iter().map(|one| one.id.to_string()).collect();
    assert_eq!(rules, ["W-21", "Q-20", "Q-20"], "{why:?}");

    // The picture goes with the text that shows it, and its origin stays on record.
    let told = ItemForm {
        body: items::described(&content.body_html, &["平面图".into()]).replace("13800000000", "略"),
        arrived: String::new(),
        ..form.clone()
    };
    items::revise(&w.app, &by(&w.clerk), &id, 1, &told)
        .await
        .unwrap();
    let content = items::open(&w.app, &w.clerk, &id)
        .await
        .unwrap()
        .state
        .content
        .unwrap();
    assert_eq!(
        (content.attachments.len(), content.origin),
        (1, Some(origin))
    );
    assert_eq!(items::pictures(&content.body_html)[0].shows, "平面图");
    let without = ItemForm {
        body: "只有文字的正文。".into(),
        ..told
    };
    items::revise(&w.app, &by(&w.clerk), &id, 2, &without)
        .await
        .unwrap();
    let content = items::open(&w.app, &w.clerk, &id)
        .await
        .unwrap()
        .state
        .content
        .unwrap();
    assert!(
        content.attachments.is_empty(),
        "a picture goes with its place"
    );
}

#[tokio::test]
async fn a_parcel_opens_for_whom_it_was_made() {
    let w = world("2026-02-10").await;
    let arrived = arrive(&w, "通知.docx", &paper(""), false).await.unwrap();
    let form = ItemForm {
        summary: "通知".into(),
        ..arrived.form
    };
    for (staff, sealed) in [
        (&w.stranger, form.arrived.clone()),
        (&w.clerk, format!("{}x", form.arrived)),
        (&w.clerk, "00".into()),
    ] {
        let form = ItemForm {
            arrived: sealed,
            ..form.clone()
        };
        let Err(Error::Invalid(wrong)) = items::draft(&w.app, &by(staff), &form, "k").await else {
            panic!("drafted")
        };
        assert_eq!(wrong[0].field, "arrived");
    }
}

/// S-3: a mark anywhere in the document, and in its name, keeps all of it out.
#[tokio::test]
async fn nothing_of_a_marked_document_is_kept() {
    let w = world("2026-02-10").await;
    let header = |text: &str| {
        paper("").part(
            "rIdH",
            "header",
            "word/header1.xml",
            format!("<w:hdr xmlns:w=\"w\">{}</w:hdr>", line(text)),
        )
    };
    let hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>绝密</w:t></w:r></w:p>";
    let before = files(&w).await;
    for (name, word) in [
        ("通知.docx", header("机密★10年")),
        ("通知（机密）.docx", paper("")),
        ("通知.docx", paper(&line("秘密★"))),
        ("通知.docx", paper(hidden)),
    ] {
        let word = word.part("rId1", "image", "word/media/image1.png", png(9, 9));
        let Err(Error::Refused(why)) = arrive(&w, name, &word, true).await else {
            panic!("{name} was read")
        };
        assert!(why.iter().all(|one| one.id == "S-3"), "{why:?}");
    }
    assert_eq!(files(&w).await, before, "no file is kept");
    assert!(
        arrive(&w, "通知.docx", &header("机密文件管理办法"), false)
            .await
            .is_ok()
    );
}

/// A number in a remark is no part of the draft; with the document it would be published.
#[tokio::test]
async fn the_document_goes_along_only_where_it_is_clean() {
    let w = world("2026-02-10").await;
    let clean = || {
        Word::body(
            [
                centred(44, "关于放假的通知"),
                line("国庆节放假三天，请各股室安排好值班。"),
                line("2026年2月5日"),
            ]
            .concat(),
        )
    };
    let remarked = clean().part(
        "a",
        "comments",
        "word/comments.xml",
        format!(
            "<w:comments xmlns:w=\"w\"><w:comment w:id=\"0\">{}</w:comment></w:comments>",
            line("11010519491231002X")
        ),
    );
    let arrived = arrive(&w, "通知.docx", &remarked, true).await.unwrap();
    assert_eq!(arrived.attached, Attached::Hides);
    let find = &arrived.finds[0];
    assert_eq!((find.place.as_str(), find.left_out), ("comment 1", true));
    assert!(!find.hit.masked.contains("1949"));

    let arrived = arrive(&w, "通知.docx", &clean(), false).await.unwrap();
    assert_eq!(arrived.attached, Attached::No);
    let arrived = arrive(&w, "通知.docx", &clean(), true).await.unwrap();
    assert_eq!(arrived.attached, Attached::Yes);
    let id = items::draft(&w.app, &by(&w.clerk), &arrived.form, "k")
        .await
        .unwrap();
    let content = items::open(&w.app, &w.clerk, &id)
        .await
        .unwrap()
        .state
        .content
        .unwrap();
    assert_eq!(content.attachments[0].name, "通知.docx");
    assert_eq!(content.made_on.to_string(), "2026-02-05");
}

#[tokio::test]
async fn a_document_of_pictures_alone_is_refused() {
    let w = world("2026-02-10").await;
    let word =
        Word::body(picture("rId1", "")).part("rId1", "image", "word/media/image1.png", png(40, 30));
    let Err(Error::Refused(why)) = arrive(&w, "扫描件.docx", &word, false).await else {
        panic!("read")
    };
    assert_eq!(why[0].id.to_string(), "W-21");
    let bad = Upload {
        name: "a.doc".into(),
        bytes: b"{\\rtf1 x}".to_vec(),
    };
    let Err(Error::Invalid(wrong)) = items::arrive(&w.app, &by(&w.clerk), &bad, false).await else {
        panic!("read")
    };
    assert_eq!(wrong[0].field, "document");
}
