//! Requests of two years in every state the law knows, and some that are due right now.

use app::{App, requests::NewRequest};
use jiff::{ToSpan, civil::Date};
use law::{
    case::{Act, Applicant, Channel, Event, How, Particulars},
    handling::Event as Inner,
    outcome::Code,
};
use rand::{RngExt, rngs::StdRng};

use crate::{
    Desk, at, handling,
    play::{Action, By, Step},
    words::PLACES,
};

/// What people ask for; `{p}` is a place.
const WANTED: [&str; 14] = [
    "{p}土地征收补偿安置方案及批准文件",
    "{p}改造工程的立项批复和施工许可",
    "{p}近三年社会救助资金发放汇总情况",
    "{p}学校招生范围划分的依据文件",
    "{p}食品安全检查的结果",
    "{p}住房保障对象分配办法和房源数量",
    "{p}采购项目的合同和验收材料",
    "{p}环境影响评价批复",
    "{p}河道整治工程的资金使用情况",
    "{p}行政处罚的裁量基准",
    "{p}养老服务补贴的标准和依据",
    "{p}公交线路调整的会议纪要",
    "{p}建设用地规划许可证的审批材料",
    "{p}加装电梯补助资金的申请条件",
];

/// Weights of the outcomes, in the order of [`Code::ALL`]: openness is usual, refusals are not.
const WEIGHTS: [u32; 24] = [
    14, 30, 3, 14, 1, 1, 1, 5, 2, 4, 3, 3, 12, 8, 4, 2, 6, 3, 2, 1, 2, 3, 1, 3,
];

/// Plans `count` finished requests between `first` and a month before `today`.
pub fn script(
    rng: &mut StdRng,
    app: &App,
    desks: &[Desk],
    first: Date,
    today: Date,
    count: usize,
) -> Vec<Step> {
    let span = (today - first).get_days().max(60) - 45;
    (0..count)
        .flat_map(|serial| {
            let desk = if rng.random_bool(0.2) {
                6
            } else {
                rng.random_range(0..desks.len())
            };
            let submitted = first + rng.random_range(0..span).days();
            let code = if serial < Code::ALL.len() {
                Code::ALL[serial]
            } else {
                pick(rng)
            };
            // Each of the demo's applicants asks once: nobody repeats himself, and a repeat names what he asked before.
            let code = match code {
                Code::Repeat => Code::Confirm,
                other => other,
            };
            case(rng, app, desks, desk, serial, submitted, Some(code))
        })
        .collect()
}

/// Requests that lie on the desk today: late, due today, due soon, waiting for somebody.
pub fn pending(app: &App, desks: &[Desk], today: Date) -> Vec<Step> {
    let mut rng = <StdRng as rand::SeedableRng>::seed_from_u64(7);
    let mut steps = Vec::new();
    // Working days since receipt: 22 is late, 20 is due today, 18 and 15 are near, 6 is fresh.
    for (place, used) in [22usize, 20, 18, 15, 6, 3, 20, 17, 9]
        .into_iter()
        .enumerate()
    {
        let received = back(app, today, used);
        let desk = place % 5 + 2;
        steps.extend(case(
            &mut rng,
            app,
            desks,
            desk,
            9000 + place,
            received,
            None,
        ));
    }
    steps.extend(waiting(&mut rng, app, desks, today));
    steps
}

fn waiting(rng: &mut StdRng, app: &App, desks: &[Desk], today: Date) -> Vec<Step> {
    let received = back(app, today, 6);
    let wd = |n| app.calendar.nth_working_day(received, n).date;
    let mut steps = Vec::new();
    let mut start = |desk: usize, name: &str, channel: Channel, on: Date| {
        let mut new = form(rng, &desks[desk], channel);
        new.delivery = "online".into();
        steps.push(step(desk, name, on, 9, Action::File(Box::new(new))));
    };
    start(2, "wait-confirm", Channel::Online, back(app, today, 1));
    start(2, "wait-correction", Channel::Counter, received);
    start(6, "wait-third", Channel::Counter, received);
    start(6, "wait-fee", Channel::Counter, received);
    start(6, "wait-reasons", Channel::Counter, received);
    for (desk, name, body) in [
        (
            2,
            "wait-correction",
            Event::CorrectionNoticed {
                days: 15,
                reached: Some(wd(4)),
            },
        ),
        (
            6,
            "wait-third",
            Event::ThirdPartyAsked {
                reference: "甲公司".into(),
            },
        ),
        (
            6,
            "wait-fee",
            Event::FeeNoticed {
                fen: 10_000,
                reached: Some(wd(4)),
            },
        ),
        (6, "wait-reasons", Event::ReasonsAsked { days: 10 }),
    ] {
        steps.push(act(desk, name, wd(4), body));
    }
    steps.push(act(
        6,
        "wait-third",
        wd(5),
        Event::ThirdPartyReached {
            reference: "甲公司".into(),
        },
    ));
    steps
}

