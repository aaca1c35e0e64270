//! An observer's part in a round, by files alone: a seed committed and opened, the journal
//! cosigned, dice and annulments confirmed (PROTOCOL.md, sections 3.7, 8.4 and 11).
//!
//! The office's program makes a [`Bundle`] on a memory stick; the observer's [`Home`], kept by the
//! observer, holds its key, its seeds and what it remembers of each journal. Every act first
//! replays the bundle's journal and holds it against that memory: see [`Session::begin`]. Then one
//! of [`Session::commit_seed`], [`Session::open_seed`], [`Session::cosign`], [`Session::confirm`]
//! and [`Session::deny`] gives the note for the office. What an act is about is in its review
//! ([`Session::head_review`], [`Session::pending_review`]), to be shown before.
//!
//! Nothing here reads the clock or asks for entropy: both come in.
//!
//! ```no_run
//! # fn main() -> Result<(), paiwei_audit::observer::ObserverError> {
//! use paiwei_audit::{clock, observer::{Bundle, Home, Session, CHECKPOINT_NOTE, write_note}};
//! let home = Home::open("home".as_ref())?;
//! let bundle = Bundle::read("bundle".as_ref())?;
//! let session = Session::begin(&home, &bundle)?;
//! let note = session.cosign(clock::now())?;
//! write_note("bundle/from-notary.example".as_ref(), CHECKPOINT_NOTE, &note)?;
//! # Ok(()) }
//! ```

mod bundle;
mod confirm;
mod cosign;
mod deny;
mod error;
mod home;
mod memory;
mod replay;
mod seeds;
mod session;
mod slug;

pub use bundle::{Bundle, CHECKPOINT, ENTRIES, PENDING};
pub use confirm::PendingReview;
pub use cosign::{EntryLine, HeadReview, OrderLine, RoundLine};
pub use error::ObserverError;
pub use home::Home;
pub use memory::{Cosigned, Remembered};
pub use replay::Finding;
pub use seeds::StoredSeed;
pub use session::Session;

use std::path::Path;

use paiwei_protocol::note::Note;

/// File of the seed's commitment, for the office.
pub const SEED_COMMIT_NOTE: &str = "seed-commit.note";
/// File of the opened seed, for the office.
pub const SEED_OPEN_NOTE: &str = "seed-open.note";
/// File of the cosigned checkpoint, for the office.
pub const CHECKPOINT_NOTE: &str = "cosignature.note";
/// File of a confirmation, for the office.
pub const CONFIRM_NOTE: &str = "confirm.note";
/// File of the statement that an order was not cosigned, for the office.
pub const DENIAL_NOTE: &str = "not-cosigned.note";

/// The folder of `name`'s notes inside a bundle, unless another is asked for.
#[must_use]
pub fn folder_of(name: &str) -> String {
    format!("from-{}", name.replace('/', "_"))
}

/// Writes a note for the office: `file` in the folder `dir`, which is made if it isn't there.
///
/// # Errors
/// [`ObserverError::Disk`].
pub fn write_note(dir: &Path, file: &str, note: &Note) -> Result<(), ObserverError> {
    Ok(crate::disk::write_public(&dir.join(file), note.to_string().as_bytes())?)
}

#[cfg(test)]
mod tests;
