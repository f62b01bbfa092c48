//! The public log: which acts become leaves, in one order, once; what is served of it; and who finds out a history written anew.

mod found_out;

use serde_json::{Value, json};
use store::{
    public_log::{self, Growth, Stuck},
    published::log as served,
    verify::Look,
};
use transparency::{
    Checkpoint, Evidence, Leaf, Note, PublicKey, SigningKey,
    leaf::digest,
    proof::{continues, includes},
    tile::Tile,
    tree,
};

use crate::engines::{Bench, both, keys};

const NAME: &str = "example.gov.cn/log";

fn key() -> SigningKey {
    public_log::key(&keys(), NAME).unwrap()
}

fn public() -> PublicKey {
    key().public().clone()
}

async fn follow(bench: &Bench) -> Growth {
    let mut tx = bench.store.begin().await.unwrap();
    let growth = public_log::follow(&mut tx, &key()).await.unwrap();
    tx.commit().await.unwrap();
    growth
}

async fn stands(bench: &Bench) -> Checkpoint {
    let note = served::checkpoint(&bench.store).await.unwrap().unwrap();
    let note: Note = note.parse().unwrap();
    assert_eq!(note.signed_by(&public()), Some(true));
    note.text.parse().unwrap()
}

async fn leaves(bench: &Bench) -> Vec<Leaf> {
    let size = stands(bench).await.size;
    let name = match size {
        256 => "entries/000".into(),
        width => format!("entries/000.p/{width}"),
    };
    let tile: Tile = name.parse().unwrap();
    let bytes = served::tile(&bench.store, &tile).await.unwrap().unwrap();
    let mut rest = &bytes[..];
    let mut found = Vec::new();
    while let Some((length, more)) = rest.split_first_chunk::<2>() {
        let (entry, more) = more.split_at(usize::from(u16::from_be_bytes(*length)));
        found.push(Leaf::of_entry(std::str::from_utf8(entry).unwrap()).unwrap());
        rest = more;
    }
    found
}

async fn proof_of(bench: &Bench, address: &str) -> Evidence {
    let found = served::evidence(&bench.store, address).await.unwrap();
    let text = found.unwrap().to_string();
    text.parse().unwrap()
}

/// What the item `AI` of [`Bench::furnish`] goes through next, at its version.
async fn then(bench: &Bench, version: i64, kind: &str, body: Value) {
    bench
        .act("A", "item/AI", version, kind, "2026-03-02", body)
        .await;
}

fn content(title: &str) -> Value {
    json!({"column": "content", "head": 7, "title": title, "document_number": "", "made_on": "2026-02-05",
        "summary": "表", "body_html": "<p>新文本</p>", "source_class": "proactive", "attachments": []})
}

async fn problems(bench: &Bench) -> Vec<String> {
    let keys = keys();
    let look = Look {
        keys: Some(&keys),
        ..Look::default()
    };
    bench.problems_of(look).await
}

/// One organ's damage keeps no other waiting, and is not looked at again until the organ acts.
#[tokio::test]
async fn an_organ_that_cannot_be_followed_is_passed_over() {
    both(async |bench| {
        bench.furnish("A").await;
        bench.furnish("B").await;
        bench
            .meddle("UPDATE acts SET body = '{' WHERE organ = 'A' AND kind = 'published'")
            .await;
        let grown = follow(&bench).await;
        assert_eq!(grown.added, 2, "those of B");
        assert_eq!(grown.stuck.keys().collect::<Vec<_>>(), ["A"]);
        let nothing_known = Stuck::new();
        let behind = async |stuck| public_log::behind(&bench.store, NAME, stuck).await.unwrap();
        assert!(!behind(&grown.stuck).await);
        assert!(
            behind(&nothing_known).await,
            "another node finds out for itself"
        );
        bench.asked_by("A", "Q").await;
        assert!(behind(&grown.stuck).await, "it acted");
    })
    .await;
}

