//! Numbers that the prose names. Conservative: a clause counts only if it says one thing, about this year,
//! about all requests, with one whole number; whatever else is left unread.

use crate::report::Row;

/// A number in prose and the row of 表三 whose 总计 it has to equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub row: Row,
    pub value: i64,
    /// The clause, for the message.
    pub text: String,
    /// 受理 gives way to 收到 where both are named.
    weak: bool,
}

/// Subsets, comparisons and other matters: a clause with one of these is not about all requests.
pub(super) const ASIDE: [&str; 58] = [
    "其中",
    // One office of the whole: 区政府办代表区政府受理.
    "代表",
    "通过",
    "网络",
    "网上",
    "网站",
    "平台",
    "信函",
    "邮寄",
    "当面",
    "现场",
    "邮件",
    "传真",
    "自然人",
    "企业",
    "个人",
    "月",
    "季度",
    "半年",
    "增加",
    "减少",
    "同比",
    "较",
    "增长",
    "下降",
    "上升",
    "占",
    "率",
    "%",
    "％",
    "复议",
    "诉讼",
    "咨询",
    "信访",
    "投诉",
    "举报",
    "留言",
    "来信",
    "来访",
    "来电",
    "热线",
    "建议",
    "提案",
    "许可",
    "处罚",
    "备案",
    "意见",
    "案件",
    "逾期",
    "超期",
    "累计自",
    "以来",
    "撤回",
    "补正",
    "平均",
    "日均",
    "涉及",
    "第三方",
];
/// Outcomes: a clause that names one counts a part of what was closed.
const OUTCOMES: [&str; 12] = [
    "予以公开",
    "同意公开",
    "部分公开",
    "不予",
    "无法提供",
    "其他处理",
    "主动公开",
    "不存在",
    "不公开",
    "已公开",
    "转送",
    "延期",
];
const RECEIVED: [&str; 5] = ["收到", "新收", "接到", "接收", "受理"];
const UNITS: [char; 8] = ['件', '份', '宗', '条', '个', '起', '例', '项'];

pub(super) fn of(text: &str, year: Option<i16>) -> Vec<Claim> {
    let text = plain(text);
    let mut claims: Vec<Claim> = Vec::new();
    let mut about_before = false;
    for sentence in text.split(['。', '！', '？', '；', ';', '\n']) {
        let about = ["信息公开申请", "公开申请", "依申请公开", "申请公开"]
            .iter()
            .any(|word| sentence.contains(word));
        if about || about_before {
            for clause in sentence.split(['，', ',']) {
                claims.extend(nothing(clause, year));
                for part in clause.split(['、', '：', ':', '（', '）', '(', ')']) {
                    claims.extend(counted(part, year, about));
                }
            }
        }
        about_before = about;
    }
    if claims
        .iter()
        .any(|claim| claim.row == Row::New && !claim.weak)
    {
        claims.retain(|claim| !claim.weak);
    }
    let mut distinct: Vec<Claim> = Vec::new();
    for claim in claims {
        if !distinct
            .iter()
            .any(|known| (known.row, known.value) == (claim.row, claim.value))
        {
            distinct.push(claim);
        }
    }
    distinct
}

/// Spaces gone, full-width digits made plain; a line end stays only where a sentence or a heading ends.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.trim();
        let heading =
            ["（", "("].iter().any(|open| line.starts_with(open)) && line.chars().count() < 20;
        if (heading || line.is_empty()) && !out.is_empty() {
            out.push('\n');
        }
        out.extend(
            line.chars()
                .filter(|c| !c.is_whitespace())
                .map(|c| match c {
                    '０'..='９' => {
                        char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c)
                    }
                    _ => c,
                }),
        );
    }
    out
}

