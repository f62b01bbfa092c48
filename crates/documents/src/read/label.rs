//! Labels of the three tables, recognised by their words whatever the brackets, numbers and spaces around them.

use law::report::Row;

use super::{flow::is_space, notes::Notes, variant::How};

/// The rows of 表二 and what the 2021 form calls them.
pub(super) const TABLE2: [(&str, &str); 16] = [
    ("规章", "规章"),
    ("行政规范性文件", "行政规范性文件"),
    ("规范性文件", "行政规范性文件"),
    ("行政许可", "行政许可"),
    ("行政许可决定", "行政许可"),
    ("其他对外管理服务事项", "其他对外管理服务事项"),
    ("行政处罚", "行政处罚"),
    ("行政处罚决定", "行政处罚"),
    ("行政强制", "行政强制"),
    ("行政强制措施", "行政强制"),
    ("行政事业性收费", "行政事业性收费"),
    ("行政事业性收费金额", "行政事业性收费"),
    ("行政事业性收费万元", "行政事业性收费"),
    ("行政事业性收费项目", "行政事业性收费"),
    ("行政事业性收费单位万元", "行政事业性收费"),
    ("政府集中采购", "政府集中采购"),
];

/// Other words that stand in cells of the tables.
const HEADERS: [&str; 42] = [
    "信息内容",
    "本年制发件数",
    "本年废止件数",
    "现行有效件数",
    "本年处理决定数量",
    "本年收费金额单位万元",
    "本年收费金额",
    "本年新制作数量",
    "本年新公开数量",
    "对外公开总数量",
    "上一年项目数量",
    "本年增减",
    "处理决定数量",
    "采购项目数量",
    "采购总金额",
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "总计",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
    "三本年度办理结果",
    "本年度办理结果",
    "三不予公开",
    "四无法提供",
    "五不予处理",
    "六其他处理",
    "行政复议",
    "行政诉讼",
    "未经复议直接起诉",
    "复议后起诉",
    "结果维持",
    "结果纠正",
    "其他结果",
    "尚未审结",
    "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和",
    "不予公开",
    "无法提供",
    "不予处理",
];

/// What is left of a label without spaces, brackets, quotes and other marks; full-width letters and digits made plain.
pub(super) fn core(text: &str) -> String {
    text.chars()
        .filter(|c| !is_space(*c))
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// A label of 表二: its name in the form.
pub(super) fn table2(text: &str) -> Option<&'static str> {
    if text.chars().count() > 24 {
        return None;
    }
    let core = core(text);
    if let Some((_, name)) = TABLE2.into_iter().find(|(words, _)| *words == core) {
        return Some(name);
    }
    // A character misprinted in one of the long names; the short ones are too much alike.
    let mut near = TABLE2.into_iter().filter(|(words, _)| {
        let length = words.chars().count();
        (5..=7).contains(&length)
            && core.chars().count() == length
            && !core.contains("制")
            && distance(&core, words) == 1
    });
    match (near.next(), near.next()) {
        (Some((_, name)), None) => Some(name),
        _ => None,
    }
}

/// A block heading 第二十条第（一）项 of 表二.
pub(super) fn is_block(text: &str) -> bool {
    let core = core(text);
    core.starts_with("第二十条第") && core.ends_with(['项', '款']) && core.chars().count() < 12
}

pub(super) fn is_header(text: &str) -> bool {
    text.chars().count() < 60 && HEADERS.contains(&core(text).as_str())
}

/// Whether a text is a word of one of the tables.
pub(super) fn is_known(text: &str) -> bool {
    is_header(text) || is_block(text) || table2(text).is_some() || row(text, None).is_some()
}

/// A label of 表三, however it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub row: Row,
    /// The words differ from the form's, not only the typing.
    pub reworded: bool,
}

