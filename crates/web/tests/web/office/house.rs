//! Two organs with their staff in memory, and a browser that keeps cookies.

use std::{collections::BTreeMap, sync::Arc};

use app::{App, Clock, Role, Settings, accounts, organs::OrganForm, requests::NewRequest};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use law::case::{Applicant, Channel};
use tower::ServiceExt;

pub const PASSWORD: &str = "correct horse";

pub struct House {
    pub app: App,
    _folder: tempfile::TempDir,
}

/// Started as a reader by the other tests, this binary reads a file and ends.
#[test]
fn reads_a_file_where_asked() {
    if documents::apart::asked() {
        documents::apart::serve(std::io::stdin().lock(), std::io::stdout().lock()).unwrap();
        std::process::exit(0);
    }
}

impl House {
    /// `QA` with a person for each role, `QB` with a clerk; today is Tuesday 2026-11-24. An answer needs no
    /// signature here: most tests are about something else.
    pub async fn new() -> Self {
        let mut settings = Settings::default();
        settings.handling.sign_before_answer = false;
        Self::with(settings).await
    }

    /// The same house with its settings.
    pub async fn with(settings: Settings) -> Self {
        Self::within(store::Store::in_memory().await.unwrap(), settings).await
    }

    /// The same house in a database of its own.
    pub async fn within(store: store::Store, mut settings: Settings) -> Self {
        // One person who may do everything is what many tests begin with.
        settings.powers.together = true;
        // Days pass in many, without a click between.
        if settings.session_idle_minutes == Settings::default().session_idle_minutes {
            settings.session_idle_minutes = settings.session_hours * 60;
        }
        if settings.prove_again_minutes == Settings::default().prove_again_minutes {
            settings.prove_again_minutes = 0;
        }
        let folder = tempfile::tempdir().unwrap();
        let app = App {
            store,
            files: store::files::Files::local(folder.path()).unwrap(),
            search: Arc::new(search::Index::in_memory().unwrap()),
            keys: store::people::Keys::new([7; 32]),
            calendar: Arc::new(law::calendar::Calendar::cn()),
            pools: Arc::new(app::pools::Pools::new(&settings.server)),
            unfound: Arc::default(),
            reading: app::reading::Reading::new(
                documents::apart::Program::new(
                    std::env::current_exe().unwrap(),
                    [
                        "--exact",
                        "office::house::reads_a_file_where_asked",
                        "--nocapture",
                    ],
                ),
                &settings.reading,
                Vec::new(),
            ),
            settings: Arc::new(settings),
            fonts: Arc::new(documents::fonts::Fonts::load(&[])),
            letters: Arc::new(documents::letter::Templates::built_in()),
            subjects: Arc::default(),
            clock: Clock::fixed("2026-11-24T02:00:00Z".parse().unwrap()),
        };
        for (code, name) in [("QA", "甲县商务局"), ("QB", "甲县民政局")] {
            let form = OrganForm {
                code: code.into(),
                name: name.into(),
                short_name: name.into(),
                kind: "department".into(),
                address: "甲县一号".into(),
                telephone: "0000-2500000".into(),
                doc_prefix: "甲公开".into(),
                review_body: "甲县人民政府".into(),
                court: "甲县人民法院".into(),
                ..OrganForm::default()
            };
            app::organs::save(&app, &form, "test").await.unwrap();
        }
        Self {
            app,
            _folder: folder,
        }
    }

