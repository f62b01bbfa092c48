//! 答复 rests on a signed decision with the same outcome, and goes out with the letter that was signed (A-36.1, A-45, F-D17).

use jiff::civil::Date;

use super::{Entry, File, Paper, Settings, Standing, event::What, file, finding};
use crate::{
    case::{self, Sent},
    finding::{Finding, Severity},
    outcome::Code,
    readings::Post,
    rule::Rule,
};

/// An answer that is about to go out.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    pub code: Code,
    pub grounds: &'a [Code],
    /// Its letter and what it gives; `None` while there is no letter.
    pub sent: Option<&'a Sent>,
    pub on: Date,
}

/// Why an answer may not go out on this day; empty if it may (A-36.1, A-45, F-D17).
/// `lead`: the file of the request that answers for this one, where they are answered together.
#[must_use]
pub fn may_answer(
    file: &File,
    lead: Option<&File>,
    answer: Answer,
    settings: &Settings,
) -> Vec<Finding> {
    let carrier = lead.unwrap_or(file);
    let against =
        as_signed(carrier, answer, settings).or_else(|| letter(carrier, answer, settings));
    against.into_iter().collect()
}

/// What is against an answer of any outcome, before anybody has said which: that nothing was signed, or that there is no letter.
#[must_use]
pub fn not_ready(file: &File, lead: Option<&File>, settings: &Settings) -> Option<Finding> {
    let carrier = lead.unwrap_or(file);
    if settings.sign_before_answer && carrier.signed().is_none() {
        return unsigned();
    }
    None
}

/// Files brought when an answer goes out whose letter and files were read before (F-D17).
#[must_use]
pub fn added() -> Finding {
    finding(
        Rule::F_D17,
        Severity::Error,
        "files",
        "随答复提供的文件在拟办时附上，由审核人、签发人一并审阅，寄发时不再增加".into(),
        "Files are given with the prepared answer and read with it: none is added when it goes out"
            .into(),
    )
}

fn refused(rule: Rule, zh: String, en: String) -> Option<Finding> {
    Some(finding(rule, Severity::Error, "answered", zh, en))
}

fn unsigned() -> Option<Finding> {
    refused(
        Rule::A_45,
        "答复须先拟办、审核并由分管领导签发".into(),
        "An answer is prepared, read and signed before it goes out".into(),
    )
}

/// What was signed is what is given, and not before it was signed.
fn as_signed(file: &File, answer: Answer, settings: &Settings) -> Option<Finding> {
    if !settings.sign_before_answer {
        return None;
    }
    let Some(standing) = file.signed() else {
        return unsigned();
    };
    let decided = &standing.decision;
    if decided.code != answer.code {
        return refused(
            Rule::A_36_1,
            format!("签发的办理结果是“{}”，与答复不一致", decided.code.zh()),
            format!(
                "What was signed is “{}”, not this outcome",
                decided.code.en()
            ),
        );
    }
    let mut signed: Vec<Code> = decided.grounds.clone();
    let mut given: Vec<Code> = answer.grounds.to_vec();
    signed.sort_unstable();
    given.sort_unstable();
    if signed != given {
        return refused(
            Rule::A_36_1,
            "不予公开部分的理由与签发的不一致".into(),
            "The grounds of the withheld part are not those that were signed".into(),
        );
    }
    let last = standing.last_on();
    if answer.on < last {
        return refused(
            Rule::A_45,
            format!("签发日期是{last}，答复不能早于签发"),
            format!("It was signed on {last}; the answer cannot be earlier"),
        );
    }
    None
}

/// The answer has its letter, it is the one that was read, and the remedy that it names is still the one that is left (F-D17).
/// A case that was brought in from elsewhere has its letter there.
fn letter(file: &File, answer: Answer, settings: &Settings) -> Option<Finding> {
    let standing = file.decision.as_ref();
    let Some(sent) = answer.sent else {
        let elsewhere = file.imported && standing.is_none_or(|one| one.paper.is_none());
        return if elsewhere { None } else { unlettered() };
    };
    if let Some(standing) = standing.filter(|one| one.paper.is_some())
        && !standing.is_sent_as(sent, settings.sign_before_answer)
    {
        return refused(
            Rule::F_D17,
            "答复书或者随附文件与审核、签发时的不一致：应当重新审核、签发".into(),
            "The letter or its files are not those that were read and signed: have them read and signed anew".into(),
        );
    }
    let choices = standing.map(|one| one.decision.choices).unwrap_or_default();
    let (then, now) = (
        choices.class(answer.code, sent.dated),
        choices.class(answer.code, answer.on),
    );
    if then != now {
        let dated = sent.dated;
        return refused(
            Rule::F_D17,
            format!("答复书成文于{dated}，此后救济途径的规定已经变化：应当作废后重新签发"),
            format!(
                "The letter is dated {dated}, and the remedy has changed since: void it and have it signed anew"
            ),
        );
    }
    None
}

fn unlettered() -> Option<Finding> {
    refused(
        Rule::F_D17,
        "没有编号的答复书，不能作出答复".into(),
        "Without a numbered letter there is no answer".into(),
    )
}

impl Standing {
    /// Whether this letter is the one that was numbered of the answer as it stands, and, where answers are read before, that all
    /// who read it have read this very answer.
    fn is_sent_as(&self, sent: &Sent, signs: bool) -> bool {
        let text = self.paper.as_ref().map(Paper::digest);
        let numbered = self.numbered.as_ref().is_some_and(|one| {
            one.number == sent.letter && one.on == sent.dated && one.read == text
        });
        let posts: Vec<Post> = self.course.given().iter().map(|one| one.post).collect();
        let read = self.course.is_covered(&posts) && posts.contains(&Post::Leader);
        numbered && (posts.is_empty() && !signs && sent.read.is_none() || read && sent.read == text)
    }
}

/// The answers that say which letter went out, while the readings before them do not cover it: their places from 1 (F-D17).
#[must_use]
pub fn uncovered(entries: &[Entry]) -> Vec<usize> {
    let answered = (1..)
        .zip(entries)
        .filter_map(|(at, entry)| match &entry.what {
            What::Statutory(case::Event::Answered { particulars, .. }) => {
                particulars.sent.as_ref().map(|sent| (at, sent))
            }
            _ => None,
        });
    answered
        .filter(|(at, sent)| {
            let before = file::read(&entries[..at - 1]);
            // Of requests answered together the one that answers for the others has the letter.
            let standing = before.decision.as_ref().filter(|_| before.lead.is_none());
            match standing.filter(|one| one.paper.is_some()) {
                Some(standing) => !standing.is_sent_as(sent, false),
                None => before.lead.is_none() && sent.read.is_some(),
            }
        })
        .map(|(at, _)| at)
        .collect()
}
