//! long: every test here needs an installation made by `init`. What was wrong on day one: a second bureau's people, a mistyped folder, a lost file, a new year's notice.
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

/// Exit code, standard output, standard error.
fn mingbai_with(stdin: &str, args: &[&str]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mingbai"))
        .args(["--lang", "en"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(stdin.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

fn mingbai(args: &[&str]) -> (i32, String, String) {
    mingbai_with("", args)
}

fn init(data: &str, code: &str, login: &str, password: &str) -> (i32, String, String) {
    mingbai(&[
        "init",
        "--data",
        data,
        "--organ-name",
        "青禾县水利局",
        "--organ-code",
        code,
        "--login",
        login,
        "--password",
        password,
    ])
}

fn within<T>(data: &str, work: impl AsyncFnOnce(store::Store) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = store::Store::open(&format!("sqlite://{data}/mingbai.db"))
            .await
            .unwrap();
        work(store).await
    })
}

/// Codes of the organs, and each one's particulars.
fn organs(data: &str) -> Vec<(String, Value)> {
    within(data, async |store| {
        let all = store::organs::list(&store).await.unwrap();
        all.into_iter()
            .map(|organ| (organ.code, serde_json::from_str(&organ.body).unwrap()))
            .collect()
    })
}

#[test]
fn a_second_init_neither_wipes_the_organ_nor_lets_a_newcomer_in() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    assert_eq!(init(data, "QH03", "admin", "seven quiet herons").0, 0);
    let sheet = folder.path().join("organs.csv");
    let csv = "code,name,short_name,kind,address,telephone\nQH03,青禾县水利局,水利局,department,青禾县青云路9号,0000-2500000\n";
    std::fs::write(&sheet, csv).unwrap();
    let sheet = sheet.to_str().unwrap();
    let imported = mingbai(&["import", "--data", data, "organs", sheet]);
    assert_eq!(imported.0, 0, "{imported:?}");
    let before = organs(data);
    assert_eq!(before[0].1["telephone"], "0000-2500000");
    let again = init(data, "QH03", "lisi", "seven quiet herons");
    assert_eq!(again.0, 2, "{again:?}");
    assert!(again.2.contains("mingbai staff add"), "{again:?}");
    assert_eq!(organs(data), before);
    let (_, all, _) = mingbai(&["staff", "--data", data, "--format", "json", "list"]);
    let all: Value = serde_json::from_str(&all).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
}

#[test]
fn a_failed_init_leaves_no_organ_behind() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    assert_eq!(init(data, "QH03", "admin", "seven quiet herons").0, 0);
    for (login, password, said) in [
        ("admin", "seven quiet herons", "login"),
        ("new", "short", "10 characters"),
    ] {
        let failed = init(data, "QH04", login, password);
        assert_eq!(failed.0, 2, "{failed:?}");
        assert!(failed.2.contains(said), "{failed:?}");
        let codes: Vec<String> = organs(data).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["QH03"]);
    }
}

#[test]
fn a_folder_that_is_not_there_is_named_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("mistyped");
    let there = data.to_str().unwrap();
    let backup = folder.path().join("backup");
    let backup = backup.to_str().unwrap();
    for args in [
        vec!["serve", "--data", there, "--listen", "127.0.0.1:0"],
        vec!["verify", "--data", there],
        vec!["backup", "--data", there, backup],
        vec!["staff", "--data", there, "list"],
        vec!["calendar", "--data", there, "show"],
    ] {
        let (code, _, said) = mingbai(&args);
        assert_eq!(code, 2, "{args:?} {said}");
        assert!(said.contains("mistyped") && said.contains("init"), "{said}");
        assert!(!data.exists(), "{args:?} made it");
    }
}

