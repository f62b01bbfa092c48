//! 模板占位符: the names that stand in `{…}` in a template, what each means, and how it is filled.

use law::{
    case::{Applicant, Channel, How},
    letter::{Kind, basis, date::written, recourse, tariff},
    outcome::Code,
};

use super::facts::Facts;

/// A placeholder.
pub struct Place {
    /// As it stands between the braces.
    pub name: &'static str,
    /// What it is, for the person who edits a template.
    pub zh: &'static str,
    pub en: &'static str,
    pub(super) value: fn(Kind, &Facts) -> String,
}

const fn place(
    name: &'static str,
    zh: &'static str,
    en: &'static str,
    value: fn(Kind, &Facts) -> String,
) -> Place {
    Place {
        name,
        zh,
        en,
        value,
    }
}

/// All placeholders, by subject. Each may be written `{名称?}`: a line whose value is empty is then left out.
#[rustfmt::skip]
pub const PLACES: [Place; 88] = [
    place("机关名称", "本机关全称", "the organ's name", |_, f| line(&f.organ.name)),
    place("公开工作机构", "政府信息公开工作机构", "the disclosure unit", |_, f| line(&f.organ.unit)),
    place("机关地址", "办公地址", "address", |_, f| line(&f.organ.address)),
    place("邮政编码", "邮政编码", "postcode", |_, f| line(&f.organ.postcode)),
    place("联系电话", "联系电话", "telephone", |_, f| line(&f.organ.telephone)),
    place("传真", "传真号码", "fax", |_, f| line(&f.organ.fax)),
    place("电子邮箱", "电子邮箱", "e-mail", |_, f| line(&f.organ.email)),
    place("办公时间", "办公时间", "office hours", |_, f| line(&f.organ.hours)),
    place("复议机关", "行政复议机关", "review body", |_, f| line(&f.organ.review_body)),
    place("管辖法院", "有管辖权的人民法院", "court", |_, f| line(&f.organ.court)),
    place("复议网站", "互联网申请复议的网址", "internet channel of review", |_, f| line(&f.organ.review_site)),
    place("文号", "发文字号", "document number", |_, f| line(&f.number)),
    place("落款日期", "成文日期", "date of the letter", |_, f| day(f.date)),
    place("申请人", "申请人姓名或者名称", "applicant", |_, f| line(&f.applicant.name)),
    place("您", "对申请人的称呼：您，或者贵单位", "how the applicant is addressed", |_, f| you(f).into()),
    place("受理编号", "申请的受理编号", "number of the request", |_, f| line(&f.request.number)),
    place("提交日期", "申请提交的日期", "day submitted", |_, f| day(f.request.submitted)),
    place("收到日期", "依法认定的收到日期", "day of receipt", |_, f| day(f.request.received)),
    place("收到理由", "为何以该日为收到日期", "why that day", |_, f| received_why(f)),
    place("申请渠道", "申请的提交渠道", "channel", |_, f| f.request.channel.map_or_else(String::new, |it| channel(it).into())),
    place("申请内容", "申请公开的内容", "what was asked for", |_, f| line(&f.request.wanted).trim_end_matches(['。', '.', '；']).to_string()),
    place("提供方式", "申请的提供方式", "form wanted", |_, f| line(&f.request.form)),
    place("答复期限", "答复期限的最后一日", "last day of answer", |_, f| day(f.request.last_day)),
    place("查询方式", "查询办理进度的方式", "how to follow the case", |_, f| line(&f.request.follow)),
    place("办理经过", "答复前的补正、征求意见、延期", "corrections, consultations, extension on the way", |_, f| sentence(&f.request.course)),
    place("法律依据", "所依据的条、款、项", "legal basis", basis_line),
    place("救济途径", "救济途径和期限的告知段落", "remedy paragraph", remedy),
    place("补正事项", "需要补正的事项，逐项一行", "what to correct, a line each", |_, f| numbered(&f.correction.items)),
    place("补正指导", "指导和释明", "guidance", |_, f| sentence(&f.correction.guidance)),
    place("补正期限", "补正期限的工作日数", "working days to correct", |_, f| count(f.correction.days)),
    place("延期理由", "延长答复期限的理由", "reason of the extension", |_, f| clause(&f.extension.reason)),
    place("延期天数", "延长的工作日数", "working days added", |_, f| count(f.extension.days)),
    place("延期后期限", "延长后的最后一日", "new last day", |_, f| day(f.extension.last_day)),
    place("统计期间", "认定数量、频次的期间", "span counted", |_, f| line(&f.frequency.span)),
    place("申请件数", "该期间的申请件数", "requests in the span", |_, f| count(f.frequency.count)),
    place("说明理由期限", "说明理由期限的工作日数", "working days for the reasons", |_, f| count(f.frequency.days)),
    place("延迟答复期限", "延迟答复后确定的日期", "the later day", |_, f| day(f.frequency.answer_by)),
    place("被征求意见者", "被征求意见的第三方或者机关", "who is asked", |_, f| line(&f.consultation.name)),
    place("被征求意见者类别", "第三方，或者共同制作机关", "third party or co-producer", |_, f| if f.consultation.co_producer { "共同制作机关" } else { "第三方" }.into()),
    place("涉及内容", "与被征求意见者有关的内容", "what concerns it", |_, f| clause(&f.consultation.concerned)),
    place("征求日期", "发出征求意见书的日期", "day asked", |_, f| day(f.consultation.asked)),
    place("征求意见期限", "15个工作日", "15 working days", |_, _| law::case::CONSULTATION_DAYS.to_string()),
    place("申请人身份", "确需告知的申请人身份", "applicant's identity, where needed", |_, f| line(&f.consultation.applicant)),
    place("第三方意见", "第三方的意见", "the third party's view", |_, f| view(f)),
    place("决定公开内容", "决定公开的内容", "what is disclosed", |_, f| clause(&f.consultation.disclosed)),
    place("决定公开理由", "决定公开的理由", "why", |_, f| clause(&f.consultation.why)),
    place("收费方式", "按件计收，或者按量计收", "way of charging", |_, f| f.fee.way.zh().into()),
    place("收费标准", "收费标准", "tariff", |_, f| f.fee.way.standard().into()),
    place("计费期间", "计费的自然月", "month counted", |_, f| line(&f.fee.span)),
    place("计费数量", "件数或者页数", "items or pages", |_, f| if f.fee.count == 0 { String::new() } else { format!("{}{}", f.fee.count, f.fee.way.unit()) }),
    place("计费过程", "金额的计算过程", "how it adds up", |_, f| f.fee.way.calculation(f.fee.count)),
    place("收费金额", "应缴金额", "amount", |_, f| if f.fee.fen == 0 { String::new() } else { tariff::yuan(f.fee.fen) }),
    place("缴费方式", "缴费的方式和账户", "how to pay", |_, f| sentence(&f.fee.payment)),
    place("法定情形", "不予公开的法定情形", "statutory ground", grounds),
    place("理由", "本件的具体理由", "reasons of this case", |_, f| sentence(&f.outcome.reasons)),
    place("不予公开部分", "不予公开的部分", "what is withheld", |_, f| clause(&f.outcome.withheld)),
    place("禁止公开的法律", "禁止公开的法律、行政法规及条款", "the law that forbids it", |_, f| line(&f.outcome.law)),
    place("提供内容", "提供的内容", "what is given", |_, f| clause(&f.outcome.given)),
    place("逐页处理表", "逐页说明公开或者不予公开的表", "table page by page", |_, f| page_table(f)),
    place("获取途径", "获取的方式和途径", "where and how to get it", |_, f| clause(&f.outcome.place)),
    place("公开时间", "将要公开的时间", "when it will be published", |_, f| clause(&f.outcome.when)),
    place("检索地点", "检索的范围", "where the search was made", |_, f| clause(&f.outcome.search.places)),
    place("检索词", "检索所用的词语", "search terms", |_, f| clause(&f.outcome.search.terms)),
    place("检索日期", "检索的日期", "day of the search", |_, f| day(f.outcome.search.on)),
    place("检索人", "检索人", "who searched", |_, f| line(&f.outcome.search.by)),
    place("负责机关", "负责公开的机关", "the organ that discloses it", |_, f| line(&f.outcome.right_organ)),
    place("负责机关联系方式", "该机关的联系方式", "its contact", |_, f| clause(&f.outcome.right_contact)),
    place("无法确定原因", "无法确定负责机关的原因", "why the organ cannot be determined", |_, f| clause(&f.outcome.unknown_why)),
    place("反映渠道", "信访、投诉、举报的渠道", "where a petition belongs", |_, f| clause(&f.outcome.right_channel)),
    place("此前答复", "此前的答复", "the earlier answer", |_, f| clause(&f.outcome.earlier)),
    place("查阅规定", "有专门规定的法律、行政法规", "the special access rules", |_, f| line(&f.outcome.special_rules)),
    place("送达文书", "送达的文书", "document served", |_, f| line(&f.service.document)),
    place("送达文书文号", "送达文书的文号", "its number", |_, f| line(&f.service.document_number)),
    place("送达方式", "送达方式", "way of service", |_, f| f.how.map_or_else(String::new, |it| way(it).into())),
    place("送达地址", "送达的地址或者账号", "where it goes", |_, f| line(&f.service.to)),
    place("送达日期", "交付、交邮或者发送的日期", "day handed over, posted or sent", |_, f| day(f.service.on)),
    place("送达人", "送达人", "who serves it", |_, f| line(&f.service.by)),
    place("邮件编号", "邮件编号", "number at the post", |_, f| line(&f.service.tracking)),
    place("更正事项", "申请更正的记录和内容", "record to be rectified", |_, f| clause(&f.rectification.record)),
    place("更正结论", "予以更正，或者不予更正", "corrected or not", |_, f| if f.rectification.corrected { "予以更正" } else { "不予更正" }.into()),
    place("更正情况", "更正后的内容，或者不予更正的理由", "what it says now, or why not", |_, f| sentence(&f.rectification.decision)),
    place("转送机关", "有权更正的机关", "organ with the power", |_, f| line(&f.rectification.forwarded_to)),
    place("转送机关联系方式", "该机关的联系方式", "its contact", |_, f| clause(&f.rectification.contact)),
    place("附件清单", "附件名称，逐项一行", "attachments, a line each", |_, f| f.attachments.iter().map(|it| line(it)).collect::<Vec<_>>().join("\n")),
    place("抄送机关", "抄送的机关", "copies to", |_, f| line(&f.copies)),
    place("印发机关", "有抄送时的印发机关", "issuing office, where there are copies", |_, f| if f.copies.is_empty() { String::new() } else { line(if f.organ.unit.is_empty() { &f.organ.name } else { &f.organ.unit }) }),
    place("印发日期", "有抄送时的印发日期", "day of issue, where there are copies", |_, f| if f.copies.is_empty() { String::new() } else { day(f.date) }),
    place("送达日期名称", "交邮日期，或者签收日期", "day posted or signed for", |_, f| if f.how == Some(How::Posted) { "交邮日期" } else { "送达日期" }.into()),
];

