//! The service over real sockets, on databases of both kinds.

#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(dead_code, reason = "the stories' parts are shared with tests/rounds")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod chores;
#[path = "../database/mod.rs"]
mod database;
#[path = "../rounds/families.rs"]
mod families;
mod files;
mod health;
mod limits;
#[path = "../rounds/observer.rs"]
mod observer;
mod problems;
mod process;
#[path = "../rounds/ruleset.rs"]
mod ruleset;
mod service;
mod shutdown;
mod tls;
#[path = "../rounds/world.rs"]
mod world;
