//! The operations of a stream without the codes that go: what stood there is a gap of the same width, and a box where it was seen.

use std::collections::BTreeMap;

use lopdf::{Object, StringFormat, content::Operation};

use super::drawn::Glyph;

/// A code that goes.
#[derive(Clone, Copy)]
pub(super) struct Gone<'a> {
    pub glyph: &'a Glyph,
    /// Whether a box says that something stood there.
    pub boxed: bool,
}

/// `gone` by operation, in the order in which they are drawn; `off` are operations of layers that nobody sees.
pub(super) fn without(
    operations: Vec<Operation>,
    gone: &BTreeMap<usize, Vec<Gone<'_>>>,
    off: &[usize],
) -> Vec<Operation> {
    let mut made = Vec::new();
    let mut boxes: Vec<[(f64, f64); 4]> = Vec::new();
    for (at, operation) in operations.into_iter().enumerate() {
        match operation.operator.as_str() {
            "f" | "F" | "f*" | "b" | "B" | "b*" | "B*" | "s" | "S" if off.contains(&at) => {
                made.push(Operation::new("n", vec![]))
            }
            "Do" | "BI" | "sh" if off.contains(&at) => {}
            // What is marked may name what is not drawn; the mark alone stays.
            "BDC" => made.push(Operation::new(
                "BMC",
                operation.operands.into_iter().take(1).collect(),
            )),
            "DP" => made.push(Operation::new(
                "MP",
                operation.operands.into_iter().take(1).collect(),
            )),
            "ET" => {
                made.push(operation);
                made.extend(boxes.drain(..).flat_map(painted));
            }
            _ => match gone.get(&at) {
                Some(gone) => {
                    boxes.extend(joined(gone));
                    made.extend(shown(operation, gone));
                }
                None => made.push(operation),
            },
        }
    }
    made.extend(boxes.into_iter().flat_map(painted));
    made
}

/// An operation that shows text, with gaps.
fn shown(operation: Operation, gone: &[Gone<'_>]) -> Vec<Operation> {
    let mut made = Vec::new();
    let Operation {
        operator,
        mut operands,
    } = operation;
    let text = operands.pop().unwrap_or(Object::Null);
    if operator == "\"" {
        for (name, value) in ["Tw", "Tc"].into_iter().zip(operands) {
            made.push(Operation::new(name, vec![value]));
        }
    }
    if operator == "'" || operator == "\"" {
        made.push(Operation::new("T*", vec![]));
    }
    let pieces = match text {
        Object::Array(pieces) => pieces,
        string => vec![string],
    };
    let mut kept = Vec::new();
    let mut string = 0;
    for piece in pieces {
        match piece {
            Object::String(bytes, format) => {
                let here = gone
                    .iter()
                    .filter(|gone| gone.glyph.string == string)
                    .map(|gone| gone.glyph);
                cut(&bytes, format, here, &mut kept);
                string += 1;
            }
            number => kept.push(number),
        }
    }
    made.push(Operation::new("TJ", vec![Object::Array(kept)]));
    made
}

fn cut<'a>(
    bytes: &[u8],
    format: StringFormat,
    gone: impl Iterator<Item = &'a Glyph>,
    kept: &mut Vec<Object>,
) {
    let mut from = 0;
    let mut gap = 0.0;
    let push = |from: usize, to: usize, gap: &mut f64, kept: &mut Vec<Object>| {
        if from < to {
            if *gap != 0.0 {
                kept.push(Object::Real(std::mem::take(gap) as f32));
            }
            kept.push(Object::String(bytes[from..to].to_vec(), format));
        }
    };
    for glyph in gone {
        push(from, glyph.byte, &mut gap, kept);
        gap += glyph.advance;
        from = glyph.byte + glyph.length;
    }
    push(from, bytes.len(), &mut gap, kept);
    if gap != 0.0 {
        kept.push(Object::Real(gap as f32));
    }
}

/// Boxes of codes that stand side by side are one.
fn joined(gone: &[Gone<'_>]) -> Vec<[(f64, f64); 4]> {
    let mut boxes: Vec<[(f64, f64); 4]> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for gone in gone.iter().filter(|gone| gone.boxed) {
        let glyph = gone.glyph;
        let follows = last == Some((glyph.string, glyph.byte));
        match boxes.last_mut() {
            Some([_, right, above, _]) if follows => {
                (*right, *above) = (glyph.corners[1], glyph.corners[2])
            }
            _ => boxes.push(glyph.corners),
        }
        last = Some((glyph.string, glyph.byte + glyph.length));
    }
    boxes
}

fn painted(corners: [(f64, f64); 4]) -> Vec<Operation> {
    let point = |(x, y): (f64, f64)| vec![Object::Real(x as f32), Object::Real(y as f32)];
    let [a, b, c, d] = corners.map(point);
    vec![
        Operation::new("q", vec![]),
        Operation::new("g", vec![0.into()]),
        Operation::new("m", a),
        Operation::new("l", b),
        Operation::new("l", c),
        Operation::new("l", d),
        Operation::new("h", vec![]),
        Operation::new("f", vec![]),
        Operation::new("Q", vec![]),
    ]
}
