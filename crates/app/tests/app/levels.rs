//! Four levels deep: a province over a city over a county over departments and townships, one of the departments with
//! townships of its own. Each level adds up what the level below handed up, and nobody is counted twice or left out.

use app::{
    App, Error, Role, Staff, accounts, consolidation,
    organs::{self, OrganForm},
    reports::{self, Opinion, Scope},
    upload::Upload,
};
use jiff::civil::Date;
use law::report::{
    Column, Report, Row,
    cell::Cell,
    consolidate::{Kind, Standing},
    dates::Level,
    workflow::Stage,
};

use crate::{
    county::{YEAR, fill, seen, verified, words},
    world::{by, may, world},
};

/// Code, name, kind, the organ above.
const TREE: [(&str, &str, &str, &str); 10] = [
    ("P1", "云岭省人民政府办公厅", "office", ""),
    ("P2", "云岭省水利厅", "department", "P1"),
    ("P3", "国家税务总局云岭省税务局", "vertical", "P1"),
    ("C1", "青川市人民政府办公室", "office", "P1"),
    ("C2", "青川市财政局", "department", "C1"),
    ("X1", "青禾县人民政府办公室", "office", "C1"),
    ("D1", "青禾县农业农村局", "department", "X1"),
    ("T1", "青禾县白塘乡人民政府", "township", "X1"),
    // Under the department.
    ("T2", "青禾县柳溪镇人民政府", "township", "D1"),
    ("T3", "青禾县石门镇人民政府", "township", "D1"),
];

/// Whoever works in an organ that adds up others.
struct Office {
    code: &'static str,
    clerk: Staff,
    section: Staff,
    leader: Staff,
    supervisor: Staff,
}

async fn office(app: &App, code: &'static str) -> Office {
    let hire = async |role: Role| {
        let new = accounts::NewStaff {
            organ: code.into(),
            login: format!("{code}-{}", role.as_str()),
            name: role.zh().into(),
            roles: vec![role],
            password: "a long password".into(),
        };
        accounts::create_staff(app, &app::audit::Who::system("test"), &new)
            .await
            .unwrap()
    };
    Office {
        code,
        clerk: hire(Role::Clerk).await,
        section: hire(Role::Head).await,
        leader: hire(Role::Leader).await,
        supervisor: hire(Role::Supervisor).await,
    }
}

impl Office {
    async fn approve(&self, app: &App, scope: Scope) {
        let key = seen(app, self.code, scope).await;
        reports::review(app, &by(&self.section), key, &Opinion::default())
            .await
            .unwrap();
        let key = seen(app, self.code, scope).await;
        reports::sign(app, &by(&self.leader), key, &Opinion::default())
            .await
            .unwrap();
    }

    /// Its own report, 本政府机关, signed off.
    async fn own(&self, app: &App, licences: &str) {
        fill(app, &self.clerk, licences).await;
        let key = seen(app, self.code, Scope::Own).await;
        reports::save_sections(
            app,
            &may(&self.clerk, reports::Writing(key)),
            &words("本机关。"),
        )
        .await
        .unwrap();
        self.approve(app, Scope::Own).await;
    }

    /// A unit below that is not in this installation hands in a file; it is accepted.
    async fn files(&self, app: &App, unit: &str, licences: i64, received: i64) {
        let name = organs::get(app, unit).await.unwrap().name;
        let mut report = Report::empty(&name, YEAR);
        report.table2.set_decisions("行政许可", Some(licences));
        for row in [Row::New, Row::Open, Row::Total] {
            for column in [Column::Natural, Column::Total] {
                report.table3.set(row, column, Some(received));
            }
        }
        report.sections = words("单位的总体情况。");
        let file = Upload {
            name: format!("{unit}.docx"),
            bytes: documents::report::docx(&report, &app.fonts).unwrap(),
        };
        let key = seen(app, unit, Scope::Own).await;
        consolidation::receive(app, &by(&self.supervisor), unit, YEAR, key.seen, &file)
            .await
            .unwrap();
        self.accept(app, unit, Scope::Own).await;
    }