/// The day from which `used` working days have passed today.
pub(crate) fn back(app: &App, today: Date, used: usize) -> Date {
    let mut day = today;
    let mut left = used;
    while left > 0 {
        if app.calendar.is_working(day) {
            left -= 1;
        }
        day -= 1.day();
    }
    day
}

/// One request from filing to answer, by the path its outcome needs.
fn case(
    rng: &mut StdRng,
    app: &App,
    desks: &[Desk],
    desk: usize,
    serial: usize,
    submitted: Date,
    code: Option<Code>,
) -> Vec<Step> {
    let name = format!("request-{serial}");
    let channel = match serial % 5 {
        0 | 1 => Channel::Online,
        2 => Channel::Counter,
        3 => Channel::RegisteredMail,
        _ => Channel::OrdinaryMail,
    };
    let new = form(rng, &desks[desk], channel);
    let wd = |from, n| app.calendar.nth_working_day(from, n).date;
    let mut steps = vec![step(desk, &name, submitted, 9, Action::File(Box::new(new)))];
    let received = match channel {
        Channel::Online | Channel::OrdinaryMail | Channel::Fax => {
            let on = if channel == Channel::OrdinaryMail {
                submitted
            } else {
                wd(submitted, 1)
            };
            steps.push(act(desk, &name, on, Event::Confirmed));
            on
        }
        _ => submitted,
    };
    let Some(code) = code else { return steps };
    let used = rng.random_range(3..16);
    let mut answer_on = wd(received, used);
    match code {
        Code::LapseCorr | Code::Unclear => {
            let noticed = wd(received, 3);
            let reached = wd(received, 4);
            steps.push(act(
                desk,
                &name,
                noticed,
                Event::CorrectionNoticed {
                    days: 10,
                    reached: Some(reached),
                },
            ));
            if code == Code::LapseCorr {
                steps.push(act(desk, &name, wd(reached, 11), Event::Lapsed { code }));
                return steps;
            }
            let corrected = wd(reached, 5);
            steps.push(act(desk, &name, corrected, Event::Corrected));
            answer_on = wd(corrected, 8);
        }
        Code::LapseFee => {
            let noticed = wd(received, 5);
            let reached = wd(received, 6);
            steps.push(act(
                desk,
                &name,
                noticed,
                Event::FeeNoticed {
                    fen: 20_000,
                    reached: Some(reached),
                },
            ));
            steps.push(act(desk, &name, wd(reached, 21), Event::Lapsed { code }));
            return steps;
        }
        Code::NoThird => {
            steps.push(act(
                desk,
                &name,
                wd(received, 3),
                Event::ThirdPartyAsked {
                    reference: "乙公司".into(),
                },
            ));
            steps.push(act(
                desk,
                &name,
                wd(received, 4),
                Event::ThirdPartyReached {
                    reference: "乙公司".into(),
                },
            ));
            steps.push(act(
                desk,
                &name,
                wd(received, 9),
                Event::ThirdPartyAnswered {
                    reference: "乙公司".into(),
                    consents: false,
                    reasons: None,
                    reasonable: None,
                },
            ));
            answer_on = wd(received, 14);
        }
        Code::Abuse => {
            steps.push(act(
                desk,
                &name,
                wd(received, 3),
                Event::ReasonsAsked { days: 10 },
            ));
            steps.push(act(
                desk,
                &name,
                wd(received, 8),
                Event::ReasonsGiven {
                    reasonable: false,
                    answer_by: None,
                },
            ));
            answer_on = wd(received, 12);
        }
        Code::Other => {
            steps.push(act(desk, &name, wd(received, 4), Event::Withdrawn));
            return steps;
        }
        _ if serial % 9 == 4 => {
            let on = wd(received, 17);
            steps.push(Step {
                by_head: true,
                ..act(
                    desk,
                    &name,
                    on,
                    Event::Extended {
                        days: 20,
                        consented: Some(on),
                        noticed: Some(on),
                    },
                )
            });
            answer_on = wd(received, 30);
        }
        _ => {}
    }
    let how = [How::Electronic, How::Posted, How::Handed][serial % 3];
    let mut grounds = Vec::new();
    if code == Code::Part {
        grounds.push(Code::NoInternal);
    }
    let body = answered(code, how, grounds);
    let given = code.gives().then(|| {
        format!(
            "{}：有关信息见下。\n第一页　批准文件摘要。\n第二页　资金和进度说明。\n",
            desks[desk].organ.name
        )
    });
    steps.extend(handling::read_and_signed(
        (desk, &name),
        answer_on,
        (code, how),
        given,
    ));
    steps.push(act(desk, &name, answer_on, body));
    if serial % 4 != 3 {
        let served = Inner::Served {
            letter: "reply".into(),
            how,
            reached: None,
            proof: "送达回证".into(),
        };
        steps.push(step(
            desk,
            &name,
            answer_on,
            16,
            Action::Handle(By::Clerk, served),
        ));
    }
    if serial % 7 == 2 {
        let words = ["答复及时，说明清楚", "希望能直接在网上看到", ""][serial % 3];
        let score = [5, 4, 3][serial % 3];
        steps.push(step(
            desk,
            &name,
            answer_on,
            20,
            Action::Rate(score, words.into()),
        ));
    }
    steps
}

