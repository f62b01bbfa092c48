//! Courses of a request, drawn by number: each act may come, early, late or out of turn.

use serde_json::{Map, Value, json};

use crate::{
    days::{Day, Days},
    reading::CODES,
};

/// Rules that the drawn courses break, each at least once.
pub const REACHED: [&str; 28] = [
    "A-15", "A-16.2", "A-29.1", "A-30.2", "A-30.3", "A-30.4", "A-30.5", "A-31.3", "A-31.4",
    "A-32.1", "A-32.2", "A-32.5", "A-33.2", "A-33.3", "A-33.4", "A-33.6", "A-34", "A-35.1",
    "A-35.2", "A-35.3", "A-36.1", "A-37", "A-45", "E-3", "F-1", "F-3", "F-7", "F-8",
];

/// A small generator with a fixed seed, so that the test says the same every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// The acts of a course, and the days on which to look at it.
pub fn timeline(seed: u64, days: &Days) -> (Vec<Value>, Vec<String>) {
    let mut draw = Draw(seed.wrapping_mul(2_654_435_761) + 17);
    for _ in 0..3 {
        draw.below(2);
    }
    let start = draw.below(days.of("2026-06-30"));
    let mut acts = Vec::new();
    let mut on = start;
    let channel = draw.of(&[
        "counter",
        "counter",
        "registered_mail",
        "ordinary_mail",
        "online",
        "fax",
    ]);
    if !draw.one_in(60) {
        acts.push(json!({"kind": "submitted", "on": days.name(on), "channel": channel}));
    }
    let waits = !["counter", "registered_mail"].contains(&channel);
    if waits && !draw.one_in(12) {
        on += draw.below(4);
        acts.push(json!({"kind": "confirmed", "on": days.name(on)}));
    }
    let mut asked: Vec<(&str, String)> = Vec::new();
    for _ in 0..draw.below(9) {
        on += draw.below(12);
        acts.push(act(&mut draw, days, on, &mut asked));
    }
    // Reasons that are found good only after the period has ended come too seldom by themselves.
    if draw.one_in(25) {
        acts.push(json!({"kind": "reasons_asked", "on": days.name(on), "days": 10}));
        on += 20 + draw.below(30);
        acts.push(json!({"kind": "reasons_given", "on": days.name(on), "reasonable": true, "answer_by": days.name(on + 15)}));
    }
    if !draw.one_in(3) {
        on += draw.below(15);
        acts.push(answer(&mut draw, days, on));
    }
    if draw.one_in(20) {
        on += draw.below(5);
        acts.push(act(&mut draw, days, on, &mut asked));
    }
    let mut looked_at: Vec<String> = (0..3)
        .map(|_| start + draw.below(on - start + 60))
        .map(|day| days.name(day).to_owned())
        .collect();
    looked_at.push(days.name(on).to_owned());
    (acts, looked_at)
}

const KINDS: [&str; 22] = [
    "third_party_asked",
    "third_party_reached",
    "third_party_answered",
    "organ_asked",
    "organ_reached",
    "organ_answered",
    "third_party_asked",
    "third_party_reached",
    "third_party_answered",
    "extended",
    "extended",
    "correction_noticed",
    "correction_noticed",
    "corrected",
    "corrected",
    "reasons_asked",
    "reasons_given",
    "fee_noticed",
    "fee_paid",
    "lapsed",
    "confirmed",
    "submitted",
];

