//! The service over HTTP: what families, staff and the public talk to.
//!
//! A request passes, from the outside in: the [`server`] (connections, header bytes), the
//! [`envelope`] (request id, header fields, requests at once, problems, security headers, log), the
//! [`router`] (every address), [`admission`] (budget, who it is, body, idempotency), and the
//! handler. A handler can't be added without saying who may call it: [`guarded!`] takes only
//! functions whose first argument is an [`access::Access`].

pub mod access;
mod admission;
mod api;
mod app;
mod arriving;
mod body;
mod budgets;
mod client;
mod conditional;
mod distinct;
mod envelope;
mod guarded;
mod hex;
mod limits;
mod map;
mod pages;
mod parts;
mod problem;
mod proofs;
mod publications;
mod query;
mod repeats;
mod route;
mod router;
mod server;
mod shares;
#[cfg(test)]
mod tests;
mod threads;

pub use app::{App, Options};
pub use body::{Arrived, InForm, InPath, InQuery, Sent};
pub use client::{ForwardedHeader, Network, Proxies};
pub use guarded::{Guarded, Proof, access_of};
pub use limits::Limits;
pub use parts::{InParts, Part};
pub use problem::{Kind, Problem, kind};
pub use route::Route;
pub use router::router;
pub use server::serve;
use threads::off_thread;
