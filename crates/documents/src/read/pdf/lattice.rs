//! From ruled lines to the cells of tables.

use super::rules::{Rule, Rules};

/// Lines this near each other are one.
const NEAR: f32 = 2.0;
/// Lines that stop this short of another still touch it.
const REACH: f32 = 3.5;
/// A page of the largest table has some 30 × 16.
const MOST_CELLS: usize = 20_000;
const MOST_RULES: usize = 4_000;

/// A cell, possibly over several rows and columns of the lattice.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Region {
    pub row: usize,
    pub column: usize,
    pub left: f32,
    pub right: f32,
    pub bottom: f32,
    pub top: f32,
}

/// One table: its cells in reading order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    pub top: f32,
    pub bottom: f32,
    pub left: f32,
    pub right: f32,
    pub regions: Vec<Region>,
}

/// The tables of a page. A frame around something is no table.
pub(super) fn grids(rules: &Rules) -> Vec<Grid> {
    let across = merged(&rules.across);
    let down = merged(&rules.down);
    if across.len() + down.len() > MOST_RULES {
        return Vec::new();
    }
    components(&across, &down)
        .into_iter()
        .filter_map(|(across, down)| grid(&across, &down))
        .collect()
}

/// Pieces of one line put together; double lines made one.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut bands: Vec<Vec<Rule>> = Vec::new();
    for rule in sorted {
        match bands.last_mut() {
            Some(band) if rule.at - band[0].at <= NEAR => band.push(rule),
            _ => bands.push(vec![rule]),
        }
    }
    let mut out = Vec::new();
    for mut band in bands {
        band.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut running: Option<Rule> = None;
        for rule in band {
            match &mut running {
                Some(line) if rule.from <= line.to + REACH => line.to = line.to.max(rule.to),
                _ => out.extend(running.replace(rule)),
            }
        }
        out.extend(running);
    }
    out.retain(|rule| rule.to - rule.from > 3.0);
    out
}

fn touch(across: &Rule, down: &Rule) -> bool {
    across.at >= down.from - REACH
        && across.at <= down.to + REACH
        && down.at >= across.from - REACH
        && down.at <= across.to + REACH
}

