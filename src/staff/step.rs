//! The steps that can't be undone, each with its input.

use paiwei_protocol::ident::Code;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Role, Roles, StaffError};

/// A step that one person proposes and another decides on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", rename_all_fields = "snake_case")]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of the use cases")]
pub enum Step {
    /// Announce the round of these rules.
    Announce { rules: Value },
    /// Commit the office's seed.
    Commit {},
    /// Journal an observer's commitment.
    CommitObserver { note: String },
    /// Open intake.
    Open {},
    /// Close intake.
    Close {},
    /// Post the roll as reviewed.
    Post {},
    /// Journal the witnessed posting.
    PostingWitnessed { notes: Vec<String> },
    /// Freeze the roll.
    Freeze {},
    /// Journal the witnessed freeze.
    FreezeWitnessed { notes: Vec<String> },
    /// Open the office's seed.
    OpenSeed {},
    /// Journal an observer's opened seed.
    OpenObserverSeed { note: String },
    /// Journal that an observer's seed is missing.
    SeedMissing { observer: String },
    /// Set the order; seconds for the witnesses.
    Order { window: u64 },
    /// Set another order.
    OrderAgain { window: u64, notes: Vec<String> },
    /// Journal the witnessed order.
    Witness { notes: Vec<String> },
    /// Journal a throw: the second person types the faces again, without seeing the first's.
    Dice { faces: String },
    /// Ask to confirm that a throw is vetoed, with the one in its place.
    DiceAgain { faces: String, why: String },
    /// Record the drand round.
    Beacon { signature: String, previous: Option<String> },
    /// Ask to confirm that the drand round is given up.
    SourceFailed { reason: String },
    /// Sign and publish the result.
    Publish {},
    /// Void the round.
    Void { reason: String, notes: Vec<String> },
    /// Ask to confirm that the result is annulled.
    Annul { reason: String },
    /// Replace a family's lost key, at the counter.
    ReplaceKey { code: String, key: String },
    /// Withdraw an application as its family asked on paper, at the counter; why, for the trail.
    WithdrawApplication { code: String, reason: String },
}

/// Longest reason of a withdrawal, in characters.
const MOST_REASON: usize = 500;

impl Step {
    /// A step by its word and its input, an object.
    ///
    /// # Errors
    ///
    /// [`StaffError::Input`].
    pub fn read(word: &str, input: &Map<String, Value>) -> Result<Self, StaffError> {
        let wrong = |why: String| StaffError::Input { step: word.to_owned(), why };
        let mut tagged = input.clone();
        if tagged.insert("step".to_owned(), word.into()).is_some() {
            return Err(wrong("the member step is not part of it; leave it out".to_owned()));
        }
        let step = serde_json::from_value(Value::Object(tagged));
        step.map_err(|error| wrong(format!("{error}; correct it")))
    }

    /// Its word and its input.
    #[must_use]
    pub fn parts(&self) -> (String, Map<String, Value>) {
        let value = serde_json::to_value(self).unwrap_or_default();
        let Value::Object(mut input) = value else { return Default::default() };
        let word = input.remove("step").and_then(|word| word.as_str().map(str::to_owned));
        (word.unwrap_or_default(), input)
    }

    /// Whether what was typed must not be shown to who decides.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        matches!(self, Self::Dice { .. } | Self::DiceAgain { .. })
    }

    /// The code that was typed, of a step that is taken at the counter for one family.
    #[must_use]
    pub fn at_counter(&self) -> Option<&str> {
        match self {
            Self::ReplaceKey { code, .. } | Self::WithdrawApplication { code, .. } => Some(code),
            _ => None,
        }
    }

    /// The application of a step that is taken at the counter.
    #[must_use]
    pub fn application(&self) -> Option<Code> {
        self.at_counter().and_then(|code| Code::normalise(code).ok())
    }

    /// Whether the same step with what `other` holds must not wait beside it: one of each step
    /// waits, and at the counter one of each family.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        match self {
            Self::Announce { .. } => self == other,
            _ if self.at_counter().is_some() => self.application() == other.application(),
            _ => true,
        }
    }

    /// Refuses an account that may neither propose nor decide on it. What is done for a family at
    /// the counter is for whoever stands there, too; all else is for operators and supervisors.
    pub(super) fn allow(&self, roles: &Roles) -> Result<(), StaffError> {
        let may = roles.has(Role::Operator)
            || roles.has(Role::Supervisor)
            || (self.at_counter().is_some() && roles.has(Role::Reviewer));
        if may {
            return Ok(());
        }
        let needed = "operator, supervisor".to_owned();
        Err(StaffError::NotAllowed { step: "this step", needed })
    }

    /// Refuses what is proposed at the counter and could never be carried out.
    pub(super) fn check(&self) -> Result<(), StaffError> {
        match self {
            Self::ReplaceKey { code, key } => Self::replacement(code, key).map(drop),
            Self::WithdrawApplication { code, reason } => Self::withdrawal(code, reason).map(drop),
            _ => Ok(()),
        }
    }

    /// The code and the key of a key's replacement.
    pub(super) fn replacement(code: &str, key: &str) -> Result<(Code, [u8; 32]), StaffError> {
        let wrong = |why: &str| wrong("replace-key", why);
        let code = Code::normalise(code).map_err(|error| wrong(&error.to_string()))?;
        let key = paiwei_protocol::digest::parse_hex(key);
        Ok((code, key.ok_or_else(|| wrong("key: expected 64 lower-case hex digits"))?))
    }

    /// The code of a withdrawal that says why.
    pub(super) fn withdrawal(code: &str, reason: &str) -> Result<Code, StaffError> {
        let wrong = |why: &str| wrong("withdraw-application", why);
        if !(1..=MOST_REASON).contains(&reason.trim().chars().count()) {
            return Err(wrong(&format!("reason: expected 1 to {MOST_REASON} characters")));
        }
        Code::normalise(code).map_err(|error| wrong(&error.to_string()))
    }
}

fn wrong(step: &str, why: &str) -> StaffError {
    StaffError::Input { step: step.to_owned(), why: why.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withdrawal_names_its_code_and_says_why() {
        let code = "009w qgaq rtes z";
        assert_eq!(Step::withdrawal(code, "on paper").unwrap().to_string(), "009W-QGAQ-RTES-Z");
        for (code, reason) in [(code, " "), (code, &*"x".repeat(501)), ("009W", "on paper")] {
            assert!(Step::withdrawal(code, reason).is_err(), "{code}: {reason}");
        }
        let roles = |text: &str| text.parse::<Roles>().unwrap();
        let step = Step::WithdrawApplication { code: code.to_owned(), reason: "x".to_owned() };
        assert!(step.allow(&roles("reviewer")).is_ok());
        assert!(Step::Close {}.allow(&roles("reviewer")).is_err());
        let of = |code: &str| Step::WithdrawApplication {
            code: code.to_owned(),
            reason: "y".to_owned(),
        };
        assert!(step.excludes(&of("009W-QGAQ-RTES-Z")) && !step.excludes(&of("0000-0000-0001-Y")));
        assert!(Step::Close {}.excludes(&Step::Close {}));
    }
}
