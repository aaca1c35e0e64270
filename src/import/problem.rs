//! What can be wrong with a row, said so that the person at the counter can mend it.

mod said;

use jiff::civil::Date;

use crate::{
    documents::DocumentError,
    language::{Message, Told},
};

/// Something found in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Row or line of the spreadsheet.
    pub row: u64,
    /// Registration number, where the row has one.
    pub registration: String,
    /// Heading of the column; empty where the whole row is meant.
    pub column: String,
    /// What was found.
    pub problem: Problem,
}

impl Finding {
    /// Where it is, what is wrong and what to do.
    pub(crate) fn told(&self) -> Told {
        let place = Told::new("row-finding").with("row", self.row).with("column", &self.column);
        place.listing("problem", [self.problem.told()])
    }
}

/// What was found. No variant holds a name or a document's number: reports are passed around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A value that must be there is not.
    Empty,
    /// A number of more than 15 digits whose end the spreadsheet program has dropped.
    DigitsLost,
    /// The cell shows a formula's error.
    FormulaFailed(String),
    /// More characters than a field takes.
    TooLong(usize),
    /// Line breaks or other control characters in a field.
    ControlCharacters,
    /// More fields than a child has.
    TooManyFields(usize),
    /// A field's name that is no id.
    FieldName,
    /// Another spelling than the one that identity files use, which is given.
    OtherSpelling(String),
    /// No kind of document.
    UnknownDocumentKind(String),
    /// The document's number.
    Document(DocumentError),
    /// No date.
    NotADate,
    /// A birth date after today.
    BornAhead(Date),
    /// The birth date is not the one in the identity number.
    BirthDisagrees(Date),
    /// Neither male nor female.
    NotASex(String),
    /// The sex is not the one in the identity number.
    SexDisagrees,
    /// A value that stands for no category.
    UnknownCategory(String),
    /// No number of points.
    NotPoints(String),
    /// A value that stands for no program.
    UnknownProgram(String),
    /// A program chosen twice.
    ChosenTwice(String),
    /// More choices than there is room for.
    TooManyChoices {
        /// Room for choices.
        most: u32,
        /// Choices found.
        found: usize,
    },
    /// A program that this band does not offer.
    NotOffered {
        /// Band, counted from 1.
        band: usize,
        /// Id of the program.
        program: String,
    },
    /// The registration number of an earlier row.
    RegistrationTwice(u64),
    /// The document of an earlier row.
    DocumentTwice(u64),
    /// The rules take no linked applications.
    BundlesNotTaken,
    /// Nobody else carries this bundle's text.
    BundleAlone,
    /// More children in the bundle than the rules take.
    BundleTooLarge {
        /// Most children.
        most: u32,
        /// Children found.
        found: usize,
    },
    /// Other choices than the bundle's first row.
    BundleChoicesDiffer(u64),
    /// Nothing is chosen. Allowed.
    NothingChosen,
    /// No pool of the program takes a child with these claims. Allowed: review may add categories.
    NotEligible(String),
}

impl Problem {
    /// Whether the import is refused because of it; the rest is for the reader to weigh.
    #[must_use]
    pub fn is_error(&self) -> bool {
        !matches!(self, Self::NothingChosen | Self::NotEligible(_))
    }

    /// What is wrong and what to do about it, in both languages.
    #[must_use]
    pub fn explained(&self) -> (Message, Message) {
        (self.what().into(), self.remedy().into())
    }

    /// What is wrong and what to do about it, as one sentence.
    pub(crate) fn told(&self) -> Told {
        Told::new("document-fault")
            .listing("what", [self.what()])
            .listing("remedy", [self.remedy()])
    }
}
