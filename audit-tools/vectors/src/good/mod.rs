//! Rounds in which nothing is wrong. In those whose verdict is 2, something cannot be told.

pub(crate) mod answers;
mod forms;
mod journal;
mod open;
mod orders;
mod randomness;
mod review;
mod rounds;
mod strangers;
pub(crate) mod succession;

use crate::vector::Vector;

/// All good rounds.
#[must_use]
pub fn all() -> Vec<Vector> {
    [
        forms::all(),
        randomness::all(),
        orders::all(),
        review::all(),
        succession::all(),
        rounds::all(),
        journal::all(),
        open::all(),
        answers::all(),
        strangers::all(),
    ]
    .concat()
}
