//! The office's people: who signs in, what one alone can't do, and what the trail keeps.

#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod accounts;
mod bureau;
#[path = "../database/mod.rs"]
mod database;
mod proposals;
mod trail;
