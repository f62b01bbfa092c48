//! 答复: whether an outcome fits what happened before it (law.md 1.6, 1.8, 1.9).
//!
//! Acts hold no evidence: the search behind NONE, the live link of OPEN-PUB, the right organ of OTHER-ORGAN and the earlier answer of
//! REPEAT are asked for before signing, by `signing::missing`.

use jiff::civil::Date;

use super::{
    Courier, How, Particulars, answer_until,
    fold::finding,
    sent,
    state::{Consultation, State},
};
use crate::{
    calendar::Calendar,
    finding::{Finding, Severity},
    outcome::Code,
    rule::Rule,
};

/// An answer as it was given.
pub struct Reply<'a> {
    pub code: Code,
    pub how: Option<How>,
    pub grounds: &'a [Code],
    pub particulars: &'a Particulars,
}

/// What is wrong with closing the case by this answer on this day.
pub fn check(
    state: &State,
    on: Date,
    reply: &Reply,
    place: &str,
    calendar: &Calendar,
) -> Vec<Finding> {
    let mut against = Against {
        place,
        findings: Vec::new(),
    };
    against.parts(reply);
    against.course(state, on, reply.code);
    against.third_party(state, on, reply, calendar);
    against.way(on, reply);
    against.sent(on, reply);
    against.findings
}

struct Against<'a> {
    place: &'a str,
    findings: Vec<Finding>,
}

impl Against<'_> {
    fn found(&mut self, rule: Rule, severity: Severity, zh: &str, en: &str) {
        self.findings
            .push(finding(rule, severity, self.place, zh.into(), en.into()));
    }

    /// The outcome by itself, and what is said of the part that is not given.
    fn parts(&mut self, reply: &Reply) {
        if reply.code.lapse() {
            self.found(
                Rule::A_36_1,
                Severity::Error,
                "不再处理不是答复，应当记为不再处理",
                "A lapse is not an answer; record it as lapsed",
            );
        }
        if reply.code == Code::Part && reply.grounds.is_empty() {
            self.found(
                Rule::A_37,
                Severity::Warning,
                "部分公开应当说明不予公开部分的理由",
                "A partial disclosure gives the ground for what is withheld",
            );
        }
        if reply.code == Code::Part && reply.grounds.iter().any(|ground| !ground.of_a_part()) {
            self.found(
                Rule::A_37,
                Severity::Error,
                "未公开部分的理由只能是第十四条、第十五条、第十六条所列情形，或者不存在、非本机关、需要另行制作、行政查询事项",
                "What is not given rests on Articles 14, 15 or 16, or does not exist, is another organ's, would have to be made, or has access rules of its own",
            );
        }
    }

    /// What must have come before: a correction round, unreasonable reasons.
    fn course(&mut self, state: &State, on: Date, code: Code) {
        if code == Code::Unclear && state.corrections == 0 {
            self.found(
                Rule::A_30_4,
                Severity::Error,
                "没有经过补正，不能以补正后仍不明确答复",
                "Without a correction round the request cannot be still unclear",
            );
        }
        let silent = state.reasons.is_none()
            && state
                .reasons_asked
                .is_some_and(|(_, until)| until.is_some_and(|until| on > until));
        if code == Code::Abuse && state.reasons != Some(false) && !silent {
            self.found(
                Rule::A_35_2,
                Severity::Error,
                "申请人的理由尚未被认定为不合理，不能不予处理",
                "The applicant's reasons have not been found unreasonable",
            );
        }
    }

    /// 《政府信息公开条例》第十五条、第三十二条: no refusal rests on Article 15 before the third party has answered or its 15 working days
    /// are over; one that agrees is no ground.
    fn third_party(&mut self, state: &State, on: Date, reply: &Reply, calendar: &Calendar) {
        let third: Vec<&Consultation> = state
            .consultations
            .iter()
            .filter(|letter| !letter.organ)
            .collect();
        let early = third.iter().any(|letter| {
            letter.answered.is_none()
                && letter
                    .reached
                    .is_none_or(|reached| on <= answer_until(reached, calendar))
        });
        let rests = reply.code == Code::NoThird
            || reply.code == Code::Part && reply.grounds.contains(&Code::NoThird);
        if reply.code == Code::NoThird && third.is_empty() {
            self.found(
                Rule::A_32_1,
                Severity::Warning,
                "以保护第三方合法权益为由不予公开，应当书面征求过第三方意见",
                "The third party should have been asked in writing",
            );
        }
        if rests && early {
            self.found(
                Rule::A_32_2,
                Severity::Error,
                "第三方尚未答复，其15个工作日的答复期限也未届满，不能以保护第三方合法权益为由不予公开",
                "The third party has not answered and its 15 working days have not ended: no refusal rests on its interests yet",
            );
        }
        let agrees = !third.is_empty() && third.iter().all(|letter| letter.consents == Some(true));
        if rests && agrees {
            self.found(
                Rule::A_15,
                Severity::Error,
                "第三方同意公开，不能以保护第三方合法权益为由不予公开",
                "The third party agrees: its interests are no ground to withhold",
            );
        }
        if matches!(reply.code, Code::OpenGive | Code::OpenLater) {
            let refused = third
                .iter()
                .any(|letter| letter.consents == Some(false) && letter.reasonable != Some(false));
            if refused {
                self.found(
                    Rule::A_32_5,
                    Severity::Question,
                    "第三方不同意公开：应当认定其理由不合理或者不公开对公共利益造成重大影响，并书面告知第三方",
                    "The third party refused: its reasons must be found wanting or the public interest decisive, and it must be told in writing",
                );
            }
            if early {
                self.found(
                    Rule::A_32_2,
                    Severity::Warning,
                    "第三方15个工作日的答复期限尚未届满",
                    "The third party's 15 working days have not ended",
                );
            }
        }
    }

    /// Its letter, its days, and what it gives (F-D17, A-36.4, A-36.7).
    fn sent(&mut self, on: Date, reply: &Reply) {
        let particulars = reply.particulars;
        let Some(sent) = &particulars.sent else {
            return;
        };
        for (rule, zh, en) in sent::against(reply.code, sent, particulars.tried, on) {
            self.found(rule, Severity::Error, &zh, &en);
        }
    }

    /// How it went out, and whether what it calls a process had ended.
    fn way(&mut self, on: Date, reply: &Reply) {
        let posted = reply.how == Some(How::Posted);
        if posted && reply.particulars.courier == Some(Courier::Other) {
            self.found(
                Rule::A_33_6,
                Severity::Error,
                "答复应当通过邮政企业寄送，其他快递企业不得寄递国家机关公文",
                "An answer is posted with the postal service: other couriers may not carry documents of state organs",
            );
        }
        let decided = reply.particulars.decided_on.is_some_and(|day| day <= on);
        if reply.code == Code::NoProcess && decided {
            self.found(
                Rule::A_16_2,
                Severity::Question,
                "相关决定已经作出：是否仍属过程性信息，请说明为什么不予公开",
                "The decision has been made: say why what led to it is still withheld as part of the process",
            );
        }
    }
}
