//! Hard cases that were played in the office and went wrong, each with what is right; those of the law alone are in `law`.

use app::{
    Error,
    requests::{self, Attach, Handling, letters},
    upload::Upload,
};
use law::case::Channel;
use serde_json::{Value, json};

use crate::world::{ORGAN, World, act, by, material, may, request, world};

const DAY: &str = "2026-03-02";

async fn file(w: &World, key: &str, id_number: &str, phone: &str) -> requests::Filed {
    let mut new = request(Channel::Counter);
    (new.id_number, new.phone) = (id_number.into(), phone.into());
    requests::file(&w.app, &new, key).await.unwrap()
}

async fn done(w: &World, id: &str, version: i64, body: Value) -> app::Result<i64> {
    let key = format!("{id}{body}");
    let attach = if body["code"] == "OPEN-GIVE" {
        material()
    } else {
        Attach::default()
    };
    let act = act(body);
    requests::act(&w.app, &may(&w.clerk, &act), id, version, &key, &attach).await
}

/// The rules and places of a refusal.
fn refused<T: std::fmt::Debug>(result: app::Result<T>) -> Vec<(String, String)> {
    match result {
        Err(Error::Refused(found)) => found
            .into_iter()
            .map(|finding| (finding.id.to_string(), finding.place))
            .collect(),
        other => panic!("{other:?}"),
    }
}

/// C.8: two proofs of identity with one telephone were counted as one applicant (F-3).
#[tokio::test]
async fn a_shared_telephone_is_a_question_and_no_count() {
    let w = world(DAY).await;
    let (one, other) = ("11010519491231002X", "440524188001010014");
    let first = file(&w, "a", one, "13800000000").await;
    for key in ["b", "c"] {
        file(&w, key, other, "13800000000").await;
    }
    file(&w, "d", one, "0000-2500001").await;
    let seen = requests::open(&w.app, &w.clerk, &first.id).await.unwrap();
    assert_eq!(seen.month.count, 2, "by the proof of identity alone");
    assert_eq!(seen.month.same_telephone.len(), 2);
    let shared = seen.month.shared.unwrap();
    assert_eq!(shared.severity, law::finding::Severity::Question);
}

/// C.10: a late correction notice is a fault of procedure; the head alone lets it go out, with a reason that stands in the act.
#[tokio::test]
async fn a_late_correction_notice_goes_out_with_the_head_s_reason() {
    let w = world(DAY).await;
    let one = file(&w, "a", "11010519491231002X", "0000-2500000").await;
    let late = w.on("2026-03-12");
    let notice = act(
        json!({"kind": "correction_noticed", "on": "2026-03-12", "days": 15, "reached": "2026-03-12"}),
    );
    let with = |why: &str| Attach {
        despite: why.into(),
        ..Attach::default()
    };
    let tried = async |who: &app::Staff, attach: &Attach, key: &str| {
        requests::act(&late, &may(who, &notice), &one.id, 1, key, attach).await
    };
    for (who, why) in [
        (&w.clerk, ""),
        (&w.head, " "),
        (&w.clerk, "申请人来电说明情况"),
    ] {
        let key = format!("{}{why}", who.id);
        let found = refused(tried(who, &with(why), &key).await);
        assert_eq!(found[0].0, "A-30.5", "{why}");
    }
    let why = "申请人补充说明后才发现内容不明确";
    tried(&w.head, &with(why), "k").await.unwrap();
    let seen = requests::open(&late, &w.clerk, &one.id).await.unwrap();
    assert_eq!(seen.acts[1].body::<Value>().unwrap()["despite"], why);
    let listed = seen.assessment.findings.iter();
    assert!(listed.clone().any(|finding| finding.id.id() == "A-30.5"));
    // Nothing else is set aside by a reason.
    let extended = act(
        json!({"kind": "extended", "on": "2026-03-12", "days": 20, "consented": "2026-03-12", "noticed": "2026-03-12"}),
    );
    let refused_all = requests::act(
        &late,
        &may(&w.head, &extended),
        &one.id,
        2,
        "x",
        &with("案情复杂"),
    )
    .await;
    assert!(!refused(refused_all).is_empty());
}

