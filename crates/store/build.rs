//! Lists the migrations, so that a new one is a file and nothing else.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=migrations");
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("migrations");
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".sql") {
            names.push(name);
        }
    }
    names.sort();
    let mut list = String::from("const ALL: &[(&str, &str)] = &[\n");
    for (place, name) in names.iter().enumerate() {
        let number = format!("{:04}_", place + 1);
        if !name.starts_with(&number) {
            return Err(format!("{name}: the next migration begins with {number}").into());
        }
        // From where the crate stands when it is compiled: a tree that was moved finds its own files.
        list.push_str(&format!(
            "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/migrations/{name}\"))),\n"
        ));
    }
    list.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), list)?;
    Ok(())
}
