//! What a person may not do with the file on a day, and why: the order of the readings, and different persons.

use jiff::civil::Date;

use super::{
    File, Person, Settings,
    event::{Event, Kind},
    file::reading,
    finding,
};
use crate::{
    finding::{Finding, Severity},
    outcome::Code,
    readings::{No, Post, Reading},
    rule::Rule,
};

/// Why this person may not do this now; `None` if he may.
pub(super) fn refusal(
    kind: Kind,
    file: &File,
    person: Person,
    on: Date,
    settings: &Settings,
) -> Option<Finding> {
    let error = |rule, zh: &str, en: &str| {
        Some(finding(
            rule,
            Severity::Error,
            kind.as_str(),
            zh.into(),
            en.into(),
        ))
    };
    let posts = kind.posts();
    if posts.is_empty() {
        return error(
            Rule::A_45,
            "由申请人自己作出",
            "Only the applicant does this",
        );
    }
    if !posts.iter().any(|post| person.posts.contains(post)) {
        let who: Vec<&str> = posts.iter().map(|post| post.zh()).collect();
        let whom: Vec<&str> = posts.iter().map(|post| post.en()).collect();
        return error(
            Rule::A_45,
            &format!("由{}办理", who.join("、")),
            &format!("This is for {}", whom.join(", ")),
        );
    }
    let closed = file.closed.is_some();
    match kind {
        Kind::HandedOver
        | Kind::SearchRecorded
        | Kind::RiskNoted
        | Kind::Redacted
        | Kind::DecisionPrepared
        | Kind::SectionReviewed
        | Kind::LegallyReviewed
        | Kind::Signed
        | Kind::Split
        | Kind::Joined
        | Kind::Leads
            if closed =>
        {
            return error(Rule::A_45, "申请已经办结", "The request is closed");
        }
        Kind::DecisionPrepared | Kind::Split if !file.received => {
            return error(
                Rule::A_45,
                "申请还没有收到之日",
                "The request has no receipt date yet",
            );
        }
        Kind::Redacted if !parts(file) => {
            return error(
                Rule::A_37,
                "只有部分公开才遮盖：先拟办“部分公开”",
                "Only a partial disclosure is redacted: prepare that decision first",
            );
        }
        Kind::DecisionPrepared if file.lead.is_some() => {
            return error(
                Rule::A_36_6,
                "本件与另一件并案答复，在那一件中拟办",
                "This request is answered together with another: prepare it there",
            );
        }
        Kind::DecisionPrepared | Kind::Redacted if numbered(file) => {
            return error(
                Rule::F_D17,
                "答复书已经签发编号：要改动，先将它作废",
                "The letter is signed and numbered: to change anything, void it first",
            );
        }
        Kind::Joined if file.lead.is_some() || !file.followers.is_empty() => {
            return error(
                Rule::A_36_6,
                "本件已经并案",
                "This request is already joined",
            );
        }
        Kind::Leads if file.lead.is_some() => {
            return error(
                Rule::A_36_6,
                "本件已经并入另一件",
                "This request is joined to another",
            );
        }
        Kind::Split if file.split => {
            return error(Rule::R_44, "已经拆分过", "It has been split already");
        }
        Kind::ReturnedByOffice if file.consigned.iter().all(|one| one.returned.is_some()) => {
            return error(
                Rule::A_45,
                "没有正在股室办理的",
                "No office has it at present",
            );
        }
        Kind::Served if !closed => {
            return error(
                Rule::F_D15,
                "还没有作出答复",
                "There is no answer to be served yet",
            );
        }
        Kind::ReDecided if !file.answered => {
            return error(
                Rule::R_47,
                "没有作出过答复，不存在重新答复",
                "There is no answer that could be made anew",
            );
        }
        Kind::SectionReviewed => return turn(file, Post::SectionHead, person, on, settings),
        Kind::LegallyReviewed => return turn(file, Post::Legal, person, on, settings),
        Kind::Signed => return turn(file, Post::Leader, person, on, settings),
        _ => {}
    }
    None
}

