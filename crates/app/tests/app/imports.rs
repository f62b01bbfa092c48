//! Importing: what goes in, what is refused and how it is named, and that nothing is half saved.

use app::{
    App,
    import::{self, BadCell, File, ImportError, Imported, Options, What},
};

use crate::world::{ORGAN, World, world};

fn csv(name: &str, text: &str) -> File {
    (name.into(), text.as_bytes().to_vec())
}

fn here() -> Options {
    Options { organ: Some(ORGAN.into()), ..Options::default() }
}

async fn run(app: &App, what: What, files: Vec<File>) -> Result<Imported, ImportError> {
    let options = here();
    match what {
        What::Organs => import::organs(app, files, &options, "import").await,
        What::Items => import::items(app, files, &options, "import").await,
        What::Requests => import::requests(app, files, &options, "import").await,
        What::Figures => import::figures(app, files, &options, "import").await,
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
    store::ledger::heads(&w.app.store).await.unwrap().iter().map(|head| head.seq).sum()
}

const REGISTER: &str = "number,submitted_on,channel,confirmed_on,applicant,answered_on,code,how\n\
    2025-001,2025-03-03,counter,,natural,2025-03-20,OPEN-GIVE,handed\n\
    2025-002,2025-04-01,online,2025-04-02,business,2025-04-25,PART,electronic\n\
    2025-003,2025-11-03,registered_mail,,legal_service,,,\n";

#[tokio::test]
async fn a_register_goes_in_once() {
    let w = world("2026-01-05").await;
    let first = run(&w.app, What::Requests, vec![csv("台账.csv", REGISTER)]).await.unwrap();
    assert_eq!((first.added, first.already), (3, 0));
    let before = acts(&w).await;
    let again = run(&w.app, What::Requests, vec![csv("又一次.csv", REGISTER)]).await.unwrap();
    assert_eq!((again.added, again.already), (0, 3));
    assert_eq!(acts(&w).await, before);

    let row = store::requests::by_number(&w.app.store, "2025-002").await.unwrap().unwrap();
    assert_eq!(row.received_on.unwrap().to_string(), "2025-04-02");
    assert_eq!(row.closed_on.unwrap().to_string(), "2025-04-25");
    assert_eq!((row.status.as_str(), row.code.as_deref()), ("closed", Some("PART")));
    let open = store::requests::by_number(&w.app.store, "2025-003").await.unwrap().unwrap();
    assert_eq!((open.status.as_str(), open.version), ("open", 1));
    let counted = store::requests::facts(&w.app.store, ORGAN, 2025).await.unwrap();
    assert_eq!(counted.len(), 3);
    let problems = store::verify::verify(&w.app.store, &w.app.files, &w.app.calendar, None).await.unwrap();
    assert!(problems.is_empty(), "{problems:?}");
}

#[tokio::test]
async fn clerks_write_chinese_in_gbk_with_full_width_digits() {
    let w = world("2026-01-05").await;
    let text = "序号,受理编号,申请日期,申请渠道,确认日期,申请人类别,申请人姓名,联系电话,延期答复日期,延期天数,答复日期,办理结果,送达方式,备注\r\n\
        1,〔2025〕1号,２０２５年３月３日,当面,,自然人,张甲,０８７１－１２３４５６７,2025/3/25,２０,2025.4.18,予以公开，提供信息,邮寄,无\r\n";
    let text = text.replace("予以公开，提供信息", "\"予以公开，提供信息\"");
    let (bytes, _, _) = encoding_rs::GBK.encode(&text);
    let done = run(&w.app, What::Requests, vec![("台账.csv".into(), bytes.into_owned())]).await.unwrap();
    assert_eq!(done.added, 1);
    let row = store::requests::by_number(&w.app.store, "〔2025〕1号").await.unwrap().unwrap();
    assert_eq!((row.submitted_on.to_string().as_str(), row.version), ("2025-03-03", 3));
    assert_eq!(row.code.as_deref(), Some("OPEN-GIVE"));
    let person = store::people::open(&w.app.store, &w.app.keys, ORGAN, &row.person).await.unwrap().unwrap();
    assert_eq!(person["name"], "张甲");
    let acts = store::ledger::tail(&w.app.store, ORGAN, 0, 100).await.unwrap();
    assert!(acts.iter().all(|act| !act.body.contains("张甲")), "a name entered the ledger");
}

/// One bad row each, after a good one: file, row, column and rule are named, and nothing is written.
#[tokio::test]
async fn each_bad_cell_is_named_and_nothing_is_saved() {
    let w = world("2026-01-05").await;
    let heading = "number,submitted_on,channel,confirmed_on,applicant,phone,answered_on,code,how,extended_on,extended_days";
    let good = "A-1,2025-03-03,counter,,natural,100,2025-03-20,OPEN-GIVE,handed,,";
    let cases = [
        ("A-2,2025-02-30,counter,,natural,100,,,,,", "submitted_on", "form", "没有“2025-02-30”这一天"),
        ("A-2,２０２５－０２－３０,counter,,natural,100,,,,,", "submitted_on", "form", "这一天"),
        ("A-2,/,counter,,natural,100,,,,,", "submitted_on", "form", "没有的请留空"),
        ("A-2,,counter,,natural,100,,,,,", "submitted_on", "A-31", "不能为空"),
        ("A-2,去年春天,counter,,natural,100,,,,,", "submitted_on", "form", "不是日期"),
        ("A-2,2026-01-06,counter,,natural,100,,,,,", "submitted_on", "A-45", "不能晚于今天"),
        ("A-2,2025-03-03,邮寄,,natural,100,,,,,", "channel", "form", "挂号邮寄"),
        ("A-2,2025-03-03,,,natural,100,,,,,", "channel", "A-31", "不能为空"),
        ("A-2,2025-03-03,counter,,外星人,100,,,,,", "applicant", "form", "自然人"),
        ("A-2,2025-03-03,counter,,natural,,,,,,", "phone", "A-29.2", "联系方式"),
        ("A-2,2025-03-03,counter,,natural,/,,,,,", "phone", "form", "没有的请留空"),
        ("A-2,2025-03-03,counter,,natural,100,2025-03-20,OPEN,handed,,", "code", "A-36.1", "OPEN-GIVE"),
        ("A-2,2025-03-03,counter,,natural,100,2025-03-20,,handed,,", "code", "A-36.1", "没有办理结果"),
        ("A-2,2025-03-03,counter,,natural,100,,OPEN-GIVE,handed,,", "answered_on", "A-36.1", "没有答复日期"),
        ("A-2,2025-03-03,counter,,natural,100,2025-03-01,OPEN-GIVE,handed,,", "answered_on", "A-31", "早于申请日期"),
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
            (cell.file.as_str(), cell.sheet.as_str(), cell.row, cell.column.as_str(), cell.rule.as_str()),
            ("表.csv", "表", 3, column, rule),
            "{bad}"
        );
        assert!(cell.zh.contains(part), "{bad}: {}", cell.zh);
        assert!(cell.en.chars().any(|c| c.is_ascii_alphabetic()), "{bad}: {}", cell.en);
        let said = cell.message(law::Lang::Zh);
        assert!(said.starts_with("表.csv 工作表“表”第3行“"), "{said}");
    }
    assert_eq!(acts(&w).await, before);
    assert!(store::requests::by_number(&w.app.store, "A-1").await.unwrap().is_none());
}

