//! A register of cases, and a sheet of acts with it.

use app::import::{self, Options, What};

use super::{acts, cells, csv, run};
use crate::world::{ORGAN, world};

const REGISTER: &str = "number,submitted_on,channel,confirmed_on,applicant,answered_on,code,how\n\
    2025-001,2025-03-03,counter,,natural,2025-03-20,OPEN-GIVE,handed\n\
    2025-002,2025-04-01,online,2025-04-02,business,2025-04-25,PART,electronic\n\
    2025-003,2025-11-03,registered_mail,,legal_service,,,\n";

#[tokio::test]
async fn a_register_goes_in_once() {
    let w = world("2026-01-05").await;
    let first = run(&w.app, What::Requests, vec![csv("台账.csv", REGISTER)])
        .await
        .unwrap();
    assert_eq!((first.added, first.already), (3, 0));
    let before = acts(&w).await;
    let again = run(&w.app, What::Requests, vec![csv("又一次.csv", REGISTER)])
        .await
        .unwrap();
    assert_eq!((again.added, again.already), (0, 3));
    assert_eq!(acts(&w).await, before);

    let row = store::requests::by_number(&w.app.store, "2025-002")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(row.received_on.unwrap().to_string(), "2025-04-02");
    assert_eq!(row.closed_on.unwrap().to_string(), "2025-04-25");
    assert_eq!(
        (row.status.as_str(), row.code.as_deref()),
        ("closed", Some("PART"))
    );
    let open = store::requests::by_number(&w.app.store, "2025-003")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((open.status.as_str(), open.version), ("open", 1));
    let counted = store::requests::facts(&w.app.store, ORGAN, 2025)
        .await
        .unwrap();
    assert_eq!(counted.len(), 3);
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
async fn clerks_write_chinese_in_gbk_with_full_width_digits() {
    let w = world("2026-01-05").await;
    let text = "序号,受理编号,申请日期,申请渠道,确认日期,申请人类别,申请人姓名,联系电话,延期答复日期,延期天数,答复日期,办理结果,送达方式,备注\r\n\
        1,〔2025〕1号,２０２５年３月３日,当面,,自然人,张甲,０８７１－１２３４５６７,2025/3/25,２０,2025.4.18,予以公开，提供信息,邮寄,无\r\n";
    let text = text.replace("予以公开，提供信息", "\"予以公开，提供信息\"");
    let (bytes, _, _) = encoding_rs::GBK.encode(&text);
    let done = run(
        &w.app,
        What::Requests,
        vec![("台账.csv".into(), bytes.into_owned())],
    )
    .await
    .unwrap();
    assert_eq!(done.added, 1);
    let row = store::requests::by_number(&w.app.store, "〔2025〕1号")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (row.submitted_on.to_string().as_str(), row.version),
        ("2025-03-03", 3)
    );
    assert_eq!(row.code.as_deref(), Some("OPEN-GIVE"));
    let person = store::people::open(&w.app.store, &w.app.keys, ORGAN, &row.person)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(person["name"], "张甲");
    let acts = store::ledger::tail(&w.app.store, ORGAN, 0, 100)
        .await
        .unwrap();
    assert!(
        acts.iter().all(|act| !act.body.contains("张甲")),
        "a name entered the ledger"
    );
}

