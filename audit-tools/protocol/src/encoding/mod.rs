//! The encodings of published files: canonical JSON, tables, integers in text (PROTOCOL.md, Encodings).

pub mod csv;
pub mod decimal;
pub mod json;
pub mod lines;
