//! 个人信息 (law.md 13.2; traps 38 to 40). Every number here is a published sample or constructed.

use law::{
    finding::Severity,
    item::{Passage, gates},
    personal::{
        Kind, Settings, Weight, bank_card, credit_code, findings, identity_born, mask, mobile,
        old_identity_born, organisation_code, scan,
    },
};
use proptest::prelude::*;

use crate::facts::day;

const TODAY: &str = "2026-03-02";

fn kinds(text: &str) -> Vec<Kind> {
    scan(text, day(TODAY), &Settings::default())
        .iter()
        .map(|hit| hit.kind)
        .collect()
}

/// GB 11643-1999: number, date of birth.
#[test]
fn identity_numbers() {
    for (number, born) in [
        ("11010519491231002X", Some("1949-12-31")),
        ("11010519491231002x", Some("1949-12-31")),
        ("440524188001010014", Some("1880-01-01")),
        ("360426199101010071", Some("1991-01-01")),
        // The check is right, and 1990-02-29 is no date.
        ("360923199002290010", None),
        // One digit or the check changed.
        ("110105194912310021", None),
        ("11010519491231002", None),
        ("11010519491231012X", None),
        // No such province; a letter inside; too long; not ASCII.
        ("99010519491231002X", None),
        ("1101051949123100XX", None),
        ("11010519491231002X1", None),
        ("１１０１０５", None),
        ("", None),
        // An all-digit 统一社会信用代码: month 43 (trap 39).
        ("113609230143456750", None),
    ] {
        assert_eq!(identity_born(number, day(TODAY)), born.map(day), "{number}");
    }
    // Not in the future: born on the day itself, and seen the day before.
    let number = "360426199101010071";
    assert!(identity_born(number, day("1991-01-01")).is_some());
    assert!(identity_born(number, day("1990-12-31")).is_none());
}

/// The 15-digit numbers: a real date and a province, no check.
#[test]
fn old_identity_numbers() {
    for (number, born) in [
        ("110105491231002", Some("1949-12-31")),
        ("360926010229001", None),
        ("360926040229001", Some("1904-02-29")),
        ("990105491231002", None),
        ("11010549123100X", None),
        ("11010549123100", None),
    ] {
        assert_eq!(
            old_identity_born(number, day(TODAY)),
            born.map(day),
            "{number}"
        );
    }
}

/// GB 32100-2015.
#[test]
fn credit_codes() {
    for code in [
        "91110000600037341L",
        "11441700007280420Y",
        "11341702486344515H",
        "113609230143456750",
    ] {
        assert!(credit_code(code), "{code}");
        // Any one character changed fails.
        for at in 0..code.len() {
            for other in "0123456789ABCDEFGHJKLMNPQRTUWXYIOZSV".chars() {
                let mut changed: Vec<char> = code.chars().collect();
                changed[at] = other;
                let changed: String = changed.iter().collect();
                assert_eq!(credit_code(&changed), changed == code, "{changed}");
            }
        }
    }
    for no in [
        "",
        "91110000600037341",
        "91110000600037341L1",
        "91110000600037341l",
    ] {
        assert!(!credit_code(no), "{no}");
    }
}

/// GB 11714.
#[test]
fn organisation_codes() {
    for (code, valid) in [
        ("007280420", true),
        ("00728042-0", true),
        ("486344515", true),
        ("48634451-5", true),
        ("48634451-6", false),
        ("4863445-5", false),
        ("", false),
        // Σ 1 × 3 = 3, 11 − 3 = 8; Σ 12, 11 − 1 = 10 → X.
        ("100000008", true),
        ("40000000X", true),
        ("a0000000X", false),
    ] {
        assert_eq!(organisation_code(code), valid, "{code}");
    }
}

/// Luhn.
#[test]
fn bank_cards() {
    for (number, valid) in [
        ("6222020000000000000", true),
        ("6217000000000000004", true),
        ("6217000000000000005", false),
        ("4532015112830366", true),
        ("4532015112830367", false),
        // Right by Luhn, but of no card's prefix or length.
        ("0000000000000000", false),
        ("6100000000000009", false),
        ("453201511283036", false),
        ("42", false),
        ("453201511283036X", false),
    ] {
        assert_eq!(bank_card(number), valid, "{number}");
    }
}

