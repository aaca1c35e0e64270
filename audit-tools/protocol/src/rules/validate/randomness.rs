//! What the draw is mixed with.

use super::{Findings, Kind, limits};
use crate::rules::{Dice, Randomness, Source};

const CHAINS: [&str; 2] = [
    "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce",
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
];

pub(super) fn check(randomness: &Randomness, findings: &mut Findings) {
    let drand = match randomness.sources.as_slice() {
        [Source::Dice(_)] => false,
        [Source::Drand { .. }] | [Source::Dice(_), Source::Drand { .. }] => true,
        _ => {
            let problem = "the sources are not dice, drand, or dice and then drand";
            findings.add(Kind::Sources, "randomness.sources", problem, "name one of these three");
            randomness.sources.iter().any(|source| matches!(source, Source::Drand { .. }))
        }
    };
    for (index, source) in randomness.sources.iter().enumerate() {
        check_source(source, &format!("randomness.sources[{index}]"), findings);
    }
    if drand && randomness.lead < limits::LEAST_LEAD {
        let problem = format!("{} seconds are too short a lead for drand", randomness.lead);
        let remedy = format!("give observers at least {} seconds", limits::LEAST_LEAD);
        findings.add(Kind::ShortLead, "randomness.lead", &problem, &remedy);
    }
    if let Some(dice) = randomness.fallback {
        check_dice(dice, "randomness.fallback", findings);
        if !drand {
            let problem = "a fallback stands in for drand, which is no source here";
            let path = "randomness.fallback";
            findings.add(Kind::FallbackWithoutDrand, path, problem, "write null");
        }
    }
}

fn check_source(source: &Source, path: &str, findings: &mut Findings) {
    match source {
        Source::Dice(dice) => check_dice(*dice, path, findings),
        Source::Drand { chain } => {
            if !CHAINS.contains(&&*chain.to_string()) {
                let problem = format!("{chain} is not a chain that PROTOCOL.md allows");
                let remedy = "name the default chain or quicknet by the hash printed there";
                findings.add(Kind::UnknownChain, &format!("{path}.chain"), &problem, remedy);
            }
        }
    }
}

fn check_dice(dice: Dice, path: &str, findings: &mut Findings) {
    let sides = limits::LEAST_SIDES..=limits::MOST_SIDES;
    if !sides.contains(&dice.sides) || !(1..=limits::MOST_THROWS).contains(&dice.throws) {
        let problem = format!("{} throws of {} sides", dice.throws, dice.sides);
        let remedy = "throw dice of 2 to 100 sides 1 to 1000 times";
        findings.add(Kind::DiceRange, path, &problem, remedy);
    } else if !has_128_bits(dice) {
        let problem =
            format!("{} throws of {} sides have less than 128 bits", dice.throws, dice.sides);
        let remedy = "throw more often: ten-sided dice 39 times, six-sided ones 50 times";
        findings.add(Kind::TooLittleDice, path, &problem, remedy);
    }
}

/// Whether sides^throws reaches 2^128, which is where 128-bit arithmetic overflows.
fn has_128_bits(dice: Dice) -> bool {
    let outcomes = (0..dice.throws)
        .try_fold(1_u128, |outcomes, _| outcomes.checked_mul(u128::from(dice.sides)));
    outcomes.is_none()
}