fn act(draw: &mut Draw, days: &Days, on: Day, asked: &mut Vec<(&'static str, String)>) -> Value {
    let mut kind = draw.of(&KINDS);
    if ["lapsed", "confirmed", "submitted"].contains(&kind) && !draw.one_in(4) {
        kind = draw.of(&KINDS[..9]);
    }
    let day = |day: Day| Value::from(days.name(day));
    let mut act = Map::new();
    act.insert("kind".into(), kind.into());
    act.insert("on".into(), day(on));
    let mut with = |name: &str, value: Value| act.insert(name.into(), value);
    match kind {
        "submitted" => {
            with("channel", "fax".into());
        }
        "third_party_asked" | "organ_asked" => {
            let name = format!("r{}", asked.len());
            asked.push((kind, name.clone()));
            with("ref", name.into());
        }
        "third_party_reached" | "organ_reached" | "third_party_answered" | "organ_answered" => {
            let whose = if kind.starts_with("organ") {
                "organ_asked"
            } else {
                "third_party_asked"
            };
            let mine: Vec<&String> = asked
                .iter()
                .filter(|(kind, _)| *kind == whose)
                .map(|(_, name)| name)
                .collect();
            let name = if mine.is_empty() || draw.one_in(15) {
                "zz"
            } else {
                mine[draw.below(mine.len())].as_str()
            };
            with("ref", name.into());
            with("consents", (!draw.one_in(3)).into());
            if kind == "third_party_answered" && draw.one_in(2) {
                with("reasons", true.into());
                with("reasonable", draw.one_in(2).into());
            }
        }
        "extended" => {
            with(
                "days",
                draw.of(&["20", "20", "15", "10", "25"])
                    .parse::<u64>()
                    .unwrap()
                    .into(),
            );
            if !draw.one_in(8) {
                with("consented", day(on.saturating_sub(draw.below(3))));
            }
            if !draw.one_in(8) {
                with("noticed", day(on));
            }
        }
        "correction_noticed" => {
            with(
                "days",
                draw.of(&["15", "10", "5", "0", "20"])
                    .parse::<u64>()
                    .unwrap()
                    .into(),
            );
            if !draw.one_in(5) {
                with("reached", day(on));
            }
        }
        "reasons_asked" => {
            with(
                "days",
                draw.of(&["0", "5", "10"]).parse::<u64>().unwrap().into(),
            );
        }
        "reasons_given" => {
            with("reasonable", draw.one_in(2).into());
            if draw.one_in(2) {
                with("answer_by", day(on + 20 + draw.below(40)));
            }
        }
        "fee_noticed" => {
            with(
                "fen",
                draw.of(&["10000", "20000", "1000", "274000", "9999900", "72000"])
                    .parse::<u64>()
                    .unwrap()
                    .into(),
            );
            if !draw.one_in(5) {
                with("reached", day(on));
            }
        }
        "lapsed" => {
            with("code", draw.of(&["LAPSE-CORR", "LAPSE-FEE"]).into());
        }
        _ => {}
    }
    Value::Object(act)
}

fn answer(draw: &mut Draw, days: &Days, on: Day) -> Value {
    if draw.one_in(15) {
        return json!({"kind": "withdrawn", "on": days.name(on)});
    }
    let code = match draw.below(4) {
        0 => "NO-THIRD",
        1 => "PART",
        2 => draw.of(&["OPEN-GIVE", "NO-PROCESS", "ABUSE", "REPEAT"]),
        _ => draw.of(&CODES),
    };
    let mut act = json!({"kind": "answered", "on": days.name(on), "code": code, "how": draw.of(&["handed", "posted", "electronic"])});
    if draw.one_in(3) {
        act["courier"] = draw.of(&["post", "other"]).into();
    }
    if code == "PART" {
        let grounds: Vec<&str> = (0..draw.below(3))
            .map(|_| {
                draw.of(&[
                    "NO-THIRD",
                    "NO-LAW",
                    "NONE",
                    "MAKE",
                    "QUERY",
                    "OTHER-ORGAN",
                    "PETITION",
                ])
            })
            .collect();
        act["grounds"] = grounds.into();
    }
    if code == "REPEAT" && draw.one_in(2) {
        act["disclosed_before"] = draw.one_in(2).into();
        act["earlier"] = "A-2025-00001".into();
    }
    if code == "NO-PROCESS" && draw.one_in(2) {
        act["decided_on"] = days.name((on + 10).saturating_sub(draw.below(30))).into();
    }
    act
}
