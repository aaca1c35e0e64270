//! What families' devices, and browsers without script, ask for.

pub(crate) mod answer;
pub(crate) mod apply;
pub(crate) mod by_hand;
pub(crate) mod codes;
pub(crate) mod documents;
pub(crate) mod object;
pub(crate) mod own;
pub(crate) mod picture;
pub(crate) mod proof;
pub(crate) mod result;

use paiwei_audit::texts::Message;
use paiwei_protocol::ident::{Code, CodeError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    http::{App, Problem, client::Address, kind},
    rounds::{FamilyError, Received},
};

/// Receipts, in the order of what was sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Receipts {
    receipts: Vec<ReceiptOf>,
}

/// A receipt.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReceiptOf {
    /// The application's code.
    #[schema(example = "009W-QGAQ-RTES-Z")]
    code: String,
    /// The revision, from 1.
    revision: u64,
    /// The receipt as the family keeps it: a signed note (PROTOCOL.md, 6.4).
    receipt: String,
}

impl Receipts {
    pub(super) fn of(received: &[Received]) -> Self {
        let one = |one: &Received| ReceiptOf {
            code: one.code.to_string(),
            revision: one.revision,
            receipt: one.receipt.to_string(),
        };
        Self { receipts: received.iter().map(one).collect() }
    }
}

/// The round of an address.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct InRound {
    /// Id of the round.
    #[param(pattern = "^[A-Za-z][A-Za-z0-9._-]{0,31}$")]
    pub(crate) round: String,
}

/// Round and code of an address.
#[derive(Debug, Clone, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct InApplication {
    /// Id of the round.
    #[param(pattern = "^[A-Za-z][A-Za-z0-9._-]{0,31}$")]
    pub(crate) round: String,
    /// The application's code.
    #[param(example = "009W-QGAQ-RTES-Z")]
    pub(crate) code: String,
}

impl InApplication {
    /// The code, in whatever spelling people type it.
    pub(crate) fn code(&self) -> Result<Code, Problem> {
        Code::normalise(&self.code).map_err(|error| mistyped(&error))
    }
}

/// Why revisions were not taken. Of a child that has an application or a place, one address is told
/// only so often.
pub(crate) fn refused(app: &App, Address(address): Address, error: FamilyError) -> Problem {
    match error {
        FamilyError::Entered | FamilyError::HoldsPlace => {
            app.budgets().tell(address).err().unwrap_or_else(|| error.into())
        }
        _ => error.into(),
    }
}

/// A code that is none, with what is wrong with it.
fn mistyped(error: &CodeError) -> Problem {
    let why = match error {
        CodeError::Form => Message::new("code-form"),
        CodeError::Length(found) => Message::new("code-length").with("found", found),
        CodeError::Symbol(symbol) => Message::new("code-symbol").with("symbol", symbol),
        CodeError::Check => Message::new("code-check"),
    };
    Problem::told(kind::CODE, &kind::CODE.detail().listing("why", [why]))
}

/// A problem with one field of the body.
pub(crate) fn field(pointer: impl Into<String>, why: &impl ToString) -> Problem {
    let why = why.to_string();
    Problem::of(kind::FIELDS).at(pointer, crate::language::Message::new(why.clone(), why))
}

/// A number, or a number of items, that is out of range.
pub(crate) fn out_of_range(pointer: &str, least: usize, most: usize) -> Problem {
    let told = Message::new("field-range").with("least", least).with("most", most);
    Problem::of(kind::FIELDS).at(pointer, told.into())
}
