//! The words that a cell may hold, Chinese first.

use law::{
    case::{Applicant, Channel, How, Kind},
    fields::act::CODE,
    outcome::Code,
};

use super::{
    cell::{Cells, word},
    everyday,
};

pub(super) type Choices<T> = &'static [(T, &'static [&'static str])];

/// 申请渠道. 邮寄 alone says not whether it was signed for, which decides the day of receipt.
pub(super) const CHANNELS: Choices<Channel> = &[
    (
        Channel::Counter,
        &["当面", "counter", "当面提交", "现场", "窗口"],
    ),
    (
        Channel::RegisteredMail,
        &[
            "挂号邮寄",
            "registered_mail",
            "挂号",
            "挂号信",
            "EMS",
            "特快专递",
            "邮政特快",
            "签收邮寄",
        ],
    ),
    (
        Channel::OrdinaryMail,
        &["平信", "ordinary_mail", "平常信函", "普通信函", "平邮"],
    ),
    (
        Channel::Online,
        &[
            "网上",
            "online",
            "互联网",
            "互联网渠道",
            "网络",
            "网站",
            "在线",
            "电子邮件",
            "邮箱",
        ],
    ),
    (Channel::Fax, &["传真", "fax"]),
];

/// 申请人类别.
pub(super) const APPLICANTS: Choices<Applicant> = &[
    (Applicant::Natural, &["自然人", "natural", "公民", "个人"]),
    (Applicant::Business, &["商业企业", "business", "企业"]),
    (Applicant::Research, &["科研机构", "research"]),
    (Applicant::Charity, &["社会公益组织", "charity"]),
    (Applicant::LegalService, &["法律服务机构", "legal_service"]),
    (Applicant::Other, &["其他", "other"]),
];

/// 送达方式.
pub(super) const HOWS: Choices<How> = &[
    (How::Handed, &["当面", "handed", "当面送达", "领取", "自取"]),
    (How::Posted, &["邮寄", "posted", "邮寄送达", "信函"]),
    (
        How::Electronic,
        &["电子", "electronic", "电子邮件", "网上", "互联网", "传真"],
    ),
];

impl Cells<'_> {
    /// 办理结果: the code, or its Chinese name.
    pub(super) fn code(&mut self, key: &str) -> Option<Code> {
        let text = self.text(key)?;
        self.one_code(key, &text)
    }

    /// 申请渠道. A letter of which nobody says whether it was signed for is asked about.
    pub(super) fn channel(&mut self, key: &str) -> Option<Channel> {
        let text = self.text(key)?;
        if everyday::is_some_letter(&text) {
            self.bad(
                key,
                "form",
                format!("“{text}”可能是挂号邮寄，也可能是平信，收到日期的算法不同：请写明“挂号邮寄”或者“平信”"),
                format!("“{text}” may be registered or ordinary mail, of which the day of receipt is counted differently: write registered_mail or ordinary_mail"),
            );
            return None;
        }
        self.choice(key, CHANNELS)
    }

    fn one_code(&mut self, key: &str, text: &str) -> Option<Code> {
        if let Some(code) = code_of(text) {
            return Some(code);
        }
        match everyday::outcomes(text) {
            [code] => return Some(*code),
            [] => self.no_code(key, text),
            several => self.which_code(key, text, several),
        }
        None
    }

    fn which_code(&mut self, key: &str, text: &str, several: &[Code]) {
        let named = |name: fn(&Code) -> String, between: &str| {
            several.iter().map(name).collect::<Vec<_>>().join(between)
        };
        self.bad(
            key,
            CODE.rule.id(),
            format!(
                "“{text}”可以是几种办理结果，请写明是哪一种：{}",
                named(|code| format!("{}（{}）", code.zh(), code.as_str()), "、")
            ),
            format!(
                "“{text}” can be one of several outcomes; say which: {}",
                named(|code| format!("{} ({})", code.as_str(), code.en()), ", ")
            ),
        );
    }

    /// Several codes, divided by commas or semicolons.
    pub(super) fn codes(&mut self, key: &str) -> Vec<Code> {
        let Some(text) = self.text(key) else {
            return Vec::new();
        };
        let mut codes = Vec::new();
        for part in text
            .split([',', ';', '，', '；', '、', ' '])
            .filter(|part| !part.trim().is_empty())
        {
            codes.extend(self.one_code(key, part));
        }
        codes
    }

    fn no_code(&mut self, key: &str, text: &str) {
        let known: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        self.bad(
            key,
            CODE.rule.id(),
            format!("没有“{text}”这一办理结果；可用：{}", known.join("、")),
            format!("“{text}” is not an outcome; one of: {}", known.join(", ")),
        );
    }

    /// 办理动作: the kind's word, or its statutory term.
    pub(super) fn kind(&mut self, key: &str) -> Option<Kind> {
        let text = self.text(key)?;
        let wanted = word(&text);
        let found = Kind::ALL
            .into_iter()
            .find(|kind| kind.as_str() == wanted || word(kind.zh()) == wanted);
        if found.is_none() {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.zh()).collect();
            self.bad(
                key,
                "form",
                format!("没有“{text}”这一办理动作；可用：{}", known.join("、")),
                format!(
                    "“{text}” is not an act; one of: {}",
                    Kind::ALL.map(Kind::as_str).join(", ")
                ),
            );
        }
        found
    }
}

fn code_of(text: &str) -> Option<Code> {
    let wanted = word(text);
    Code::ALL
        .into_iter()
        .find(|code| word(code.as_str()) == wanted || word(code.zh()) == wanted)
}
