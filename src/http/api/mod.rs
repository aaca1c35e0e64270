//! The handlers, a file a subject.

pub(super) mod document;
pub(super) mod families;
pub(super) mod health;
pub(super) mod journal;
pub(super) mod problems;
pub(super) mod published;
pub(super) mod rounds;
pub(super) mod staff;
pub(super) mod verify;
