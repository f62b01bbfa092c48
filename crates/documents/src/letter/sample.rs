//! 样例: made-up facts with everything known, for the preview of a template and the check that it lacks nothing. County,
//! people and cases do not exist.

use jiff::civil::date;
use law::{
    case::{Applicant, Channel, How},
    letter::{Kind, tariff::Way},
    outcome::Code,
};

use super::facts::{
    Consultation, Correction, Extension, Facts, Fee, Frequency, Organ, Outcome, PageRow, Person,
    Rectification, Request, Search, Service,
};

/// The facts of a made-up case that ends in a letter of this kind.
#[must_use]
pub fn facts(kind: Kind) -> Facts {
    let code = match kind {
        Kind::Decision(code) => code,
        _ => Code::OpenGive,
    };
    Facts {
        organ: organ(),
        number: "云商公开〔2026〕3号".into(),
        date: Some(date(2026, 3, 25)),
        how: Some(How::Posted),
        applicant: Person {
            name: "李明".into(),
            kind: Some(Applicant::Natural),
        },
        request: Request {
            number: "YSW-2026-0012".into(),
            submitted: Some(date(2026, 2, 28)),
            received: Some(date(2026, 3, 2)),
            received_why: String::new(),
            channel: Some(Channel::Online),
            wanted: wanted(code).into(),
            form: "纸质，邮寄".into(),
            last_day: Some(date(2026, 3, 30)),
            follow: "登录本机关门户网站“查询进度”栏目，输入受理编号和查询码".into(),
            course: match code {
                Code::Part | Code::NoThird => {
                    "办理过程中，本机关于2026年3月6日书面征求第三方的意见"
                }
                _ => "",
            }
            .into(),
        },
        correction: Correction {
            items: vec![
                "申请中“有关补贴的全部材料”没有写明补贴的名称和年度，无法指向特定的政府信息".into(),
                "没有写明获取信息的方式、途径".into(),
            ],
            guidance: "请写明补贴项目的名称、年度，或者文件名称、文号等便于查询的特征性描述，例如“2025年度县级商贸流通专项补贴名单”".into(),
            days: 15,
        },
        extension: Extension {
            reason: "申请涉及的档案数量较多，需要逐件核对".into(),
            days: 20,
            last_day: Some(date(2026, 4, 28)),
        },
        frequency: Frequency {
            span: "2026年2月1日至2月28日".into(),
            count: 45,
            days: 10,
            answer_by: Some(date(2026, 6, 30)),
        },
        consultation: consultation(kind),
        fee: Fee {
            way: Way::Items,
            count: 45,
            span: "2026年3月".into(),
            fen: 550_000,
            payment: "请凭本通知书到县财政局指定的代理银行缴入国库，也可以通过缴费二维码缴纳".into(),
        },
        outcome: outcome(code),
        service: Service {
            document: "政府信息公开申请答复书".into(),
            document_number: "云商公开〔2026〕3号".into(),
            to: "云河县滨河路1号".into(),
            on: Some(date(2026, 3, 25)),
            by: "王强、赵敏".into(),
            tracking: "XA00000000036".into(),
        },
        rectification: Rectification {
            record: "2025年度商贸流通企业备案表中本人经营场所的地址有误".into(),
            corrected: true,
            decision: "该表中的经营场所地址已更正为“云河县滨河路1号”，更正后的记录随本告知书提供".into(),
            forwarded_to: "云河县市场监督管理局".into(),
            contact: "地址：云河县人民路2号，电话：0000-0000001".into(),
        },
        attachments: match kind {
            Kind::Decision(Code::OpenGive) => vec![
                "云河县商务局关于下达2025年度县级商贸流通专项资金的通知".into(),
                "2025年度县级商贸流通专项资金分配表".into(),
            ],
            Kind::Decision(Code::Part) => vec!["某某会议材料（公开部分）".into()],
            _ => Vec::new(),
        },
        copies: String::new(),
    }
}

fn organ() -> Organ {
    Organ {
        name: "云河县商务局".into(),
        unit: "云河县商务局办公室".into(),
        address: "云河县滨河路18号".into(),
        postcode: "000000".into(),
        telephone: "0000-0000000".into(),
        fax: "0000-0000002".into(),
        email: "office@example.gov.cn".into(),
        hours: "工作日8:30—12:00，14:30—17:30".into(),
        review_body: "云河县人民政府".into(),
        court: "云河县人民法院".into(),
        review_site: "https://fuyi.example.gov.cn".into(),
    }
}

fn wanted(code: Code) -> &'static str {
    match code {
        Code::OtherOrgan => "云河县2025年度各学校招生计划",
        Code::None => "滨河路农贸市场2011年改造项目的立项批复",
        Code::Query => "云河县某商贸有限公司的全部登记档案",
        Code::Petition => "为何不处理我反映的农贸市场管理问题",
        Code::Make => "2015年至2025年全县商贸企业补贴金额的分析对比报告",
        Code::NoProcess => "本机关2026年2月研究专项资金分配的会议讨论记录",
        Code::NoCasefile => "云商罚〔2025〕2号行政处罚案卷中的询问笔录",
        Code::NoInternal => "本机关2025年度工作人员内部轮岗安排表",
        Code::NoThird => "云河县某商贸有限公司申报专项资金时提交的客户名单和采购价格",
        Code::Part => "2025年度县级商贸流通专项资金评审材料",
        _ => "2025年度县级商贸流通专项资金的分配方案和补贴名单",
    }
}

