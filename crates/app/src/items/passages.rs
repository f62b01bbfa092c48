//! What would become public of an item, in plain text: what the gates of `law::item` look through (Q-20, S-1, S-3). Attachments are
//! read as uploads are, each in a process of its own.

use law::item::{Content, Passage, Standing, Unread};

use super::ItemForm;
use crate::{App, Error, Result, upload::Upload};

/// What would become public, what of it no program can read, and the items that it names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Whole {
    pub passages: Vec<Passage>,
    pub unread: Vec<Unread>,
    pub standing: Vec<Standing>,
}

/// Everything of an item on record, with the text of its attachments.
pub(super) async fn of_content(app: &App, content: &Content) -> Result<Whole> {
    let mut whole = texts(
        &content.title,
        &content.summary,
        &content.document_number,
        &content.body_html,
    );
    for (number, file) in (1..).zip(&content.attachments) {
        let bytes = app.files.get(&file.hash).await?;
        attached(app, &mut whole, number, &file.name, &bytes).await?;
    }
    Ok(whole)
}

/// Everything of an item as it is entered.
pub(super) async fn of_form(app: &App, form: &ItemForm) -> Result<Whole> {
    of_entered(app, form, &form.attachments).await
}

/// The same with files that the form does not hold.
pub(crate) async fn of_entered(app: &App, form: &ItemForm, files: &[Upload]) -> Result<Whole> {
    let mut whole = texts(
        &form.title,
        &form.summary,
        &form.document_number,
        &form.body,
    );
    for (number, file) in (1..).zip(files) {
        attached(app, &mut whole, number, &file.name, &file.bytes).await?;
    }
    Ok(whole)
}

fn texts(title: &str, summary: &str, document_number: &str, body: &str) -> Whole {
    Whole {
        passages: vec![
            Passage::new("title", title),
            Passage::new("summary", summary),
            Passage::new("document_number", document_number),
            Passage::new("body", plain(body)),
        ],
        unread: Vec::new(),
        standing: Vec::new(),
    }
}

/// Name and text of a file, by its number: a name may be what must not be said. What cannot be read is named as unread, so that
/// it does not pass by its name alone.
async fn attached(
    app: &App,
    whole: &mut Whole,
    number: usize,
    name: &str,
    bytes: &[u8],
) -> Result<()> {
    let place = format!("attachments/{number}");
    whole
        .passages
        .push(Passage::new(format!("{place}/name"), name));
    let extract = match app.reading.text(name, bytes).await? {
        Ok(extract) => extract,
        Err(stopped) if stopped.is_ours() => return Err(Error::failed(stopped)),
        Err(_) => {
            let part = "file".into();
            whole.unread.push(Unread { place, part });
            return Ok(());
        }
    };
    let said: Vec<String> = extract
        .pieces
        .into_iter()
        .filter(|piece| piece.place(0) != "file name")
        .map(|piece| piece.text)
        .collect();
    whole
        .passages
        .push(Passage::new(place.clone(), said.join("\n")));
    let parts = extract.unread.into_iter();
    whole.unread.extend(parts.map(|part| Unread {
        place: place.clone(),
        part,
    }));
    Ok(())
}

/// The words of HTML, a line for each block that says something, entities read; plain text stays as it is.
pub(super) fn plain(html: &str) -> String {
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
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
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
            ("<p>一</p><p>机密★10年</p>", "一\n机密★10年"),
            ("<b>138</b><i>0000</i>0000", "13800000000"),
            ("二&#32;&amp;&#x4e09;&lt;&unknown;", "二 &三<&unknown;"),
            ("a < b & c", "a < b & c"),
            ("<td>1</td><td>2</td>", "1\n2"),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }
}
