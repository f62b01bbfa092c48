//! What the house does inside: decisions prepared, read and signed; decisions that wait on a desk today; a letter split,
//! requests answered together, rectifications, a review that follows an answer.

use app::{App, rectification::NewRectification, remedies};
use jiff::{ToSpan, civil::Date};
use law::{
    case::{Channel, How},
    handling::{Decision, Ending, Event, Given},
    outcome::Code,
    readings::Opinion,
    remedy::Remedy,
    report::{Outcome4, Track},
};
use rand::{SeedableRng, rngs::StdRng};

use crate::{
    Desk,
    play::{Action, By, Step},
    requests::{act, answered, back, form, step},
};

/// The steps from the clerk's proposal to the leader's signature, all on one day, with the evidence before them. `gives`: the text of
/// the file that goes out with it.
pub fn read_and_signed(
    (desk, name): (usize, &str),
    on: Date,
    (code, how): (Code, How),
    gives: Option<String>,
) -> Vec<Step> {
    let mut steps = evidence(desk, name, on, code);
    steps.push(Step {
        gives,
        ..step(
            desk,
            name,
            on,
            9,
            Action::Handle(By::Clerk, prepared(code, how, on)),
        )
    });
    let readings = [
        (
            10,
            By::Section,
            Event::SectionReviewed(given(Opinion::Agree, "")),
        ),
        (
            11,
            By::Legal,
            Event::LegallyReviewed(given(Opinion::Agree, "依据适当")),
        ),
        (14, By::Leader, Event::Signed(given(Opinion::Agree, ""))),
    ];
    for (hour, by, body) in readings {
        steps.push(step(desk, name, on, hour, Action::Handle(by, body)));
    }
    steps
}

fn given(opinion: Opinion, note: &str) -> Given {
    Given {
        opinion,
        note: note.into(),
        exception: String::new(),
        read: None,
    }
}

/// What the file must hold before the signature (D-17).
fn evidence(desk: usize, name: &str, on: Date, code: Code) -> Vec<Step> {
    let body = match code {
        Code::None | Code::Make => Event::SearchRecorded {
            place: "机关档案室、办公系统".into(),
            by: "承办股室经办人".into(),
            terms: "项目名称、文号、年度".into(),
            result: "未检索到相关政府信息".into(),
        },
        Code::No3s1s => Event::RiskNoted {
            note: "公开后可能影响公共安全，经集体研究".into(),
        },
        _ => return Vec::new(),
    };
    vec![step(desk, name, on, 8, Action::Handle(By::Clerk, body))]
}

/// The clerk's proposal, with what its outcome asks for.
fn prepared(code: Code, how: How, on: Date) -> Event {
    let mut decision = Decision::of(code);
    decision.how = Some(how);
    match code {
        Code::OpenPub => {
            decision.place = "https://qinghe.example/zwgk".into();
            decision.tried = Some(on);
        }
        Code::OpenLater => {
            decision.place = "青禾县人民政府网站政府信息公开专栏".into();
            decision.publish_on = Some(on.saturating_add(30.days()));
        }
        Code::Printed => decision.place = "青禾县图书馆公开出版物阅览室".into(),
        Code::OtherOrgan => {
            decision.other_organ = "青禾县自然资源局".into();
            decision.contact = "0000-2506840".into();
        }
        Code::Part => {
            decision.grounds = vec![Code::NoInternal];
            decision.withheld = "第3页内部工作流程部分".into();
            decision.evidence = "该部分为内部审批流转意见，附流转单".into();
        }
        Code::Repeat => {
            decision.earlier = "青公开〔2024〕3号".into();
            decision.choices.disclosed_before = Some(true);
        }
        Code::Other => decision.choices.remedy = Some(Remedy::Free),
        Code::NoSecret => decision.evidence = "原件标有密级和保密期限，未到解密时间".into(),
        Code::NoLaw => decision.evidence = "《中华人民共和国统计法》第九条".into(),
        Code::NoInternal => decision.evidence = "属于后勤管理信息，附归口股室证明".into(),
        Code::NoProcess => decision.evidence = "形成于决定作出之前，附会议记录日期".into(),
        Code::NoCasefile => decision.evidence = "编入行政执法案卷，附卷内目录".into(),
        Code::Query => {
            decision.evidence = "《不动产登记暂行条例》第二十七条".into();
            decision.place = "青禾县不动产登记中心查询窗口".into();
        }
        _ => {}
    }
    if !matches!(code, Code::OpenPub | Code::OpenGive | Code::OpenLater) {
        decision.reasons = "经核对申请内容和所持有的信息，符合该情形".into();
    }
    Event::DecisionPrepared(Box::new(decision))
}

