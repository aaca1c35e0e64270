//! What is said of a row's problem: the text that names it, and the one that says what to do.

use super::Problem;
use crate::{documents::DocumentKind, language::Told};

impl Problem {
    /// What is wrong.
    pub(super) fn what(&self) -> Told {
        match self {
            Self::Document(error) => error.told(),
            Self::UnknownDocumentKind(value) => {
                Told::new("problem-of-unknown-document-kind").with("value", value)
            }
            Self::RegistrationTwice(row) => {
                Told::new("problem-of-registration-twice").with("row", row)
            }
            Self::DocumentTwice(row) => Told::new("problem-of-document-twice").with("row", row),
            Self::Empty => Told::new("problem-of-empty"),
            Self::DigitsLost => Told::new("problem-of-digits-lost"),
            Self::FormulaFailed(shown) => {
                Told::new("problem-of-formula-failed").with("shown", shown)
            }
            Self::TooLong(most) => Told::new("problem-of-too-long").with("most", most),
            Self::ControlCharacters => Told::new("problem-of-control-characters"),
            Self::TooManyFields(most) => Told::new("problem-of-too-many-fields").with("most", most),
            Self::OtherSpelling(expected) => {
                Told::new("problem-of-other-spelling").with("expected", expected)
            }
            Self::FieldName => Told::new("problem-of-field-name"),
            Self::NotADate => Told::new("problem-of-not-a-date"),
            Self::BornAhead(date) => Told::new("problem-of-born-ahead").with("date", date),
            Self::BirthDisagrees(date) => {
                Told::new("problem-of-birth-disagrees").with("date", date)
            }
            Self::NotASex(value) => Told::new("problem-of-not-a-sex").with("value", value),
            Self::SexDisagrees => Told::new("problem-of-sex-disagrees"),
            Self::BundlesNotTaken => Told::new("problem-of-bundles-not-taken"),
            Self::BundleTooLarge { most, found } => {
                Told::new("problem-of-bundle-too-large").with("most", most).with("found", found)
            }
            Self::BundleChoicesDiffer(row) => {
                Told::new("problem-of-bundle-choices-differ").with("row", row)
            }
            Self::BundleAlone => Told::new("problem-of-bundle-alone"),
            Self::UnknownCategory(value) => {
                Told::new("problem-of-unknown-category").with("value", value)
            }
            Self::NotPoints(value) => Told::new("problem-of-not-points").with("value", value),
            Self::UnknownProgram(value) => {
                Told::new("problem-of-unknown-program").with("value", value)
            }
            Self::ChosenTwice(program) => {
                Told::new("problem-of-chosen-twice").with("program", program)
            }
            Self::TooManyChoices { most, found } => {
                Told::new("problem-of-too-many-choices").with("most", most).with("found", found)
            }
            Self::NotOffered { band, program } => {
                Told::new("problem-of-not-offered").with("band", band).with("program", program)
            }
            Self::NotEligible(program) => {
                Told::new("problem-of-not-eligible").with("program", program)
            }
            Self::NothingChosen => Told::new("problem-of-nothing-chosen"),
        }
    }

    /// What to do about it.
    pub(super) fn remedy(&self) -> Told {
        match self {
            Self::Document(error) => error.what_to_do(),
            Self::BornAhead(_)
            | Self::BirthDisagrees(_)
            | Self::NotASex(_)
            | Self::SexDisagrees => Told::new("document-compare"),
            Self::UnknownDocumentKind(_) => {
                Told::new("problem-of-unknown-document-kind-remedy").with("kinds", kinds())
            }
            Self::RegistrationTwice(_) => Told::new("problem-of-registration-twice-remedy"),
            Self::DocumentTwice(_) => Told::new("problem-of-document-twice-remedy"),
            Self::Empty => Told::new("problem-of-empty-remedy"),
            Self::DigitsLost => Told::new("problem-of-digits-lost-remedy"),
            Self::FormulaFailed(_) => Told::new("problem-of-formula-failed-remedy"),
            Self::TooLong(_) => Told::new("problem-of-too-long-remedy"),
            Self::ControlCharacters => Told::new("problem-of-control-characters-remedy"),
            Self::TooManyFields(_) => Told::new("problem-of-too-many-fields-remedy"),
            Self::OtherSpelling(expected) => {
                Told::new("problem-of-other-spelling-remedy").with("expected", expected)
            }
            Self::FieldName => Told::new("problem-of-field-name-remedy"),
            Self::NotADate => Told::new("problem-of-not-a-date-remedy"),
            Self::BundlesNotTaken => Told::new("problem-of-bundles-not-taken-remedy"),
            Self::BundleTooLarge { .. } => Told::new("problem-of-bundle-too-large-remedy"),
            Self::BundleChoicesDiffer(_) => Told::new("problem-of-bundle-choices-differ-remedy"),
            Self::BundleAlone => Told::new("problem-of-bundle-alone-remedy"),
            Self::UnknownCategory(_) => Told::new("problem-of-unknown-category-remedy"),
            Self::NotPoints(_) => Told::new("problem-of-not-points-remedy"),
            Self::UnknownProgram(_) => Told::new("problem-of-unknown-program-remedy"),
            Self::ChosenTwice(_) => Told::new("problem-of-chosen-twice-remedy"),
            Self::TooManyChoices { .. } => Told::new("problem-of-too-many-choices-remedy"),
            Self::NotOffered { .. } => Told::new("problem-of-not-offered-remedy"),
            Self::NotEligible(_) => Told::new("problem-of-not-eligible-remedy"),
            Self::NothingChosen => Told::new("problem-of-nothing-chosen-remedy"),
        }
    }
}

fn kinds() -> String {
    DocumentKind::ALL.map(DocumentKind::id).join(", ")
}