/// Lines that hang together.
fn components(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let count = across.len() + down.len();
    let mut parent: Vec<usize> = (0..count).collect();
    for (i, line) in across.iter().enumerate() {
        for (j, post) in down.iter().enumerate() {
            if touch(line, post) {
                let (a, b) = (root(&mut parent, i), root(&mut parent, across.len() + j));
                parent[a] = b;
            }
        }
    }
    let mut groups: Vec<(usize, Vec<Rule>, Vec<Rule>)> = Vec::new();
    for at in 0..count {
        let root = root(&mut parent, at);
        let place = groups.iter().position(|(known, ..)| *known == root);
        let place = place.unwrap_or_else(|| {
            groups.push((root, Vec::new(), Vec::new()));
            groups.len() - 1
        });
        match at.checked_sub(across.len()) {
            None => groups[place].1.push(across[at]),
            Some(post) => groups[place].2.push(down[post]),
        }
    }
    groups
        .into_iter()
        .map(|(_, across, down)| (across, down))
        .collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Where lines of one direction stand, each place once; with the ends of those that cross them, for tables
/// whose outer lines are not drawn or were left on another page.
fn places(rules: &[Rule], crossing: &[Rule]) -> Vec<f32> {
    let mut all: Vec<f32> = rules.iter().map(|rule| rule.at).collect();
    let low = crossing
        .iter()
        .map(|rule| rule.from)
        .fold(f32::MAX, f32::min);
    let high = crossing.iter().map(|rule| rule.to).fold(f32::MIN, f32::max);
    for end in [low, high] {
        if all.iter().all(|at| (at - end).abs() > 6.0) {
            all.push(end);
        }
    }
    all.sort_by(f32::total_cmp);
    let mut out: Vec<f32> = Vec::new();
    for at in all {
        if out.last().is_none_or(|last| at - last > NEAR) {
            out.push(at);
        }
    }
    out
}

/// Whether a line at `at` is drawn past `middle`.
fn drawn(rules: &[Rule], at: f32, middle: f32) -> bool {
    rules.iter().any(|rule| {
        (rule.at - at).abs() <= NEAR && rule.from - 1.0 <= middle && middle <= rule.to + 1.0
    })
}

fn grid(across: &[Rule], down: &[Rule]) -> Option<Grid> {
    if across.len() < 2 || down.is_empty() {
        return None;
    }
    let xs = places(down, across);
    let mut ys = places(across, down);
    ys.reverse();
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns == 0 || rows == 0 || columns * rows < 2 || columns * rows > MOST_CELLS {
        return None;
    }
    let mut parent: Vec<usize> = (0..rows * columns).collect();
    for row in 0..rows {
        let middle = f32::midpoint(ys[row], ys[row + 1]);
        for column in 0..columns {
            let here = row * columns + column;
            if column + 1 < columns && !drawn(down, xs[column + 1], middle) {
                let (a, b) = (root(&mut parent, here), root(&mut parent, here + 1));
                parent[b.max(a)] = a.min(b);
            }
            let centre = f32::midpoint(xs[column], xs[column + 1]);
            if row + 1 < rows && !drawn(across, ys[row + 1], centre) {
                let (a, b) = (root(&mut parent, here), root(&mut parent, here + columns));
                parent[b.max(a)] = a.min(b);
            }
        }
    }
    let mut regions: Vec<(usize, Region)> = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            let root = root(&mut parent, row * columns + column);
            let (left, right) = (xs[column], xs[column + 1]);
            let (top, bottom) = (ys[row], ys[row + 1]);
            match regions.iter_mut().find(|(known, _)| *known == root) {
                Some((_, region)) => {
                    region.left = region.left.min(left);
                    region.right = region.right.max(right);
                    region.top = region.top.max(top);
                    region.bottom = region.bottom.min(bottom);
                    region.column = region.column.min(column);
                }
                None => regions.push((
                    root,
                    Region {
                        row,
                        column,
                        left,
                        right,
                        bottom,
                        top,
                    },
                )),
            }
        }
    }
    let mut regions: Vec<Region> = regions.into_iter().map(|(_, region)| region).collect();
    if regions.len() < 2 {
        return None;
    }
    regions.sort_by_key(|region| (region.row, region.column));
    Some(Grid {
        top: ys[0],
        bottom: ys[rows],
        left: xs[0],
        right: xs[columns],
        regions,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(at: f32, from: f32, to: f32) -> Rule {
        Rule { at, from, to }
    }

    /// Three rows; the first cell of the second and third is one, the first row is one cell.
    #[test]
    fn merged_cells() {
        let rules = Rules {
            across: vec![
                rule(100.0, 0.0, 90.0),
                rule(80.0, 0.0, 90.0),
                rule(60.0, 30.0, 90.0),
                rule(40.0, 0.0, 90.0),
            ],
            down: vec![
                rule(0.0, 40.0, 100.0),
                rule(30.0, 40.0, 80.0),
                rule(60.0, 40.0, 80.0),
                rule(90.0, 40.0, 100.0),
            ],
        };
        let grids = grids(&rules);
        assert_eq!(grids.len(), 1);
        let cells: Vec<(usize, usize, f32, f32)> = grids[0]
            .regions
            .iter()
            .map(|it| (it.row, it.column, it.right - it.left, it.top - it.bottom))
            .collect();
        assert_eq!(
            cells,
            [
                (0, 0, 90.0, 20.0),
                (1, 0, 30.0, 40.0),
                (1, 1, 30.0, 20.0),
                (1, 2, 30.0, 20.0),
                (2, 1, 30.0, 20.0),
                (2, 2, 30.0, 20.0),
            ]
        );
    }

    #[test]
    fn a_frame_or_a_line_is_no_table() {
        let frame = Rules {
            across: vec![rule(100.0, 0.0, 90.0), rule(0.0, 0.0, 90.0)],
            down: vec![rule(0.0, 0.0, 100.0), rule(90.0, 0.0, 100.0)],
        };
        assert!(grids(&frame).is_empty());
        let line = Rules {
            across: vec![rule(100.0, 0.0, 90.0)],
            down: vec![],
        };
        assert!(grids(&line).is_empty());
    }

    /// Left and right lines not drawn, and lines in pieces.
    #[test]
    fn open_sides_and_broken_lines() {
        let rules = Rules {
            across: vec![
                rule(100.0, 0.0, 45.0),
                rule(100.3, 46.0, 90.0),
                rule(80.0, 0.0, 90.0),
                rule(60.0, 0.0, 90.0),
            ],
            down: vec![rule(30.0, 60.0, 100.0)],
        };
        assert_eq!(grids(&rules)[0].regions.len(), 4);
    }
}
