//! What the public wrote to the county's organs: answered and shown, late, handed over, asked again, waiting.

use app::{
    App, Error, Result,
    messages::{self, NewMessage, Reply},
    rights::By,
};
use jiff::{ToSpan, civil::Date};
use law::message::{Aside, Outcome, PublicText, Topic};

use crate::{
    Desk,
    play::{Action, Stage, Step, plain},
};

/// One act of a message's story.
pub enum Turn {
    Write(Box<NewMessage>),
    Draft(Reply),
    Send,
    Show(PublicText),
    Clear,
    /// To the organ of this desk.
    HandOver(usize),
    Doubt(&'static str),
    SetAside(Aside),
}

struct Story {
    topic: Topic,
    text: &'static str,
    agreed: bool,
    reply: &'static str,
    outcome: Outcome,
    title: &'static str,
    question: &'static str,
}

const STORIES: [Story; 6] = [
    Story {
        topic: Topic::Inquiry,
        text: "我母亲今年满六十五岁，坐公交车免费要在哪里办卡？要带什么材料？",
        agreed: true,
        reply: "年满六十五周岁的老年人可以持居民身份证到县政务服务中心二楼老年人优待证窗口办理，当场领取，不收费。",
        outcome: Outcome::Answered,
        title: "老年人公交优待卡怎么办",
        question: "年满六十五岁坐公交车免费要在哪里办卡，要带什么材料？",
    },
    Story {
        topic: Topic::Fault,
        text: "指南页面上的办公时间还是夏季的，下午去了没有开门。",
        agreed: true,
        reply: "办公时间已经按冬季作息改正，感谢指出。",
        outcome: Outcome::Mended,
        title: "办公时间已按冬季作息改正",
        question: "指南页面上的办公时间还是夏季的。",
    },
    Story {
        topic: Topic::Inquiry,
        text: "村口那段路路灯坏了三盏，晚上很黑，能不能修一下？",
        agreed: true,
        reply: "三盏路灯已于本周更换线路并恢复照明，今后可以直接拨打机关电话报修。",
        outcome: Outcome::Answered,
        title: "村口路灯已恢复照明",
        question: "村口一段路的路灯坏了，能不能修一下？",
    },
    Story {
        topic: Topic::Fault,
        text: "预算公开表里第二张表和第一张表的合计对不上。",
        agreed: true,
        reply: "两张表口径不同：第一张含上年结转，第二张不含，合计相差的正是结转数，表下注明了口径。",
        outcome: Outcome::NoFault,
        title: "预算公开表合计为什么不同",
        question: "预算公开的两张表合计对不上，是不是错了？",
    },
    Story {
        topic: Topic::Complaint,
        text: "去年的补贴名单到现在没有在网上公示，打电话说在整理。",
        agreed: false,
        reply: "情况属实。名单已于今日公示，并已要求责任股室按期公开。",
        outcome: Outcome::Founded,
        title: "",
        question: "",
    },
    Story {
        topic: Topic::Inquiry,
        text: "孩子明年上小学，学区怎么划分，什么时候报名？",
        agreed: true,
        reply: "学区划分方案和报名时间每年五月在本网站公开，今年的方案见政策库。",
        outcome: Outcome::Answered,
        title: "小学学区划分和报名时间",
        question: "学区怎么划分，什么时候报名？",
    },
];

/// The year's messages, some of them still waiting today.
pub fn script(desks: &[Desk], today: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    for (place, back) in [260_i32, 215, 170, 128, 95, 60, 33, 12]
        .into_iter()
        .enumerate()
    {
        let story = &STORIES[place % STORIES.len()];
        let desk = place % desks.len();
        let on = today - back.days();
        let name = format!("message-{place}");
        let mut tell = |days: i32, hour: i8, turn: Turn| {
            let day = on + days.days();
            steps.push(plain(day, hour, desk, name.clone(), Action::Message(turn)));
        };
        tell(0, 10, Turn::Write(Box::new(written(&desks[desk], story))));
        // One of them is late.
        let days = if place == 3 { 9 } else { 2 };
        tell(days, 10, Turn::Draft(reply(story)));
        tell(days, 15, Turn::Send);
        if story.agreed {
            let text = PublicText {
                title: story.title.into(),
                question: story.question.into(),
                answer: story.reply.into(),
            };
            tell(days + 1, 10, Turn::Show(text));
            tell(days + 2, 9, Turn::Clear);
        }
    }
    steps.extend(waiting(desks, today));
    steps
}

/// What is on the desks today: one new, one to be read, one late, one handed over, one asked again, one set aside.
fn waiting(desks: &[Desk], today: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut tell = |place: usize, back: i32, hour: i8, turn: Turn| {
        let name = format!("message-open-{place}");
        let desk = place / 2 % desks.len().min(3);
        steps.push(plain(
            today - back.days(),
            hour,
            desk,
            name,
            Action::Message(turn),
        ));
    };
    let write = |place: usize, story: usize| {
        let desk = &desks[place / 2 % desks.len().min(3)];
        Turn::Write(Box::new(written(desk, &STORIES[story])))
    };
    tell(0, 2, 9, write(0, 0));
    tell(2, 3, 9, write(2, 2));
    tell(2, 1, 10, Turn::Draft(reply(&STORIES[2])));
    tell(4, 9, 9, write(4, 1));
    tell(6, 4, 9, write(6, 5));
    tell(6, 3, 11, Turn::HandOver(desks.len().min(3) - 1));
    tell(8, 20, 9, write(8, 0));
    tell(8, 15, 9, Turn::Draft(reply(&STORIES[0])));
    tell(8, 14, 9, Turn::Send);
    tell(8, 4, 9, Turn::Doubt("没有说周末能不能办"));
    tell(10, 6, 9, write(10, 4));
    tell(10, 5, 9, Turn::SetAside(Aside::Repeated));
    steps
}

fn written(desk: &Desk, story: &Story) -> NewMessage {
    NewMessage {
        organ: desk.organ.code.clone(),
        topic: story.topic,
        text: story.text.into(),
        page: if story.topic == Topic::Fault {
            format!("/organs/{}/guide", desk.organ.code)
        } else {
            String::new()
        },
        name: String::new(),
        phone: String::new(),
        email: String::new(),
        agreed: story.agreed,
        lang: "zh".into(),
    }
}

fn reply(story: &Story) -> Reply {
    Reply {
        outcome: story.outcome,
        words: story.reply.into(),
        looked_at: if story.outcome.denies() {
            "核对了两张表的口径说明和结转数".into()
        } else {
            String::new()
        },
    }
}

impl Turn {
    /// Does it, as the person whose act it is.
    pub async fn take(
        self,
        app: &App,
        desks: &[Desk],
        desk: usize,
        stage: &mut Stage,
        (name, key): (String, &str),
    ) -> Result<()> {
        let here = &desks[desk];
        if let Self::Write(new) = &self {
            let received = messages::receive(app, new, key).await?;
            stage.codes.insert(name.clone(), received.query_code);
            stage.set(name, received.id, 1);
            return Ok(());
        }
        let (id, version) = stage.get(&name)?;
        match self {
            Self::Write(_) => {}
            Self::Draft(reply) => {
                let one = [(id.clone(), version)];
                messages::draft(app, &By::of(&here.clerk)?, &one, &reply).await?;
            }
            Self::Send => {
                let view = messages::open(app, &here.section, &id).await?;
                let read = view.state.reply.map(|reply| reply.text);
                let read = read.as_ref().map_or("", |digest| digest.as_str());
                messages::send(app, &By::of(&here.section)?, &id, version, (read, "")).await?;
            }
            Self::Show(text) => {
                messages::draft_public(app, &By::of(&here.clerk)?, &id, version, &text).await?;
            }
            Self::Clear => {
                let view = messages::open(app, &here.reviewer, &id).await?;
                let read = view.state.publication.text.map(|text| text.digest());
                let read = read.as_ref().map_or("", |digest| digest.as_str());
                messages::publish(app, &By::of(&here.reviewer)?, &id, version, (read, "")).await?;
            }
            Self::HandOver(to) => {
                let other = if to == desk { desks.len() - 1 } else { to };
                let to = (desks[other].organ.code.as_str(), "属于该机关职责");
                messages::hand_over(app, &By::of(&here.clerk)?, &id, version, to).await?;
            }
            Self::Doubt(words) => {
                let row = store::messages::get(&app.store, &here.organ.code, &id)
                    .await?
                    .ok_or(Error::NotFound)?;
                let code = stage.codes.get(&name).cloned().unwrap_or_default();
                messages::doubt(app, &row.number, &code, "demo", words).await?;
            }
            Self::SetAside(why) => {
                let why = (why, "与此前一件相同，已一并答复");
                messages::set_aside(app, &By::of(&here.clerk)?, &id, version, why).await?;
            }
        }
        stage.set(name, id, version + 1);
        Ok(())
    }
}