/// A row of 表三 by its words. 其他 and 总计 are also column headings: they need their number, or the row before them.
pub(super) fn row(text: &str, before: Option<Row>) -> Option<Label> {
    if text.chars().count() > 90 {
        return None;
    }
    let parts = Parts::of(text);
    let words = parts.words.as_str();
    let exact = |row| {
        Some(Label {
            row,
            reworded: false,
        })
    };
    match words {
        "其他" => {
            let after = matches!(before, Some(Row::LapseCorr | Row::LapseFee));
            let numbered =
                parts.number == Some('3') && !parts.bracketed && before >= Some(Row::Unclear);
            let named = parts.whole.ends_with("其他处理3其他");
            return if after || numbered || named {
                exact(Row::Other)
            } else {
                None
            };
        }
        "总计" | "合计" => {
            let named = parts.number == Some('七') && parts.bracketed;
            return (named || matches!(before, Some(Row::LapseCorr | Row::LapseFee | Row::Other)))
                .then(|| Label {
                    row: Row::Total,
                    reworded: words != "总计",
                });
        }
        "" => return None,
        _ => {}
    }
    if let Some(place) = WORDS.iter().position(|known| *known == words) {
        return exact(Row::ALL[place]);
    }
    if words.starts_with("部分公开区分处理") && words.ends_with("情形") {
        return exact(Row::Part);
    }
    near(words, parts.number)
}

/// A label a few characters off, or with its words in another order: only if long enough, and if one row alone is
/// that near, or one alone of those that also carries the printed number.
fn near(words: &str, number: Option<char>) -> Option<Label> {
    let length = words.chars().count();
    if length < 6 {
        return None;
    }
    let allowed = match length {
        6 => 1,
        7..=9 => 2,
        10..=19 => 3,
        _ => 5,
    };
    let sorted = |text: &str| {
        let mut chars: Vec<char> = text.chars().collect();
        chars.sort_unstable();
        chars
    };
    let mine = sorted(words);
    let found: Vec<Row> = Row::ALL
        .into_iter()
        .zip(WORDS)
        .filter(|(_, target)| {
            let differs = target.chars().count().abs_diff(length);
            (differs <= allowed && distance(words, target) <= allowed)
                || (differs == 0 && sorted(target) == mine)
        })
        .map(|(row, _)| row)
        .collect();
    let row = match found.as_slice() {
        [only] => *only,
        several => {
            let mut numbered = several
                .iter()
                .filter(|row| number.is_some() && Parts::of(row.zh()).number == number);
            match (numbered.next(), numbered.next()) {
                (Some(row), None) => *row,
                _ => return None,
            }
        }
    };
    Some(Label {
        row,
        reworded: true,
    })
}

/// A label that lost too much to be told by its words: by its number and its place, right behind the row before it.
pub(super) fn misprinted(text: &str, before: Option<Row>) -> Option<Label> {
    let parts = Parts::of(text);
    let row = *Row::ALL.get(before?.index() + 1)?;
    let form = Parts::of(row.zh());
    let same_place =
        parts.number.is_some() && (parts.number, parts.bracketed) == (form.number, form.bracketed);
    let length = parts.words.chars().count();
    let near = length >= 4 && distance(&parts.words, WORDS[row.index()]) * 2 <= length;
    (same_place && near).then_some(Label {
        row,
        reworded: true,
    })
}

/// The heading of a column that was meant, where one or two characters are misprinted.
pub(super) fn misprinted_head(text: &str) -> Option<&'static str> {
    let core = core(text);
    let length = core.chars().count();
    if !(5..=10).contains(&length) || is_known(text) {
        return None;
    }
    let near = |head: &&&str| {
        let characters = head.chars().count();
        let allowed = if length >= 6 { 2 } else { 1 };
        characters == length && characters >= 5 && distance(&core, head) <= allowed
    };
    let found: Vec<&str> = HEADERS.iter().filter(near).copied().collect();
    let least = found.iter().map(|head| distance(&core, head)).min()?;
    let mut nearest = found
        .into_iter()
        .filter(|head| distance(&core, head) == least);
    match (nearest.next(), nearest.next()) {
        (Some(head), None) => Some(head),
        _ => None,
    }
}