pub(crate) fn step(desk: usize, name: &str, on: Date, hour: i8, action: Action) -> Step {
    Step {
        at: at(on, hour, 30),
        desk,
        name: name.to_string(),
        action,
        by_head: false,
        gives: None,
    }
}

pub(crate) fn act(desk: usize, name: &str, on: Date, event: Event) -> Step {
    step(desk, name, on, 15, Action::Act(Box::new(Act { on, event })))
}

/// An answer with nothing but its outcome and how it went out.
pub(crate) fn answered(code: Code, how: How, grounds: Vec<Code>) -> Event {
    Event::Answered {
        code,
        how: Some(how),
        grounds,
        particulars: Particulars::default(),
    }
}

fn pick(rng: &mut StdRng) -> Code {
    let mut left = rng.random_range(0..WEIGHTS.iter().sum());
    for (code, weight) in Code::ALL.into_iter().zip(WEIGHTS) {
        if left < weight {
            return code;
        }
        left -= weight;
    }
    Code::OpenGive
}

/// A made-up applicant. The identity numbers are published samples, not a person's.
pub(crate) fn form(rng: &mut StdRng, desk: &Desk, channel: Channel) -> NewRequest {
    const SURNAMES: [&str; 8] = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"];
    let applicant = match rng.random_range(0..20) {
        0..=13 => Applicant::Natural,
        14..=16 => Applicant::Business,
        17 => Applicant::Research,
        18 => Applicant::LegalService,
        _ => Applicant::Charity,
    };
    let person = applicant == Applicant::Natural;
    let surname = SURNAMES[rng.random_range(0..SURNAMES.len())];
    let place = PLACES[rng.random_range(0..PLACES.len())];
    NewRequest {
        organ: desk.organ.code.clone(),
        channel,
        applicant,
        name: if person {
            format!("申请人{surname}")
        } else {
            format!("{surname}字样本单位")
        },
        id_number: if person {
            "11010519491231002X"
        } else {
            "91110000600037341L"
        }
        .into(),
        phone: "0000-2500000".into(),
        email: "applicant@example.com".into(),
        address: format!("青禾县{place}"),
        postcode: "000000".into(),
        wanted: WANTED[rng.random_range(0..WANTED.len())].replace("{p}", place),
        document_number: String::new(),
        form: "electronic".into(),
        delivery: "online".into(),
    }
}
