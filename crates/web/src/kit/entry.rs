//! What was entered for an act, read by the field table of `law`: from a form or from a call, everything wrong is said at once,
//! with its field and its rule.

use app::FieldError;
use jiff::civil::Date;
use law::fields::{Field, Input};
use serde_json::{Map, Value, json};

use super::form::Form;

/// Reads these fields from a form, or says everything that is wrong with them. What was left empty is left out.
pub fn read(fields: &[Field], form: &Form) -> Result<Map<String, Value>, Vec<FieldError>> {
    let mut body = Map::new();
    let mut wrong = Vec::new();
    for field in fields {
        let value = typed(field, form);
        if let Err(error) = check(field, &value) {
            wrong.push(error);
        } else if !is_empty(&value) {
            body.insert(field.name.into(), value);
        }
    }
    if wrong.is_empty() {
        Ok(body)
    } else {
        Err(wrong)
    }
}

/// The day typed in a field, or what is wrong with it.
pub fn day(field: &Field, form: &Form) -> app::Result<Date> {
    form.date(field.name)
        .ok_or_else(|| app::Error::at(field, NO_DAY.0, NO_DAY.1))
}

/// What is said of a day that cannot be read.
const NO_DAY: (&str, &str) = (
    "日期应写成 年-月-日，如 2026-03-02",
    "Write the date as year-month-day, such as 2026-03-02",
);

/// What is wrong with particulars that came as JSON; the day of the act stands beside them and is not among them.
#[must_use]
pub fn faults(fields: &[Field], particulars: &Map<String, Value>) -> Vec<FieldError> {
    fields
        .iter()
        .filter(|field| **field != law::fields::ON)
        .filter_map(|field| {
            let value = particulars.get(field.name).unwrap_or(&Value::Null);
            check(field, value).err()
        })
        .collect()
}

/// The value of a field as the act holds it; what cannot be read stays as it was typed, and is refused as such.
fn typed(field: &Field, form: &Form) -> Value {
    let text = form.text(field.name);
    match field.input {
        Input::Grounds => json!(form.all(field.name)),
        Input::Days(_) | Input::Act => text
            .parse::<u32>()
            .map_or_else(|_| json!(text), Value::from),
        Input::Yuan => fen(text).map_or_else(|| json!(text), Value::from),
        Input::YesNo => match text {
            "yes" => json!(true),
            "no" => json!(false),
            other => json!(other),
        },
        _ => json!(text),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    }
}

fn check(field: &Field, value: &Value) -> Result<(), FieldError> {
    let refuse = |zh: &str, en: &str| Err(FieldError::at(field, zh, en));
    if is_empty(value) {
        if !field.required {
            return Ok(());
        }
        let (zh, en) = missing(field.input);
        return refuse(zh, en);
    }
    let text = value.as_str();
    match field.input {
        Input::Date if text.is_none_or(|text| text.parse::<Date>().is_err()) => {
            refuse(NO_DAY.0, NO_DAY.1)
        }
        Input::Days(most)
            if value
                .as_u64()
                .is_none_or(|days| days == 0 || days > u64::from(most)) =>
        {
            Err(FieldError::at(
                field,
                format!("工作日数应为 1 到 {most} 的整数"),
                format!("Working days must be a whole number from 1 to {most}"),
            ))
        }
        Input::Yuan if value.as_u64().is_none() => refuse(
            "金额应为以元为单位、不小于零、最多两位小数的数",
            "The amount must be a number of yuan, not below zero, with at most two decimals",
        ),
        Input::YesNo if !value.is_boolean() => refuse("请选择“是”或者“否”", "Choose yes or no"),
        Input::Party if text.is_none_or(|text| text.chars().count() > 30) => refuse(
            "代号不能超过30字",
            "The label can have at most 30 characters",
        ),
        Input::Act if value.as_u64().is_none_or(|place| place == 0) => {
            refuse("请写明是第几项办理", "Say which act it is, from 1")
        }
        Input::Grounds if !value.is_array() => refuse("请选择理由", "Choose the grounds"),
        Input::Line
        | Input::Area
        | Input::Code
        | Input::Lapse
        | Input::How
        | Input::Opinion
        | Input::Letter
        | Input::Office
        | Input::Remedy
            if text.is_none() =>
        {
            refuse("应为文字", "A text is meant")
        }
        _ => Ok(()),
    }
}

/// What to say of a field that must be there and is not.
fn missing(input: Input) -> (&'static str, &'static str) {
    match input {
        Input::Date => ("请填写日期", "Enter the date"),
        Input::Days(_) => ("请填写工作日数", "Enter the number of working days"),
        Input::Yuan => ("请填写金额", "Enter the amount"),
        Input::Party => (
            "请填写或者选择被征求意见方",
            "Enter or choose the party asked",
        ),
        Input::Code => ("请选择办理结果", "Choose the outcome"),
        Input::How => ("请选择答复方式", "Choose how the answer was given"),
        Input::Line | Input::Area | Input::Act => ("请填写这一项", "This has to be filled in"),
        Input::YesNo
        | Input::Lapse
        | Input::Grounds
        | Input::Opinion
        | Input::Letter
        | Input::Office
        | Input::Remedy => ("请选择一项", "Choose one"),
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
    fn a_call_is_told_each_field_with_its_rule() {
        let fields = law::fields::of_act(law::case::Kind::ThirdPartyAnswered);
        let told = |body: Value| -> Vec<(&str, &str)> {
            let body = body.as_object().cloned().unwrap_or_default();
            faults(fields, &body)
                .iter()
                .map(|error| (error.field, error.rule))
                .collect()
        };
        assert_eq!(
            told(json!({"consents": "yes"})),
            [("ref", "A-32.2"), ("consents", "A-32.4")]
        );
        assert_eq!(told(json!({"ref": "甲", "consents": true})), []);
        assert_eq!(
            told(json!({"ref": 7, "consents": true})),
            [("ref", "A-32.2")]
        );
    }
}
