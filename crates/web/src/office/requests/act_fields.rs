//! Which fields each act of a case has, and how a form becomes an act. Shapes as in `docs/law/formats.md`.

use jiff::civil::Date;
use law::case::{Act, Kind};
use serde_json::{Map, Value, json};

use crate::office::posted::Form;
use app::FieldError;

/// How one field is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    Date,
    /// Working days, at least 1 and at most this many.
    Days(u32),
    /// 元 on the form, 分 in the act.
    Yuan,
    /// Two answers; the suffixes of their labels.
    YesNo,
    /// A label for one consulted party, without personal data.
    Party,
    /// One of the outcome codes.
    Code,
    /// `LAPSE-CORR` or `LAPSE-FEE`.
    Lapse,
    /// How the answer reached the applicant.
    How,
    /// Grounds of the withheld part.
    Grounds,
}

/// One field of one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub input: Input,
    pub required: bool,
    /// The rule that asks for it.
    pub rule: &'static str,
}

const fn must(name: &'static str, input: Input, rule: &'static str) -> Field {
    Field {
        name,
        input,
        required: true,
        rule,
    }
}

const fn may(name: &'static str, input: Input, rule: &'static str) -> Field {
    Field {
        name,
        input,
        required: false,
        rule,
    }
}

const ON: Field = must("on", Input::Date, "A-45");

/// The fields of an act, in the order of the form. `submitted` has its own page and none here.
#[must_use]
pub fn of(kind: Kind) -> Vec<Field> {
    match kind.as_str() {
        "correction_noticed" => vec![
            ON,
            must("days", Input::Days(60), "A-30.1"),
            may("reached", Input::Date, "A-30.4"),
        ],
        "reasons_asked" => vec![ON, must("days", Input::Days(60), "A-35.1")],
        "reasons_given" => vec![
            ON,
            must("reasonable", Input::YesNo, "A-35.2"),
            may("answer_by", Input::Date, "A-35.3"),
        ],
        "third_party_asked" | "third_party_reached" => {
            vec![ON, must("ref", Input::Party, "A-32.1")]
        }
        "organ_asked" | "organ_reached" => vec![ON, must("ref", Input::Party, "A-34")],
        "third_party_answered" => vec![
            ON,
            must("ref", Input::Party, "A-32.2"),
            must("consents", Input::YesNo, "A-32.4"),
        ],
        "organ_answered" => vec![
            ON,
            must("ref", Input::Party, "A-34"),
            must("consents", Input::YesNo, "A-34"),
        ],
        "extended" => vec![
            must("days", Input::Days(20), "A-33.3"),
            must("consented", Input::Date, "A-33.3"),
            must("noticed", Input::Date, "A-33.3"),
        ],
        "fee_noticed" => vec![
            ON,
            must("fen", Input::Yuan, "A-42"),
            may("reached", Input::Date, "A-42"),
        ],
        "answered" => vec![
            must("code", Input::Code, "A-36.1"),
            may("grounds", Input::Grounds, "A-37"),
            must("how", Input::How, "A-33.6"),
            ON,
        ],
        "lapsed" => vec![ON, must("code", Input::Lapse, "A-36.1")],
        "submitted" => Vec::new(),
        _ => vec![ON],
    }
}

