//! What people of the office may do.

use std::{collections::BTreeSet, fmt, str::FromStr};

use super::StaffError;

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Sets rounds up, imports, runs the steps.
    Operator,
    /// Checks claims, accepts and refuses with a reason.
    Reviewer,
    /// Confirms what can't be undone; looks after accounts; reads the trail.
    Supervisor,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Operator, Self::Reviewer, Self::Supervisor];

    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Reviewer => "reviewer",
            Self::Supervisor => "supervisor",
        }
    }
}

impl FromStr for Role {
    type Err = StaffError;

    fn from_str(text: &str) -> Result<Self, StaffError> {
        let found = Self::ALL.into_iter().find(|role| role.as_str() == text);
        found.ok_or_else(|| StaffError::Role(text.to_owned()))
    }
}

/// A set of roles, at least one. Printed joined by `+`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles(BTreeSet<Role>);

impl Roles {
    /// Of these.
    ///
    /// # Errors
    ///
    /// [`StaffError::Role`] where there is none.
    pub fn of(roles: impl IntoIterator<Item = Role>) -> Result<Self, StaffError> {
        let roles: BTreeSet<Role> = roles.into_iter().collect();
        if roles.is_empty() { Err(StaffError::Role(String::new())) } else { Ok(Self(roles)) }
    }

    /// Whether this one is among them.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Role> + '_ {
        self.0.iter().copied()
    }
}

impl FromStr for Roles {
    type Err = StaffError;

    fn from_str(text: &str) -> Result<Self, StaffError> {
        Self::of(text.split('+').map(str::parse).collect::<Result<Vec<_>, _>>()?)
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<_> = self.0.iter().map(|role| role.as_str()).collect();
        f.write_str(&words.join("+"))
    }
}
