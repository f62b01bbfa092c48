//! Importing: what goes in, what is refused and how it is named, and that nothing is half saved.

mod figures;
mod items;
mod requests;
mod standards;

use app::{
    App,
    import::{self, BadCell, File, ImportError, Imported, Options, SheetKind, What},
};

use crate::world::{ORGAN, World, world};

fn csv(name: &str, text: &str) -> File {
    (name.into(), text.as_bytes().to_vec())
}

fn here() -> Options {
    Options {
        organ: Some(ORGAN.into()),
        ..Options::default()
    }
}

async fn run(app: &App, what: What, files: Vec<File>) -> Result<Imported, ImportError> {
    let options = here();
    match what {
        What::Organs => import::organs(app, files, &options, "import").await,
        What::Items => import::items(app, files, &options, "import").await,
        What::Requests => import::requests(app, files, &options, "import").await,
        What::Figures => import::figures(app, files, &options, "import").await,
        What::Standards => import::standards(app, files, &options, "import").await,
    }
}

fn cells(outcome: Result<Imported, ImportError>) -> Vec<BadCell> {
    match outcome.unwrap_err() {
        ImportError::Cells(cells) => cells,
        other => panic!("{other}"),
    }
}

/// Acts in the ledger: what a refused import must not change.
async fn acts(w: &World) -> i64 {
    store::ledger::heads(&w.app.store)
        .await
        .unwrap()
        .iter()
        .map(|head| head.seq)
        .sum()
}

#[tokio::test]
async fn all_bad_cells_of_all_files_are_named_at_once() {
    let w = world("2026-01-05").await;
    let one = csv(
        "一.csv",
        "number,submitted_on,channel,applicant\nA-1,2025-13-01,飞鸽,natural\n",
    );
    let two = csv(
        "二.jsonl",
        "{\"number\":\"A-1\",\"submitted_on\":\"2025-03-03\",\"channel\":\"fax\",\"applicant\":\"x\"}\n",
    );
    let three = ("三.csv".to_owned(), vec![0x81, 0x20, 0xFF, 0xFF, b'\n']);
    let four = csv(
        "四.csv",
        "number,submited_on,channel,applicant\nA-2,2025-03-03,fax,natural\n",
    );
    let five = csv("五.pdf", "%PDF");
    let found = cells(run(&w.app, What::Requests, vec![one, two, three, four, five]).await);
    let said: Vec<String> = found
        .iter()
        .map(|c| format!("{}:{}:{}:{}", c.file, c.row, c.column, c.rule))
        .collect();
    for expected in [
        "一.csv:2:submitted_on:form",
        "一.csv:2:channel:form",
        "二.jsonl:1:applicant:form",
        "三.csv:0::file",
        "四.csv:1:submited_on:heading",
        "四.csv:1:申请日期:heading",
        "五.pdf:0::file",
    ] {
        assert!(
            said.contains(&expected.to_owned()),
            "{expected} in {said:?}"
        );
    }
    assert!(
        found
            .iter()
            .any(|c| c.file == "三.csv" && c.zh.contains("编码"))
    );
}

#[tokio::test]
async fn a_template_is_a_sheet_that_imports_nothing() {
    let w = world("2026-01-05").await;
    for what in What::ALL {
        for chinese in [true, false] {
            for name in ["模板.xlsx", "模板.csv"] {
                let kind = SheetKind::of(name.as_ref()).unwrap();
                let sheet = import::template(what, chinese, kind).unwrap();
                let done = run(&w.app, what, vec![(name.into(), sheet)]).await;
                let done = done.unwrap_or_else(|error| panic!("{name} {what:?}: {error:?}"));
                assert_eq!((done.added, done.already), (0, 0));
            }
        }
    }
}