/// What else the house has done, and what lies on the desks today.
pub fn script(desks: &[Desk], app: &App, today: Date) -> Vec<Step> {
    let mut rng = StdRng::seed_from_u64(11);
    let mut steps = waiting_desks(&mut rng, desks, app, today);
    steps.extend(together(&mut rng, desks, app, today));
    steps.extend(reviewed(&mut rng, desks, app, today));
    steps.extend(rectifications(desks, today));
    steps
}

/// One decision for each post to read, one that was sent back, one with an office.
fn waiting_desks(rng: &mut StdRng, desks: &[Desk], app: &App, today: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    let received = back(app, today, 9);
    let wd = |n| app.calendar.nth_working_day(received, n).date;
    let agree = || given(Opinion::Agree, "");
    for desk in [1, 2, 6] {
        for (serial, readings) in ["", "section", "section legal", "returned", "office"]
            .into_iter()
            .enumerate()
        {
            let name = format!("desk-{desk}-{serial}");
            let new = form(rng, &desks[desk], Channel::Counter);
            steps.push(step(desk, &name, received, 9, Action::File(Box::new(new))));
            if readings == "office" {
                let body = Event::HandedOver {
                    office: "业务股".into(),
                    due: Some(wd(11)),
                    note: "请核对是否留存原件".into(),
                };
                steps.push(step(desk, &name, wd(2), 9, Action::Handle(By::Clerk, body)));
                continue;
            }
            let body = prepared(Code::OpenGive, How::Electronic, wd(4));
            steps.push(Step {
                gives: Some("办事指南和申请材料目录。\n".into()),
                ..step(desk, &name, wd(4), 9, Action::Handle(By::Clerk, body))
            });
            if readings.contains("section") {
                let body = Event::SectionReviewed(agree());
                steps.push(step(
                    desk,
                    &name,
                    wd(5),
                    10,
                    Action::Handle(By::Section, body),
                ));
            }
            if readings.contains("legal") {
                let body = Event::LegallyReviewed(agree());
                steps.push(step(
                    desk,
                    &name,
                    wd(6),
                    11,
                    Action::Handle(By::Legal, body),
                ));
            }
            if readings == "returned" {
                let body = Event::SectionReviewed(given(
                    Opinion::Return,
                    "请附上材料原件，并写明获取方式",
                ));
                steps.push(step(
                    desk,
                    &name,
                    wd(5),
                    10,
                    Action::Handle(By::Section, body),
                ));
            }
        }
    }
    steps
}

/// One letter with three items, split; two people asking for the same, answered in one document.
fn together(rng: &mut StdRng, desks: &[Desk], app: &App, today: Date) -> Vec<Step> {
    let desk = 6;
    let received = back(app, today, 30);
    let wd = |n| app.calendar.nth_working_day(received, n).date;
    let mut steps = Vec::new();
    let mut letter = form(rng, &desks[desk], Channel::RegisteredMail);
    letter.wanted = "一、老城区道路改造的立项批复；二、施工合同；三、竣工验收报告".into();
    steps.push(step(
        desk,
        "split",
        received,
        9,
        Action::File(Box::new(letter)),
    ));
    let parts = [
        "老城区道路改造的立项批复",
        "老城区道路改造的施工合同",
        "老城区道路改造的竣工验收报告",
    ];
    let parts = parts.map(ToString::to_string).to_vec();
    steps.push(step(desk, "split", wd(2), 10, Action::Split(parts)));
    for (name, who) in [("joint-lead", "甲"), ("joint-second", "乙")] {
        let mut new = form(rng, &desks[desk], Channel::Counter);
        new.name = format!("申请人{who}");
        new.id_number = format!("样本证件{who}");
        new.wanted = "南街农贸市场改造项目的环境影响评价批复".into();
        steps.push(step(desk, name, received, 9, Action::File(Box::new(new))));
    }
    steps.push(step(
        desk,
        "joint-second",
        wd(3),
        9,
        Action::Join("joint-lead".into()),
    ));
    let lead = (desk, "joint-lead");
    let given = Some("南街农贸市场改造项目环境影响评价批复\n".into());
    steps.extend(read_and_signed(
        lead,
        wd(8),
        (Code::OpenGive, How::Posted),
        given,
    ));
    let body = answered(Code::OpenGive, How::Posted, Vec::new());
    steps.push(act(desk, "joint-lead", wd(8), body));
    steps
}

