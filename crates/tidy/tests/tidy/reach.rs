//! What of `law` a user can meet: its items as a graph of who names whom, entered from the sources of the product. Names are resolved
//! through imports, re-exports and modules; a method counts as named wherever its name is called and its type is reached, so that
//! the graph errs towards reaching too much and never accuses what is used.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::{
    imports::imports,
    items::{Found, Item, code_of, items, module_of},
    lexer::Token,
    tree::{File, crates, sources},
};

/// Crates that are no product: what only they name, nobody meets.
const NO_PRODUCT: [&str; 2] = ["law", "tidy"];

/// The sources of the product that lead to an item in the fewest steps, as `app::requests::act`; nothing for what none reaches.
pub type Reached = BTreeMap<String, Vec<String>>;

pub struct Graph {
    pub items: Vec<Item>,
    by_path: BTreeMap<String, usize>,
    by_method: BTreeMap<String, Vec<usize>>,
    /// Re-exports: the path that is said, the path that is meant.
    aliases: BTreeMap<String, String>,
}

impl Graph {
    pub fn read(files: &[File]) -> Self {
        let Found { items, aliases } = items(files);
        let mut graph = Self {
            items,
            aliases,
            by_path: BTreeMap::new(),
            by_method: BTreeMap::new(),
        };
        for (place, item) in graph.items.iter().enumerate() {
            graph.by_path.entry(item.path.clone()).or_insert(place);
            if item.owner.is_some() {
                let name = item.path.rsplit("::").next().unwrap().to_string();
                graph.by_method.entry(name).or_default().push(place);
            }
        }
        graph
    }

    /// The item a path means, through re-exports; the type of a variant or of an associated item that is not listed.
    fn find(&self, path: &[String]) -> Option<usize> {
        let mut said = path.join("::");
        for _ in 0..8 {
            if let Some(place) = self.by_path.get(&said) {
                return Some(*place);
            }
            let parts: Vec<&str> = said.split("::").collect();
            let (from, to) = (1..=parts.len())
                .rev()
                .find_map(|n| self.aliases.get(&parts[..n].join("::")).map(|to| (n, to)))?;
            said = [to.as_str()]
                .into_iter()
                .chain(parts[from..].iter().copied())
                .collect::<Vec<_>>()
                .join("::");
        }
        None
    }

    fn mentioned(&self, path: &[String]) -> Vec<usize> {
        // `Code::None` names the type too, `Settings::default` only it.
        (1..=path.len())
            .filter_map(|n| self.find(&path[..n]))
            .collect()
    }

    /// What the files of the product lead to.
    pub fn reached(&self, product: &[(String, File)]) -> Reached {
        let mut from: BTreeMap<usize, (usize, BTreeSet<String>)> = BTreeMap::new();
        let mut queue = VecDeque::new();
        let mut methods: BTreeMap<String, (usize, BTreeSet<String>)> = BTreeMap::new();
        for (root, file) in product {
            let code = code_of(file);
            let imports = imports(&code, &[], "law");
            let mut seen = BTreeSet::new();
            for token in &code {
                match token {
                    Token::Path(parts) => {
                        for path in imports.resolve(parts, None) {
                            seen.extend(self.mentioned(&path));
                        }
                    }
                    Token::Method(name) => note(&mut methods, name, 1, root),
                    Token::Mark(_) => {}
                }
            }
            for place in seen {
                self.reach(
                    place,
                    1,
                    &BTreeSet::from([root.clone()]),
                    &mut from,
                    &mut queue,
                );
            }
        }
        loop {
            while let Some(place) = queue.pop_front() {
                let (steps, roots) = from[&place].clone();
                let item = &self.items[place];
                for path in &item.names {
                    for next in self.mentioned(path) {
                        self.reach(next, steps + 1, &roots, &mut from, &mut queue);
                    }
                }
                for name in &item.methods {
                    for root in &roots {
                        note(&mut methods, name, steps + 1, root);
                    }
                }
            }
            for (name, (steps, roots)) in &methods {
                for place in self.by_method.get(name).into_iter().flatten() {
                    let owner = self.items[*place].owner.as_ref().unwrap();
                    if self
                        .by_path
                        .get(owner)
                        .is_some_and(|owner| from.contains_key(owner))
                    {
                        self.reach(*place, *steps, roots, &mut from, &mut queue);
                    }
                }
            }
            if queue.is_empty() {
                break;
            }
        }
        from.into_iter()
            .map(|(place, (_, roots))| {
                (self.items[place].said.clone(), roots.into_iter().collect())
            })
            .collect()
    }

