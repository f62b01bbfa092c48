//! The items of `law`, each with what it names.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    imports::{Imports, imports, tree},
    lexer::{Token, tokens},
    tree::File,
};

/// One function, type or constant of `law`.
#[derive(Debug)]
pub struct Item {
    /// `case::clock::due`, `outcome::Code::row`.
    pub path: String,
    /// The same as a reader looks for it, by its file: `calendar::count::Calendar::nth_working_day`.
    pub said: String,
    pub public: bool,
    pub owner: Option<String>,
    pub names: Vec<Vec<String>>,
    pub methods: BTreeSet<String>,
}

/// What the files of a crate hold.
#[derive(Default)]
pub struct Found {
    pub items: Vec<Item>,
    /// Re-exports: the path that is said, the path that is meant.
    pub aliases: BTreeMap<String, String>,
}

pub fn items(files: &[File]) -> Found {
    let mut found = Found::default();
    for file in files {
        Reader {
            code: code_of(file),
            module: module_of(&file.path),
            imports: Imports::default(),
            found: &mut found,
        }
        .read();
    }
    found
}

/// `crates/law/src/case/clock.rs` is `case::clock`; `lib` and `main` are the crate itself.
pub fn module_of(path: &str) -> Vec<String> {
    let within = path.split_once("/src/").map_or(path, |(_, within)| within);
    let within = within.trim_end_matches(".rs");
    if matches!(within, "lib" | "main") {
        return Vec::new();
    }
    within.split('/').map(str::to_string).collect()
}

pub fn code_of(file: &File) -> Vec<Token> {
    let lines: Vec<&str> = file.lines_outside_tests().map(|(_, line)| line).collect();
    tokens(&lines.join("\n"))
}

