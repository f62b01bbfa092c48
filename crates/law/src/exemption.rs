//! 不予公开的情形 (《政府信息公开条例》第十三条至第十六条): disclosure is the rule, and only Articles 14, 15 and 16 take something out
//! (law.md 1.2).
//!
//! Articles 14 and 15 say 不得: there is no choice but the public-interest override. Article 16 says 可以不予: there is a choice,
//! and the reply says why it was made so.

use serde::{Deserialize, Serialize};

use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    rule::Rule,
};

/// How a ground binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// 不得公开.
    MustNot,
    /// 不得公开, unless the third party agrees or withholding has a major effect on the public interest.
    MustNotUnless,
    /// 可以不予公开: discretion, with its reason.
    May,
}

/// A ground to withhold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    pub code: Code,
    pub rule: Rule,
    pub force: Force,
    /// The closed list of what falls under it; empty where there is none.
    pub kinds: &'static [&'static str],
}

/// The seven grounds.
pub const GROUNDS: [Ground; 7] = [
    ground(Code::NoSecret, Rule::A_14, Force::MustNot, &[]),
    ground(Code::NoLaw, Rule::A_14, Force::MustNot, &[]),
    ground(
        Code::No3s1s,
        Rule::A_14,
        Force::MustNot,
        &["国家安全", "公共安全", "经济安全", "社会稳定"],
    ),
    ground(
        Code::NoThird,
        Rule::A_15,
        Force::MustNotUnless,
        &["商业秘密", "个人隐私", "其他第三方合法权益"],
    ),
    ground(
        Code::NoInternal,
        Rule::A_16_1,
        Force::May,
        &["人事管理", "后勤管理", "内部工作流程"],
    ),
    ground(
        Code::NoProcess,
        Rule::A_16_2,
        Force::May,
        &["讨论记录", "过程稿", "磋商信函", "请示报告"],
    ),
    ground(Code::NoCasefile, Rule::A_16_2, Force::May, &[]),
];

const fn ground(code: Code, rule: Rule, force: Force, kinds: &'static [&'static str]) -> Ground {
    Ground {
        code,
        rule,
        force,
        kinds,
    }
}

impl Code {
    /// The ground to withhold that the outcome rests on; `None` for every other outcome.
    #[must_use]
    pub fn ground(self) -> Option<&'static Ground> {
        GROUNDS.iter().find(|ground| ground.code == self)
    }

    /// Whether the reply must name an article for its "no": Articles 14 to 16, 36(5) to (7), 38, 39 or 35.
    #[must_use]
    pub fn says_no(self) -> bool {
        self.withheld()
            || matches!(
                self,
                Self::Query
                    | Self::OtherOrgan
                    | Self::Make
                    | Self::Petition
                    | Self::Repeat
                    | Self::Printed
                    | Self::Abuse
            )
    }
}

/// 法律位阶 of a text that is relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// 法律.
    Law,
    /// 行政法规.
    AdministrativeRegulation,
    /// 地方性法规.
    LocalRegulation,
    /// 规章.
    Rule,
    /// 规范性文件.
    Normative,
}

impl Rank {
    pub const ALL: [Self; 5] = [
        Self::Law,
        Self::AdministrativeRegulation,
        Self::LocalRegulation,
        Self::Rule,
        Self::Normative,
    ];

    #[must_use]
    pub fn zh(self) -> &'static str {
        match self {
            Self::Law => "法律",
            Self::AdministrativeRegulation => "行政法规",
            Self::LocalRegulation => "地方性法规",
            Self::Rule => "规章",
            Self::Normative => "规范性文件",
        }
    }
}

/// 《政府信息公开条例》第十四条: only a 法律 or an 行政法规 prohibits; no 地方性法规, no 规章 (A-14, trap 36).
#[must_use]
pub fn can_prohibit(rank: Rank) -> bool {
    matches!(rank, Rank::Law | Rank::AdministrativeRegulation)
}

/// The ranks of the texts that a reason names in 《》, as far as their titles tell. A title that fits several ranks tells none.
///
/// 法律 are called 法 (or 决定 of the Standing Committee, which no title tells from others); 行政法规 are called 条例 without a region;
/// a 条例 with a region is a 地方性法规; 办法, 规定 and 细则 with a region or of a 部门 are at most 规章 (《行政法规制定程序条例》第五条,
/// 《规章制定程序条例》第七条).
#[must_use]
pub fn ranks_named(reason: &str) -> Vec<Option<Rank>> {
    reason
        .split('《')
        .skip(1)
        .filter_map(|rest| rest.split_once('》'))
        .map(|(title, _)| rank_of(title.trim()))
        .collect()
}

