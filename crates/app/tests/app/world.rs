//! A small world with a held clock: one organ, its people, everything in memory or in a temporary folder.

use std::sync::Arc;

use app::{
    App, Clock, Role, Settings, Staff, accounts, items,
    organs::{self, OrganForm},
    requests::{self, Attach, Handling, NewRequest},
    rights::{By, Deed, May, Right},
};
use law::{
    case::{Act, Applicant, Channel},
    readings::Post,
};
use serde_json::Value;

pub struct World {
    pub app: App,
    pub clerk: Staff,
    pub reviewer: Staff,
    pub publisher: Staff,
    pub head: Staff,
    pub section: Staff,
    pub legal: Staff,
    pub leader: Staff,
    pub stranger: Staff,
    folder: tempfile::TempDir,
}

pub const ORGAN: &str = "QH03";

/// The world on the morning of a day, where an answer needs no signature: most tests are about something else.
pub async fn world(day: &str) -> World {
    let mut settings = Settings::default();
    settings.handling.sign_before_answer = false;
    world_with(day, settings).await
}

/// The world on the morning of a day, with its settings.
pub async fn world_with(day: &str, settings: Settings) -> World {
    world_in(day, settings, store::Store::in_memory().await.unwrap()).await
}

/// The world in a database of its own.
pub async fn world_in(day: &str, settings: Settings, store: store::Store) -> World {
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
                ["--exact", "world::reads_a_file_where_asked", "--nocapture"],
            ),
            &settings.reading,
            Vec::new(),
        ),
        settings: Arc::new(settings),
        fonts: Arc::new(documents::fonts::Fonts::load(&[])),
        letters: Arc::new(documents::letter::Templates::built_in()),
        subjects: Arc::default(),
        clock: morning(day),
    };
    for code in [ORGAN, "QH04"] {
        let form = OrganForm {
            code: code.into(),
            name: format!("青禾县第{code}局"),
            short_name: code.into(),
            kind: "department".into(),
            address: "青禾县一号".into(),
            telephone: "0000-2506840".into(),
            doc_prefix: "青公开".into(),
            review_body: "青禾县人民政府".into(),
            court: "青禾县人民法院".into(),
            ..OrganForm::default()
        };
        assert!(organs::save(&app, &form, "test").await.unwrap());
    }
    let hire = async |organ: &str, role: Role| {
        accounts::create_staff(
            &app,
            &app::audit::Who::system("test"),
            &accounts::NewStaff {
                organ: organ.into(),
                login: format!("{organ}-{}", role.as_str()),
                name: role.zh().into(),
                roles: vec![role],
                password: "a long password".into(),
            },
        )
        .await
        .unwrap()
    };
    World {
        clerk: hire(ORGAN, Role::Clerk).await,
        reviewer: hire(ORGAN, Role::Reviewer).await,
        publisher: hire(ORGAN, Role::Publisher).await,
        head: hire(ORGAN, Role::DisclosureHead).await,
        section: hire(ORGAN, Role::Head).await,
        legal: hire(ORGAN, Role::Legal).await,
        leader: hire(ORGAN, Role::Leader).await,
        stranger: hire("QH04", Role::Clerk).await,
        app,
        folder,
    }
}

/// Started as a reader by the other tests, this binary reads a file and ends.
#[test]
fn reads_a_file_where_asked() {
    if documents::apart::asked() {
        documents::apart::serve(std::io::stdin().lock(), std::io::stdout().lock()).unwrap();
        std::process::exit(0);
    }
}

impl World {
    /// The readings that an item needs, each by its own person and agreeing; the version after them.
    pub async fn read(&self, id: &str, version: i64) -> app::Result<i64> {
        self.read_in(&self.app, id, version).await
    }

    /// The same on another day.
    pub async fn read_in(&self, app: &App, id: &str, mut version: i64) -> app::Result<i64> {
        for (post, reader) in [
            (Post::SectionHead, &self.section),
            (Post::Secrecy, &self.reviewer),
            (Post::Leader, &self.leader),
        ] {
            let form = items::ReadingForm::agrees(post, "不涉密");
            version = items::read(app, &may(reader, form.clone()), id, version).await?;
        }
        Ok(version)
    }

    /// A file is gone from the disk.
    pub fn lose(&self, hash: &str) {
        let path = self.folder.path().join(&hash[..2]).join(hash);
        std::fs::remove_file(path).unwrap();
    }

