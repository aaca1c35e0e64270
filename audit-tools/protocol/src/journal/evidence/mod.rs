//! What people signed, and when: the parts of an entry that the order of events doesn't decide
//! (PROTOCOL.md, sections 3.7, 3.8, 8.2, 8.4 and 11).

mod confirm;
mod keys;
mod order;
mod randomness;
mod seed;
mod witness;

pub use confirm::{confirmed, confirming_quorum, denied, witness_quorum};
pub use keys::{handed_over, opening_proof, receipt_signed, rotation_proof, rotation_recovered};
pub use order::{deadline, order_in_time, order_lead};
pub use randomness::{beacon, dice, dice_spec, failed_in_time};
pub use seed::{commitment, missing_in_time, opened};
pub use witness::{Cosigned, checkpoint_signed, cosignatures, cosignatures_since, witnessed};

use super::{Body, Entry, Event, Journal, Recorded, Round};
use crate::{dice::DiceError, drand::DrandError, note::NoteError, rules::Rules};

/// Evidence that doesn't hold. Each names the section of PROTOCOL.md that it tests.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceError {
    /// A note is bad: a signature of a key in question isn't accepted.
    #[error("{what}: {error} (3.3)")]
    Note {
        /// Which note.
        what: String,
        /// Why.
        error: NoteError,
    },
    /// A note is not signed by whom it must be.
    #[error("{what} is not signed by {by} (3.7)")]
    NotSigned {
        /// Which note.
        what: String,
        /// Whose signature is missing.
        by: String,
    },
    /// A note states something else.
    #[error("{what} states something else than this entry; expected {expected:?} (3.7)")]
    OtherText {
        /// Which note.
        what: String,
        /// The text it must have.
        expected: String,
    },
    /// Somebody who isn't named for it.
    #[error("{id} is not an observer who may do this (9)")]
    NotNamed {
        /// Id.
        id: String,
    },
    /// Fewer than the quorum.
    #[error("{what}: {have} of {need} observers needed for a quorum (3.8)")]
    Quorum {
        /// What for.
        what: &'static str,
        /// How many there are.
        have: usize,
        /// How many there must be.
        need: usize,
    },
    /// A key of another name or kind than its role has.
    #[error("the {role} key must be named {name} and sign notes (8.2)")]
    KeyName {
        /// Role.
        role: &'static str,
        /// Name it must have.
        name: String,
    },
    /// A checkpoint that doesn't fit this journal.
    #[error("checkpoint: {why} (8.4)")]
    Checkpoint {
        /// What doesn't fit.
        why: String,
    },
    /// Something came too early or too late.
    #[error("{what}: {at}, but {bound} ({clause})")]
    Time {
        /// What.
        what: String,
        /// When.
        at: u64,
        /// The bound in words.
        bound: String,
        /// Section of PROTOCOL.md.
        clause: &'static str,
    },
    /// A seed that isn't the committed one.
    #[error("the seed of {holder} doesn't match its commitment (11.1)")]
    Seed {
        /// Holder.
        holder: String,
    },
    /// Dice of another form than the rules'.
    #[error("dice: {0} (11.5)")]
    Dice(#[from] DiceError),
    /// Recorded dice that are not the last throw's.
    #[error("the recorded dice are not those of the last throw (11.5)")]
    OtherDice,
    /// Answers in a round whose rules take none.
    #[error("the rules take no answers: they have no timeline.answers (6.9)")]
    NoAnswers,
    /// A drand round that isn't accepted.
    #[error("drand: {0} (11.6)")]
    Drand(#[from] DrandError),
    /// Another chain or round than the order names.
    #[error("drand chain or round is not the one that the rules and the order name (11.6)")]
    OtherBeacon,
}

/// Checks all that `entry` carries, as it is about to be appended to `journal`; `rules` are those
/// of its round. What a service asks before it appends, and an observer before it cosigns.
///
/// # Errors
/// [`EvidenceError`], the first found.
pub fn check(journal: &Journal, entry: &Entry, rules: Option<&Rules>) -> Result<(), EvidenceError> {
    match &entry.body {
        Body::JournalOpened(opened) => opening_proof(opened),
        Body::KeyRotated(rotated) => {
            rotation_proof(journal.origin(), journal.keys(), journal.size(), rotated)
        }
        Body::HandedOver { key } => handed_over(journal.origin(), key),
        Body::HandedBack => Ok(()),
        Body::Round { round, event, .. } => match journal.round(round) {
            Some(round) => check_event(journal, round, entry, event, rules),
            None => Ok(()),
        },
    }
}

fn check_event(
    journal: &Journal,
    round: &Round,
    entry: &Entry,
    event: &Event,
    rules: Option<&Rules>,
) -> Result<(), EvidenceError> {
    let origin = journal.origin();
    let index = journal.size();
    match event {
        Event::SeedCommitted { holder, commitment: c, note } => {
            commitment(origin, round, holder, c, note.as_ref())
        }
        Event::SeedOpened { holder, seed, note } => {
            opened(origin, round, round.current(), holder, seed, note.as_ref())
        }
        Event::SeedMissing { .. } => match rules {
            Some(rules) => missing_in_time(round.current(), entry.at, rules.timeline.reveal),
            None => Ok(()),
        },
        Event::PostingWitnessed { checkpoint } => {
            let covers = round.posted.map_or(0, |(index, _)| index);
            witnessed(journal, round, checkpoint, covers, index).map(drop)
        }
        Event::FreezeWitnessed { checkpoint } => {
            let covers = round.current().frozen.map_or(0, |(index, _)| index);
            witnessed(journal, round, checkpoint, covers, index).map(drop)
        }
        Event::OrderSet { drand, notes } => {
            denied_order(journal, round, notes)?;
            match (drand, rules) {
                (Some(drand), Some(rules)) => order_lead(rules, *drand, entry.at),
                _ => Ok(()),
            }
        }
        Event::OrderWitnessed { checkpoint } => {
            let Some((covers, drand)) = round.current().order else { return Ok(()) };
            let times = witnessed(journal, round, checkpoint, covers, index)?;
            match (drand, rules) {
                (Some(drand), Some(rules)) => {
                    order_lead(rules, drand, journal.time_of(covers))?;
                    order_in_time(rules, drand, &times)
                }
                _ => Ok(()),
            }
        }
        Event::Voided { notes, .. } => denied_order(journal, round, notes),
        _ => check_outcome(journal, round, entry, event, rules),
    }
}

fn denied_order(
    journal: &Journal,
    round: &Round,
    notes: &[crate::note::Note],
) -> Result<(), EvidenceError> {
    match round.current().order {
        Some((index, _)) => denied(journal, round, index, notes),
        None => Ok(()),
    }
}

fn check_outcome(
    journal: &Journal,
    round: &Round,
    entry: &Entry,
    event: &Event,
    rules: Option<&Rules>,
) -> Result<(), EvidenceError> {
    let origin = journal.origin();
    match event {
        Event::DiceThrown { dice: text, again, confirmations } => {
            if let Some(rules) = rules {
                dice(rules, round.current(), text)?;
            }
            match again {
                Some(_) => confirmed(origin, round, entry, confirmations),
                None => Ok(()),
            }
        }
        Event::SourceFailed { confirmations, .. } => {
            failed_in_time(round.current(), entry.at)?;
            confirmed(origin, round, entry, confirmations)
        }
        Event::RandomnessRecorded(Recorded::Dice { dice: text, confirmations, .. }) => {
            if let Some(rules) = rules {
                dice(rules, round.current(), text)?;
            }
            if round.current().thrown.as_ref() != Some(text) {
                return Err(EvidenceError::OtherDice);
            }
            confirmed(origin, round, entry, confirmations)
        }
        Event::RandomnessRecorded(Recorded::Drand(drawn)) => beacon(rules, round.current(), drawn),
        Event::Annulled { confirmations, .. } => confirmed(origin, round, entry, confirmations),
        Event::Answers { .. } if rules.is_some_and(|rules| rules.timeline.answers.is_none()) => {
            Err(EvidenceError::NoAnswers)
        }
        _ => Ok(()),
    }
}