fn rank_of(title: &str) -> Option<Rank> {
    let title = title
        .trim_end_matches("（试行）")
        .trim_end_matches("（修订）")
        .trim_end_matches("（暂行）");
    let regional = !title.starts_with("中华人民共和国") && of_a_region(title);
    if title.ends_with("条例") {
        return Some(if regional {
            Rank::LocalRegulation
        } else {
            Rank::AdministrativeRegulation
        });
    }
    if ["办法", "规定", "细则"]
        .iter()
        .any(|end| title.ends_with(end))
    {
        return regional.then_some(Rank::Rule);
    }
    (title.ends_with('法') && !regional).then_some(Rank::Law)
}

/// Whether a title begins with the name of a province, city or county: 某省, 青禾市, 某自治州. A market (市场), a stock exchange (上市) or
/// a town as such (城市) is none.
fn of_a_region(title: &str) -> bool {
    let start: Vec<char> = title.chars().take(10).collect();
    (1..start.len()).any(|at| {
        let before = start[at - 1];
        match start[at] {
            '省' => true,
            '市' => at >= 2 && !['城', '上', '集', '超', '都', '辖'].contains(&before),
            '县' => start.get(at + 1) != Some(&'级'),
            '区' | '州' => at >= 3 && start[at - 2] == '自' && before == '治',
            _ => false,
        }
    })
}

/// What is wrong with resting NO-LAW on the texts that a reason names: none of them can prohibit (A-14, trap 36).
#[must_use]
pub fn prohibited_by(reason: &str) -> Option<Finding> {
    let ranks = ranks_named(reason);
    let rank = ranks.first().copied().flatten()?;
    // One that can, or of which nobody can tell, is enough to leave it to people.
    if ranks.iter().any(|rank| rank.is_none_or(can_prohibit)) {
        return None;
    }
    Some(Finding::new(
        Rule::A_14,
        Severity::Error,
        "evidence",
        format!(
            "{}不能作为不予公开的依据，只有法律、行政法规可以",
            rank.zh()
        ),
        "Only a law or an administrative regulation can prohibit disclosure".into(),
    ))
}

/// 《政府信息公开条例》第十六条第二款: a 法律, 法规 or 规章 that says so opens process information and case files (A-16.2, trap 36).
#[must_use]
pub fn can_open_process(rank: Rank) -> bool {
    rank != Rank::Normative
}

/// What a decision to withhold rests on, as far as it is written down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reasons {
    /// Rank of the text that prohibits (NO-LAW).
    pub prohibited_by: Option<Rank>,
    /// Which of the kinds of the ground it is.
    pub kind: String,
    /// Why the discretion was used so (Article 16).
    pub discretion: String,
    /// Rank of a text that says this must be disclosed.
    pub opened_by: Option<Rank>,
    /// What the third party said, if asked.
    pub third_party_consents: Option<bool>,
    /// Withholding was found to have a major effect on the public interest.
    pub public_interest: bool,
}

/// What is wrong with withholding on this ground. Nothing for an outcome that withholds nothing.
#[must_use]
pub fn withholding(code: Code, reasons: &Reasons) -> Vec<Finding> {
    let Some(ground) = code.ground() else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let mut found = |zh: String, en: String| {
        findings.push(Finding::new(
            ground.rule,
            Severity::Error,
            code.as_str(),
            zh,
            en,
        ));
    };
    if code == Code::NoLaw {
        match reasons.prohibited_by {
            None => found(
                "应当写明禁止公开的法律、行政法规".into(),
                "Name the law or administrative regulation that prohibits".into(),
            ),
            Some(rank) if !can_prohibit(rank) => found(
                format!(
                    "{}不能作为不予公开的依据，只有法律、行政法规可以",
                    rank.zh()
                ),
                "Only a law or an administrative regulation can prohibit disclosure".into(),
            ),
            Some(_) => {}
        }
    }
    if !ground.kinds.is_empty() && !ground.kinds.contains(&reasons.kind.as_str()) {
        let list = ground.kinds.join("、");
        found(
            format!("应当写明属于哪一种：{list}"),
            format!("Say which of these it is: {list}"),
        );
    }
    if ground.force == Force::May {
        if reasons.discretion.trim().is_empty() {
            found(
                "属于可以不予公开的信息，应当写明为什么不予公开".into(),
                "The organ may withhold this: say why it does".into(),
            );
        }
        let opened = reasons.opened_by.is_some_and(can_open_process);
        if opened && matches!(code, Code::NoProcess | Code::NoCasefile) {
            found(
                "法律、法规、规章规定应当公开的，从其规定".into(),
                "A law, regulation or rule says that it is disclosed".into(),
            );
        }
    }
    if ground.force == Force::MustNotUnless {
        if reasons.third_party_consents == Some(true) {
            found(
                "第三方同意公开的，应当公开".into(),
                "The third party agrees: disclose".into(),
            );
        }
        if reasons.public_interest {
            found(
                "认定不公开会对公共利益造成重大影响的，应当公开".into(),
                "Withholding was found to harm the public interest greatly: disclose".into(),
            );
        }
    }
    findings
}
