//! 举证: what the file must hold when the reply is signed (D-17), by outcome.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Decision, File, finding};
use crate::{
    case::is_link,
    exemption::{self, Force},
    finding::{Finding, Severity},
    outcome::Code,
    repeated::Earlier,
    rule::Rule,
    signing::{self, Held, Need, OtherOrgan, Place},
};

/// What a prepared decision lacks in itself.
pub(super) fn shape(decision: &Decision) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut lacks = |rule, place: &str, zh: &str, en: &str| {
        findings.push(finding(rule, Severity::Error, place, zh.into(), en.into()));
    };
    let empty = |text: &str| text.trim().is_empty();
    let code = decision.code;
    if code.lapse() {
        lacks(
            Rule::A_36_1,
            "code",
            "不再处理不是答复，不需要拟办",
            "A lapse is not an answer and is not prepared as one",
        );
    }
    if code == Code::Part && decision.grounds.is_empty() {
        lacks(
            Rule::A_37,
            "grounds",
            "部分公开应当写明不予公开部分的理由",
            "A partial disclosure names the ground for what is withheld",
        );
    }
    if code != Code::Part && !decision.grounds.is_empty() {
        lacks(
            Rule::A_37,
            "grounds",
            "只有部分公开才写不予公开部分的理由",
            "Only a partial disclosure has grounds of the withheld part",
        );
    }
    if decision.grounds.iter().any(|ground| !ground.of_a_part()) {
        lacks(
            Rule::A_37,
            "grounds",
            "不提供的部分只能是第十四条、第十五条、第十六条所列情形，或者不存在、由其他机关负责、需要另行制作、另有查询办法",
            "A part that is not given rests on Articles 14, 15 or 16, or does not exist, is another organ's, would have to be made, or has a procedure of its own",
        );
    }
    if code == Code::Part && empty(&decision.withheld) {
        lacks(
            Rule::A_37,
            "withheld",
            "请逐页写明哪些内容不予公开",
            "Say page by page what is withheld",
        );
    }
    if needs_reasons(code) && empty(&decision.reasons) {
        lacks(
            code.ground()
                .filter(|ground| ground.force == Force::May)
                .map_or(Rule::A_13, |ground| ground.rule),
            "reasons",
            if discretion(code) {
                "这一情形是“可以不予公开”，请写明为什么这样裁量"
            } else {
                "不提供信息的，应当写明理由"
            },
            if discretion(code) {
                "Here the law leaves a choice: give the reason for using it so"
            } else {
                "Information that is not given needs a reason"
            },
        );
    }
    if let Some(paper) = &decision.paper
        && code == Code::OpenGive
        && paper.files.is_empty()
        && empty(&decision.place)
    {
        lacks(
            Rule::A_36_7,
            "files",
            "予以公开的，应当附上要提供的文件，或者写明查阅的地点",
            "Information that is given has a file with it, or a place where it may be seen",
        );
    }
    if code == Code::OpenPub && empty(&decision.place) {
        lacks(
            Rule::A_36_4,
            "place",
            "请写明公开的网址或者确切位置",
            "Give the link or the exact place where it is public",
        );
    }
    let named = !empty(&decision.other_organ);
    if code == Code::OtherOrgan
        && (named && empty(&decision.contact) || !named && empty(&decision.undetermined))
    {
        lacks(
            Rule::A_36_5,
            "other_organ",
            "请写明负责机关的名称和联系方式，不能确定的写明原因",
            "Name the responsible organ and how to reach it, or say why it cannot be determined",
        );
    }
    if code == Code::Repeat && empty(&decision.earlier) {
        lacks(
            Rule::A_36_3,
            "earlier",
            "请写明本机关以前答复的受理编号",
            "Give the number of the request that this organ answered before",
        );
    }
    if code == Code::NoLaw || decision.grounds.contains(&Code::NoLaw) {
        findings.extend(exemption::prohibited_by(&decision.evidence));
    }
    findings.extend(decision.choices.open(code));
    findings
}

/// What the file as a whole lacks to carry a decision that is signed on a day (D-17, A-36.2 to ).
#[must_use]
pub fn missing(file: &File, decision: &Decision, signed_on: Date) -> Vec<Finding> {
    let mut findings = shape(decision);
    if decision.code.lapse() {
        return findings;
    }
    let paper = file.decision.as_ref().and_then(|one| one.paper.as_ref());
    let nothing = paper.is_some_and(|paper| paper.files.is_empty());
    if decision.code == Code::Part && nothing && decision.place.trim().is_empty() {
        findings.push(finding(
            Rule::A_36_7,
            Severity::Error,
            "files",
            "部分公开的，应当附上可以公开的部分（遮盖后的文件），或者写明查阅的地点".into(),
            "What is disclosed in part has the open part with it, redacted, or a place where it may be seen".into(),
        ));
    }
    let shaped = findings.len();
    let held = held(file, decision, signed_on);
    for lacking in signing::missing(decision.code, &decision.grounds, &held, signed_on) {
        let place = Need::ALL
            .into_iter()
            .find(|need| need.as_str() == lacking.place)
            .map_or("code", mended_at);
        // Where a link stands, what is missing is that it was tried.
        let linked = place == "place" && is_link(&decision.place);
        let place = if linked { "tried" } else { place };
        // A field that the shape already misses is not named a second time.
        if findings[..shaped].iter().all(|known| known.place != place) {
            findings.push(Finding {
                place: place.into(),
                ..lacking
            });
        }
    }
    findings
}