/// Whether the decision on its way gives one part and withholds another.
fn parts(file: &File) -> bool {
    file.decision
        .as_ref()
        .is_some_and(|standing| standing.decision.code == Code::Part)
}

/// Whether the letter of the decision on its way has its number.
fn numbered(file: &File) -> bool {
    file.decision
        .as_ref()
        .is_some_and(|standing| standing.numbered.is_some())
}

/// Whether it is this post's turn, and this person's.
fn turn(file: &File, post: Post, person: Person, on: Date, settings: &Settings) -> Option<Finding> {
    let place = match post {
        Post::SectionHead => Kind::SectionReviewed,
        Post::Legal => Kind::LegallyReviewed,
        _ => Kind::Signed,
    };
    let error =
        |zh: String, en: String| Some(finding(Rule::A_45, Severity::Error, place.as_str(), zh, en));
    let Some(standing) = &file.decision else {
        return error(
            "经办人还没有拟办".into(),
            "The clerk has not prepared a decision".into(),
        );
    };
    let elsewhere = |next: Option<Post>| {
        let (zh, en) = next.map_or(("经办人", "the clerk"), |post| (post.zh(), post.en()));
        error(format!("现在轮到{zh}"), format!("It is the turn of {en}"))
    };
    if file.waits_for(settings) == Some(Post::Clerk) {
        return elsewhere(None);
    }
    let (course, rules) = (&standing.course, settings.rules());
    match course.turn(post, person.id, Some(on), rules)? {
        No::Turn(next) => elsewhere(next),
        No::Earlier(last) => error(
            format!("上一步是{last}，日期不能更早"),
            format!("The step before was on {last}; the date cannot be earlier"),
        ),
        _ => error(
            "拟办、审核、签发应当是不同的人".into(),
            "Preparing, reading and signing are done by different persons".into(),
        ),
    }
}