#[tokio::test]
async fn all_bad_cells_of_all_files_are_named_at_once() {
    let w = world("2026-01-05").await;
    let one = csv("一.csv", "number,submitted_on,channel,applicant\nA-1,2025-13-01,飞鸽,natural\n");
    let two = csv("二.jsonl", "{\"number\":\"A-1\",\"submitted_on\":\"2025-03-03\",\"channel\":\"fax\",\"applicant\":\"x\"}\n");
    let three = ("三.csv".to_owned(), vec![0x81, 0x20, 0xFF, 0xFF, b'\n']);
    let four = csv("四.csv", "number,submited_on,channel,applicant\nA-2,2025-03-03,fax,natural\n");
    let five = csv("五.pdf", "%PDF");
    let found = cells(run(&w.app, What::Requests, vec![one, two, three, four, five]).await);
    let said: Vec<String> =
        found.iter().map(|c| format!("{}:{}:{}:{}", c.file, c.row, c.column, c.rule)).collect();
    for expected in [
        "一.csv:2:submitted_on:form", "一.csv:2:channel:form", "二.jsonl:1:applicant:form", "三.csv:0::file",
        "四.csv:1:submited_on:heading", "四.csv:1:申请日期:heading", "五.pdf:0::file",
    ] {
        assert!(said.contains(&expected.to_owned()), "{expected} in {said:?}");
    }
    assert!(found.iter().any(|c| c.file == "三.csv" && c.zh.contains("编码")));
}

