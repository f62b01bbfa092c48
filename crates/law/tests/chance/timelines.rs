//! Timelines as `mingbai law case` reads them, of every kind of act, and broken by chance.

use serde_json::{Value, json};

use super::{dice::Dice, mutated::mutated};

/// What stands where another value stood.
const INSTEAD: [&str; 22] = [
    "null",
    "true",
    "0",
    "-1",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "1e308",
    "\"\"",
    "\"9999-12-31\"",
    "\"-9999-01-01\"",
    "\"2026-02-30\"",
    "\"2019-05-14\"",
    "\"2027-06-30\"",
    "\"PART\"",
    "\"NO-THIRD\"",
    "\"LAPSE-FEE\"",
    "\"\\u0000\\ud83d\\ude4f\"",
    "[]",
    "{}",
    "[\"PART\",\"PART\",\"NONE\"]",
    "{\"weekend\":[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\",\"sun\"],\"off\":[],\"work\":[]}",
];

/// Of what the text is made.
const WORDS: [&[u8]; 8] = [
    b"{",
    b"]",
    b",",
    b"\"on\":\"2026-03-20\",",
    b"\"kind\":\"confirmed\"",
    b"99999999999999999999",
    b"-",
    b"\\u0000",
];

/// A case that can be read, with acts of every kind in any order.
pub fn timeline(dice: &mut Dice) -> String {
    let kinds = acts();
    let mut on = jiff::civil::date(2019, 1, 1)
        .checked_add(jiff::Span::new().days(dice.roll(2_900)))
        .unwrap();
    let submitted = kinds[dice.roll(2) as usize].clone();
    let mut drawn = vec![submitted];
    drawn.extend((0..dice.roll(12)).map(|_| dice.pick(&kinds).clone()));
    for act in &mut drawn {
        act["on"] = on.to_string().into();
        for field in ["reached", "consented", "noticed", "answer_by"] {
            if act.get(field).is_some() {
                let later = jiff::Span::new().days(dice.roll(30) - 5);
                act[field] = on.checked_add(later).unwrap().to_string().into();
            }
        }
        on = on
            .checked_add(jiff::Span::new().days(dice.roll(15)))
            .unwrap();
    }
    let as_of = on
        .checked_add(jiff::Span::new().days(dice.roll(90)))
        .unwrap();
    let mut case = json!({"as_of": as_of.to_string(), "calendar": "CN", "acts": drawn});
    if dice.roll(4) == 0 {
        case["settings"] = json!({"exclusion_cap_days": dice.roll(40), "confirm_within_days": 1,
            "longest_correction_days": 15, "correction_rounds": 1});
    }
    if dice.roll(4) == 0 {
        case["calendar"] =
            json!({"weekend": ["sat", "sun"], "off": [as_of.to_string()], "work": []});
    }
    case.to_string()
}

/// One of each kind, with all its fields.
fn acts() -> Vec<Value> {
    vec![
        json!({"kind": "submitted", "channel": "counter", "applicant": "natural"}),
        json!({"kind": "submitted", "channel": "online"}),
        json!({"kind": "confirmed"}),
        json!({"kind": "correction_noticed", "days": 15, "reached": ""}),
        json!({"kind": "corrected"}),
        json!({"kind": "reasons_asked", "days": 10}),
        json!({"kind": "reasons_given", "reasonable": true, "answer_by": ""}),
        json!({"kind": "third_party_asked", "ref": "a"}),
        json!({"kind": "third_party_reached", "ref": "a"}),
        json!({"kind": "third_party_answered", "ref": "a", "consents": false, "reasons": true, "reasonable": true}),
        json!({"kind": "organ_asked", "ref": "a"}),
        json!({"kind": "organ_reached", "ref": "a"}),
        json!({"kind": "organ_answered", "ref": "a", "consents": true}),
        json!({"kind": "extended", "days": 20, "consented": "", "noticed": ""}),
        json!({"kind": "fee_noticed", "fen": 10_000, "reached": ""}),
        json!({"kind": "fee_paid"}),
        json!({"kind": "answered", "code": "OPEN-GIVE", "how": "posted", "courier": "post"}),
        json!({"kind": "answered", "code": "PART", "how": "handed", "grounds": ["NO-PROCESS"], "decided_on": "2026-03-02"}),
        json!({"kind": "answered", "code": "REPEAT", "disclosed_before": true, "earlier": "QA-2026-1"}),
        json!({"kind": "withdrawn"}),
        json!({"kind": "lapsed", "code": "LAPSE-CORR"}),
        json!({"kind": "re_decided", "code": "PART", "grounds": ["NO-LAW"], "remedy": "1"}),
    ]
}

/// The same text, broken: values exchanged so that it can still be read, or bytes, so that it mostly cannot.
pub fn broken(text: &str, dice: &mut Dice) -> Vec<u8> {
    if dice.roll(4) == 0 {
        return mutated(text.as_bytes(), &WORDS, dice);
    }
    let mut case: Value = serde_json::from_str(text).unwrap();
    for _ in 0..=dice.roll(3) {
        let mut places = Vec::new();
        pointers(&case, "", &mut places);
        let place = dice.pick(&places).clone();
        if let Some(value) = case.pointer_mut(&place) {
            *value = serde_json::from_str(dice.pick::<&str>(&INSTEAD)).unwrap();
        }
    }
    case.to_string().into_bytes()
}

fn pointers(value: &Value, at: &str, places: &mut Vec<String>) {
    places.push(at.to_string());
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                pointers(inner, &format!("{at}/{name}"), places);
            }
        }
        Value::Array(list) => {
            for (place, inner) in list.iter().enumerate() {
                pointers(inner, &format!("{at}/{place}"), places);
            }
        }
        _ => {}
    }
}
