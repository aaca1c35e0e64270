//! Words in both languages beside each other: paper has no reader whose language is known.

use crate::language::{Message, Told};

/// What the family is told, by the texts' ids.
pub(super) const HOW_TO_CHECK: [&str; 5] =
    ["slip-keep", "slip-posted", "slip-published", "slip-contradicts", "slip-private"];

/// The text of an id.
pub(super) fn said(id: &str) -> Message {
    Told::new(id).into()
}

/// The text of an id in Chinese, then in English.
pub(super) fn both(id: &str) -> String {
    let Message { zh, en } = said(id);
    format!("{zh} {en}")
}

/// Head of every rehearsal's slip.
pub(super) fn rehearsal() -> String {
    let Message { zh, en } = said("heading-rehearsal");
    [&*zh, &en, &zh, &en].join(" · ")
}