#[tokio::test]
async fn a_sheet_of_acts_goes_with_the_register() {
    let w = world("2026-01-05").await;
    let register = csv("申请.csv", "受理编号,申请日期,申请渠道,申请人类别,申请人姓名,电子邮箱\nB-1,2025-03-03,当面,自然人,张甲,a@b.example\n");
    let acts = csv("动作.csv", "受理编号,办理动作,办理日期,期限,征求对象,是否同意,办理结果,送达方式\n\
        B-1,告知补正,2025-03-05,7,,,,\nB-1,收到补正,2025-03-10,,,,,\nB-1,third_party_asked,2025-03-12,,乙公司,,,\n\
        B-1,third_party_answered,2025-03-20,,乙公司,否,,\nB-1,答复,2025-04-01,,,,NO-THIRD,电子\n");
    let done = run(&w.app, What::Requests, vec![acts.clone(), register.clone()]).await.unwrap();
    assert_eq!(done.added, 1);
    let row = store::requests::by_number(&w.app.store, "B-1").await.unwrap().unwrap();
    assert_eq!((row.version, row.code.as_deref()), (6, Some("NO-THIRD")));

    let stray = csv("动作.csv", "number,kind,on\nB-9,答复,2025-04-01\nB-1,跳舞,2025-04-01\n");
    let found = cells(run(&w.app, What::Requests, vec![register, stray]).await);
    let said: Vec<String> = found.iter().map(|c| format!("{}:{}", c.row, c.column)).collect();
    assert_eq!(said, ["2:办理结果", "2:number", "3:kind"]);
}

#[tokio::test]
async fn what_the_law_finds_is_said_and_taken() {
    let w = world("2026-01-05").await;
    let late = csv("a.csv", "number,submitted_on,channel,applicant,answered_on,code\nC-1,2025-03-03,counter,natural,2025-09-01,NONE\n\
        C-2,2025-03-03,online,natural,2025-03-20,NONE\n");
    let done = run(&w.app, What::Requests, vec![late]).await.unwrap();
    assert_eq!(done.added, 2);
    assert!(done.warnings.iter().any(|cell| cell.row == 2), "{:?}", done.warnings);
    assert!(done.warnings.iter().any(|cell| cell.row == 3 && cell.rule == "A-31"), "{:?}", done.warnings);
}

#[tokio::test]
async fn a_number_in_use_or_changed_is_refused_whole() {
    let w = world("2026-01-05").await;
    run(&w.app, What::Requests, vec![csv("a.csv", REGISTER)]).await.unwrap();
    let before = acts(&w).await;
    let changed = REGISTER.replace("2025-04-25", "2025-04-26").replace("2025-003", "2025-004");
    let found = cells(run(&w.app, What::Requests, vec![csv("b.csv", &changed)]).await);
    assert_eq!((found.len(), found[0].row, found[0].rule.as_str()), (1, 3, "changed"));
    assert_eq!(acts(&w).await, before);
    assert!(store::requests::by_number(&w.app.store, "2025-004").await.unwrap().is_none());

    let filed = app::requests::file(&w.app, &crate::world::request(law::case::Channel::Online), "k").await.unwrap();
    let text = format!("number,submitted_on,channel,applicant\n{},2025-03-03,fax,natural\n", filed.number);
    let found = cells(run(&w.app, What::Requests, vec![csv("c.csv", &text)]).await);
    assert_eq!((found.len(), found[0].rule.as_str()), (1, "duplicate"));
}

#[tokio::test]
async fn an_imported_number_of_our_own_form_is_not_given_again() {
    let w = world("2026-01-05").await;
    let text = format!("number,submitted_on,channel,applicant\n{ORGAN}-2026-0007,2026-01-04,fax,natural\n");
    run(&w.app, What::Requests, vec![csv("a.csv", &text)]).await.unwrap();
    let filed = app::requests::file(&w.app, &crate::world::request(law::case::Channel::Online), "k").await.unwrap();
    assert_eq!(filed.number, format!("{ORGAN}-2026-0008"));
}

#[tokio::test]
async fn the_organ_must_be_known() {
    let w = world("2026-01-05").await;
    let text = "number,organ,submitted_on,channel,applicant\nD-1,,2025-03-03,fax,natural\nD-2,无此局,2025-03-03,fax,natural\nD-3,青禾县第QH04局,2025-03-03,fax,natural\n";
    let options = Options::default();
    let found = cells(import::requests(&w.app, vec![csv("a.csv", text)], &options, "import").await);
    let said: Vec<String> = found.iter().map(|c| format!("{}:{}", c.row, c.column)).collect();
    assert_eq!(said, ["2:organ", "3:organ"]);
}

