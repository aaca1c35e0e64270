//! The office's program.
fn main() {}
