//! Turns the locale files into one `match` a language, so that the catalogue needs no state at run time.

use std::{collections::BTreeMap, env, fs, path::Path};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("locales");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut code = String::new();
    for lang in ["zh", "en"] {
        let mut strings = BTreeMap::new();
        let mut files: Vec<_> = fs::read_dir(&folder)
            .expect("the locales folder is there")
            .map(|entry| entry.expect("a readable entry").path())
            .filter(|path| path.to_string_lossy().ends_with(&format!(".{lang}.toml")))
            .collect();
        files.sort();
        for path in files {
            println!("cargo:rerun-if-changed={}", path.display());
            let text = fs::read_to_string(&path).expect("a readable locale file");
            let table: toml::Table = text
                .parse()
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            flatten("", &table, &mut strings);
        }
        code.push_str(&format!(
            "/// Every string of this language.\npub const {}: &[(&str, &str)] = &[\n",
            lang.to_uppercase()
        ));
        for (key, value) in &strings {
            code.push_str(&format!("({key:?}, {value:?}),\n"));
        }
        code.push_str("];\n");
    }
    let out = Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join("catalogue.rs");
    fs::write(out, code).expect("OUT_DIR is writable");
}

fn flatten(prefix: &str, table: &toml::Table, into: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        let key = if prefix.is_empty() {
            key.clone()
        } else {
            format!("{prefix}.{key}")
        };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, into),
            toml::Value::String(text) => {
                into.insert(key, text.clone());
            }
            other => panic!("{key}: a text is meant, not {other}"),
        }
    }
}