const ITEMS: &str = "index_number,organ,column,title,document_number,made_on,published_on,summary,body,validity,attachments\n\
    000014348/2025-00012,QH03,content,青禾县防汛应急预案,青政规〔2025〕1号,2025-03-01,2025-03-10,,<p>第一条<script>x()</script></p>,废止,\n\
    ,QH03,rules,公开审查制度,,2025-05-01,2025-05-09,审查的步骤,先审查后公开,,\n\
    ,QH03,content,待发布的通知,,2025-12-01,,,正文,,\n";

#[tokio::test]
async fn items_keep_their_number_and_day() {
    let w = world("2026-01-05").await;
    let first = run(&w.app, What::Items, vec![csv("目录.csv", ITEMS)]).await.unwrap();
    assert_eq!((first.added, first.already), (3, 0));
    assert_eq!(first.warnings.len(), 1, "no column for the head of Art. 20");
    let before = acts(&w).await;
    let again = run(&w.app, What::Items, vec![csv("目录.csv", ITEMS)]).await.unwrap();
    assert_eq!((again.added, again.already), (0, 3));
    assert_eq!(acts(&w).await, before);

    let filter = store::items::Filter { limit: 10, ..store::items::Filter::default() };
    let (rows, _) = store::items::list(&w.app.store, ORGAN, &filter).await.unwrap();
    let of = |title: &str| rows.iter().find(|row| row.title.contains(title)).unwrap();
    let plan = of("防汛");
    assert_eq!((plan.index_number.as_str(), plan.validity.as_str(), plan.status.as_str()), ("000014348/2025-00012", "repealed", "published"));
    assert_eq!(plan.published_on.unwrap().to_string(), "2025-03-10");
    assert!(!plan.body_html.contains("script"), "{}", plan.body_html);
    assert_eq!(plan.summary, "第一条");
    assert_eq!(of("审查").index_number, "QH03/2025-00001");
    assert_eq!(of("待发布").status, "draft");
    let acts = store::ledger::tail(&w.app.store, ORGAN, 0, 100).await.unwrap();
    let published = acts.iter().find(|act| act.kind == "published").unwrap();
    assert_eq!(published.on_date.to_string(), "2026-01-05", "the ledger does not back-date (W-10)");

    app::index::catch_up(&w.app).await.unwrap();
    let found = app::find::search(&w.app, search::Query { text: "防汛应急预案".into(), ..search::Query::default() }).await.unwrap();
    assert_eq!(found.total, 1);
    let hidden = app::find::search(&w.app, search::Query { text: "待发布".into(), ..search::Query::default() }).await.unwrap();
    assert_eq!(hidden.total, 0, "a draft is not public");
}

#[tokio::test]
async fn bad_items_are_named() {
    let w = world("2026-01-05").await;
    let heading = "index_number,organ,column,head,title,made_on,published_on,body,source_class,attachments";
    let cases = [
        (",QH03,content,1,,2025-01-01,,正文,,", "title", "A-12.2"),
        (",QH03,别的栏目,1,题,2025-01-01,,正文,,", "column", "form"),
        (",QH03,content,16,题,2025-01-01,,正文,,", "head", "A-20"),
        (",QH03,content,,题,2025-01-01,,正文,,", "head", "A-20"),
        (",QH03,content,1,题,2025-01-32,,正文,,", "made_on", "form"),
        (",QH03,content,1,题,2025-01-10,2025-01-09,正文,,", "published_on", "W-10"),
        (",QH03,content,1,题,2025-01-10,2026-01-06,正文,,", "published_on", "W-10"),
        ("X-1,QH03,content,1,题,2025-01-10,,正文,,", "published_on", "W-10"),
        (",QH03,content,1,题,2025-01-10,2025-01-11,正文,依申请公开,", "source_class", "S-8"),
        (",QH03,content,1,题,2025-01-10,,正文,,没有的.pdf", "attachments", "upload"),
        (",QH03,content,1,题,2025-01-10,,,,", "body", "A-24"),
    ];
    let before = acts(&w).await;
    for (bad, column, rule) in cases {
        let text = format!("{heading}\n{bad}\n");
        let found = cells(run(&w.app, What::Items, vec![csv("a.csv", &text)]).await);
        assert!(
            found.iter().any(|c| (c.row, c.column.as_str(), c.rule.as_str()) == (2, column, rule)),
            "{bad}: {found:?}"
        );
    }
    assert_eq!(acts(&w).await, before);
}

