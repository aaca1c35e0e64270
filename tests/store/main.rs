//! The store on both databases: every statement, writers that meet, what a reader sees, and two
//! schemas that are one.

#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod cluster;
mod complete;
#[path = "../database/mod.rs"]
mod database;
mod desk;
mod documents;
mod drafts;
mod families;
mod keys;
mod moments;
mod patience;
mod review;
mod schema;
mod staff;
mod statements;
mod uploads;
mod writers;