/// A refusal that was taken to review, corrected, and decided anew.
fn reviewed(rng: &mut StdRng, desks: &[Desk], app: &App, today: Date) -> Vec<Step> {
    let desk = 6;
    let received = back(app, today, 60);
    let wd = |n| app.calendar.nth_working_day(received, n).date;
    let mut steps = Vec::new();
    let name = "reviewed";
    let new = form(rng, &desks[desk], Channel::Counter);
    steps.push(step(desk, name, received, 9, Action::File(Box::new(new))));
    let outcome = (Code::NoProcess, How::Handed);
    steps.extend(read_and_signed((desk, name), wd(6), outcome, None));
    let body = answered(Code::NoProcess, How::Handed, Vec::new());
    steps.push(act(desk, name, wd(6), body));
    let case = "review-of-it";
    let opened = Action::OpenRemedy(Track::Review, Some(name.into()));
    steps.push(step(desk, case, wd(12), 9, opened));
    let copied = remedies::Step::Copied(remedies::Procedure::Simple);
    steps.push(step(desk, case, wd(13), 9, Action::StepRemedy(copied)));
    steps.push(step(
        desk,
        case,
        wd(17),
        9,
        Action::StepRemedy(remedies::Step::Answered),
    ));
    let closed = remedies::Step::Closed {
        result: Outcome4::Corrected,
        served_on: Some(wd(30)),
        comply_by: Some(wd(50)),
    };
    steps.push(step(desk, case, wd(30), 9, Action::StepRemedy(closed)));
    let anew = Event::ReDecided {
        code: Code::Part,
        after: "青禾县人民政府行政复议决定".into(),
        earlier: String::new(),
    };
    steps.push(step(desk, name, wd(40), 9, Action::Handle(By::Clerk, anew)));
    steps.push(step(
        desk,
        case,
        wd(40),
        10,
        Action::StepRemedy(remedies::Step::Complied),
    ));
    // And one that waits for the organ's answer today.
    let second = "review-open";
    let opened = Action::OpenRemedy(Track::Review, None);
    steps.push(step(desk, second, back(app, today, 4), 9, opened));
    let copied = remedies::Step::Copied(remedies::Procedure::Ordinary);
    steps.push(step(
        desk,
        second,
        back(app, today, 3),
        9,
        Action::StepRemedy(copied),
    ));
    steps
}

fn rectifications(desks: &[Desk], today: Date) -> Vec<Step> {
    let desk = desks.len().min(3) - 1;
    let new = |record: &str, wrong: &str| NewRectification {
        name: "申请人丙".into(),
        id_number: "11010519491231002X".into(),
        phone: "0000-2500000".into(),
        address: String::new(),
        record: record.into(),
        wrong: wrong.into(),
        evidence: Vec::new(),
    };
    let one = new("社会救助公示名单", "姓名用字有误，应为“丙”");
    let two = new("个体工商户登记信息", "经营场所门牌号有误");
    vec![
        step(
            desk,
            "correct-1",
            today - 40.days(),
            9,
            Action::Correct(Box::new(one)),
        ),
        step(
            desk,
            "correct-1",
            today - 30.days(),
            9,
            Action::CloseRectification(Ending::Corrected),
        ),
        step(
            desk,
            "correct-2",
            today - 5.days(),
            9,
            Action::Correct(Box::new(two)),
        ),
    ]
}