/// "未收到政府信息公开申请", "无依申请公开事项": none was received.
fn nothing(clause: &str, year: Option<i16>) -> Option<Claim> {
    if other_year(clause, year)
        || ["月", "季度", "半年", "上年", "去年"]
            .iter()
            .any(|word| without_years(clause).contains(word))
    {
        return None;
    }
    let none = [
        "未收到",
        "没有收到",
        "未接到",
        "没有接到",
        "无收到",
        "未受理",
        "没有受理",
        "未有",
        "未发生",
    ]
    .iter()
    .find_map(|verb| clause.split_once(verb))
    .is_some_and(|(_, rest)| only_requests(rest));
    let without = clause.split_once("无依申请公开").is_some_and(|(_, rest)| {
        [
            "",
            "事项",
            "申请",
            "件",
            "情况",
            "信息",
            "政府信息",
            "政府信息事项",
            "的事项",
            "申请事项",
            "申请件",
        ]
        .contains(&rest)
    });
    (none || without).then(|| Claim {
        row: Row::New,
        value: 0,
        text: clause.to_string(),
        weak: false,
    })
}

/// Whether the rest of a clause names requests for disclosure and nothing narrower.
fn only_requests(rest: &str) -> bool {
    if !rest.contains("申请") || !rest.contains("公开") {
        return false;
    }
    let mut rest = rest.to_string();
    for word in [
        "政府信息公开申请",
        "信息公开申请",
        "依申请公开",
        "申请公开",
        "政府信息",
        "公民",
        "法人",
        "其他组织",
        "或者",
        "任何",
        "相关",
        "有关",
        "书面",
        "要求",
        "关于",
        "提出",
        "提交",
        "公开",
        "申请",
        "事项",
        "情况",
        "件",
        "信息",
        "政府",
        "单位",
        "个人",
        "群众",
        "形式",
        "或",
        "和",
        "的",
        "、",
        "向我局",
        "对",
    ] {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

fn counted(clause: &str, year: Option<i16>, about: bool) -> Option<Claim> {
    if clause.chars().count() > 60 || other_year(clause, year) {
        return None;
    }
    let bare = without_years(clause);
    if ASIDE.iter().any(|word| bare.contains(word)) {
        return None;
    }
    let value = single_count(&bare)?;
    let (row, weak) = row_of(&bare, about)?;
    Some(Claim {
        row,
        value,
        text: clause.to_string(),
        weak,
    })
}

fn row_of(clause: &str, about: bool) -> Option<(Row, bool)> {
    let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    let carried = has(&["结转", "转入", "转来", "顺延", "转下", "延至", "转至"]);
    let past = has(&["上年", "上一年", "去年"]);
    let next = has(&["下年", "下一年", "次年", "明年"]);
    if carried {
        return match (past, next) {
            (true, false) => Some((Row::CarriedIn, false)),
            (false, true) => Some((Row::CarriedOut, false)),
            _ => None,
        };
    }
    if past || next || has(&OUTCOMES) {
        return None;
    }
    let received = has(&RECEIVED);
    let closed = has(&["办结", "办理完毕", "办理完成", "答复"]);
    match (received, closed) {
        (true, false) if about && has(&["申请"]) => {
            let weak = !has(&["收到", "新收", "接到", "接收"]);
            Some((Row::New, weak))
        }
        (false, true) if nothing_else(clause) => Some((Row::Total, false)),
        _ => None,
    }
}

/// Whether a clause says "closed" of all requests: nothing but the verb, the number and customary words.
fn nothing_else(clause: &str) -> bool {
    let mut rest: String = clause
        .chars()
        .filter(|c| !c.is_ascii_digit() && !UNITS.contains(c))
        .collect();
    for word in [
        "政府信息公开申请",
        "信息公开申请",
        "依申请公开",
        "申请",
        "依法",
        "依规",
        "按期",
        "按时",
        "按规定",
        "均已",
        "已经",
        "全部",
        "共计",
        "累计",
        "全年",
        "本年度",
        "本年",
        "年度",
        "年内",
        "当年",
        "实际",
        "予以",
        "办理完毕",
        "办理完成",
        "办结",
        "答复完毕",
        "答复",
        "办理",
        "事项",
        "政府信息",
        "全市",
        "全县",
        "全区",
        "全省",
        "我局",
        "我镇",
        "我乡",
        "我县",
        "我市",
        "我区",
        "本机关",
        "本单位",
        "其",
        "均",
        "已",
        "共",
        "并",
        "的",
        "年",
        "在",
        "法定",
        "期限",
        "时限",
        "内",
    ] {
        rest = rest.replace(word, "");
    }
    rest.is_empty()
}

/// The one whole number with a unit; `None` for none, several, decimals, "余" and ordinals.
pub(super) fn single_count(clause: &str) -> Option<i64> {
    let chars: Vec<char> = clause.chars().collect();
    let mut found = None;
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < chars.len() && chars[at].is_ascii_digit() {
            at += 1;
        }
        let before = start.checked_sub(1).map(|place| chars[place]);
        if found.is_some() || matches!(before, Some('第' | '.' | '-' | '—' | '至')) {
            return None;
        }
        if !chars.get(at).is_some_and(|unit| UNITS.contains(unit)) {
            return None;
        }
        let digits: String = chars[start..at].iter().collect();
        found = Some(digits.parse::<i64>().ok()?);
    }
    found
}

/// The clause with its years taken out, so that they are not counts.
pub(super) fn without_years(clause: &str) -> String {
    let mut out = String::with_capacity(clause.len());
    let mut digits = String::new();
    for c in clause.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if !(c == '年' && digits.len() == 4) {
                out.push_str(&digits);
                out.push(c);
            }
            digits.clear();
        }
    }
    out + &digits
}

