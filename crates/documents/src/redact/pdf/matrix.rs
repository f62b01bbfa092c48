//! Where things stand on a page.

/// `[a b c d e f]` as PDF writes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub(super) const ONE: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn shift(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This one first, then the other.
    pub(super) fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    pub(super) fn at(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Whether a rectangle stays one whose sides are level.
    pub(super) fn level(self) -> bool {
        let [a, b, c, d, ..] = self.0.map(f64::abs);
        (b < 1e-9 && c < 1e-9) || (a < 1e-9 && d < 1e-9)
    }
}

/// Left, bottom, right, top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area(pub [f64; 4]);

impl Area {
    pub(super) const ALL: Self = Self([f64::MIN, f64::MIN, f64::MAX, f64::MAX]);

    /// The smallest around some points.
    pub(super) fn around(points: &[(f64, f64)]) -> Self {
        points.iter().fold(
            Self([f64::MAX, f64::MAX, f64::MIN, f64::MIN]),
            |Self([l, b, r, t]), (x, y)| Self([l.min(*x), b.min(*y), r.max(*x), t.max(*y)]),
        )
    }

    pub(super) fn meet(self, other: Self) -> Self {
        let (Self([a, b, c, d]), Self([e, f, g, h])) = (self, other);
        Self([a.max(e), b.max(f), c.min(g), d.min(h)])
    }

    pub(super) fn holds(self, (x, y): (f64, f64)) -> bool {
        let Self([left, bottom, right, top]) = self;
        x >= left && x <= right && y >= bottom && y <= top
    }
}
