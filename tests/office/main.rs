//! What people type, and what they read: whole transcripts of both programs.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[cfg(unix)]
mod crash;
mod example;
mod import;
mod page;
mod programs;
mod refusals;
mod walkthrough;
