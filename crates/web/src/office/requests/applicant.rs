//! What is known of the applicant, shown with care: masked until a case worker asks for it in full.

use serde_json::Value;

use crate::office::{desk::Desk, timeline::Fact};

/// Particulars of the sealed form, in the order of the form.
const PARTICULARS: [&str; 6] = ["name", "id_number", "phone", "email", "address", "postcode"];

/// The applicant's particulars; masked unless `full`.
#[must_use]
pub fn facts(d: &Desk, sealed: &Value, full: bool) -> Vec<Fact> {
    PARTICULARS
        .iter()
        .filter_map(|name| {
            let text = sealed[*name].as_str().filter(|text| !text.is_empty())?;
            let shown = if full {
                text.to_string()
            } else {
                masked(name, text)
            };
            Some(Fact::new(d.t(&format!("office.new.{name}")), shown))
        })
        .collect()
}

/// Enough to recognise, too little to use.
fn masked(name: &str, text: &str) -> String {
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
        "email" => text
            .split_once('@')
            .map_or_else(|| keep(1, 0), |(_, host)| format!("{}***@{host}", chars[0])),
        "address" => keep(6.min(chars.len() / 3), 0),
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn particulars_are_masked() {
        let cases = [
            ("name", "王小明", "王**"),
            ("name", "王", "*"),
            ("id_number", "110101199003070000", "********0000"),
            ("id_number", "123", "***"),
            ("phone", "13800000000", "138******00"),
            ("email", "someone@example.org", "s***@example.org"),
            ("address", "青禾县青云路9号2单元", "青禾县********"),
        ];
        for (name, text, expected) in cases {
            assert_eq!(masked(name, text), expected, "{text}");
        }
    }
}