#[test]
fn colleagues_are_added_listed_changed_and_shut_out() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    assert_eq!(init(data, "QH03", "admin", "seven quiet herons").0, 0);
    let staff = |stdin: &str, args: &[&str]| {
        let all = [&["staff", "--data", data, "--format", "json"], args].concat();
        mingbai_with(stdin, &all)
    };
    // The folder may stand behind the verb too.
    let behind = mingbai(&["staff", "list", "--data", data]);
    assert_eq!(behind.0, 0, "{behind:?}");
    let lisi = [
        "add",
        "--organ",
        "QH03",
        "--login",
        "lisi",
        "--name",
        "李四",
        "--roles",
        "clerk,reviewer",
    ];
    let (code, out, said) = staff("", &lisi);
    assert_eq!(code, 0, "{said}");
    let link: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(link["login"], "lisi");
    assert!(
        link["link"].as_str().unwrap().contains("/office/sign-in/"),
        "{out}"
    );
    assert!(link["expires_at"].as_str().unwrap().ends_with('Z'), "{out}");
    let secret = link["link"].as_str().unwrap().rsplit('/').next().unwrap();
    let database = std::fs::read(Path::new(data).join("mingbai.db")).unwrap();
    let found = database
        .windows(secret.len())
        .any(|bytes| bytes == secret.as_bytes());
    assert!(!found, "only a hash of the link is kept");

    let wang = [
        "add",
        "--organ",
        "QH03",
        "--login",
        "wang",
        "--name",
        "王五",
        "--roles",
        "leader",
        "--password-stdin",
    ];
    assert_eq!(staff("seven quiet herons\n", &wang).0, 0);
    for (stdin, args, said) in [
        ("", &lisi[..], "taken"),
        (
            "short\n",
            &["password", "--login", "wang", "--password-stdin"],
            "10 characters",
        ),
        (
            "",
            &[
                "add", "--organ", "NONE", "--login", "x", "--name", "X", "--roles", "clerk",
            ],
            "NONE",
        ),
        (
            "",
            &[
                "add", "--organ", "QH03", "--login", "x", "--name", "X", "--roles", "boss",
            ],
            "disclosure_head",
        ),
        ("", &["disable", "--login", "nobody"], "nobody"),
        ("", &["end-factor", "--login", "wang"], "no second factor"),
    ] {
        let refused = staff(stdin, args);
        assert_eq!(refused.0, 2, "{args:?} {refused:?}");
        assert!(refused.2.contains(said), "{args:?} {refused:?}");
        assert!(refused.1.is_empty(), "{args:?} {refused:?}");
    }
    assert_eq!(
        staff("", &["roles", "--login", "wang", "--roles", "leader,head"]).0,
        0
    );
    assert_eq!(staff("", &["disable", "--login", "lisi"]).0, 0);
    let (_, out, _) = staff("", &["list", "--organ", "QH03"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    let row = |login: &str| {
        let all = all.as_array().unwrap();
        all.iter()
            .find(|row| row["login"] == login)
            .unwrap()
            .clone()
    };
    assert_eq!(row("wang")["roles"], serde_json::json!(["leader", "head"]));
    let shown: Value = serde_json::from_str(&staff("", &["show", "--login", "wang"]).1).unwrap();
    assert_eq!(shown["second_factor"], false);
    assert_eq!(row("lisi")["disabled"], true);
    assert_eq!(row("lisi")["has_password"], false);
    assert_eq!(
        staff("", &["password", "--login", "lisi"]).0,
        2,
        "no link for who is shut out"
    );
    assert_eq!(staff("", &["enable", "--login", "lisi"]).0, 0);
    assert_eq!(staff("", &["password", "--login", "lisi"]).0, 0);
    // Once somebody gives rights who opens no accounts, what is asked for at the machine waits for him.
    let parted = [
        "add",
        "--organ",
        "QH03",
        "--login",
        "anquan",
        "--name",
        "安全",
        "--roles",
        "security",
        "--password-stdin",
    ];
    let (code, out, _) = staff("seven quiet herons\n", &parted);
    assert_eq!(
        (code, out.contains("\"roles_wait\":false")),
        (0, true),
        "{out}"
    );
    let (code, out, _) = staff("", &["roles", "--login", "lisi", "--roles", "head"]);
    assert_eq!(
        (code, out.contains("\"roles_wait\":true")),
        (0, true),
        "{out}"
    );
    let (_, out, _) = staff("", &["list", "--organ", "QH03"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    let lisi = all
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["login"] == "lisi");
    let lisi = lisi.unwrap();
    assert_eq!(lisi["roles"], serde_json::json!(["clerk", "reviewer"]));
    assert_eq!(lisi["asked"], serde_json::json!(["head"]));
    // Who begins an installation opens accounts and gives rights, and does no work of others; in an office of one he does all.
    let first = all
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["login"] == "admin");
    assert_eq!(
        first.unwrap()["roles"],
        serde_json::json!(["admin", "security"])
    );
}

/// An installation with one open request, whose last day lies beyond some days of December 2026.
fn with_a_request(folder: &Path) -> String {
    let data = folder.join("data");
    let data = data.to_str().unwrap().to_string();
    assert_eq!(init(&data, "QH03", "admin", "seven quiet herons").0, 0);
    let sheet = folder.join("requests.csv");
    let csv = "number,submitted_on,channel,applicant\nQH03-2026-0001,2026-11-20,counter,natural\n";
    std::fs::write(&sheet, csv).unwrap();
    let sheet = sheet.to_str().unwrap();
    let args = [
        "import", "--data", &data, "--organ", "QH03", "requests", sheet,
    ];
    let imported = mingbai(&args);
    assert_eq!(imported.0, 0, "{imported:?}");
    data
}

fn due(data: &str) -> String {
    within(data, async |store| {
        let rows = store::requests::open(&store, "QH03").await.unwrap();
        rows[0].due.unwrap().to_string()
    })
}

#[test]
fn after_a_notice_and_a_setting_verify_and_restore_count_as_the_installation_does() {
    let folder = tempfile::tempdir().unwrap();
    let data = with_a_request(folder.path());
    let before = due(&data);
    let notice = folder.path().join("n.tsv");
    let lines =
        "2026-12-09\toff\tTest\t2026-11-01\tnotice\n2026-12-10\toff\tTest\t2026-11-01\tnotice\n";
    std::fs::write(&notice, lines).unwrap();
    let notice = notice.to_str().unwrap();
    let imported = mingbai(&["calendar", "--data", &data, "import", notice]);
    assert_eq!(imported.0, 0, "{imported:?}");
    let after = due(&data);
    assert!(after > before, "{before} {after}");
    let verified = mingbai(&["verify", "--data", &data]);
    assert_eq!(verified.0, 0, "{verified:?}");
    let backup = folder.path().join("backup");
    let backup = backup.to_str().unwrap();
    let kept = mingbai(&["backup", "--data", &data, "--with-key", backup]);
    assert_eq!(kept.0, 0, "{kept:?}");
    let new = folder.path().join("new");
    let new = new.to_str().unwrap();
    // The key is kept apart from the backup.
    std::fs::create_dir(new).unwrap();
    let key = |data: &str| Path::new(data).join("master.key");
    std::fs::copy(key(&data), key(new)).unwrap();
    let restored = mingbai(&["restore", "--data", new, backup]);
    assert_eq!(restored.0, 0, "{restored:?}");
    assert_eq!(
        due(new),
        after,
        "counted with the notice that the backup brings along"
    );
}

/// The one file below a folder.
fn only_file(folder: &Path) -> std::path::PathBuf {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn a_backup_without_a_lost_file_is_made_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_string();
    let data = path("data");
    assert_eq!(init(&data, "QH08", "clerk", "correct horse").0, 0);
    std::fs::create_dir(path("attached")).unwrap();
    std::fs::write(path("attached/roster.txt"), "值班安排").unwrap();
    let row = r#"{"column": "content", "head": 1, "title": "值班安排", "made_on": "2026-01-05", "body": "见附件", "attachments": "roster.txt"}"#;
    std::fs::write(path("items.jsonl"), row).unwrap();
    let (file, attached) = (path("items.jsonl"), path("attached"));
    let imported = mingbai(&[
        "import",
        "items",
        "--data",
        &data,
        "--attachments",
        &attached,
        &file,
    ]);
    assert_eq!(imported.0, 0, "{imported:?}");
    let whole = mingbai(&["backup", "--data", &data, "--with-key", &path("whole")]);
    assert_eq!(whole.0, 0, "{whole:?}");
    let lost = only_file(&Path::new(&data).join("files"));
    let hash = lost.file_name().unwrap().to_str().unwrap().to_string();
    std::fs::remove_file(&lost).unwrap();
    let partial = mingbai(&["backup", "--data", &data, "--with-key", &path("partial")]);
    assert_eq!(partial.0, 1, "done, and something found: {partial:?}");
    assert!(partial.2.contains(&hash), "{partial:?}");
    // All the rest is in it, and what is missing is named again by whoever restores it.
    let restored = mingbai(&["restore", "--data", &path("new"), &path("partial")]);
    assert_eq!(restored.0, 1, "{restored:?}");
    assert!(restored.2.contains(&hash), "{restored:?}");
    assert_eq!(organs(&path("new")), organs(&data));
}

/// On an installation made by `init`: who was added, by which system user, is in the log, `verify` and a backup cover it.
#[test]
fn the_audit_log_of_an_installation_is_listed_exported_verified_and_restored() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    assert_eq!(init(&data, "QH03", "admin", "seven quiet herons").0, 0);
    let staff = ["staff", "--data", &data, "--format", "json"];
    let added = [
        &staff[..],
        &[
            "add", "--organ", "QH03", "--login", "shenji", "--name", "审计", "--roles", "auditor",
        ],
    ]
    .concat();
    assert_eq!(mingbai(&added).0, 0);
    let both = ["roles", "--login", "shenji", "--roles", "auditor,clerk"];
    let (code, _, told) = mingbai(&[&staff[..], &both].concat());
    assert_eq!(code, 2);
    assert!(told.contains("holds no other role"), "{told}");
    let disable = ["disable", "--login", "shenji"];
    assert_eq!(mingbai(&[&staff[..], &disable].concat()).0, 0);
    let (_, rows, _) = mingbai(&["audit", "--data", &data, "--format", "json", "list"]);
    let rows: Value = serde_json::from_str(&rows).unwrap();
    let kinds: Vec<&str> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["account_disabled", "account_made", "account_made"]);
    assert!(
        rows.as_array()
            .unwrap()
            .iter()
            .all(|row| row["actor"] == "system" && row["login"] != "")
    );
    let file = folder.path().join("log.csv").display().to_string();
    let export = [
        "audit",
        "--data",
        &data,
        "export",
        &file,
        "--kind",
        "account_made",
    ];
    assert_eq!(mingbai(&export).0, 0);
    assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 3);
    assert_eq!(mingbai(&export).0, 2, "nothing is overwritten");
    let (code, _, told) = mingbai(&["audit", "--data", &data, "list", "--kind", "nonsense"]);
    assert!(code == 2 && told.contains("sign_in_failed"), "{told}");
    assert_eq!(mingbai(&["verify", "--data", &data]).0, 0);
    let (copy, again) = (
        folder.path().join("copy").display().to_string(),
        folder.path().join("again").display().to_string(),
    );
    assert_eq!(
        mingbai(&["backup", "--data", &data, "--with-key", &copy]).0,
        0
    );
    let (code, _, told) = mingbai(&["restore", "--data", &again, &copy]);
    assert_eq!(code, 0, "{told}");
    let (_, rows, _) = mingbai(&["audit", "--data", &again, "list"]);
    let last: Vec<&str> = rows.lines().take(2).collect();
    assert!(last[0].contains("\"command\":\"restore\""), "{rows}");
    assert!(last[1].contains("\"what\":\"backup\""), "{rows}");
}

