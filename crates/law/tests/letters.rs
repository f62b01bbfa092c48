//! long: one table for each rule of the letters, side by side.
//!
//! 依申请公开文书 as tables a lawyer can read (law.md 9, 10; traps 10, 14 to 16, 32, 36).
#![expect(clippy::unwrap_used, reason = "a test helper may panic like a test")]

use jiff::civil::Date;
use law::{
    case::{Channel, Event, How},
    letter::{
        DocNumber, Element, Kind, Letter, Shape, basis, check, date,
        element::required,
        for_act, for_outcome,
        number::{self, gaps, next},
        recourse,
    },
    outcome::Code,
    remedy::Remedy,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn thirteen_notices_and_a_reply_for_each_code() {
    assert_eq!(Kind::all().count(), 13 + 24);
    for kind in Kind::all() {
        let text = kind.to_string();
        assert_eq!(text.parse(), Ok(kind), "{text}");
        assert!(text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
        assert_eq!(serde_json::to_value(kind).unwrap(), text);
        assert!(!kind.zh().is_empty() && !kind.en().is_empty());
    }
    assert_eq!(
        "decision-no-such".parse::<Kind>().unwrap_err(),
        "unknown kind of letter decision-no-such"
    );
    // Each line of law.md 10.1 has its letter.
    for rule in [
        "F-D0", "F-D1", "F-D2", "F-D3", "F-D4", "F-D5", "F-D6", "F-D7", "F-D8", "F-D9", "F-D10",
        "F-D11", "F-D12", "F-D13", "F-D14", "F-D15", "F-D16",
    ] {
        assert!(Kind::all().any(|kind| kind.rule() == rule), "{rule}");
    }
    for (kind, rule, shape) in [
        ("receipt", "F-D1", Shape::Form),
        ("delay", "A-35.3", Shape::RedHead),
        ("third-party", "F-D5", Shape::Letter),
        ("co-producer", "F-D8", Shape::Letter),
        ("decision-open-give", "F-D0", Shape::RedHead),
        ("decision-no-third", "F-D10", Shape::RedHead),
        ("decision-part", "F-D11", Shape::RedHead),
        ("decision-none", "F-D12", Shape::RedHead),
        ("decision-other-organ", "F-D13", Shape::RedHead),
        ("decision-petition", "F-D14", Shape::RedHead),
        // Trap 20: a 不予公开 row of the report, but no refusal under Articles 14 to 16.
        ("decision-query", "F-D0", Shape::RedHead),
        ("proof", "F-D15", Shape::Form),
        ("forwarding", "F-D16", Shape::Letter),
    ] {
        let found: Kind = kind.parse().unwrap();
        assert_eq!((found.rule().id(), found.shape()), (rule, shape), "{kind}");
        assert_eq!(found.numbered(), shape != Shape::Form);
    }
}

/// Act as JSON; its letters.
#[test]
fn which_letter_goes_with_which_act() {
    for (event, letters) in [
        (r#"{"kind":"submitted","channel":"counter"}"#, "receipt"),
        (r#"{"kind":"confirmed"}"#, "receipt"),
        (
            r#"{"kind":"correction_noticed","days":10}"#,
            "correction proof",
        ),
        (r#"{"kind":"corrected"}"#, ""),
        (r#"{"kind":"reasons_asked","days":10}"#, "reasons proof"),
        (r#"{"kind":"reasons_given","reasonable":false}"#, ""),
        (
            r#"{"kind":"reasons_given","reasonable":true,"answer_by":"2026-09-01"}"#,
            "delay proof",
        ),
        (
            r#"{"kind":"third_party_asked","ref":"1"}"#,
            "third-party consultation proof",
        ),
        (r#"{"kind":"third_party_answered","ref":"1"}"#, ""),
        (
            r#"{"kind":"organ_asked","ref":"1"}"#,
            "co-producer consultation proof",
        ),
        (r#"{"kind":"extended","days":20}"#, "extension proof"),
        (r#"{"kind":"fee_noticed","fen":10000}"#, "fee proof"),
        (r#"{"kind":"fee_paid"}"#, ""),
        (
            r#"{"kind":"answered","code":"NONE"}"#,
            "decision-none proof",
        ),
        (
            r#"{"kind":"lapsed","code":"LAPSE-FEE"}"#,
            "decision-lapse-fee proof",
        ),
        (r#"{"kind":"withdrawn"}"#, "decision-other"),
    ] {
        let parsed: Event = serde_json::from_str(event).unwrap();
        let found: Vec<String> = for_act(&parsed).iter().map(Kind::to_string).collect();
        assert_eq!(found.join(" "), letters, "{event}");
    }
    let told = |code, refused| for_outcome(code, refused).contains(&Kind::ThirdPartyTold);
    assert!(told(Code::OpenGive, true) && told(Code::Part, true));
    assert!(!told(Code::OpenGive, false) && !told(Code::NoThird, true));
}

/// Outcome, its articles (10.1, last paragraph).
#[test]
fn on_which_articles() {
    let (a14, a363) = ("第十四条", "第三十六条第（三）项");
    for (code, articles) in [
        ("OPEN-PUB", vec!["第三十六条第（一）项"]),
        ("OPEN-GIVE", vec!["第三十六条第（二）项"]),
        ("OPEN-LATER", vec!["第三十六条第（二）项"]),
        ("NO-SECRET", vec![a14, a363]),
        ("NO-LAW", vec![a14, a363]),
        ("NO-3S1S", vec![a14, a363]),
        ("NO-THIRD", vec!["第十五条", "第三十二条", a363]),
        ("NO-INTERNAL", vec!["第十六条第一款", a363]),
        ("NO-PROCESS", vec!["第十六条第二款", a363]),
        ("NO-CASEFILE", vec!["第十六条第二款", a363]),
        ("QUERY", vec!["第三十六条第（七）项"]),
        ("NONE", vec!["第三十六条第（四）项"]),
        ("OTHER-ORGAN", vec!["第三十六条第（五）项"]),
        ("MAKE", vec!["第三十八条"]),
        ("UNCLEAR", vec!["第三十条"]),
        ("PETITION", vec!["第三十九条第一款"]),
        ("REPEAT", vec!["第三十六条第（六）项"]),
        ("PRINTED", vec!["第三十九条第二款"]),
        ("ABUSE", vec!["第三十五条"]),
        ("CONFIRM", vec!["第四部分第（四）项第5目"]),
        ("LAPSE-CORR", vec!["第三十条"]),
        ("LAPSE-FEE", vec!["第四十二条"]),
        ("OTHER", vec![]),
    ] {
        let kind = Kind::Decision(code.parse().unwrap());
        let with = basis::Circumstances {
            third_party_asked: true,
            ..Default::default()
        };
        assert_eq!(basis::articles(kind, &with), articles, "{code}");
        // Whatever 1.9 cites is cited here too, but for UNCLEAR, whose reply stands on its own article.
        if code != "UNCLEAR" && code != "PART" {
            let line = basis::line(kind, &with).unwrap_or_default();
            for article in code.parse::<Code>().unwrap().basis().split('、') {
                assert!(line.contains(article), "{code}: {article} not in {line}");
            }
        }
    }
    for (grounds, articles) in [
        (
            vec![Code::NoThird],
            "第十五条 第三十二条 第三十六条第（二）项、第（三）项 第三十七条",
        ),
        (
            vec![Code::NoProcess, Code::NoSecret, Code::NoCasefile],
            "第十四条 第十六条第二款 第三十六条第（二）项、第（三）项 第三十七条",
        ),
    ] {
        let with = basis::Circumstances {
            grounds: &grounds,
            third_party_asked: true,
            ..Default::default()
        };
        assert_eq!(
            basis::articles(Kind::Decision(Code::Part), &with).join(" "),
            articles
        );
    }
    for (kind, line) in [
        (Kind::Correction, "第三十条"),
        (Kind::Extension, "第三十三条第二款"),
        (Kind::Reasons, "第三十五条"),
        (Kind::ThirdParty, "第三十二条"),
        (Kind::Consultation, "第三十二条、第三十三条第三款"),
        (Kind::CoProducer, "第三十四条"),
        (Kind::Rectification, "第四十一条"),
        (
            Kind::Fee,
            "第四十二条和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）",
        ),
    ] {
        assert_eq!(
            basis::line(kind, &basis::Circumstances::default()).unwrap(),
            format!("《中华人民共和国政府信息公开条例》{line}"),
            "{kind}"
        );
    }
    for (channel, article) in [
        (Channel::Counter, "第三十一条第（一）项"),
        (Channel::OrdinaryMail, "第三十一条第（二）项"),
        (Channel::Fax, "第三十一条第（三）项"),
    ] {
        let with = basis::Circumstances {
            channel: Some(channel),
            ..Default::default()
        };
        assert_eq!(basis::articles(Kind::Receipt, &with), [article]);
    }
    assert_eq!(
        basis::line(Kind::Proof, &basis::Circumstances::default()),
        None
    );
}

fn recourse_on(on: &str) -> recourse::Circumstances<'static> {
    recourse::Circumstances {
        on: day(on),
        disclosed_before: None,
        chosen: None,
        review_body: "上栗县人民政府",
        court: "上栗县人民法院",
        how: Some(How::Posted),
        site: Some("https://fy.example.gov.cn"),
    }
}

/// Kind, day of the letter, class (D-1 to D-11).
#[test]
fn which_remedy() {
    let (review, free, no_suit) = (
        Some(Remedy::Review),
        Some(Remedy::Free),
        Some(Remedy::NoSuit),
    );
    for (kind, on, class) in [
        ("decision-no-secret", "2023-12-31", free),
        ("decision-no-secret", "2024-01-01", review),
        ("decision-part", "2026-03-05", review),
        ("decision-none", "2026-03-05", free),
        ("decision-query", "2025-05-31", free),
        ("decision-query", "2025-06-01", no_suit),
        ("decision-petition", "2026-03-05", no_suit),
        ("decision-make", "2026-03-05", no_suit),
        ("decision-lapse-fee", "2026-03-05", free),
        ("decision-other", "2026-03-05", None),
        ("third-party-told", "2026-03-05", free),
        ("rectification", "2026-03-05", free),
        ("receipt", "2026-03-05", None),
        ("correction", "2026-03-05", None),
        ("extension", "2026-03-05", None),
        ("reasons", "2026-03-05", None),
        ("delay", "2026-03-05", None),
        ("third-party", "2026-03-05", None),
        ("consultation", "2026-03-05", None),
        ("co-producer", "2026-03-05", None),
        ("fee", "2026-03-05", None),
        ("proof", "2026-03-05", None),
        ("forwarding", "2026-03-05", None),
    ] {
        let found: Kind = kind.parse().unwrap();
        assert_eq!(
            recourse::class(found, &recourse_on(on)),
            class,
            "{kind} {on}"
        );
        assert_eq!(
            recourse::paragraph(found, &recourse_on(on)).is_some(),
            class.is_some()
        );
        if class.is_none() && kind != "decision-other" {
            assert!(recourse::forbidden(found), "{kind}");
        }
    }
    // D-16: the internet channel where the reply is electronic, and only there.
    let kind = Kind::Decision(Code::None);
    let mut with = recourse_on("2026-03-05");
    assert!(!recourse::paragraph(kind, &with).unwrap().contains("https"));
    with.how = Some(How::Electronic);
    assert!(
        recourse::paragraph(kind, &with)
            .unwrap()
            .contains("https://fy.example.gov.cn")
    );
    // OTHER is decided case by case.
    with.chosen = Some(Remedy::Free);
    assert!(recourse::paragraph(Kind::Decision(Code::Other), &with).is_some());
    with.disclosed_before = Some(false);
    assert_eq!(
        recourse::class(Kind::Decision(Code::Repeat), &with),
        Some(Remedy::Free)
    );
    let told = recourse::paragraph(Kind::ThirdPartyTold, &with).unwrap();
    assert!(told.contains("自收到本告知书之日起60日内"), "{told}");
}

/// Text, whether it is a number, what the refusal says (trap 32).
#[test]
fn document_numbers() {
    for (text, why) in [
        ("上商公开〔2026〕3号", ""),
        ("云政办函〔2026〕1024号", ""),
        ("上商公开[2026]3号", "六角括号"),
        ("上商公开（2026）3号", "六角括号"),
        ("上商公开【2026】3号", "六角括号"),
        ("上商公开(2026)3号", "六角括号"),
        ("上商公开〔2026〕第3号", "不加“第”字"),
        ("上商公开〔2026〕03号", "虚位"),
        ("上商公开〔2026〕0号", "虚位"),
        ("上商公开〔26〕3号", "四位"),
        ("上商公开〔２０２６〕3号", "四位"),
        ("上商公开〔2026〕３号", "半角"),
        ("上商公开〔2026〕三号", "半角"),
        ("上商公开〔2026〕3", "“号”"),
        ("上商公开〔2026〕号", "半角"),
        ("上商公开2026-3号", "组成"),
        ("〔2026〕3号", "机关代字"),
        ("上商1〔2026〕3号", "机关代字"),
        ("第上商〔2026〕3号", "机关代字"),
        ("上商公开〔2026〕99999999999号", "过大"),
    ] {
        match text.parse::<DocNumber>() {
            Ok(number) => {
                assert_eq!(why, "", "{text} was taken");
                assert_eq!(number.to_string(), text);
            }
            Err(refused) => assert!(
                !why.is_empty() && refused.zh.contains(why),
                "{text}: {}",
                refused.zh
            ),
        }
    }
}

fn numbers(texts: &str) -> Vec<DocNumber> {
    texts.split(' ').map(|text| text.parse().unwrap()).collect()
}

#[test]
fn numbers_run_without_gaps_per_year_and_series() {
    let used =
        numbers("上商公开〔2026〕4号 上商公开〔2026〕1号 上商公开〔2026〕2号 上商办〔2026〕7号");
    assert_eq!(
        next("上商公开", 2026, &used).to_string(),
        "上商公开〔2026〕5号"
    );
    assert_eq!(
        next("上商公开", 2027, &used).to_string(),
        "上商公开〔2027〕1号"
    );
    let missing: Vec<(String, u32, u32)> = gaps(&used)
        .into_iter()
        .map(|gap| (gap.series, gap.from, gap.to))
        .collect();
    assert_eq!(
        missing,
        [("上商公开".into(), 3, 3), ("上商办".into(), 1, 6)]
    );
    let said = number::findings(&numbers(
        "上商公开〔2026〕1号 上商公开〔2026〕2号 上商公开〔2026〕2号 上商公开〔2026〕4号",
    ));
    let said: Vec<&str> = said.iter().map(|finding| finding.zh.as_str()).collect();
    assert_eq!(said, ["缺3号，发文字号不连续", "2号使用了两次"]);
    assert_eq!(gaps(&numbers("甲〔2026〕1号 甲〔2027〕1号")), []);
    // A slip of the pen far up does not make a list of four billion.
    assert_eq!(gaps(&numbers("甲〔2026〕4294967295号")).len(), 1);
}

#[test]
fn dates_as_letters_write_them() {
    assert_eq!(date::written(day("2026-03-05")), "2026年3月5日");
    for (text, why) in [
        ("2026年3月5日", ""),
        ("2026年12月31日", ""),
        ("2026年03月05日", "虚位"),
        ("2026年3月05日", "虚位"),
        ("26年3月5日", "四位"),
        ("2026-03-05", "形式"),
        ("二〇二六年三月五日", "半角"),
        ("２０２６年3月5日", "半角"),
        ("2026年2月30日", "没有这一天"),
        ("2026年13月1日", "没有这一天"),
    ] {
        match date::parse(text) {
            Ok(found) => {
                assert_eq!(why, "", "{text} was taken");
                assert_eq!(date::written(found), text);
            }
            Err(refused) => assert!(
                !why.is_empty() && refused.zh.contains(why),
                "{text}: {}",
                refused.zh
            ),
        }
    }
    assert_eq!(
        date::with_leading_zero("自2026年03月05日至2026年3月9日，2026年12月01日"),
        ["2026年03月05日", "2026年12月01日"]
    );
}

/// F-D0 for every reply, its own elements for every kind.
#[test]
fn what_each_kind_must_say() {
    use Element as E;
    for kind in Kind::all() {
        let needed = required(kind);
        let has = |element| needed.contains(&element);
        assert!(has(E::Title) && has(E::Addressee), "{kind}");
        assert_eq!(has(E::Number), kind.numbered(), "{kind}");
        if kind.decides() {
            assert!(
                has(E::Request) && has(E::Decision) && has(E::Organ) && has(E::Date),
                "{kind}"
            );
            let other = kind == Kind::Decision(Code::Other);
            assert_eq!((has(E::Basis), has(E::Remedy)), (!other, !other), "{kind}");
        }
        if recourse::forbidden(kind) {
            assert!(!has(E::Remedy), "{kind}");
        }
    }
    for (kind, elements) in [
        (
            "receipt",
            vec![
                E::RequestNumber,
                E::Submitted,
                E::Received,
                E::Channel,
                E::LastDay,
                E::Contact,
            ],
        ),
        (
            "correction",
            vec![E::ToCorrect, E::Guidance, E::Period, E::Consequence],
        ),
        ("extension", vec![E::Reason, E::LastDay]),
        ("reasons", vec![E::Frequency, E::Reason, E::Period]),
        (
            "third-party",
            vec![E::Concerned, E::Period, E::Silence, E::AnswerForm],
        ),
        ("consultation", vec![E::Excluded]),
        ("third-party-told", vec![E::Disclosed, E::Reason]),
        ("co-producer", vec![E::Period, E::Silence]),
        (
            "fee",
            vec![
                E::Standard,
                E::Count,
                E::Amount,
                E::Payment,
                E::Period,
                E::Consequence,
            ],
        ),
        (
            "decision-no-third",
            vec![E::Ground, E::Withheld, E::ThirdPartyView, E::Reason],
        ),
        ("decision-no-law", vec![E::Ground, E::NamedLaw]),
        (
            "decision-part",
            vec![E::Given, E::PageByPage, E::Withheld, E::Reason],
        ),
        ("decision-none", vec![E::Search]),
        (
            "decision-other-organ",
            vec![E::Reason, E::RightOrgan, E::RightContact],
        ),
        ("decision-petition", vec![E::NoRequest]),
        ("decision-open-pub", vec![E::Place]),
        ("decision-open-later", vec![E::Place, E::When]),
        ("proof", vec![E::Served, E::Way, E::ServedOn, E::By]),
        ("rectification", vec![E::Rectified]),
        ("forwarding", vec![E::ForwardedTo]),
    ] {
        let needed = required(kind.parse().unwrap());
        for element in elements {
            assert!(needed.contains(&element), "{kind}: {element:?}");
        }
    }
}

const NONE: &str = "本机关于2026年3月2日收到您提交的政府信息公开申请，申请公开某路段2011年的征收公告。\
    经审查，本机关已在档案室检索，您申请公开的政府信息不存在。根据《中华人民共和国政府信息公开条例》第三十六条第（四）项，特此告知。\
    如对本答复不服，可以自收到本答复书之日起60日内向上栗县人民政府申请行政复议，或者自收到本答复书之日起6个月内向上栗县人民法院提起行政诉讼。";

fn letter(kind: Kind, body: &str) -> Letter<'_> {
    Letter {
        kind,
        title: "政府信息不存在答复书",
        number: "上商公开〔2026〕3号",
        addressee: "李某",
        body,
        signature: "上栗县商务局",
        date: "2026年3月5日",
        basis: basis::Circumstances::default(),
        recourse: recourse_on("2026-03-05"),
        facts: &[],
    }
}

/// What is changed in a sound letter; what is then found.
#[test]
fn a_draft_is_checked_before_it_is_signed() {
    let none = Kind::Decision(Code::None);
    assert_eq!(check(&letter(none, NONE)), []);
    for (from, to, id, says) in [
        ("第三十六条第（四）项", "有关规定", "F-D12", "法律依据"),
        ("本机关已在档案室检索，", "", "A-36.2", "检索情况"),
        ("60日内", "及时", "D-2", "救济途径"),
        ("上栗县人民政府", "市商务局", "D-2", "救济途径"),
        ("上栗县人民法院", "有关法院", "D-2", "救济途径"),
        ("2026年3月2日", "2026年03月02日", "F-D0", "虚位"),
        ("2026年3月2日", "【待填：收到日期】", "F-D12", "收到日期"),
        (
            "向上栗县人民政府申请行政复议",
            "向上栗县人民政府或者上级主管部门申请行政复议",
            "D-6",
            "上级主管部门",
        ),
        (
            "可以自收到本答复书之日起60日内向上栗县人民政府申请行政复议",
            "应当先申请行政复议（上栗县人民政府，60日）",
            "D-3",
            "前置",
        ),
    ] {
        let body = NONE.replace(from, to);
        assert_ne!(body, NONE, "{from}");
        let found = check(&letter(none, &body));
        assert!(
            found
                .iter()
                .any(|finding| finding.id == id && finding.zh.contains(says)),
            "{from} → {to}: {found:?}"
        );
    }
    for (number, date, signature) in [
        ("上商公开（2026）3号", "2026年3月5日", "上栗县商务局"),
        ("上商公开〔2026〕3号", "2026年3月05日", "上栗县商务局"),
        ("上商公开〔2026〕3号", "2026年3月5日", " "),
    ] {
        let wrong = Letter {
            number,
            date,
            signature,
            ..letter(none, NONE)
        };
        assert!(!check(&wrong).is_empty(), "{number} {date} {signature}");
    }
    // D-10, trap 16: no remedy in a notice on the way.
    for kind in [Kind::Correction, Kind::Extension, Kind::Fee] {
        let found = check(&letter(kind, NONE));
        assert!(
            found
                .iter()
                .any(|finding| ["D-10", "F-10"].contains(&finding.id.id())),
            "{kind}"
        );
    }
    // D-11: no suit is promised where none lies.
    let found = check(&letter(Kind::Decision(Code::Petition), NONE));
    assert!(found.iter().any(|finding| finding.id == "D-11"));
    // D-11: of a repeated request somebody must have said whether the information was given before.
    let mut repeat = letter(Kind::Decision(Code::Repeat), NONE);
    let asks = |letter: &Letter<'_>| {
        let found = check(letter);
        found
            .iter()
            .any(|finding| finding.id == "D-11" && finding.zh.contains("先确定"))
    };
    assert!(asks(&repeat));
    for said in [true, false] {
        repeat.recourse.disclosed_before = Some(said);
        assert!(!asks(&repeat), "{said}");
    }
    // D-2: after 2024 a refusal says that review comes first, whatever else it says.
    let found = check(&letter(Kind::Decision(Code::NoProcess), NONE));
    assert!(found.iter().any(|finding| finding.id == "D-2"));
    // Trap 36: a departmental rule is no ground.
    for (law, sound) in [
        ("《中华人民共和国档案法》第二十八条", true),
        ("《某某管理条例》第三条", true),
        ("《某某部门管理办法》第三条", false),
    ] {
        let body = format!("{NONE}依照{law}，不予公开。");
        let found = check(&letter(Kind::Decision(Code::NoLaw), &body));
        assert_eq!(
            found.iter().all(|finding| finding.id != "A-14"),
            sound,
            "{law}"
        );
    }
    // D-16.
    let mut electronic = letter(none, NONE);
    electronic.recourse.how = Some(How::Electronic);
    assert!(
        check(&electronic)
            .iter()
            .any(|finding| finding.id == "D-16")
    );
}

#[test]
fn what_is_known_stands_in_the_letter() {
    use law::letter::check::Fact;
    for (fact, there) in [
        (Fact::Exact("2026年3月2日".into()), true),
        (Fact::Exact("2026年3月3日".into()), false),
        (Fact::About("某路段2011年征收公告".into()), true),
        (Fact::About("全县学校名单及电话".into()), false),
    ] {
        let facts = [(Element::Request, fact.clone())];
        let made = Letter {
            facts: &facts,
            ..letter(Kind::Decision(Code::None), NONE)
        };
        assert_eq!(check(&made).is_empty(), there, "{fact:?}");
    }
}
