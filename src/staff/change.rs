//! What is changed of an account.

use serde_json::{Value, json};

use super::{Role, Roles};

/// What a supervisor changes of an account: what is given.
#[derive(Debug, Clone, Copy, Default)]
pub struct Change<'a> {
    /// Other roles.
    pub roles: Option<&'a Roles>,
    /// Lock it, and end its sessions, or unlock it.
    pub locked: Option<bool>,
    /// Another password; takes the second factor away and ends the account's sessions: for whoever
    /// has forgotten or lost them.
    pub password: Option<&'a str>,
}

impl<'a> Change<'a> {
    /// Other roles alone.
    #[must_use]
    pub fn roles(roles: &'a Roles) -> Self {
        Self { roles: Some(roles), ..Self::default() }
    }

    /// Whether it is locked, alone.
    #[must_use]
    pub fn locked(locked: bool) -> Self {
        Self { locked: Some(locked), ..Self::default() }
    }

    /// Another password alone.
    #[must_use]
    pub fn password(password: &'a str) -> Self {
        Self { password: Some(password), ..Self::default() }
    }

    /// Nothing is given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.roles.is_none() && self.locked.is_none() && self.password.is_none()
    }

    /// Whether nobody looks after accounts by this one afterwards.
    pub(super) fn leaves(&self) -> bool {
        self.locked == Some(true) || self.roles.is_some_and(|roles| !roles.has(Role::Supervisor))
    }

    /// The trail's words for it, one row each.
    pub(super) fn acts(&self, name: &str) -> Vec<(&'static str, Value)> {
        let mut acts = Vec::new();
        if let Some(roles) = self.roles {
            acts.push(("set-roles", json!({ "account": name, "roles": roles.to_string() })));
        }
        if self.password.is_some() {
            acts.push(("reset-account", json!({ "account": name })));
        }
        if let Some(locked) = self.locked {
            let act = if locked { "lock-account" } else { "unlock-account" };
            acts.push((act, json!({ "account": name })));
        }
        acts
    }
}
