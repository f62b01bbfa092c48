//! 邮件: it goes out once, holds no personal data, and what fails is tried again or shown.

use std::sync::Arc;

use app::{
    App, Role, Settings,
    accounts::{self, Contact},
    jobs,
    mail::{self, Recipient, Tls},
    reminders, requests,
    rights::{Admin, By},
};
use jiff::ToSpan;
use law::case::Channel;
use serde_json::json;

use crate::{
    post_office::PostOffice,
    world::{ORGAN, World, by, request, world},
};

/// The same world with a mail server.
pub fn mailing(app: &App, office: &PostOffice) -> App {
    App {
        settings: Arc::new(Settings {
            site_domain: "qinghe.example".into(),
            mail: mail::Settings {
                host: "127.0.0.1".into(),
                port: office.port,
                tls: Tls::None,
                from: "xxgk@qinghe.example".into(),
                timeout_seconds: 5,
                ..mail::Settings::default()
            },
            ..Settings::default()
        }),
        ..app.clone()
    }
}

async fn with_mail() -> (World, App, PostOffice) {
    let world = world("2026-10-22").await;
    let office = PostOffice::open().await;
    let app = mailing(&world.app, &office);
    (world, app, office)
}

/// A request filed by a person with an address, and the job that writes to him.
async fn written_to(app: &App, template: &str) -> requests::Filed {
    let mut new = request(Channel::Counter);
    new.name = "王小明".into();
    new.email = "wang@example.com".into();
    let filed = requests::file_as(app, &new, &format!("k{template}"), "test")
        .await
        .unwrap();
    // Whatever filing itself leaves behind goes out first.
    jobs::run_due(app, "before").await.unwrap();
    let row = store::requests::get(&app.store, ORGAN, &filed.id)
        .await
        .unwrap()
        .unwrap();
    let mut tx = app.store.begin().await.unwrap();
    mail::Mail {
        organ: ORGAN,
        to: Recipient::Person(&row.person),
        template,
        request: &filed.id,
        detail: json!({}),
    }
    .enqueue(&mut tx, app.clock.now(), None)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    filed
}

/// The text of a mail, its transfer encoding undone.
pub fn plain(mail: &str) -> String {
    let (head, body) = mail.split_once("\n\n").unwrap();
    let body = if head.contains("base64") {
        let joined: String = body.split_whitespace().collect();
        String::from_utf8(decode_base64(&joined)).unwrap()
    } else if head.contains("quoted-printable") {
        let joined = body.replace("=\n", "");
        let mut bytes = Vec::new();
        let mut rest = joined.bytes();
        while let Some(byte) = rest.next() {
            if byte == b'=' {
                let pair = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap());
            } else {
                bytes.push(byte);
            }
        }
        String::from_utf8(bytes).unwrap()
    } else {
        body.to_string()
    };
    format!("{head}\n\n{body}")
}

fn decode_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0_u32;
    let mut count = 0;
    let mut bytes = Vec::new();
    for letter in text.bytes().filter(|byte| *byte != b'=') {
        let value = LETTERS.iter().position(|known| *known == letter).unwrap();
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    bytes
}

#[tokio::test]
async fn an_applicant_is_written_to_once_without_personal_data() {
    let (_world, app, office) = with_mail().await;
    let filed = written_to(&app, "answered").await;
    let before = office.taken().len();
    assert_eq!(jobs::run_due(&app, "w").await.unwrap(), 1);
    assert_eq!(jobs::run_due(&app, "w").await.unwrap(), 0);
    let taken = office.taken();
    assert_eq!(taken.len(), before + 1);
    let mail = plain(taken.last().unwrap());
    for part in [
        "wang@example.com",
        &filed.number,
        "青禾县第QH03局",
        "https://qinghe.example/progress",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(mail.contains(part), "“{part}” is missing:\n{mail}");
    }
    for part in [
        "王小明",
        "11010519491231002X",
        "0000-2500000",
        "某工程立项批复",
        &filed.query_code,
    ] {
        assert!(!mail.contains(part), "“{part}” is in the mail:\n{mail}");
    }
}