/// One bad row each, after a good one: file, row, column and rule are named, and nothing is written.
#[tokio::test]
async fn each_bad_cell_is_named_and_nothing_is_saved() {
    let w = world("2026-01-05").await;
    let heading = "number,submitted_on,channel,confirmed_on,applicant,phone,answered_on,code,how,extended_on,extended_days";
    let good = "A-1,2025-03-03,counter,,natural,100,2025-03-20,OPEN-GIVE,handed,,";
    #[rustfmt::skip]
    let cases = [
        ("A-2,2025-02-30,counter,,natural,100,,,,,", "submitted_on", "form", "没有“2025-02-30”这一天"),
        ("A-2,２０２５－０２－３０,counter,,natural,100,,,,,", "submitted_on", "form", "这一天"),
        ("A-2,/,counter,,natural,100,,,,,", "submitted_on", "form", "没有的请留空"),
        ("A-2,,counter,,natural,100,,,,,", "submitted_on", "A-31.2", "不能为空"),
        ("A-2,去年春天,counter,,natural,100,,,,,", "submitted_on", "form", "不是日期"),
        ("A-2,2026-01-06,counter,,natural,100,,,,,", "submitted_on", "A-45", "不能晚于今天"),
        ("A-2,2025-03-03,邮寄,,natural,100,,,,,", "channel", "form", "挂号邮寄"),
        ("A-2,2025-03-03,,,natural,100,,,,,", "channel", "A-31.1", "不能为空"),
        ("A-2,2025-03-03,counter,,外星人,100,,,,,", "applicant", "form", "自然人"),
        ("A-2,2025-03-03,counter,,natural,,,,,,", "phone", "A-29.2", "联系方式"),
        ("A-2,2025-03-03,counter,,natural,/,,,,,", "phone", "form", "没有的请留空"),
        ("A-2,2025-03-03,counter,,natural,100,2025-03-20,OPEN,handed,,", "code", "A-36.1", "OPEN-GIVE"),
        ("A-2,2025-03-03,counter,,natural,100,2025-03-20,,handed,,", "code", "A-36.1", "没有办理结果"),
        ("A-2,2025-03-03,counter,,natural,100,,OPEN-GIVE,handed,,", "answered_on", "A-36.1", "没有答复日期"),
        ("A-2,2025-03-03,counter,,natural,100,2025-03-01,OPEN-GIVE,handed,,", "answered_on", "A-45", "早于申请日期"),
        ("A-2,2025-03-03,counter,,natural,100,2025-03-20,OPEN-GIVE,鸽子,,", "how", "form", "邮寄"),
        ("A-2,2025-03-03,counter,,natural,100,,,,2025-03-20,", "extended_days", "A-33.3", "不能为空"),
        ("A-2,2025-03-03,counter,,natural,100,,,,,20", "extended_on", "form", "没有“延期答复”的日期"),
        ("A-2,2025-03-03,counter,,natural,100,,,,2025-03-20,约二十天", "extended_days", "form", "整数"),
        ("A-1,2025-05-03,counter,,natural,100,,,,,", "number", "duplicate", "第2行"),
        (",2025-05-03,counter,,natural,100,,,,,", "number", "form", "不能为空"),
        ("A-2,2025-03-03,counter,,natural,100,,,,,,多出来的", "12", "heading", "没有列名"),
    ];
    let before = acts(&w).await;
    for (bad, column, rule, part) in cases {
        let text = format!("{heading}\n{good}\n{bad}\n");
        let found = cells(run(&w.app, What::Requests, vec![csv("表.csv", &text)]).await);
        assert_eq!(found.len(), 1, "{bad}: {found:?}");
        let cell = &found[0];
        assert_eq!(
            (
                cell.file.as_str(),
                cell.sheet.as_str(),
                cell.row,
                cell.column.as_str(),
                cell.rule.as_str()
            ),
            ("表.csv", "表", 3, column, rule),
            "{bad}"
        );
        assert!(cell.zh.contains(part), "{bad}: {}", cell.zh);
        assert!(
            cell.en.chars().any(|c| c.is_ascii_alphabetic()),
            "{bad}: {}",
            cell.en
        );
        let said = cell.message(law::Lang::Zh);
        assert!(said.starts_with("表.csv 工作表“表”第3行“"), "{said}");
    }
    assert_eq!(acts(&w).await, before);
    assert!(
        store::requests::by_number(&w.app.store, "A-1")
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn a_sheet_of_acts_goes_with_the_register() {
    let w = world("2026-01-05").await;
    let register = csv(
        "申请.csv",
        "受理编号,申请日期,申请渠道,申请人类别,申请人姓名,电子邮箱\nB-1,2025-03-03,当面,自然人,张甲,a@b.example\n",
    );
    let acts = csv(
        "动作.csv",
        "受理编号,办理动作,办理日期,期限,征求对象,是否同意,办理结果,送达方式\n\
        B-1,告知补正,2025-03-05,7,,,,\nB-1,收到补正,2025-03-10,,,,,\nB-1,third_party_asked,2025-03-12,,乙公司,,,\n\
        B-1,third_party_answered,2025-03-20,,乙公司,否,,\nB-1,答复,2025-04-01,,,,NO-THIRD,电子\n",
    );
    let done = run(&w.app, What::Requests, vec![acts.clone(), register.clone()])
        .await
        .unwrap();
    assert_eq!(done.added, 1);
    let row = store::requests::by_number(&w.app.store, "B-1")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.version, row.code.as_deref()), (6, Some("NO-THIRD")));

    let stray = csv(
        "动作.csv",
        "number,kind,on\nB-9,答复,2025-04-01\nB-1,跳舞,2025-04-01\n",
    );
    let found = cells(run(&w.app, What::Requests, vec![register, stray]).await);
    let said: Vec<String> = found
        .iter()
        .map(|c| format!("{}:{}", c.row, c.column))
        .collect();
    assert_eq!(said, ["2:办理结果", "2:number", "3:kind"]);
}

