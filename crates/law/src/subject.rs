//! 事由: the short title by which the people of the house know a request. It is drafted from 所需信息 and changed by the clerk.
//!
//! Colleagues read it in lists that do not name the applicant, so it holds nothing of his: what the form says of him is taken out
//! and whatever `personal::scan` takes for a person's, of any weight. The same text gives the same title on every day
//! and machine.

use jiff::civil::Date;

use crate::{
    finding::{Finding, Severity},
    personal::{self, Hit, Weight},
    rule::Rule,
};

/// The longest title, in characters.
pub const LONGEST: usize = 40;
/// The longest that is drafted, without the sign that something was left out.
const DRAFTED: usize = 28;
/// Stands where something of a person's stood.
const TAKEN_OUT: &str = "＊＊";
/// Of a text that leaves nothing to go by.
const UNCLEAR: &str = "内容待明确";

/// What a clause begins with before it says what is asked for. Longer ones first.
const OPENINGS: [&str; 46] = [
    "根据《中华人民共和国政府信息公开条例》",
    "依据《中华人民共和国政府信息公开条例》",
    "依照《中华人民共和国政府信息公开条例》",
    "根据《政府信息公开条例》",
    "依据《政府信息公开条例》",
    "尊敬的领导",
    "本人申请",
    "我单位申请",
    "我公司申请",
    "我们申请",
    "我申请",
    "我们希望",
    "我希望",
    "我们想",
    "我想要",
    "我想",
    "我要",
    "现申请",
    "特申请",
    "兹申请",
    "现请",
    "向贵机关",
    "向贵单位",
    "向贵局",
    "向你单位",
    "向你局",
    "请求贵局",
    "请贵机关",
    "请贵单位",
    "请贵局",
    "请你单位",
    "请你局",
    "请依法",
    "依法申请",
    "依法",
    "申请人要求",
    "申请",
    "请求",
    "要求",
    "希望",
    "想要",
    "烦请",
    "恳请",
    "请",
    "您好",
    "你好",
];
/// What may follow an opening.
const VERBS: [&str; 22] = [
    "书面公开",
    "书面提供",
    "公开",
    "提供",
    "获取",
    "获得",
    "查询",
    "查阅",
    "查看",
    "复制",
    "了解",
    "知道",
    "告知",
    "给予",
    "给我",
    "一下",
    "一份",
    "以下信息",
    "下列信息",
    "如下信息",
    "下列政府信息",
    "以下政府信息",
];

/// A title drafted from what is asked for. `known` is what the form says of the applicant: name, numbers, addresses.
#[must_use]
pub fn draft(wanted: &str, known: &[&str], today: Date, settings: &personal::Settings) -> String {
    let bare = without(wanted, known, today, settings);
    let title = bare
        .split(['。', '！', '？', '!', '?', '；', ';', '\n', '\r'])
        .map(opened)
        .find(|clause| says_something(clause))
        .map(|clause| cut(&clause))
        .unwrap_or_default();
    // What is cut off may leave digits that look like a number of somebody.
    let title = without(&title, known, today, settings);
    if says_something(&title) && faults(&title, known, today, settings).is_empty() {
        title
    } else {
        UNCLEAR.into()
    }
}

/// What may not stand in a title that a clerk wrote; `place` is `subject`.
#[must_use]
pub fn faults(
    title: &str,
    known: &[&str],
    today: Date,
    settings: &personal::Settings,
) -> Vec<Finding> {
    let place = "subject";
    let mut found: Vec<Finding> = persons(title, today, settings)
        .iter()
        .map(|hit| {
            let (column, kind) = (hit.column, hit.kind);
            Finding::new(
                Rule::Q_20,
                Severity::Error,
                place,
                format!(
                    "事由第{column}字疑为{}（{}）：事由在列表中显示，不写个人信息",
                    kind.zh(),
                    hit.masked
                ),
                format!(
                    "Character {column} of the subject: {} ({}); lists show it, so it holds no personal data",
                    kind.en(),
                    hit.masked
                ),
            )
        })
        .collect();
    if particulars(known).any(|known| title.contains(known)) {
        found.push(Finding::new(
            Rule::Q_5,
            Severity::Error,
            place,
            "事由中有申请人的姓名、号码或者地址：事由在列表中显示，不写申请人是谁".into(),
            "The subject holds the applicant's name, a number or an address of his; lists show it and do not say who asks"
                .into(),
        ));
    }
    found
}

/// The title as one line without needless space.
#[must_use]
pub fn tidied(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What of the form is long enough to tell somebody by.
fn particulars<'a>(known: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    known
        .iter()
        .map(|known| known.trim())
        .filter(|known| known.chars().count() > 1)
}

fn persons(text: &str, today: Date, settings: &personal::Settings) -> Vec<Hit> {
    let mut hits = personal::scan(text, today, settings);
    hits.retain(|hit| hit.weight != Weight::Public);
    hits
}

/// The text without what is the applicant's or anybody's.
fn without(text: &str, known: &[&str], today: Date, settings: &personal::Settings) -> String {
    let mut bare = text.to_string();
    let mut longest: Vec<&str> = particulars(known).collect();
    longest.sort_by_key(|known| std::cmp::Reverse(known.len()));
    for known in longest {
        bare = bare.replace(known, TAKEN_OUT);
    }
    let mut out = String::new();
    let mut at = 0;
    for hit in persons(&bare, today, settings) {
        if let Some(before) = bare.get(at..hit.start) {
            out.push_str(before);
            out.push_str(TAKEN_OUT);
        }
        at = at.max(hit.end);
    }
    out.push_str(bare.get(at..).unwrap_or_default());
    out
}

/// A clause from where it says what is asked for.
fn opened(clause: &str) -> String {
    let mut rest = clause.trim_matches(idle);
    let mut opened = false;
    loop {
        let after = OPENINGS
            .iter()
            .chain(VERBS.iter().filter(|_| opened))
            .find_map(|word| rest.strip_prefix(word))
            // 申请书, 请示, 要求的: there the word is part of another one.
            .filter(|after| !after.starts_with(['书', '示', '的', '人', '表']));
        match after {
            Some(after) => rest = after.trim_start_matches(idle),
            None => break,
        }
        opened = true;
    }
    tidied(rest)
}

/// Marks and blanks that say nothing at the ends of a title.
fn idle(c: char) -> bool {
    c.is_whitespace() || "，,、：:.．…-—·\"“”'‘’".contains(c)
}

/// Whether anything is left to know it by.
fn says_something(title: &str) -> bool {
    title.chars().filter(|c| c.is_alphanumeric()).count() >= 2
}

fn cut(clause: &str) -> String {
    if clause.chars().count() <= DRAFTED {
        return clause.into();
    }
    let kept: String = clause.chars().take(DRAFTED).collect();
    format!("{}…", kept.trim_end_matches(idle))
}
