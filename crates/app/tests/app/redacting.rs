//! 遮盖: what is withheld is out of the file, the original is sealed and kept apart, the result goes with the answer (A-37).

use app::{
    Error,
    requests::{self, Attach, Handling, Marks},
    upload::Upload,
};
use law::case::Channel;
use serde_json::json;

use crate::world::{ORGAN, World, act, may, request, world};

const DAY: &str = "2026-03-02";
const TEXT: &str =
    "补贴名单\n某商贸有限公司，联系人张三丰，补贴10万元\n\u{C}评审记录\n张三丰说了什么\n";

fn source() -> Upload {
    Upload {
        name: "名单.txt".into(),
        bytes: TEXT.as_bytes().to_vec(),
    }
}

fn marks(phrases: &str, pages: &str) -> Marks {
    Marks {
        phrases: phrases.into(),
        pages: pages.into(),
        reason: "涉及个人隐私".into(),
    }
}

/// A request for which a partial disclosure is prepared.
async fn parted(w: &World) -> requests::Filed {
    let one = requests::file(&w.app, &request(Channel::Counter), "k")
        .await
        .unwrap();
    let event = json!({"kind": "decision_prepared", "code": "PART", "grounds": ["NO-INTERNAL"], "withheld": "第2页", "reasons": "涉及个人隐私", "evidence": "内部流转单"});
    let new = Handling {
        on: DAY.parse().unwrap(),
        event: serde_json::from_value(event).unwrap(),
    };
    let none = Attach::default();
    requests::handle(&w.app, &w.clerk, &one.id, 1, "k1", &new, &none)
        .await
        .unwrap();
    one
}

