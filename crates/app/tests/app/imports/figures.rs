//! Figures and organs.

use app::import::What;

use super::{acts, cells, csv, run};
use crate::world::{ORGAN, world};

#[tokio::test]
async fn figures_go_in_and_are_replaced() {
    let w = world("2026-01-05").await;
    let text = "机构代码,年度,项目,数值\nQH03,2025,行政许可,１，２３４\nQH03,2025,规章／本年制发,0\nQH03,2025,行政事业性收费（万元）,3.5\n";
    let bad = cells(run(&w.app, What::Figures, vec![csv("a.csv", text)]).await);
    assert_eq!(
        (bad[0].row, bad[0].column.as_str(), bad[0].rule.as_str()),
        (4, "项目", "R-22")
    );
    let text = text.replace("（万元）", "");
    let first = run(&w.app, What::Figures, vec![csv("a.csv", &text)])
        .await
        .unwrap();
    assert_eq!((first.added, first.already), (3, 0));
    let again = run(&w.app, What::Figures, vec![csv("a.csv", &text)])
        .await
        .unwrap();
    assert_eq!((again.added, again.already), (0, 3));
    let newer = text.replace("１，２３４", "1235");
    let third = run(&w.app, What::Figures, vec![csv("a.csv", &newer)])
        .await
        .unwrap();
    assert_eq!((third.added, third.already), (1, 2));
    let rows = store::figures::list(&w.app.store, ORGAN, 2025)
        .await
        .unwrap();
    assert_eq!(
        rows.iter().find(|row| row.row == "行政许可").unwrap().value,
        "1235"
    );

    let before = acts(&w).await;
    for (value, rule) in [
        ("/", "form"),
        ("", "R-22"),
        ("约20", "R-22"),
        ("-1", "R-22"),
        ("1.5", "R-22"),
    ] {
        let text =
            format!("organ,year,row,value\nQH03,2025,行政处罚,9\nQH03,2025,行政强制,{value}\n");
        let found = cells(run(&w.app, What::Figures, vec![csv("a.csv", &text)]).await);
        assert_eq!(
            (
                found.len(),
                found[0].row,
                found[0].column.as_str(),
                found[0].rule.as_str()
            ),
            (1, 3, "value", rule),
            "{value}"
        );
    }
    let twice = "organ,year,row,value\nQH03,2025,行政处罚,9\nQH03,2025,行政处罚,8\n";
    assert_eq!(
        cells(run(&w.app, What::Figures, vec![csv("a.csv", twice)]).await)[0].rule,
        "duplicate"
    );
    assert_eq!(acts(&w).await, before);
}

#[tokio::test]
async fn organs_form_a_tree() {
    let w = world("2026-01-05").await;
    let text = "机构代码,机关名称,机构类别,上级机关代码,联系电话\nQH20,青禾县第二十局,部门,QH21,1\nQH21,青禾县二十一办,政府办公室,,2\n";
    let first = run(&w.app, What::Organs, vec![csv("a.csv", text)])
        .await
        .unwrap();
    assert_eq!((first.added, first.already), (2, 0));
    let again = run(&w.app, What::Organs, vec![csv("a.csv", text)])
        .await
        .unwrap();
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
        let text = format!(
            "机构代码,机关名称,机构类别,上级机关代码,联系电话\nQH40,四十局,部门,,\n{bad}\n"
        );
        let found = cells(run(&w.app, What::Organs, vec![csv("a.csv", &text)]).await);
        assert_eq!(
            (found.len(), found[0].row, found[0].column.as_str()),
            (1, 3, column),
            "{bad}: {found:?}"
        );
    }
    assert_eq!(acts(&w).await, before);
}
