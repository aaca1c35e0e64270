//! What was handed in with a step, as the second person sees it.

use crate::staff::Step;

/// Something that was handed in with a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Handed {
    /// A value, with the id of its title.
    Value(&'static str, String),
    /// Digits that people compare.
    Hash(&'static str, String),
    /// A note that an observer signed.
    Note(String),
}

impl Handed {
    /// What was handed in with a step; what is typed blind isn't shown.
    pub(crate) fn of(step: &Step) -> Vec<Self> {
        let notes = |notes: &[String]| notes.iter().cloned().map(Handed::Note).collect::<Vec<_>>();
        let value = |title, text: &str| Handed::Value(title, text.to_owned());
        match step {
            Step::CommitObserver { note } | Step::OpenObserverSeed { note } => {
                vec![Handed::Note(note.clone())]
            }
            Step::PostingWitnessed { notes: all }
            | Step::FreezeWitnessed { notes: all }
            | Step::Witness { notes: all } => notes(all),
            Step::SeedMissing { observer } => vec![value("steps-field-observer", observer)],
            Step::Order { window } if *window > 0 => {
                vec![value("steps-field-window", &window.to_string())]
            }
            Step::OrderAgain { window, notes: all } => {
                let mut shown = notes(all);
                shown.insert(0, value("steps-field-window", &window.to_string()));
                shown
            }
            Step::DiceAgain { why, .. } => vec![value("steps-field-reason", why)],
            Step::SourceFailed { reason } | Step::Annul { reason } => {
                vec![value("steps-field-reason", reason)]
            }
            Step::Void { reason, notes: all } => {
                let mut shown = notes(all);
                shown.insert(0, value("steps-field-reason", reason));
                shown
            }
            Step::Beacon { signature, .. } => {
                vec![Handed::Hash("steps-field-signature", signature.clone())]
            }
            Step::ReplaceKey { code, key } => {
                vec![value("proposal-code", code), Handed::Hash("proposal-key", key.clone())]
            }
            Step::WithdrawApplication { code, reason } => {
                vec![value("proposal-code", code), value("steps-field-reason", reason)]
            }
            Step::Announce { .. }
            | Step::Commit {}
            | Step::Open {}
            | Step::Close {}
            | Step::Post {}
            | Step::Freeze {}
            | Step::OpenSeed {}
            | Step::Order { .. }
            | Step::Dice { .. }
            | Step::Publish {} => Vec::new(),
        }
    }
}
