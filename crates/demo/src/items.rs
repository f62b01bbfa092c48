//! Items of two years: drafted, reviewed, published, a few repealed, a few still on the desk.

use app::items::ItemForm;
use jiff::{ToSpan, civil::Date};
use rand::{RngExt, rngs::StdRng};

use crate::{
    Desk, at,
    play::{Action, Step},
    words::{KINDS, Kind, PLACES},
};

pub(crate) const CLEARED: &str = "已审查，不涉及国家秘密、商业秘密和个人隐私，予以公开。";

/// Plans `count` items spread over the organs and over the days from `first` to `today`.
pub fn script(
    rng: &mut StdRng,
    desks: &[Desk],
    first: Date,
    today: Date,
    count: usize,
) -> Vec<Step> {
    let span = (today - first).get_days().max(1);
    let mut steps = Vec::new();
    for serial in 0..count {
        let desk = serial % desks.len();
        let made = first + rng.random_range(0..span).days();
        let lag = rng.random_range(0..12);
        let name = format!("item-{serial}");
        let form = form(rng, &desks[desk], made, serial);
        let step = |days: i32, hour: i8, action: Action| Step {
            at: at(
                made + days.days(),
                hour,
                i8::try_from(serial % 60).unwrap_or(0),
            ),
            desk,
            name: name.clone(),
            action,
            by_head: false,
            gives: None,
        };
        steps.push(step(0, 9, Action::Draft(Box::new(form))));
        if serial % 97 == 13 {
            continue;
        }
        steps.push(step(1, 10, Action::Submit));
        if serial % 83 == 11 {
            steps.push(step(
                2,
                14,
                Action::Return("请补充制定依据后再送审。".into()),
            ));
            continue;
        }
        steps.push(step(2, 14, Action::Clear(CLEARED.into())));
        if serial % 89 == 17 && made + 20.days() > today {
            continue;
        }
        steps.push(step(2 + lag, 16, Action::Publish));
        if serial % 61 == 5 {
            steps.push(step(
                200,
                11,
                Action::Repeal("内容已被新的规定代替。".into()),
            ));
        }
    }
    steps
}

/// Plans what waits on every organ's desks today: a draft, an item to review, an item to publish.
pub fn waiting(rng: &mut StdRng, desks: &[Desk], today: Date, after: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    for (desk, house) in desks.iter().enumerate() {
        for stage in 0..3 {
            let serial = after + desk * 3 + stage;
            let name = format!("item-{serial}");
            let form = form(rng, house, today - 3.days(), serial);
            let mut step = |days: i32, action: Action| {
                steps.push(Step {
                    at: at(today - days.days(), 15, 0),
                    desk,
                    name: name.clone(),
                    action,
                    by_head: false,
                    gives: None,
                });
            };
            step(3, Action::Draft(Box::new(form)));
            if stage > 0 {
                step(2, Action::Submit);
            }
            if stage > 1 {
                step(1, Action::Clear(CLEARED.into()));
            }
        }
    }
    steps
}

pub(crate) fn form(rng: &mut StdRng, desk: &Desk, made: Date, serial: usize) -> ItemForm {
    let kind = &KINDS[rng.random_range(0..KINDS.len())];
    let place = PLACES[rng.random_range(0..PLACES.len())];
    let fill = |text: &str| fill(text, desk, made, place, serial);
    let mut body = String::new();
    for sentence in kind.text {
        body.push_str(&fill(sentence));
        body.push('\n');
    }
    if rng.random_bool(0.4) {
        body.push_str(&fill("联系单位：{o}，联系电话见本机关信息公开指南。\n"));
    }
    ItemForm {
        column: kind.column.into(),
        head: kind.head,
        title: fill(kind.title),
        document_number: document_number(kind, desk, made, serial),
        made_on: Some(made),
        summary: fill(kind.summary),
        body,
        source_class: "proactive".into(),
        ..ItemForm::default()
    }
}

fn document_number(kind: &Kind, desk: &Desk, made: Date, serial: usize) -> String {
    if kind.numbered {
        format!(
            "{}〔{}〕{}号",
            desk.organ.doc_prefix.trim_end_matches("公开"),
            made.year(),
            serial / 13 + 1
        )
    } else {
        String::new()
    }
}

fn fill(text: &str, desk: &Desk, made: Date, place: &str, serial: usize) -> String {
    let year = made.year();
    text.replace("{o}", &desk.organ.name)
        .replace("{p}", place)
        .replace("{y5}", &(year + 4).to_string())
        .replace("{yl}", &(year - 1).to_string())
        .replace("{y}", &year.to_string())
        .replace(
            "{q}",
            ["一", "二", "三", "四"][usize::from((made.month().unsigned_abs() - 1) / 3)],
        )
        .replace("{n}", &(serial / 13 + 1).to_string())
}
