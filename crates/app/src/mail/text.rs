//! What mails say. No name, no address, no wording of a request: number, organ, what to do.

use law::Lang;
use serde_json::Value;

use crate::{App, Result, notices};

/// Subject and body of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub subject: String,
    pub body: String,
}

/// The kinds of mail there are: `reminder` goes to staff, `chased` to a unit from the organ above it, `checkpoint` to who keeps
/// them, the others to applicants.
pub const TEMPLATES: [&str; 15] = [
    "reminder",
    "chased",
    "checkpoint",
    "submitted",
    "confirmed",
    "correction_noticed",
    "reasons_asked",
    "others_asked",
    "extended",
    "fee_noticed",
    "answered",
    "lapsed",
    "closed",
    "progress",
    MESSAGE,
];

/// What goes to who wrote a message to an organ.
const MESSAGE: &str = "message_replied";

/// What goes to staff and units: a notice in words, and the way into the office.
const INTERNAL: [&str; 2] = ["reminder", "chased"];

/// What an applicant is told: template, Chinese, English. `{number}` and `{organ}` are filled in.
const NEWS: [(&str, &str, &str); 12] = [
    (
        "submitted",
        "您的政府信息公开申请（编号 {number}）已经提交。",
        "Your request for government information ({number}) has been submitted.",
    ),
    (
        "confirmed",
        "您的政府信息公开申请（编号 {number}）已经确认收到，答复期限开始计算。",
        "Receipt of your request for government information ({number}) has been confirmed; the period for the answer is running.",
    ),
    (
        "correction_noticed",
        "您的政府信息公开申请（编号 {number}）需要补正。逾期不补正的，视为放弃申请。请查看需要补正的内容和期限。",
        "Your request for government information ({number}) needs a correction. Without it in time the request counts as given up. Please look up what to correct and until when.",
    ),
    (
        "reasons_asked",
        "您的政府信息公开申请（编号 {number}）需要说明理由。请查看说明事项和期限。",
        "Reasons are asked for with your request for government information ({number}). Please look up what to explain and until when.",
    ),
    (
        "others_asked",
        "您的政府信息公开申请（编号 {number}）正在征求第三方或者其他机关的意见，所需时间不计入答复期限。",
        "Others are being asked about your request for government information ({number}); the time for that does not count in the period for the answer.",
    ),
    (
        "extended",
        "您的政府信息公开申请（编号 {number}）延期答复。请查看新的答复期限和理由。",
        "The answer to your request for government information ({number}) has been put off. Please look up the new last day and the reason.",
    ),
    (
        "fee_noticed",
        "您的政府信息公开申请（编号 {number}）有信息处理费通知。逾期不缴纳的，不再处理该申请。请查看金额和期限。",
        "There is a notice of fees for your request for government information ({number}). Unpaid in time, the request is no longer handled. Please look up the amount and the last day.",
    ),
    (
        "answered",
        "您的政府信息公开申请（编号 {number}）已经答复。请查看答复和救济途径。",
        "Your request for government information ({number}) has been answered. Please look up the answer and the remedies.",
    ),
    (
        "lapsed",
        "您的政府信息公开申请（编号 {number}）因逾期未补正或者未缴费，不再处理。请查看说明。",
        "Your request for government information ({number}) is no longer handled, as a correction or a payment did not come in time. Please look up the reason.",
    ),
    (
        "closed",
        "您的政府信息公开申请（编号 {number}）已经办结。请查看办理结果。",
        "Your request for government information ({number}) has been closed. Please look up the outcome.",
    ),
    (
        "progress",
        "您的政府信息公开申请（编号 {number}）有新的办理进度。",
        "There is news about your request for government information ({number}).",
    ),
    (
        MESSAGE,
        "您的留言（编号 {number}）已经答复。认为没有答复到问题的，可以在查询页面提出一次，由另外的人员重新办理。",
        "Your message ({number}) has been answered. If it does not answer you, you can say so once on the page, and another person will look at it.",
    ),
];

/// Fills a template; `None` where the request does not exist.
pub(super) async fn fill(
    app: &App,
    organ: &str,
    template: &str,
    request: &str,
    detail: &Value,
    lang: Lang,
) -> Result<Option<Letter>> {
    if template == KEPT {
        return Ok(Some(kept(detail)));
    }
    let name = match detail["organ_name"].as_str() {
        // It comes from the organ above.
        Some(above) if template == "chased" => above.to_string(),
        _ => store::organs::get(&app.store, organ)
            .await?
            .map_or_else(|| organ.to_string(), |organ| organ.name),
    };
    let number = if request.is_empty() {
        detail["number"].as_str().unwrap_or_default().to_string()
    } else {
        match store::requests::get(&app.store, organ, request).await? {
            Some(row) => row.number,
            None => return Ok(None),
        }
    };
    let site = &app.settings.site_domain;
    let sentence = if INTERNAL.contains(&template) {
        let key = detail["text_key"].as_str().unwrap_or_default();
        notices::sentence(key, detail, lang)
    } else {
        NEWS.iter()
            .find(|(known, _, _)| *known == template)
            .map(|(_, zh, en)| lang.pick(zh, en).replace("{number}", &number))
            .unwrap_or_default()
    };
    Ok(Some(letter(
        template, &name, &number, &sentence, site, lang,
    )))
}

