//! What would become public of an item, in plain text: what the gates of `law::item` look through (Q-20, S-3).

use law::item::{Content, Passage};

use super::ItemForm;
use crate::{App, Error, Result, upload::Upload};

/// Everything of an item on record, with the text of its attachments.
pub(super) async fn of_content(app: &App, content: &Content) -> Result<Vec<Passage>> {
    let mut passages = texts(
        &content.title,
        &content.summary,
        &content.document_number,
        &content.body_html,
    );
    let mut files = Vec::new();
    for file in &content.attachments {
        let bytes = app.files.get(&file.hash).await?;
        files.push(Upload {
            name: file.name.clone(),
            bytes,
        });
    }
    passages.extend(of_files(files).await?);
    Ok(passages)
}

/// Everything of an item as it is entered.
pub(super) async fn of_form(form: &ItemForm) -> Result<Vec<Passage>> {
    let mut passages = texts(
        &form.title,
        &form.summary,
        &form.document_number,
        &form.body,
    );
    passages.extend(of_files(form.attachments.clone()).await?);
    Ok(passages)
}

fn texts(title: &str, summary: &str, document_number: &str, body: &str) -> Vec<Passage> {
    vec![
        Passage::new("title", title),
        Passage::new("summary", summary),
        Passage::new("document_number", document_number),
        Passage::new("body", plain(body)),
    ]
}

/// The same of an item and its files, where the caller may wait.
pub(crate) fn passages_of(form: &ItemForm, files: Vec<Upload>) -> Vec<Passage> {
    let mut passages = texts(
        &form.title,
        &form.summary,
        &form.document_number,
        &form.body,
    );
    passages.extend(read(files));
    passages
}

/// Names and texts of files, by their number: a name may be what must not be said. What holds no text that can be read here
/// (pictures, archives) gives its name alone; people look at it.
async fn of_files(files: Vec<Upload>) -> Result<Vec<Passage>> {
    tokio::task::spawn_blocking(move || read(files))
        .await
        .map_err(Error::failed)
}

fn read(files: Vec<Upload>) -> Vec<Passage> {
    (1..)
        .zip(files)
        .flat_map(|(number, file): (usize, Upload)| {
            let text = documents::read::words(&file.bytes, &file.name).unwrap_or_default();
            [
                Passage::new(format!("attachments/{number}/name"), file.name),
                Passage::new(format!("attachments/{number}"), text),
            ]
        })
        .collect()
}

/// The words of HTML, a line for each block, entities read; plain text stays as it is.
fn plain(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_string();
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        let tail = &rest[at..];
        let (shown, taken) = if tail.starts_with('<') {
            tag(tail)
        } else {
            entity(tail)
        };
        text.push_str(&shown);
        rest = &tail[taken..];
    }
    text.push_str(rest);
    text
}

/// A tag: a block, a cell or a break ends a line; what stands inside a line does not.
fn tag(tail: &str) -> (String, usize) {
    let Some(end) = tail.find('>') else {
        return ("<".into(), 1);
    };
    let name: String = tail[1..end]
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let inline = [
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "mark", "s", "small", "span",
        "strong", "sub", "sup", "u", "font",
    ];
    let shown = if inline.contains(&name.to_ascii_lowercase().as_str()) {
        ""
    } else {
        "\n"
    };
    (shown.into(), end + 1)
}

fn entity(tail: &str) -> (String, usize) {
    let plain = ("&".to_string(), 1);
    let Some(end) = tail.find(';').filter(|end| *end <= 10) else {
        return plain;
    };
    let name = &tail[1..end];
    let number = name.strip_prefix('#').and_then(|number| {
        number.strip_prefix(['x', 'X']).map_or_else(
            || number.parse().ok(),
            |hex| u32::from_str_radix(hex, 16).ok(),
        )
    });
    let shown = match (number.and_then(char::from_u32), name) {
        (Some(c), _) => c,
        (None, "lt") => '<',
        (None, "gt") => '>',
        (None, "amp") => '&',
        (None, "quot") => '"',
        (None, "nbsp" | "ensp" | "emsp") => ' ',
        _ => return plain,
    };
    (shown.to_string(), end + 1)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn blocks_are_lines_and_entities_are_what_they_show() {
        for (html, text) in [
            ("机密", "机密"),
            ("<p>一</p><p>机密★10年</p>", "\n一\n\n机密★10年\n"),
            ("<b>138</b><i>0000</i>0000", "13800000000"),
            ("二&#32;&amp;&#x4e09;&lt;&unknown;", "二 &三<&unknown;"),
            ("a < b & c", "a < b & c"),
            ("<td>1</td><td>2</td>", "\n1\n\n2\n"),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }
}
