//! 文书审核: which required elements a draft lacks, and what must not stand in it (law.md 9, 10; traps 14 to 16, 32, 36).
//!
//! An error keeps a letter from being signed. Values that are known (dates, amounts, names, articles) must stand in the
//! text as they are; what a clerk words freely is looked for by likeness. Whether a reason is a good one stays with people.

use jiff::civil::Date;

use super::{Element, Kind, basis, date, element, number::DocNumber, recourse};
use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    remedy::Remedy,
    rule::Citation,
    rule::Rule,
};

/// The mark that a template leaves where a fact is not known yet.
pub const BLANK: &str = "【待填：";

/// A letter as it is about to be signed.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    pub kind: Kind,
    pub title: &'a str,
    pub number: &'a str,
    pub addressee: &'a str,
    /// All the text below the addressee, annexes included.
    pub body: &'a str,
    pub signature: &'a str,
    pub date: &'a str,
    pub basis: basis::Circumstances<'a>,
    pub recourse: recourse::Circumstances<'a>,
    pub facts: &'a [(Element, Fact)],
}

/// What is known of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A date, an amount, a name: stands in the letter as it is.
    Exact(String),
    /// A description that may be worded otherwise: most of it is found again.
    About(String),
}

/// Everything that is wrong with a letter; errors first.
#[must_use]
pub fn check(letter: &Letter<'_>) -> Vec<Finding> {
    let text = Text::of(letter);
    let mut findings: Vec<Finding> = element::required(letter.kind)
        .into_iter()
        .filter(|element| !text.has(*element))
        .map(|element| lacks(letter.kind, element))
        .collect();
    findings.extend(text.faults());
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// The required elements that a letter lacks.
#[must_use]
pub fn missing(letter: &Letter<'_>) -> Vec<Element> {
    let text = Text::of(letter);
    element::required(letter.kind)
        .into_iter()
        .filter(|element| !text.has(*element))
        .collect()
}

struct Text<'a> {
    letter: &'a Letter<'a>,
    /// The body without blanks and line breaks.
    body: String,
    all: String,
}

impl<'a> Text<'a> {
    fn of(letter: &'a Letter<'a>) -> Self {
        Self {
            letter,
            body: bare(letter.body),
            all: [
                letter.title,
                letter.number,
                letter.addressee,
                letter.body,
                letter.signature,
                letter.date,
            ]
            .map(bare)
            .join("\n"),
        }
    }

    fn has(&self, element: Element) -> bool {
        let letter = self.letter;
        let worded = element
            .words()
            .iter()
            .all(|group| group.iter().any(|word| self.body.contains(word)));
        let known = letter
            .facts
            .iter()
            .filter(|(of, _)| *of == element)
            .all(|(_, fact)| self.knows(fact));
        let shaped = match element {
            Element::Title => !bare(letter.title).is_empty(),
            Element::Number => letter.number.parse::<DocNumber>().is_ok(),
            Element::Addressee => !bare(letter.addressee).is_empty(),
            Element::Organ => !bare(letter.signature).is_empty(),
            Element::Date => date::parse(letter.date.trim()).is_ok(),
            Element::Basis => basis::articles(letter.kind, &letter.basis)
                .iter()
                .flat_map(|article| article.split('、'))
                .all(|article| self.body.contains(article)),
            Element::NamedLaw => self.names_a_law(),
            Element::Remedy => recourse::class(letter.kind, &letter.recourse)
                .is_none_or(|class| self.names_remedy(class)),
            _ => true,
        };
        worded && known && shaped
    }

    fn knows(&self, fact: &Fact) -> bool {
        match fact {
            Fact::Exact(value) => self.all.contains(&bare(value)),
            Fact::About(value) => like(&self.all, &bare(value)),
        }
    }

    /// D-1, D-5 to D-8: the periods and the bodies of the class, and the order where there is one.
    fn names_remedy(&self, class: Remedy) -> bool {
        let has = |words: &[&str]| words.iter().all(|word| self.body.contains(&bare(word)));
        let (review, court) = (self.letter.recourse.review_body, self.letter.recourse.court);
        has(&["行政复议", "60日", review])
            && match class {
                Remedy::Review => has(&["应当先", "15日", "人民法院", "行政诉讼"]),
                Remedy::Free => has(&["6个月", court, "行政诉讼"]),
                Remedy::NoSuit => true,
            }
    }

    /// 法律 or 行政法规 besides those that every reply names (A-14, trap 36).
    fn names_a_law(&self) -> bool {
        const IN_EVERY_REPLY: [&str; 3] = ["政府信息公开条例", "行政复议法", "行政诉讼法"];
        self.body
            .split('《')
            .skip(1)
            .filter_map(|rest| rest.split_once('》').map(|(title, _)| title))
            .filter(|title| !IN_EVERY_REPLY.iter().any(|known| title.ends_with(known)))
            .any(|title| {
                !title.ends_with("办法")
                    && ["法", "条例", "决定"]
                        .iter()
                        .any(|end| title.ends_with(end))
            })
    }