/// The file and the decision as `signing` asks for them.
fn held(file: &File, decision: &Decision, signed_on: Date) -> Held {
    let mut papers = BTreeMap::new();
    let mut has = |needs: &[Need], text: &str| {
        if !text.trim().is_empty() {
            papers.extend(needs.iter().map(|need| (*need, text.to_string())));
        }
    };
    // What is supplied goes out with the answer itself, as its files.
    has(&[Need::Supplied], "随答复提供");
    has(&[Need::Separation], &decision.withheld);
    has(
        &[
            Need::Discretion,
            Need::Making,
            Need::Petition,
            Need::Abuse,
            Need::Obtained,
        ],
        &decision.reasons,
    );
    has(&[Need::Publication], &decision.place);
    has(
        &[
            Need::SecretMark,
            Need::Prohibition,
            Need::Internal,
            Need::BeforeDecision,
            Need::CaseFile,
            Need::AccessRule,
        ],
        &decision.evidence,
    );
    for (count, need) in [
        (file.risks, Need::Danger),
        (file.third_parties, Need::ThirdParty),
        (file.corrections, Need::Correction),
    ] {
        has(&[need], if count > 0 { "已记录" } else { "" });
    }
    let stated = |text: &str| !text.trim().is_empty();
    Held {
        searches: file.searches.clone(),
        lost: decision.lost.clone(),
        place: stated(&decision.place).then(|| Place {
            at: decision.place.clone(),
            is_link: is_link(&decision.place),
            tried_on: decision.tried,
            opened: decision.tried.is_some_and(|tried| tried <= signed_on),
        }),
        publish_on: decision.publish_on,
        other_organ: Some(OtherOrgan {
            name: decision.other_organ.clone(),
            contact: decision.contact.clone(),
            why_unknown: decision.undetermined.clone(),
        }),
        // Whoever names an earlier answer vouches that it was this organ's, to this applicant, on this information.
        earlier: stated(&decision.earlier).then_some(Earlier {
            same_applicant: true,
            same_information: true,
            by_this_organ: true,
            disclosed: false,
        }),
        papers,
    }
}

/// The field or the act that fills a need.
fn mended_at(need: Need) -> &'static str {
    match need {
        Need::Search => "search_recorded",
        Need::Danger => "risk_noted",
        Need::ThirdParty => "third_party_asked",
        Need::Correction => "correction_noticed",
        Need::Place | Need::Publication => "place",
        Need::Time => "publish_on",
        Need::OtherOrgan => "other_organ",
        Need::Earlier => "earlier",
        Need::Separation => "withheld",
        Need::SecretMark
        | Need::Prohibition
        | Need::Internal
        | Need::BeforeDecision
        | Need::CaseFile
        | Need::AccessRule => "evidence",
        _ => "reasons",
    }
}

/// The particulars of a decision that an outcome asks for, by the names of its fields; a form may leave the others out.
#[must_use]
pub fn asked(code: Code) -> Vec<&'static str> {
    const FIELDS: [&str; 6] = [
        "evidence",
        "withheld",
        "place",
        "publish_on",
        "other_organ",
        "earlier",
    ];
    let needs = signing::needed(code, &[]).into_iter().map(mended_at);
    let mut fields: Vec<&str> = needs.filter(|field| FIELDS.contains(field)).collect();
    fields.extend_from_slice(match code {
        // Grounds have needs of their own (D-17).
        Code::Part => &["grounds", "evidence", "place"],
        // Where it may be seen, if no file goes with it.
        Code::OpenGive => &["place"],
        // Where the rules of access are followed.
        Code::Query => &["place"],
        Code::OpenPub | Code::OpenLater => &["tried"],
        Code::OtherOrgan => &["contact", "undetermined"],
        Code::Repeat => &["disclosed_before"],
        Code::Other => &["remedy"],
        // Lost, destroyed, no longer kept.
        Code::None => &["lost"],
        _ => &[],
    });
    fields
}

/// Every "no" says why; so do the replies that give nothing.
fn needs_reasons(code: Code) -> bool {
    code.withheld()
        || matches!(
            code,
            Code::Part
                | Code::Make
                | Code::Petition
                | Code::Abuse
                | Code::Query
                | Code::Confirm
                | Code::Unclear
                | Code::Other
        )
}

/// 可以不予公开, against 不得公开.
fn discretion(code: Code) -> bool {
    matches!(code, Code::NoInternal | Code::NoProcess | Code::NoCasefile)
}
