//! The two encodings of published files: canonical JSON and tables (PROTOCOL.md, Encodings).

pub mod csv;
pub mod json;
