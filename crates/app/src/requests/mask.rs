//! 遮盖: the applicant's particulars, enough to recognise, too little to use.

use serde_json::Value;

/// What of the sealed form names or reaches the person.
pub const PARTICULARS: [&str; 6] = ["name", "id_number", "phone", "email", "address", "postcode"];

/// What the person gave beside the form: shown in full or not at all.
pub const BESIDE: [&str; 2] = ["help", "file_names"];

/// The sealed form with everything masked that names or reaches the person.
#[must_use]
pub fn masked(sealed: &Value) -> Value {
    let mut shown = sealed.clone();
    if let Some(fields) = shown.as_object_mut() {
        for name in PARTICULARS {
            if let Some(Value::String(text)) = fields.get_mut(name) {
                *text = mask(name, text);
            }
        }
        for name in BESIDE {
            if let Some(Value::String(text)) = fields.get_mut(name)
                && !text.is_empty()
            {
                *text = "＊＊＊".into();
            }
        }
    }
    shown
}

fn mask(name: &str, text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let keep = |head: usize, tail: usize| {
        if chars.len() <= head + tail {
            return "*".repeat(chars.len());
        }
        let hidden = "*".repeat((chars.len() - head - tail).min(8));
        let first: String = chars[..head].iter().collect();
        let last: String = chars[chars.len() - tail..].iter().collect();
        format!("{first}{hidden}{last}")
    };
    match name {
        "name" => keep(1, 0),
        "id_number" => keep(0, 4),
        "phone" => keep(3, 2),
        "email" => text.split_once('@').map_or_else(
            || keep(1, 0),
            |(user, host)| {
                let first: String = user.chars().take(1).collect();
                format!("{first}***@{host}")
            },
        ),
        "address" => keep(6.min(chars.len() / 3), 0),
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particulars_are_masked() {
        let cases = [
            ("name", "王小明", "王**"),
            ("name", "王", "*"),
            ("id_number", "110101199003070000", "********0000"),
            ("id_number", "123", "***"),
            ("phone", "13800000000", "138******00"),
            ("email", "someone@example.org", "s***@example.org"),
            ("email", "@example.org", "***@example.org"),
            ("address", "青禾县青云路9号2单元", "青禾县********"),
            ("wanted", "某工程立项批复", "某工程立项批复"),
            ("help", "视力残疾，请读给本人听", "＊＊＊"),
            ("help", "", ""),
            ("file_names", "身份证明1.jpg：王小明.jpg", "＊＊＊"),
        ];
        for (name, text, expected) in cases {
            assert_eq!(masked(&serde_json::json!({name: text}))[name], expected);
        }
    }
}
