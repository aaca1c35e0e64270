//! What every published round encloses besides its own files, as this version of the programs has it.
//! `result-published` names both by their hashes (PROTOCOL.md, sections 4 and 9), and `hash` prints
//! these.

/// The normative text.
pub const PROTOCOL: &[u8] = include_bytes!("../../PROTOCOL.md");

/// The second verifier as a page: one HTML file that uses no network (`browser/`).
pub const VERIFY_PAGE: &[u8] = include_bytes!("../../browser/dist/verify.html");
