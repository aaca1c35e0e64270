//! What each part of a draft asks for.

mod lists;
mod pools;
mod whole;

use super::{
    form::{Button, Filling, Group},
    parts::{InPart, Part},
};

/// The groups of a part, and the buttons under them.
pub(super) fn of(part: InPart, filling: Filling<'_>) -> (Vec<Group>, Vec<Button>) {
    match part.part {
        Part::Round => (whole::round(filling), Vec::new()),
        Part::Calendar => (whole::calendar(filling), Vec::new()),
        Part::Categories => lists::categories(filling),
        Part::Programs => lists::programs(filling),
        Part::Program => (pools::program(filling, part.at), pools::adds(filling, part.at)),
        Part::Choices => lists::bands(filling),
        Part::Randomness => (whole::randomness(filling), Vec::new()),
        Part::Observers => lists::observers(filling),
        Part::Reasons => lists::reasons(filling),
        Part::Check => (Vec::new(), Vec::new()),
    }
}
