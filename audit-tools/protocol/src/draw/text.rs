//! `draw.txt`: everything that a draw's numbers follow from, in lines that people can read aloud
//! (PROTOCOL.md, Draw text).

use std::fmt::Write as _;

use super::DrawKey;
use crate::digest::Digest;

/// The draw text as values. Written and read, it gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawText {
    /// A rehearsal's text begins `paiwei rehearsal v1`, so that no rehearsal can pass as a draw.
    pub rehearsal: bool,
    /// Origin of the journal.
    pub origin: String,
    /// Id of the round.
    pub round: String,
    /// Attempt, from 1.
    pub attempt: u64,
    /// SHA-256 of `rules.json`.
    pub rules: Digest,
    /// Number of records of the attempt's `roll.csv`.
    pub roll_size: u64,
    /// Merkle root of the attempt's `roll.csv`.
    pub roll_root: Digest,
    /// The holders' seeds: the office first, then observers in the order of the rules.
    pub seeds: Vec<SeedLine>,
    /// Public randomness, in the order of the rules' sources.
    pub sources: Vec<SourceLine>,
}

/// A seed line of the draw text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedLine {
    /// `office`, or the observer's id.
    pub holder: String,
    /// The seed; `None` is written `missing`: the holder did not open it in time.
    pub seed: Option<[u8; 32]>,
}

/// A line of public randomness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceLine {
    /// Dice thrown in public, also in the place of a source that failed.
    Dice(Vec<u32>),
    /// A round of a drand chain.
    Drand {
        /// Chain hash.
        chain: Digest,
        /// Number of the beacon round, from 1.
        round: u64,
        /// The beacon's BLS signature: 48 or 96 bytes.
        signature: Vec<u8>,
    },
}

impl DrawText {
    /// The bytes of `draw.txt`.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let Self { origin, round, attempt, rules, roll_size, roll_root, .. } = self;
        let mut text = format!(
            "{}\njournal: {origin}\nround: {round}\nattempt: {attempt}\nrules: {rules}\n\
             roll: {roll_size} {roll_root}\n",
            first_line(self.rehearsal),
        );
        for SeedLine { holder, seed } in &self.seeds {
            let seed = seed.map_or_else(|| "missing".to_owned(), hex::encode);
            push_line(&mut text, format_args!("seed {holder}: {seed}"));
        }
        for source in &self.sources {
            push_line(&mut text, format_args!("{source}"));
        }
        text.into_bytes()
    }

    /// The draw key: SHA-256 of the bytes of [`Self::write`].
    #[must_use]
    pub fn key(&self) -> DrawKey {
        DrawKey::of_text(&self.write())
    }
}

impl std::fmt::Display for SourceLine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Dice(faces) => {
                f.write_str("dice:")?;
                faces.iter().try_for_each(|face| write!(f, " {face}"))
            }
            Self::Drand { chain, round, signature } => {
                write!(f, "drand: {chain} {round} {}", hex::encode(signature))
            }
        }
    }
}

/// The first line of a draw text.
pub(super) fn first_line(rehearsal: bool) -> &'static str {
    if rehearsal { "paiwei rehearsal v1" } else { "paiwei draw v1" }
}

fn push_line(text: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(text, "{line}").expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> DrawText {
        DrawText {
            rehearsal: false,
            origin: "330199.admissions.example/journal".into(),
            round: "2027-junior".into(),
            attempt: 1,
            rules: Digest::of(b"rules"),
            roll_size: 3,
            roll_root: Digest::of(b"roll"),
            seeds: vec![
                SeedLine { holder: "office".into(), seed: Some([1; 32]) },
                SeedLine { holder: "notary".into(), seed: None },
            ],
            sources: vec![
                SourceLine::Dice(vec![4, 1, 6, 10]),
                SourceLine::Drand {
                    chain: Digest::of(b"chain"),
                    round: 7,
                    signature: vec![0xab; 48],
                },
            ],
        }
    }

    #[test]
    fn the_text_is_the_one_of_the_protocol() {
        let expected = format!(
            "paiwei draw v1\n\
             journal: 330199.admissions.example/journal\n\
             round: 2027-junior\n\
             attempt: 1\n\
             rules: {}\n\
             roll: 3 {}\n\
             seed office: {}\n\
             seed notary: missing\n\
             dice: 4 1 6 10\n\
             drand: {} 7 {}\n",
            Digest::of(b"rules"),
            Digest::of(b"roll"),
            "01".repeat(32),
            Digest::of(b"chain"),
            "ab".repeat(48),
        );
        assert_eq!(String::from_utf8(example().write()).unwrap(), expected);
        assert_eq!(example().key(), DrawKey::of_text(expected.as_bytes()));
    }

    #[test]
    fn a_rehearsal_has_another_first_line_and_so_another_key() {
        let rehearsal = DrawText { rehearsal: true, ..example() };
        assert!(rehearsal.write().starts_with(b"paiwei rehearsal v1\n"));
        assert_ne!(rehearsal.key(), example().key());
    }
}
