//! Checkpoints: the text that commits to a journal (C2SP tlog-checkpoint; PROTOCOL.md, section 3.4).

use std::fmt;

use super::{NoteError, from_base64, to_base64};
use crate::{digest::Digest, encoding::decimal, ident::is_origin, place::Place};

/// The head of a journal: printed as three lines, origin, size and root in base64. Extension lines
/// are refused: nothing here is published that a verifier does not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Origin of the journal.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Merkle root over them.
    pub root: Digest,
}

impl Checkpoint {
    /// Reads the text of a checkpoint, signature lines left out; `file` is its name in refusals.
    ///
    /// # Errors
    ///
    /// [`NoteError::Checkpoint`] with the line and what belongs there.
    pub fn parse(file: &str, text: &str) -> Result<Self, NoteError> {
        let refusal =
            |line, expected| NoteError::Checkpoint { place: Place::line(file, line), expected };
        let mut lines = text.split('\n');
        let origin = lines.next().filter(|origin| is_origin(origin));
        let origin = origin.ok_or_else(|| refusal(1, "the journal's origin"))?;
        let size = lines.next().and_then(decimal::parse);
        let size = size.ok_or_else(|| refusal(2, "the size in decimal, without leading zeros"))?;
        let root = lines.next().and_then(digest);
        let root = root.ok_or_else(|| refusal(3, "the root: 32 bytes in base64"))?;
        if lines.next() != Some("") || lines.next().is_some() {
            return Err(refusal(4, "the end after three lines, each ending in a line feed"));
        }
        Ok(Self { origin: origin.to_owned(), size, root })
    }
}

impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}\n", self.origin, self.size, to_base64(self.root.as_bytes()))
    }
}

fn digest(text: &str) -> Option<Digest> {
    from_base64(text)?.try_into().ok().map(Digest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The example of C2SP tlog-checkpoint.
    const EXAMPLE: &str = "example.com/behind-the-sofa\n\
        20852163\n\
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    fn refused_at(text: &str) -> u64 {
        match Checkpoint::parse("checkpoint", text) {
            Err(NoteError::Checkpoint { place, .. }) => place.line.unwrap(),
            other => panic!("{text:?}: {other:?}"),
        }
    }

    #[test]
    fn the_published_example() {
        let checkpoint = Checkpoint::parse("checkpoint", EXAMPLE).unwrap();
        assert_eq!(checkpoint.origin, "example.com/behind-the-sofa");
        assert_eq!(checkpoint.size, 20_852_163);
        assert_eq!(checkpoint.to_string(), EXAMPLE);
    }

    #[test]
    fn refusals_name_the_line() {
        assert_eq!(refused_at(""), 1);
        assert_eq!(refused_at(&EXAMPLE.replace("behind-the", "behind the")), 1);
        assert_eq!(refused_at(&EXAMPLE.replace("208", "0208")), 2);
        assert_eq!(refused_at(&EXAMPLE.replace("208", "+208")), 2);
        assert_eq!(refused_at(&EXAMPLE.replace("20852163", "18446744073709551616")), 2);
        assert_eq!(refused_at(&EXAMPLE.replace("q2I=", "q2J=")), 3);
        assert_eq!(refused_at(&EXAMPLE.replace("q2I=", "q2I")), 3);
        assert_eq!(refused_at(EXAMPLE.trim_end()), 4);
        assert_eq!(refused_at(&format!("{EXAMPLE}extension\n")), 4);
        assert_eq!(refused_at(&format!("{EXAMPLE}\n")), 4);
    }

    #[test]
    fn the_oracle_agrees() {
        let checkpoint = Checkpoint::parse("checkpoint", EXAMPLE).unwrap();
        let hash = tlog_tiles::Hash(checkpoint.root.0);
        let theirs = tlog_tiles::Checkpoint::new(&checkpoint.origin, checkpoint.size, hash, "");
        assert_eq!(theirs.unwrap().to_bytes(), EXAMPLE.as_bytes());
        assert!(tlog_tiles::Checkpoint::from_bytes(EXAMPLE.as_bytes()).is_ok());
    }

    proptest! {
        #[test]
        fn printing_reverses_parsing(origin in "[a-z][a-z.-]{0,30}[0-9]", size: u64, root: [u8; 32]) {
            let checkpoint = Checkpoint { origin, size, root: Digest(root) };
            let text = checkpoint.to_string();
            prop_assert_eq!(Checkpoint::parse("checkpoint", &text), Ok(checkpoint));
        }

        #[test]
        fn nothing_makes_the_parser_panic(text in "[a+\n ]{0,4}[0-9\n+]{0,21}[A-Za-z0-9+/=\n]{0,50}\n?") {
            if let Ok(checkpoint) = Checkpoint::parse("checkpoint", &text) {
                prop_assert_eq!(checkpoint.to_string(), text);
            }
        }
    }
}
