//! Recall and precision against the plain truth of substrings.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use search::{Doc, Index, Query};

fn doc(id: &str, body: &str) -> Doc {
    Doc {
        organ: "A".into(),
        id: id.into(),
        body: body.into(),
        ..Doc::default()
    }
}

/// A small generator with a fixed seed, so that the test says the same every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[test]
fn recall_and_precision_equal_the_truth_of_substrings() {
    let pieces = [
        "政府信息",
        "公开",
        "信息公开",
        "申请",
        "依申请公开",
        "行政",
        "规范性文件",
        "的",
        "了",
        "局",
        "县",
        "2024",
        "年",
        "年度",
        "报告",
        "pdf",
        "a4",
        "第",
        "5",
        "条",
        "收费",
        "标准",
        "不予",
        "部分",
        "审计局",
        "自然资源",
        "公",
    ];
    let mut draw = Draw(20_261_124);
    let texts: Vec<String> = (0..300)
        .map(|_| {
            let mut text = String::new();
            let mut last_word = false;
            for _ in 0..30 + draw.below(40) {
                let piece = pieces[draw.below(pieces.len())];
                let word = piece.is_ascii();
                if !(word && last_word) {
                    text.push_str(piece);
                    last_word = word;
                }
            }
            text
        })
        .collect();
    let docs: Vec<Doc> = texts
        .iter()
        .enumerate()
        .map(|(n, text)| doc(&n.to_string(), text))
        .collect();
    let index = Index::in_memory().unwrap();
    // Several segments, and a replacement in each: phrases must hold across all of that.
    for part in docs.chunks(70) {
        index.put(part).unwrap();
        index.put(&part[..3]).unwrap();
        index.commit("A", 1).unwrap();
    }
    assert_eq!(index.count(), 300);
    for round in 0..400 {
        let source: Vec<char> = texts[draw.below(texts.len())].chars().collect();
        let from = draw.below(source.len());
        let to = (from + 1 + draw.below(9)).min(source.len());
        let cut_word = |at: usize| {
            at > 0 && at < source.len() && source[at - 1].is_ascii() && source[at].is_ascii()
        };
        if cut_word(from) || cut_word(to) {
            continue;
        }
        let wanted: String = source[from..to].iter().collect();
        let truth = texts.iter().filter(|text| whole(text, &wanted)).count();
        let query = Query {
            text: wanted.clone(),
            ..Query::default()
        };
        let found = index.search(&query).unwrap();
        let exact = found.levels.first().map_or(0, |level| level.count);
        assert_eq!(exact, truth, "round {round}: {wanted}");
    }
}

/// Whether it stands in the text without cutting a word of letters or digits.
fn whole(text: &str, wanted: &str) -> bool {
    text.match_indices(wanted).any(|(at, found)| {
        let edge = |a: Option<char>, b: Option<char>| {
            !(a.is_some_and(|c| c.is_ascii_alphanumeric())
                && b.is_some_and(|c| c.is_ascii_alphanumeric()))
        };
        edge(text[..at].chars().next_back(), found.chars().next())
            && edge(
                found.chars().next_back(),
                text[at + found.len()..].chars().next(),
            )
    })
}
