//! What has no check: papers, plates, addresses, accounts, and the words beside a number that make it worse (Q-20, law.md 13.2).
//!
//! All of these are from memory of common forms, so they warn; only a passport behind its own word blocks.

use super::{Hit, Kind, Settings, Weight, glyph::Line, masking};

/// From the name of the estate to the room there are no more characters than this.
const LONGEST_ADDRESS: usize = 24;

/// What is personal by itself.
pub fn alone(line: &Line, settings: &Settings) -> Vec<Hit> {
    let mut hits = Vec::new();
    passports(line, &mut hits);
    plates(line, &mut hits);
    properties(line, &mut hits);
    emails(line, &mut hits);
    addresses(line, &mut hits);
    accounts(line, settings, &mut hits);
    hits
}

/// 姓名, a minor, an illness: reported beside another hit only, as a policy may well speak of them.
pub fn beside(line: &Line, kept: &[Hit]) -> Vec<Hit> {
    let mut hits = Vec::new();
    if kept.iter().all(|hit| hit.weight == Weight::Public) {
        return hits;
    }
    for label in ["姓名", "申请人", "联系人", "当事人", "户主"] {
        for place in line.places(label) {
            if let Some((start, end)) = name_after(line, place + label.chars().count()) {
                let masked = masking::keep(&line.text(start, end), 1, 0);
                hits.push(line.hit(Kind::Name, Weight::Warns, start, end, masked));
            }
        }
    }
    for (kind, words) in [
        (Kind::Minor, &["未成年", "监护人", "儿童", "婴儿"][..]),
        (
            Kind::Health,
            &[
                "诊断",
                "患有",
                "确诊",
                "病历",
                "癌",
                "艾滋",
                "精神病",
                "残疾等级",
            ],
        ),
    ] {
        for word in words {
            for place in line.places(word) {
                let end = place + word.chars().count();
                hits.push(line.hit(kind, Weight::Warns, place, end, (*word).into()));
            }
        }
    }
    hits
}

/// Beside a person what he suffers from, that he is a child and where he lives are his: they block.
pub fn with_a_person(kept: &mut [Hit]) {
    let person = kept.iter().any(|hit| {
        matches!(
            hit.kind,
            Kind::Identity
                | Kind::OldIdentity
                | Kind::Mobile
                | Kind::BankCard
                | Kind::Passport
                | Kind::Permit
                | Kind::Name
        )
    });
    for hit in kept.iter_mut().filter(|_| person) {
        if matches!(hit.kind, Kind::Minor | Kind::Health | Kind::Address) {
            hit.weight = Weight::Blocks;
        }
    }
}

/// Two to four Han characters behind the colon of a label.
fn name_after(line: &Line, at: usize) -> Option<(usize, usize)> {
    let is = |at: usize, c: char| line.glyphs.get(at).is_some_and(|glyph| glyph.c == c);
    if !is(at, ':') {
        return None;
    }
    let mut start = at + 1;
    while is(start, ' ') {
        start += 1;
    }
    let length = line.glyphs[start.min(line.glyphs.len())..]
        .iter()
        .take_while(|glyph| han(glyph.c))
        .count();
    (2..=4).contains(&length).then_some((start, start + length))
}

/// `E12345678`, `EA1234567`: alone a code may look the same; behind 护照 it is a passport.
fn passports(line: &Line, hits: &mut Vec<Hit>) {
    let label = line.places("护照").first().copied();
    for (at, glyph) in line.glyphs.iter().enumerate() {
        if !"EGDSPH".contains(glyph.c) || line.word_before(at) {
            continue;
        }
        let second = |place: usize, c: char| {
            place == 0 || c.is_ascii_digit() || (place == 1 && c.is_ascii_uppercase())
        };
        let Some(run) = line.read(at, 9, second).filter(|run| run.groups == [9]) else {
            continue;
        };
        let lettered = run.text.as_bytes()[1].is_ascii_uppercase();
        let named = label.is_some_and(|label| label < at);
        let weight = match (named, lettered) {
            (true, _) => Weight::Blocks,
            (false, false) => Weight::Warns,
            (false, true) => continue,
        };
        let masked = masking::keep(&run.text, 1, 0);
        hits.push(line.hit(Kind::Passport, weight, run.start, run.end, masked));
    }
}

