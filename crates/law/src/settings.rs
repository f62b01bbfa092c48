//! Every choice that no text makes, in one place with its default and the rule it belongs to, so that a person can see and change it.

use serde::{Deserialize, Serialize};

use crate::{
    archive, audit, case, frequency, handling, inspection, item, message, personal, powers,
    publication, remind, repeated, rule::Rule,
};

/// All settings of the statute. What is left out of a file keeps its default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub clock: case::Settings,
    pub remind: remind::Settings,
    pub handling: handling::Settings,
    pub items: item::Settings,
    pub publication: publication::Settings,
    pub frequency: frequency::Settings,
    pub repeated: repeated::Settings,
    pub archive: archive::Settings,
    pub audit: audit::Settings,
    pub powers: powers::Settings,
    pub personal: personal::Settings,
    pub messages: message::Settings,
    pub inspection: inspection::Settings,
}

/// What a setting counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 工作日.
    WorkingDays,
    /// 日 of the calendar.
    Days,
    Hours,
    Months,
    /// A number of requests, applicants, rounds.
    Count,
    /// 百分之几.
    Percent,
    /// Characters of a number.
    Digits,
    /// 保管期限: `permanent`, `years30`, `years10`.
    Retention,
    YesNo,
    /// One or several words.
    Words,
}

impl Unit {
    /// A word for machines.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WorkingDays => "working_days",
            Self::Days => "days",
            Self::Hours => "hours",
            Self::Months => "months",
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Digits => "digits",
            Self::Retention => "retention",
            Self::YesNo => "yes_no",
            Self::Words => "words",
        }
    }
}

/// One setting, for a page that shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    /// As in JSON: `clock.exclusion_cap_days`.
    pub name: &'static str,
    /// Rule ID of `law.md`.
    pub rule: Rule,
    pub unit: Unit,
    pub zh: &'static str,
    pub en: &'static str,
}

