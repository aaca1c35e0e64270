//! What people type, and what they read: whole transcripts of both programs.
#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod accounts;
#[cfg(unix)]
mod crash;
#[path = "../database/mod.rs"]
mod database;
mod example;
mod import;
mod page;
mod postgres;
mod programs;
mod refusals;
mod rehearsal;
mod walkthrough;
