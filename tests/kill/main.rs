//! Nothing that a family was given a receipt for is lost, whenever the service's process dies: the
//! real program, killed at random moments under load, on both databases.

#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(dead_code, reason = "the stories' parts are shared with tests/rounds")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod chance;
#[path = "../database/mod.rs"]
mod database;
#[path = "../rounds/families.rs"]
mod families;
mod household;
mod kills;
#[path = "../rounds/observer.rs"]
mod observer;
mod office;
mod process;
#[path = "../rounds/ruleset.rs"]
mod ruleset;
mod verdict;
#[path = "../rounds/world.rs"]
mod world;
