//! 事由. Every number here is a published sample or constructed.

use law::{
    personal::{Settings, Weight, scan},
    subject::{LONGEST, draft, faults},
};
use proptest::prelude::*;

use crate::facts::day;

const TODAY: &str = "2026-03-02";

fn drafted(wanted: &str, known: &[&str]) -> String {
    draft(wanted, known, day(TODAY), &Settings::default())
}

/// What is asked for, what the form says of the applicant, and the title.
#[test]
fn titles_are_drafted() {
    for (wanted, known, title) in [
        (
            "青云路改造工程的立项批复",
            &[][..],
            "青云路改造工程的立项批复",
        ),
        (
            "申请公开青云路改造工程的立项批复。",
            &[],
            "青云路改造工程的立项批复",
        ),
        (
            "您好！请贵局提供2025年度预算执行情况，谢谢。",
            &[],
            "2025年度预算执行情况，谢谢",
        ),
        (
            "根据《中华人民共和国政府信息公开条例》，本人申请获取：本村低保名单",
            &[],
            "本村低保名单",
        ),
        // 公开 is part of what is asked for, where nobody asks before it.
        ("公开招聘方案及岗位表", &[], "公开招聘方案及岗位表"),
        ("申请书的受理规定", &[], "申请书的受理规定"),
        // The applicant, in his own words.
        (
            "王小明要求公开其房屋的征收补偿协议",
            &["王小明"],
            "＊＊要求公开其房屋的征收补偿协议",
        ),
        (
            "公开联系人手机13800138000的12345工单答复",
            &[],
            "公开联系人手机＊＊的12345工单答复",
        ),
        (
            "身份证11010519491231002X的社保缴费记录",
            &[],
            "身份证＊＊的社保缴费记录",
        ),
        // Nothing is left.
        ("13800138000", &[], "内容待明确"),
        ("王小明。", &["王小明"], "内容待明确"),
        ("", &[], "内容待明确"),
        ("？？？", &[], "内容待明确"),
        // The organisation code of a bureau is public.
        (
            "统一社会信用代码11341702486344515H的单位预算",
            &[],
            "统一社会信用代码11341702486344515H的单…",
        ),
    ] {
        assert_eq!(drafted(wanted, known), title, "{wanted}");
    }
}

/// A title of a clerk, what the form says, and the rules against it.
#[test]
fn titles_of_clerks_are_looked_at() {
    for (title, known, rules) in [
        ("青云路改造工程立项批复", &["王小明"][..], &[][..]),
        ("11010519491231002X的社保记录", &[], &["Q-20"]),
        ("１１０１０５ 19491231 002X的社保记录", &[], &["Q-20"]),
        ("13800138000来电所询工单", &[], &["Q-20"]),
        ("王小明的低保", &["王小明"], &["Q-5"]),
        (
            "王小明13800138000",
            &["王小明", "13800138000"],
            &["Q-20", "Q-5"],
        ),
        // One character is no name to go by.
        ("王村道路", &["王"], &[]),
    ] {
        let found = faults(title, known, day(TODAY), &Settings::default());
        let ids: Vec<&str> = found.iter().map(|one| one.id.id()).collect();
        assert_eq!(ids, rules, "{title}");
        assert!(found.iter().all(|one| one.place == "subject"));
        for secret in ["11010519491231002X", "13800138000"] {
            assert!(
                found.iter().all(|one| !one.zh.contains(secret)),
                "{found:?}"
            );
        }
    }
}

proptest! {
    /// Whatever is asked for, a drafted title is short, one line, holds nothing of a person's, and could have been typed.
    #[test]
    fn no_draft_holds_what_a_clerk_may_not_write(
        before in "[请公开提供的青云路征收补偿，。 \n0-9a-zA-Z]{0,40}",
        number in prop::sample::select(vec![
            "11010519491231002X", "13800138000", "6222020000000000000", "440524188001010014", "王小明", "someone@example.org",
        ]),
        after in "[的情况名单，。 0-9\n]{0,40}",
    ) {
        let wanted = format!("{before}{number}{after}");
        let title = drafted(&wanted, &["王小明"]);
        prop_assert!(title.chars().count() <= LONGEST && !title.contains('\n'), "{title}");
        prop_assert!(!title.contains("王小明"));
        prop_assert!(!title.is_empty());
        let hits = scan(&title, day(TODAY), &Settings::default());
        prop_assert!(hits.iter().all(|hit| hit.weight == Weight::Public), "{title} {hits:?}");
        prop_assert!(faults(&title, &["王小明"], day(TODAY), &Settings::default()).is_empty());
        prop_assert_eq!(drafted(&wanted, &["王小明"]), title, "the same text gives the same title");
    }
}