#[test]
fn mobile_numbers() {
    for (number, valid) in [
        ("13800000000", true),
        ("19900000000", true),
        ("12800000000", false),
        ("23800000000", false),
        ("1380000000", false),
        ("138000000000", false),
        ("1380000000X", false),
    ] {
        assert_eq!(mobile(number), valid, "{number}");
    }
}

/// Text, hits in order: kind, weight, masked form. Full numbers always block.
#[test]
fn what_is_found_in_a_text() {
    use Kind::*;
    use Weight::*;
    for (text, expected) in [
        (
            "身份证11010519491231002X。",
            vec![(Identity, Blocks, "110105************")],
        ),
        // Full-width digits, spaces and hyphens inside are read through.
        (
            "１１０１０５１９４９１２３１００２Ｘ",
            vec![(Identity, Blocks, "110105************")],
        ),
        (
            "110105 19491231 002X",
            vec![(Identity, Blocks, "110105************")],
        ),
        (
            "110105-19491231-002x",
            vec![(Identity, Blocks, "110105************")],
        ),
        (
            "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X",
            vec![(Identity, Blocks, "110105************")],
        ),
        (
            "110105194912\n31002X",
            vec![(Identity, Blocks, "110105************")],
        ),
        (
            "序号 3 11010519491231002X 张",
            vec![(Identity, Blocks, "110105************")],
        ),
        ("360923199002290010", vec![]),
        (
            "110105491231002",
            vec![(OldIdentity, Blocks, "110105*********")],
        ),
        (
            "110105 491231 002",
            vec![(OldIdentity, Blocks, "110105*********")],
        ),
        ("1 1 0 1 0 5 4 9 1 2 3 1 0 0 2", vec![]),
        ("电话13800000000", vec![(Mobile, Blocks, "138****0000")]),
        ("138 0000 0000", vec![(Mobile, Blocks, "138****0000")]),
        ("138-0000-0000", vec![(Mobile, Blocks, "138****0000")]),
        ("+86 138-0000-0000", vec![(Mobile, Blocks, "138****0000")]),
        ("8613800000000", vec![(Mobile, Blocks, "138****0000")]),
        ("008613800000000", vec![(Mobile, Blocks, "138****0000")]),
        (
            "13800000000 13900000001",
            vec![
                (Mobile, Blocks, "138****0000"),
                (Mobile, Blocks, "139****0001"),
            ],
        ),
        (
            "13800000000/13900000001",
            vec![
                (Mobile, Blocks, "138****0000"),
                (Mobile, Blocks, "139****0001"),
            ],
        ),
        // Not inside a longer number; not grouped otherwise; not a row of a table.
        ("1380000000012", vec![]),
        ("1380 0000 000", vec![]),
        ("1 3 8 0 0 0 0 0 0 0 0", vec![]),
        // Trap 40: office telephones stay.
        ("0795-2506846", vec![]),
        ("联系电话：0795-2506846，邮编336000", vec![]),
        ("电话：07952506846 传真 010-62281234", vec![]),
        (
            "6222020000000000000",
            vec![(BankCard, Blocks, "***************0000")],
        ),
        (
            "6222 0200 0000 0000 000",
            vec![(BankCard, Blocks, "***************0000")],
        ),
        (
            "4532015112830366",
            vec![(BankCard, Blocks, "************0366")],
        ),
        ("6217000000000000005", vec![]),
        ("45 32 01 51 12 83 03 66", vec![]),
        // An organisation's code is public, a sole trader's is warned of (trap 39).
        (
            "代码91110000600037341L",
            vec![(CreditCode, Public, "91110000600037341L")],
        ),
        (
            "9111 0000 6000 3734 1l",
            vec![(CreditCode, Public, "91110000600037341L")],
        ),
        (
            "113609230143456750",
            vec![(CreditCode, Public, "113609230143456750")],
        ),
        (
            "11441700007280420Y/2021-00050",
            vec![(CreditCode, Public, "11441700007280420Y")],
        ),
        ("00728042-0", vec![(OrganisationCode, Public, "007280420")]),
        ("护照号：E12345678", vec![(Passport, Blocks, "E********")]),
        ("护照号：EA1234567", vec![(Passport, Blocks, "E********")]),
        ("项目编号S12345678", vec![(Passport, Warns, "S********")]),
        ("EA1234567", vec![]),
        ("AE12345678", vec![]),
        ("赣J·A1234", vec![(Plate, Warns, "赣J******")]),
        ("赣JD12345", vec![(Plate, Warns, "赣J******")]),
        ("赣府厅发", vec![]),
        (
            "赣（2021）上栗县不动产权第0001234号",
            vec![(Property, Warns, "*******")],
        ),
        (
            "邮箱 zhang.san@example.com。",
            vec![(Email, Warns, "z********@example.com")],
        ),
        ("swj@shangli.gov.cn", vec![]),
        (
            "阳光小区13栋2单元501室",
            vec![(Address, Warns, "************")],
        ),
        ("府前路1号商务局办公楼3楼305室", vec![]),
        (
            "开户行：某银行，账号：150 123 456 789",
            vec![(Account, Warns, "********6789")],
        ),
        (
            "账号：6222020000000000000",
            vec![(BankCard, Blocks, "***************0000")],
        ),
        // A name, a child, an illness only beside something personal.
        ("姓名：张三", vec![]),
        (
            "姓名：张三 13800000000",
            vec![(Name, Warns, "张*"), (Mobile, Blocks, "138****0000")],
        ),
        (
            "姓名 张三 13800000000",
            vec![(Mobile, Blocks, "138****0000")],
        ),
        ("未成年人保护与疾病诊断办法", vec![]),
        (
            "监护人电话13800000000，患有高血压",
            vec![
                (Minor, Blocks, "监护人"),
                (Mobile, Blocks, "138****0000"),
                (Health, Blocks, "患有"),
            ],
        ),
        (
            "姓名：张三 91110000600037341L",
            vec![(CreditCode, Public, "91110000600037341L")],
        ),
    ] {
        let hits = scan(text, day(TODAY), &Settings::default());
        let found: Vec<_> = hits
            .iter()
            .map(|hit| (hit.kind, hit.weight, hit.masked.as_str()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

/// A sole trader's code: 92 in front. Constructed, its check searched for.
#[test]
fn the_code_of_a_sole_trader_is_warned_of() {
    let check = "0123456789ABCDEFGHJKLMNPQRTUWXY"
        .chars()
        .find(|check| credit_code(&format!("92360322MA35ABCD1{check}")))
        .unwrap();
    let hits = scan(
        &format!("92360322MA35ABCD1{check}"),
        day(TODAY),
        &Settings::default(),
    );
    assert_eq!(
        (hits[0].kind, hits[0].weight),
        (Kind::CreditCode, Weight::Warns)
    );
    assert_eq!(hits[0].masked, "92360322**********");
}

/// Trap 38: the characters are gone from the text that is published; what is public stays.
#[test]
fn masking_removes_the_characters() {
    let text = "姓名：张三，身份证 110105 19491231 002X，手机＋86 138-0000-0000。\n单位91110000600037341L 电话0795-2506846";
    let hits = scan(text, day(TODAY), &Settings::default());
    let masked = mask(text, &hits);
    assert_eq!(
        masked,
        "姓名：张*，身份证 110105************，手机138****0000。\n单位91110000600037341L 电话0795-2506846"
    );
    assert_eq!(mask(text, &[]), text);
    // The settings that no text decides are settings.
    let settings = Settings {
        phone_head: 0,
        phone_tail: 2,
        identity_head: 0,
        ..Settings::default()
    };
    let hits = scan("13800000012 11010519491231002X", day(TODAY), &settings);
    assert_eq!(
        (hits[0].masked.as_str(), hits[1].masked.as_str()),
        ("*********12", "******************")
    );
}

/// Place, and severity of the findings; the number itself is nowhere in them.
#[test]
fn a_finding_says_where_and_never_what() {
    let text = "第一行\n电话：13800000000 E12345678 91110000600037341L";
    let hits = scan(text, day(TODAY), &Settings::default());
    assert_eq!((hits[0].line, hits[0].column), (2, 4));
    assert_eq!(&text[hits[0].start..hits[0].end], "13800000000");
    let found = findings(&hits, "正文");
    let rules: Vec<_> = found
        .iter()
        .map(|finding| (finding.id.id(), finding.severity, finding.place.as_str()))
        .collect();
    assert_eq!(
        rules,
        [
            ("Q-20", Severity::Error, "正文:2:4"),
            ("Q-20", Severity::Warning, "正文:2:16")
        ]
    );
    assert!(
        found
            .iter()
            .all(|finding| !finding.zh.contains("13800000000")
                && !finding.en.contains("13800000000"))
    );
}

#[test]
fn broken_numbers_are_found_once_and_in_their_place() {
    let text = "甲\n号码110105-\r\n 19491231002X 止\n1101051949\n\n1231002X";
    let hits = scan(text, day(TODAY), &Settings::default());
    let places: Vec<_> = hits
        .iter()
        .map(|hit| (hit.kind, hit.line, hit.column))
        .collect();
    assert_eq!(places, [(Kind::Identity, 2, 3), (Kind::Identity, 4, 1)]);
    assert_eq!(
        kinds("11010519491231002X\n11010519491231002X"),
        [Kind::Identity; 2]
    );
}

/// A stranger's file may be one long line: the work grows with its length, not with its square. Four times the text takes four times the
/// time, where a square would take sixteen; each the least of three, as machines are busy.
#[test]
fn a_long_line_takes_no_long_time() {
    let line = "姓名：室小区3栋@账号护照E1380000 0000 110105 19491231002X 13900000001 1 1 1";
    let broken = line.replace(' ', "\n");
    for (piece, times, least) in [(line, 80, 160), (&broken, 50, 50), ("\n1", 2_000, 0)] {
        let took = |text: String| {
            let passage = Passage::new("body", text);
            let once = || {
                let began = std::time::Instant::now();
                let found = gates::weighed(&passage, day(TODAY), &Settings::default(), "").len();
                assert!(found >= least, "{found}");
                began.elapsed()
            };
            (0..3).map(|_| once()).min().unwrap()
        };
        let (short, long) = (took(piece.repeat(times)), took(piece.repeat(4 * times)));
        assert!(long < short * 10, "{piece:?}: {short:?}, then {long:?}");
    }
}

#[test]
fn every_kind_has_its_words() {
    for kind in Kind::ALL {
        assert!(!kind.zh().is_empty() && !kind.en().is_empty(), "{kind:?}");
    }
    let checked: Vec<Kind> = Kind::ALL
        .into_iter()
        .filter(|kind| kind.checked())
        .collect();
    assert_eq!(
        checked,
        [
            Kind::Identity,
            Kind::BankCard,
            Kind::CreditCode,
            Kind::Permit
        ]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the text: places are inside it, and what was masked is not found again.
    #[test]
    fn any_text_can_be_scanned(text in "[0-9０-９Xx a-zA-Z@\\-—\n\r：:\u{200b}京赣姓名张室元小区单护照账号不动产权第]{0,80}") {
        let hits = scan(&text, day(TODAY), &Settings::default());
        for hit in &hits {
            prop_assert!(text.get(hit.start..hit.end).is_some_and(|found| !found.is_empty()));
        }
        let masked = mask(&text, &hits);
        let again = scan(&masked, day(TODAY), &Settings::default());
        prop_assert!(again.iter().all(|hit| hit.weight != Weight::Blocks));
    }

    /// A number with a check is found in any of the ways of writing it, and only whole.
    #[test]
    fn an_identity_number_is_found_however_it_is_written(gaps in prop::collection::vec(0..4_usize, 17), wide in any::<bool>()) {
        let mut text = String::from("号");
        for (at, c) in "11010519491231002X".chars().enumerate() {
            let c = if wide { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c };
            text.push(c);
            text += gaps.get(at).map_or("", |gap| ["", " ", "-", "　"][*gap]);
        }
        prop_assert_eq!(kinds(&text), [Kind::Identity]);
        // One figure more and it is none; its groups may look like another kind of number.
        let longer = text + "1";
        prop_assert!(!kinds(&longer).contains(&Kind::Identity));
    }
}
