//! The `use` declarations of a file: which names of it lead where in `law`.

use std::collections::BTreeMap;

use crate::lexer::Token;

/// Names of other places as one file uses them.
#[derive(Default)]
pub struct Imports {
    pub names: BTreeMap<String, Vec<String>>,
    pub globs: Vec<Vec<String>>,
}

impl Imports {
    /// The paths of `law` that a path of a file may mean. `module`: that of the file, in `law` itself.
    pub fn resolve(&self, parts: &[String], module: Option<&[String]>) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        let Some((first, rest)) = parts.split_first() else {
            return found;
        };
        match (first.as_str(), module) {
            ("crate", Some(_)) => found.push(rest.to_vec()),
            ("law", None) => found.push(rest.to_vec()),
            ("self", Some(module)) => found.push([module, rest].concat()),
            ("super", Some(module)) => {
                let ups = parts.iter().take_while(|part| *part == "super").count();
                let above = &module[..module.len().saturating_sub(ups)];
                found.push([above, &parts[ups..]].concat());
            }
            _ => {
                if let Some(meant) = self.names.get(first) {
                    found.push([meant.as_slice(), rest].concat());
                } else if let Some(module) = module {
                    found.push([module, parts].concat());
                }
                found.extend(
                    self.globs
                        .iter()
                        .map(|glob| [glob.as_slice(), parts].concat()),
                );
            }
        }
        found
    }
}

/// Every `use` of a file that leads into `law`. `root`: the word that means `law` there, `crate` or `law`.
pub fn imports(code: &[Token], module: &[String], root: &str) -> Imports {
    let mut imports = Imports::default();
    let mut at = 0;
    while at < code.len() {
        if code[at] == Token::Path(vec!["use".into()]) {
            at += 1;
            tree(code, &mut at, &[], &mut |path, name| {
                let inside = Imports::default();
                let meant = if root == "law" {
                    inside.resolve(&path, None)
                } else {
                    inside.resolve(&path, Some(module))
                };
                let Some(meant) = meant.into_iter().next() else {
                    return;
                };
                match name {
                    None => imports.globs.push(meant),
                    Some(name) => {
                        imports.names.insert(name, meant);
                    }
                }
            });
        }
        at += 1;
    }
    imports
}

/// One tree of a `use`: calls with each full path and the name it gets, `None` for a glob.
pub fn tree(
    code: &[Token],
    at: &mut usize,
    before: &[String],
    found: &mut impl FnMut(Vec<String>, Option<String>),
) {
    let mut path = before.to_vec();
    if let Some(Token::Path(parts)) = code.get(*at) {
        path.extend(parts.iter().cloned());
        *at += 1;
    }
    match code.get(*at) {
        Some(Token::Mark('{')) => {
            *at += 1;
            while code
                .get(*at)
                .is_some_and(|token| *token != Token::Mark('}'))
            {
                if code[*at] == Token::Mark(',') {
                    *at += 1;
                } else {
                    tree(code, at, &path, found);
                }
            }
            *at += 1;
        }
        Some(Token::Mark('*')) => {
            *at += 1;
            found(path, None);
        }
        Some(Token::Path(word)) if word == &["as"] => {
            if let Some(Token::Path(name)) = code.get(*at + 1) {
                found(path, name.last().cloned());
            }
            *at += 2;
        }
        _ => {
            if path.last().is_some_and(|last| last == "self") {
                path.pop();
            }
            let name = path.last().cloned();
            found(path, name);
        }
    }
}