#[tokio::test]
async fn reminders_go_to_the_staff_that_gave_an_address_in_their_language() {
    let (world, app, office) = with_mail().await;
    let contact = |mail: &str, lang: &str| Contact {
        mail: mail.into(),
        lang: lang.into(),
    };
    accounts::set_contact(&app, &world.clerk, &contact("clerk@example.cn", "en"))
        .await
        .unwrap();
    requests::file_on(
        &app,
        &request(Channel::RegisteredMail),
        "k",
        "test",
        "2026-09-18".parse().unwrap(),
    )
    .await
    .unwrap();
    reminders::remind(&app, ORGAN).await.unwrap();
    reminders::remind(&app, ORGAN).await.unwrap();
    jobs::run_due(&app, "w").await.unwrap();
    let mails: Vec<String> = office
        .taken()
        .iter()
        .map(|mail| plain(mail))
        .filter(|mail| mail.contains("clerk@"))
        .collect();
    assert_eq!(mails.len(), 1, "the head gave no address");
    assert!(mails[0].contains("must be answered today"), "{}", mails[0]);
}

#[tokio::test]
async fn after_a_crash_before_sending_it_goes_out_once_and_after_one_while_sending_under_the_same_id()
 {
    let (_world, app, office) = with_mail().await;
    written_to(&app, "answered").await;
    let before = office.taken().len();
    // Leased, then the worker died before it spoke to the server.
    let mut tx = app.store.begin().await.unwrap();
    let job = store::jobs::lease(&mut tx, app.clock.now(), "w", 60)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    jobs::release(&app, "w").await.unwrap();
    jobs::run_due(&app, "w").await.unwrap();
    assert_eq!(office.taken().len(), before + 1);
    let row = store::mails::get(&app.store, ORGAN, &job.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.state, "handed");
    // A job that is run again although its mail was handed over sends nothing.
    assert_eq!(mail::deliver(&app, &job).await.unwrap(), jobs::Ran::Done);
    assert_eq!(office.taken().len(), before + 1);
    // Died between the server's 250 and the note of it: nobody knows, so again, under the same Message-ID.
    let mut tx = app.store.begin().await.unwrap();
    let unsure = store::mails::MailRow {
        state: "handing".into(),
        ..row
    };
    store::mails::note(&mut tx, &unsure, app.clock.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    mail::deliver(&app, &job).await.unwrap();
    let ids: Vec<String> = office
        .taken()
        .iter()
        .skip(before)
        .map(|mail| {
            mail.lines()
                .find(|line| line.starts_with("Message-ID"))
                .unwrap()
                .to_string()
        })
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
    assert!(ids[0].contains(&job.id), "{ids:?}");
}

#[tokio::test]
async fn a_refusal_for_now_is_tried_again_and_one_for_good_is_shown_without_the_address() {
    let (world, app, office) = with_mail().await;
    written_to(&app, "answered").await;
    let before = office.taken().len();
    office.refuse("451 4.3.0 wang@example.com: later");
    jobs::run_due(&app, "w").await.unwrap();
    assert_eq!(office.taken().len(), before);
    assert_eq!(
        jobs::run_due(&app, "w").await.unwrap(),
        0,
        "not again at once"
    );
    office.refuse("");
    let later = app.at(app.clock.now() + 2.minutes());
    assert_eq!(jobs::run_due(&later, "w").await.unwrap(), 1);
    assert_eq!(office.taken().len(), before + 1);

    written_to(&app, "closed").await;
    office.refuse("550 5.1.1 wang@example.com unknown");
    jobs::run_due(&app, "w").await.unwrap();
    let admin = accounts::create_staff(
        &app,
        &app::audit::Who::system("test"),
        &accounts::NewStaff {
            organ: ORGAN.into(),
            login: "admin".into(),
            name: "管理员".into(),
            roles: vec![Role::Admin],
            password: "a long password".into(),
        },
    )
    .await
    .unwrap();
    assert!(By::<Admin>::of(&world.clerk).is_err());
    let seen = jobs::overview(&app, &by(&admin)).await.unwrap();
    assert_eq!(seen.dead.len(), 1);
    assert!(seen.dead[0].last_error.contains("550"), "{seen:?}");
    assert!(!format!("{seen:?}").contains("wang@"), "{seen:?}");
    office.refuse("");
    jobs::revive(&app, &by(&admin), &seen.dead[0].id)
        .await
        .unwrap();
    assert_eq!(jobs::run_due(&app, "w").await.unwrap(), 1);
    assert!(
        jobs::overview(&app, &by(&admin))
            .await
            .unwrap()
            .dead
            .is_empty()
    );
}

#[tokio::test]
async fn what_cannot_be_a_mail_is_given_up_and_without_a_server_nothing_piles_up() {
    let (world, app, office) = with_mail().await;
    let filed = written_to(&app, "progress").await;
    jobs::run_due(&app, "w").await.unwrap();
    let before = office.taken().len();
    let row = store::requests::get(&app.store, ORGAN, &filed.id)
        .await
        .unwrap()
        .unwrap();
    for (template, request) in [
        ("no such template", filed.id.as_str()),
        ("answered", "no such request"),
    ] {
        let mut tx = app.store.begin().await.unwrap();
        mail::Mail {
            organ: ORGAN,
            to: Recipient::Person(&row.person),
            template,
            request,
            detail: json!({}),
        }
        .enqueue(&mut tx, app.clock.now(), None)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    jobs::run_due(&app, "w").await.unwrap();
    assert_eq!(store::jobs::dead(&app.store, ORGAN).await.unwrap().len(), 2);
    assert_eq!(office.taken().len(), before);
    // Mail is off in the world itself; an erased person has no address.
    written_to(&world.app, "answered").await;
    jobs::run_due(&world.app, "w").await.unwrap();
    assert_eq!(store::jobs::pending(&app.store).await.unwrap(), 0);
    assert_eq!(office.taken().len(), before);
    let mails = store::mails::list(&app.store, ORGAN, 10).await.unwrap();
    let mut skipped: Vec<&str> = mails
        .iter()
        .filter(|mail| mail.state == "skipped")
        .map(|mail| mail.template.as_str())
        .collect();
    skipped.sort_unstable();
    assert_eq!(skipped, ["answered", "submitted"], "{mails:?}");
}

/// A mail server that takes every connection and never says a word once held up everything behind it: half a minute a mail.
#[tokio::test]
async fn a_mail_server_that_never_answers_does_not_starve_reminders() {
    let world = world("2026-10-22").await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let silent = tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    let mut settings = Settings::default();
    settings.mail.host = "127.0.0.1".into();
    settings.mail.port = port;
    settings.mail.tls = Tls::None;
    settings.mail.from = "xxgk@qinghe.example".into();
    settings.mail.timeout_seconds = 60;
    let app = App {
        settings: Arc::new(settings),
        ..world.app.clone()
    };
    let mut new = request(Channel::Counter);
    new.email = "wang@example.com".into();
    // Received five weeks before: its last day is today.
    let filed = requests::file_on(&app, &new, "k", "test", "2026-09-18".parse().unwrap())
        .await
        .unwrap();
    let row = store::requests::get(&app.store, ORGAN, &filed.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.due, Some("2026-10-22".parse().unwrap()));
    let mut tx = app.store.begin().await.unwrap();
    for place in 0..60 {
        let to = Recipient::Person(&row.person);
        let key = format!("m{place}");
        let (now, detail) = (app.clock.now(), json!({}));
        mail::Mail {
            organ: ORGAN,
            to,
            template: "submitted",
            request: &filed.id,
            detail,
        }
        .enqueue(&mut tx, now, Some(&key))
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let work = tokio::spawn(app::background::work(app.clone(), "node".into()));
    let told = async {
        loop {
            let notices = app::notices::list(&app, &world.clerk, true, law::Lang::Zh);
            if !notices.await.unwrap().is_empty() {
                break;
            }
            tokio::task::yield_now().await;
        }
    };
    let in_time = tokio::time::timeout(std::time::Duration::from_secs(20), told).await;
    assert!(
        in_time.is_ok(),
        "nobody was told of the last day in twenty seconds"
    );
    let waiting = store::jobs::pending_of(&app.store, ORGAN).await.unwrap();
    assert!(waiting >= 60, "the mails wait: {waiting}");
    work.abort();
    silent.abort();
}
