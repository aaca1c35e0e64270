//! Keys that the user pins, from files outside the judged folder or typed in (PROTOCOL.md, section
//! 15).

use std::{
    fs,
    path::{Path, PathBuf},
};

use paiwei_protocol::{
    note::{NoteError, VerifierKey},
    trust::{Trust, TrustBlock, TrustError},
};

use crate::{
    args,
    disk::{self, DiskError},
    texts::{Message, Tell, in_english},
};

/// Most bytes of a trust file.
const MAX_TRUST: u64 = 1 << 20;

/// Keys that can't be pinned.
#[derive(Debug, thiserror::Error)]
#[error("{}", in_english(self))]
pub(crate) enum PinsError {
    /// A file can't be read.
    Disk(#[from] DiskError),
    /// A file of the judged folder would vouch for itself.
    Inside {
        /// The file.
        path: PathBuf,
    },
    /// Not a trust file.
    Trust(#[from] TrustError),
    /// A typed key that isn't one.
    Key {
        /// What was typed.
        text: String,
        /// Why.
        error: NoteError,
    },
    /// Something typed that is no pin.
    Typed {
        /// What was typed.
        text: String,
    },
}

impl Tell for PinsError {
    fn tell(&self) -> Message {
        match self {
            Self::Disk(error) => error.tell(),
            Self::Inside { path } => Message::new("pins-inside").with("path", path.display()),
            Self::Trust(error) => Message::new("pins-trust").with("why", error),
            Self::Key { text, error } => {
                Message::new("pins-key").with("text", text).with("why", error)
            }
            Self::Typed { text } => Message::new("pins-typed").with("text", text),
        }
    }
}

/// All that is pinned; `None` if nothing was given.
pub(crate) fn pinned(given: &args::Pins, judged: &Path) -> Result<Option<Trust>, PinsError> {
    let mut trust = Trust::default();
    for path in &given.trust {
        if inside(path, judged) {
            return Err(PinsError::Inside { path: path.clone() });
        }
        let path = fs::canonicalize(path).map_err(DiskError::io(path))?;
        let bytes = disk::read(&path, MAX_TRUST)?;
        trust.blocks.extend(Trust::read(&path.display().to_string(), &bytes)?.blocks);
    }
    trust.blocks.extend(typed(&given.key)?);
    Ok(if trust.blocks.is_empty() { None } else { Some(trust) })
}

/// Whether `path`, links resolved, lies in the folder.
fn inside(path: &Path, dir: &Path) -> bool {
    match (fs::canonicalize(path), fs::canonicalize(dir)) {
        (Ok(path), Ok(dir)) => path.starts_with(dir),
        _ => false,
    }
}

/// Blocks from what was typed: `recovery=KEY`, `observer=KEY KEY`, or lines of a trust file. The
/// origin of a block is in the name of its recovery key.
fn typed(keys: &[String]) -> Result<Vec<TrustBlock>, PinsError> {
    let mut blocks: Vec<TrustBlock> = Vec::new();
    let mut origin = None;
    for text in keys.iter().flat_map(|key| key.lines()).map(str::trim) {
        let refused = || PinsError::Typed { text: text.to_owned() };
        if text.is_empty() || text == "paiwei trust v1" {
            continue;
        }
        let (role, value) = text.split_once([':', '=']).ok_or_else(refused)?;
        match (role.trim(), value.trim()) {
            ("origin", value) => origin = Some(value.to_owned()),
            ("recovery", value) => {
                let block = block(value, text)?;
                if origin.take().is_some_and(|origin| origin != block.origin) {
                    return Err(refused());
                }
                blocks.push(block);
            }
            ("observer", value) => {
                let (note, cosign) = value.split_once(' ').ok_or_else(refused)?;
                let keys = (key(note, text)?, key(cosign.trim(), text)?);
                blocks.last_mut().ok_or_else(refused)?.observers.push(keys);
            }
            _ => return Err(refused()),
        }
    }
    Ok(blocks)
}

fn block(value: &str, text: &str) -> Result<TrustBlock, PinsError> {
    let recovery = key(value, text)?;
    let origin = recovery.name().strip_suffix("/recovery").map(str::to_owned);
    let origin = origin.ok_or_else(|| PinsError::Typed { text: text.to_owned() })?;
    Ok(TrustBlock { origin, recovery, observers: Vec::new() })
}

fn key(value: &str, text: &str) -> Result<VerifierKey, PinsError> {
    value.parse().map_err(|error| PinsError::Key { text: text.to_owned(), error })
}

#[cfg(test)]
mod tests {
    use paiwei_protocol::{ed25519::SigningKey, note::KeyKind};

    use super::*;

    fn vkey(name: &str, kind: KeyKind) -> String {
        let public = SigningKey::from_seed([7; 32]).public();
        VerifierKey::new(name, kind, public).unwrap().to_string()
    }

    #[test]
    fn keys_are_typed_one_by_one_or_pasted_as_lines() {
        let recovery = vkey("a.example/journal/recovery", KeyKind::Note);
        let (note, cosign) =
            (vkey("n.example", KeyKind::Note), vkey("n.example", KeyKind::Cosignature));
        let one_by_one = [format!("recovery={recovery}"), format!("observer={note} {cosign}")];
        let pasted = format!(
            "paiwei trust v1\norigin: a.example/journal\nrecovery: {recovery}\n\
             observer: {note} {cosign}\n"
        );
        let blocks = typed(&one_by_one).unwrap();
        assert_eq!(blocks, typed(std::slice::from_ref(&pasted)).unwrap());
        assert_eq!(blocks[0].to_text(), pasted);
    }

    #[test]
    fn what_is_no_pin_is_refused_with_its_text() {
        let recovery = vkey("a.example/recovery", KeyKind::Note);
        let other = [format!("origin: b.example\nrecovery: {recovery}")];
        assert!(matches!(typed(&other), Err(PinsError::Typed { .. })));
        assert!(matches!(typed(&["recovery=x".into()]), Err(PinsError::Key { .. })));
        assert!(matches!(typed(&["observer=a b".into()]), Err(PinsError::Key { .. })));
        assert!(matches!(typed(&["journal=x".into()]), Err(PinsError::Typed { .. })));
    }

    #[test]
    fn a_folder_does_not_vouch_for_itself() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("trust.txt");
        fs::write(&file, b"x").unwrap();
        let given = args::Pins { trust: vec![file.clone()], key: Vec::new() };
        assert!(matches!(pinned(&given, dir.path()), Err(PinsError::Inside { .. })));
        let elsewhere = tempfile::tempdir().unwrap();
        assert!(matches!(pinned(&given, elsewhere.path()), Err(PinsError::Trust(_))));
    }
}