/// C.5: a number that does not exist, of another organ, of another applicant, of a pending case: all were signed (A-36.3).
#[tokio::test]
async fn a_repeat_names_an_answered_request_of_this_applicant_and_organ() {
    let w = world(DAY).await;
    let (ours, theirs) = ("11010519491231002X", "440524188001010014");
    let answered = file(&w, "a", ours, "0000-1").await;
    let give = json!({"kind": "answered", "on": DAY, "code": "OPEN-GIVE", "how": "handed"});
    done(&w, &answered.id, 1, give.clone()).await.unwrap();
    let pending = file(&w, "b", ours, "0000-1").await;
    let withdrawn = file(&w, "c", ours, "0000-1").await;
    done(
        &w,
        &withdrawn.id,
        1,
        json!({"kind": "withdrawn", "on": DAY}),
    )
    .await
    .unwrap();
    let foreign = file(&w, "d", theirs, "0000-2").await;
    done(&w, &foreign.id, 1, give).await.unwrap();
    let mut elsewhere = request(Channel::Counter);
    elsewhere.organ = "QH04".into();
    let elsewhere = requests::file(&w.app, &elsewhere, "e").await.unwrap();
    let again = file(&w, "f", ours, "0000-1").await;
    let prepare = async |earlier: &str| {
        let event = json!({"kind": "decision_prepared", "code": "REPEAT", "earlier": earlier, "reasons": "重复申请", "disclosed_before": true});
        let new = Handling {
            on: DAY.parse().unwrap(),
            event: serde_json::from_value(event).unwrap(),
        };
        let none = Attach::default();
        requests::handle(&w.app, &w.clerk, &again.id, 1, earlier, &new, &none).await
    };
    let wrong = [
        "QH03-2026-9999",
        elsewhere.number.as_str(),
        &foreign.number,
        &pending.number,
        &withdrawn.number,
        &again.number,
        "以前答复过",
    ];
    for earlier in wrong {
        let found = refused(prepare(earlier).await);
        assert_eq!(
            found,
            [("A-36.3".to_string(), "earlier".to_string())],
            "{earlier}"
        );
        let answer = json!({"kind": "answered", "on": DAY, "code": "REPEAT", "how": "handed", "disclosed_before": true, "earlier": earlier});
        assert_eq!(refused(done(&w, &again.id, 1, answer).await)[0].0, "A-36.3");
    }
    let sentence = format!("2026年3月2日对{}的答复", answered.number);
    prepare(&sentence).await.unwrap();
    // Made anew after a remedy, the decision is a repeat on the same terms.
    let give = json!({"kind": "answered", "on": DAY, "code": "OPEN-GIVE", "how": "handed"});
    done(&w, &pending.id, 1, give).await.unwrap();
    let anew = async |earlier: &str| {
        let event = json!({"kind": "re_decided", "code": "REPEAT", "after": "青禾县人民政府行政复议决定", "earlier": earlier});
        let new = Handling {
            on: DAY.parse().unwrap(),
            event: serde_json::from_value(event).unwrap(),
        };
        let (none, key) = (Attach::default(), format!("anew{earlier}"));
        requests::handle(&w.app, &w.clerk, &pending.id, 4, &key, &new, &none).await
    };
    for earlier in ["", "QH03-2026-9999", &foreign.number, &withdrawn.number] {
        let found = match anew(earlier).await {
            Err(Error::Invalid(found)) => {
                vec![(found[0].rule.to_string(), found[0].field.to_string())]
            }
            other => refused(other),
        };
        let expected = [("A-36.3".to_string(), "earlier".to_string())];
        assert_eq!(found, expected, "{earlier}");
    }
    anew(&answered.number).await.unwrap();
}

/// C.9: a letter without an identity number could not be registered. What has come in is registered; what it lacks is asked for (A-29.2).
#[tokio::test]
async fn a_letter_that_lacks_an_element_is_registered_and_corrected() {
    let w = world(DAY).await;
    let mut new = request(Channel::RegisteredMail);
    new.id_number = String::new();
    new.delivery = String::new();
    let one = requests::file_as(&w.app, &new, "a", &w.clerk.id)
        .await
        .unwrap();
    let lacking = async |app: &app::App| -> Vec<String> {
        let case = requests::open(app, &w.clerk, &one.id).await.unwrap();
        case.lacking.into_iter().map(|one| one.place).collect()
    };
    assert_eq!(lacking(&w.app).await, ["proof", "way"]);
    // The notice asks for just that, in one round, and the period starts anew with what came.
    let notice = json!({"kind": "correction_noticed", "on": DAY, "days": 15, "reached": DAY});
    done(&w, &one.id, 1, notice).await.unwrap();
    let correction = law::letter::Kind::Correction;
    let clerk = by(&w.clerk);
    let letter = letters::open(&w.app, &clerk, &one.id, correction, 2, None);
    let text = format!("{:?}", letter.await.unwrap().text);
    for item in ["缺少身份证明", "缺少获取信息的方式、途径"] {
        assert!(text.contains(item), "{text}");
    }
    done(&w, &one.id, 2, json!({"kind": "corrected", "on": DAY}))
        .await
        .unwrap();
    assert_eq!(lacking(&w.app).await, Vec::<String>::new());
    // An applicant who fills the form in himself is told at once.
    let own = requests::file(&w.app, &new, "b").await;
    match own {
        Err(Error::Invalid(found)) => {
            let fields: Vec<&str> = found.iter().map(|one| one.field).collect();
            assert_eq!(fields, ["id_number", "delivery"]);
        }
        other => panic!("{other:?}"),
    }
    // Nobody to confirm an ordinary letter with: registered, and no clock runs until there is contact (A-31.5).
    let mut letter = request(Channel::OrdinaryMail);
    (letter.phone, letter.id_number) = (String::new(), String::new());
    let two = requests::file_as(&w.app, &letter, "c", &w.clerk.id)
        .await
        .unwrap();
    let case = requests::open(&w.app, &w.clerk, &two.id).await.unwrap();
    assert_eq!((case.assessment.receipt, case.assessment.due), (None, None));
    let lacks: Vec<&str> = case.lacking.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(lacks, ["proof", "contact"]);
    // Nothing at all is nothing to record.
    let mut nothing = letter;
    (nothing.name, nothing.wanted) = (String::new(), " ".into());
    let refused = requests::file_as(&w.app, &nothing, "d", &w.clerk.id).await;
    assert!(
        matches!(&refused, Err(Error::Invalid(found)) if found[0].field == "name" && found[0].rule == "A-29.2"),
        "{refused:?}"
    );
}

