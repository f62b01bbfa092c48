//! The forms of a page, as a browser finds them, and what somebody may type into them.

use crate::dice::Dice;

/// A form and where it is sent.
#[derive(Debug, Clone)]
pub struct Form {
    pub action: String,
    pub fields: Vec<Field>,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    /// `hidden`, `text`, `date`, `checkbox`, `select`, `textarea` and so on.
    pub kind: String,
    /// What stands there; the choices of a `select`.
    pub values: Vec<String>,
}

/// Every form that is posted, once for each address that its buttons send it to.
pub fn forms(page: &str) -> Vec<Form> {
    let mut found = Vec::new();
    for part in page.split("<form ").skip(1) {
        let inner = part.split("</form>").next().unwrap_or_default();
        let head = format!("<form {}", inner.split('>').next().unwrap_or_default());
        if attribute(&head, "method").as_deref() != Some("post") {
            continue;
        }
        let fields = fields(inner);
        let mut actions = vec![attribute(&head, "action").unwrap_or_default()];
        actions.extend(tags(inner, "button").filter_map(|tag| attribute(tag, "formaction")));
        for action in actions {
            found.push(Form {
                action,
                fields: fields.clone(),
            });
        }
    }
    found
}

fn fields(inner: &str) -> Vec<Field> {
    let named = |tag: &str, kind: &str, values: Vec<String>| {
        attribute(tag, "name").map(|name| Field {
            name,
            kind: kind.into(),
            values,
        })
    };
    let mut all = Vec::new();
    for tag in tags(inner, "input").chain(tags(inner, "button")) {
        let kind = attribute(tag, "type").unwrap_or_else(|| "text".into());
        let value = attribute(tag, "value").unwrap_or_default();
        all.extend(named(tag, &kind, vec![value]));
    }
    for part in inner.split("<select ").skip(1) {
        let part = part.split("</select>").next().unwrap_or_default();
        let tag = part.split('>').next().unwrap_or_default();
        let options = tags(part, "option").filter_map(|tag| attribute(tag, "value"));
        all.extend(named(
            &format!("<select {tag}"),
            "select",
            options.collect(),
        ));
    }
    for tag in tags(inner, "textarea") {
        all.extend(named(tag, "textarea", Vec::new()));
    }
    all
}

fn tags<'a>(text: &'a str, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let mark = format!("<{name} ");
    let starts: Vec<usize> = text.match_indices(&mark).map(|(at, _)| at).collect();
    starts
        .into_iter()
        .map(|at| text[at..].split('>').next().unwrap_or_default())
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let value = rest.split('"').next()?;
    let plain = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&#60;", "<"),
        ("&gt;", ">"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    Some(
        plain
            .iter()
            .fold(value.to_string(), |text, (from, to)| text.replace(from, to)),
    )
}

/// What nobody types, or what somebody does who means it.
#[rustfmt::skip]
const NASTY: [&str; 34] = [
    "",
    " ",
    "0",
    "-1",
    "1.5",
    "1e309",
    "NaN",
    "99999999999999999999",
    "-9223372036854775808",
    "2147483648",
    "2026-02-30",
    "9999-12-31",
    "-9999-01-01",
    "0001-01-01",
    "2019-05-14",
    "2026-11-25",
    "2026-11-24T10:00",
    "\0",
    "\u{202e}反\u{2066}",
    "\u{fffe}\u{1}\u{b}",
    "🙏བོད་ᠮᠣᠩ",
    "<script>x()</script>",
    "{n}{who}",
    "'; DROP TABLE acts; --",
    "%",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "QB",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "withdrawn",
    "PART",
    "null",
    "[]",
    "甲商〔2026〕3号",
];

/// The fields filled in as somebody does who means well.
pub fn filled(form: &Form, dice: &mut Dice) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut chosen: Vec<&str> = Vec::new();
    for field in &form.fields {
        let first = field.values.first().cloned().unwrap_or_default();
        let value = match field.kind.as_str() {
            "hidden" => first,
            "checkbox" if dice.roll(3) > 0 => first,
            "radio" if !chosen.contains(&field.name.as_str()) && dice.roll(3) > 0 => {
                chosen.push(&field.name);
                first
            }
            "submit" if !field.name.is_empty() && dice.roll(2) == 0 => first,
            "checkbox" | "radio" | "submit" | "file" | "button" => continue,
            "select" if !field.values.is_empty() => dice.pick(&field.values).clone(),
            _ => typed(field, first, dice),
        };
        pairs.push((field.name.clone(), value));
    }
    pairs
}

fn typed(field: &Field, first: String, dice: &mut Dice) -> String {
    if !first.is_empty() && dice.roll(4) > 0 {
        return first;
    }
    let text = match (field.kind.as_str(), field.name.as_str()) {
        ("date", _) => *dice.pick(&["2026-11-24", "2026-11-20", "2026-11-02"]),
        ("number", _) => *dice.pick(&["0", "1", "15", "20"]),
        ("email", _) | (_, "email") => "li@applicant.example",
        (_, "id_number") => "11010519491231002X",
        (_, "phone") => "13900000000",
        (_, "name") => "李小红",
        (_, "login") => "newcomer",
        _ => *dice.pick(&[
            "2025年集市改造验收报告",
            "甲商〔2026〕3号",
            "经核查属实，理由如下。",
            "1",
        ]),
    };
    text.into()
}

/// The same with a few fields exchanged, left out, doubled or put among the others.
pub fn spoilt(mut pairs: Vec<(String, String)>, dice: &mut Dice) -> Vec<(String, String)> {
    for _ in 0..=dice.roll(3) {
        if pairs.is_empty() {
            break;
        }
        let at = dice.roll(pairs.len() as i64) as usize;
        // Without its token no form of the office gets any further: mostly it stays.
        if pairs[at].0 == "csrf" && dice.roll(10) > 0 {
            continue;
        }
        match dice.roll(8) {
            0 => drop(pairs.remove(at)),
            1 => {
                let double = (pairs[at].0.clone(), (*dice.pick(&NASTY)).into());
                let to = dice.roll(pairs.len() as i64) as usize;
                pairs.insert(to, double);
            }
            2 => pairs[at].1 = "长".repeat(dice.roll(6_000) as usize),
            3 => {
                let from = dice.roll(pairs.len() as i64) as usize;
                pairs[at].1 = pairs[from].1.clone();
            }
            _ => pairs[at].1 = (*dice.pick(&NASTY)).into(),
        }
    }
    pairs
}