#[tokio::test]
async fn what_the_law_finds_is_said_and_taken() {
    let w = world("2026-01-05").await;
    let late = csv(
        "a.csv",
        "number,submitted_on,channel,applicant,answered_on,code\nC-1,2025-03-03,counter,natural,2025-09-01,NONE\n\
        C-2,2025-03-03,online,natural,2025-03-20,NONE\n",
    );
    let done = run(&w.app, What::Requests, vec![late]).await.unwrap();
    assert_eq!(done.added, 2);
    assert!(
        done.warnings.iter().any(|cell| cell.row == 2),
        "{:?}",
        done.warnings
    );
    assert!(
        done.warnings
            .iter()
            .any(|cell| cell.row == 3 && cell.rule == "A-31.4"),
        "{:?}",
        done.warnings
    );
}

#[tokio::test]
async fn a_number_in_use_or_changed_is_refused_whole() {
    let w = world("2026-01-05").await;
    run(&w.app, What::Requests, vec![csv("a.csv", REGISTER)])
        .await
        .unwrap();
    let before = acts(&w).await;
    let changed = REGISTER
        .replace("2025-04-25", "2025-04-26")
        .replace("2025-003", "2025-004");
    let found = cells(run(&w.app, What::Requests, vec![csv("b.csv", &changed)]).await);
    assert_eq!(
        (found.len(), found[0].row, found[0].rule.as_str()),
        (1, 3, "changed")
    );
    assert_eq!(acts(&w).await, before);
    assert!(
        store::requests::by_number(&w.app.store, "2025-004")
            .await
            .unwrap()
            .is_none()
    );

    let filed = app::requests::file(
        &w.app,
        &crate::world::request(law::case::Channel::Online),
        "k",
    )
    .await
    .unwrap();
    let text = format!(
        "number,submitted_on,channel,applicant\n{},2025-03-03,fax,natural\n",
        filed.number
    );
    let found = cells(run(&w.app, What::Requests, vec![csv("c.csv", &text)]).await);
    assert_eq!((found.len(), found[0].rule.as_str()), (1, "duplicate"));
}

#[tokio::test]
async fn an_imported_number_of_our_own_form_is_not_given_again() {
    let w = world("2026-01-05").await;
    let text = format!(
        "number,submitted_on,channel,applicant\n{ORGAN}-2026-0007,2026-01-04,fax,natural\n"
    );
    run(&w.app, What::Requests, vec![csv("a.csv", &text)])
        .await
        .unwrap();
    let filed = app::requests::file(
        &w.app,
        &crate::world::request(law::case::Channel::Online),
        "k",
    )
    .await
    .unwrap();
    assert_eq!(filed.number, format!("{ORGAN}-2026-0008"));
}

#[tokio::test]
async fn the_organ_must_be_known() {
    let w = world("2026-01-05").await;
    let text = "number,organ,submitted_on,channel,applicant\nD-1,,2025-03-03,fax,natural\nD-2,无此局,2025-03-03,fax,natural\nD-3,青禾县第QH04局,2025-03-03,fax,natural\n";
    let options = Options::default();
    let found = cells(import::requests(&w.app, vec![csv("a.csv", text)], &options, "import").await);
    let said: Vec<String> = found
        .iter()
        .map(|c| format!("{}:{}", c.row, c.column))
        .collect();
    assert_eq!(said, ["2:organ", "3:organ"]);
}
