//! Every form of portal and office, filled in by chance: never an error of the server, nothing half saved. Acts are added
//! only where the answer says that it was done, and at the end everything derived agrees with the ledger. `FUZZ=600` for
//! ten minutes; the short run posts each form once at least.

mod forms;

use std::{collections::BTreeMap, time::Instant};

use app::Role;
use serde_json::Value;
use web::routes::{self, Audience};

use crate::{
    dice::Dice,
    fuzz::forms::{Form, filled, forms, spoilt},
    matrix::{Records, body},
    mutated::{mutated, until},
    office::house::{Browser, House, Page},
};

/// No page is further from the desk than this many links, and no more pages are known than that.
const PAGES: usize = 300;

/// Of what the bodies are made.
const WORDS: [&[u8]; 8] = [
    b"&",
    b"=",
    b"%00",
    b"%FF%FE",
    b"&version=1",
    b"&key=",
    b"{",
    b"\"",
];

struct Walk {
    house: House,
    people: Vec<Browser>,
    stranger: Browser,
    token: String,
    dice: Dice,
    /// Where each form was seen last, by the line of the table that takes it and what it is about.
    seen: BTreeMap<(String, String), String>,
    /// How often each line was posted to.
    posted: BTreeMap<&'static str, u32>,
    /// How often something was done.
    done: u32,
}

