//! 公开审查: nothing is published without a recorded review, nothing is withheld for ever, nothing marked secret comes in
//! (law.md 1.2, 8).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    because::LastDay,
    calendar::Calendar,
    finding::{Finding, Severity},
    publication::{Duty, Settings},
    rule::Citation,
    rule::Rule,
};

/// 审查意见 (S-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    /// 公开.
    Open,
    /// 不予公开.
    Withhold,
    /// 须报主管部门或者保密行政管理部门确定.
    Refer,
}

/// A review as it is on file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    pub by: String,
    pub on: Option<Date>,
    pub opinion: Opinion,
    pub basis: String,
    /// Whom a doubtful item was referred to, and when he answered.
    pub referred_to: String,
    pub answered_on: Option<Date>,
}

/// 《政府信息公开条例》第十七条: who, when, result, basis; a doubtful item with its referral and the answer (A-17, S-6).
/// What speaks against publishing on this record; nothing: it may be published.
#[must_use]
pub fn before_publishing(review: Option<&Review>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |zh: &str, en: &str| {
        findings.push(Finding::new(
            Rule::A_17,
            Severity::Error,
            "review",
            zh.into(),
            en.into(),
        ));
    };
    let Some(review) = review else {
        found(
            "没有公开审查记录，不得公开",
            "There is no record of a review",
        );
        return findings;
    };
    if review.by.trim().is_empty() {
        found("审查记录应当有审查人", "The review has no reviewer");
    }
    if review.on.is_none() {
        found("审查记录应当有审查日期", "The review has no date");
    }
    if review.basis.trim().is_empty() {
        found("审查记录应当有依据", "The review has no basis");
    }
    match review.opinion {
        Opinion::Open => {}
        Opinion::Withhold => found("审查意见为不予公开", "The review says to withhold"),
        Opinion::Refer if review.referred_to.trim().is_empty() => {
            found(
                "不能确定的，应当报请确定并存卷",
                "A doubtful item is referred, and the referral kept",
            );
        }
        Opinion::Refer if review.answered_on.is_none() => {
            found(
                "报请确定的答复尚未存卷",
                "The answer to the referral is not on file",
            );
        }
        Opinion::Refer => found(
            "报请确定后应当重新审查",
            "After the answer the item is reviewed anew",
        ),
    }
    findings
}

/// Where the next look at a withheld item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    Later,
    /// On the day itself.
    Due,
    Overdue,
}

/// 《政府信息公开条例》第十八条: the next look at a withheld item, counted from the last one (A-18, trap 42).
#[must_use]
pub fn next_look(
    last: Date,
    as_of: Date,
    calendar: &Calendar,
    settings: &Settings,
) -> (LastDay, Look) {
    let day = Duty::ReviewOfWithheld.last_day(last, calendar, settings);
    let look = match as_of.cmp(&day.date()) {
        std::cmp::Ordering::Less => Look::Later,
        std::cmp::Ordering::Equal => Look::Due,
        std::cmp::Ordering::Greater => Look::Overdue,
    };
    (day, look)
}

/// A mark of secrecy found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// From 1.
    pub line: usize,
    pub level: Level,
}

impl Mark {
    /// The rule by which it keeps a paper out (S-3).
    #[must_use]
    pub fn rule(&self) -> Rule {
        Rule::S_3
    }
}

/// 密级.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 绝密.
    Top,
    /// 机密.
    Secret,
    /// 秘密.
    Confidential,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Top, Self::Secret, Self::Confidential];

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Top => "绝密",
            Self::Secret => "机密",
            Self::Confidential => "秘密",
        }
    }
}

/// 《保守国家秘密法》第三十一条: the marks of 绝密, 机密, 秘密 in a text (S-3, trap 41).
///
/// A mark is the word with its star (`机密★1年`), behind 密级, in brackets, or alone on a line with or without a term, in simplified
/// or traditional characters. The word in a sentence (商业秘密, 保守国家秘密) is none, nor is 绝密★启用前 of an examination paper.
#[must_use]
pub fn secret_marks(text: &str) -> Vec<Mark> {
    text.lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let line = plain(line);
            let level = Level::ALL
                .into_iter()
                .find(|level| marked(&line, level.zh()))?;
            Some(Mark {
                line: index + 1,
                level,
            })
        })
        .collect()
}

/// What a person should look at though it need be no mark: 绝密★启用前, and the words in a sentence (S-3).
#[must_use]
pub fn doubtful_marks(text: &str) -> Vec<Mark> {
    text.lines()
        .enumerate()
        .filter_map(|(index, line)| {
            let line = plain(line);
            // What the law itself calls so, in papers that cite it.
            let spoken = ["国家秘密", "商业秘密", "工作秘密", "保守秘密"]
                .iter()
                .fold(line.clone(), |line, phrase| line.replace(phrase, ""));
            let level = Level::ALL.into_iter().find(|level| {
                spoken.contains(level.zh()) && !Level::ALL.iter().any(|it| marked(&line, it.zh()))
            })?;
            Some(Mark {
                line: index + 1,
                level,
            })
        })
        .collect()
}

