//! One page: which text stands in which cell, and what is left as lines.

use unpdf::parser::TextSpan;

use super::lattice::{Grid, Region};

/// A row of a table or a line of prose, in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    /// Cells with the place of their left side, in points.
    Row(Vec<(i32, String)>),
    /// `begins`: the line starts a paragraph.
    Line { text: String, begins: bool },
}

#[derive(Debug)]
pub(super) struct Page {
    pub items: Vec<Item>,
    /// Lines near the upper and the lower edge, which may be page numbers and running heads.
    edges: Vec<usize>,
}

/// A piece of text where it stands.
#[derive(Debug, Clone)]
struct Bit {
    text: String,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
}

impl Page {
    pub fn new(spans: Vec<TextSpan>, grids: &[Grid], (low, high): (f32, f32)) -> Self {
        let bits: Vec<Bit> = spans.into_iter().filter_map(bit).collect();
        let mut cells: Vec<Vec<Vec<Bit>>> = grids
            .iter()
            .map(|grid| vec![Vec::new(); grid.regions.len()])
            .collect();
        let mut loose: Vec<Bit> = Vec::new();
        for bit in bits {
            let middle = bit.base + bit.size * 0.3;
            let grid = grids.iter().position(|grid| {
                middle < grid.top
                    && middle > grid.bottom
                    && bit.right > grid.left
                    && bit.left < grid.right
            });
            match grid {
                Some(grid) => {
                    let regions = &grids[grid].regions;
                    for (region, part) in placed(&bit, middle, regions) {
                        match region {
                            Some(region) => cells[grid][region].push(part),
                            None => loose.push(part),
                        }
                    }
                }
                None => loose.push(bit),
            }
        }
        let mut blocks: Vec<(f32, Vec<Item>)> = Vec::new();
        for (grid, cells) in grids.iter().zip(cells) {
            blocks.push((grid.top, rows(grid, cells)));
        }
        let lines = lines(loose);
        let body = Body::of(&lines);
        let mut before: Option<&Line> = None;
        for line in &lines {
            let above = before.filter(|above| above.base - line.base < 4.0 * line.size);
            let begins = body.begins(line, above);
            let item = Item::Line {
                text: line.text.clone(),
                begins,
            };
            blocks.push((line.base + line.size, vec![item]));
            before = Some(line);
        }
        blocks.sort_by(|a, b| b.0.total_cmp(&a.0));
        let band = (high - low) * 0.13;
        let mut items = Vec::new();
        let mut edges = Vec::new();
        for (top, block) in blocks {
            if matches!(block.as_slice(), [Item::Line { .. }])
                && (top > high - band || top < low + band)
            {
                edges.push(items.len());
            }
            items.extend(block);
        }
        Self { items, edges }
    }
}