#[tokio::test]
async fn what_is_done_in_public_becomes_leaves_once_and_is_proved() {
    both(async |bench| {
        bench.furnish("B").await;
        bench.furnish("A").await;
        assert!(
            public_log::behind(&bench.store, NAME, &Stuck::new())
                .await
                .unwrap()
        );
        assert_eq!(
            follow(&bench).await,
            Growth {
                added: 4,
                ..Growth::default()
            }
        );
        assert!(
            !public_log::behind(&bench.store, NAME, &Stuck::new())
                .await
                .unwrap()
        );
        assert!(
            public_log::behind(&bench.store, "another/name", &Stuck::new())
                .await
                .unwrap()
        );
        assert_eq!(follow(&bench).await, Growth::default());
        let found: Vec<(String, &str)> = leaves(&bench)
            .await
            .into_iter()
            .map(|leaf| (leaf.address, leaf.act.as_str()))
            .collect();
        let expected = ["A", "B"].map(|organ| {
            [
                (format!("/items/{organ}/{organ}I"), "published"),
                (format!("/reports/{organ}/2025"), "report_published"),
            ]
        });
        assert_eq!(found, expected.concat());
        for (address, _) in &found {
            let proved = proof_of(&bench, address)
                .await
                .judge(&public(), &[], None)
                .unwrap();
            assert!(proved.record, "{address}");
            assert_eq!(proved.leaf.recorded_at, "2026-03-02T01:00:00Z");
            let record = served::record(&bench.store, address)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(digest(&record), proved.leaf.record);
        }
        assert_eq!(problems(&bench).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_leaf_says_what_the_public_sees_change_and_nothing_else() {
    both(async |bench| {
        bench.furnish("A").await;
        follow(&bench).await;
        let address = "/items/A/AI";
        let first = proof_of(&bench, address).await.record.unwrap();
        // A change on its way is nobody's business.
        then(&bench, 4, "revised", content("第二稿")).await;
        then(&bench, 5, "submitted_for_review", json!({})).await;
        then(&bench, 6, "reviewed", json!({"opinion": "publish", "basis": "不涉密"})).await;
        assert_eq!(follow(&bench).await.added, 0);
        let publication = json!({"index_number": "A/2026-00001", "published_on": "2026-03-02", "channels": ["portal"],
            "change": {"note": "改了标题", "major": true}});
        then(&bench, 7, "published", publication).await;
        then(&bench, 8, "suspended", json!({"reason": "疑似个人信息"})).await;
        then(&bench, 9, "restored", json!({"reason": "依法公开"})).await;
        then(&bench, 10, "repealed", json!({"reason": "", "by": "新办法"})).await;
        then(&bench, 11, "withdrawn", json!({"reason": "内容有误"})).await;
        assert_eq!(follow(&bench).await.added, 5);
        let all: Vec<Leaf> = leaves(&bench).await.into_iter().filter(|leaf| leaf.address == address).collect();
        let acts: Vec<&str> = all.iter().map(|leaf| leaf.act.as_str()).collect();
        assert_eq!(acts, ["published", "changed", "suspended", "restored", "repealed", "withdrawn"]);
        let records: Vec<bool> = all.iter().map(|leaf| !leaf.record.is_empty()).collect();
        assert_eq!(records, [true, true, false, true, true, false]);
        assert_eq!(all[0].record, digest(&first));
        assert_eq!(all[1].record, all[3].record, "what is restored is what there was");
        let proved = proof_of(&bench, address).await;
        assert_eq!(proved.record, None, "what was withdrawn is not served");
        assert!(served::record(&bench.store, address).await.unwrap().is_none());
        let proved = proved.judge(&public(), &[], None).unwrap();
        assert_eq!(proved.leaf.act.as_str(), "withdrawn");
        assert_eq!(problems(&bench).await, Vec::<String>::new());
        // Nothing of the texts stands in the leaves.
        let entries: String = all.iter().map(Leaf::entry).collect();
        for word in ["第二稿", "预算", "新文本", "疑似", "依法", "新办法", "有误", "test"] {
            assert!(!entries.contains(word), "{word}");
        }
        // Who knows every text but not the act cannot try out texts: the record holds the hash of the act.
        assert!(first.starts_with(r#"{"act":""#));
        assert!(!entries.contains(&first[8..72]));
    })
    .await;
}

#[tokio::test]
async fn drafts_requests_and_what_was_never_public_leave_no_leaf() {
    both(async |bench| {
        bench.act("A", "organ", 0, "organ_registered", "2026-01-01", json!({"code": "A", "name": "甲局", "short_name": "甲", "kind": "department", "parent": ""})).await;
        let mut held = content("不予公开");
        held["source_class"] = json!("withheld");
        bench.act("A", "item/AH", 0, "drafted", "2026-02-05", held).await;
        let publication = json!({"index_number": "A/2026-00002", "published_on": "2026-02-08", "channels": ["portal"]});
        bench.act("A", "item/AH", 1, "published", "2026-02-08", publication).await;
        bench.act("A", "item/AH", 2, "withdrawn", "2026-02-09", json!({"reason": ""})).await;
        bench.act("A", "item/AD", 0, "drafted", "2026-02-05", content("草稿")).await;
        bench.act("A", "item/AD", 1, "withdrawn", "2026-02-06", json!({"reason": ""})).await;
        assert_eq!(follow(&bench).await.added, 0);
        assert_eq!(stands(&bench).await.root, tree::empty());
        for address in ["/items/A/AH", "/items/A/AD", "/items/A", "/reports/A/2025", "", "x"] {
            assert!(served::evidence(&bench.store, address).await.unwrap().is_none());
            assert!(served::record(&bench.store, address).await.unwrap().is_none());
        }
        let unlogged = problems(&bench)
            .await
            .into_iter()
            .find(|problem| problem.contains("log") || problem.contains("leaf"));
        assert_eq!(unlogged, None);
    })
    .await;
}

#[tokio::test]
async fn tiles_proofs_and_pages_of_entries_are_those_of_the_tree() {
    both(async |bench| {
        bench.furnish("A").await;
        for number in 0..300 {
            let stream = format!("item/N{number}");
            bench.act("A", &stream, 0, "drafted", "2026-02-05", content(&format!("第{number}号"))).await;
            let publication = json!({"index_number": format!("A/{number}"), "published_on": "2026-02-08", "imported": true});
            bench.act("A", &stream, 1, "published", "2026-02-08", publication).await;
            if number % 97 == 5 {
                follow(&bench).await;
            }
        }
        follow(&bench).await;
        let stand = stands(&bench).await;
        assert_eq!(stand.size, 302);
        let tile = async |name: &str| served::tile(&bench.store, &name.parse().unwrap()).await.unwrap();
        let full = tile("0/000").await.unwrap();
        assert_eq!(full.len(), 8192);
        assert_eq!(tile("0/000.p/7").await.unwrap(), full[..7 * 32]);
        assert_eq!(tile("0/001.p/46").await.unwrap().len(), 46 * 32);
        assert_eq!(tile("1/000.p/1").await.unwrap().len(), 32);
        assert!(tile("entries/000").await.is_some() && tile("entries/001.p/46").await.is_some());
        for none in ["0/001", "0/001.p/47", "0/002.p/1", "1/000", "2/000.p/1", "entries/001", "entries/001.p/47", "entries/x001/000"] {
            assert!(tile(none).await.is_none(), "{none}");
        }
        let mut whole = transparency::Tree::default();
        let hashes: Vec<[u8; 32]> = full.as_chunks::<32>().0.to_vec();
        let mut place = 0;
        for size in [256, 302, 7] {
            let (entry, proof) = served::inclusion(&bench.store, place, size).await.unwrap().unwrap();
            let root = match size {
                302 => stand.root,
                _ => transparency::Tiles::root(&at_hand(&hashes), (0, size)).unwrap(),
            };
            assert!(includes(&tree::leaf(entry.as_bytes()), place, size, &proof, &root));
            place += 3;
        }
        assert!(served::inclusion(&bench.store, 0, 303).await.unwrap().is_none());
        assert!(served::inclusion(&bench.store, 5, 5).await.unwrap().is_none());
        assert!(served::consistency(&bench.store, 0, 303).await.unwrap().is_none());
        assert!(served::consistency(&bench.store, 9, 8).await.unwrap().is_none());
        for leaf in leaves_of(&tile("entries/000").await.unwrap()) {
            whole.add(&leaf);
        }
        let earlier = transparency::proof::Stand { size: 256, root: whole.root() };
        let proof = served::consistency(&bench.store, 256, 302).await.unwrap().unwrap();
        assert!(continues(earlier, stand.stand(), &proof));
        assert_eq!(problems(&bench).await, Vec::<String>::new());
    })
    .await;
}

fn at_hand(hashes: &[[u8; 32]]) -> transparency::Tiles {
    let mut tiles = transparency::Tiles::default();
    for (place, hash) in (0..).zip(hashes) {
        tiles.add(place, *hash).unwrap();
    }
    tiles
}

fn leaves_of(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    while let Some((length, more)) = bytes.split_first_chunk::<2>() {
        let (entry, more) = more.split_at(usize::from(u16::from_be_bytes(*length)));
        found.push(entry.to_vec());
        bytes = more;
    }
    found
}

/// Four followers on one database, as of four nodes, while acts come.
#[tokio::test]
async fn however_many_follow_each_act_has_one_place() {
    both(async |bench| {
        for organ in ["A", "B", "C"] {
            bench.furnish(organ).await;
        }
        let follower = async || {
            for _ in 0..10 {
                follow(&bench).await;
            }
        };
        let writer = async || {
            for number in 0..20 {
                let stream = format!("item/W{number}");
                bench.act("B", &stream, 0, "drafted", "2026-02-05", content("通告")).await;
                let publication = json!({"index_number": format!("B/{number}"), "published_on": "2026-02-08", "imported": true});
                bench.act("B", &stream, 1, "published", "2026-02-08", publication).await;
            }
        };
        futures::join!(follower(), follower(), follower(), follower(), writer());
        follow(&bench).await;
        let found = leaves(&bench).await;
        assert_eq!(found.len(), 6 + 20);
        let mut addresses: Vec<&String> = found.iter().map(|leaf| &leaf.address).collect();
        addresses.sort();
        addresses.dedup();
        assert_eq!(addresses.len(), 26);
        assert_eq!(problems(&bench).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn an_act_that_cannot_be_read_holds_up_its_own_organ_alone() {
    both(async |bench| {
        bench.furnish("A").await;
        bench.furnish("B").await;
        bench.meddle("UPDATE acts SET body = '{' WHERE organ = 'A' AND kind = 'published'").await;
        assert_eq!(follow(&bench).await.added, 2);
        assert!(leaves(&bench).await.iter().all(|leaf| leaf.organ == "B"));
        bench
            .meddle(
                "UPDATE acts SET body = (SELECT REPLACE(b.body, 'B/', 'A/') FROM acts b WHERE b.organ = 'B' AND b.kind = 'published') \
                 WHERE organ = 'A' AND kind = 'published'",
            )
            .await;
        assert_eq!(follow(&bench).await.added, 2);
        assert_eq!(problems(&bench).await, Vec::<String>::new());
    })
    .await;
}
