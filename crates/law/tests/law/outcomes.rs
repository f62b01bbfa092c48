//! law.md 1.9: code, article, row of 表三.

use law::{outcome::Code, report::Row};

#[test]
fn every_code_has_its_row() {
    let refused = "三、（三）不予公开 ";
    let unable = "三、（四）无法提供 ";
    let declined = "三、（五）不予处理 ";
    let other = "三、（六）其他处理 ";
    let table = [
        ("OPEN-PUB", "三、（一）予以公开", ""),
        ("OPEN-GIVE", "三、（一）予以公开", ""),
        ("OPEN-LATER", "三、（一）予以公开", ""),
        ("PART", "三、（二）部分公开", ""),
        ("NO-SECRET", refused, "1.属于国家秘密"),
        ("NO-LAW", refused, "2.其他法律行政法规禁止公开"),
        ("NO-3S1S", refused, "3.危及“三安全一稳定”"),
        ("NO-THIRD", refused, "4.保护第三方合法权益"),
        ("NO-INTERNAL", refused, "5.属于三类内部事务信息"),
        ("NO-PROCESS", refused, "6.属于四类过程性信息"),
        ("NO-CASEFILE", refused, "7.属于行政执法案卷"),
        ("QUERY", refused, "8.属于行政查询事项"),
        ("NONE", unable, "1.本机关不掌握相关政府信息"),
        ("OTHER-ORGAN", unable, "1.本机关不掌握相关政府信息"),
        ("MAKE", unable, "2.没有现成信息需要另行制作"),
        ("UNCLEAR", unable, "3.补正后申请内容仍不明确"),
        ("PETITION", declined, "1.信访举报投诉类申请"),
        ("REPEAT", declined, "2.重复申请"),
        ("PRINTED", declined, "3.要求提供公开出版物"),
        ("ABUSE", declined, "4.无正当理由大量反复申请"),
        (
            "CONFIRM",
            declined,
            "5.要求行政机关确认或重新出具已获取信息",
        ),
        (
            "LAPSE-CORR",
            other,
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        ),
        (
            "LAPSE-FEE",
            other,
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        ),
        ("OTHER", other, "3.其他"),
    ];
    assert_eq!(table.len(), Code::ALL.len());
    for ((text, group, leaf), code) in table.into_iter().zip(Code::ALL) {
        assert_eq!(code.as_str(), text);
        assert_eq!(code.row().key(), format!("{group}{leaf}"), "{text}");
        assert!(!code.zh().is_empty() && !code.en().is_empty());
    }
}

/// 21 leaves; two of them take two or three codes (traps 19 to 21).
#[test]
fn every_leaf_is_reached() {
    for leaf in Row::LEAVES {
        assert!(Code::ALL.iter().any(|code| code.row() == leaf), "{leaf:?}");
    }
    assert_eq!(
        "NO-SUCH".parse::<Code>().unwrap_err(),
        "unknown outcome code NO-SUCH"
    );
}

/// each code has words and a row of its own description; the words come from the table, one set for each code.
#[test]
fn every_code_has_its_own_words() {
    use std::collections::BTreeSet;
    let zh: BTreeSet<&str> = Code::ALL.iter().map(|code| code.zh()).collect();
    let en: BTreeSet<&str> = Code::ALL.iter().map(|code| code.en()).collect();
    assert_eq!((zh.len(), en.len()), (24, 24));
    assert_eq!(
        (Code::Part.zh(), Code::Part.en()),
        ("部分公开", "Disclosed in part")
    );
    assert_eq!(Code::None.zh(), "政府信息不存在");
    for (code, basis) in [
        (Code::OpenPub, "第三十六条第（一）项"),
        (Code::Part, "第三十七条"),
        (Code::NoThird, "第十五条、第三十二条、第三十六条第（三）项"),
        (Code::Make, "第三十八条"),
        (Code::Confirm, ""),
    ] {
        assert_eq!(code.basis(), basis, "{code:?}");
    }
}
