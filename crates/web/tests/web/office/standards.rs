//! 标准目录: brought in from a table, cleared, read by the public, linked, late; another's is not there.

use app::Role;

use super::house::House;
use crate::portal::{item, publish};

const TABLE: &str = "领域,序号,一级事项,二级事项,公开内容要素,公开依据,公开时限,公开主体,公开渠道和载体,全社会,特定群体,主动,依申请,县级,乡村级\n\
涉农补贴,1,农业生产发展资金,农机购置补贴,政策依据；补贴结果,农业机械化促进法,信息形成或变更之日起20个工作日内,县农业农村局,政府网站,1,,1,,1,\n\
涉农补贴,2,农业生产发展资金,耕地地力保护补贴,政策依据,财农〔2017〕41号,信息形成或变更之日起20个工作日内,县农业农村局,政府网站；村公示栏,,种粮农户,,1,1,1\n";

#[tokio::test]
async fn a_catalogue_is_brought_in_cleared_linked_and_read_by_the_public() {
    let house = House::new().await;
    let published = publish(&house, "QA", &item("农机购置补贴实施方案")).await;
    let mut head = house.enter("QA", &[Role::DisclosureHead]).await;
    let mut reviewer = house.enter("QA", &[Role::Reviewer]).await;
    let mut clerk = house.enter("QA", &[Role::Clerk]).await;
    let mut visitor = house.browser();

    head.get("/office/standards")
        .await
        .is(200)
        .says(&["本机关还没有标准目录", "导入目录"]);
    let none = head
        .upload("/office/standards", &[], ("file", "", b""))
        .await;
    none.is(422).says(&["请选择一个文件"]);
    let broken = TABLE.replace("政策依据,财农", ",财农");
    let wrong = head
        .upload(
            "/office/standards",
            &[],
            ("file", "目录.csv", broken.as_bytes()),
        )
        .await;
    wrong.is(422).says(&["第3行", "公开内容要素", "G-1"]);
    let foreign = TABLE
        .replace("领域,", "机关代码,领域,")
        .replace("\n涉农", "\nQB,涉农");
    let wrong = head
        .upload(
            "/office/standards",
            &[],
            ("file", "目录.csv", foreign.as_bytes()),
        )
        .await;
    wrong.is(422).says(&["只能导入本机关的目录"]);
    let done = head
        .upload(
            "/office/standards",
            &[],
            ("file", "目录.csv", TABLE.as_bytes()),
        )
        .await;
    done.is(200).says(&["已导入2项", "有待审查的新稿"]);
    let same = head
        .upload(
            "/office/standards",
            &[],
            ("file", "目录.csv", TABLE.as_bytes()),
        )
        .await;
    same.is(200).says(&["与现有目录相同"]);

    visitor
        .get("/standards")
        .await
        .is(200)
        .says(&["还没有公布标准目录"]);
    let id = law::standard::id_of("涉农补贴").to_string();
    let page = format!("/office/standards/{id}");
    clerk.get(&page).await.is(200).lacks(&["审查通过并公布"]);
    let seen = reviewer.get(&page).await;
    seen.is(200)
        .says(&["待审查", "种粮农户", "村公示栏", "财农〔2017〕41号"]);
    let read = seen.hidden("read");
    let version = seen.hidden("version");
    let approve = format!("{page}/approve");
    let other = [("version", version.as_str()), ("read", "another")];
    reviewer
        .post(&approve, &other)
        .await
        .is(422)
        .says(&["目录已经改过"]);
    reviewer.get(&page).await;
    let done = reviewer
        .post(&approve, &[("version", &version), ("read", &read)])
        .await;
    assert_eq!(done.status, 303, "{}", done.text);

    let catalogue = format!("/standards/QA/{id}");
    visitor
        .get("/standards")
        .await
        .says(&["涉农补贴", "事项2项", "已有公开信息0项", &catalogue]);
    visitor
        .get(&catalogue)
        .await
        .is(200)
        .says(&["农机购置补贴", "还没有公开的信息", "依申请公开"]);
    visitor.get(&format!("/standards/QB/{id}")).await.is(404);

    // The clerk is shown what may belong under the line, and links it with one button.
    let lines = visitor
        .get(&catalogue)
        .await
        .links(&format!("{catalogue}/"));
    let (line, asked) = (lines[0].clone(), lines.last().unwrap().clone());
    visitor
        .get(&asked)
        .await
        .is(200)
        .says(&["种粮农户", "/apply?organ=QA"]);
    let desk = format!("/office{}", line.replace("/standards/QA", "/standards"));
    let seen = clerk.get(&desk).await;
    seen.is(200)
        .says(&["农机购置补贴实施方案", "待公开", "最后期限"]);
    seen.words_are_all_there();
    let version = seen.hidden("version");
    let wrong = [("version", version.as_str()), ("item", "QA/1999-00001")];
    clerk
        .post(&format!("{desk}/link"), &wrong)
        .await
        .is(422)
        .says(&["没有这条已公开的信息"]);
    clerk.get(&desk).await;
    let address = format!("/items/QA/{published}");
    let link = [("version", version.as_str()), ("item", address.as_str())];
    let done = clerk.post(&format!("{desk}/link"), &link).await;
    assert_eq!(done.status, 303, "{}", done.text);
    visitor
        .get(&line)
        .await
        .says(&["农机购置补贴实施方案", &address]);
    visitor.get("/standards").await.says(&["已有公开信息1项"]);
    visitor
        .get(&address)
        .await
        .says(&["所在标准目录", "涉农补贴 › 农机购置补贴", &line]);
    clerk.get(&page).await.says(&["已公开"]);

    // Information formed since is owed anew.
    clerk.get(&desk).await;
    let formed = [
        ("version", "3"),
        ("formed_on", "2026-11-24"),
        ("what", "2027年实施方案"),
    ];
    let done = clerk.post(&format!("{desk}/formed"), &formed).await;
    assert_eq!(done.status, 303, "{}", done.text);
    clerk
        .get(&desk)
        .await
        .says(&["2026-11-24形成：2027年实施方案"]);
    head.get(&desk).await;
    let why = [("version", "4"), ("why", "nothing_yet")];
    let done = head.post(&format!("{desk}/why"), &why).await;
    assert_eq!(done.status, 303, "{}", done.text);
    clerk.get(&desk).await;
    let unlink = [
        ("version", "5"),
        ("organ", "QA"),
        ("item", published.as_str()),
    ];
    let done = clerk.post(&format!("{desk}/unlink"), &unlink).await;
    assert_eq!(done.status, 303, "{}", done.text);
    visitor.get(&address).await.lacks(&["所在标准目录"]);
    let late = clerk.post(&format!("{desk}/unlink"), &unlink).await;
    late.is(409);

    let mut stranger = house.enter("QB", &[Role::Clerk]).await;
    stranger.get(&page).await.is(404);
    stranger.get(&desk).await.is(404);
    for lang in ["zh", "en"] {
        visitor.speak(lang);
        for path in ["/standards", &catalogue, &line] {
            visitor.get(path).await.is(200).words_are_all_there();
        }
    }
}

#[tokio::test]
async fn a_catalogue_is_sent_back_with_a_word_why() {
    let house = House::new().await;
    let mut head = house.enter("QA", &[Role::DisclosureHead]).await;
    let mut reviewer = house.enter("QA", &[Role::Reviewer]).await;
    head.get("/office/standards").await;
    head.upload(
        "/office/standards",
        &[],
        ("file", "目录.csv", TABLE.as_bytes()),
    )
    .await
    .is(200);
    let page = format!("/office/standards/{}", law::standard::id_of("涉农补贴"));
    reviewer.get(&page).await;
    let back = format!("{page}/give_back");
    reviewer
        .post(&back, &[("version", "1"), ("reason", " ")])
        .await
        .is(422)
        .says(&["S-6", "#give_back-reason"]);
    reviewer.get(&page).await;
    let done = reviewer
        .post(&back, &[("version", "1"), ("reason", "依据不全")])
        .await;
    assert_eq!(done.status, 303, "{}", done.text);
    head.get(&page).await.says(&["已退回：依据不全"]);
    head.get("/office/standards")
        .await
        .lacks(&["有待审查的新稿"]);
}
