//! 标准目录 from the national template or a plain table.

use super::{World, acts, cells, csv, run, world};
use app::{
    import::What,
    items::ItemForm,
    rights::By,
    standards::{self, Counts, Said},
};
use law::{
    standard::{Proposed, Standing},
    standard::{digest, id_of},
};
use store::published;

use crate::{
    databases::both,
    items::form,
    world::{ORGAN, by, world_in},
};

/// A title that names the field, a heading of two lines, cells drawn over several lines, boxes.
const TEMPLATE: &str = "\
青禾县就业领域基层政务公开标准目录,,,,,,,,,,,,,\n\
序号,公开事项,,公开内容（要素）,公开依据,公开时限,公开主体,公开渠道和载体,公开对象,,公开方式,,公开层级,\n\
,一级事项,二级事项,,,,,,全社会,特定群体,主动,依申请公开,县级,乡、村级\n\
1,就业信息服务,政策法规咨询,政策项目；咨询电话,《就业促进法》,信息形成或变更之日起20个工作日内,县人社局,■政府网站 □两微一端 ■公开查阅点,√,,√,,√,√\n\
2,,岗位信息发布,招聘单位；岗位要求,,,,,√,,√,,√,√\n\
3,就业援助,公益性岗位,岗位；补贴标准,《就业促进法》,10个工作日内,县人社局,政府网站；精准推送,,就业困难人员,,√,√,\n";

async fn opened(w: &World) -> standards::Opened {
    opened_in(&w.app, w).await
}

async fn opened_in(app: &app::App, w: &World) -> standards::Opened {
    let id = id_of("就业");
    standards::open(app, &w.clerk, id.as_str()).await.unwrap()
}

