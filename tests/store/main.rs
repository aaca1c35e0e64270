//! The store on both databases: every statement, writers that meet, what a reader sees, and two
//! schemas that are one.

#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod cluster;
#[path = "../database/mod.rs"]
mod database;
mod desk;
mod moments;
mod patience;
mod schema;
mod statements;
mod writers;
