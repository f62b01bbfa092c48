//! Blocks as HTML by meaning: headings, lists, tables with their heads, emphasis, links, figures; nothing of looks.

use quick_xml::escape::{escape, partial_escape};

use super::{
    block::{Block, Cell, Item, Paragraph, Raised, Row, Words},
    picture::Shown,
};

/// The text as HTML. A picture that is not shown leaves nothing.
pub(super) fn of(blocks: &[Block], shown: &[Option<Shown>]) -> String {
    let mut out = String::new();
    blocks_into(&mut out, blocks, shown);
    out.trim_end().to_string()
}

fn blocks_into(out: &mut String, blocks: &[Block], shown: &[Option<Shown>]) {
    let mut lists: Vec<bool> = Vec::new();
    for block in blocks {
        let item = match block {
            Block::Text(paragraph) => paragraph.item,
            _ => None,
        };
        match (block, item) {
            (Block::Text(paragraph), Some(item)) => item_into(out, paragraph, item, &mut lists),
            (block, _) => {
                close(out, &mut lists, 0);
                block_into(out, block, shown);
            }
        }
    }
    close(out, &mut lists, 0);
}

/// A paragraph of a list: opens and closes lists so that it stands on its level.
fn item_into(out: &mut String, paragraph: &Paragraph, item: Item, lists: &mut Vec<bool>) {
    let depth = usize::from(item.level) + 1;
    if lists.len() > depth {
        close(out, lists, depth);
    }
    if lists.len() == depth {
        if lists.last() == Some(&item.ordered) {
            out.push_str("</li>\n");
        } else {
            close(out, lists, depth - 1);
        }
    }
    while lists.len() < depth {
        // A level that was skipped has an item that only holds the next.
        let innermost = lists.len() + 1 == depth;
        match (item.ordered, innermost && item.number > 1) {
            (true, true) => out.push_str(&format!("<ol start=\"{}\">\n", item.number)),
            (true, false) => out.push_str("<ol>\n"),
            (false, _) => out.push_str("<ul>\n"),
        }
        lists.push(item.ordered);
        if !innermost {
            out.push_str("<li>");
        }
    }
    out.push_str("<li>");
    words_into(out, paragraph);
}

fn close(out: &mut String, lists: &mut Vec<bool>, depth: usize) {
    while lists.len() > depth {
        let ordered = lists.pop().unwrap_or_default();
        out.push_str(if ordered {
            "</li>\n</ol>\n"
        } else {
            "</li>\n</ul>\n"
        });
    }
}

fn block_into(out: &mut String, block: &Block, shown: &[Option<Shown>]) {
    match block {
        Block::Text(paragraph) if paragraph.is_empty() => {}
        Block::Text(paragraph) => {
            // The title of the page is its first heading.
            let tag = match paragraph.heading {
                Some(level) => format!("h{}", (level + 1).min(6)),
                None => "p".to_string(),
            };
            out.push_str(&format!("<{tag}>"));
            words_into(out, paragraph);
            out.push_str(&format!("</{tag}>\n"));
        }
        Block::Table(rows) => table_into(out, rows, shown),
        Block::Figure { picture, shows } => {
            if let Some(Some(seen)) = shown.get(*picture) {
                out.push_str("<figure>");
                image_into(out, seen, shows);
                out.push_str("</figure>\n");
            }
        }
    }
}

fn image_into(out: &mut String, shown: &Shown, shows: &str) {
    out.push_str(&format!(
        "<img src=\"files/{}\" alt=\"{}\" width=\"{}\" height=\"{}\">",
        shown.hash,
        escape(shows),
        shown.width,
        shown.height
    ));
}

fn table_into(out: &mut String, rows: &[Row], shown: &[Option<Shown>]) {
    out.push_str("<table>\n");
    let heads = rows.iter().take_while(|row| row.head).count();
    for (place, row) in rows.iter().enumerate() {
        if place == 0 && heads > 0 {
            out.push_str("<thead>\n");
        } else if place == heads {
            out.push_str("<tbody>\n");
        }
        out.push_str("<tr>");
        for cell in &row.cells {
            cell_into(out, cell, row.head, shown);
        }
        out.push_str("</tr>\n");
        if place + 1 == heads {
            out.push_str("</thead>\n");
        }
    }
    if heads < rows.len() {
        out.push_str("</tbody>\n");
    }
    out.push_str("</table>\n");
}

fn cell_into(out: &mut String, cell: &Cell, head: bool, shown: &[Option<Shown>]) {
    let tag = if head { "th" } else { "td" };
    out.push_str(&format!("<{tag}"));
    if head {
        out.push_str(if cell.columns > 1 {
            " scope=\"colgroup\""
        } else {
            " scope=\"col\""
        });
    }
    if cell.columns > 1 {
        out.push_str(&format!(" colspan=\"{}\"", cell.columns));
    }
    if cell.rows > 1 {
        out.push_str(&format!(" rowspan=\"{}\"", cell.rows));
    }
    out.push('>');
    match cell.blocks.as_slice() {
        [Block::Text(only)] if only.item.is_none() => words_into(out, only),
        blocks => {
            let mut inner = String::new();
            blocks_into(&mut inner, blocks, shown);
            out.push_str(inner.trim_end());
        }
    }
    out.push_str(&format!("</{tag}>"));
}

fn words_into(out: &mut String, paragraph: &Paragraph) {
    let all_strong = paragraph.is_strong();
    let last = paragraph.words.len().saturating_sub(1);
    for (place, words) in paragraph.words.iter().enumerate() {
        let mut text = words.text.as_str();
        if place == 0 {
            text = text.trim_start();
        }
        if place == last {
            text = text.trim_end();
        }
        run_into(out, words, text, words.strong && !all_strong);
    }
}

fn run_into(out: &mut String, words: &Words, text: &str, strong: bool) {
    if text.is_empty() {
        return;
    }
    let mut tags: Vec<&str> = Vec::new();
    if let Some(href) = &words.href {
        out.push_str(&format!("<a href=\"{}\">", escape(href)));
        tags.push("a");
    }
    let raised = words.raised.map(|raised| match raised {
        Raised::Above => "sup",
        Raised::Below => "sub",
    });
    let looks = [
        strong.then_some("strong"),
        words.emphasis.then_some("em"),
        raised,
    ];
    // Blanks alone need no emphasis.
    for tag in looks
        .into_iter()
        .flatten()
        .filter(|_| !text.trim().is_empty())
    {
        out.push_str(&format!("<{tag}>"));
        tags.push(tag);
    }
    out.push_str(&partial_escape(text).replace('\n', "<br>"));
    for tag in tags.iter().rev() {
        out.push_str(&format!("</{tag}>"));
    }
}