struct Reader<'a> {
    code: Vec<Token>,
    module: Vec<String>,
    imports: Imports,
    found: &'a mut Found,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        match self.code.get(at) {
            Some(Token::Path(parts)) if parts.len() == 1 => &parts[0],
            _ => "",
        }
    }

    fn read(&mut self) {
        self.imports = imports(&self.code, &self.module, "crate");
        self.re_exports();
        let mut at = 0;
        while at < self.code.len() {
            let public = self.word(at.wrapping_sub(1)) == "pub" || self.after_pub_in(at);
            match self.word(at) {
                "impl" => at = self.block(at),
                "fn" | "struct" | "enum" | "const" | "type" | "trait" => {
                    at = self.item(at, public, None);
                }
                _ => at += 1,
            }
        }
    }

    /// `pub(crate) fn` is not public, and `pub const fn` is.
    fn after_pub_in(&self, at: usize) -> bool {
        at >= 2 && self.word(at - 1) == "const" && self.word(at - 2) == "pub"
    }

    fn re_exports(&mut self) {
        let mut at = 0;
        while at + 1 < self.code.len() {
            if self.word(at) == "pub" && self.word(at + 1) == "use" {
                let mut place = at + 2;
                let (module, code) = (self.module.clone(), std::mem::take(&mut self.code));
                let mut said = Vec::new();
                tree(&code, &mut place, &[], &mut |path, name| {
                    said.push((path, name))
                });
                self.code = code;
                for (path, name) in said {
                    let meant = Imports::default().resolve(&path, Some(&module));
                    if let (Some(name), Some(meant)) = (name, meant.into_iter().next()) {
                        let alias = [module.as_slice(), &[name]].concat().join("::");
                        self.found.aliases.insert(alias, meant.join("::"));
                    }
                }
            }
            at += 1;
        }
    }

    /// An `impl`: its functions and constants, each an item of its type.
    fn block(&mut self, at: usize) -> usize {
        let open = self.until(at, '{');
        let owner = self.code[at..open]
            .iter()
            .rev()
            .find_map(|token| match token {
                Token::Path(parts) if parts[0] != "where" => Some(parts.clone()),
                _ => None,
            })
            .unwrap_or_default();
        let trait_of = self.code[at..open].contains(&Token::Path(vec!["for".into()]));
        let owner = self
            .imports
            .resolve(&owner, Some(&self.module))
            .into_iter()
            .next()
            .unwrap_or_default()
            .join("::");
        let close = self.close(open);
        let mut inner = open + 1;
        while inner < close {
            let public =
                trait_of || self.word(inner.wrapping_sub(1)) == "pub" || self.after_pub_in(inner);
            inner = match self.word(inner) {
                "fn" | "const" if self.word(inner + 1) != "fn" => {
                    self.item(inner, public, Some((&owner, trait_of)))
                }
                _ => inner + 1,
            };
        }
        close + 1
    }

    /// One item, from its word to the end of its body.
    fn item(&mut self, at: usize, public: bool, owner: Option<(&str, bool)>) -> usize {
        if self.word(at) == "const" && self.word(at + 1) == "fn" {
            return at + 1;
        }
        let name = self.word(at + 1).to_string();
        let mut end = at + 2;
        let mut depth = 0_i32;
        while end < self.code.len() {
            match self.code[end] {
                Token::Mark('(' | '[') => depth += 1,
                Token::Mark(')' | ']') => depth -= 1,
                Token::Mark('{') if depth == 0 && self.word(at) != "const" => {
                    end = self.close(end);
                    break;
                }
                Token::Mark('{') => end = self.close(end),
                Token::Mark(';') if depth == 0 => break,
                _ => {}
            }
            end += 1;
        }
        let end = end.min(self.code.len().saturating_sub(1));
        let (mut names, mut methods) = (Vec::new(), BTreeSet::new());
        for token in &self.code[at + 2..=end.max(at + 2).min(self.code.len() - 1)] {
            match token {
                Token::Path(parts) if parts[0] == "Self" => {
                    if let Some((owner, _)) = owner {
                        let own = owner.split("::").map(str::to_string);
                        names.push(own.chain(parts[1..].iter().cloned()).collect());
                    }
                }
                Token::Path(parts) => {
                    names.extend(self.imports.resolve(parts, Some(&self.module)));
                }
                Token::Method(name) => {
                    methods.insert(name.clone());
                }
                Token::Mark(_) => {}
            }
        }
        let path = match owner {
            Some((owner, _)) => format!("{owner}::{name}"),
            None => [self.module.as_slice(), std::slice::from_ref(&name)]
                .concat()
                .join("::"),
        };
        let said = match owner {
            Some((owner, _)) => {
                let kind = owner.rsplit("::").next().unwrap_or_default().to_string();
                [self.module.as_slice(), &[kind, name]].concat().join("::")
            }
            None => path.clone(),
        };
        // What a trait asks for is called by whoever uses the type.
        let of_trait = owner.is_some_and(|(_, of_trait)| of_trait);
        if of_trait && let Some((owner, _)) = owner {
            let same = |item: &&mut Item| item.path == owner;
            if let Some(item) = self.found.items.iter_mut().find(same) {
                item.names.extend(names);
                item.methods.extend(methods);
                return end + 1;
            }
        }
        self.found.items.push(Item {
            path,
            said,
            public: public && !of_trait,
            owner: owner.map(|(owner, _)| owner.to_string()),
            names,
            methods,
        });
        end + 1
    }

    fn until(&self, from: usize, mark: char) -> usize {
        (from..self.code.len())
            .find(|at| self.code[*at] == Token::Mark(mark))
            .unwrap_or(self.code.len() - 1)
    }

    fn close(&self, open: usize) -> usize {
        let mut depth = 0;
        for at in open..self.code.len() {
            match self.code[at] {
                Token::Mark('{') => depth += 1,
                Token::Mark('}') => {
                    depth -= 1;
                    if depth == 0 {
                        return at;
                    }
                }
                _ => {}
            }
        }
        self.code.len() - 1
    }
}