/// C.7: a notice of 99,999 元 where the page says 100 was issued (F-3).
#[tokio::test]
async fn a_fee_notice_asks_what_this_request_costs() {
    let w = world(DAY).await;
    let mut all = Vec::new();
    for n in 0..11 {
        all.push(file(&w, &format!("k{n}"), "11010519491231002X", "0000-1").await);
    }
    let notice = |fen: i64| json!({"kind": "fee_noticed", "on": DAY, "fen": fen, "reached": DAY});
    let last = &all[10].id;
    for fen in [9_999_900, 12_345, 280_000, 0, -10_000] {
        let found = refused(done(&w, last, 1, notice(fen)).await);
        assert_eq!(found[0].0, "F-3", "{fen}");
    }
    done(&w, last, 1, notice(10_000)).await.unwrap();
    // By the page, of this request alone: no month is counted, and as many pages as the amount says.
    let pages = all[0].id.clone();
    done(&w, &pages, 1, notice(272_000 - 2_000)).await.unwrap();
}

/// Names of files that go with acts lay in clear in them: "给王小明的答复.txt" (Q-5).
#[tokio::test]
async fn what_files_are_called_is_sealed_with_them() {
    let w = world(DAY).await;
    let one = file(&w, "a", "11010519491231002X", "0000-1").await;
    let attach = Attach {
        files: vec![Upload {
            name: "给申请人甲的答复.txt".into(),
            bytes: "材料".into(),
        }],
        ..Attach::default()
    };
    let searched = Handling {
        on: DAY.parse().unwrap(),
        event: serde_json::from_value(
            json!({"kind": "search_recorded", "where": "档案室", "terms": "立项", "by": "档案员", "result": "找到"}),
        )
        .unwrap(),
    };
    requests::handle(&w.app, &w.clerk, &one.id, 1, "s", &searched, &attach)
        .await
        .unwrap();
    let give =
        act(json!({"kind": "answered", "on": DAY, "code": "OPEN-GIVE", "how": "electronic"}));
    requests::act(&w.app, &may(&w.clerk, &give), &one.id, 2, "g", &attach)
        .await
        .unwrap();
    let acts = store::ledger::tail(&w.app.store, ORGAN, 0, 100)
        .await
        .unwrap();
    for act in &acts {
        assert!(!act.body.contains("申请人甲"), "{}", act.body);
    }
    let seen = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    assert_eq!(seen.file_names.len(), 2);
    assert!(
        seen.file_names
            .values()
            .all(|name| name == "给申请人甲的答复.txt")
    );
    // A colleague who does not handle cases, and a program, know the number alone.
    let seen = requests::open(&w.app, &w.publisher, &one.id).await.unwrap();
    assert!(seen.file_names.is_empty());
    let last = seen.acts.last().unwrap();
    let mut body: Value = last.body().unwrap();
    app::upload::hide_names(body.as_object_mut().unwrap());
    let file = body["files"][0].clone();
    assert_eq!(
        (&file["name"], &file["own_name"]),
        (&json!("附件1.txt"), &Value::Null)
    );
    let hash = file["hash"].as_str().unwrap();
    for (who, name) in [
        (&w.clerk, "给申请人甲的答复.txt"),
        (&w.publisher, "附件1.txt"),
    ] {
        let (file, bytes) = requests::download(&w.app, who, &one.id, hash)
            .await
            .unwrap();
        assert_eq!(
            (file.name.as_str(), bytes.as_slice()),
            (name, "材料".as_bytes())
        );
    }
    let (file, _) = requests::download_public(&w.app, &one.number, &one.query_code, hash, "r")
        .await
        .unwrap();
    assert_eq!(file.name, "给申请人甲的答复.txt");
    // Once the person is erased, nothing names him any more.
    let row = seen.row;
    let mut tx = w.app.store.begin().await.unwrap();
    store::people::erase(&mut tx, ORGAN, &row.person)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let seen = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    assert!(seen.file_names.values().all(|name| name == "附件1.txt"));
}
