//! The journal: entries, the order of events, keys and what people signed (PROTOCOL.md, sections
//! 8 to 11).

mod announced;
mod draw_text;
mod entry;
mod error;
pub mod evidence;
mod keys;
mod read;
mod replay;
mod state;
mod table;
mod write;

pub use entry::*;
pub use error::{EntryError, StepError};
pub use keys::{CLOCK_TOLERANCE, Keys};
pub use replay::Journal;
pub use state::{Attempt, Holder, Opening, Round, State};