/// What is wrong with the particulars of an act that is in order.
pub(super) fn particulars(
    event: &Event,
    file: &File,
    person: Person,
    on: Date,
    settings: &Settings,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut wrong = |rule, place: &str, zh: &str, en: &str| {
        findings.push(finding(rule, Severity::Error, place, zh.into(), en.into()));
    };
    let empty = |text: &str| text.trim().is_empty();
    match event {
        Event::HandedOver { office, due, .. } => {
            if empty(office) {
                wrong(Rule::A_45, "office", "请填写承办股室", "Name the office");
            }
            if due.is_some_and(|due| due < on) {
                wrong(
                    Rule::A_45,
                    "due",
                    "内部期限不能早于转办日期",
                    "The inner due date cannot be before the hand-over",
                );
            }
        }
        Event::ReturnedByOffice { office, .. } => {
            let open = file
                .consigned
                .iter()
                .find(|one| one.office == *office && one.returned.is_none());
            match open {
                None => wrong(
                    Rule::A_45,
                    "office",
                    "没有转给这个股室，或者已经交回",
                    "This office was not given it, or has handed it back",
                ),
                Some(open) if on < open.on => wrong(
                    Rule::A_45,
                    "on",
                    "交回日期不能早于转办日期",
                    "It cannot come back before it was handed over",
                ),
                Some(_) => {}
            }
        }
        Event::SearchRecorded {
            place,
            by,
            terms,
            result,
        } => {
            for (name, text, zh, en) in [
                (
                    "where",
                    place,
                    "请填写检索地点",
                    "Say where it was searched for",
                ),
                ("by", by, "请填写检索人", "Say who searched"),
                ("terms", terms, "请填写检索词", "Give the terms used"),
                ("result", result, "请填写检索结果", "Say what was found"),
            ] {
                if empty(text) {
                    wrong(Rule::A_36_2, name, zh, en);
                }
            }
        }
        Event::SectionReviewed(given) | Event::LegallyReviewed(given) | Event::Signed(given) => {
            let post = event.kind().posts().first().copied().unwrap_or(Post::Clerk);
            let reading = reading(post, person.id, on, given);
            particulars_of(&reading, file, settings, &mut wrong);
        }
        Event::LetterNumbered { goes_with, .. } if unsigned(file, *goes_with, settings) => wrong(
            Rule::F_D17,
            "letter",
            "答复书由分管领导签发时编号",
            "The letter of an answer gets its number when the leader signs it",
        ),
        Event::Served { reached, .. } => {
            let closed = file.closed.map(|(on, _)| on);
            if closed.is_some_and(|closed| on < closed) {
                wrong(
                    Rule::F_D15,
                    "on",
                    "送达不能早于答复",
                    "It cannot be served before it was made",
                );
            }
            if reached.is_some_and(|reached| reached < on) {
                wrong(
                    Rule::F_D15,
                    "reached",
                    "收到日期不能早于送达日期",
                    "It cannot arrive before it was sent",
                );
            }
        }
        Event::HelpGiven { need, done } if empty(need) || empty(done) => wrong(
            Rule::A_43,
            if empty(need) { "need" } else { "done" },
            "请写明申请人的困难和所提供的帮助",
            "Say what the applicant needed and what was done",
        ),
        Event::ShownInFull { why } if empty(why) => wrong(
            Rule::Q_5,
            "why",
            "请写明为什么需要查看完整信息",
            "Say why the particulars are needed in full",
        ),
        Event::LetterVoided { why, .. } if empty(why) => wrong(
            Rule::F_D0,
            "why",
            "请写明作废的原因",
            "Say why the letter is voided",
        ),
        Event::RiskNoted { note } if empty(note) => {
            wrong(Rule::D_17, "note", "请写明评估意见", "Give the assessment");
        }
        Event::ReDecided {
            code,
            after,
            earlier,
        } => {
            if empty(after) {
                wrong(
                    Rule::R_47,
                    "after",
                    "请写明根据哪一件复议决定或者判决",
                    "Say after which review decision or judgment",
                );
            }
            if *code == Code::Repeat && empty(earlier) {
                wrong(
                    Rule::A_36_3,
                    "earlier",
                    "请写明本机关以前答复的受理编号",
                    "Give the number of the request that this organ answered before",
                );
            }
        }
        Event::Split { parts } if parts.len() < 2 => wrong(
            Rule::R_44,
            "parts",
            "拆分至少要有两件",
            "A split has two parts at least",
        ),
        Event::Satisfaction { score } if !(1..=5).contains(score) => {
            wrong(Rule::A_45, "score", "评分为1到5", "The score is 1 to 5");
        }
        _ => {}
    }
    findings
}

/// Whether this is the letter of an answer that the house signs before, and nobody has signed.
fn unsigned(file: &File, goes_with: usize, settings: &Settings) -> bool {
    settings.sign_before_answer
        && file.decision.as_ref().is_some_and(|standing| {
            standing.paper.is_some() && standing.at == goes_with && !standing.is_signed()
        })
}

fn particulars_of(
    reading: &Reading,
    file: &File,
    settings: &Settings,
    wrong: &mut impl FnMut(Rule, &str, &str, &str),
) {
    let Some(standing) = &file.decision else {
        return;
    };
    for no in standing.course.particulars(reading, settings.rules()) {
        match no {
            No::ReturnedWithoutReason => wrong(
                Rule::A_45,
                "note",
                "退回应当写明理由",
                "What is sent back carries a word why",
            ),
            No::AnotherText => wrong(
                Rule::F_D17,
                "read",
                "答复书或者随附文件在您阅读之后有改动，请重新阅读",
                "The letter or its files were changed after you read them: read them anew",
            ),
            No::Unexplained(_) => wrong(
                Rule::A_45,
                "exception",
                "同一人办理两个环节，请写明原因",
                "One person does two steps: record why",
            ),
            _ => {}
        }
    }
}
