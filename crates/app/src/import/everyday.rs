//! The words of everyday registers for 办理结果 and 申请渠道. A word that means two things is never guessed at: the row asks which.

use law::outcome::Code;

use super::cell::word;

/// What a word may mean: one code, or several among which only a person can choose.
pub(super) fn outcomes(text: &str) -> &'static [Code] {
    let bare = bare(text);
    let found = WORDS
        .iter()
        .find(|(_, words)| words.contains(&bare.as_str()))
        .or_else(|| {
            let rest = HEADS.iter().find_map(|head| bare.strip_prefix(head))?;
            WORDS.iter().find(|(_, words)| words.contains(&rest))
        });
    found.map_or(&[], |(codes, _)| *codes)
}

/// Channels that a word leaves open: a letter's day of receipt depends on whether it was signed for.
pub(super) fn is_some_letter(text: &str) -> bool {
    ["邮寄", "信函", "来信", "邮政", "寄信", "mail", "post"].contains(&word(text).as_str())
}

/// Groups of 表三 that stand before the reason.
const HEADS: [&str; 8] = [
    "不予公开",
    "不公开",
    "无法提供",
    "不予处理",
    "其他处理",
    "予以公开",
    "属于",
    "涉及",
];

type Words = (&'static [Code], &'static [&'static str]);

#[rustfmt::skip]
const WORDS: &[Words] = &[
    (&[Code::OpenGive], &["予以公开", "公开", "全部公开", "同意公开", "给予公开", "予以提供", "提供", "提供信息", "已提供"]),
    (&[Code::OpenPub], &["已主动公开", "主动公开", "已公开", "告知获取方式", "告知获取途径", "告知获取方式和途径", "已主动公开告知获取方式"]),
    (&[Code::OpenLater], &["即将公开", "将公开"]),
    (&[Code::Part], &["部分公开", "部分提供", "区分处理", "部分公开区分处理"]),
    (&[Code::NoSecret], &["国家秘密", "属于国家秘密", "涉密", "秘密"]),
    (&[Code::NoLaw], &["法律行政法规禁止公开", "其他法律行政法规禁止公开", "法律禁止公开", "法律法规禁止公开", "法律法规禁止", "法律禁止"]),
    (&[Code::No3s1s], &["三安全一稳定", "危及三安全一稳定"]),
    (&[Code::NoThird], &["第三方", "第三方合法权益", "保护第三方合法权益", "第三方不同意", "第三方不同意公开", "个人隐私", "商业秘密", "涉及个人隐私", "涉及商业秘密"]),
    (&[Code::NoInternal], &["内部事务", "内部事务信息", "三类内部事务信息", "属于三类内部事务信息", "内部管理信息"]),
    (&[Code::NoProcess], &["过程性信息", "四类过程性信息", "属于四类过程性信息"]),
    (&[Code::NoCasefile], &["行政执法案卷", "执法案卷", "属于行政执法案卷", "行政执法案卷信息"]),
    (&[Code::Query], &["行政查询事项", "属于行政查询事项", "查询事项"]),
    (&[Code::None], &["不存在", "信息不存在", "政府信息不存在", "未制作", "未获取", "经检索不存在"]),
    (&[Code::OtherOrgan], &["不属于本机关", "不属于本机关公开", "不属于本机关负责公开", "非本机关", "非本机关公开", "告知向其他机关申请"]),
    (&[Code::None, Code::OtherOrgan], &["本机关不掌握相关政府信息", "本机关不掌握", "不掌握", "不掌握相关信息"]),
    (&[Code::Make], &["另行制作", "需要另行制作", "需另行制作", "没有现成信息", "没有现成信息需要另行制作", "加工分析"]),
    (&[Code::Unclear], &["补正后不明确", "补正后仍不明确", "补正后申请内容仍不明确", "补正后内容不明确", "补正后申请内容不明确"]),
    (&[Code::Petition], &["信访", "信访举报投诉", "信访举报投诉类申请", "信访投诉举报", "投诉举报", "举报投诉", "信访类"]),
    (&[Code::Repeat], &["重复申请", "重复"]),
    (&[Code::Printed], &["公开出版物", "要求提供公开出版物"]),
    (&[Code::Abuse], &["无正当理由大量反复申请", "大量反复申请"]),
    (&[Code::Confirm], &["要求行政机关确认或重新出具已获取信息", "要求确认或重新出具已获取信息", "确认或重新出具已获取信息", "重新出具"]),
    (&[Code::LapseCorr], &["逾期不补正", "逾期未补正", "未补正", "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请"]),
    (&[Code::LapseFee], &["逾期不缴费", "逾期未缴费", "未缴费", "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请"]),
    (&[Code::LapseCorr, Code::LapseFee], &["不再处理", "视为放弃"]),
    (&[Code::Other], &["其他", "撤回", "撤回申请", "申请人撤回", "主动撤回", "申请人主动撤回"]),
    (
        &[Code::NoSecret, Code::NoLaw, Code::No3s1s, Code::NoThird, Code::NoInternal, Code::NoProcess, Code::NoCasefile, Code::Query],
        &["不予公开", "不公开", "不同意公开"],
    ),
    (&[Code::None, Code::OtherOrgan, Code::Make, Code::Unclear], &["无法提供", "不能提供"]),
    (&[Code::Petition, Code::Repeat, Code::Printed, Code::Abuse, Code::Confirm], &["不予处理", "不处理"]),
];

/// The word without the numbering and the punctuation of a form: `（三）不予公开 4.保护第三方合法权益` and `不予公开—第三方`.
fn bare(text: &str) -> String {
    let mut text = word(text);
    for number in ["一", "二", "三", "四", "五", "六", "七"] {
        text = text.replace(&format!("({number})"), "");
    }
    text.trim_start_matches("三、")
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_everyday_registers_are_understood() {
        for (text, code) in [
            ("予以公开", Code::OpenGive),
            ("（一）予以公开", Code::OpenGive),
            ("已主动公开", Code::OpenPub),
            ("部分公开", Code::Part),
            ("三、（二）部分公开", Code::Part),
            ("不予公开—第三方", Code::NoThird),
            ("不予公开-个人隐私", Code::NoThird),
            ("（三）不予公开 4.保护第三方合法权益", Code::NoThird),
            ("三、（三）不予公开 3.危及“三安全一稳定”", Code::No3s1s),
            ("不予公开（属于国家秘密）", Code::NoSecret),
            ("2.其他法律行政法规禁止公开", Code::NoLaw),
            ("不存在", Code::None),
            ("无法提供：政府信息不存在", Code::None),
            ("补正后不明确", Code::Unclear),
            ("无法提供—补正后申请内容仍不明确", Code::Unclear),
            ("信访", Code::Petition),
            ("不予处理 2.重复申请", Code::Repeat),
            ("逾期不补正", Code::LapseCorr),
            ("撤回", Code::Other),
        ] {
            assert_eq!(outcomes(text), [code], "{text}");
        }
    }

    #[test]
    fn a_word_that_means_two_things_gives_both() {
        for (text, several) in [
            ("本机关不掌握相关政府信息", 2),
            ("无法提供 1.本机关不掌握相关政府信息", 2),
            ("不予公开", 8),
            ("不予处理", 5),
            ("无法提供", 4),
            ("不再处理", 2),
        ] {
            assert_eq!(outcomes(text).len(), several, "{text}");
        }
        for text in ["", "好", "已办结", "100"] {
            assert!(outcomes(text).is_empty(), "{text}");
        }
        assert!(is_some_letter("邮寄") && !is_some_letter("挂号邮寄"));
    }

    /// Every row of 表三 that counts an outcome is understood by its own name.
    #[test]
    fn every_outcome_has_an_everyday_word() {
        for code in Code::ALL {
            assert!(
                WORDS.iter().any(|(codes, _)| *codes == [code]),
                "{}",
                code.as_str()
            );
        }
    }
}
