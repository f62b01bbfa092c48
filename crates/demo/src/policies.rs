//! Documents with a history: an old one that a new one repeals, the explanation of the new one, one on trial whose time is over, and one
//! whose explanation is still owed.

use app::items::{ItemForm, TiesForm};
use jiff::{ToSpan, civil::Date};

use crate::{
    Desk, at,
    items::CLEARED,
    play::{Action, Step},
};

/// What a story is about, and what the new document says of it.
struct Story {
    subject: &'static str,
    old: &'static str,
    new: &'static str,
    answers: &'static str,
    trial: &'static str,
}

const STORIES: [Story; 3] = [
    Story {
        subject: "公共停车泊位管理办法",
        old: "第一条 县城主要道路的公共停车泊位由经营单位统一管理。\n第二条 小型车辆每小时收费三元，不足一小时按一小时计。\n",
        new: "第一条 县城主要道路的公共停车泊位统一编号，向社会公布位置和数量。\n第二条 小型车辆停放三十分钟以内免费，此后每小时收费二元，夜间不收费。\n第三条 收费标准在泊位旁公示，收取的费用纳入财政管理。\n",
        answers: "为什么修订？原办法没有免费时段，群众临时停车不方便。\n新办法改了什么？停放三十分钟以内免费；每小时由三元降为二元；夜间不收费。\n什么时候执行？自发布之日起执行，原办法同时废止。\n",
        trial: "夜间限时停车试行办法",
    },
    Story {
        subject: "临时救助办法",
        old: "第一条 因突发事件导致基本生活暂时出现困难的家庭可以申请临时救助。\n第二条 申请由户籍所在地的乡镇受理。\n",
        new: "第一条 因突发事件导致基本生活暂时出现困难的家庭或者个人可以申请临时救助。\n第二条 申请由经常居住地的乡镇受理，不要求回户籍地办理。\n第三条 情况紧急的，先行救助，事后补办手续。\n",
        answers: "谁可以申请？遇到突发困难的家庭或者个人，不限本县户籍。\n到哪里申请？向居住地的乡镇提出。\n急用怎么办？情况紧急的先行救助，十个工作日内补办手续。\n",
        trial: "临时救助简易程序试行办法",
    },
    Story {
        subject: "农村公路养护管理办法",
        old: "第一条 农村公路的养护由所在乡镇负责。\n第二条 养护资金按里程拨付。\n",
        new: "第一条 县道由县级养护，乡道由乡镇养护，村道由村民委员会在乡镇指导下养护。\n第二条 养护资金按里程和路况拨付，使用情况每年公开。\n",
        answers: "新办法明确了什么？县道、乡道、村道各由谁养护。\n资金怎么管？按里程和路况拨付，每年公开使用情况。\n",
        trial: "农村公路巡查员试行办法",
    },
];

/// The stories of the first organs.
pub fn script(desks: &[Desk], today: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    for (desk, (house, story)) in desks.iter().zip(&STORIES).enumerate() {
        let paper = |made: i32, serial: i32, title: String, body: &str| {
            document(house, today - made.days(), serial, title, body)
        };
        let notice = |subject: &str| format!("{}关于印发《{subject}》的通知", house.organ.name);
        let old = paper(400, 901, notice(story.subject), story.old);
        let new = ItemForm {
            ties: TiesForm {
                repeals: old.document_number.clone(),
                ..TiesForm::default()
            },
            title: notice(&format!("{}（修订）", story.subject)),
            ..paper(34, 902, String::new(), story.new)
        };
        let explanation = ItemForm {
            kind: "explanation".into(),
            document_number: String::new(),
            title: format!("《{}（修订）》解读", story.subject),
            summary: "修订的理由、主要变化和办理方法。".into(),
            ties: TiesForm {
                explains: new.document_number.clone(),
                ..TiesForm::default()
            },
            ..paper(31, 0, String::new(), story.answers)
        };
        let trial = ItemForm {
            in_force_from: Some(today - 300.days()),
            in_force_until: Some(today - 12.days()),
            ..paper(310, 903, notice(story.trial), story.old)
        };
        let unexplained = paper(
            5,
            904,
            notice(&format!("{}实施细则", story.subject)),
            story.new,
        );
        for (name, made, form) in [
            ("old", 400, old),
            ("trial", 310, trial),
            ("new", 34, new),
            ("explanation", 31, explanation),
            ("details", 5, unexplained),
        ] {
            let mut step = |days: i32, hour: i8, action: Action| {
                steps.push(Step {
                    at: at(today - made.days() + days.days(), hour, 40),
                    desk,
                    name: format!("{name}-{desk}"),
                    action,
                    by_head: false,
                    gives: None,
                });
            };
            step(0, 9, Action::Draft(Box::new(form)));
            step(1, 9, Action::Submit);
            step(2, 9, Action::Clear(CLEARED.into()));
            step(3, 9, Action::Publish);
        }
    }
    steps
}

fn document(desk: &Desk, made: Date, serial: i32, title: String, body: &str) -> ItemForm {
    ItemForm {
        column: "content".into(),
        head: 1,
        kind: "normative".into(),
        title,
        document_number: format!(
            "{}规〔{}〕{serial}号",
            desk.organ.doc_prefix.trim_end_matches("公开"),
            made.year()
        ),
        made_on: Some(made),
        summary: "适用范围、办理程序和监督办法。".into(),
        body: body.into(),
        source_class: "proactive".into(),
        ..ItemForm::default()
    }
}
