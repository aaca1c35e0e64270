//! Finding an application by what a family brings: its code, or the number of its registration.
//!
//! What is typed is sent in a form, never in an address: a registration's number tells who a child
//! is, and addresses stay in histories and logs. The answer leads to the page of the code.

use paiwei_protocol::ident::Code;
use serde::Deserialize;

use crate::{
    http::{App, Problem},
    rounds,
};

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Sought {
    /// A code in any spelling, or the number of a registration.
    #[serde(default)]
    pub(crate) find: String,
}

impl Sought {
    /// The application that is meant, if there is one.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where there is no such round.
    pub(super) async fn code(&self, app: &App, round: &str) -> Result<Option<Code>, Problem> {
        match self.find.trim() {
            "" => Ok(None),
            typed => Ok(rounds::find(app.office(), round, typed).await?),
        }
    }
}
