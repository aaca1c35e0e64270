//! What is wrong with the number of a document.

use jiff::civil::Date;

use super::DocumentKind;
use crate::language::{Message, Told};

/// A number that cannot be one of its kind. No variant holds the number itself: reports travel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}; {}", self.what().en, self.remedy().en)]
pub enum DocumentError {
    /// Not 18 characters.
    Length(usize),
    /// A first-generation number of 15 digits.
    FirstGeneration,
    /// Something else than 17 digits and a digit or X.
    Characters,
    /// The first six digits name no region.
    Region,
    /// Digits 7 to 14 are no date.
    NoDate,
    /// Born after today or more than 150 years ago.
    Birth(Date),
    /// The sequence digits are 000.
    Sequence,
    /// The check digit belongs to another number.
    CheckDigit,
    /// Another shape than documents of this kind have.
    Shape(DocumentKind),
}

impl DocumentError {
    /// What is wrong, in both languages.
    #[must_use]
    pub fn what(&self) -> Message {
        self.told().into()
    }

    pub(crate) fn told(&self) -> Told {
        match self {
            Self::Length(found) => Told::new("document-length").with("found", found),
            Self::FirstGeneration => Told::new("document-first-generation"),
            Self::Characters => Told::new("document-characters"),
            Self::Region => Told::new("document-region"),
            Self::NoDate => Told::new("document-no-date"),
            Self::Birth(date) => Told::new("document-birth").with("date", date),
            Self::Sequence => Told::new("document-sequence"),
            Self::CheckDigit => Told::new("document-check-digit"),
            Self::Shape(kind) => Told::new("document-shape").listing("kind", [kind.told()]),
        }
    }

    /// What to do about it, in both languages.
    #[must_use]
    pub fn remedy(&self) -> Message {
        self.what_to_do().into()
    }

    pub(crate) fn what_to_do(&self) -> Told {
        Told::new(match self {
            Self::FirstGeneration => "document-enter-18",
            _ => "document-compare",
        })
    }
}
