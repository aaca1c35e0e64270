//! Two hundred who write at once: families and staff, through one process on SQLite and through two
//! on one PostgreSQL.

#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(dead_code, reason = "the stories' parts are shared with other test programs")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

#[path = "../kill/chance.rs"]
mod chance;
mod contest;
#[path = "../database/mod.rs"]
mod database;
#[path = "../rounds/families.rs"]
mod families;
#[path = "../kill/household.rs"]
mod household;
mod journal;
#[path = "../rounds/observer.rs"]
mod observer;
#[path = "../kill/office.rs"]
mod office;
mod people;
#[path = "../kill/process.rs"]
mod process;
#[path = "../rounds/ruleset.rs"]
mod ruleset;
#[path = "../kill/verdict.rs"]
mod verdict;
#[path = "../rounds/world.rs"]
mod world;
mod writers;
