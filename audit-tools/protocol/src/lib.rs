//! The paiwei protocol, as PROTOCOL.md states it: encodings, the journal, the draw, the assignment
//! and the verification of a published round.
//!
//! The crate is pure: no clock, no entropy, no I/O. Bytes come in, bytes and verdicts go out, so
//! that a result is a function of published bytes and of nothing else.

pub mod answer;
pub mod answers;
pub mod assign;
pub mod bundle;
pub mod changes;
pub mod choices;
pub mod dice;
pub mod digest;
pub mod drand;
pub mod draw;
pub mod ed25519;
pub mod encoding;
pub mod ident;
pub mod identity;
pub mod intake;
pub mod journal;
pub mod light;
pub mod merkle;
pub mod note;
pub mod place;
pub mod proof;
pub mod receipt;
pub mod request;
pub mod results;
pub mod roll;
pub mod rules;
pub mod seed;
pub mod statement;
pub mod tag;
pub mod tile;
pub mod trust;
pub mod verify;
