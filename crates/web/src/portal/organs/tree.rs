//! 机关: the tree of organs, each leading to its own page or to one of its five columns.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
};

use askama::Template;
use axum::{
    extract::{Query as Parameters, State as Shared},
    response::Response,
};
use store::published::{self, Kind, Organ, PublicOrgan, Subject};

use crate::{
    kit::pager::Query,
    portal::{
        page::{Page, kept},
        problem::{OrProblem, Problem},
    },
    state::State,
};

const KINDS: [&str; 4] = ["office", "department", "township", "vertical"];
const COLUMNS: [&str; 5] = ["guide", "rules", "content", "reports", "apply"];
/// Deeper than 省 → 市 → 县 → 局, 乡镇 → 所: what is below is a circle in the data.
const DEEPEST: usize = 6;

/// The organs directly below each.
type Under<'a, O> = BTreeMap<&'a str, Vec<&'a O>>;

/// The lines under each kind of organ.
type Groups<O> = Vec<(&'static str, Vec<Line<O>>)>;

/// An organ and how far below its root it stands. The organs of a page are public ones, those of a test are not.
struct Line<O> {
    depth: usize,
    organ: O,
}

/// An organ at the top with those below it by kind; without a head, those that have nobody below.
struct Branch<O> {
    head: Option<O>,
    groups: Groups<O>,
}

#[derive(Template)]
#[template(path = "portal/organs/tree.html")]
struct Organs {
    p: Page,
    title: String,
    /// What is added to an organ's address: empty, or a column.
    column: String,
    branches: Vec<Branch<PublicOrgan>>,
}

pub async fn show(
    Shared(state): Shared<State>,
    Parameters(query): Parameters<Query>,
    page: Page,
) -> Result<Response, Problem> {
    let all = published::organs(&state.app.store)
        .await
        .or_problem(&page)?;
    let column = query
        .get("column")
        .and_then(|asked| COLUMNS.into_iter().find(|column| column == asked));
    let p = page.at("organs");
    Ok(kept(
        &Organs {
            title: column.map_or_else(|| p.t("portal.nav.organs"), |column| p.column(column)),
            column: column.map_or_else(String::new, |column| format!("/{column}")),
            branches: branches(&all),
            p,
        },
        [Subject::All(Kind::Organ)],
    ))
}

fn branches<O: Deref<Target = Organ> + Clone>(all: &[O]) -> Vec<Branch<O>> {
    let codes: BTreeSet<&str> = all.iter().map(|organ| organ.code.as_str()).collect();
    let mut under: Under<O> = BTreeMap::new();
    for organ in all.iter().filter(|organ| organ.code != organ.parent) {
        under.entry(&organ.parent).or_default().push(organ);
    }
    let (mut heads, mut alone) = (Vec::new(), Vec::new());
    let is_root = |organ: &&O| !codes.contains(organ.parent.as_str()) || organ.parent == organ.code;
    for root in all.iter().filter(is_root) {
        let mut lines = Vec::new();
        below(&under, &root.code, 0, &mut lines);
        if lines.is_empty() {
            alone.push(Line {
                depth: 0,
                organ: root.clone(),
            });
        } else {
            heads.push(Branch {
                head: Some(root.clone()),
                groups: grouped(lines),
            });
        }
    }
    if !alone.is_empty() {
        heads.push(Branch {
            head: None,
            groups: grouped(alone),
        });
    }
    heads
}

fn below<O: Deref<Target = Organ> + Clone>(
    under: &Under<O>,
    parent: &str,
    depth: usize,
    into: &mut Vec<Line<O>>,
) {
    if depth > DEEPEST {
        return;
    }
    for organ in under.get(parent).into_iter().flatten() {
        into.push(Line {
            depth,
            organ: (*organ).clone(),
        });
        below(under, &organ.code, depth + 1, into);
    }
}

/// Puts the first level under headings by kind; what is deeper follows its parent.
fn grouped<O: Deref<Target = Organ>>(lines: Vec<Line<O>>) -> Groups<O> {
    let mut groups: Groups<O> = KINDS.into_iter().map(|kind| (kind, Vec::new())).collect();
    let mut place = 0;
    for line in lines {
        if line.depth == 0 {
            place = KINDS
                .iter()
                .position(|kind| *kind == line.organ.kind)
                .unwrap_or(1);
        }
        groups[place].1.push(line);
    }
    groups.retain(|(_, lines)| !lines.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organ(code: &str, parent: &str, kind: &str) -> Organ {
        Organ {
            code: code.into(),
            parent: parent.into(),
            kind: kind.into(),
            ..Organ::default()
        }
    }

    #[test]
    fn the_tree_shows_every_organ_once() {
        let all = [
            organ("county", "", "office"),
            organ("town", "county", "township"),
            organ("bureau", "county", "department"),
            organ("station", "bureau", "department"),
            organ("alone", "", "vertical"),
            organ("strange", "nowhere", "other"),
        ];
        let shown: Vec<String> = branches(&all.each_ref())
            .iter()
            .flat_map(|branch| {
                let head = branch.head.iter().map(|head| format!("{}:", head.code));
                let lines = branch.groups.iter().flat_map(|(kind, lines)| {
                    lines
                        .iter()
                        .map(move |line| format!("{kind} {} {}", line.depth, line.organ.code))
                });
                head.chain(lines).collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(
            shown,
            [
                "county:",
                "department 0 bureau",
                "department 1 station",
                "township 0 town",
                "department 0 strange",
                "vertical 0 alone",
            ]
        );
    }

    #[test]
    fn a_circle_in_the_data_ends() {
        let all = [
            organ("root", "", "office"),
            organ("a", "root", "department"),
            organ("b", "a", "department"),
            organ("root2", "root2", "department"),
        ];
        assert_eq!(branches(&all.each_ref()).len(), 2);
    }
}
