//! The journal: entries, the order of events, keys and what people signed (PROTOCOL.md, sections
//! 8 to 11).

mod announced;
mod cohort;
mod draw_text;
mod entry;
mod error;
mod event;
pub mod evidence;
mod facts;
mod history;
mod keys;
mod read;
mod replay;
mod state;
mod table;
mod write;

pub use entry::*;
pub use error::{EntryError, StepError};
pub use event::Event;
pub use facts::*;
pub use keys::{CLOCK_TOLERANCE, Keys};
pub use replay::Journal;
pub use state::{Attempt, Holder, Opening, Round, State};
