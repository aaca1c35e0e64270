//! Rounds from their announcement to the published folder, on real databases of both kinds, with scripted observers who act through the bytes that a memory stick would carry.

#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod ceremony;
#[path = "../database/mod.rs"]
mod database;
mod families;
mod observer;
mod online;
mod repeats;
mod reviews;
mod ruleset;
mod samples;
mod secrets;
mod stories;
mod world;