#[tokio::test]
async fn attachments_go_with_items() {
    let w = world("2026-01-05").await;
    let text = "column,head,title,made_on,published_on,body,attachments\ncontent,1,题,2025-01-01,2025-01-02,正文,附表.txt\n";
    let options = Options {
        attachment: Some(Box::new(|name| (name == "附表.txt").then(|| "表".into()))),
        ..here()
    };
    let done = import::items(&w.app, vec![csv("a.csv", text)], &options, "import").await.unwrap();
    assert_eq!(done.added, 1);
    let filter = store::items::Filter { limit: 10, ..store::items::Filter::default() };
    let (rows, _) = store::items::list(&w.app.store, ORGAN, &filter).await.unwrap();
    assert!(rows[0].attachments.contains("附表.txt"), "{}", rows[0].attachments);
}

#[tokio::test]
async fn figures_go_in_and_are_replaced() {
    let w = world("2026-01-05").await;
    let text = "机构代码,年度,项目,数值\nQH03,2025,行政许可,１，２３４\nQH03,2025,规章／本年制发,0\nQH03,2025,行政事业性收费（万元）,3.5\n";
    let bad = cells(run(&w.app, What::Figures, vec![csv("a.csv", text)]).await);
    assert_eq!((bad[0].row, bad[0].column.as_str(), bad[0].rule.as_str()), (4, "项目", "R-22"));
    let text = text.replace("（万元）", "");
    let first = run(&w.app, What::Figures, vec![csv("a.csv", &text)]).await.unwrap();
    assert_eq!((first.added, first.already), (3, 0));
    let again = run(&w.app, What::Figures, vec![csv("a.csv", &text)]).await.unwrap();
    assert_eq!((again.added, again.already), (0, 3));
    let newer = text.replace("１，２３４", "1235");
    let third = run(&w.app, What::Figures, vec![csv("a.csv", &newer)]).await.unwrap();
    assert_eq!((third.added, third.already), (1, 2));
    let rows = store::figures::list(&w.app.store, ORGAN, 2025).await.unwrap();
    assert_eq!(rows.iter().find(|row| row.row == "行政许可").unwrap().value, "1235");

    let before = acts(&w).await;
    for (value, rule) in [("/", "form"), ("", "R-22"), ("约20", "R-22"), ("-1", "R-22"), ("1.5", "R-22")] {
        let text = format!("organ,year,row,value\nQH03,2025,行政处罚,9\nQH03,2025,行政强制,{value}\n");
        let found = cells(run(&w.app, What::Figures, vec![csv("a.csv", &text)]).await);
        assert_eq!((found.len(), found[0].row, found[0].column.as_str(), found[0].rule.as_str()), (1, 3, "value", rule), "{value}");
    }
    let twice = "organ,year,row,value\nQH03,2025,行政处罚,9\nQH03,2025,行政处罚,8\n";
    assert_eq!(cells(run(&w.app, What::Figures, vec![csv("a.csv", twice)]).await)[0].rule, "duplicate");
    assert_eq!(acts(&w).await, before);
}

#[tokio::test]
async fn organs_form_a_tree() {
    let w = world("2026-01-05").await;
    let text = "机构代码,机关名称,机构类别,上级机关代码,联系电话\nQH20,青禾县第二十局,部门,QH21,1\nQH21,青禾县二十一办,政府办公室,,2\n";
    let first = run(&w.app, What::Organs, vec![csv("a.csv", text)]).await.unwrap();
    assert_eq!((first.added, first.already), (2, 0));
    let again = run(&w.app, What::Organs, vec![csv("a.csv", text)]).await.unwrap();
    assert_eq!((again.added, again.already), (0, 2));
    let before = acts(&w).await;
    let cases = [
        ("QH30,三十局,部门,QH99,", "上级机关代码"),
        ("QH30,三十局,部门,QH30,", "上级机关代码"),
        ("QH21,二十一办,政府办公室,QH20,", "上级机关代码"),
        ("QH30,三十局,公司,,", "机构类别"),
        ("QH 30,三十局,部门,,", "机构代码"),
        ("QH30,,部门,,", "机关名称"),
    ];
    for (bad, column) in cases {
        let text = format!("机构代码,机关名称,机构类别,上级机关代码,联系电话\nQH40,四十局,部门,,\n{bad}\n");
        let found = cells(run(&w.app, What::Organs, vec![csv("a.csv", &text)]).await);
        assert_eq!((found.len(), found[0].row, found[0].column.as_str()), (1, 3, column), "{bad}: {found:?}");
    }
    assert_eq!(acts(&w).await, before);
}

#[tokio::test]
async fn a_template_is_a_sheet_that_imports_nothing() {
    let w = world("2026-01-05").await;
    for what in What::ALL {
        for chinese in [true, false] {
            let sheet = import::template(what, chinese).unwrap();
            let done = run(&w.app, what, vec![("模板.xlsx".into(), sheet)]).await.unwrap();
            assert_eq!((done.added, done.already), (0, 0));
        }
    }
}