    fn faults(&self) -> Vec<Finding> {
        let letter = self.letter;
        let mut found = Vec::new();
        let mut fault = |id: Rule, severity, because: &'static str, zh: String, en: String| {
            found.push(Finding {
                id,
                severity,
                place: letter.kind.to_string(),
                zh,
                en,
                left: None,
                right: None,
                because: Citation::text(because),
            });
        };
        for blank in self.all.split(BLANK).skip(1) {
            let name = blank.split('】').next().unwrap_or_default();
            fault(
                letter.kind.rule(),
                Severity::Error,
                "国办公开办转发江苏省政府信息公开申请办理答复规范",
                format!("还有没有填写的内容：{name}"),
                format!("still to be filled in: {name}"),
            );
        }
        if letter.kind.numbered()
            && let Err(why) = letter.number.parse::<DocNumber>()
        {
            fault(
                Rule::F_D0,
                Severity::Error,
                "GB/T 9704-2012（发文字号）",
                format!("发文字号“{}”不合规范：{}", letter.number, why.zh),
                format!("document number {:?}: {}", letter.number, why.en),
            );
        }
        for wrong in date::with_leading_zero(&self.all) {
            fault(
                Rule::F_D0,
                Severity::Error,
                "GB/T 9704-2012（成文日期）",
                format!("日期“{wrong}”编了虚位，应当不写前导零"),
                format!("{wrong} has a leading zero"),
            );
        }
        let remedy = ["行政复议", "行政诉讼"]
            .iter()
            .any(|word| self.body.contains(word));
        if remedy && recourse::forbidden(letter.kind) {
            fault(
                if letter.kind == Kind::Fee {
                    Rule::F_10
                } else {
                    Rule::D_10
                },
                Severity::Error,
                "法释〔2025〕8号第十条第二款；国办函〔2021〕132号",
                format!("{}不载明复议、诉讼途径", letter.kind.zh()),
                "a letter of this kind names no remedy".into(),
            );
        }
        if letter.kind == Kind::Decision(Code::Repeat) && letter.recourse.disclosed_before.is_none()
        {
            fault(
                Rule::D_11,
                Severity::Error,
                "法释〔2025〕8号第十条第二款第四项",
                "应当先确定此前是否已经提供该信息，它决定能否起诉".into(),
                "whether the information had been given before decides whether one may sue: say it first"
                    .into(),
            );
        }
        if let Kind::Decision(code) = letter.kind {
            let kinds = basis::kinds(code);
            let named = kinds.iter().filter(|kind| self.body.contains(**kind));
            let count = named.count();
            if !kinds.is_empty() && (count == 0 || count == kinds.len()) {
                fault(
                    Rule::D_17,
                    if count == 0 {
                        Severity::Warning
                    } else {
                        Severity::Error
                    },
                    "政府信息公开条例第十六条；法释〔2025〕8号第六条",
                    format!("应当写明属于{}中的哪一种", kinds.join("、")),
                    "say which of the kinds of Article 16 it is, and do not recite them all".into(),
                );
            }
        }
        let class = recourse::class(letter.kind, &letter.recourse);
        if class == Some(Remedy::NoSuit) && self.body.contains("提起行政诉讼") {
            fault(
                Rule::D_11,
                Severity::Error,
                "法释〔2025〕8号第十条第二款",
                "这一答复类型不告知可以提起行政诉讼".into(),
                "no suit is promised for this outcome".into(),
            );
        }
        if class.is_some_and(|class| class != Remedy::Review)
            && self.body.contains("应当先申请行政复议")
        {
            fault(
                Rule::D_3,
                Severity::Error,
                "法释〔2025〕8号第一条",
                "这一答复类型不以行政复议为前置".into(),
                "review does not come first for this outcome".into(),
            );
        }
        if ["上级主管部门申请行政复议", "上一级主管部门申请行政复议"]
            .iter()
            .any(|words| self.body.contains(words))
        {
            fault(
                Rule::D_6,
                Severity::Error,
                "行政复议法第二十四条",
                "复议机关是本级人民政府，不是上级主管部门".into(),
                "the review body is the government of the level, not the superior department"
                    .into(),
            );
        }
        if letter.recourse.how == Some(crate::case::How::Electronic)
            && class.is_some()
            && letter
                .recourse
                .site
                .is_none_or(|site| site.is_empty() || !self.body.contains(&bare(site)))
        {
            fault(
                Rule::D_16,
                Severity::Warning,
                "行政复议法第二十二条第二款",
                "以电子方式送达的，应当同时告知通过互联网渠道申请行政复议".into(),
                "a reply served electronically also names the internet channel of review".into(),
            );
        }
        found
    }
}

fn lacks(kind: Kind, element: Element) -> Finding {
    let (id, because) = match element {
        Element::Remedy => (
            Rule::D_2,
            "行政复议法第二十三条第二款；行政诉讼法第四十六条",
        ),
        Element::NamedLaw => (Rule::A_14, "政府信息公开条例第十四条"),
        Element::Search => (Rule::A_36_2, "法释〔2025〕8号第五条第二款第（六）项"),
        Element::RightContact => (Rule::A_36_5, "政府信息公开条例第三十六条第（五）项"),
        Element::Number | Element::Date => (Rule::F_D0, "GB/T 9704-2012"),
        _ => (
            kind.rule(),
            "政府信息公开条例；江苏省政府信息公开申请办理答复规范",
        ),
    };
    Finding {
        id,
        severity: Severity::Error,
        place: kind.to_string(),
        zh: format!("{}缺少要素：{}", kind.zh(), element.zh()),
        en: format!("{} lacks: {}", kind.en(), element.en()),
        left: None,
        right: None,
        because: Citation::text(because),
    }
}

/// Without blanks and line breaks.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether the text says most of it: three in five of its pairs of characters.
fn like(text: &str, fact: &str) -> bool {
    if fact.is_empty() || text.contains(fact) {
        return true;
    }
    let characters: Vec<char> = fact.chars().collect();
    let pairs = characters.windows(2);
    let all = pairs.len();
    let there = pairs
        .filter(|pair| text.contains(&pair.iter().collect::<String>()))
        .count();
    there * 5 >= all * 3
}

/// The day a letter is dated, where it is written rightly.
#[must_use]
pub fn dated(letter_date: &str) -> Option<Date> {
    date::parse(letter_date.trim()).ok()
}
