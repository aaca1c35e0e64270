//! The office's program as a library: everything that stands on [`paiwei_protocol`] and needs a
//! clock, entropy, files or a database.
//!
//! What is pure is kept apart from what acts: reading spreadsheets, checking registrations and
//! printing slips are functions of their input.

pub mod chores;
pub mod clock;
pub mod commands;
pub mod config;
pub mod demo;
pub mod device;
pub mod documents;
pub mod drafts;
pub mod entropy;
pub mod folder;
pub mod http;
pub mod import;
pub mod keys;
pub mod language;
pub mod rounds;
pub mod samples;
pub mod slips;
pub mod spreadsheet;
pub mod staff;
pub mod store;
pub mod vault;
mod words;