fn consultation(kind: Kind) -> Consultation {
    let co_producer = kind == Kind::CoProducer;
    let asked = match kind {
        Kind::ThirdParty
        | Kind::Consultation
        | Kind::ThirdPartyTold
        | Kind::CoProducer
        | Kind::Decision(Code::NoThird | Code::Part) => Some(date(2026, 3, 6)),
        _ => None,
    };
    Consultation {
        name: match (asked, co_producer) {
            (None, _) => "",
            (_, true) => "云河县财政局",
            (_, false) => "云河县某商贸有限公司",
        }
        .into(),
        co_producer,
        concerned: if co_producer {
            "《云河县商贸流通专项资金管理办法》的制定说明"
        } else {
            "申报材料中的客户名单和采购价格"
        }
        .into(),
        asked,
        consents: asked.filter(|_| !co_producer).map(|_| false),
        view: "客户名单和采购价格属于本公司采取保密措施的商业秘密".into(),
        applicant: String::new(),
        disclosed: "2025年度县级商贸流通专项资金的补贴金额和补贴依据".into(),
        why: "财政资金的补贴金额和依据关系公共利益，公开不涉及商业秘密，你方所述理由不足以支持不予公开".into(),
    }
}

fn outcome(code: Code) -> Outcome {
    Outcome {
        grounds: if code == Code::Part {
            vec![Code::NoThird, Code::NoProcess]
        } else {
            Vec::new()
        },
        reasons: reasons(code).into(),
        withheld: match code {
            Code::Part => "第3页的客户名单和采购价格，第4页至第5页的评审讨论记录",
            _ => "",
        }
        .into(),
        law: "《中华人民共和国统计法》第九条".into(),
        given: match code {
            Code::Part => "评审材料第1页至第2页的全部内容和第3页的其余内容",
            _ => "《云河县商务局关于下达2025年度县级商贸流通专项资金的通知》及资金分配表",
        }
        .into(),
        pages: if code == Code::Part { pages() } else { Vec::new() },
        place: match code {
            Code::Query => "凭本人有效身份证件到云河县市场监督管理局企业登记档案查询窗口办理",
            Code::Printed => "到云河县档案馆、云河县图书馆查阅，或者向出版单位订购",
            _ => "登录本机关门户网站“政府信息公开”专栏，网址为https://www.example.gov.cn/zwgk/202602/3.html，也可以到本机关办公室查阅",
        }
        .into(),
        when: "2026年4月15日".into(),
        search: Search {
            places: "本机关档案室、电子公文系统和原市场管理科移交的文件".into(),
            terms: "“滨河路农贸市场”“改造”“立项”".into(),
            on: Some(date(2026, 3, 10)),
            by: "王强".into(),
        },
        right_organ: if code == Code::OtherOrgan { "云河县教育体育局" } else { "" }.into(),
        right_contact: "地址：云河县学府路6号，电话：0000-0000003".into(),
        unknown_why: String::new(),
        right_channel: "云河县信访局来访接待大厅，或者12345政务服务便民热线".into(),
        earlier: "2026年1月8日作出的《政府信息公开申请答复书》（云商公开〔2026〕1号）".into(),
        disclosed_before: Some(true),
        special_rules: "《中华人民共和国市场主体登记管理条例》".into(),
        remedy: None,
    }
}

fn pages() -> Vec<PageRow> {
    let row = |pages: &str, content: &str, given, reason: &str| PageRow {
        pages: pages.into(),
        content: content.into(),
        given,
        reason: reason.into(),
    };
    vec![
        row("第1页至第2页", "资金申报条件、评审标准", true, ""),
        row("第3页", "申报单位名称、补贴金额", true, ""),
        row(
            "第3页",
            "客户名单、采购价格",
            false,
            "涉及第三方商业秘密，第三方不同意公开",
        ),
        row(
            "第4页至第5页",
            "评审讨论记录",
            false,
            "属于讨论记录，公开可能影响评审人员坦率发表意见",
        ),
    ]
}

fn reasons(code: Code) -> &'static str {
    match code {
        Code::Part => {
            "客户名单和采购价格属于第三方的商业秘密，公开会损害其合法权益；评审讨论记录是决定作出前形成的过程性信息"
        }
        Code::NoSecret => "该信息经依法定密，目前仍在保密期限内",
        Code::NoLaw => "该信息为统计调查中获得的能够识别单个统计调查对象身份的资料，不得对外提供",
        Code::No3s1s => {
            "该信息载有重要储备物资的存放位置和数量，公开后可能被用于破坏，危及公共安全"
        }
        Code::NoThird => {
            "客户名单和采购价格不为公众所知悉，具有商业价值并由权利人采取了保密措施，公开会损害其竞争地位"
        }
        Code::NoInternal => "该表是本机关内部人事管理的安排，不对外产生影响",
        Code::NoProcess => {
            "该记录是会议的讨论记录，在资金分配决定作出之前形成，公开可能影响参加人员坦率发表意见"
        }
        Code::NoCasefile => "该笔录是行政处罚案件调查取证形成的材料，存于该案案卷",
        Code::Query => "企业登记档案的查询应当向登记机关提出",
        Code::OtherOrgan => "学校招生计划由教育行政部门制作",
        Code::Make => "本机关按年度分别保存补贴名单，没有制作过您所申请的分析对比报告",
        Code::Unclear => "补正后的申请仍没有写明补贴的名称和年度，本机关无法据此查找特定的政府信息",
        Code::Petition => {
            "您所提的是要求处理市场管理问题并说明原因，不是申请获取本机关制作或者保存的政府信息"
        }
        Code::Abuse => "您在说明中仅表示希望全面了解情况，没有说明在一个月内提出45件申请的合理需要",
        Code::Other => "2026年3月20日，您以书面形式向本机关表示撤回该申请",
        _ => "",
    }
}
