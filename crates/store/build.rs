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
    let mut last = 0;
    for name in &names {
        let number: u32 = name.get(..4).unwrap_or_default().parse().unwrap_or(0);
        if number <= last || name.as_bytes().get(4) != Some(&b'_') {
            return Err(format!(
                "{name}: a migration begins with its own number and _, after {last:04}"
            )
            .into());
        }
        last = number;
        // From where the crate stands when it is compiled: a tree that was moved finds its own files.
        list.push_str(&format!(
            "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/migrations/{name}\"))),\n"
        ));
    }
    list.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("migrations.rs"), list)?;
    Ok(())
}
