//! One record of the roll as values.

use std::{fmt, str::FromStr};

use crate::{choices::Choices, digest::Digest, ident::Code};

/// Largest revision, and the most points: 2^31 - 1.
pub const MAX_NUMBER: u32 = (1 << 31) - 1;

/// What became of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Takes part in the draw.
    Entered,
    /// Withdrawn by the family.
    Withdrawn,
    /// Refused by review.
    Refused,
    /// Not completed by close.
    Lapsed,
}

/// A word that is no status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected entered, withdrawn, refused or lapsed")]
pub struct NotAStatus;

/// One record of a roll.
///
/// `bundle`, `categories`, `points` and `choices` are empty unless the status is
/// [`Status::Entered`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Code of the application.
    pub code: Code,
    /// What became of it.
    pub status: Status,
    /// Revision it stands at, from 1.
    pub revision: u64,
    /// Public half of the family's key; `None`, printed `-`: the office made this revision.
    pub key: Option<[u8; 32]>,
    /// 32 lower-case hex digits that stand for the child's document.
    pub tag: String,
    /// Empty, or the codes of the two or more linked applications, this one included.
    pub bundle: Vec<Code>,
    /// Ids of the categories that review confirmed, ascending by bytes.
    pub categories: Vec<String>,
    /// Points; `None` counts as 0.
    pub points: Option<u32>,
    /// Choices; no bands at all unless the status is [`Status::Entered`].
    pub choices: Choices,
    /// SHA-256 of the identity file.
    pub commitment: Digest,
}

impl Status {
    /// The word in files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
            Self::Lapsed => "lapsed",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Status {
    type Err = NotAStatus;

    fn from_str(text: &str) -> Result<Self, NotAStatus> {
        [Self::Entered, Self::Withdrawn, Self::Refused, Self::Lapsed]
            .into_iter()
            .find(|status| status.as_str() == text)
            .ok_or(NotAStatus)
    }
}

/// The record as the roll has it, without LF.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{},{},", self.code, self.status, self.revision)?;
        let key = self.key.map_or_else(|| "-".to_owned(), hex::encode);
        write!(f, "{key},{},{},", self.tag, self.bundle_text())?;
        write!(f, "{},{},", self.categories.join("+"), self.points_text())?;
        write!(f, "{},{}", self.choices, self.commitment)
    }
}

impl Line {
    /// The field `bundle`.
    #[must_use]
    pub fn bundle_text(&self) -> String {
        crate::bundle::to_text(&self.bundle)
    }

    /// The field `points`.
    #[must_use]
    pub fn points_text(&self) -> String {
        self.points.map_or_else(String::new, |points| points.to_string())
    }
}