    /// Another process on the same database, with an index of its own.
    pub fn beside(&self, store: store::Store) -> Self {
        Self {
            app: App {
                store,
                search: Arc::new(search::Index::in_memory().unwrap()),
                ..self.app.clone()
            },
            _folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Hires a person of `organ` with these roles and signs him in.
    pub async fn enter(&self, organ: &str, roles: &[Role]) -> Browser {
        let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
        let mut login = format!("{organ}-{}", names.join("-"));
        login.truncate(40);
        let login = format!("{login}-{}", rand::random::<u32>());
        accounts::create_staff(
            &self.app,
            &app::audit::Who::system("test"),
            &accounts::NewStaff {
                organ: organ.into(),
                login: login.clone(),
                name: format!("{organ}的{}", roles.first().map_or("", |role| role.zh())),
                roles: roles.to_vec(),
                password: PASSWORD.into(),
            },
        )
        .await
        .unwrap();
        let mut browser = self.browser();
        let page = browser.sign_in(&login, PASSWORD).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        browser
    }

    /// Makes a token of `organ` with these roles, by somebody who makes no other; returns the header that carries it.
    pub async fn token(&self, organ: &str, roles: &[Role]) -> String {
        let admin = app::Staff {
            id: format!("test-{}", rand::random::<u64>()),
            organ: organ.into(),
            login: "test".into(),
            name: "test".into(),
            roles: vec![Role::Security],
        };
        let form = app::tokens::TokenForm {
            name: "测试程序".into(),
            roles: roles.to_vec(),
            days: 30,
        };
        let secret = app::tokens::create(&self.app, &app::rights::By::of(&admin).unwrap(), &form)
            .await
            .unwrap();
        format!("Bearer {secret}")
    }

    pub fn browser(&self) -> Browser {
        Browser {
            router: web::Site::new(self.app.clone()),
            cookies: BTreeMap::new(),
            csrf: String::new(),
        }
    }

    /// The same person, where the house has moved on to another day.
    pub fn follow(&self, browser: &Browser) -> Browser {
        Browser {
            router: web::Site::new(self.app.clone()),
            ..browser.clone()
        }
    }

    /// Files a request at the counter of `organ` on a day; returns its id.
    pub async fn request(&self, organ: &str, on: &str) -> String {
        let at = format!("{on}T02:00:00Z").parse().unwrap();
        let new = NewRequest {
            organ: organ.into(),
            channel: Channel::Counter,
            applicant: Applicant::Natural,
            name: "王小明".into(),
            id_number: "110101199003070000".into(),
            phone: "13800000000".into(),
            email: String::new(),
            address: String::new(),
            postcode: String::new(),
            wanted: "2025年农贸市场改造项目验收报告".into(),
            document_number: String::new(),
            form: "paper".into(),
            delivery: "pickup".into(),
        };
        let key = format!("key-{}", rand::random::<u64>());
        app::requests::file_as(&self.app.at(at), &new, &key, "test")
            .await
            .unwrap()
            .id
    }
}

#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub text: String,
    /// The content type.
    pub media: String,
    pub etag: String,
}

impl Page {
    /// Says which words the page lacks.
    #[track_caller]
    pub fn says(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(
                self.text.contains(word),
                "“{word}” is not on the page ({}):\n{}",
                self.status,
                self.text
            );
        }
        self
    }

    #[track_caller]
    pub fn lacks(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(
                !self.text.contains(word),
                "“{word}” is on the page:\n{}",
                self.text
            );
        }
        self
    }

    /// Every word was found in the catalogue and every place of it filled in.
    #[track_caller]
    pub fn words_are_all_there(&self) -> &Self {
        let mut tokens = self
            .text
            .split(|c: char| !(c.is_ascii_alphanumeric() || "._-/{}".contains(c)));
        let subject = |token: &str| {
            web::i18n::ZH
                .iter()
                .any(|(key, _)| key.split('.').next() == token.split('.').next())
        };
        let word = |rest: &str| rest.starts_with(|c: char| c.is_ascii_lowercase());
        let lost = tokens.find(|token| {
            (subject(token)
                && token.split_once('.').is_some_and(|(_, rest)| word(rest))
                && !token.ends_with(".css"))
                || ["{n}", "{who}", "{date}", "{post}"].contains(token)
        });
        assert_eq!(lost, None, "a word is missing:\n{}", self.text);
        self
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{} {}",
            self.location,
            self.text
        );
        self
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        self.text
            .split_once(&mark)
            .and_then(|(_, rest)| rest.split_once('"'))
            .map(|(value, _)| value.to_string())
            .unwrap_or_default()
    }

    /// Every address that the page links to under `prefix`.
    pub fn links(&self, prefix: &str) -> Vec<String> {
        let mark = format!("href=\"{prefix}");
        self.text
            .split(&mark)
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
            .map(|(rest, _)| format!("{prefix}{rest}"))
            .collect()
    }
}