/// The circumstances on which the articles depend.
pub(super) fn circumstances(facts: &Facts) -> basis::Circumstances<'_> {
    basis::Circumstances {
        grounds: &facts.outcome.grounds,
        third_party_asked: !facts.consultation.co_producer
            && (facts.consultation.asked.is_some() || !facts.consultation.name.is_empty()),
        co_producer: facts.consultation.co_producer,
        channel: facts.request.channel,
    }
}

/// The circumstances on which the remedy depends; `None` while the letter has no date.
pub(super) fn recourse_of(facts: &Facts) -> Option<recourse::Circumstances<'_>> {
    Some(recourse::Circumstances {
        on: facts.date?,
        disclosed_before: facts.outcome.disclosed_before,
        chosen: facts.outcome.remedy,
        review_body: facts.organ.review_body.trim(),
        court: facts.organ.court.trim(),
        how: facts.how,
        site: Some(facts.organ.review_site.trim()).filter(|site| !site.is_empty()),
    })
}

fn basis_line(kind: Kind, facts: &Facts) -> String {
    basis::line(kind, &circumstances(facts)).unwrap_or_default()
}

/// Empty while the bodies are not known: half a remedy would mislead.
fn remedy(kind: Kind, facts: &Facts) -> String {
    recourse_of(facts)
        .filter(|with| !with.review_body.is_empty() && !with.court.is_empty())
        .and_then(|with| recourse::paragraph(kind, &with))
        .unwrap_or_default()
}