    /// Notes that an item is reached: the fewest steps count, and the roots that need no more. Ends, since steps only fall.
    fn reach(
        &self,
        place: usize,
        steps: usize,
        roots: &BTreeSet<String>,
        from: &mut BTreeMap<usize, (usize, BTreeSet<String>)>,
        queue: &mut VecDeque<usize>,
    ) {
        match from.get_mut(&place) {
            None => {
                from.insert(place, (steps, roots.clone()));
                queue.push_back(place);
            }
            Some((known, there)) if steps == *known && !roots.is_subset(there) => {
                there.extend(roots.iter().cloned());
                queue.push_back(place);
            }
            Some((known, there)) if steps < *known => {
                *known = steps;
                there.clone_from(roots);
                queue.push_back(place);
            }
            Some(_) => {}
        }
    }
}

fn note(
    methods: &mut BTreeMap<String, (usize, BTreeSet<String>)>,
    name: &str,
    steps: usize,
    root: &str,
) {
    match methods.get_mut(name) {
        None => {
            methods.insert(name.into(), (steps, BTreeSet::from([root.to_string()])));
        }
        Some((known, roots)) if steps == *known => {
            roots.insert(root.into());
        }
        Some((known, roots)) if steps < *known => {
            *known = steps;
            *roots = BTreeSet::from([root.to_string()]);
        }
        Some(_) => {}
    }
}

/// The sources of the product, each with its name as a root: `app::requests::act`.
pub fn product() -> Vec<(String, File)> {
    let mut found = Vec::new();
    for krate in crates() {
        if NO_PRODUCT.contains(&krate.as_str()) {
            continue;
        }
        for file in sources(&krate) {
            if !file.is_test() {
                let root = [vec![krate.clone()], module_of(&file.path)]
                    .concat()
                    .join("::");
                found.push((root, file));
            }
        }
    }
    found
}

#[test]
fn what_only_a_test_names_is_not_reached() {
    let file = |path: &str, text: &str| File {
        path: path.into(),
        text: text.into(),
    };
    let law = [
        file("crates/law/src/lib.rs", "pub mod a;\npub mod b;\n"),
        file(
            "crates/law/src/a.rs",
            "mod c;\nuse crate::b::{Kind, far as near};\npub use c::told;\npub fn one() -> u8 { near() + Kind::One.weight() }\npub fn alone() {}\n\
             pub fn words() { let _ = \"alone()\"; }\n#[cfg(test)]\nmod tests { fn x() { super::alone(); } }\n",
        ),
        file(
            "crates/law/src/a/c.rs",
            "pub fn told() { super::words(); }\npub fn untold() {}\n",
        ),
        file(
            "crates/law/src/b.rs",
            "pub fn far() -> u8 { 1 }\npub enum Kind { One }\nimpl Kind {\n    pub fn weight(self) -> u8 { helper() }\n    pub fn never(self) {}\n}\nfn helper() -> u8 { 2 }\npub struct Lone;\nimpl Lone { pub fn weight(self) -> u8 { 3 } }\n",
        ),
    ];
    let graph = Graph::read(&law);
    let root = |text: &str| vec![("app::x".to_string(), file("crates/app/src/x.rs", text))];
    let reached = graph.reached(&root("use law::a;\nfn x() { a::one(); a::told(); }\n"));
    let names: Vec<&str> = reached.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "a::c::told",
            "a::one",
            "a::words",
            "b::Kind",
            "b::Kind::weight",
            "b::far",
            "b::helper"
        ]
    );
    assert_eq!(reached["b::helper"], ["app::x"]);
    assert!(
        graph
            .reached(&root(
                "// law::a::one()\nfn law() { let a = \"law::a::one\"; }"
            ))
            .is_empty()
    );
}