/// Page numbers, and lines that stand at the edge of most pages.
pub(super) fn drop_furniture(pages: &mut [Page]) {
    let texts: Vec<Vec<String>> = pages
        .iter()
        .map(|page| {
            page.edges
                .iter()
                .filter_map(|at| line_of(page, *at))
                .collect()
        })
        .collect();
    let often = |text: &str| {
        let count = texts
            .iter()
            .filter(|page| page.iter().any(|known| known == text))
            .count();
        count >= 3 && count * 2 >= texts.len()
    };
    for page in pages {
        let gone: Vec<usize> = page
            .edges
            .iter()
            .copied()
            .filter(|at| line_of(page, *at).is_some_and(|text| is_number(&text) || often(&text)))
            .collect();
        let mut at = 0;
        page.items.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
}

fn line_of(page: &Page, at: usize) -> Option<String> {
    match page.items.get(at)? {
        Item::Line { text, .. } => Some(text.chars().filter(|c| !c.is_whitespace()).collect()),
        Item::Row(_) => None,
    }
}

/// `-3-`, `— 3 —`, `第3页`, `3/8`.
fn is_number(text: &str) -> bool {
    text.chars().count() <= 12
        && text.chars().any(|c| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || "-—–－―·.~/第页共,，".contains(c))
}

fn bit(span: TextSpan) -> Option<Bit> {
    if span.text.trim().is_empty() || !(span.x.is_finite() && span.y.is_finite()) {
        return None;
    }
    let size = if span.font_size > 0.5 {
        span.font_size
    } else {
        10.0
    };
    let guessed: f32 = span.text.chars().map(|c| wide(c) * size).sum();
    let width = if span.width > 0.0 {
        span.width
    } else {
        guessed
    };
    // Spaces at the ends are width, not ink.
    let all: f32 = span.text.chars().map(wide).sum();
    let of = |text: &str| text.chars().map(wide).sum::<f32>() / all.max(0.1) * width;
    let start = span.text.len() - span.text.trim_start().len();
    let left = span.x + of(&span.text[..start]);
    let text = span.text.trim().to_string();
    let right = left + of(&text);
    Some(Bit {
        text,
        left,
        right,
        base: span.y,
        size,
    })
}

/// Width of a character against the size of the type.
fn wide(c: char) -> f32 {
    if c.is_ascii() { 0.5 } else { 1.0 }
}

/// A piece of text by cells: one that crosses a line is cut where the line is.
fn placed(bit: &Bit, middle: f32, regions: &[Region]) -> Vec<(Option<usize>, Bit)> {
    let at = |x: f32| {
        regions.iter().position(|region| {
            x >= region.left && x < region.right && middle < region.top && middle >= region.bottom
        })
    };
    let (first, last) = (at(bit.left + 1.0), at(bit.right - 1.0));
    let centre = at(f32::midpoint(bit.left, bit.right));
    if first == last || first.is_none() || last.is_none() || !bit.text.contains(' ') {
        return vec![(centre.or(first).or(last), bit.clone())];
    }
    let all: f32 = bit.text.chars().map(wide).sum();
    let unit = (bit.right - bit.left) / all.max(0.1);
    let mut parts: Vec<(Option<usize>, Bit)> = Vec::new();
    let mut x = bit.left;
    for word in bit.text.split_inclusive(' ') {
        let width: f32 = word.chars().map(wide).sum::<f32>() * unit;
        let text = word.trim();
        if !text.is_empty() {
            let ink: f32 = text.chars().map(wide).sum::<f32>() * unit;
            let place = at(x + ink / 2.0);
            parts.push((
                place,
                Bit {
                    text: text.to_string(),
                    left: x,
                    right: x + ink,
                    ..bit.clone()
                },
            ));
        }
        x += width;
    }
    parts
}

/// The rows of a table. A cell with a page of text in it is no cell.
fn rows(grid: &Grid, cells: Vec<Vec<Bit>>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut row = Vec::new();
    let mut now = 0;
    for (region, bits) in grid.regions.iter().zip(cells) {
        if region.row != now && !row.is_empty() {
            items.push(Item::Row(std::mem::take(&mut row)));
        }
        now = region.row;
        let lines = lines(bits);
        let length: usize = lines.iter().map(|line| line.text.chars().count()).sum();
        if length > 300 {
            let body = Body::of(&lines);
            let mut before: Option<&Line> = None;
            for line in &lines {
                let begins = body.begins(line, before);
                before = Some(line);
                items.push(Item::Line {
                    text: line.text.clone(),
                    begins,
                });
            }
            continue;
        }
        let text: Vec<String> = lines.into_iter().map(|line| line.text).collect();
        row.push((region.left.round() as i32, text.concat()));
    }
    if !row.is_empty() {
        items.push(Item::Row(row));
    }
    items
}

struct Line {
    text: String,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
}

/// Pieces on one height put together, left to right; lines from above to below.
fn lines(mut bits: Vec<Bit>) -> Vec<Line> {
    bits.sort_by(|a, b| b.base.total_cmp(&a.base).then(a.left.total_cmp(&b.left)));
    let mut groups: Vec<Vec<Bit>> = Vec::new();
    for bit in bits {
        match groups.last_mut() {
            Some(group) if group[0].base - bit.base <= group[0].size.min(bit.size) * 0.45 => {
                group.push(bit);
            }
            _ => groups.push(vec![bit]),
        }
    }
    groups.into_iter().map(line).collect()
}

fn line(mut bits: Vec<Bit>) -> Line {
    bits.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut text = String::new();
    let mut end = f32::MIN;
    for bit in &bits {
        let gap = bit.left - end;
        let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        // A gap as wide as a column stays one, whatever the letters: without lines nothing else tells.
        if !text.is_empty() && gap > bit.size * 1.6 {
            text.push('\t');
        } else if gap > bit.size * 0.3
            && plain(text.chars().next_back())
            && plain(bit.text.chars().next())
        {
            text.push(' ');
        }
        text.push_str(&bit.text);
        end = end.max(bit.right);
    }
    Line {
        text,
        left: bits.iter().map(|bit| bit.left).fold(f32::MAX, f32::min),
        right: end,
        base: bits.iter().map(|bit| bit.base).fold(f32::MIN, f32::max),
        size: bits.iter().map(|bit| bit.size).fold(f32::MIN, f32::max),
    }
}

/// Where the running text of a page begins and ends on the left and right.
struct Body {
    left: f32,
    right: f32,
}

impl Body {
    fn of(lines: &[Line]) -> Self {
        Self {
            left: lines.iter().map(|line| line.left).fold(f32::MAX, f32::min),
            right: lines.iter().map(|line| line.right).fold(f32::MIN, f32::max),
        }
    }

    /// Whether a line starts a paragraph: it is indented, or the one above ends early, or is set otherwise.
    fn begins(&self, line: &Line, above: Option<&Line>) -> bool {
        let Some(above) = above else {
            // On a new page a line that is not indented goes on.
            return line.left > self.left + line.size || line.left > self.left + 20.0;
        };
        line.left > self.left + line.size * 1.2
            || above.right < self.right - above.size * 2.5
            || (above.size - line.size).abs() > 1.5
    }
}
