//! The database: the only SQL of the program, on SQLite or PostgreSQL.
//!
//! One dialect subset: static statements, columns of text, integer and blob, the same text on both
//! databases. Reading happens in a [`Read`] transaction, which sees one moment; writing in a
//! [`Write`] transaction, which begins with an update of the row that it locks ([`Lock`]), so that
//! one rule holds on both: whoever writes waits for whoever writes the same. A transaction that is
//! dropped without [`Write::commit`] leaves no trace; one that was committed is on the disk.
//!
//! Nothing here knows what an entry means: that is [`crate::rounds`]'s business.

mod accounts;
mod answers;
mod applications;
mod database;
mod decisions;
mod documents;
mod drafts;
mod error;
mod fault;
mod files;
mod idempotency;
mod journal;
mod objections;
mod pending;
mod proposals;
mod queue;
mod revisions;
mod rounds;
mod secrets;
mod sessions;
mod statement;
mod trail;
mod transaction;
mod turns;
mod uploads;

pub use accounts::AccountRow;
pub use answers::AnsweredRow;
pub use applications::{ApplicationRow, NewApplication};
pub use database::{Database, Store};
pub use decisions::{CorrectionRow, DecisionRow};
pub use documents::{DocumentRow, NewDocument};
pub use drafts::DraftRow;
pub use error::StoreError;
pub use idempotency::{AnswerRow, KeyRow};
pub use journal::Head;
pub use objections::ObjectionRow;
pub use pending::PendingRow;
pub use proposals::ProposalRow;
pub use queue::{QueueFilter, QueueRow};
pub use revisions::{NewRevision, RevisionRow};
pub use rounds::RoundRow;
pub use sessions::SessionRow;
pub use trail::TrailRow;
pub use transaction::{Lock, Read, Write};
pub use uploads::UploadRow;
