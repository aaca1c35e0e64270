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
}

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

    /// Refuses an account that may neither propose nor decide on it. Keys are replaced at the
    /// counter, by whoever stands there; all else is for operators and supervisors.
    pub(super) fn allow(&self, roles: &Roles) -> Result<(), StaffError> {
        let at_counter = matches!(self, Self::ReplaceKey { .. });
        let may = roles.has(Role::Operator)
            || roles.has(Role::Supervisor)
            || (at_counter && roles.has(Role::Reviewer));
        if may {
            return Ok(());
        }
        let needed = "operator, supervisor".to_owned();
        Err(StaffError::NotAllowed { step: "this step", needed })
    }

    /// The code and the key of a key's replacement.
    pub(super) fn replacement(code: &str, key: &str) -> Result<(Code, [u8; 32]), StaffError> {
        let wrong = |why: &str| {
            let (step, why) = ("replace-key".to_owned(), why.to_owned());
            StaffError::Input { step, why }
        };
        let code = Code::normalise(code).map_err(|error| wrong(&error.to_string()))?;
        let key = paiwei_protocol::digest::parse_hex(key);
        Ok((code, key.ok_or_else(|| wrong("key: expected 64 lower-case hex digits"))?))
    }
}