/// The mark in a title or the name of a file, where a mark stands before or behind other words (S-3): `绝密 方案`, `方案（机密）`.
#[must_use]
pub fn secret_heading(text: &str) -> Option<Level> {
    let stem = text.trim();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, ending)| {
        let is_ending = !ending.is_empty() && ending.chars().all(|c| c.is_ascii_alphanumeric());
        if is_ending { stem } else { text.trim() }
    });
    let ends = |c: char| c.is_whitespace() || "：:-—_·、，,（）()[]【】〔〕《》★☆*".contains(c);
    if let Some(mark) = secret_marks(stem).first() {
        return Some(mark.level);
    }
    let stem = simplified(stem);
    Level::ALL.into_iter().find(|level| {
        let word = level.zh();
        let before = |rest: &str| rest.chars().next().is_none_or(ends);
        let behind = |rest: &str| rest.chars().next_back().is_none_or(ends);
        let exam = |rest: &str| rest.trim_start_matches(STARS).starts_with("启用前");
        stem.match_indices(word).any(|(at, _)| {
            let (head, tail) = (&stem[..at], &stem[at + word.len()..]);
            let first = head.is_empty() && before(tail);
            let last = tail.is_empty() && behind(head);
            let bracketed = head.ends_with(['（', '(', '[', '【', '〔', '《'])
                && tail.starts_with(['）', ')', ']', '】', '〕', '》', '★', '☆', '*']);
            (first || last || bracketed) && !exam(tail)
        })
    })
}

/// The refusal of a marked paper: nothing of it is stored (S-3). Empty for a text without marks.
#[must_use]
pub fn refuse_marked(text: &str) -> Vec<Finding> {
    secret_marks(text)
        .into_iter()
        .map(|mark| {
            let (line, level) = (mark.line, mark.level.zh());
            refused(
                &format!("line {line}"),
                format!("第{line}行有“{level}”标志"),
                format!("Line {line} is marked {level}"),
            )
        })
        .collect()
}

/// The same of a title or the name of a file (S-3).
#[must_use]
pub fn refuse_marked_heading(text: &str) -> Vec<Finding> {
    secret_heading(text)
        .map(|level| {
            let level = level.zh();
            refused(
                "line 1",
                format!("标题或者文件名有“{level}”标志"),
                format!("The title or file name is marked {level}"),
            )
        })
        .into_iter()
        .collect()
}

fn refused(place: &str, zh: String, en: String) -> Finding {
    Finding::new(
        Rule::S_3,
        Severity::Error,
        place,
        format!("{zh}：涉密文件不得存入本系统，已拒收，请报告保密工作机构"),
        format!("{en}: nothing classified may enter this system; refused, report it"),
    )
    .citing(Citation::text("保守国家秘密法第三十一条"))
}

const STARS: [char; 5] = ['★', '☆', '*', '✭', '＊'];

/// A line as it is looked at: without blanks and characters that show nothing, in simplified characters.
fn plain(line: &str) -> String {
    let seen =
        |c: &char| !c.is_whitespace() && !('\u{200b}'..='\u{200f}').contains(c) && *c != '\u{feff}';
    simplified(&line.chars().filter(seen).collect::<String>())
}

fn simplified(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '絕' => '绝',
            '機' => '机',
            '祕' => '秘',
            c => c,
        })
        .collect()
}

fn marked(line: &str, word: &str) -> bool {
    let starred = line.match_indices(word).any(|(at, _)| {
        let rest = &line[at + word.len()..];
        rest.starts_with(STARS) && !rest.trim_start_matches(STARS).starts_with("启用前")
    });
    if starred {
        return true;
    }
    if let Some((_, rest)) = line.split_once("密级") {
        let rest = rest.trim_start_matches(['：', ':', '（', '(', '[', '【']);
        if rest.starts_with(word) {
            return true;
        }
    }
    let bare = line.trim_matches(|c| "（）()[]【】〔〕《》".contains(c));
    bare.strip_prefix(word)
        .is_some_and(|rest| rest.is_empty() || term(rest))
}

/// `级`, `长期`, `1年`, `6个月`.
fn term(rest: &str) -> bool {
    let rest = rest.strip_prefix('级').unwrap_or(rest);
    let number = rest.trim_end_matches(['年', '月', '个']);
    rest.is_empty()
        || rest == "长期"
        || (number.len() < rest.len()
            && !number.is_empty()
            && number.bytes().all(|c| c.is_ascii_digit()))
}
