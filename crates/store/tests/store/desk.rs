//! What stands beside the ledger: notices on desks, mails, tokens, notices about working days.

use jiff::{Timestamp, ToSpan};
use store::{
    Error,
    calendar::{self, CalendarNoticeRow, MoveRow},
    mails::{self, MailRow},
    notices::{self, NoticeRow},
    tokens::{self, NewToken},
};

use crate::engines::{both, day, keys, now};

fn notice(id: &str, staff: &str, at: Timestamp) -> NoticeRow {
    NoticeRow {
        organ: "A".into(),
        id: id.into(),
        staff: staff.into(),
        role: "clerk".into(),
        about: "report/2025".into(),
        step: "chase/9".into(),
        text_key: "annual_report.chased".into(),
        detail: r#"{"name": "2025"}"#.into(),
        made_at: at,
        read_at: None,
        read_by: String::new(),
    }
}

fn ids(rows: &[NoticeRow]) -> Vec<&str> {
    rows.iter().map(|row| row.id.as_str()).collect()
}

#[tokio::test]
async fn a_step_is_remembered_once_for_each_last_day() {
    both(async |bench| {
        let s = &bench.store;
        let (about, due) = ("request/R", day("2026-03-30"));
        let told = |due| notices::remembered(s, "A", about, due, "late/1");
        assert!(!told(due).await.unwrap());
        let mut tx = s.begin().await.unwrap();
        for new in [true, false] {
            let first = notices::remember(&mut tx, "A", about, due, "late/1", now()).await;
            assert_eq!(first.unwrap(), new);
        }
        // Another organ, another step and another last day are other steps.
        for (organ, due, step) in [
            ("B", due, "late/1"),
            ("A", due, "late/2"),
            ("A", day("2026-04-01"), "late/1"),
        ] {
            let first = notices::remember(&mut tx, organ, about, due, step, now()).await;
            assert!(first.unwrap(), "{organ} {due} {step}");
        }
        tx.commit().await.unwrap();
        assert!(told(due).await.unwrap());
        assert!(!told(day("2026-03-31")).await.unwrap());
        // What was not committed was not told.
        let mut tx = s.begin().await.unwrap();
        notices::remember(&mut tx, "A", about, day("2026-05-06"), "late/1", now())
            .await
            .unwrap();
        drop(tx);
        assert!(!told(day("2026-05-06")).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn notices_stand_on_their_desks_until_read() {
    both(async |bench| {
        let s = &bench.store;
        let mut tx = s.begin().await.unwrap();
        for (id, staff, minutes) in [
            ("1", "S", 0),
            ("2", "", 1),
            ("3", "other", 2),
            ("4", "S", 2),
        ] {
            let row = notice(id, staff, now() + minutes.minutes());
            notices::insert(&mut tx, &row).await.unwrap();
        }
        let elsewhere = NoticeRow {
            organ: "B".into(),
            ..notice("5", "S", now())
        };
        notices::insert(&mut tx, &elsewhere).await.unwrap();
        tx.commit().await.unwrap();
        let of = |unread, limit| notices::of_staff(s, "A", "S", unread, limit);
        let all = of(false, 10).await.unwrap();
        assert_eq!(ids(&all), ["4", "2", "1"]);
        assert_eq!(all[2], notice("1", "S", now()));
        assert_eq!(ids(&of(false, 1).await.unwrap()), ["4"]);
        let mut tx = s.begin().await.unwrap();
        // One's own, one that was told to nobody in particular, and somebody else's, which stays.
        for id in ["1", "2", "3"] {
            notices::read(&mut tx, "A", id, "S", now() + 1.hour())
                .await
                .unwrap();
        }
        notices::read(&mut tx, "A", "2", "late", now() + 2.hours())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ids(&of(true, 10).await.unwrap()), ["4"]);
        let about = notices::about(s, "A", "report/2025").await.unwrap();
        let read: Vec<(&str, &str, bool)> = about
            .iter()
            .map(|row| (row.id.as_str(), row.read_by.as_str(), row.read_at.is_some()))
            .collect();
        assert_eq!(
            read,
            [
                ("1", "S", true),
                ("2", "S", true),
                ("3", "", false),
                ("4", "", false)
            ]
        );
        assert!(
            notices::about(s, "A", "report/2024")
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn a_mail_is_one_row_whose_state_moves_on() {
    both(async |bench| {
        let s = &bench.store;
        let mut row = MailRow {
            organ: "A".into(),
            job: "J1".into(),
            template: "chased".into(),
            about: String::new(),
            message_id: "<J1@example>".into(),
            state: "handing".into(),
            at: String::new(),
        };
        assert_eq!(mails::get(s, "A", "J1").await.unwrap(), None);
        let mut tx = s.begin().await.unwrap();
        mails::note(&mut tx, &row, now()).await.unwrap();
        let second = MailRow {
            job: "J2".into(),
            ..row.clone()
        };
        mails::note(&mut tx, &second, now() + 1.minute())
            .await
            .unwrap();
        row.state = "handed".into();
        // What it was about does not change any more, where it stands does.
        let again = MailRow {
            template: "other".into(),
            ..row.clone()
        };
        mails::note(&mut tx, &again, now() + 2.minutes())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let kept = mails::get(s, "A", "J1").await.unwrap().unwrap();
        assert_eq!(
            (kept.state.as_str(), kept.template.as_str()),
            ("handed", "chased")
        );
        let jobs: Vec<(String, String)> = mails::list(s, "A", 10)
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.job, row.state))
            .collect();
        let line = |job: &str, state: &str| (job.to_string(), state.to_string());
        assert_eq!(jobs, [line("J1", "handed"), line("J2", "handing")]);
        assert_eq!(mails::list(s, "A", 1).await.unwrap().len(), 1);
        assert!(mails::list(s, "B", 10).await.unwrap().is_empty());
    })
    .await;
}

fn token<'a>(id: &'a str, kind: &'a str, staff: &'a str, hash: &'a str) -> NewToken<'a> {
    NewToken {
        organ: "A",
        id,
        kind,
        name: "业务系统",
        staff,
        roles: if kind == "api" { "clerk" } else { "" },
        token_hash: hash,
        made_by: "admin",
        made_at: now(),
        expires_at: now() + 1.hour(),
    }
}

#[tokio::test]
async fn a_token_opens_until_it_runs_out_or_is_ended() {
    both(async |bench| {
        let s = &bench.store;
        let mut tx = s.begin().await.unwrap();
        for new in [
            token("1", "api", "", "h1"),
            token("2", "feed", "S", "h2"),
            token("3", "feed", "S", "h3"),
            token("4", "feed", "other", "h4"),
        ] {
            tokens::insert(&mut tx, &keys(), &new).await.unwrap();
        }
        tokens::used(&mut tx, "A", "1", day("2026-03-02"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let opens = async |kind: &str, hash: &str, at: Timestamp| {
            let found = tokens::valid(s, &keys(), kind, hash, at).await.unwrap();
            found.map(|row| row.id)
        };
        let row = tokens::valid(s, &keys(), "api", "h1", now())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (row.roles.as_str(), row.used_on.as_str()),
            ("clerk", "2026-03-02")
        );
        assert_eq!(
            opens("feed", "h1", now()).await,
            None,
            "each kind opens its own door"
        );
        assert_eq!(opens("api", "h9", now()).await, None);
        assert_eq!(
            opens("api", "h1", now() + 59.minutes()).await,
            Some("1".into())
        );
        assert_eq!(
            opens("api", "h1", now() + 1.hour()).await,
            None,
            "the last instant is out"
        );
        let feeds: Vec<String> = tokens::list(s, "A", "feed")
            .await
            .unwrap()
            .into_iter()
            .map(|row| row.id)
            .collect();
        assert_eq!(feeds, ["4", "3", "2"]);
        assert!(tokens::list(s, "B", "api").await.unwrap().is_empty());
        assert!(tokens::feed_of(s, "A", "S").await.unwrap().is_some());
        let mut tx = s.begin().await.unwrap();
        tokens::revoke_feeds(&mut tx, &keys(), "A", "S", now())
            .await
            .unwrap();
        tokens::revoke(&mut tx, &keys(), "A", "1", now())
            .await
            .unwrap();
        for (organ, id) in [("A", "1"), ("B", "4"), ("A", "9")] {
            let again = tokens::revoke(&mut tx, &keys(), organ, id, now()).await;
            assert!(
                matches!(again, Err(Error::NotFound)),
                "{organ} {id}: {again:?}"
            );
        }
        tx.commit().await.unwrap();
        assert_eq!(tokens::feed_of(s, "A", "S").await.unwrap(), None);
        for (kind, hash, id) in [
            ("api", "h1", None),
            ("feed", "h2", None),
            ("feed", "h3", None),
            ("feed", "h4", Some("4")),
        ] {
            assert_eq!(opens(kind, hash, now()).await.as_deref(), id, "{hash}");
        }
        // What was ended stays on the list, with when.
        let api = tokens::list(s, "A", "api").await.unwrap();
        assert!(api[0].revoked_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_file_of_working_days_is_taken_once_and_says_what_it_moved() {
    both(async |bench| {
        let s = &bench.store;
        let file = |id: &str| CalendarNoticeRow {
            id: id.into(),
            notice: "国办发明电〔2026〕9号".into(),
            lines: "2027-01-01 off".into(),
            imported_at: String::new(),
            actor: "admin".into(),
        };
        let mut tx = s.begin().await.unwrap();
        assert!(calendar::keep(&mut tx, &file("b"), now()).await.unwrap());
        assert!(
            calendar::keep(&mut tx, &file("a"), now() + 1.minute())
                .await
                .unwrap()
        );
        assert!(
            !calendar::keep(&mut tx, &file("b"), now() + 2.minutes())
                .await
                .unwrap()
        );
        let moved = |number: &str, after: &str| MoveRow {
            organ: "A".into(),
            about: format!("request/{number}"),
            made_at: String::new(),
            number: number.into(),
            before: day("2027-01-04"),
            after: day(after),
            version: "v2".into(),
        };
        calendar::moved(&mut tx, &moved("2", "2027-01-05"), now())
            .await
            .unwrap();
        calendar::moved(&mut tx, &moved("1", "2027-01-06"), now())
            .await
            .unwrap();
        // The same import again says it once.
        calendar::moved(&mut tx, &moved("1", "2027-01-09"), now())
            .await
            .unwrap();
        calendar::moved(&mut tx, &moved("1", "2027-01-07"), now() + 1.hour())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let kept = calendar::kept(s).await.unwrap();
        let order: Vec<&str> = kept.iter().map(|row| row.id.as_str()).collect();
        assert_eq!(order, ["b", "a"]);
        assert_eq!(kept[0].lines, "2027-01-01 off");
        let moves: Vec<(String, String)> = calendar::moves(s, "A", 10)
            .await
            .unwrap()
            .into_iter()
            .map(|row| (row.number, row.after.to_string()))
            .collect();
        let line = |number: &str, after: &str| (number.to_string(), after.to_string());
        assert_eq!(
            moves,
            [
                line("1", "2027-01-07"),
                line("1", "2027-01-06"),
                line("2", "2027-01-05")
            ]
        );
        assert_eq!(calendar::moves(s, "A", 1).await.unwrap().len(), 1);
        assert!(calendar::moves(s, "B", 10).await.unwrap().is_empty());
    })
    .await;
}