/// The words of the rows' labels without number and marks, in the order of the form.
const WORDS: [&str; 25] = [
    "本年新收政府信息公开申请数量",
    "上年结转政府信息公开申请数量",
    "予以公开",
    "部分公开",
    "属于国家秘密",
    "其他法律行政法规禁止公开",
    "危及三安全一稳定",
    "保护第三方合法权益",
    "属于三类内部事务信息",
    "属于四类过程性信息",
    "属于行政执法案卷",
    "属于行政查询事项",
    "本机关不掌握相关政府信息",
    "没有现成信息需要另行制作",
    "补正后申请内容仍不明确",
    "信访举报投诉类申请",
    "重复申请",
    "要求提供公开出版物",
    "无正当理由大量反复申请",
    "要求行政机关确认或重新出具已获取信息",
    "申请人无正当理由逾期不补正行政机关不再处理其政府信息公开申请",
    "申请人逾期未按收费通知要求缴纳费用行政机关不再处理其政府信息公开申请",
    "其他",
    "总计",
    "结转下年度继续办理",
];

/// Edit distance; both sides are short.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut costs: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut diagonal = costs[0];
        costs[0] = i + 1;
        for (j, b) in b.iter().enumerate() {
            let above = costs[j + 1];
            costs[j + 1] = (diagonal + usize::from(a != *b))
                .min(above + 1)
                .min(costs[j] + 1);
            diagonal = above;
        }
    }
    costs[b.len()]
}

/// A label taken apart: the last number before the words, and the words.
struct Parts {
    number: Option<char>,
    bracketed: bool,
    words: String,
    whole: String,
}

impl Parts {
    fn of(text: &str) -> Self {
        let mut parts = Self {
            number: None,
            bracketed: false,
            words: String::new(),
            whole: core(text),
        };
        let plain: Vec<char> = text
            .chars()
            .filter(|c| !is_space(*c))
            .map(|c| match c {
                '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
                _ => c,
            })
            .collect();
        let mut rest = plain.as_slice();
        while let Some((number, bracketed, after)) = numbered(rest) {
            parts.number = Some(number);
            parts.bracketed = bracketed;
            rest = after;
            // A heading or group before the leaf in one cell: 三、本年度办理结果（三）不予公开1.属于国家秘密.
            for group in [
                "本年度办理结果",
                "不予公开",
                "无法提供",
                "不予处理",
                "其他处理",
            ] {
                let group: Vec<char> = group.chars().collect();
                if let Some(after) = rest.strip_prefix(group.as_slice())
                    && numbered(after).is_some()
                {
                    rest = after;
                }
            }
        }
        parts.words = rest.iter().filter(|c| c.is_alphanumeric()).collect();
        parts
    }
}

/// A number at the start: `（三）`, `(3)`, `1.`, `1、`, `一、`, `1` before a Han character.
fn numbered(text: &[char]) -> Option<(char, bool, &[char])> {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九".contains(c);
    match text {
        ['(', number, ')', rest @ ..] if is_number(*number) => Some((*number, true, rest)),
        [number, '.' | '、' | ',' | '．' | '。' | ':', rest @ ..] if is_number(*number) => {
            Some((*number, false, rest))
        }
        [number, rest @ ..]
            if number.is_ascii_digit() && rest.first().is_some_and(|c| c.is_alphabetic()) =>
        {
            Some((*number, false, rest))
        }
        [circled @ '①'..='⑨', rest @ ..] => {
            let number = char::from_digit(*circled as u32 - '①' as u32 + 1, 10)?;
            Some((number, false, rest))
        }
        _ => None,
    }
}

