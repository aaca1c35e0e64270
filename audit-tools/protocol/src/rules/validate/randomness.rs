//! What the draw is mixed with.

use super::{Findings, Kind, limits};
use crate::{
    dice::{self, DiceError},
    drand::Chain,
    rules::{Dice, Randomness, Source},
};

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
            if Chain::by_hash(chain).is_err() {
                let problem = format!("{chain} is not a chain that PROTOCOL.md allows");
                let remedy = "name the default chain or quicknet by the hash printed there";
                findings.add(Kind::UnknownChain, &format!("{path}.chain"), &problem, remedy);
            }
        }
    }
}

fn check_dice(thrown: Dice, path: &str, findings: &mut Findings) {
    let Err(error) = dice::check(thrown) else { return };
    let (kind, remedy) = match error {
        DiceError::TooLittle { enough, .. } => {
            (Kind::TooLittleDice, format!("throw at least {enough} times, which gives 128 bits"))
        }
        _ => (Kind::DiceRange, "throw dice of 2 to 100 sides 1 to 1000 times".to_owned()),
    };
    let problem = format!("{} throws of {} sides will not do", thrown.throws, thrown.sides);
    findings.add(kind, path, &problem, &remedy);
}
