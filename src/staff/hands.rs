//! From whose hand an account comes. Whoever gave an account its password or its roles may know how to
//! sign in with it; so the two of a step must not come from one hand.

use std::collections::{BTreeMap, BTreeSet};

use super::{COMMAND_LINE, StaffError};
use crate::store::AccountRow;

/// Refuses two people whose accounts come from one hand: one gave the other its account, its roles or
/// its password, or the same third person gave both theirs, directly or in turn. What the command line
/// gave comes from nobody who signs in.
pub(super) fn apart(accounts: &[AccountRow], one: &str, other: &str) -> Result<(), StaffError> {
    let given: BTreeMap<&str, &str> =
        accounts.iter().map(|row| (row.name.as_str(), row.granted_by.as_str())).collect();
    let (one, other) = (hands(&given, one), hands(&given, other));
    match one.intersection(&other).next() {
        Some(hand) => Err(StaffError::SameHand((*hand).to_owned())),
        None => Ok(()),
    }
}

/// An account's name, and those of all from whom it comes.
fn hands<'a>(given: &BTreeMap<&'a str, &'a str>, name: &'a str) -> BTreeSet<&'a str> {
    let (mut hands, mut next) = (BTreeSet::new(), name);
    while next != COMMAND_LINE && hands.insert(next) {
        next = given.get(next).copied().unwrap_or(COMMAND_LINE);
    }
    hands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, granted_by: &str) -> AccountRow {
        AccountRow {
            name: name.to_owned(),
            roles: "operator".to_owned(),
            password: String::new(),
            totp: Vec::new(),
            totp_step: 0,
            locked: 0,
            made_at: 0,
            granted_by: granted_by.to_owned(),
        }
    }

    #[test]
    fn one_hand_is_never_two_people() {
        let accounts = [
            row("li", "-"),
            row("wang", "-"),
            row("sun", "ghost"),
            row("ghost", "sun"),
            row("shade", "ghost"),
            row("qian", "wang"),
        ];
        let apart = |one, other| apart(&accounts, one, other).is_ok();
        assert!(apart("li", "wang") && apart("li", "shade") && apart("qian", "li"));
        assert!(!apart("sun", "ghost") && !apart("ghost", "sun"), "one gave the other its account");
        assert!(!apart("shade", "sun"), "in turn");
        assert!(!apart("qian", "wang"));
        assert!(!apart("li", "li"));
    }
}
