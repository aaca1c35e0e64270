//! The service over real sockets, on databases of both kinds.

#![allow(unreachable_pub, reason = "a test has no outside")]
#![allow(dead_code, reason = "the stories' parts are shared with tests/rounds")]
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod accounts;
mod browser;
mod chores;
#[path = "../database/mod.rs"]
mod database;
mod editor;
#[path = "../rounds/families.rs"]
mod families;
mod family_pages;
mod files;
mod flood;
mod health;
mod hostile;
mod limits;
mod matrix;
#[path = "../rounds/observer.rs"]
mod observer;
mod office_accounts;
mod office_counter;
mod office_import;
mod office_proposals;
mod office_review;
mod office_steps;
mod office_trace;
mod pages;
mod problems;
mod process;
mod public_pages;
#[path = "../rounds/ruleset.rs"]
mod ruleset;
mod service;
mod shutdown;
mod stories;
mod tls;
mod town;
mod two_people;
#[path = "../rounds/world.rs"]
mod world;
