//! Every choice that no text makes, in one place with its default and the rule it belongs to, so that a person can see and change it.

use serde::{Deserialize, Serialize};

use crate::{archive, case, frequency, message, personal, publication, repeated, rule::Rule};

/// All settings of the statute. What is left out of a file keeps its default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub clock: case::Settings,
    pub publication: publication::Settings,
    pub frequency: frequency::Settings,
    pub repeated: repeated::Settings,
    pub archive: archive::Settings,
    pub personal: personal::Settings,
    pub message: message::Settings,
}

/// One setting, for a page that shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// As in JSON: `clock.exclusion_cap_days`.
    pub name: &'static str,
    /// Rule ID of `law.md`.
    pub rule: Rule,
    pub zh: &'static str,
    pub en: &'static str,
}

/// Every setting in words (A-18, A-30.4, A-31.4, A-33.4, A-35.1, A-41, A-44.1, S-12, Z-8, Z-16, Q-21, W-5, W-14, A-47).
#[rustfmt::skip]
pub const DESCRIBED: [Described; 22] = [
    described("clock.exclusion_cap_days", Rule::A_33_4, "征求意见扣除的时间，最多到对方收到后（没有送达记录的，发出后）第几个工作日", "Time of asking is excluded up to this working day after the letter arrived, or was sent where nothing shows its arrival"),
    described("clock.confirm_within_days", Rule::A_31_4, "网上、传真申请几个工作日内应当确认", "Working days within which an internet request is confirmed"),
    described("clock.longest_correction_days", Rule::A_30_4, "补正期限一般不超过几个工作日", "Longest usual correction period, in working days"),
    described("clock.correction_rounds", Rule::A_30_4, "补正一般几次", "Usual number of correction rounds"),
    described("publication.review_months", Rule::A_18, "不予公开的信息每几个月评估一次", "Months until a withheld item is looked at again"),
    described("publication.explanation_days", Rule::S_12, "文件公开后几个工作日内解读", "Working days from a document to its explanation"),
    described("publication.rectification_days", Rule::A_41, "更正申请几个工作日内办理", "Working days to deal with a request to rectify a record"),
    described("frequency.many_a_month", Rule::A_35_1, "同一申请人一个自然月内第几件起提示数量、频次", "From which request of a calendar month on an applicant's number is pointed out"),
    described("repeated.propose_from", Rule::A_44_1, "几个不同申请人申请同一信息时建议主动公开", "How many different applicants make a proposal to publish"),
    described("archive.contested", Rule::Z_8, "有复议、诉讼或者不予公开的申请案卷保管期限", "Retention of files that were contested or refused"),
    described("archive.plain", Rule::Z_8, "其他申请案卷保管期限", "Retention of other request files"),
    described("archive.reports", Rule::Z_8, "年度报告和年度台账保管期限", "Retention of annual reports and registers"),
    described("archive.transfer_years", Rule::Z_16, "几年后向档案馆移交", "Years until files go to the archive"),
    described("personal.phone_head", Rule::Q_21, "电话号码保留前几位", "Digits of a telephone number kept in front"),
    described("personal.phone_tail", Rule::Q_21, "电话号码保留后几位", "Digits of a telephone number kept behind"),
    described("personal.card_tail", Rule::Q_21, "银行卡号、账号保留后几位", "Digits of a card or account kept behind"),
    described("personal.identity_head", Rule::Q_21, "身份证号保留前几位", "Digits of an identity number kept in front"),
    described("message.inquiry_days", Rule::W_14, "网民留言几个工作日内答复", "Working days to reply to a message"),
    described("message.fault_days", Rule::W_5, "找错留言几个工作日内答复", "Working days to reply to a report of a fault"),
    described("message.complaint_days", Rule::A_47, "对公开工作的投诉几个工作日内答复", "Working days to reply to a complaint about disclosure"),
    described("message.doubt_days", Rule::W_14, "答复后几日内可以提出没有答复到问题", "Days within which a writer may say that he was not answered"),
    described("message.veto_months", Rule::W_14, "超过几个月没有答复的有效留言单项否决", "Months after which an unanswered message fails the site"),
];

const fn described(
    name: &'static str,
    rule: Rule,
    zh: &'static str,
    en: &'static str,
) -> Described {
    Described { name, rule, zh, en }
}
