//! long: one case is taken from its act to its letter in every test, and the helpers that do so are shared.
//!
//! 文书: drafted from the case, checked, numbered without gaps in the transaction that records them, sealed, seen by the
//! applicant when they are for him.

use app::{
    App, Error,
    organs::{self, OrganForm},
    requests::{self, Attach, NewRequest, letters},
    rights::{By, CaseWorker},
};
use law::{case::Channel, letter::Kind};
use serde_json::json;

use crate::world::{ORGAN, World, act, by, material, may, request, world};

const DAY: &str = "2026-03-02";

/// A world whose organ can number letters and name a remedy.
async fn bureau() -> World {
    let w = world(DAY).await;
    let form = OrganForm {
        code: ORGAN.into(),
        name: "青禾县商务局".into(),
        short_name: "商务局".into(),
        kind: "department".into(),
        address: "青禾县青云路9号".into(),
        postcode: "000000".into(),
        telephone: "0000-2506840".into(),
        doc_prefix: "青商公开".into(),
        review_body: "青禾县人民政府".into(),
        court: "青禾县人民法院".into(),
        ..OrganForm::default()
    };
    assert!(organs::save(&w.app, &form, "test").await.unwrap());
    w
}

async fn filed(w: &World, key: &str) -> requests::Filed {
    let new = NewRequest {
        address: "青禾县滨河路1号".into(),
        form: "paper".into(),
        delivery: "post".into(),
        ..request(Channel::Counter)
    };
    requests::file(&w.app, &new, key).await.unwrap()
}

async fn version(w: &World, id: &str) -> i64 {
    let row = store::requests::get(&w.app.store, ORGAN, id).await.unwrap();
    row.unwrap().version
}

async fn done(app: &App, w: &World, id: &str, body: serde_json::Value, note: &str) {
    let attach = Attach {
        note: note.into(),
        ..Attach::default()
    };
    let seen = version(w, id).await;
    let key = format!("{id}{body}");
    requests::act(app, &may(&w.clerk, &act(body)), id, seen, &key, &attach)
        .await
        .unwrap();
}

fn kind(word: &str) -> Kind {
    word.parse().unwrap()
}

async fn draft(app: &App, w: &World, id: &str, word: &str, goes_with: usize) -> letters::Text {
    let opened = letters::open(app, &by(&w.clerk), id, kind(word), goes_with, None).await;
    opened.unwrap().text
}

async fn issue(
    app: &App,
    w: &World,
    id: &str,
    at: usize,
    text: &letters::Text,
) -> app::Result<i64> {
    let seen = version(w, id).await;
    let key = format!("{id}-{}-{at}-{seen}", text.draft.kind);
    letters::issue(app, &by(&w.clerk), id, seen, &key, at, text).await
}