/// Keeps cookies and the form token of the page it saw last.
#[derive(Clone)]
pub struct Browser {
    router: web::Site,
    cookies: BTreeMap<String, String>,
    pub csrf: String,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Page {
        let page = self
            .send(Request::get(path).body(Body::empty()).unwrap())
            .await;
        let csrf = page.hidden("csrf");
        if !csrf.is_empty() {
            self.csrf = csrf;
        }
        page
    }

    /// Posts a form with the token of the page seen last.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        let fields = [fields, &[("csrf", csrf.as_str())]].concat();
        self.post_bare(path, &fields, &[]).await
    }

    /// Posts exactly these fields and headers.
    pub async fn post_bare(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Page {
        let body: Vec<String> = fields
            .iter()
            .map(|(key, value)| format!("{key}={}", web::kit::download::encoded(value)))
            .collect();
        let mut request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "mingbai.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.join("&"))).unwrap())
            .await
    }

    /// Posts a form with a file, as a browser does.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        file: (&str, &str, &[u8]),
    ) -> Page {
        let mut body = Vec::new();
        let csrf = self.csrf.clone();
        for (name, value) in [fields, &[("csrf", csrf.as_str())]].concat() {
            body.extend_from_slice(
                format!(
                    "--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .as_bytes(),
            );
        }
        let (field, name, bytes) = file;
        body.extend_from_slice(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
            .body(Body::from(body))
            .unwrap();
        self.send(request).await
    }

    pub async fn sign_in(&mut self, login: &str, password: &str) -> Page {
        self.get("/office/sign-in").await;
        let page = self
            .post(
                "/office/sign-in",
                &[("login", login), ("password", password)],
            )
            .await;
        if page.status == StatusCode::SEE_OTHER {
            self.get("/office").await;
        }
        page
    }

    pub fn speak(&mut self, lang: &str) {
        self.cookies.insert("mb_lang".into(), lang.into());
    }

    pub fn cookie(&self, name: &str) -> Option<&String> {
        self.cookies.get(name)
    }

    /// A call with any method, headers and body, as a program makes it.
    pub async fn call(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Page {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// Where a kept page will be given: what would be written now.
    async fn kept(&self, request: &Request<Body>) -> Option<String> {
        let (method, uri, headers) = (request.method(), request.uri(), request.headers());
        let page = self.router.kept().page(method, uri, headers)?;
        let ordered = uri.query().is_none_or(|query| !query.contains('&'));
        let paper = page.headers().contains_key(header::CONTENT_DISPOSITION);
        if page.status() != 200 || method != "GET" || paper || !ordered {
            return None;
        }
        let mut again = Request::get(uri.clone());
        for name in [header::COOKIE, header::ACCEPT_LANGUAGE] {
            for value in headers.get_all(&name) {
                again = again.header(&name, value);
            }
        }
        let again = again.body(Body::empty()).unwrap();
        let anew = self.router.anew(again).await;
        let bytes = to_bytes(anew.into_body(), usize::MAX).await.unwrap();
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn send(&mut self, mut request: Request<Body>) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        request
            .headers_mut()
            .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        let kept = self.kept(&request).await;
        let response = self.router.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                if name == "mb_session" {
                    assert!(
                        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
                        "{cookie}"
                    );
                }
                self.cookies.insert(name.into(), value.into());
            }
        }
        let location = response
            .headers()
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap().to_string())
            .unwrap_or_default();
        let head = |name| {
            response
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_string())
                .unwrap_or_default()
        };
        let (media, etag) = (head(header::CONTENT_TYPE), head(header::ETAG));
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        if let Some(anew) = kept {
            let text = String::from_utf8_lossy(&bytes);
            assert_eq!(
                text, anew,
                "a kept page says something else than one written now"
            );
        }
        Page {
            status,
            location,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            media,
            etag,
        }
    }
}
