//! 法律依据: the articles a letter names, with 款 and 项 (law.md 1.9, 10.1 last paragraph).
//!
//! A fact-type reply (NONE, UNCLEAR) and Articles 38 and 39 stand on their own article; all other answers cite Article 36
//! together with the other article. A case that ends because nothing was mended, paid or asked any more is no answer under
//! Article 36 and stands on its own text.

use super::Kind;
use crate::{case::Channel, outcome::Code};

/// 《中华人民共和国政府信息公开条例》, as letters name it.
pub const REGULATION: &str = "《中华人民共和国政府信息公开条例》";
/// Where no article of the 条例 says it (law.md 1.9, CONFIRM).
const PRACTICE: &str =
    "国务院办公厅政府信息与政务公开办公室转发的《江苏省政府信息公开申请办理答复规范》";
const FEES: &str = "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）";

/// What the articles depend on besides the kind.
#[derive(Debug, Clone, Copy, Default)]
pub struct Circumstances<'a> {
    /// Why parts are withheld (PART): codes under Articles 14, 15, 16.
    pub grounds: &'a [Code],
    /// Whether a third party was asked (NO-THIRD, and PART on that ground).
    pub third_party_asked: bool,
    /// Whether the organ consulted is a co-producer and not a third party (F-D6).
    pub co_producer: bool,
    pub channel: Option<Channel>,
}

/// The line that follows 根据: the text and its articles. `None` where no text is cited (送达回证, a withdrawal).
#[must_use]
pub fn line(kind: Kind, with: &Circumstances<'_>) -> Option<String> {
    let articles = articles(kind, with);
    if articles.is_empty() {
        return None;
    }
    let text = match kind {
        Kind::Decision(Code::Confirm) => PRACTICE,
        _ => REGULATION,
    };
    let mut line = format!("{text}{}", articles.join("、"));
    if matches!(kind, Kind::Fee | Kind::Decision(Code::LapseFee)) {
        line.push('和');
        line.push_str(FEES);
    }
    Some(line)
}

/// The articles of the 条例, in order.
#[must_use]
pub fn articles(kind: Kind, with: &Circumstances<'_>) -> Vec<&'static str> {
    match kind {
        Kind::Receipt => vec![match with.channel {
            Some(Channel::Counter) => "第三十一条第（一）项",
            Some(Channel::RegisteredMail | Channel::OrdinaryMail) => "第三十一条第（二）项",
            Some(Channel::Online | Channel::Fax) => "第三十一条第（三）项",
            None => "第三十一条",
        }],
        Kind::Correction => vec!["第三十条"],
        Kind::Extension => vec!["第三十三条第二款"],
        Kind::Reasons | Kind::Delay => vec!["第三十五条"],
        Kind::ThirdParty | Kind::ThirdPartyTold => vec!["第三十二条"],
        Kind::Consultation if with.co_producer => vec!["第三十三条第三款", "第三十四条"],
        Kind::Consultation => vec!["第三十二条", "第三十三条第三款"],
        Kind::CoProducer => vec!["第三十四条"],
        Kind::Fee => vec!["第四十二条"],
        Kind::Proof => Vec::new(),
        Kind::Rectification | Kind::Forwarding => vec!["第四十一条"],
        Kind::Decision(code) => of_outcome(code, with),
    }
}

fn of_outcome(code: Code, with: &Circumstances<'_>) -> Vec<&'static str> {
    match code {
        Code::OpenPub => vec!["第三十六条第（一）项"],
        Code::OpenGive | Code::OpenLater => vec!["第三十六条第（二）项"],
        Code::Part => {
            let mut cited = Vec::new();
            for ground in with.grounds {
                for article in withholding(*ground, with.third_party_asked) {
                    if !cited.contains(article) {
                        cited.push(article);
                    }
                }
            }
            cited.sort_by_key(|article| place(article));
            cited.extend(["第三十六条第（二）项、第（三）项", "第三十七条"]);
            cited
        }
        _ if code.withheld() => {
            let mut cited = withholding(code, with.third_party_asked).to_vec();
            cited.push("第三十六条第（三）项");
            cited
        }
        Code::Query => vec!["第三十六条第（七）项"],
        Code::None => vec!["第三十六条第（四）项"],
        Code::OtherOrgan => vec!["第三十六条第（五）项"],
        Code::Make => vec!["第三十八条"],
        Code::Unclear | Code::LapseCorr => vec!["第三十条"],
        Code::Petition => vec!["第三十九条第一款"],
        Code::Repeat => vec!["第三十六条第（六）项"],
        Code::Printed => vec!["第三十九条第二款"],
        Code::Abuse => vec!["第三十五条"],
        // No article of the 条例 says it (law.md 1.9).
        Code::Confirm => vec!["第四部分第（四）项第5目"],
        Code::LapseFee => vec!["第四十二条"],
        _ => Vec::new(),
    }
}

/// The article under which a ground withholds.
fn withholding(ground: Code, third_party_asked: bool) -> &'static [&'static str] {
    match ground {
        Code::NoSecret | Code::NoLaw | Code::No3s1s => &["第十四条"],
        Code::NoThird if third_party_asked => &["第十五条", "第三十二条"],
        Code::NoThird => &["第十五条"],
        Code::NoInternal => &["第十六条第一款"],
        Code::NoProcess | Code::NoCasefile => &["第十六条第二款"],
        _ => &[],
    }
}

/// The ground of a refusal in the words of the 条例; `None` for a code that refuses nothing.
#[must_use]
pub fn ground(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::NoSecret => "依法确定为国家秘密的政府信息",
        Code::NoLaw => "法律、行政法规禁止公开的政府信息",
        Code::No3s1s => "公开后可能危及国家安全、公共安全、经济安全、社会稳定的政府信息",
        Code::NoThird => "涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息",
        Code::NoInternal => "人事管理、后勤管理、内部工作流程等方面的内部事务信息",
        Code::NoProcess => {
            "在履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息"
        }
        Code::NoCasefile => "行政执法案卷信息",
        _ => return None,
    })
}

/// The same with the one kind of internal or process information that it is, where what was said of the case names it: a reply says
/// what the information is and does not recite the article (D-17).
#[must_use]
pub fn ground_said(code: Code, said: &str) -> Option<String> {
    let named: Vec<&str> = kinds(code)
        .iter()
        .copied()
        .filter(|kind| said.contains(kind))
        .collect();
    Some(match code {
        Code::NoInternal if named.is_empty() => "内部事务信息".into(),
        Code::NoInternal => format!("{}方面的内部事务信息", named.join("、")),
        Code::NoProcess if named.is_empty() => "在履行行政管理职能过程中形成的过程性信息".into(),
        Code::NoProcess => format!(
            "在履行行政管理职能过程中形成的{}，系过程性信息",
            named.join("、")
        ),
        _ => ground(code)?.into(),
    })
}

/// The closed list of Article 16 of which a reply names the kind that it is.
pub(super) fn kinds(code: Code) -> &'static [&'static str] {
    match code {
        Code::NoInternal | Code::NoProcess => code.ground().map_or(&[], |ground| ground.kinds),
        _ => &[],
    }
}

fn place(article: &str) -> usize {
    [
        "第十四条",
        "第十五条",
        "第十六条第一款",
        "第十六条第二款",
        "第三十二条",
    ]
    .iter()
    .position(|known| *known == article)
    .unwrap_or(usize::MAX)
}