    async fn accept(&self, app: &App, unit: &str, scope: Scope) {
        let key = seen(app, unit, scope).await;
        consolidation::accept(app, &by(&self.supervisor), unit, YEAR, key.seen, "")
            .await
            .unwrap();
    }

    /// The sum written, reviewed, signed off, and handed up where there is somebody above.
    async fn adds_up(&self, app: &App) {
        let key = seen(app, self.code, Scope::Consolidated).await;
        reports::save_sections(
            app,
            &may(&self.supervisor, reports::Writing(key)),
            &words("汇总。"),
        )
        .await
        .unwrap();
        self.approve(app, Scope::Consolidated).await;
        if consolidation::superior(app, self.code)
            .await
            .unwrap()
            .is_some()
        {
            let key = seen(app, self.code, Scope::Consolidated).await;
            reports::submit(app, &may(&self.supervisor, reports::Writing(key)))
                .await
                .unwrap();
        }
    }

    /// Where each line of its sum stands, and the two numbers that the test counts by.
    async fn sum(&self, app: &App) -> (Vec<(String, Kind, Standing)>, Option<i64>, Option<i64>) {
        let roll = consolidation::build(app, self.code, YEAR).await.unwrap();
        let lines = roll
            .sum
            .lines
            .iter()
            .map(|line| (line.unit.code.clone(), line.unit.kind, line.standing))
            .collect();
        let report = roll.built().report;
        (
            lines,
            report.table2.licences(),
            report.table3.get(Row::New, Column::Total),
        )
    }
}

async fn tree() -> (crate::world::World, App) {
    let w = world("2026-01-12").await;
    let app = w.on("2026-01-12");
    for (code, name, kind, parent) in TREE {
        let form = OrganForm {
            code: code.into(),
            name: name.into(),
            short_name: code.into(),
            kind: kind.into(),
            parent: parent.into(),
            ..OrganForm::default()
        };
        organs::save(&app, &form, "test").await.unwrap();
    }
    (w, app)
}

