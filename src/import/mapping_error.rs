//! Why a mapping is refused.

use crate::language::{Message, Speak, Told};

/// A mapping that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub enum MappingError {
    /// Not the JSON of a mapping.
    Json {
        /// Line, counted from 1.
        line: usize,
        /// What the reader met.
        what: String,
    },
    /// Another format.
    Format(String),
    /// The mapping does not fit the spreadsheet or the rules: everything at once.
    Unfit(Vec<Flaw>),
}

/// One thing in which a mapping does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Member of the mapping, such as `choices[0].columns[1]`.
    pub member: String,
    /// What is wrong and what to do.
    pub told: Told,
}

impl Flaw {
    pub(super) fn new(member: impl Into<String>, told: Told) -> Self {
        Self { member: member.into(), told }
    }
}

impl Speak for MappingError {
    fn message(&self) -> Message {
        let told = match self {
            Self::Json { line, what } => {
                Told::new("mapping-json").with("line", line).with("what", what)
            }
            Self::Format(format) => Told::new("mapping-format").with("format", format),
            Self::Unfit(flaws) => {
                let each = |flaw: &Flaw| {
                    let told = Told::new("mapping-flaw").with("member", &flaw.member);
                    told.listing("what", [flaw.told.clone()])
                };
                Told::new("mapping-unfit").listing("flaws", flaws.iter().map(each))
            }
        };
        told.into()
    }
}
