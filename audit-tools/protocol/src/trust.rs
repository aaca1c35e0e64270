//! Pinned keys: whom a verifier believes to be the office and its observers (PROTOCOL.md, section
//! 15).

use crate::{ident::is_origin, note::VerifierKey, place::Place};

const HEAD: &str = "paiwei trust v1";

/// Pinned keys, journal by journal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trust {
    /// Blocks in the order of the file.
    pub blocks: Vec<TrustBlock>,
}

/// The pinned keys of one journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustBlock {
    /// Origin of the journal.
    pub origin: String,
    /// The office's recovery key.
    pub recovery: VerifierKey,
    /// Observers: key of notes, key of cosignatures.
    pub observers: Vec<(VerifierKey, VerifierKey)>,
}

/// A trust file that isn't as in section 15.1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: expected {expected}; ask the office for its printed trust file")]
pub struct TrustError {
    /// Where.
    pub place: Place,
    /// What belongs there.
    pub expected: &'static str,
}

impl Trust {
    /// Reads a trust file of one or more blocks.
    ///
    /// # Errors
    /// [`TrustError`] names the line.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, TrustError> {
        let whole = |expected| TrustError { place: Place::file(file), expected };
        let text = std::str::from_utf8(bytes).map_err(|_| whole("UTF-8 text"))?;
        let text = text.strip_suffix('\n').ok_or(whole("a line feed at the end"))?;
        let mut lines = (1..).zip(text.split('\n')).peekable();
        let mut blocks = Vec::new();
        while let Some((number, line)) = lines.next() {
            let wrong = |line, expected| TrustError { place: Place::line(file, line), expected };
            if line != HEAD {
                return Err(wrong(number, "the line \"paiwei trust v1\""));
            }
            let origin = lines
                .next()
                .and_then(|(_, line)| line.strip_prefix("origin: "))
                .filter(|origin| is_origin(origin))
                .ok_or(wrong(number + 1, "\"origin: \" and an origin"))?;
            let recovery = lines
                .next()
                .and_then(|(_, line)| line.strip_prefix("recovery: ")?.parse().ok())
                .ok_or(wrong(number + 2, "\"recovery: \" and a verifier key"))?;
            let mut observers = Vec::new();
            while let Some((number, line)) = lines.next_if(|(_, line)| *line != HEAD) {
                let keys =
                    observer(line).ok_or(wrong(number, "\"observer: \" and two verifier keys"))?;
                observers.push(keys);
            }
            blocks.push(TrustBlock { origin: origin.to_owned(), recovery, observers });
        }
        Ok(Self { blocks })
    }

    /// The file's bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.blocks.iter().map(TrustBlock::to_text).collect::<String>().into_bytes()
    }

    /// Whether some block has this origin.
    #[must_use]
    pub fn knows(&self, origin: &str) -> bool {
        self.blocks.iter().any(|block| block.origin == origin)
    }

    /// Whether some block has this origin and recovery key.
    #[must_use]
    pub fn pins(&self, origin: &str, recovery: &VerifierKey) -> bool {
        self.of(origin, recovery).next().is_some()
    }

    /// Whether both keys of an observer are in one line of such a block.
    #[must_use]
    pub fn pins_observer(
        &self,
        origin: &str,
        recovery: &VerifierKey,
        note: &VerifierKey,
        cosign: &VerifierKey,
    ) -> bool {
        self.of(origin, recovery)
            .flat_map(|block| &block.observers)
            .any(|(n, c)| n == note && c == cosign)
    }

    fn of<'a>(
        &'a self,
        origin: &'a str,
        recovery: &'a VerifierKey,
    ) -> impl Iterator<Item = &'a TrustBlock> {
        self.blocks.iter().filter(move |b| b.origin == origin && &b.recovery == recovery)
    }
}

impl TrustBlock {
    /// The block's lines.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEAD}\norigin: {}\nrecovery: {}\n", self.origin, self.recovery);
        for (note, cosign) in &self.observers {
            text.push_str(&format!("observer: {note} {cosign}\n"));
        }
        text
    }
}

fn observer(line: &str) -> Option<(VerifierKey, VerifierKey)> {
    let (note, cosign) = line.strip_prefix("observer: ")?.split_once(' ')?;
    Some((note.parse().ok()?, cosign.parse().ok()?))
}
