//! Writes the seeds of all targets: `cargo run --example seeds`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    paiwei_fuzz::write_seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
}
