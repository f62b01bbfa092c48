//! 意见征集: a draft that is out for comment now, and one whose opinions were sorted and whose result is public.

use app::{
    App, Error, Result,
    items::{self, ItemForm},
    messages::{self, NewMessage, Sorting},
    rights::By,
};
use jiff::{ToSpan, civil::Date};
use law::{
    item::Taken,
    message::{Aside, Topic},
};

use crate::{
    Desk, at,
    items::CLEARED,
    play::{Action, Stage, Step},
};

/// One act in the story of a consultation, whose name is in the step.
pub enum Turn {
    /// Somebody says something on the draft.
    Say(&'static str),
    /// The first opinions that nobody sorted are put in a group, so many of them.
    Group(usize, &'static str),
    Aside(usize, &'static str),
    /// The result is begun: what became of each group, and why.
    Result(&'static [(&'static str, Taken, &'static str)]),
}

const SAID: [&str; 6] = [
    "露天烧烤到晚上十点就要收，对夏天的小摊太早了，建议延到十一点。",
    "希望夏季能放宽到夜里十一点，我们一家就靠这个。",
    "十点收摊合理，但请把油烟也管起来，楼上开不了窗。",
    "油烟扰民，请规定必须装净化器。",
    "建议完全禁止露天烧烤。",
    "测试",
];

const TOLD: [(&str, Taken, &str); 3] = [
    (
        "夏季适当延长经营时间",
        Taken::Partly,
        "六月至九月延长到二十二时三十分；再晚将影响居民休息。",
    ),
    ("加强油烟治理", Taken::Adopted, ""),
    (
        "全面禁止露天烧烤",
        Taken::NotAdopted,
        "划定区域、限定时间已能兼顾经营和居住，一律禁止缺乏必要。",
    ),
];

/// Which organ's desk it is: the bureau of commerce.
const DESK: usize = 2;

/// Of one organ, both.
pub fn script(desks: &[Desk], today: Date) -> Vec<Step> {
    let mut steps = Vec::new();
    if desks.len() <= DESK {
        return steps;
    }
    let step = |name: &str, back: i32, (hour, minute): (i8, i8), action: Action| Step {
        at: at(today - back.days(), hour, minute),
        desk: DESK,
        name: name.into(),
        action,
        by_head: false,
        gives: None,
    };
    let way = |name: &str, back: i32, first: Action| {
        [
            step(name, back, (8, 50), first),
            step(name, back, (9, 10), Action::Submit),
            step(name, back, (9, 30), Action::Clear(CLEARED.into())),
            step(name, back, (10, 0), Action::Publish),
        ]
    };
    let ended = draft(
        "露天烧烤管理办法（征求意见稿）",
        today - 80.days(),
        today - 49.days(),
    );
    steps.extend(way("consulted", 80, Action::Draft(Box::new(ended))));
    let open = draft(
        "农贸市场摊位公开配租办法（征求意见稿）",
        today - 9.days(),
        today + 22.days(),
    );
    steps.extend(way("consulting", 9, Action::Draft(Box::new(open))));
    let begun = Action::Consult(Turn::Result(&TOLD));
    steps.extend(way("consulted-result", 30, begun));
    for (place, text) in (0..).zip(SAID) {
        let said = Action::Consult(Turn::Say(text));
        steps.push(step("consulted", 76 - 4 * place, (11, 20), said));
    }
    let sorted = [
        Turn::Group(2, TOLD[0].0),
        Turn::Group(2, TOLD[1].0),
        Turn::Group(1, TOLD[2].0),
        Turn::Aside(1, "没有实际内容"),
    ];
    for (minute, turn) in (0..).zip(sorted) {
        steps.push(step("consulted", 40, (15, minute), Action::Consult(turn)));
    }
    for (place, text) in (0..).zip([
        "摊位费能不能按季度交？",
        "建议给本地菜农留出固定的自产自销区。",
    ]) {
        let said = Action::Consult(Turn::Say(text));
        steps.push(step("consulting", 6 - 3 * place, (16, 5), said));
    }
    steps
}

fn draft(title: &str, made: Date, until: Date) -> ItemForm {
    ItemForm {
        column: "content".into(),
        head: 15,
        kind: "consultation".into(),
        title: title.into(),
        made_on: Some(made - 1.day()),
        comments_until: Some(until),
        summary: "向社会公开征求意见，欢迎提出修改建议。".into(),
        body: "第一条 为了兼顾经营和居民生活，制定本办法。\n第二条 经营者应当在划定的区域和时间内经营。\n第三条 主管部门公开区域、时间和收费标准，接受社会监督。\n"
            .into(),
        source_class: "proactive".into(),
        ..ItemForm::default()
    }
}

impl Turn {
    /// Does it, as the person whose act it is.
    pub async fn take(
        self,
        app: &App,
        desk: &Desk,
        stage: &mut Stage,
        (name, key): (String, &str),
    ) -> Result<()> {
        let (id, _) = stage.get(name.trim_end_matches("-result"))?;
        let clerk = By::of(&desk.clerk)?;
        match self {
            Self::Say(text) => {
                let new = NewMessage {
                    organ: desk.organ.code.clone(),
                    topic: Topic::Opinion,
                    text: text.into(),
                    page: store::opinions::page_of(&desk.organ.code, &id),
                    name: String::new(),
                    phone: String::new(),
                    email: String::new(),
                    agreed: false,
                    lang: "zh".into(),
                };
                messages::receive(app, &new, key).await?;
            }
            Self::Group(number, gist) => {
                let sorting = Sorting::Group(gist.into());
                sort(app, desk, &id, number, &sorting).await?;
            }
            Self::Aside(number, note) => {
                let sorting = Sorting::Aside(Aside::Empty, note.into());
                sort(app, desk, &id, number, &sorting).await?;
            }
            Self::Result(told) => {
                let mut form = items::result(app, &clerk, &id).await?;
                for gist in &mut form.gists {
                    let known = told.iter().find(|(text, ..)| *text == gist.text);
                    let (_, outcome, reason) = known.ok_or(Error::NotFound)?;
                    gist.outcome = Some(*outcome);
                    gist.reason = (*reason).into();
                }
                form.summary = "征求意见已经结束，现将意见采纳情况逐类说明。".into();
                form.body = "感谢各位提出意见。修改后的办法将按程序印发。".into();
                let result = items::draft(app, &clerk, &form, key).await?;
                stage.set(name, result, 1);
            }
        }
        Ok(())
    }
}

/// Sorts the first opinions that are open.
async fn sort(app: &App, desk: &Desk, id: &str, number: usize, sorting: &Sorting) -> Result<()> {
    let found = messages::opinions(app, &desk.clerk, id, ("open", ""), 50).await?;
    let first = found.rows.iter().take(number);
    let chosen: Vec<_> = first
        .map(|one| (one.row.id.clone(), one.row.version))
        .collect();
    messages::sort(app, &By::of(&desk.clerk)?, id, &chosen, sorting).await
}
