//! Files that somebody else made, through the doors of the application: a file that hurts its reader is refused in words that
//! name the field, the server goes on, and a picture is published without what it says beside itself.

use app::{
    Error,
    items::{self, ItemForm},
    reports::{self, Key, Scope},
    upload::Upload,
};

use crate::world::{by, world};

/// A PDF whose one content stream is so many `[`, uncompressed: nested, it ends the stack of its reader.
fn deep_pdf(depth: usize) -> Vec<u8> {
    let content = "[".repeat(depth);
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip([
        "<</Type/Catalog/Pages 2 0 R>>".to_string(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_string(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>".to_string(),
        format!("<</Length {depth}>>stream\n{content}\nendstream"),
    ]) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = out.len();
    out.extend(b"xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

#[tokio::test]
async fn a_report_that_ends_its_reader_is_refused_and_the_next_one_is_read() {
    let w = world("2026-02-10").await;
    let file = Upload {
        name: "deepcontent.pdf".into(),
        bytes: deep_pdf(200_000),
    };
    let published = "2025-01-20".parse().unwrap();
    let key = Key {
        scope: Scope::Own,
        year: 2024,
        seen: 0,
    };
    let refused = reports::adopt(&w.app, &by(&w.clerk), key, published, &file)
        .await
        .unwrap_err();
    let Error::Invalid(wrong) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(wrong[0].field, "file");
    assert!(wrong[0].zh.contains("deepcontent.pdf"), "{}", wrong[0].zh);
    assert!(wrong[0].en.contains("deepcontent.pdf"), "{}", wrong[0].en);
    let text = "青禾县第QH03局2024年政府信息公开工作年度报告\n一、总体情况\n甲\n五、存在的主要问题及改进情况\n乙\n六、其他需要报告的事项\n丙\n";
    let file = Upload {
        name: "年报.txt".into(),
        bytes: text.as_bytes().to_vec(),
    };
    reports::adopt(&w.app, &by(&w.clerk), key, published, &file)
        .await
        .unwrap();
}

/// The kind of `t24-gps.jpg`.
#[tokio::test]
async fn a_photograph_is_published_without_its_place() {
    let w = world("2026-02-10").await;
    let segment = |marker: u8, content: &[u8]| {
        let mut out = vec![0xFF, marker];
        out.extend((content.len() as u16 + 2).to_be_bytes());
        out.extend(content);
        out
    };
    let bytes = [
        vec![0xFF, 0xD8],
        segment(
            0xE1,
            b"http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>31,14N",
        ),
        segment(0xDB, &[1; 65]),
        segment(0xDA, &[1, 1, 0, 0, 63, 0]),
        vec![0x12, 0x34, 0xFF, 0xD9],
    ]
    .concat();
    let form = ItemForm {
        column: "content".into(),
        head: 7,
        title: "2026年部门预算".into(),
        summary: "全年收支。".into(),
        made_on: Some("2026-02-05".parse().unwrap()),
        body: "收入预算。".into(),
        source_class: "proactive".into(),
        attachments: vec![Upload {
            name: "现场.jpg".into(),
            bytes,
        }],
        ..ItemForm::default()
    };
    let id = items::draft(&w.app, &by(&w.clerk), &form, "k")
        .await
        .unwrap();
    let acts = store::ledger::stream(&w.app.store, "QH03", &store::Stream::item(&id).unwrap())
        .await
        .unwrap();
    let hash = acts[0].body::<serde_json::Value>().unwrap()["attachments"][0]["hash"]
        .as_str()
        .unwrap()
        .to_string();
    let kept = w.app.files.get(&hash).await.unwrap();
    assert!(!String::from_utf8_lossy(&kept).contains("GPS"));
    assert!(
        kept.ends_with(&[0x12, 0x34, 0xFF, 0xD9]),
        "the picture is the same"
    );
}