#[test]
fn an_audit_log_of_less_than_a_year_is_refused_with_its_rule() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    assert_eq!(init(&data, "QH03", "admin", "seven quiet herons").0, 0);
    std::fs::write(
        folder.path().join("data/mingbai.toml"),
        "[audit]\nkeep_days = 364\n",
    )
    .unwrap();
    let (code, _, told) = mingbai(&["staff", "--data", &data, "list"]);
    assert_eq!(code, 2);
    assert!(
        told.contains("audit.keep_days: N-1") && told.contains("365"),
        "{told}"
    );
}

#[test]
fn a_second_factor_asked_of_a_role_that_there_is_not_stops_the_program_with_the_roles() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    assert_eq!(init(&data, "QH03", "admin", "seven quiet herons").0, 0);
    let settings = folder.path().join("data/mingbai.toml");
    std::fs::write(&settings, "second_factor_roles = [\"boss\"]\n").unwrap();
    let (code, _, told) = mingbai(&["staff", "--data", &data, "list"]);
    assert_eq!(code, 2, "{told}");
    assert!(
        told.contains("second_factor_roles") && told.contains("auditor"),
        "{told}"
    );
}

/// A newcomer asks what is missing: exit code, words, JSON, and the folder that somebody opened.
#[test]
fn the_doctor_says_what_is_wrong_and_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    assert_eq!(init(&data, "QH03", "admin", "seven quiet herons").0, 0);
    let (code, told, _) = mingbai(&["doctor", "--data", &data]);
    assert_eq!(code, 1, "{told}");
    for said in ["[domain]", "Set site_domain", "[powers]", "[posts]", "QH03"] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(!told.contains("[open_folder]"), "{told}");
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    let (_, told, _) = mingbai(&["doctor", "--data", &data, "--format", "json"]);
    let found: Value = serde_json::from_str(&told).unwrap();
    let ids: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.first(), Some(&"open_folder"), "{told}");
    assert_eq!(mingbai(&["doctor", "--data", "/nowhere"]).0, 2);
}

/// An installation of before there were three powers: whoever administered it gives rights when it is opened next, on record.
#[test]
fn an_older_installation_keeps_somebody_who_gives_rights() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    assert_eq!(init(&data, "QH03", "admin", "seven quiet herons").0, 0);
    let master = std::fs::read(Path::new(&data).join("master.key")).unwrap();
    let keys = store::people::Keys::new(master.try_into().unwrap());
    within(&data, async |store| {
        let row = store::staff::by_login(&store, "admin")
            .await
            .unwrap()
            .unwrap();
        let mut tx = store.begin().await.unwrap();
        store::staff::set_roles(&mut tx, &keys, &row.id, "admin,clerk")
            .await
            .unwrap();
        tx.commit().await.unwrap();
    });
    let staff = ["staff", "--data", &data, "--format", "json", "list"];
    let all: Value = serde_json::from_str(&mingbai(&staff).1).unwrap();
    let roles = serde_json::json!(["admin", "clerk", "security"]);
    assert_eq!(all[0]["roles"], roles);
    let (_, rows, _) = mingbai(&["audit", "--data", &data, "--format", "json", "list"]);
    assert!(rows.contains("rights_changed"), "{rows}");
    assert_eq!(mingbai(&["verify", "--data", &data]).0, 0);
}
