//! JSON objects, one a line. Keys are columns in the order in which they first appear.

use serde_json::Value;

use super::{Cell, SheetError, row};

pub(super) fn rows(text: &str) -> Result<Vec<Vec<Cell>>, SheetError> {
    let mut keys: Vec<String> = Vec::new();
    let mut records = Vec::new();
    for (place, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let number = place + 1;
        let failed = |reason: String| SheetError::Line {
            line: number,
            reason,
        };
        let value: Value = serde_json::from_str(line).map_err(|error| failed(error.to_string()))?;
        let Value::Object(fields) = value else {
            return Err(failed("not an object".into()));
        };
        for key in fields.keys() {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        records.push((number, fields));
    }
    // The heading stands on no line of the file: 0.
    let heading = row(0, keys.iter().cloned());
    let body = records.into_iter().filter_map(|(number, fields)| {
        row(
            number,
            keys.iter()
                .map(|key| fields.get(key).map(text_of).unwrap_or_default()),
        )
    });
    Ok(heading.into_iter().chain(body).collect())
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
