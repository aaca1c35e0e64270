//! paiwei-audit.
fn main() {}
