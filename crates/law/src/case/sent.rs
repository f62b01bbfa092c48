//! 寄发: what went out as an answer, its 答复书 and what it gives (F-D17, A-36.4, A-36.7). Answers from before this was recorded, and
//! those of an earlier register, do not say it; nothing is held against them for that.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{outcome::Code, readings::Digest, rule::Rule};

/// The answer as it went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// 发文字号 of its 答复书.
    pub letter: String,
    /// 成文日期 of the letter.
    pub dated: Date,
    /// Digest of letter and files as they were read; none where nobody reads before an answer goes out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<Digest>,
    /// How many files went out with the letter.
    #[serde(default)]
    pub files: usize,
    /// Where the information may be seen: a link, or the exact place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
}

/// Whether a place is an address of the net, which is opened before somebody is sent there.
#[must_use]
pub fn is_link(place: &str) -> bool {
    let place = place.trim_start();
    place.contains("://") || place.starts_with("www.")
}

/// What is wrong with an answer of this outcome that goes out on this day: rule, Chinese, English. `tried`: the day on which its
/// address was opened.
pub(super) fn against(
    code: Code,
    sent: &Sent,
    tried: Option<Date>,
    on: Date,
) -> Vec<(Rule, String, String)> {
    let mut found = Vec::new();
    if sent.letter.trim().is_empty() {
        found.push((
            Rule::F_D17,
            "答复应当有编号的答复书".into(),
            "An answer has a numbered letter".into(),
        ));
    }
    if on < sent.dated {
        let dated = sent.dated;
        found.push((
            Rule::F_D17,
            format!("答复书的成文日期是{dated}，不能在此之前寄发"),
            format!("The letter is dated {dated} and cannot go out before that"),
        ));
    }
    let place = sent.place.trim();
    if code.gives() && sent.files == 0 && place.is_empty() {
        found.push((
            Rule::A_36_7,
            "提供信息的答复应当附上文件，或者写明查阅的地点".into(),
            "An answer that gives information has a file with it, or says where it may be seen"
                .into(),
        ));
    }
    if code == Code::OpenPub && place.is_empty() {
        found.push((
            Rule::A_36_4,
            "请写明公开的网址或者确切位置".into(),
            "Give the link or the exact place where it is public".into(),
        ));
    }
    if code == Code::OpenPub && is_link(place) && tried != Some(on) {
        found.push((
            Rule::A_36_4,
            format!("寄发答复的当日应当打开过网址：{place}"),
            format!("The address is opened on the day on which the answer goes out: {place}"),
        ));
    }
    found
}