    /// Prepares an answer with what its outcome asks for, and gives it, where nobody signs before; the version after it.
    pub async fn close(&self, app: &App, id: &str, code: &str) -> app::Result<i64> {
        let version = async || {
            let row = store::requests::get(&app.store, ORGAN, id).await.unwrap();
            row.unwrap().version
        };
        let none = Attach::default();
        let on = app.clock.today();
        let search = serde_json::json!({"kind": "search_recorded", "where": "档案室", "by": "经办人", "terms": "批复", "result": "没有"});
        let asked =
            serde_json::json!({"kind": "third_party_asked", "on": on.to_string(), "ref": "甲"});
        let told = serde_json::json!({"kind": "third_party_answered", "on": on.to_string(), "ref": "甲", "consents": false});
        if code == "NO-THIRD" {
            for (step, body) in [asked, told].into_iter().enumerate() {
                let (seen, new) = (version().await, act(body));
                let key = format!("{id}-third-{step}");
                requests::act(app, &may(&self.clerk, &new), id, seen, &key, &none).await?;
            }
        }
        let mut bodies = vec![decided(code)];
        if code == "NONE" {
            bodies.insert(0, search);
        }
        for (step, body) in bodies.into_iter().enumerate() {
            let event = serde_json::from_value(body).unwrap();
            let (seen, new) = (version().await, Handling { on, event });
            let key = format!("{id}-close-{step}");
            requests::handle(app, &self.clerk, id, seen, &key, &new, &none).await?;
        }
        let mut body = serde_json::json!({"kind": "answered", "on": on.to_string(), "code": code, "how": "handed"});
        if code == "PART" {
            body["grounds"] = serde_json::json!(["NO-INTERNAL"]);
        }
        let (seen, new, key) = (version().await, act(body), format!("{id}-close"));
        requests::act(app, &may(&self.clerk, &new), id, seen, &key, &none).await
    }

    /// The same world on another morning.
    pub fn on(&self, day: &str) -> App {
        App {
            clock: morning(day),
            ..self.app.clone()
        }
    }
}

fn morning(day: &str) -> Clock {
    Clock::fixed(format!("{day}T09:00:00+08:00").parse().unwrap())
}

/// A request that lacks nothing.
pub fn request(channel: Channel) -> NewRequest {
    NewRequest {
        organ: ORGAN.into(),
        channel,
        applicant: Applicant::Natural,
        name: "申请人甲".into(),
        id_number: "11010519491231002X".into(),
        phone: "0000-2500000".into(),
        email: String::new(),
        address: String::new(),
        postcode: String::new(),
        wanted: "某工程立项批复".into(),
        document_number: String::new(),
        form: "electronic".into(),
        delivery: "online".into(),
    }
}

/// The person with the right that the operation asks for.
pub fn by<R: Right>(staff: &Staff) -> By<R> {
    By::of(staff).unwrap()
}

/// The deed with the person who may do it.
pub fn may<D: Deed>(staff: &Staff, deed: D) -> May<D> {
    May::of(staff, deed).unwrap()
}

/// A file that is given with an answer.
pub fn material() -> Attach {
    Attach {
        files: vec![app::upload::Upload {
            name: "立项批复.txt".into(),
            bytes: "批复的内容".into(),
        }],
        ..Attach::default()
    }
}

/// A decision of this outcome with what it asks for.
pub fn decided(code: &str) -> Value {
    let mut body = serde_json::json!({"kind": "decision_prepared", "code": code});
    let mut with = |fields: &[(&str, &str)]| {
        for (name, value) in fields {
            body[*name] = (*value).into();
        }
    };
    match code {
        "OPEN-GIVE" => with(&[("place", "青禾县政务服务中心查阅点")]),
        "OPEN-PUB" => with(&[("place", "青禾县图书馆")]),
        "PART" => with(&[
            ("withheld", "第2页内部流转意见"),
            ("reasons", "内部流转意见"),
            ("evidence", "流转单"),
            ("place", "青禾县政务服务中心查阅点"),
        ]),
        "OTHER" => with(&[("reasons", "无法归入其他情形"), ("remedy", "R-FREE")]),
        "NO-PROCESS" => with(&[("reasons", "讨论记录"), ("evidence", "会议记录")]),
        "NO-THIRD" => with(&[("reasons", "涉及商业秘密")]),
        "PETITION" => with(&[("reasons", "实为投诉")]),
        _ => {}
    }
    if code == "PART" {
        body["grounds"] = serde_json::json!(["NO-INTERNAL"]);
    }
    body
}

pub fn act(body: Value) -> Act {
    serde_json::from_value(body).unwrap()
}
