//! A vector: a published round, what the verifier pins, receipts, and the verdict.

use std::{collections::BTreeMap, path::Path};

use paiwei_protocol::encoding::json::canonical;
use serde_json::json;

use crate::{ceremony::Ceremony, folder::Folder, secret::code};

/// What a verifier must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Exit status (PROTOCOL.md, section 16).
    pub exit: u8,
    /// The lowest-numbered check of that status; none if all passed.
    pub check: Option<&'static str>,
    /// What is remarked on the receipts given (section 6.12).
    pub remarks: Vec<String>,
    /// Why, in a sentence.
    pub why: &'static str,
}

/// A round with its verdict.
#[derive(Debug, Clone)]
pub struct Vector {
    /// Name of its folder.
    pub name: &'static str,
    /// The published round.
    pub round: Folder,
    /// The verifier's trust file; without, it is given no trust.
    pub trust: Option<Vec<u8>>,
    /// Receipts given to the verifier, by file name.
    pub receipts: Vec<(String, Vec<u8>)>,
    /// The verdict.
    pub verdict: Verdict,
}

impl Vector {
    /// The vector of a folder; the office and the observers of the ceremony are pinned.
    #[must_use]
    pub fn of(name: &'static str, held: &Ceremony, round: Folder, verdict: Verdict) -> Self {
        Self { name, round, trust: Some(held.trust()), receipts: Vec::new(), verdict }
    }

    /// A round in which everything holds.
    #[must_use]
    pub fn good(name: &'static str, held: &Ceremony, why: &'static str) -> Self {
        Self::of(
            name,
            held,
            held.folder(),
            Verdict { exit: 0, check: None, remarks: Vec::new(), why },
        )
    }

    /// A round that fails `check` first.
    #[must_use]
    pub fn bad(
        name: &'static str,
        held: &Ceremony,
        check: &'static str,
        why: &'static str,
    ) -> Self {
        Self::bad_folder(name, held, held.folder(), check, why)
    }

    /// The same, with a folder that the script went on to change.
    #[must_use]
    pub fn bad_folder(
        name: &'static str,
        held: &Ceremony,
        folder: Folder,
        check: &'static str,
        why: &'static str,
    ) -> Self {
        let verdict = Verdict { exit: 1, check: Some(check), remarks: Vec::new(), why };
        Self::of(name, held, folder, verdict)
    }

    /// Nothing is found wrong, but `check` cannot be run.
    #[must_use]
    pub fn open(self, check: &'static str) -> Self {
        let verdict = Verdict { exit: 2, check: Some(check), ..self.verdict };
        Self { verdict, ..self }
    }

    /// With receipts, numbered as they are given.
    #[must_use]
    pub fn with_receipts<const N: usize>(self, receipts: [Vec<u8>; N]) -> Self {
        let name = |number: usize| format!("{}.txt", number + 1);
        let receipts = receipts.into_iter().enumerate().map(|(n, bytes)| (name(n), bytes));
        Self { receipts: receipts.collect(), ..self }
    }

    /// With these remarks, each a child's name and what follows its code.
    #[must_use]
    pub fn remarked<const N: usize>(self, remarks: [(&str, &str); N]) -> Self {
        Self { verdict: Verdict { remarks: remark_lines(remarks), ..self.verdict }, ..self }
    }

    /// The vector's files, by their paths inside its folder.
    #[must_use]
    pub fn files(&self) -> Folder {
        let mut files: Folder =
            self.round.iter().map(|(path, b)| (format!("round/{path}"), b.clone())).collect();
        files.extend(self.receipts.iter().map(|(name, b)| (format!("receipts/{name}"), b.clone())));
        files.extend(self.trust.iter().map(|bytes| ("trust.txt".to_owned(), bytes.clone())));
        files.insert("verdict.json".to_owned(), self.verdict.to_json());
        files
    }
}

impl Verdict {
    /// Canonical JSON: `check` is absent if all passed, `remarks` if there are none.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let mut verdict = json!({ "exit": self.exit, "why": self.why });
        if let Some(check) = self.check {
            verdict["check"] = json!(check);
        }
        if !self.remarks.is_empty() {
            verdict["remarks"] = json!(self.remarks);
        }
        canonical(&verdict)
    }
}

/// Remarks as section 6.12 has them, ascending; each is a child's name and what follows its code.
pub(crate) fn remark_lines<const N: usize>(remarks: [(&str, &str); N]) -> Vec<String> {
    let mut lines = remarks.map(|(name, words)| format!("{} {words}", code(name)));
    lines.sort_unstable();
    lines.into()
}

/// Every file below `folder`, by its path with `/`.
///
/// # Errors
/// If a file or folder can't be read.
pub fn read(folder: &Path) -> std::io::Result<Folder> {
    let mut files = BTreeMap::new();
    read_into(folder, "", &mut files)?;
    Ok(files)
}

fn read_into(folder: &Path, prefix: &str, files: &mut Folder) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_into(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, std::fs::read(entry.path())?);
        }
    }
    Ok(())
}
