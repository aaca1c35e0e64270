//! Random small rounds for property tests: rules that are accepted, and a roll that is.
//!
//! They are small enough to shrink to something that a person can follow, and hold everything the
//! assignment knows: bands, pools with and without limit, tiers, points, bundles, lines that take
//! no part, one number a child or one a program.

#![allow(dead_code, reason = "no test crate needs all of it")]
#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

pub(crate) mod fixed;
mod lines;
mod rules;

use paiwei_protocol::{
    draw::DrawKey,
    roll::{Line, Roll},
    rules::{OrderKey, Rules},
};
use proptest::prelude::*;

use lines::lines;
pub(crate) use rules::rules;

/// A round: rules, a roll under them, and a draw key.
#[derive(Debug, Clone)]
pub(crate) struct SmallRound {
    pub(crate) rules: Rules,
    pub(crate) roll: Roll,
    pub(crate) key: DrawKey,
}

/// What a round may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Most programs; at least one.
    pub(crate) programs: usize,
    /// Most bands; at least one.
    pub(crate) bands: usize,
    /// Most lines of the roll.
    pub(crate) lines: usize,
    /// Linked applications.
    pub(crate) bundles: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Self { programs: 4, bands: 3, lines: 14, bundles: true }
    }
}

/// Rounds of this shape.
pub(crate) fn rounds(shape: Shape) -> impl Strategy<Value = SmallRound> {
    rules(shape).prop_flat_map(move |rules| {
        (lines(&rules, shape.lines), any::<u64>()).prop_map(move |(lines, seed)| SmallRound {
            rules: rules.clone(),
            roll: roll(lines),
            key: key(seed),
        })
    })
}

/// The same round, with every pool ranking by band first.
pub(crate) fn band_first(mut round: SmallRound) -> SmallRound {
    for pool in round.rules.programs.iter_mut().flat_map(|program| &mut program.pools) {
        pool.order.retain(|key| *key != OrderKey::Band);
        pool.order.insert(0, OrderKey::Band);
    }
    round
}

/// A roll of these lines.
pub(crate) fn roll(lines: Vec<Line>) -> Roll {
    let texts = lines.iter().map(ToString::to_string).collect();
    Roll { lines, texts }
}

/// The draw key of a number: any key does.
pub(crate) fn key(seed: u64) -> DrawKey {
    DrawKey::of_text(&seed.to_be_bytes())
}