/// The template that carries a checkpoint of the ledger.
const KEPT: &str = "checkpoint";

/// A checkpoint, in both languages: whoever keeps it needs no account here.
fn kept(detail: &Value) -> Letter {
    let field = |name: &str| detail[name].as_str().unwrap_or_default();
    Letter {
        subject: format!("台账检查点 Checkpoint {}", field("number")),
        body: format!(
            "请保存以下检查点。核验时把它存为文件，运行 mingbai verify --checkpoint 文件。\n\
             Please keep this checkpoint. To verify, save it as a file and run mingbai verify --checkpoint FILE.\n\n{}",
            field("note")
        ),
    }
}

/// The whole letter around a sentence.
#[must_use]
pub fn letter(
    template: &str,
    organ: &str,
    number: &str,
    sentence: &str,
    site: &str,
    lang: Lang,
) -> Letter {
    let staff = INTERNAL.contains(&template);
    let subject = match (lang, staff) {
        (Lang::Zh, true) if template == "chased" => format!("{number}年度报告催报"),
        (Lang::En, true) if template == "chased" => format!("Annual report on {number} asked for"),
        (Lang::Zh, true) => format!("办理期限提醒 {number}"),
        (Lang::Zh, false) if template == MESSAGE => format!("留言答复 {number}"),
        (Lang::En, false) if template == MESSAGE => format!("Reply to your message {number}"),
        (Lang::Zh, false) => format!("政府信息公开申请 {number}"),
        (Lang::En, true) => format!("Last day reminder {number}"),
        (Lang::En, false) => format!("Request for government information {number}"),
    };
    let (way, foot) = match (lang, staff) {
        (Lang::Zh, true) if template == "chased" => (
            format!("请登录报送：https://{site}/office。不在本系统办理的，请将报告文件送{organ}。"),
            "本邮件由系统自动发出，请勿回复。".to_string(),
        ),
        (Lang::En, true) if template == "chased" => (
            format!(
                "Please sign in: https://{site}/office. If you do not work in this system, send the report as a file to {organ}."
            ),
            "This mail was sent by a program; please do not reply.".to_string(),
        ),
        (Lang::Zh, true) => (
            format!("请登录办理：https://{site}/office"),
            "本邮件由系统自动发出，请勿回复。".to_string(),
        ),
        (Lang::Zh, false) if template == MESSAGE => (
            format!("凭编号和查询码查看：https://{site}/messages/progress?number={number}"),
            "本邮件由系统自动发出，请勿回复。".to_string(),
        ),
        (Lang::En, false) if template == MESSAGE => (
            format!(
                "With the number and your query code: https://{site}/messages/progress?number={number}"
            ),
            "This mail was sent by a program; please do not reply.".to_string(),
        ),
        (Lang::Zh, false) => (
            format!("凭申请编号和查询码查看：https://{site}/progress?number={number}"),
            format!("本邮件由系统自动发出，请勿回复；有疑问请联系{organ}政府信息公开工作机构。"),
        ),
        (Lang::En, true) => (
            format!("Please sign in: https://{site}/office"),
            "This mail was sent by a program; please do not reply.".to_string(),
        ),
        (Lang::En, false) => (
            format!("With the number and your query code: https://{site}/progress?number={number}"),
            format!(
                "This mail was sent by a program; please do not reply. Questions go to the disclosure unit of {organ}."
            ),
        ),
    };
    let subject = subject.trim().to_string();
    Letter {
        body: format!("{sentence}\n\n{way}\n\n{organ}\n{foot}\n"),
        subject,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_of_an_applicant_has_words_in_both_languages() {
        for template in TEMPLATES
            .iter()
            .filter(|name| !INTERNAL.contains(name) && **name != KEPT)
        {
            let (_, zh, en) = NEWS
                .iter()
                .find(|(known, _, _)| known == template)
                .unwrap_or_else(|| panic!("{template} has no words"));
            assert!(
                zh.contains("{number}") && en.contains("{number}"),
                "{template}"
            );
        }
    }

    #[test]
    fn a_letter_holds_number_organ_and_way() {
        for lang in [Lang::Zh, Lang::En] {
            let letter = letter(
                "answered",
                "甲局",
                "QH-2026-0001",
                "…",
                "qinghe.example",
                lang,
            );
            assert!(letter.subject.contains("QH-2026-0001"));
            for part in [
                "甲局",
                "https://qinghe.example/progress?number=QH-2026-0001",
            ] {
                assert!(letter.body.contains(part), "{}", letter.body);
            }
        }
    }
}
