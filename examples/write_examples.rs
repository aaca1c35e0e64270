//! Writes the rules, mappings and the small import of this folder anew:
//! `cargo run --example write_examples`.

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for (name, bytes) in paiwei::samples::example_files()? {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}
