//! What the office's people ask for.

pub(crate) mod accounts;
pub(crate) mod imports;
pub(crate) mod objections;
pub(crate) mod outputs;
pub(crate) mod own;
pub(crate) mod proposals;
pub(crate) mod review;
pub(crate) mod rounds;
pub(crate) mod sessions;

use serde::Serialize;
use utoipa::ToSchema;

use crate::staff::Account;

/// An account of the office.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountView {
    /// Its name.
    #[schema(example = "li")]
    name: String,
    /// Its roles: `operator`, `reviewer`, `supervisor`.
    roles: Vec<&'static str>,
    /// Nobody may sign in with it.
    locked: bool,
    /// A second factor is on or being set up.
    second_factor: bool,
}

impl From<Account> for AccountView {
    fn from(account: Account) -> Self {
        Self {
            name: account.name,
            roles: account.roles.iter().map(crate::staff::Role::as_str).collect(),
            locked: account.locked,
            second_factor: account.second_factor,
        }
    }
}

/// The account of an address.
#[derive(Debug, Clone, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct InAccount {
    /// Name of the account.
    #[param(pattern = "^[a-z][a-z0-9._-]{0,31}$")]
    pub(crate) name: String,
}