/// Says how the typing of a recognised label differs from the form's.
pub(super) fn typing(printed: &str, row: Row, notes: &mut Notes) {
    let printed = printed.trim_matches(is_space);
    if printed == row.zh() || printed == row.key() {
        return;
    }
    let mut say = |how| notes.typing(how, format!("table3/{row}"), printed, row.zh());
    if printed.contains(['(', ')']) {
        say(How::HalfWidthBrackets);
    }
    // A line end inside a cell is how the source wraps its text, not how the label is typed.
    if printed
        .chars()
        .any(|c| is_space(c) && c != '\n' && c != '\r')
    {
        say(How::Spaces);
    }
    if row == Row::No3s1s && !(printed.contains('“') && printed.contains('”')) {
        say(How::Quotes);
    }
    let is_leaf_of_group = !row.group().is_empty();
    let mut chars = printed.chars().filter(|c| !is_space(*c));
    let (first, second) = (chars.next(), chars.next());
    match (first, second) {
        (Some(first), Some(mark)) if is_leaf_of_group && first.is_ascii_digit() && mark != '.' => {
            say(How::NumberMark);
        }
        (Some(first), _)
            if is_leaf_of_group && first.is_alphabetic() && !"三一二四五六七".contains(first) =>
        {
            say(How::NoNumber);
        }
        (Some('０'..='９' | '①'..='⑨'), _) => say(How::NumberMark),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_by_their_words() {
        for expected in Row::ALL {
            for text in [expected.zh(), expected.key()] {
                let found = row(text, Some(Row::LapseFee));
                assert_eq!(
                    found.map(|label| (label.row, label.reworded)),
                    Some((expected, false)),
                    "{text}"
                );
            }
        }
        let table = [
            (
                "(二)部分公开(区分处理的,只计这一情形,不计其他情形)",
                None,
                Some((Row::Part, false)),
            ),
            (
                "三、本年度办理结果（一）予以公开",
                None,
                Some((Row::Open, false)),
            ),
            ("3、危及\"三安全一稳定\"", None, Some((Row::No3s1s, false))),
            ("属于 国家 秘密", None, Some((Row::NoSecret, false))),
            ("１．属于国家秘密", None, Some((Row::NoSecret, false))),
            (
                "2.其他法律、行政法规禁止公开",
                None,
                Some((Row::NoLaw, false)),
            ),
            (
                "7.属于行政执法案卷信息",
                None,
                Some((Row::NoCasefile, true)),
            ),
            ("其他", None, None),
            ("其他", Some(Row::LapseFee), Some((Row::Other, false))),
            ("3.其他", Some(Row::LapseCorr), Some((Row::Other, false))),
            ("总计", None, None),
            ("总计", Some(Row::Other), Some((Row::Total, false))),
            ("（三）不予公开", None, None),
            ("三、本年度办理结果", None, None),
            ("6.属于四", None, None),
            ("四、结转下年度办理", None, Some((Row::CarriedOut, true))),
            ("1.信访投诉举报类申请", None, Some((Row::Petition, true))),
            (
                "二、本年结转政府信息公开申请数量",
                None,
                Some((Row::CarriedIn, true)),
            ),
            ("本年结转政府信息公开申请数量", None, None),
            ("申请人情况", None, None),
        ];
        for (text, before, expected) in table {
            assert_eq!(
                row(text, before).map(|label| (label.row, label.reworded)),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn rows_of_table_2() {
        assert_eq!(table2(" 规范性文件\u{a0}"), Some("行政规范性文件"));
        assert_eq!(table2("行政处罚"), Some("行政处罚"));
        assert_eq!(table2("行政处罚公开"), None);
        assert_eq!(table2("行政规范行文件"), Some("行政规范性文件"));
        assert_eq!(table2("行政强罚"), None);
        assert!(is_block("第二十条第(一)项"));
        assert!(!is_block("根据《条例》第二十条第（一）项的规定公开"));
    }
}
