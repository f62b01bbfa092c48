//! Words of the papers that leave the house: they are in Chinese, whoever prints them.

use law::case::{Channel, How};

/// 申请渠道.
pub(super) fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "当面提交",
        Channel::RegisteredMail => "邮寄（挂号、特快专递）",
        Channel::OrdinaryMail => "邮寄（平常信函）",
        Channel::Online => "互联网",
        Channel::Fax => "传真",
    }
}

/// 送达方式.
pub(super) fn how(how: How) -> &'static str {
    match how {
        How::Handed => "当面送达",
        How::Posted => "邮寄送达",
        How::Electronic => "电子送达",
    }
}

/// 获取信息的形式.
pub(super) fn form(word: &str) -> &'static str {
    match word {
        "paper" => "纸质",
        "electronic" => "电子文本",
        "inspect" => "查阅",
        _ => "",
    }
}

/// 获取信息的方式.
pub(super) fn delivery(word: &str) -> &'static str {
    match word {
        "email" => "电子邮件",
        "post" => "邮寄",
        "pickup" => "自行领取",
        "online" => "网上查询",
        _ => "",
    }
}

/// A word of an act's body as the type it names.
pub(super) fn parsed<T: serde::de::DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.into())).ok()
}

/// 复议、诉讼的结果.
pub(super) fn result(word: &str) -> &'static str {
    match word {
        "upheld" => "维持",
        "corrected" => "纠正",
        "otherwise" => "其他结果",
        _ => "尚未审结",
    }
}
