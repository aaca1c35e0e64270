//! The draw text of an attempt, as its journal gives it (PROTOCOL.md, section 12.1).

use super::{Attempt, Opening, Recorded, Round};
use crate::draw::{DrawText, SeedLine, SourceLine};

impl Round {
    /// The draw text of one of its attempts; `None` before all seeds are opened or missing, and
    /// all randomness is recorded with well-formed faces. `origin` is the journal's.
    #[must_use]
    pub fn draw_text(&self, origin: &str, attempt: &Attempt) -> Option<DrawText> {
        let (_, roll) = attempt.frozen?;
        let sources: Vec<_> = attempt.recorded.iter().map(source).collect::<Option<_>>()?;
        if sources.len() != self.plan().words().len() {
            return None;
        }
        Some(DrawText {
            rehearsal: self.announced.rehearsal,
            origin: origin.to_owned(),
            round: self.id.clone(),
            attempt: attempt.number.into(),
            rules: self.announced.rules,
            roll_size: roll.size,
            roll_root: roll.root,
            seeds: attempt
                .holders
                .iter()
                .map(|holder| {
                    let seed = match holder.opening? {
                        Opening::Seed(seed) => Some(seed),
                        Opening::Missing => None,
                    };
                    Some(SeedLine { holder: holder.id.clone(), seed })
                })
                .collect::<Option<_>>()?,
            sources,
        })
    }
}

fn source(recorded: &Recorded) -> Option<SourceLine> {
    Some(match recorded {
        Recorded::Dice { dice, .. } => {
            SourceLine::Dice(dice.split(' ').map(|face| face.parse().ok()).collect::<Option<_>>()?)
        }
        Recorded::Drand(beacon) => SourceLine::Drand {
            chain: beacon.at.chain,
            round: beacon.at.round,
            signature: beacon.signature.clone(),
        },
    })
}
