//! `rules.json`: what the office promises before the first application (PROTOCOL.md, section 5).

mod contradiction;
#[cfg(test)]
pub(crate) mod fixture;
pub mod limits;
mod lookup;
mod read;
#[cfg(test)]
mod tests;
mod types;
mod validate;
mod write;

pub use contradiction::{Contradiction, Kind, MOST_TOLD, RulesError};
pub use types::*;

/// Name of the file, as places give it.
pub const FILE: &str = "rules.json";
/// The member `format`.
pub const FORMAT: &str = "paiwei rules v1";
/// Id of the office among the holders of seeds; no other id may be this one.
pub const OFFICE: &str = "office";
