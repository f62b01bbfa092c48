//! A county for the stories of reports: an office above two organs, and a tax bureau that reports elsewhere.

use std::collections::BTreeMap;

use app::{
    App, Error, Role, Staff, accounts,
    figures::{self, NewFigure},
    organs::{self, OrganForm},
    reports::{self, Key, Opinion, Scope},
    upload::Upload,
};
use law::report::{Report, figure::ROWS};

use crate::world::{ORGAN, World, by, may, world};

/// A county: the office QH01 above the two organs of the world and a tax bureau that reports elsewhere.
pub struct County {
    pub w: World,
    pub app: App,
    pub section: Staff,
    pub leader: Staff,
    pub supervisor: Staff,
    pub office_section: Staff,
    pub office_leader: Staff,
    pub office_clerk: Staff,
    pub office_head: Staff,
}

pub const YEAR: i16 = 2025;

pub async fn county() -> County {
    let w = world("2026-01-12").await;
    let app = w.on("2026-01-12");
    for (code, kind, parent) in [
        ("QH01", "office", ""),
        (ORGAN, "department", "QH01"),
        ("QH04", "township", "QH01"),
        ("QH99", "vertical", "QH01"),
    ] {
        let form = OrganForm {
            code: code.into(),
            name: if code == "QH01" {
                "青禾县人民政府办公室".into()
            } else {
                format!("青禾县第{code}局")
            },
            short_name: code.into(),
            kind: kind.into(),
            parent: parent.into(),
            ..OrganForm::default()
        };
        organs::save(&app, &form, "test").await.unwrap();
    }
    let hire = async |organ: &str, role: Role| {
        let new = accounts::NewStaff {
            organ: organ.into(),
            login: format!("{organ}-county-{}", role.as_str()),
            name: role.zh().into(),
            roles: vec![role],
            password: "a long password".into(),
        };
        accounts::create_staff(&app, &app::audit::Who::system("test"), &new)
            .await
            .unwrap()
    };
    County {
        section: hire(ORGAN, Role::Head).await,
        leader: hire(ORGAN, Role::Leader).await,
        supervisor: hire("QH01", Role::Supervisor).await,
        office_section: hire("QH01", Role::Head).await,
        office_leader: hire("QH01", Role::Leader).await,
        office_clerk: hire("QH01", Role::Clerk).await,
        office_head: hire("QH01", Role::DisclosureHead).await,
        app,
        w,
    }
}

pub async fn seen(app: &App, organ: &str, scope: Scope) -> Key {
    let row = store::reports::of(&app.store, organ, scope, YEAR)
        .await
        .unwrap();
    Key {
        scope,
        year: YEAR,
        seen: row.map_or(0, |row| row.version),
    }
}

pub async fn fill(app: &App, clerk: &Staff, licences: &str) {
    for row in ROWS.iter().take(10) {
        let new = NewFigure {
            year: YEAR,
            row: (*row).into(),
            value: if *row == "行政许可" {
                licences.into()
            } else {
                "0".into()
            },
            source: "台账".into(),
            reason: String::new(),
        };
        figures::enter(app, &by(clerk), &new).await.unwrap();
    }
}

pub fn words(overview: &str) -> BTreeMap<String, String> {
    [
        ("一", overview),
        ("五", "问题和改进。"),
        ("六", "未收取信息处理费。"),
    ]
    .map(|(key, text)| (key.to_string(), text.to_string()))
    .into()
}

pub fn rules(error: &Error) -> Vec<String> {
    match error {
        Error::Refused(findings) => findings.iter().map(|f| f.id.to_string()).collect(),
        other => panic!("{other:?}"),
    }
}

impl County {
    /// The unit's report, signed off.
    pub async fn signed(&self) {
        let app = &self.app;
        fill(app, &self.w.clerk, "12").await;
        let key = seen(app, ORGAN, Scope::Own).await;
        reports::save_sections(
            app,
            &may(&self.w.clerk, reports::Writing(key)),
            &words("总体情况。"),
        )
        .await
        .unwrap();
        let key = seen(app, ORGAN, Scope::Own).await;
        reports::review(app, &by(&self.section), key, &Opinion::default())
            .await
            .unwrap();
        let key = seen(app, ORGAN, Scope::Own).await;
        reports::sign(app, &by(&self.leader), key, &Opinion::default())
            .await
            .unwrap();
    }

    pub async fn submitted(&self) {
        self.signed().await;
        let key = seen(&self.app, ORGAN, Scope::Own).await;
        reports::submit(&self.app, &may(&self.w.clerk, reports::Writing(key)))
            .await
            .unwrap();
    }

    pub async fn own(&self) {
        let app = &self.app;
        fill(app, &self.office_clerk, "3").await;
        let key = seen(app, "QH01", Scope::Own).await;
        reports::save_sections(
            app,
            &may(&self.office_clerk, reports::Writing(key)),
            &words("办公室。"),
        )
        .await
        .unwrap();
        let key = seen(app, "QH01", Scope::Own).await;
        reports::review(app, &by(&self.office_section), key, &Opinion::default())
            .await
            .unwrap();
        let key = seen(app, "QH01", Scope::Own).await;
        reports::sign(app, &by(&self.office_leader), key, &Opinion::default())
            .await
            .unwrap();
    }

    pub fn file(&self, change: impl FnOnce(&mut Report)) -> Upload {
        let mut report = Report::empty("青禾县第QH04局", YEAR);
        report.sections = words("乡镇的总体情况。");
        change(&mut report);
        Upload {
            name: "QH04年报.docx".into(),
            bytes: documents::report::docx(&report, &self.app.fonts).unwrap(),
        }
    }
}

pub async fn verified(app: &App) -> Vec<String> {
    store::verify::verify(
        &app.store,
        &app.files,
        &app.rules(),
        store::verify::Look::default(),
    )
    .await
    .unwrap()
    .iter()
    .map(ToString::to_string)
    .collect()
}

pub async fn fill_one(app: &App, clerk: &Staff, row: &str, value: &str) {
    let new = NewFigure {
        year: YEAR,
        row: row.into(),
        value: value.into(),
        source: "台账".into(),
        reason: String::new(),
    };
    figures::enter(app, &by(clerk), &new).await.unwrap();
}