/// Whether a clause names a year other than the one reported on.
pub(super) fn other_year(clause: &str, year: Option<i16>) -> bool {
    let mut digits = String::new();
    for c in clause.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if c == '年' && digits.len() == 4 {
            let named = digits.parse::<i16>().ok();
            let next_is_fine = clause.contains("结转") || clause.contains("顺延");
            if named.is_some() && year.is_some() && named != year && !next_is_fine {
                return true;
            }
        }
        digits.clear();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prose, and what it claims of (一, 二, （七）, 四).
    #[test]
    fn prose() {
        let (new, before, closed, after) = (Row::New, Row::CarriedIn, Row::Total, Row::CarriedOut);
        let table: &[(&str, &[(Row, i64)])] = &[
            (
                "全年共收到政府信息公开申请34件，上年结转2件，依法按期办结35件，结转下年度1件。",
                &[(new, 34), (before, 2), (closed, 35), (after, 1)],
            ),
            ("2022年度本单位无依申请公开事项。", &[(new, 0)]),
            ("2022年，我局未收到政府信息公开申请。", &[(new, 0)]),
            (
                "没有收到公民、法人或其他组织提出的政府信息公开申请。",
                &[(new, 0)],
            ),
            ("2021年收到政府信息公开申请12件。", &[]),
            ("收到政府信息公开申请比上年增加3件。", &[]),
            (
                "收到政府信息公开申请9件，其中网上收到申请4件，按时答复率100%。",
                &[(new, 9)],
            ),
            (
                "收到申请9件（含上年度结转2件），答复10件，予以公开答复3件。依申请公开。",
                &[],
            ),
            (
                "全县共受理政府信息公开申请519件，答复515件（含上年度结转申请4件），8件顺延到下年度答复。",
                &[(new, 519), (closed, 515), (before, 4), (after, 8)],
            ),
            (
                "收到政府信息公开申请40件，受理政府信息公开申请38件。",
                &[(new, 40)],
            ),
            ("全年收到信息公开\n申请 １2 件，均已办结。", &[(new, 12)]),
            ("收到政府信息公开申请30余件。", &[]),
            ("收到政府信息公开申请1.5件。", &[]),
            ("收到行政复议申请3件，依申请公开有序。", &[]),
            ("第四季度未收到政府信息公开申请。", &[]),
            ("未收到涉及商业秘密的政府信息公开申请。", &[]),
            ("办结行政许可500件。规范依申请公开。", &[]),
            ("主动公开信息104条，依申请公开渠道畅通。", &[]),
            ("12月31日前收到政府信息公开申请3件。", &[]),
        ];
        for (text, expected) in table {
            let claims: Vec<(Row, i64)> = of(text, Some(2022))
                .iter()
                .map(|claim| (claim.row, claim.value))
                .collect();
            assert_eq!(&claims, expected, "{text}");
        }
    }
}
