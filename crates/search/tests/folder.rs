//! The folder of an index on disk: kept, shared by two processes, damaged.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use search::{Doc, Index, Query};

fn doc(id: &str, title: &str) -> Doc {
    Doc {
        organ: "A".into(),
        id: id.into(),
        kind: "item".into(),
        column: "content".into(),
        title: title.into(),
        ..Doc::default()
    }
}

fn ids(index: &Index, text: &str) -> Vec<String> {
    let query = Query {
        text: text.into(),
        limit: 100,
        ..Query::default()
    };
    index
        .search(&query)
        .unwrap()
        .hits
        .into_iter()
        .map(|hit| hit.id)
        .collect()
}
#[test]
fn the_cursor_is_kept_with_the_documents() {
    let folder = tempfile::tempdir().unwrap();
    {
        let index = Index::open(folder.path()).unwrap();
        index.put(&[doc("1", "标题")]).unwrap();
        index.commit("A", 7).unwrap();
        index.commit("B", 3).unwrap();
        assert_eq!(index.cursor("B"), 3, "moves in memory");
        index.put(&[doc("2", "未提交")]).unwrap();
    }
    let index = Index::open(folder.path()).unwrap();
    assert_eq!(
        (index.cursor("A"), index.cursor("B"), index.cursor("C")),
        (7, 0, 0)
    );
    assert_eq!(
        (ids(&index, "标题").len(), ids(&index, "未提交").len()),
        (1, 0)
    );
    index.commit("B", 4).unwrap();
    index.put(&[doc("3", "又一")]).unwrap();
    index.commit("A", 9).unwrap();
    drop(index);
    let index = Index::open(folder.path()).unwrap();
    assert_eq!((index.cursor("A"), index.cursor("B")), (9, 4));
}

#[test]
fn one_process_writes_and_another_reads() {
    let folder = tempfile::tempdir().unwrap();
    let writer = Index::open(folder.path()).unwrap();
    writer.put(&[doc("1", "标题")]).unwrap();
    writer.commit("A", 1).unwrap();
    let reader = Index::open(folder.path()).unwrap();
    assert_eq!(ids(&reader, "标题"), ["1"]);
    assert!(matches!(
        reader.put(&[doc("2", "二")]),
        Err(search::Error::Busy)
    ));
}

#[test]
fn a_damaged_index_is_replaced_by_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    {
        let index = Index::open(folder.path()).unwrap();
        index.put(&[doc("1", "标题")]).unwrap();
        index.commit("A", 1).unwrap();
    }
    let meta = folder.path().join("v3").join("meta.json");
    std::fs::write(&meta, "{\"broken\":").unwrap();
    let index = Index::open(folder.path()).unwrap();
    assert_eq!((index.count(), index.cursor("A")), (0, 0));
    index.put(&[doc("1", "标题")]).unwrap();
    index.commit("A", 1).unwrap();
    assert_eq!(ids(&index, "标题"), ["1"]);
}
