//! What became of items after they were published: one changed, one whose change is being read, and one that waits for its minute.

use app::items::ItemForm;
use jiff::{ToSpan, civil::Date};
use rand::{SeedableRng, rngs::StdRng};

use crate::{
    Desk, at,
    items::{CLEARED, form},
    play::{Action, Step},
};

/// Three items for each of the organs; `after` is the first number that is free for them.
pub fn script(seed: u64, desks: &[Desk], today: Date, after: usize) -> Vec<Step> {
    let mut rng = StdRng::seed_from_u64(seed);
    let mut steps = Vec::new();
    for (desk, house) in desks.iter().enumerate() {
        let mut item = |made: i32, number: usize| {
            let serial = after + desk * 3 + number;
            let form = form(&mut rng, house, today - made.days(), serial);
            (format!("item-{serial}"), form)
        };
        let mut step = |name: &str, before: i32, hour: i8, action: Action| {
            steps.push(Step {
                at: at(today - before.days(), hour, 20),
                desk,
                name: name.into(),
                action,
                by_head: false,
                gives: None,
            });
        };
        for (number, replaced) in [(0, true), (1, false)] {
            let (name, text) = item(45, number);
            let change = changed(&text);
            step(&name, 45, 9, Action::Draft(Box::new(text)));
            step(&name, 44, 9, Action::Submit);
            step(&name, 43, 9, Action::Clear(CLEARED.into()));
            step(&name, 42, 9, Action::Publish);
            step(&name, 9, 9, Action::Revise(Box::new(change)));
            step(&name, 8, 9, Action::Submit);
            if replaced {
                step(&name, 7, 9, Action::Clear(CLEARED.into()));
                let note = "办理地点调整为政务服务中心二楼综合窗口，其他内容不变。";
                step(&name, 6, 9, Action::Replace(note.into()));
            }
        }
        let (name, text) = item(4, 2);
        step(&name, 4, 9, Action::Draft(Box::new(text)));
        step(&name, 3, 9, Action::Submit);
        step(&name, 2, 9, Action::Clear(CLEARED.into()));
        let minute = (today + 1.days()).at(9, 0, 0, 0);
        step(&name, 1, 9, Action::Schedule(minute));
    }
    steps
}

/// The same with one more sentence.
fn changed(form: &ItemForm) -> ItemForm {
    let mut form = form.clone();
    form.body
        .push_str("自即日起，办理地点调整为政务服务中心二楼综合窗口。\n");
    form
}