/// Reads an act from a form, or says everything that is wrong with it at once.
pub fn read(kind: Kind, form: &Form) -> Result<Act, Vec<FieldError>> {
    let mut wrong = Vec::new();
    let mut body = Map::new();
    body.insert("kind".into(), json!(kind.as_str()));
    for field in of(kind) {
        match value(field, form) {
            Ok(Value::Null) => {}
            Ok(value) => {
                body.insert(field.name.into(), value);
            }
            Err(error) => wrong.push(error),
        }
    }
    if let (Some(a), Some(b)) = (form.date("consented"), form.date("noticed")) {
        // The extension stands once both consent and notice are there.
        body.insert("on".into(), json!(a.max(b)));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    serde_json::from_value(Value::Object(body)).map_err(|error| {
        vec![FieldError::new(
            "kind",
            "A-45",
            format!("这一办理动作填写不完整：{error}"),
            format!("This act is not complete: {error}"),
        )]
    })
}

fn value(field: Field, form: &Form) -> Result<Value, FieldError> {
    let text = form.text(field.name);
    let refuse = |zh: &str, en: &str| Err(FieldError::new(field.name, field.rule, zh, en));
    if text.is_empty() && field.input != Input::Grounds {
        return match (field.required, field.input) {
            (false, _) => Ok(Value::Null),
            (_, Input::Date) => refuse("请填写日期", "Enter the date"),
            (_, Input::Days(_)) => refuse("请填写工作日数", "Enter the number of working days"),
            (_, Input::Yuan) => refuse("请填写金额", "Enter the amount"),
            (_, Input::Party) => refuse(
                "请填写或者选择被征求意见方",
                "Enter or choose the party asked",
            ),
            (_, Input::Code) => refuse("请选择办理结果", "Choose the outcome"),
            (_, Input::How) => refuse("请选择答复方式", "Choose how the answer was given"),
            _ => refuse("请选择一项", "Choose one"),
        };
    }
    match field.input {
        Input::Date => match text.parse::<Date>() {
            Ok(date) => Ok(json!(date)),
            Err(_) => refuse(
                "日期应写成 年-月-日，如 2026-03-02",
                "Write the date as year-month-day, such as 2026-03-02",
            ),
        },
        Input::Days(most) => match text.parse::<u32>() {
            Ok(days) if (1..=most).contains(&days) => Ok(json!(days)),
            _ => Err(FieldError::new(
                field.name,
                field.rule,
                format!("工作日数应为 1 到 {most} 的整数"),
                format!("Working days must be a whole number from 1 to {most}"),
            )),
        },
        Input::Yuan => match fen(text) {
            Some(fen) => Ok(json!(fen)),
            None => refuse(
                "金额应为以元为单位、不小于零、最多两位小数的数",
                "The amount must be a number of yuan, not below zero, with at most two decimals",
            ),
        },
        Input::YesNo => match text {
            "yes" => Ok(json!(true)),
            "no" => Ok(json!(false)),
            _ => refuse("请选择“是”或者“否”", "Choose yes or no"),
        },
        Input::Party if text.chars().count() > 30 => refuse(
            "代号不能超过30字",
            "The label can have at most 30 characters",
        ),
        Input::Grounds => {
            let all = form.all(field.name);
            Ok(if all.is_empty() {
                Value::Null
            } else {
                json!(all)
            })
        }
        Input::Party | Input::Code | Input::Lapse | Input::How => Ok(json!(text)),
    }
}

/// 元 with at most two decimals as a whole number of 分.
fn fen(text: &str) -> Option<u64> {
    let (yuan, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if !digits(yuan) || !digits(part) || yuan.len() > 9 || part.len() > 2 {
        return None;
    }
    format!("{yuan}{part:0<2}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_become_fen() {
        let cases = [
            ("0", Some(0)),
            ("100", Some(10_000)),
            ("12.5", Some(1_250)),
            ("12.05", Some(1_205)),
            ("12.345", None),
            ("-1", None),
            ("1.", None),
            ("约5", None),
        ];
        for (text, expected) in cases {
            assert_eq!(fen(text), expected, "{text}");
        }
    }

    #[test]
    fn an_extension_stands_on_the_later_of_consent_and_notice() {
        let form = Form::of(&[
            ("days", "20"),
            ("consented", "2026-03-20"),
            ("noticed", "2026-03-23"),
        ]);
        let kind = "extended".parse().unwrap();
        let act = read(kind, &form).unwrap();
        assert_eq!(act.on.to_string(), "2026-03-23");
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_field_and_rule() {
        let cases: [(&str, &[(&str, &str)], &[(&str, &str)]); 4] = [
            (
                "answered",
                &[],
                &[("code", "A-36.1"), ("how", "A-33.6"), ("on", "A-45")],
            ),
            (
                "extended",
                &[("days", "21"), ("consented", "x")],
                &[
                    ("days", "A-33.3"),
                    ("consented", "A-33.3"),
                    ("noticed", "A-33.3"),
                ],
            ),
            (
                "fee_noticed",
                &[("on", "2026-03-02"), ("fen", "1.234")],
                &[("fen", "A-42")],
            ),
            (
                "third_party_answered",
                &[("on", "2026-03-02"), ("ref", "甲"), ("consents", "maybe")],
                &[("consents", "A-32.4")],
            ),
        ];
        for (kind, given, expected) in cases {
            let wrong = read(kind.parse().unwrap(), &Form::of(given)).unwrap_err();
            let named: Vec<_> = wrong
                .iter()
                .map(|error| (error.field, error.rule))
                .collect();
            assert_eq!(named, expected, "{kind}");
        }
    }
}