fn you(facts: &Facts) -> &'static str {
    match facts.applicant.kind {
        None | Some(Applicant::Natural) => "您",
        Some(_) => "贵单位",
    }
}

/// the reason of the day of receipt.
fn received_why(facts: &Facts) -> String {
    if !facts.request.received_why.trim().is_empty() {
        return line(&facts.request.received_why);
    }
    match facts.request.channel {
        Some(Channel::Counter) => "当面提交，以提交之日为收到申请之日",
        Some(Channel::RegisteredMail) => "以邮寄方式提交，以本机关签收之日为收到申请之日",
        Some(Channel::OrdinaryMail) => {
            "以平常信函等无需签收的邮寄方式提交，以本机关与申请人确认之日为收到申请之日"
        }
        Some(Channel::Online) => "通过互联网渠道提交，以双方确认之日为收到申请之日",
        Some(Channel::Fax) => "通过传真提交，以双方确认之日为收到申请之日",
        None => "",
    }
    .into()
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter => "当面提交",
        Channel::RegisteredMail => "邮寄（挂号或者特快专递）",
        Channel::OrdinaryMail => "邮寄（平常信函）",
        Channel::Online => "互联网渠道",
        Channel::Fax => "传真",
    }
}

/// posting is with 邮政企业.
fn way(how: How) -> &'static str {
    match how {
        How::Handed => "当面送达",
        How::Posted => "邮寄送达（邮政企业）",
        How::Electronic => "电子送达",
    }
}