/// Every setting in words (A-18, A-26.1, A-30.4, A-31.4, A-33.4, A-35.1, A-41, A-44.1, A-46, A-45, A-49.1, A-4, A-33.2, D-12, Q-21, S-1, S-7, S-12, W-5, W-12, W-13, W-14, A-47, Z-8, N-1, N-4).
#[rustfmt::skip]
pub const DESCRIBED: [Described; 48] = [
    described("clock.exclusion_cap_days", Rule::A_33_4, Unit::WorkingDays, "征求意见扣除的时间，最多到对方收到后（没有送达记录的，发出后）第几个工作日", "Time of asking is excluded up to this working day after the letter arrived, or was sent where nothing shows its arrival"),
    described("clock.confirm_within_days", Rule::A_31_4, Unit::WorkingDays, "网上、传真申请几个工作日内应当确认", "Working days within which an internet request is confirmed"),
    described("clock.longest_correction_days", Rule::A_30_4, Unit::WorkingDays, "补正期限一般不超过几个工作日", "Longest usual correction period, in working days"),
    described("clock.correction_rounds", Rule::A_30_4, Unit::Count, "补正一般几次", "Usual number of correction rounds"),
    described("publication.review_months", Rule::A_18, Unit::Months, "不予公开的信息每几个月评估一次", "Months until a withheld item is looked at again"),
    described("publication.explanation_days", Rule::S_12, Unit::WorkingDays, "文件公开后几个工作日内解读", "Working days from a document to its explanation"),
    described("publication.rectification_days", Rule::A_41, Unit::WorkingDays, "更正申请几个工作日内办理", "Working days to deal with a request to rectify a record"),
    described("publication.long_months", Rule::W_13, Unit::Months, "没有规定更新期限的栏目，几个月没有更新算长期不更新", "Months after which a column without a period of its own counts as long not updated"),
    described("frequency.many_a_month", Rule::A_35_1, Unit::Count, "同一申请人一个自然月内第几件起提示数量、频次", "From which request of a calendar month on an applicant's number is pointed out"),
    described("repeated.propose_from", Rule::A_44_1, Unit::Count, "几个不同申请人申请同一信息时建议主动公开", "How many different applicants make a proposal to publish"),
    described("repeated.same_percent", Rule::A_44_1, Unit::Percent, "两件申请的用语有百分之几相同时视为申请同一信息", "From this share of words in common on, in hundredths, two requests ask for the same"),
    described("remind.before_days", Rule::A_33_2, Unit::WorkingDays, "申请到期前几个工作日提醒", "Working days before the last day of a request at which people are told"),
    described("remind.before_days_short", Rule::D_12, Unit::WorkingDays, "较短期限（确认收到、行政复议答复）到期前几个工作日提醒", "The same for short periods: confirmation, the answer in a review"),
    described("remind.before_days_long", Rule::A_49_1, Unit::WorkingDays, "年度报告和定期评估到期前几个工作日提醒", "The same for the annual report and the review of what is withheld"),
    described("remind.before_days_watch", Rule::W_13, Unit::WorkingDays, "自查发现的问题出现前几个工作日提醒责任人", "Working days before a fault begins at which whoever answers for it is told"),
    described("remind.before_days_task", Rule::A_47, Unit::WorkingDays, "年度任务到期前几个工作日提醒", "Working days before the last day of a yearly task at which the organ is told"),
    described("remind.tell", Rule::A_4, Unit::Words, "到期以前和到期当日提醒谁", "Who is told before and on the last day"),
    described("remind.tell_when_late", Rule::A_46, Unit::Words, "逾期后还提醒谁", "Who is told besides once it is late"),
    described("remind.assume_simple_procedure", Rule::D_12, Unit::YesNo, "行政复议答复一律按简易程序的5个工作日提醒", "Count 5 working days for the answer in a review, not 10"),
    described("handling.sign_before_answer", Rule::A_45, Unit::YesNo, "答复以前应有同一结果、经审核签发的决定", "An answer needs a decision with the same outcome that was read and signed before"),
    described("handling.legal_review", Rule::A_45, Unit::YesNo, "决定须经法制审核", "The legal reviewer reads between the section head and the leader"),
    described("handling.small_bureau", Rule::S_7, Unit::YesNo, "人员不足的机关，同一人可以办理几个环节，每次写明原因", "A bureau too small for different persons: one may do several steps, each time with a recorded reason"),
    described("items.publisher_apart", Rule::S_7, Unit::Words, "除审查以外，谁不得发布信息", "Who may not publish an item besides its readings"),
    described("items.most_suspended", Rule::N_26, Unit::Count, "再审视时，同一种问题涉及几条以内自动暂停公开，更多的由人决定", "So many items of one kind of find the nightly look takes away by itself; more wait for a person"),
    described("items.most_percent_suspended", Rule::N_26, Unit::Percent, "同上，占本机关公开信息的百分之几以内（取二者中较大的）", "The same as a part of the organ's public items; the greater of the two holds"),
    described("items.preview_hours", Rule::S_1, Unit::Hours, "预览链接一般几小时有效", "Hours that a preview link opens where nobody says otherwise"),
    described("items.preview_longest_hours", Rule::S_1, Unit::Hours, "预览链接最长几小时有效，不超过168", "Hours that a preview link may open at the most, never more than 168"),
    described("archive.contested", Rule::Z_8, Unit::Retention, "有复议、诉讼或者不予公开的申请案卷保管期限", "Retention of files that were contested or refused"),
    described("archive.plain", Rule::Z_8, Unit::Retention, "其他申请案卷保管期限", "Retention of other request files"),
    described("audit.keep_days", Rule::N_1, Unit::Days, "审计日志保存几天，不少于365天", "Days for which the audit log is kept, never fewer than 365"),
    described("powers.together", Rule::N_4, Unit::YesNo, "系统管理、安全管理、审计可以由同一人兼任", "One person may hold several of the three powers"),
    described("personal.phone_head", Rule::Q_21, Unit::Digits, "电话号码保留前几位", "Digits of a telephone number kept in front"),
    described("personal.phone_tail", Rule::Q_21, Unit::Digits, "电话号码保留后几位", "Digits of a telephone number kept behind"),
    described("personal.card_tail", Rule::Q_21, Unit::Digits, "银行卡号、账号保留后几位", "Digits of a card or account kept behind"),
    described("personal.identity_head", Rule::Q_21, Unit::Digits, "身份证号保留前几位", "Digits of an identity number kept in front"),
    described("messages.inquiry_days", Rule::W_14, Unit::WorkingDays, "网民留言几个工作日内答复", "Working days to reply to a message"),
    described("messages.fault_days", Rule::W_5, Unit::WorkingDays, "找错留言几个工作日内答复", "Working days to reply to a report of a fault"),
    described("messages.complaint_days", Rule::A_47, Unit::WorkingDays, "对公开工作的投诉几个工作日内答复", "Working days to reply to a complaint about disclosure"),
    described("messages.opinion_days", Rule::S_11, Unit::WorkingDays, "征求意见结束后几个工作日内公布采纳情况", "Working days after the last day for comments to publish what became of them"),
    described("messages.doubt_days", Rule::W_14, Unit::Days, "答复后几日内可以提出没有答复到问题", "Days within which a writer may say that he was not answered"),
    described("messages.veto_months", Rule::W_14, Unit::Months, "超过几个月没有答复的有效留言单项否决", "Months after which an unanswered message fails the site"),
    described("inspection.soon_days", Rule::W_13, Unit::Days, "自查同时列出几日后会被发现的问题", "Days ahead for which a self-inspection says what would be found"),
    described("inspection.bunching_percent", Rule::A_26_1, Unit::Percent, "12月公开的信息超过全年百分之几时提示", "From this part of the year's items in December on, in hundredths, it is asked about"),
    described("inspection.bunching_from", Rule::A_26_1, Unit::Count, "全年不足几条的不提示集中公开", "So few items in a year are not asked about"),
    described("inspection.chase_after_days", Rule::A_47, Unit::WorkingDays, "问题存在几个工作日后自动督办，0为不自动督办", "Working days that a fault stands until it is chased by rule; 0: never"),
    described("inspection.chase_answer_days", Rule::A_47, Unit::WorkingDays, "督办没有另定期限的，几个工作日内答复", "Working days to answer an order, where nobody names another day"),
    described("inspection.chase_longest_days", Rule::A_47, Unit::Days, "督办的答复期限最长几日", "Days from today by which an order is to be answered at the latest"),
    described("inspection.chase_at_once", Rule::A_47, Unit::Count, "一个机关同时最多几件自动督办", "So many chases by rule of one organ run at once at most"),
];

const fn described(
    name: &'static str,
    rule: Rule,
    unit: Unit,
    zh: &'static str,
    en: &'static str,
) -> Described {
    Described {
        name,
        rule,
        unit,
        zh,
        en,
    }
}

impl Described {
    /// The default as JSON has it; `null` for a name that is none, which a test forbids.
    #[must_use]
    pub fn default(&self) -> serde_json::Value {
        let all = serde_json::to_value(Settings::default()).unwrap_or_default();
        let pointer = format!("/{}", self.name.replace('.', "/"));
        all.pointer(&pointer).cloned().unwrap_or_default()
    }
}