/// What a letter of the case says, read from its PDF.
async fn says(app: &App, w: &World, id: &str, word: &str) -> String {
    let case = requests::open(app, &w.clerk, id).await.unwrap();
    let letter = case
        .letters
        .iter()
        .find(|letter| letter.fit.kind == kind(word))
        .unwrap();
    let files = &letter.issued.as_ref().unwrap().files;
    assert_eq!(files.len(), 2, "PDF and DOCX");
    let (file, bytes) = requests::download(app, &w.clerk, id, &files[0].hash)
        .await
        .unwrap();
    assert!(file.sealed && file.about == "letter");
    assert!(bytes.starts_with(b"%PDF"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.pdf");
    std::fs::write(&path, bytes).unwrap();
    // poppler-utils; the test script installs it.
    let made = std::process::Command::new("pdftotext")
        .arg("-raw")
        .arg(&path)
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8(made.stdout)
        .unwrap()
        .split_whitespace()
        .collect()
}

fn rules(error: Error) -> Vec<String> {
    match error {
        Error::Refused(found) => found.iter().map(|one| one.id.to_string()).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_notice_is_drafted_from_its_act_mended_and_issued() {
    let w = bureau().await;
    let one = filed(&w, "k1").await;
    let notice = json!({"kind": "correction_noticed", "on": DAY, "days": 10});
    done(&w.app, &w, &one.id, notice, "没有写明补贴的年度").await;
    let mut text = draft(&w.app, &w, &one.id, "correction", 2).await;
    assert_eq!(
        text.draft.addressee,
        letters::NAME,
        "nobody is named in a draft"
    );
    assert!(text.draft.body.contains("没有写明补贴的年度"));
    assert!(text.draft.body.contains("10个工作日"));
    // What nobody recorded is a blank, and a blank stops the letter: nothing is saved, no number is gone.
    let found = rules(issue(&w.app, &w, &one.id, 2, &text).await.unwrap_err());
    assert!(found.contains(&"F-D2".to_string()), "{found:?}");
    let listed = letters::check(&w.app, &by(&w.clerk), &one.id, 2, &text)
        .await
        .unwrap();
    assert!(
        listed.iter().any(|one| one.zh.contains("补正指导")),
        "{listed:?}"
    );
    text.draft.body = text
        .draft
        .body
        .replace("【待填：补正指导】", "请写明补贴的年度，例如“2025年度”。");
    letters::keep(&w.app, &by(&w.clerk), &one.id, 2, "keep-1", 2, &text)
        .await
        .unwrap();
    letters::keep(&w.app, &by(&w.clerk), &one.id, 2, "keep-1", 2, &text)
        .await
        .unwrap();
    let again = draft(&w.app, &w, &one.id, "correction", 2).await;
    assert_eq!(again, text, "the draft that was kept");
    assert_eq!(version(&w, &one.id).await, 3, "kept once");
    // A colleague who opened the letter before that does not write over it.
    let mut other = text.clone();
    other.draft.note.push('。');
    let over = letters::keep(&w.app, &by(&w.clerk), &one.id, 2, "keep-2", 2, &other).await;
    assert!(matches!(over, Err(Error::Conflict)), "{over:?}");
    let unseen = letters::issue(&w.app, &by(&w.clerk), &one.id, 2, "issue-2", 2, &other).await;
    assert!(matches!(unseen, Err(Error::Conflict)), "{unseen:?}");
    assert_eq!(draft(&w.app, &w, &one.id, "correction", 2).await, text);
    let preview = letters::preview(&w.app, &by(&w.clerk), &one.id, 2, &text)
        .await
        .unwrap();
    assert!(preview.starts_with(b"%PDF"));

    assert_eq!(issue(&w.app, &w, &one.id, 2, &text).await.unwrap(), 4);
    let said = says(&w.app, &w, &one.id, "correction").await;
    for words in [
        "青商公开〔2026〕1号",
        "申请人甲",
        "例如“2025年度”",
        "2026年3月2日",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("行政复议"), "D-10");
    let acts = store::ledger::stream(
        &w.app.store,
        ORGAN,
        &store::Stream::request(&one.id).unwrap(),
    )
    .await
    .unwrap();
    for act in &acts {
        assert!(
            !act.body.contains("申请人甲"),
            "no personal data in an act: {}",
            act.body
        );
    }
    // Out once, and never again for the same act.
    assert_eq!(
        rules(issue(&w.app, &w, &one.id, 2, &text).await.unwrap_err()),
        ["F-D2"]
    );
    let problems = store::verify::verify(
        &w.app.store,
        &w.app.files,
        &w.app.rules(),
        store::verify::Look::default(),
    )
    .await
    .unwrap();
    assert!(problems.is_empty(), "{problems:?}");
}

#[tokio::test]
async fn numbers_run_without_gaps_and_a_form_sent_twice_numbers_once() {
    let w = bureau().await;
    let mut numbers = Vec::new();
    for place in 0..3 {
        let one = filed(&w, &format!("k{place}")).await;
        prepared(&w, &one.id, "OPEN-GIVE").await;
        let mut text = draft(&w.app, &w, &one.id, "decision-open-give", 2).await;
        let whole = text.clone();
        text.draft.body = text.draft.body.replace("立项批复", "【待填：提供内容】");
        keep(&w, &one.id, &text).await;
        let new = act(json!({"kind": "answered", "on": DAY, "code": "OPEN-GIVE", "how": "posted"}));
        let none = Attach::default();
        let give = async |key: &str, seen: i64| {
            requests::act(&w.app, &may(&w.clerk, &new), &one.id, seen, key, &none).await
        };
        // Refused while the letter has a gap: no number is taken.
        let gap = give("gap", version(&w, &one.id).await).await;
        assert!(matches!(gap, Err(Error::Refused(_))), "{gap:?}");
        keep(&w, &one.id, &whole).await;
        let seen = version(&w, &one.id).await;
        let first = give("twice", seen).await.unwrap();
        assert_eq!(
            give("twice", seen).await.unwrap(),
            first,
            "the same answer again"
        );
        assert!(matches!(give("other", seen).await, Err(Error::Conflict)));
        let case = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
        let out: Vec<_> = case
            .letters
            .iter()
            .filter_map(|it| it.issued.clone())
            .collect();
        assert_eq!(out.len(), 1);
        numbers.push(out[0].number.clone());
        let sent = &case
            .acts
            .last()
            .unwrap()
            .body::<serde_json::Value>()
            .unwrap()["sent"];
        assert_eq!(
            (sent["letter"].as_str(), sent["files"].as_u64()),
            (Some(out[0].number.as_str()), Some(1))
        );
    }
    assert_eq!(
        numbers,
        [
            "青商公开〔2026〕1号",
            "青商公开〔2026〕2号",
            "青商公开〔2026〕3号"
        ]
    );
    let used: Vec<law::letter::DocNumber> = numbers.iter().map(|it| it.parse().unwrap()).collect();
    assert!(law::letter::number::findings(&used).is_empty());
}

#[tokio::test]
async fn two_clerks_at_once_issue_one_letter_and_take_one_number() {
    let w = bureau().await;
    let one = filed(&w, "k1").await;
    let text = draft(&w.app, &w, &one.id, "receipt", 1).await;
    let both = [("a", &w.clerk), ("b", &w.head)]
        .map(async |(key, who)| letters::issue(&w.app, &by(who), &one.id, 1, key, 1, &text).await);
    let [first, second] = both;
    let (first, second) = tokio::join!(first, second);
    assert_eq!(
        [first.is_ok(), second.is_ok()]
            .iter()
            .filter(|ok| **ok)
            .count(),
        1,
        "{first:?} {second:?}"
    );
    let said = says(&w.app, &w, &one.id, "receipt").await;
    assert!(said.contains(&one.number) && said.contains("申请人甲"));
}

#[tokio::test]
async fn an_extension_tells_the_day_before_and_the_day_after() {
    let w = bureau().await;
    let one = filed(&w, "k1").await;
    let extended =
        json!({"kind": "extended", "on": DAY, "days": 20, "consented": DAY, "noticed": DAY});
    let attach = Attach {
        note: "需要向其他机关征求意见".into(),
        ..Attach::default()
    };
    requests::act(
        &w.app,
        &may(&w.head, &act(extended)),
        &one.id,
        1,
        "k2",
        &attach,
    )
    .await
    .unwrap();
    // T(20) and T(40) of 2026-03-02.
    let text = draft(&w.app, &w, &one.id, "extension", 2).await;
    assert!(
        text.draft.body.contains("2026年3月30日"),
        "{}",
        text.draft.body
    );
    assert!(
        text.draft.body.contains("2026年4月28日"),
        "{}",
        text.draft.body
    );
    // The receipt tells what held when the request came.
    let text = draft(&w.app, &w, &one.id, "receipt", 1).await;
    assert!(
        text.draft.body.contains("2026年3月30日"),
        "{}",
        text.draft.body
    );
    assert!(!text.draft.body.contains("4月28日"), "{}", text.draft.body);
}

#[tokio::test]
async fn a_letter_is_for_those_who_handle_the_case() {
    let w = bureau().await;
    let one = filed(&w, "k1").await;
    let text = draft(&w.app, &w, &one.id, "receipt", 1).await;
    issue(&w.app, &w, &one.id, 1, &text).await.unwrap();
    let case = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    let hash = &case.letters[0].issued.as_ref().unwrap().files[0].hash;
    for staff in [&w.publisher, &w.reviewer] {
        let refused = requests::download(&w.app, staff, &one.id, hash).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
    }
    let program = requests::download_unnamed(&w.app, &w.clerk, &one.id, hash).await;
    assert!(matches!(program, Err(Error::Forbidden)));
    assert!(
        requests::download(&w.app, &w.legal, &one.id, hash)
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn the_applicant_sees_his_letters_and_no_others() {
    let w = bureau().await;
    let one = filed(&w, "k1").await;
    let asked = json!({"kind": "third_party_asked", "on": DAY, "ref": "某商贸有限公司"});
    done(&w.app, &w, &one.id, asked, "").await;
    let mut third = draft(&w.app, &w, &one.id, "third-party", 2).await;
    assert!(!third.draft.body.contains("申请人甲"));
    for part in [&mut third.draft.body, &mut third.draft.annexes] {
        *part = part.replace("【待填：涉及内容】", "申报材料中的报价");
    }
    issue(&w.app, &w, &one.id, 2, &third).await.unwrap();
    let told = draft(&w.app, &w, &one.id, "consultation", 2).await;
    issue(&w.app, &w, &one.id, 2, &told).await.unwrap();
    let shown = requests::progress(&w.app, &one.number, &one.query_code, "r")
        .await
        .unwrap();
    let files: Vec<_> = shown
        .steps
        .iter()
        .flat_map(|step| step.files.clone())
        .collect();
    assert_eq!(
        files.len(),
        2,
        "the notice to him, as PDF and DOCX: {files:?}"
    );
    assert!(files[0].name.contains("征求意见告知书"));
    let (_, bytes) =
        requests::download_public(&w.app, &one.number, &one.query_code, &files[0].hash, "r")
            .await
            .unwrap();
    assert!(bytes.starts_with(b"%PDF"));
    let case = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    let not_his = case
        .letters
        .iter()
        .find(|it| it.fit.kind == Kind::ThirdParty)
        .unwrap();
    let hash = &not_his.issued.as_ref().unwrap().files[0].hash;
    let refused = requests::download_public(&w.app, &one.number, &one.query_code, hash, "r").await;
    assert!(matches!(refused, Err(Error::NotFound)));
}

/// One handling act, at the version the case has now.
async fn handle(
    w: &World,
    who: &app::Staff,
    id: &str,
    body: serde_json::Value,
) -> app::Result<i64> {
    let seen = version(w, id).await;
    handle_seen(w, who, id, seen, body).await
}

async fn handle_seen(
    w: &World,
    who: &app::Staff,
    id: &str,
    seen: i64,
    body: serde_json::Value,
) -> app::Result<i64> {
    let attach = if body["kind"] == "decision_prepared" {
        material()
    } else {
        Attach::default()
    };
    let key = format!("{id}-{seen}-{}-{body}", who.id);
    let new = requests::Handling {
        on: DAY.parse().unwrap(),
        event: serde_json::from_value(body).unwrap(),
    };
    requests::handle(&w.app, who, id, seen, &key, &new, &attach).await
}

async fn prepared(w: &World, id: &str, code: &str) {
    let body = json!({"kind": "decision_prepared", "code": code});
    handle(w, &w.clerk, id, body).await.unwrap();
}

/// The clerk keeps another text of a letter.
async fn keep(w: &World, id: &str, text: &letters::Text) {
    let seen = version(w, id).await;
    let at = letters_at(w, id).await;
    letters::keep(&w.app, &by(&w.clerk), id, seen, "keep", at, text)
        .await
        .unwrap();
}

/// The act that the answer's letter goes with.
async fn letters_at(w: &World, id: &str) -> usize {
    let case = requests::open(&w.app, &w.clerk, id).await.unwrap();
    case.answer.unwrap().goes_with
}

fn agree(kind: &str) -> serde_json::Value {
    json!({"kind": kind, "opinion": "agree"})
}

/// Prepared, read three times and signed.
async fn signed(w: &World, id: &str, code: &str) {
    prepared(w, id, code).await;
    for (who, kind) in [
        (&w.section, "section_reviewed"),
        (&w.legal, "legally_reviewed"),
        (&w.leader, "signed"),
    ] {
        handle(w, who, id, agree(kind)).await.unwrap();
    }
}

/// What was read, signed, sent and downloaded is one thing; what is changed after a reading is unread (F-D17).
#[tokio::test]
async fn a_letter_changed_after_a_reading_is_read_anew_and_the_signed_one_goes_out() {
    let w = bureau().await;
    let one = filed(&w, "k1").await;
    prepared(&w, &one.id, "OPEN-GIVE").await;
    let shown = requests::open(&w.app, &w.section, &one.id).await.unwrap();
    let shown = shown.answer.unwrap();
    assert_eq!(shown.files[0].name, "立项批复.txt");
    assert!(shown.text.draft.body.contains("《立项批复》") && shown.lacks.is_empty());
    let seen = version(&w, &one.id).await;
    // The section head reads; the clerk changes the letter; the legal reviewer has the old page open.
    handle(&w, &w.section, &one.id, agree("section_reviewed"))
        .await
        .unwrap();
    let mut text = draft(&w.app, &w, &one.id, "decision-open-give", 2).await;
    text.draft.note = "联系人：办公室".into();
    keep(&w, &one.id, &text).await;
    let case = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    assert!(case.answer.as_ref().unwrap().changed);
    assert_eq!(
        case.handling.waits_for,
        Some(law::handling::Post::SectionHead)
    );
    let late = handle_seen(&w, &w.legal, &one.id, seen + 1, agree("legally_reviewed")).await;
    assert_eq!(
        rules(late.unwrap_err()),
        ["A-45"],
        "the section head has not read this one"
    );
    let saw = json!({"kind": "section_reviewed", "opinion": "agree", "note": "再看"});
    let stale = handle_seen(&w, &w.section, &one.id, seen + 1, saw).await;
    assert_eq!(rules(stale.unwrap_err()), ["F-D17"], "he saw another text");
    for (who, kind) in [
        (&w.section, "section_reviewed"),
        (&w.legal, "legally_reviewed"),
        (&w.leader, "signed"),
    ] {
        handle(&w, who, &one.id, agree(kind)).await.unwrap();
    }
    let pdf = letters::answer_pdf(&w.app, &by(&w.leader), &one.id)
        .await
        .unwrap();
    // Signed, it is edited by nobody.
    let more = letters::open(
        &w.app,
        &by(&w.clerk),
        &one.id,
        kind("decision-open-give"),
        2,
        None,
    )
    .await;
    assert_eq!(rules(more.unwrap_err()), ["F-D0"]);
    let again = json!({"kind": "decision_prepared", "code": "OPEN-GIVE"});
    assert_eq!(
        rules(handle(&w, &w.clerk, &one.id, again).await.unwrap_err()),
        ["F-D17"]
    );
    let answer = json!({"kind": "answered", "on": DAY, "code": "OPEN-GIVE", "how": "posted"});
    done(&w.app, &w, &one.id, answer, "").await;
    let progress = requests::progress(&w.app, &one.number, &one.query_code, "r")
        .await
        .unwrap();
    let files: Vec<_> = progress
        .steps
        .iter()
        .flat_map(|step| step.files.clone())
        .collect();
    let letter = files
        .iter()
        .find(|file| file.media == "application/pdf")
        .unwrap();
    let (_, bytes) =
        requests::download_public(&w.app, &one.number, &one.query_code, &letter.hash, "r")
            .await
            .unwrap();
    assert!(bytes == pdf, "the letter that was signed");
    assert!(files.iter().any(|file| file.name == "立项批复.txt"));
    let look = store::verify::Look::default();
    let found = store::verify::verify(&w.app.store, &w.app.files, &w.app.rules(), look).await;
    assert_eq!(found.unwrap(), []);
}

#[tokio::test]
async fn the_letter_of_a_decision_never_given_is_kept_and_not_shown() {
    let w = bureau().await;
    let one = filed(&w, "k1").await;
    signed(&w, &one.id, "OPEN-GIVE").await;
    done(
        &w.app,
        &w,
        &one.id,
        json!({"kind": "withdrawn", "on": DAY}),
        "",
    )
    .await;
    let shown = requests::progress(&w.app, &one.number, &one.query_code, "r")
        .await
        .unwrap();
    let files: Vec<_> = shown.steps.iter().flat_map(|step| &step.files).collect();
    assert!(files.is_empty(), "{files:?}");
    let case = requests::open(&w.app, &w.clerk, &one.id).await.unwrap();
    let out = case.letters.iter().filter_map(|it| it.issued.as_ref());
    let numbers: Vec<_> = out.map(|issued| issued.number.as_str()).collect();
    assert_eq!(
        numbers,
        ["青商公开〔2026〕1号"],
        "its number is taken, so it stays"
    );
}

/// A decision made anew is told by a letter of its own, which is not dated after the day it was given.
#[tokio::test]
async fn a_decision_is_not_dated_after_the_day_it_was_given() {
    let w = bureau().await;
    let one = filed(&w, "k1").await;
    w.close(&w.app, &one.id, "OPEN-GIVE").await.unwrap();
    let anew = json!({"kind": "re_decided", "code": "OPEN-GIVE", "after": "青府复决〔2026〕1号"});
    handle(&w, &w.clerk, &one.id, anew).await.unwrap();
    let at = usize::try_from(version(&w, &one.id).await).unwrap();
    let later = w.on("2026-03-03");
    let mut text = draft(&later, &w, &one.id, "decision-open-give", at).await;
    assert_eq!(text.on.to_string(), DAY, "drafted for the day it was given");
    text.on = "2026-03-03".parse().unwrap();
    match issue(&later, &w, &one.id, at, &text).await {
        Err(Error::Invalid(wrong)) => assert_eq!(wrong[0].field, "on"),
        other => panic!("{other:?}"),
    }
    text.on = DAY.parse().unwrap();
    match issue(&later, &w, &one.id, at, &text).await {
        // The day is in order now; what is still to be filled in is another matter.
        Ok(_) | Err(Error::Refused(_)) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_may_not_be_is_refused_by_field_and_rule() {
    let w = bureau().await;
    let one = filed(&w, "k1").await;
    let strange = letters::open(&w.app, &by(&w.stranger), &one.id, Kind::Receipt, 1, None).await;
    assert!(matches!(strange, Err(Error::NotFound)));
    assert!(By::<CaseWorker>::of(&w.leader).is_err());
    for goes_with in [0, 2, usize::MAX] {
        let none = letters::open(
            &w.app,
            &by(&w.clerk),
            &one.id,
            Kind::Receipt,
            goes_with,
            None,
        )
        .await;
        assert_eq!(rules(none.unwrap_err()), ["F-D1"]);
    }
    let mut text = draft(&w.app, &w, &one.id, "receipt", 1).await;
    for (on, words) in [("2026-03-03", "不能晚于今天"), ("2026-03-01", "不能早于")] {
        text.on = on.parse().unwrap();
        match issue(&w.app, &w, &one.id, 1, &text).await {
            Err(Error::Invalid(wrong)) => {
                assert_eq!((wrong[0].field, wrong[0].rule), ("on", "F-D0"));
                assert!(wrong[0].zh.contains(words), "{wrong:?}");
            }
            other => panic!("{other:?}"),
        }
    }
    text.on = DAY.parse().unwrap();
    text.draft.note = "长".repeat(401);
    let long = letters::keep(&w.app, &by(&w.clerk), &one.id, 1, "k", 1, &text).await;
    assert!(matches!(long, Err(Error::Invalid(wrong)) if wrong[0].field == "note"));
    assert_eq!(version(&w, &one.id).await, 1, "nothing was saved");

    // An organ that never gave its code, review body and court is told which, before anybody agrees to its letter.
    let bare = OrganForm {
        code: ORGAN.into(),
        name: "青禾县商务局".into(),
        short_name: "商务局".into(),
        kind: "department".into(),
        ..OrganForm::default()
    };
    assert!(organs::save(&w.app, &bare, "test").await.unwrap());
    prepared(&w, &one.id, "OPEN-GIVE").await;
    match handle(&w, &w.section, &one.id, agree("section_reviewed")).await {
        Err(Error::Refused(found)) => {
            let places: Vec<&str> = found.iter().map(|one| one.place.as_str()).collect();
            assert!(
                places.starts_with(&["doc_prefix", "organ", "organ"]),
                "{places:?}"
            );
        }
        other => panic!("{other:?}"),
    }
}
