//! Drawing on a second machine: the sealed round goes to the ceremony machine on a memory stick,
//! and what was done there comes back.
//!
//! The ceremony machine has a data folder and a journal key of its own. Between `handed-over` and
//! `handed-back` it alone may sign. Applications and identities never travel.

mod export;
mod import;
mod parcel;

pub use export::{handback_export, handover_export};
pub use import::{handback_import, handover_import};
pub use request::handover_request;

mod request;
