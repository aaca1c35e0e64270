//! What families do themselves: reserve a code, apply, change, withdraw, look, object.
//!
//! A family is known by its code and its key. The key is made on its device and never sent; every
//! revision is a request that it signs (PROTOCOL.md, 6.3), and so is every look at what is its own.
//! A browser without script is served by the office's hand: the office makes the revision, `-`
//! stands in the key's place, and a secret that is shown once lets the family in again.
//!
//! Submissions go through a [`Counter`], which takes many in one transaction: a family is answered
//! when its receipt is on the disk, and the disk is asked once for all who wait.
//!
//! **Deadlines.** A submission counts by the moment at which the service has read it whole
//! ([`Submission::arrived`]), by the office's clock: before the rules' `close` it is in time. Intake
//! is closed no earlier than [`IN_FLIGHT`](super::IN_FLIGHT) seconds after, the longest that a
//! request may take; so no submission that was in time is refused for its time on the way.

mod answer;
mod check;
mod counter;
mod documents;
mod entered;
mod error;
mod find;
mod hand;
mod key;
mod look_up;
mod misread;
mod objection;
mod own;
mod reserve;
mod take;

pub use answer::{SignedAnswer, answer, answer_by_hand};
pub use check::{SignedRevision, Submission};
pub use counter::Counter;
pub use documents::{
    ClaimDocument, FileKind, MOST_DOCUMENT, MOST_DOCUMENTS, add_document, document, documents,
    remove_document,
};
pub use entered::{Entered, entered, entered_together};
pub use error::{FamilyError, FieldRefusal};
pub use find::{ENDING, find_code, registration_spelling};
pub use hand::{ByHand, HandRevision, Handed, by_hand};
pub use key::{KeyReplaced, replace_key};
pub use look_up::{Credential, LOOK_UP_WINDOW, look_up_text, sign_in};
pub use misread::misread;
pub use objection::{
    MAX_OBJECTION, Objection, ObjectionState, object, objection_text, objections, reply,
};
pub use own::{OwnApplication, OwnDecision, own_application};
pub use reserve::{MOST_CODES, Reserved, reserve};