#[tokio::test]
async fn the_national_template_is_read_cleared_linked_and_late_when_it_is() {
    for database in both().await {
        let mut settings = app::Settings::default();
        settings.handling.sign_before_answer = false;
        let w = world_in("2026-01-05", settings, database.store.clone()).await;
        let file = || vec![csv("目录.csv", TEMPLATE)];
        let imported = run(&w.app, What::Standards, file()).await.unwrap();
        assert_eq!((imported.added, imported.already), (3, 0));
        let again = run(&w.app, What::Standards, file()).await.unwrap();
        assert_eq!((again.added, again.already), (0, 3), "{}", database.name);

        // Nothing is public before the secrecy reviewer has read it.
        assert!(
            published::catalogues(&w.app.store)
                .await
                .unwrap()
                .is_empty()
        );
        let seen = opened(&w).await;
        assert!(seen.state.awaits() && seen.lines.is_empty() && seen.stops.is_empty());
        let rows = &seen.state.proposed;
        assert_eq!(rows[0].channels, ["政府网站", "公开查阅点"]);
        assert_eq!(rows[1].matter, "就业信息服务");
        assert_eq!(rows[1].period, rows[0].period);
        assert_eq!(rows[2].group, "就业困难人员");
        let of = Proposed {
            field: "就业".into(),
            rows: rows.clone(),
        };
        let read = digest(&of).as_str().to_string();
        let id = seen.id.to_string();
        let reviewer = by(&w.reviewer);
        let stale = standards::approve(&w.app, &reviewer, (&id, 0), (&read, "")).await;
        assert!(matches!(stale, Err(app::Error::Conflict)));
        standards::approve(&w.app, &reviewer, (&id, seen.version), (&read, ""))
            .await
            .unwrap();

        let seen = opened(&w).await;
        let standings: Vec<_> = seen.lines.iter().map(|line| line.standing.code()).collect();
        assert_eq!(standings, ["waiting", "waiting", "on_request"]);
        let line = seen.lines[0].row.id().to_string();
        let item = publish(&w).await;
        let said = |version| Said {
            id: &id,
            version,
            row: &line,
        };
        let clerk = by(&w.clerk);
        let wrong = standards::link(&w.app, &clerk, said(seen.version), "QH03/2099-00001").await;
        assert!(matches!(wrong, Err(app::Error::Invalid(_))));
        let address = format!("https://example.gov.cn/items/{ORGAN}/{item}?lang=en");
        standards::link(&w.app, &clerk, said(seen.version), &address)
            .await
            .unwrap();

        let app = &w.on("2026-02-03");
        let seen = opened_in(app, &w).await;
        assert_eq!(seen.lines[0].standing, Standing::Open);
        assert_eq!(
            seen.lines[1].standing,
            Standing::Late("2026-02-02".parse().unwrap())
        );
        assert_eq!(seen.findings.len(), 1);
        let counts = Counts {
            lines: 3,
            open: 1,
            late: 1,
            nothing_owed: 1,
            waiting: 0,
        };
        assert_eq!(
            standards::list(app, &w.clerk).await.unwrap()[0].counts,
            counts
        );
        let listed = published::catalogues(&app.store).await.unwrap();
        assert_eq!((listed[0].lines, listed[0].open), (3, 1));
        let found = published::found(&app.store, ORGAN, &id).await.unwrap();
        assert_eq!(found[&line].newest[0].id, item);
        let under = published::under_line(&app.store, (ORGAN, &id, &line), None, 20)
            .await
            .unwrap();
        assert_eq!(under.len(), 1);
        let places = published::places(&app.store, ORGAN, &item).await.unwrap();
        assert_eq!(places[0].line.detail, "政策法规咨询");

        // What leaves the portal leaves the catalogue.
        let version = app::items::open(app, &w.publisher, &item)
            .await
            .unwrap()
            .row
            .version;
        app::items::withdraw(app, &by(&w.publisher), &item, version, "内容有误")
            .await
            .unwrap();
        assert!(
            published::places(&app.store, ORGAN, &item)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(
            published::found(&app.store, ORGAN, &id)
                .await
                .unwrap()
                .is_empty()
        );
        assert!(matches!(
            opened_in(app, &w).await.lines[0].standing,
            Standing::Late(_)
        ));
    }
}

async fn publish(w: &World) -> String {
    let form = ItemForm {
        made_on: Some("2026-01-04".parse().unwrap()),
        ..form()
    };
    let id = app::items::draft(&w.app, &by(&w.clerk), &form, "k")
        .await
        .unwrap();
    let version = app::items::submit(&w.app, &by(&w.clerk), &id, 1, "")
        .await
        .unwrap();
    let version = w.read(&id, version).await.unwrap();
    let said = app::items::PublishForm::default();
    app::items::publish(&w.app, &by(&w.publisher), &id, version, &said)
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn what_a_line_lacks_is_named_and_nothing_is_saved() {
    let w = world("2026-01-05").await;
    let before = acts(&w).await;
    let text = "领域,序号,一级事项,二级事项,公开内容要素,公开依据,公开时限,公开主体,公开渠道和载体,全社会,特定群体,主动,依申请,县级,乡村级,来源\n\
        就业,1,就业信息服务,岗位,岗位,依据,20个工作日内,县级人社部门,政府网站,1,,1,1,1,,甲\n\
        就业,2,就业信息服务,岗位,,依据,20个工作日内,县人社局,政府网站,1,,1,,1,,甲\n\
        就业,3,就业信息服务,重复,内容,依据,20个工作日内,县人社局,政府网站,1,,1,,1,,甲\n\
        就业,4,就业信息服务,重复,内容,依据,20个工作日内,县人社局,政府网站,1,,1,,1,,甲\n\
        就业,5,就业信息服务,联系,联系人身份证110101199003070011,依据,20个工作日内,县人社局,政府网站,1,,1,,1,,甲\n";
    let wrong = cells(run(&w.app, What::Standards, vec![csv("目录.csv", text)]).await);
    let named: Vec<_> = wrong
        .iter()
        .map(|cell| (cell.row, cell.column.as_str(), cell.rule.as_str()))
        .collect();
    assert!(named.contains(&(2, "主动", "G-2")), "{named:?}");
    assert!(named.contains(&(3, "公开内容要素", "G-1")), "{named:?}");
    assert!(named.contains(&(5, "二级事项", "duplicate")), "{named:?}");
    assert!(
        named
            .iter()
            .any(|(row, _, rule)| *row == 6 && rule.starts_with('Q')),
        "{named:?}"
    );
    let nameless = "序号,一级事项,公开内容\n1,甲,乙\n";
    let wrong = cells(run(&w.app, What::Standards, vec![csv("目录.csv", nameless)]).await);
    assert!(wrong.iter().any(|cell| cell.column == "领域"), "{wrong:?}");
    assert_eq!(acts(&w).await, before);
}

#[tokio::test]
async fn only_those_who_may_work_on_a_catalogue() {
    let w = world("2026-01-05").await;
    run(&w.app, What::Standards, vec![csv("目录.csv", TEMPLATE)])
        .await
        .unwrap();
    assert!(By::<app::rights::Reviewer>::of(&w.clerk).is_err());
    let id = id_of("就业");
    let foreign = standards::open(&w.app, &w.stranger, id.as_str()).await;
    assert!(matches!(foreign, Err(app::Error::NotFound)));
    let seen = opened(&w).await;
    let reviewer = by(&w.reviewer);
    let back = standards::give_back(&w.app, &reviewer, (id.as_str(), seen.version), " ");
    assert!(matches!(back.await, Err(app::Error::Invalid(_))));
    standards::give_back(
        &w.app,
        &by(&w.reviewer),
        (id.as_str(), seen.version),
        "依据不全",
    )
    .await
    .unwrap();
    assert!(!opened(&w).await.state.awaits());
}

/// What the law has against the lines of a field together is met at the door.
#[tokio::test]
async fn a_field_of_too_many_lines_is_refused_and_nothing_is_saved() {
    let w = world("2026-01-05").await;
    let before = acts(&w).await;
    let heading =
        "领域,一级事项,二级事项,公开内容,公开依据,公开时限,公开主体,公开渠道,全社会,主动,县级\n";
    let line =
        |at| format!("就业,信息服务,事项{at},内容,依据,20个工作日内,县人社局,政府网站,1,1,1\n");
    let text: String = (0..2001).map(line).collect();
    let file = csv("目录.csv", &format!("{heading}{text}"));
    let refused = run(&w.app, What::Standards, vec![file]).await.unwrap_err();
    assert!(refused.to_string().contains("G-1"), "{refused}");
    assert_eq!(acts(&w).await, before);
}