fn grounds(kind: Kind, facts: &Facts) -> String {
    let codes = match kind {
        Kind::Decision(Code::Part) => facts.outcome.grounds.clone(),
        Kind::Decision(code) => vec![code],
        _ => Vec::new(),
    };
    let said = format!("{}{}", facts.outcome.reasons, facts.outcome.withheld);
    let mut named: Vec<String> = codes
        .into_iter()
        .filter_map(|code| basis::ground_said(code, &said))
        .collect();
    named.dedup();
    named.join("，")
}

/// what the third party said, or that it said nothing.
fn view(facts: &Facts) -> String {
    let consultation = &facts.consultation;
    if consultation.asked.is_none() && consultation.consents.is_none() {
        return String::new();
    }
    match consultation.consents {
        Some(true) => "第三方表示同意公开".into(),
        Some(false) if consultation.view.trim().is_empty() => "第三方表示不同意公开".into(),
        Some(false) => format!(
            "第三方表示不同意公开，理由为：{}",
            clause(&consultation.view)
        ),
        None => "第三方逾期未提出意见".into(),
    }
}

fn page_table(facts: &Facts) -> String {
    if facts.outcome.pages.is_empty() {
        return String::new();
    }
    let mut rows = vec!["|页次|内容|处理|理由|".to_string()];
    rows.extend(facts.outcome.pages.iter().map(|row| {
        format!(
            "|{}|{}|{}|{}|",
            cell(&row.pages),
            cell(&row.content),
            if row.given { "公开" } else { "不予公开" },
            cell(&row.reason)
        )
    }));
    rows.join("\n")
}

fn cell(text: &str) -> String {
    line(text).replace('|', "｜")
}

fn numbered(items: &[String]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|item| clause(item))
        .filter(|item| !item.is_empty())
        .collect();
    let last = items.len();
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let stop = if index + 1 == last { '。' } else { '；' };
            if last == 1 {
                format!("{item}{stop}")
            } else {
                format!("{}.{item}{stop}", index + 1)
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

fn day(date: Option<jiff::civil::Date>) -> String {
    date.map_or_else(String::new, written)
}

fn count(number: u32) -> String {
    if number == 0 {
        String::new()
    } else {
        number.to_string()
    }
}

/// One line: what people typed over several stays one paragraph.
fn line(text: &str) -> String {
    text.split(['\n', '\r', '\t'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("；")
        .chars()
        .filter(|c| !c.is_control())
        .collect()
}

/// Without the mark at its end, to stand inside a sentence.
fn clause(text: &str) -> String {
    line(text)
        .trim_end_matches(['。', '；', '，', '.', ';', ','])
        .to_string()
}

/// With a full stop.
fn sentence(text: &str) -> String {
    let text = clause(text);
    if text.is_empty() { text } else { text + "。" }
}