#[tokio::test]
async fn whatever_is_posted_is_done_or_refused() {
    let mut settings = app::Settings::default();
    settings.door.question_after = 0;
    settings.door.most_an_hour = 0;
    settings.api_calls_per_minute = 1_000_000;
    settings.handling.sign_before_answer = false;
    let mut walk = Walk::into(House::with(settings).await).await;
    let end = until();
    walk.look_around().await;
    for round in 0_u32.. {
        for (line, about) in walk.seen.keys().cloned().collect::<Vec<_>>() {
            walk.post_form(&line, &about).await;
            if round > 0 && Instant::now() > end {
                break;
            }
        }
        walk.post_everywhere().await;
        if Instant::now() > end {
            break;
        }
        walk.look_around().await;
    }
    walk.look_around().await;
    let taking = routes::all().into_iter().filter(taken);
    for route in taking {
        assert!(walk.posted.contains_key(route.path), "{}", route.path);
    }
    assert!(walk.done > 0, "nothing was ever done");
    let app = &walk.house.app;
    let rules = app.settings.rules(&app.calendar);
    let look = store::verify::Look {
        keys: Some(&app.keys),
        ..store::verify::Look::default()
    };
    let wrong = store::verify::verify(&app.store, &app.files, &rules, look)
        .await
        .unwrap();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// The lines of the table that take something.
fn taken(route: &routes::Route) -> bool {
    route.method != "GET" && route.path != "/office/sign-out"
}

impl Walk {
    async fn into(house: House) -> Self {
        let mut people = Vec::new();
        for _ in 0..2 {
            people.push(house.enter("QA", &Role::ALL).await);
        }
        let programs: Vec<Role> = Role::ALL
            .into_iter()
            .filter(|role| role.for_programs())
            .collect();
        Self {
            token: house.token("QA", &programs).await,
            stranger: house.browser(),
            people,
            house,
            dice: Dice::new(1),
            seen: BTreeMap::new(),
            posted: BTreeMap::new(),
            done: 0,
        }
    }

    /// The last act of each organ: acts have no gaps.
    async fn acts(&self) -> i64 {
        let heads = store::ledger::heads(&self.house.app.store).await.unwrap();
        heads.iter().map(|head| head.seq).sum()
    }

    fn browser(&mut self, path: &str) -> &mut Browser {
        if path.starts_with("/office") {
            let at = self.dice.roll(self.people.len() as i64) as usize;
            &mut self.people[at]
        } else {
            &mut self.stranger
        }
    }

    /// Opens a page, and notes the forms on it.
    async fn open(&mut self, path: &str) -> Page {
        let mut page = self.browser(path).get(path).await;
        if page.location.starts_with("/office/sign-in") {
            // Somebody was shut out, or has ended his own session.
            self.people = vec![
                self.house.enter("QA", &Role::ALL).await,
                self.house.enter("QA", &Role::ALL).await,
            ];
            page = self.browser(path).get(path).await;
        }
        assert!(!page.status.is_server_error(), "{path}: {}", page.text);
        for form in forms(&page.text) {
            if let Some(line) = line_of(&form.action) {
                let about = about(&form);
                self.seen.insert((line.into(), about), path.into());
            }
        }
        page
    }

    /// Every page of the table that has a path, and what they lead to.
    async fn look_around(&mut self) {
        let records = Records::of(&self.house, "QA").await;
        let mut paths: Vec<String> = routes::all()
            .iter()
            .filter(|route| route.method == "GET" && !matches!(route.audience, Audience::Token(_)))
            .map(|route| records.path(route))
            .collect();
        let mut at = 0;
        while at < paths.len().min(PAGES) {
            let page = self.open(&paths[at].clone()).await;
            for link in page.links("/") {
                let link = link.split('#').next().unwrap_or_default().to_string();
                let leads = link.starts_with("/office") || link.starts_with("/apply");
                if leads && !paths.contains(&link) {
                    paths.push(link);
                }
            }
            at += 1;
        }
    }

    /// A form that was seen, from its page as it is now.
    async fn post_form(&mut self, line: &str, of: &str) {
        let Some(path) = self.seen.get(&(line.to_string(), of.to_string())).cloned() else {
            return;
        };
        let page = self.open(&path).await;
        let form = forms(&page.text)
            .into_iter()
            .find(|form| line_of(&form.action) == Some(line) && about(form) == of);
        // It may be gone since: then the act has been done.
        if let Some(form) = form {
            let pairs = filled(&form, &mut self.dice);
            let pairs = match self.dice.roll(3) {
                0 => pairs,
                _ => spoilt(pairs, &mut self.dice),
            };
            self.post(
                &form.action,
                pairs,
                form.fields.iter().any(|field| field.kind == "file"),
            )
            .await;
        }
    }

    /// Every line of the table that takes something, whether its form was seen or not, and those for programs.
    async fn post_everywhere(&mut self) {
        let records = Records::of(&self.house, "QA").await;
        for route in routes::all().iter().filter(|route| taken(route)) {
            let path = records.path(route);
            if matches!(route.audience, Audience::Token(_)) {
                self.call(route, &path).await;
                continue;
            }
            let csrf = self.people[0].csrf.clone();
            let general = [
                ("csrf", csrf.as_str()),
                ("version", "1"),
                ("key", "0123456789abcdef"),
                ("kind", "withdrawn"),
                ("on", "2026-11-24"),
                ("note", "x"),
            ];
            let pairs = general.map(|(name, value)| (name.to_string(), value.to_string()));
            let pairs = spoilt(pairs.to_vec(), &mut self.dice);
            self.post(&path, pairs, false).await;
        }
    }

    async fn post(&mut self, action: &str, pairs: Vec<(String, String)>, files: bool) {
        let body: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", web::kit::download::encoded(value)))
            .collect();
        let mut body = body.join("&");
        if self.dice.roll(8) == 0 {
            body = String::from_utf8_lossy(&mutated(body.as_bytes(), &WORDS, &mut self.dice))
                .into_owned();
        }
        let kind = match self.dice.roll(20) {
            0 => "application/json",
            1 => "multipart/form-data; boundary=edge",
            _ => "application/x-www-form-urlencoded",
        };
        let content = mutated(b"%PDF-1.7\nPK\x03\x04", &WORDS, &mut self.dice);
        let attached = files && self.dice.roll(2) == 0;
        let before = self.acts().await;
        let browser = self.browser(action);
        let page = if attached {
            let fields: Vec<(&str, &str)> = pairs
                .iter()
                .filter(|(name, _)| name != "csrf")
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let file = ("files", "附件.txt", content.as_slice());
            browser.upload(action, &fields, file).await
        } else {
            let headers = [("content-type", kind)];
            browser.call("POST", action, &headers, &body).await
        };
        self.judge(action, &page, before, &body).await;
    }

    async fn call(&mut self, route: &routes::Route, path: &str) {
        let whole = body(route.path, *self.dice.pick(&Role::ALL));
        let mut sent = whole.to_string();
        match self.dice.roll(4) {
            0 => {}
            1 => {
                sent = String::from_utf8_lossy(&mutated(sent.as_bytes(), &WORDS, &mut self.dice))
                    .into_owned();
            }
            _ => {
                let mut value: Value = serde_json::from_str(&sent).unwrap();
                let names: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
                let odd = [
                    "null",
                    "-1",
                    "1e308",
                    "\"\"",
                    "\"9999-12-31\"",
                    "[]",
                    "{}",
                    "\"\\u0000\"",
                    "true",
                ];
                if !names.is_empty() {
                    let name = self.dice.pick(&names).clone();
                    value[name] = serde_json::from_str(self.dice.pick::<&str>(&odd)).unwrap();
                }
                sent = value.to_string();
            }
        }
        let token = self.token.clone();
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", "0123456789abcdef"),
            ("if-match", "\"1\""),
            ("authorization", token.as_str()),
        ];
        let before = self.acts().await;
        let method = route.method.as_str();
        let page = self.stranger.call(method, path, &headers, &sent).await;
        self.judge(path, &page, before, &sent).await;
    }

    async fn judge(&mut self, path: &str, page: &Page, before: i64, sent: &str) {
        assert!(
            !page.status.is_server_error(),
            "{path}: {} {}\n{sent}",
            page.status,
            page.text
        );
        let after = self.acts().await;
        let done = page.status.is_success() || page.status.is_redirection();
        assert!(
            after == before || done,
            "{path}: {} and saved\n{sent}",
            page.status
        );
        self.done += u32::from(after > before);
        if let Some(line) = line_of(path) {
            *self.posted.entry(line).or_default() += 1;
        }
    }
}

/// The line of the table that takes a form sent to this address.
fn line_of(action: &str) -> Option<&'static str> {
    let path = action.split('?').next().unwrap_or_default();
    let fits = |line: &str| {
        let (mut here, mut there) = (path.split('/'), line.split('/'));
        loop {
            match (here.next(), there.next()) {
                (None, None) => return true,
                (Some(part), Some(name)) if name.starts_with('{') || part == name => {}
                _ => return false,
            }
        }
    };
    let mut lines: Vec<&'static str> = routes::all()
        .iter()
        .filter(|route| route.method != "GET" && fits(route.path))
        .map(|route| route.path)
        .collect();
    // A word of its own before a place for any.
    lines.sort_by_key(|line| line.matches('{').count());
    lines.first().copied()
}

/// What tells two forms of one line apart: the kind of act that they carry.
fn about(form: &Form) -> String {
    let kind = form.fields.iter().find(|field| field.name == "kind");
    kind.filter(|field| field.kind == "hidden")
        .and_then(|field| field.values.first().cloned())
        .unwrap_or_default()
}