#[tokio::test]
async fn what_is_withheld_is_gone_and_the_rest_goes_with_the_answer() {
    let w = world(DAY).await;
    let one = parted(&w).await;
    let (file, marks) = (source(), marks("张三丰", "2"));
    let make = || requests::redact(&w.app, &w.clerk, &one.id, 2, "r1", Some(&file), &marks);
    let made = make().await.unwrap().unwrap();
    assert_eq!(
        made.found,
        [("张三丰".to_string(), 1), ("第2页".to_string(), 1)]
    );
    assert_eq!(make().await.unwrap(), None, "the same form makes it once");
    let (_, bytes) = requests::download(&w.app, &w.clerk, &one.id, &made.file.hash)
        .await
        .unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("补贴10万元") && text.contains("第2页不予公开：涉及个人隐私"));
    assert!(
        !text.contains("张三丰") && !text.contains("评审记录"),
        "{text}"
    );

    // The acts say how much, and neither what nor the original.
    let stream = store::Stream::request(&one.id).unwrap();
    let acts = store::ledger::stream(&w.app.store, ORGAN, &stream)
        .await
        .unwrap();
    assert_eq!(acts.len(), 3);
    assert!(!acts[2].body.contains("张三丰"));
    let files = acts[2].body::<serde_json::Value>().unwrap()["files"].clone();
    let original = files[1]["hash"].as_str().unwrap();
    assert_eq!(files[1]["sealed"], true);
    let stored = w.app.files.get(original).await.unwrap();
    assert!(
        !String::from_utf8_lossy(&stored).contains("张三丰"),
        "sealed"
    );
    let plain = requests::download(&w.app, &w.clerk, &one.id, original).await;
    assert!(matches!(plain, Err(Error::Forbidden)));
    let (_, bytes) = requests::reveal_file(&w.app, &w.clerk, &one.id, "look", "核对", original)
        .await
        .unwrap();
    assert_eq!(bytes, TEXT.as_bytes());

    // The answer gives it.
    let answer = json!({"kind": "answered", "on": DAY, "code": "PART", "grounds": ["NO-INTERNAL"], "how": "handed"});
    let none = Attach::default();
    requests::act(
        &w.app,
        &may(&w.clerk, &act(answer)),
        &one.id,
        4,
        "a2",
        &none,
    )
    .await
    .unwrap();
    let shown = requests::progress(&w.app, &one.number, &one.query_code, "r")
        .await
        .unwrap();
    let files: Vec<_> = shown
        .steps
        .iter()
        .flat_map(|step| step.files.clone())
        .collect();
    let files: Vec<_> = files.iter().filter(|file| file.about.is_empty()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let (_, bytes) =
        requests::download_public(&w.app, &one.number, &one.query_code, &files[0].hash, "r")
            .await
            .unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), text);
    let refused =
        requests::download_public(&w.app, &one.number, &one.query_code, original, "r").await;
    assert!(matches!(refused, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_wrong_mark_is_told_by_its_field_and_nothing_is_saved() {
    let w = world(DAY).await;
    let one = parted(&w).await;
    let file = source();
    for (given, named) in [
        (marks("", ""), "phrases"),
        (marks("没有的词", ""), "phrases"),
        (marks("张三丰", "x"), "pages"),
        (marks("张三丰", "9"), "pages"),
        (marks("第1页：评审", ""), "phrases"),
        (
            Marks {
                reason: String::new(),
                ..marks("张三丰", "")
            },
            "reason",
        ),
    ] {
        let made = requests::redact(
            &w.app,
            &w.clerk,
            &one.id,
            2,
            &format!("{given:?}"),
            Some(&file),
            &given,
        )
        .await;
        match made {
            Err(Error::Invalid(wrong)) => {
                assert!(
                    wrong.iter().any(|one| one.field == named),
                    "{given:?} {wrong:?}"
                );
            }
            other => panic!("{given:?} {other:?}"),
        }
    }
    let exe = Upload {
        name: "名单.exe".into(),
        bytes: b"MZ".to_vec(),
    };
    for upload in [None, Some(&exe)] {
        let made = requests::redact(
            &w.app,
            &w.clerk,
            &one.id,
            2,
            "f",
            upload,
            &marks("张三丰", ""),
        )
        .await;
        assert!(matches!(made, Err(Error::Invalid(wrong)) if wrong[0].field == "file"));
    }
    let foreign = requests::redact(
        &w.app,
        &w.stranger,
        &one.id,
        2,
        "x",
        Some(&file),
        &marks("张三丰", ""),
    )
    .await;
    assert!(matches!(foreign, Err(Error::NotFound)));
    let stream = store::Stream::request(&one.id).unwrap();
    let acts = store::ledger::stream(&w.app.store, ORGAN, &stream)
        .await
        .unwrap();
    assert_eq!(acts.len(), 2);

    // Where nothing is given in part there is nothing to redact.
    let other = requests::file(&w.app, &request(Channel::Counter), "other")
        .await
        .unwrap();
    match requests::redact(
        &w.app,
        &w.clerk,
        &other.id,
        1,
        "y",
        Some(&file),
        &marks("张三丰", ""),
    )
    .await
    {
        Err(Error::Refused(found)) => assert_eq!(found[0].id, "A-37"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_whose_name_tells_is_refused_and_a_decision_made_anew_starts_anew() {
    let w = world(DAY).await;
    let one = parted(&w).await;
    let telling = Upload {
        name: "张 三丰的补贴.txt".into(),
        ..source()
    };
    let marks = marks("张三丰", "");
    let made = requests::redact(&w.app, &w.clerk, &one.id, 2, "n", Some(&telling), &marks).await;
    assert!(matches!(made, Err(Error::Invalid(wrong)) if wrong[0].field == "file"));

    // Redacted, then the decision is prepared again: what was withheld too little does not go out with it.
    let file = source();
    requests::redact(&w.app, &w.clerk, &one.id, 2, "r", Some(&file), &marks)
        .await
        .unwrap();
    let event = json!({"kind": "decision_prepared", "code": "PART", "grounds": ["NO-INTERNAL"], "withheld": "第1页、第2页", "reasons": "涉及个人隐私", "evidence": "内部流转单"});
    let again = Handling {
        on: DAY.parse().unwrap(),
        event: serde_json::from_value(event).unwrap(),
    };
    let none = Attach::default();
    requests::handle(&w.app, &w.clerk, &one.id, 3, "d", &again, &none)
        .await
        .unwrap();
    let other = Upload {
        name: "名单（改）.txt".into(),
        ..source()
    };
    requests::redact(&w.app, &w.clerk, &one.id, 4, "r2", Some(&other), &marks)
        .await
        .unwrap();
    let answer = act(
        json!({"kind": "answered", "on": DAY, "code": "PART", "grounds": ["NO-INTERNAL"], "how": "handed"}),
    );
    requests::act(&w.app, &may(&w.clerk, &answer), &one.id, 5, "a", &none)
        .await
        .unwrap();
    let shown = requests::progress(&w.app, &one.number, &one.query_code, "r")
        .await
        .unwrap();
    let names: Vec<_> = shown
        .steps
        .iter()
        .flat_map(|step| &step.files)
        .filter(|file| file.about.is_empty())
        .map(|file| file.name.clone())
        .collect();
    assert_eq!(names, ["名单（改）（公开部分）.txt"]);
}