#[tokio::test]
async fn each_level_counts_what_the_level_below_added_up() {
    let (_w, app) = tree().await;
    let app = &app;
    let bureau = office(app, "D1").await;
    let county = office(app, "X1").await;
    let city = office(app, "C1").await;
    let province = office(app, "P1").await;

    // Each licence number is a power of two, so that a sum tells who is in it.
    bureau.own(app, "1").await;
    bureau.files(app, "T2", 2, 10).await;
    bureau.files(app, "T3", 4, 20).await;
    county.own(app, "8").await;
    county.files(app, "T1", 16, 40).await;
    city.own(app, "32").await;
    city.files(app, "C2", 64, 80).await;
    province.own(app, "128").await;
    province.files(app, "P2", 256, 160).await;

    // The department has its sum but has not handed it up: the county is without it, not with its own report alone.
    let (lines, licences, received) = county.sum(app).await;
    let of = |code: &str, kind, standing| (code.to_string(), kind, standing);
    assert_eq!(
        lines,
        [
            of("X1", Kind::Own, Standing::Counted),
            of("D1", Kind::Department, Standing::Missing),
            of("T1", Kind::Township, Standing::Counted),
        ]
    );
    assert_eq!((licences, received), (Some(24), Some(40)));
    let early = reports::review(
        app,
        &by(&county.section),
        seen(app, "X1", Scope::Consolidated).await,
        &Opinion::default(),
    )
    .await;
    assert!(matches!(early, Err(Error::Refused(_))), "{early:?}");

    bureau.adds_up(app).await;
    county.accept(app, "D1", Scope::Consolidated).await;
    let (lines, licences, received) = county.sum(app).await;
    assert_eq!(lines[1], of("D1", Kind::Department, Standing::Counted));
    assert_eq!((licences, received), (Some(31), Some(70)));
    county.adds_up(app).await;
    city.accept(app, "X1", Scope::Consolidated).await;
    let (lines, licences, received) = city.sum(app).await;
    assert_eq!(
        lines,
        [
            of("C1", Kind::Own, Standing::Counted),
            of("C2", Kind::Department, Standing::Counted),
            of("X1", Kind::Government, Standing::Counted),
        ]
    );
    assert_eq!((licences, received), (Some(127), Some(150)));
    city.adds_up(app).await;
    province.accept(app, "C1", Scope::Consolidated).await;
    let (lines, licences, received) = province.sum(app).await;
    assert_eq!(lines[3], of("P3", Kind::Vertical, Standing::Excluded));
    assert_eq!((licences, received), (Some(511), Some(310)));
    province.adds_up(app).await;

    // A cell of the province opens into its parts, and the part of the city into its own.
    let licences = Cell::find("2", "行政许可", "本年处理决定数量").unwrap();
    let mut way = Vec::new();
    for code in ["P1", "C1", "X1", "D1"] {
        let roll = consolidation::build(app, code, YEAR).await.unwrap();
        let shares: Vec<(String, Option<i64>)> = roll
            .shares(licences)
            .into_iter()
            .map(|share| (share.code, share.value))
            .collect();
        way.push(shares);
    }
    let share = |code: &str, value| (code.to_string(), Some(value));
    assert_eq!(
        way[0][..3],
        [share("P1", 128), share("C1", 127), share("P2", 256)]
    );
    assert_eq!(way[1], [share("C1", 32), share("C2", 64), share("X1", 31)]);
    assert_eq!(way[2], [share("X1", 8), share("D1", 7), share("T1", 16)]);
    assert_eq!(way[3], [share("D1", 1), share("T2", 2), share("T3", 4)]);

    // Published together, from the top down to what each level accepted.
    let key = seen(app, "P1", Scope::Consolidated).await;
    let out = consolidation::publish_together(app, &by(&province.supervisor), YEAR, key.seen)
        .await
        .unwrap();
    assert_eq!(out, 2, "the department's own report and the city's sum");
    let city_sum = store::reports::of(&app.store, "C1", Scope::Consolidated, YEAR)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(city_sum.stage(), Stage::Published);
    assert!(verified(app).await.is_empty());
}

#[tokio::test]
async fn each_level_has_its_own_last_day() {
    let (_w, app) = tree().await;
    for (code, level, on) in [
        ("T2", Level::Unit, "2026-01-31"),
        ("D1", Level::Unit, "2026-01-31"),
        ("X1", Level::County, "2026-02-20"),
        ("C1", Level::City, "2026-03-10"),
        ("P1", Level::Province, "2026-03-31"),
    ] {
        assert_eq!(
            consolidation::level(&app, code).await.unwrap(),
            level,
            "{code}"
        );
        let due = consolidation::due(&app, level, YEAR).unwrap().date;
        assert_eq!(due.to_string(), on, "{code}");
    }
    // What the level above waits for: a lower government has longer than a department, with units or without.
    let day = |text: &str| -> Option<Date> { Some(text.parse().unwrap()) };
    for (above, dues) in [
        (
            "P1",
            vec![("C1", day("2026-03-10")), ("P2", day("2026-01-31"))],
        ),
        (
            "C1",
            vec![("C2", day("2026-01-31")), ("X1", day("2026-02-20"))],
        ),
        (
            "X1",
            vec![("D1", day("2026-01-31")), ("T1", day("2026-01-31"))],
        ),
    ] {
        let roll = consolidation::build(&app, above, YEAR).await.unwrap();
        for (code, due) in dues {
            let its = roll.returns.iter().find(|its| its.code == code).unwrap();
            assert_eq!(its.due, due, "{code}");
        }
    }
}
