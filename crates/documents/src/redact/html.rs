//! HTML: words in text and attributes; what a browser does not show goes.

use scraper::{Html, Node};

use super::{MASK, Order, RedactError, Redacted, decoded};
use crate::html_blocks::is_block;

/// Parts of a page after which a sentence does not read on, besides its blocks.
const PARTS: [&str; 6] = ["body", "table", "td", "th", "title", "tr"];

fn ends_a_sentence(name: &str) -> bool {
    is_block(name) || PARTS.contains(&name)
}

pub(super) fn redact(bytes: &[u8], order: &Order<'_>) -> Result<Redacted, RedactError> {
    order.without_pages("HTML")?;
    let mut page = Html::parse_document(&decoded(bytes)?);
    let hidden: Vec<_> = page
        .tree
        .nodes()
        .filter(|node| match node.value() {
            Node::Comment(_) | Node::ProcessingInstruction(_) => true,
            Node::Element(element) => [
                "script", "style", "template", "meta", "object", "embed", "iframe", "link",
                "noscript",
            ]
            .contains(&element.name()),
            _ => false,
        })
        .map(|node| node.id())
        .collect();
    for id in hidden {
        if let Some(mut node) = page.tree.get_mut(id) {
            node.detach();
        }
    }
    let mut counts = order.counts();
    // Texts in order, cut where a block begins or ends: neighbours with the same block around them read on.
    let mut runs = Vec::new();
    let mut around = None;
    for node in page.tree.root().descendants() {
        if !matches!(node.value(), Node::Text(_)) {
            continue;
        }
        let block = node
            .ancestors()
            .find(|node| {
                matches!(node.value(), Node::Element(element) if ends_a_sentence(element.name()))
            })
            .map(|node| node.id());
        if runs.is_empty() || block != around {
            runs.push(Vec::new());
            around = block;
        }
        if let Some(run) = runs.last_mut() {
            run.push(node.id());
        }
    }
    for run in runs.into_iter().filter(|run| !run.is_empty()) {
        let texts: Vec<Vec<char>> = run
            .iter()
            .filter_map(|id| page.tree.get(*id))
            .map(|node| match node.value() {
                Node::Text(text) => text.chars().collect(),
                _ => Vec::new(),
            })
            .collect();
        let whole: String = texts.iter().flatten().collect();
        let masked: Vec<char> = order.masked(None, &whole, &mut counts).chars().collect();
        let mut from = 0;
        for (id, text) in run.iter().zip(&texts) {
            let piece: String = masked[from..from + text.len()].iter().collect();
            from += text.len();
            if let Some(mut node) = page.tree.get_mut(*id)
                && let Node::Text(text) = node.value()
            {
                text.text = piece.as_str().into();
            }
        }
    }
    let elements: Vec<_> = page.tree.nodes().map(|node| node.id()).collect();
    for id in elements {
        if let Some(mut node) = page.tree.get_mut(id)
            && let Node::Element(element) = node.value()
        {
            for (_, value) in &mut element.attrs {
                let characters: Vec<char> = value.chars().collect();
                let mut masked = characters.clone();
                for (place, phrase) in order.phrases(None) {
                    for hit in phrase.hits(&characters) {
                        counts[place] += 1;
                        masked[hit].fill(MASK);
                    }
                }
                if masked != characters {
                    *value = masked.into_iter().collect::<String>().as_str().into();
                }
            }
        }
    }
    Ok(Redacted {
        bytes: page.html().into_bytes(),
        ending: "html".into(),
        counts,
        notices: Vec::new(),
    })
}
