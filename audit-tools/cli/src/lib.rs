//! `paiwei-audit`: re-checks a published round, checks one family's receipt, and does an observer's
//! part by files on a memory stick. It has no network.
//!
//! All judging is in `paiwei-protocol`. Here are files, texts in two languages, the clock
//! ([`clock`]) and the operating system's entropy ([`entropy`]). The observer's part is a library
//! too ([`observer`]): an office's rehearsals and tests drive a notary through the same code.

pub mod clock;
pub mod disk;
pub mod enclosed;
pub mod entropy;
pub mod folder;
pub mod help;
pub mod observer;
pub mod program;
pub mod texts;

mod args;
mod ask;
mod commands;
mod findings;
mod pins;
mod progress;
mod receipts;
mod when;
