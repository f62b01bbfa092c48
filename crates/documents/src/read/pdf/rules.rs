//! The ruled lines of a page, from the operators that paint them.

use unpdf::parser::backend::{
    ContentOp, PageId, PaintedXObject, PdfBackend, RawBackend, ResourceScope, get_number_from_value,
};

/// A rule may be a filled rectangle as thin as this.
const THIN: f32 = 3.0;
/// A page of tables has some hundred; a drawing has no table to be read.
const MOST: usize = 20_000;
/// Forms inside forms.
const DEEPEST: usize = 6;

/// A line along an axis: where it runs on the other axis, and from where to where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

#[derive(Debug, Default)]
pub(super) struct Rules {
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
}

pub(super) fn of(backend: &RawBackend, page: PageId) -> Rules {
    let mut rules = Rules::default();
    if let Ok(content) = backend.page_content(page)
        && let Ok(operations) = backend.decode_content(&content)
    {
        let scope = ResourceScope::page(page);
        painted(backend, scope, &operations, IDENTITY, 0, &mut rules);
    }
    rules
}

type Matrix = [f32; 6];
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// What `inner` does first, then `outer`.
fn then(outer: &Matrix, inner: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *inner;
    let [p, q, r, s, t, u] = *outer;
    [
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    ]
}

fn moved(matrix: &Matrix, x: f32, y: f32) -> (f32, f32) {
    (
        matrix[0] * x + matrix[2] * y + matrix[4],
        matrix[1] * x + matrix[3] * y + matrix[5],
    )
}

type Point = (f32, f32);

/// The path being built: its straight pieces, one list for each subpath.
#[derive(Default)]
struct Path {
    pieces: Vec<Vec<(Point, Point)>>,
    start: Point,
    at: Point,
}

impl Path {
    fn begin(&mut self, point: Point) {
        self.pieces.push(Vec::new());
        self.start = point;
        self.at = point;
    }

    fn line(&mut self, point: Point) {
        if let Some(piece) = self.pieces.last_mut() {
            piece.push((self.at, point));
        }
        self.at = point;
    }
}

fn painted(
    backend: &RawBackend,
    scope: ResourceScope,
    operations: &[ContentOp],
    start: Matrix,
    depth: usize,
    rules: &mut Rules,
) {
    let mut matrix = start;
    let mut width = 1.0f32;
    let mut saved = Vec::new();
    let mut path = Path::default();
    for operation in operations {
        if rules.across.len() + rules.down.len() > MOST {
            return;
        }
        let number = |at: usize| {
            operation
                .operands
                .get(at)
                .and_then(get_number_from_value)
                .unwrap_or_default()
        };
        match operation.operator.as_str() {
            "q" if saved.len() < 1000 => saved.push((matrix, width)),
            "Q" => {
                if let Some(before) = saved.pop() {
                    (matrix, width) = before;
                }
            }
            "cm" => {
                let inner = std::array::from_fn(number);
                matrix = then(&matrix, &inner);
            }
            "w" => width = number(0).abs(),
            "m" => path.begin(moved(&matrix, number(0), number(1))),
            "l" => path.line(moved(&matrix, number(0), number(1))),
            "c" => path.at = moved(&matrix, number(4), number(5)),
            "v" | "y" => path.at = moved(&matrix, number(2), number(3)),
            "h" => path.line(path.start),
            "re" => {
                let (x, y, w, h) = (number(0), number(1), number(2), number(3));
                path.begin(moved(&matrix, x, y));
                for (x, y) in [(x + w, y), (x + w, y + h), (x, y + h), (x, y)] {
                    path.line(moved(&matrix, x, y));
                }
            }
            "S" | "s" | "B" | "B*" | "b" | "b*" => {
                if matches!(operation.operator.as_str(), "s" | "b" | "b*") {
                    path.line(path.start);
                }
                let scale = (matrix[0] * matrix[3] - matrix[1] * matrix[2]).abs().sqrt();
                if width * scale <= THIN {
                    for (from, to) in path.pieces.drain(..).flatten() {
                        rules.add(from, to);
                    }
                }
                path = Path::default();
            }
            "f" | "F" | "f*" => {
                for piece in path.pieces.drain(..) {
                    rules.add_filled(&piece);
                }
                path = Path::default();
            }
            "n" => path = Path::default(),
            "Do" if depth < DEEPEST => {
                let name = operation
                    .operands
                    .first()
                    .and_then(|operand| match operand {
                        unpdf::parser::backend::PdfValue::Name(name) => Some(name),
                        _ => None,
                    });
                if let Some(name) = name
                    && let Some(PaintedXObject::Form(form)) = backend.xobject(scope, name)
                    && let Some(content) = &form.content
                    && let Ok(inner) = backend.decode_content(content)
                {
                    let inside = ResourceScope::form(scope.page, form.id);
                    let placed = then(&matrix, &form.matrix);
                    painted(backend, inside, &inner, placed, depth + 1, rules);
                }
            }
            _ => {}
        }
    }
}

impl Rules {
    fn add(&mut self, (x0, y0): Point, (x1, y1): Point) {
        let (dx, dy) = ((x1 - x0).abs(), (y1 - y0).abs());
        if !(dx.is_finite() && dy.is_finite()) {
            return;
        }
        if dy <= 0.6 && dx > 0.6 {
            self.across.push(Rule {
                at: f32::midpoint(y0, y1),
                from: x0.min(x1),
                to: x0.max(x1),
            });
        } else if dx <= 0.6 && dy > 0.6 {
            self.down.push(Rule {
                at: f32::midpoint(x0, x1),
                from: y0.min(y1),
                to: y0.max(y1),
            });
        }
    }

    /// A filled shape that is as thin as a line is one.
    fn add_filled(&mut self, piece: &[(Point, Point)]) {
        let points = || piece.iter().flat_map(|(from, to)| [*from, *to]);
        let (mut low, mut high) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
        for (x, y) in points() {
            low = (low.0.min(x), low.1.min(y));
            high = (high.0.max(x), high.1.max(y));
        }
        let (w, h) = (high.0 - low.0, high.1 - low.1);
        if w < 0.0 || h < 0.0 || w.min(h) > THIN {
            return;
        }
        if w > h {
            let y = f32::midpoint(low.1, high.1);
            self.add((low.0, y), (high.0, y));
        } else {
            let x = f32::midpoint(low.0, high.0);
            self.add((x, low.1), (x, high.1));
        }
    }
}
