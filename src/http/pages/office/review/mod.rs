//! The review queue: which applications there are, one of them at a time, and decisions on one or
//! many.

mod asked;
mod bulk;
mod decide;
mod frame;
mod history;
mod item;
mod line;
mod queue;

#[cfg(test)]
pub(crate) use self::{
    asked::Asked,
    frame::{Form, Frame},
    history::HistoryLine,
    item::ReviewItem,
    line::QueueLine,
    queue::{ReviewQueue, Tab},
};
pub(in crate::http) use self::{
    bulk::{many, rest},
    decide::decide,
    item::item,
    queue::{look, queue},
};

/// Applications of one page of the queue.
const PAGE: u32 = 50;

/// Reasons of a refusal that offices give often, by the ids of their texts.
pub(crate) const REASONS: [&str; 6] = [
    "review-why-papers",
    "review-why-late",
    "review-why-not-eligible",
    "review-why-double",
    "review-why-false",
    "review-why-mistake",
];

/// Whether applications are decided on while a round is in this state.
pub(crate) fn is_open(state: &str) -> bool {
    matches!(state, "open" | "closed" | "posted")
}