/// `赣J·A1234`, `赣JD12345`.
fn plates(line: &Line, hits: &mut Vec<Hit>) {
    const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    for (at, glyph) in line.glyphs.iter().enumerate() {
        if !PROVINCES.contains(glyph.c) {
            continue;
        }
        let c = |at: usize| line.glyphs.get(at).map(|glyph| glyph.c);
        if !c(at + 1).is_some_and(|c| c.is_ascii_uppercase()) {
            continue;
        }
        let from = at + 2 + usize::from(c(at + 2).is_some_and(|c| "·•.".contains(c)));
        let length = line.glyphs[from.min(line.glyphs.len())..]
            .iter()
            .take_while(|glyph| glyph.c.is_ascii_digit() || glyph.c.is_ascii_uppercase())
            .count();
        let special = c(from + length).is_some_and(|c| "挂学警港澳".contains(c));
        let end = from + length + usize::from(special);
        let digits = line
            .text(from, end)
            .chars()
            .filter(char::is_ascii_digit)
            .count();
        if (5..=6).contains(&(end - from)) && digits >= 3 {
            let masked = masking::keep(&line.text(at, end), 2, 0);
            hits.push(line.hit(Kind::Plate, Weight::Warns, at, end, masked));
        }
    }
}

/// `不动产权第0001234号`.
fn properties(line: &Line, hits: &mut Vec<Hit>) {
    const LABEL: &str = "不动产权第";
    for place in line.places(LABEL) {
        let start = place + LABEL.chars().count();
        let length = line.glyphs[start..]
            .iter()
            .take_while(|glyph| glyph.c.is_ascii_digit())
            .count();
        if length > 0 {
            let masked = masking::keep(&line.text(start, start + length), 0, 0);
            hits.push(line.hit(Kind::Property, Weight::Warns, start, start + length, masked));
        }
    }
}

/// An address at a government's domain is an office's.
fn emails(line: &Line, hits: &mut Vec<Hit>) {
    for at in line.places("@") {
        let local = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
        let domain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
        let before = line.glyphs[..at]
            .iter()
            .rev()
            .take_while(|glyph| local(glyph.c))
            .count();
        let after = line.glyphs[at + 1..]
            .iter()
            .take_while(|glyph| domain(glyph.c))
            .count();
        let host = line.text(at + 1, at + 1 + after).to_ascii_lowercase();
        let host = host.trim_end_matches(['.', '-']);
        let official = host == "gov.cn" || host.ends_with(".gov.cn");
        if before > 0 && host.contains('.') && !official {
            let (start, end) = (at - before, at + 1 + host.chars().count());
            let kept = masking::keep(&line.text(start, at), 1, 0);
            hits.push(line.hit(
                Kind::Email,
                Weight::Warns,
                start,
                end,
                format!("{kept}@{host}"),
            ));
        }
    }
}

/// 小区 (or 单元) down to the room; an office in a street has neither (trap 40).
fn addresses(line: &Line, hits: &mut Vec<Hit>) {
    const HOMES: [&str; 7] = ["小区", "单元", "花园", "公寓", "家园", "新村", "住宅"];
    let mut homes: Vec<usize> = HOMES.iter().flat_map(|word| line.places(word)).collect();
    homes.sort_unstable();
    let mut last = 0;
    for at in line.places("室") {
        let numbered = at > 0 && line.glyphs[at - 1].c.is_ascii_digit();
        let from = last.max(at.saturating_sub(LONGEST_ADDRESS));
        let home = homes
            .get(homes.partition_point(|place| *place < from))
            .copied();
        let Some(home) = home.filter(|home| *home < at && numbered) else {
            continue;
        };
        let building = line.glyphs[home..at]
            .iter()
            .any(|glyph| "栋幢楼座元".contains(glyph.c));
        if building {
            let masked = masking::keep(&line.text(home, at + 1), 0, 0);
            hits.push(line.hit(Kind::Address, Weight::Warns, home, at + 1, masked));
            last = at + 1;
        }
    }
}

/// Nine digits and more behind 账号, whole or grouped.
fn accounts(line: &Line, settings: &Settings, hits: &mut Vec<Hit>) {
    for label in ["账号", "帐号", "账户", "卡号"] {
        for place in line.places(label) {
            let from = place + label.chars().count();
            let Some(start) = (from..from + 6).find(|at| {
                line.glyphs
                    .get(*at)
                    .is_some_and(|glyph| glyph.c.is_ascii_digit())
            }) else {
                continue;
            };
            let run = (9..=30)
                .rev()
                .find_map(|length| line.read(start, length, |_, c| c.is_ascii_digit()));
            if let Some(run) = run {
                let masked = masking::keep(&run.text, 0, settings.card_tail);
                hits.push(line.hit(Kind::Account, Weight::Warns, run.start, run.end, masked));
            }
        }
    }
}

fn han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || c == '·'
}
