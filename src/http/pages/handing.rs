//! Handing a form in: the office's hand makes the revisions of a family whose browser runs no script.

use axum::response::{IntoResponse as _, Response};
use paiwei_protocol::rules::Rules;

use super::{
    Page, Shell,
    filled::{Filled, Wrong},
    receipt::ReceiptPage,
};
use crate::{
    http::{App, Problem, api::families::refused, client::Address},
    rounds::{self, ByHand, FamilyError},
};

/// Who hands a form in, and for which round.
pub(super) struct Handing<'a> {
    pub(super) app: &'a App,
    pub(super) address: Address,
    pub(super) shell: &'a Shell,
    pub(super) rules: &'a Rules,
}

impl Handing<'_> {
    /// Takes what a form asks for. The page of the receipts, or what is wrong with the form.
    ///
    /// # Errors
    ///
    /// A [`Problem`] that is no fault of the form.
    pub(super) async fn taken(
        self,
        filled: &Filled,
        asked: &ByHand,
    ) -> Result<Result<Response, Vec<Wrong>>, Problem> {
        let Self { app, address, shell, rules } = self;
        let faults = filled.faults(rules, asked, app.office().now(), shell);
        if !faults.is_empty() {
            return Ok(Err(faults));
        }
        match rounds::by_hand(app.counter(), &rules.round, asked).await {
            Ok(handed) => {
                let page = ReceiptPage::of(shell.clone(), rules.round.clone(), rules, &handed);
                Ok(Ok(Page(page).into_response()))
            }
            Err(FamilyError::Fields(found)) => {
                Ok(Err(found.iter().map(|one| filled.wrong(one, shell)).collect()))
            }
            Err(error) => Err(refused(app, address, error)),
        }
    }
}
