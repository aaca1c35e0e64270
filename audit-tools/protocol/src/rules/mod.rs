//! `rules.json`: what the office promises before the first application (PROTOCOL.md, Rules).

mod types;

pub use types::*;
