//! What is wrong with rules.

use std::fmt;

use super::FILE;
use crate::{encoding::json::JsonError, place::Place};

/// Rules that are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// The file is not canonical JSON, or has other members than the format.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// The rules contradict themselves or PROTOCOL.md: all of it up to [`MOST_TOLD`], in the order
    /// of the members.
    #[error("{}", one_a_line(.0))]
    Contradictions(Vec<Contradiction>),
}

fn one_a_line(all: &[Contradiction]) -> String {
    all.iter().map(Contradiction::to_string).collect::<Vec<_>>().join("\n")
}

/// One thing that is wrong with rules (PROTOCOL.md, section 5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Which of the rules for rules is broken.
    pub kind: Kind,
    /// The member, as in `programs[2].pools[0].seats`.
    pub place: Place,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.problem, self.remedy)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// Which of the rules for rules is broken. The names are stable: programs and tests know
        /// a contradiction by them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The stable name.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// An origin that is not of the form.
    MalformedOrigin = "malformed-origin",
    /// `rehearsal` and the origin say two things.
    RehearsalAndOrigin = "rehearsal-and-origin",
    /// An id that is not of the form.
    MalformedId = "malformed-id",
    /// The id `office` for somebody or something else.
    ReservedId = "reserved-id",
    /// An id twice in one list.
    DuplicateId = "duplicate-id",
    /// A round that follows itself.
    FollowsItself = "follows-itself",
    /// A text that is empty, too long, or holds control characters.
    BadText = "bad-text",
    /// A list of too many members.
    TooMany = "too-many",
    /// Applications that close before they open.
    CloseBeforeOpen = "close-before-open",
    /// Answers that end before applications close.
    AnswersBeforeClose = "answers-before-close",
    /// A verifier key that cannot be read or is of the wrong kind.
    BadKey = "bad-key",
    /// Two keys of one observer under two names.
    KeyNamesDiffer = "key-names-differ",
    /// One public key with two observers.
    SharedKey = "shared-key",
    /// An official round without a witness.
    NoWitness = "no-witness",
    /// An official round without anybody who confirms.
    NoConfirmer = "no-confirmer",
    /// Sources other than dice, drand, or dice and then drand.
    Sources = "sources",
    /// Sides or throws of dice out of range.
    DiceRange = "dice-range",
    /// Dice of less than 128 bits.
    TooLittleDice = "too-little-dice",
    /// A drand chain that PROTOCOL.md does not allow.
    UnknownChain = "unknown-chain",
    /// Too little time between the order and the beacon round.
    ShortLead = "short-lead",
    /// A fallback for a source that is not used.
    FallbackWithoutDrand = "fallback-without-drand",
    /// No band.
    NoBand = "no-band",
    /// A band that takes no choice, or more than it has programs.
    BandMost = "band-most",
    /// A program that a band names and the rules do not have.
    UnknownProgram = "unknown-program",
    /// A program twice in one band.
    ProgramTwice = "program-twice",
    /// A program that nobody can choose.
    ProgramInNoBand = "program-in-no-band",
    /// Bundles of too few or too many.
    BundleSize = "bundle-size",
    /// A category that no document grants.
    CategoryWithoutBasis = "category-without-basis",
    /// Dates of succession that are missing, not ascending, or not after the close.
    SuccessionDates = "succession-dates",
    /// A program without a pool.
    NoPool = "no-pool",
    /// More seats or a larger plan than the limit.
    TooManySeats = "too-many-seats",
    /// No plan though every pool has a limit.
    PlanMissing = "plan-missing",
    /// A plan though a pool has no limit.
    PlanWithoutLimit = "plan-without-limit",
    /// Seats that do not add up to the plan.
    SeatsAndPlan = "seats-and-plan",
    /// A private program that another locality approved.
    ForeignPrivate = "foreign-private",
    /// A compulsory private program that ranks by points.
    PrivateByPoints = "private-by-points",
    /// A pool without a group of categories.
    NoTier = "no-tier",
    /// A group without a category.
    EmptyTier = "empty-tier",
    /// `*` beside a category, or before other groups.
    Everyone = "everyone",
    /// A category that a group names and the rules do not have.
    UnknownCategory = "unknown-category",
    /// A category twice in one pool.
    CategoryTwice = "category-twice",
    /// A key twice in one order.
    OrderTwice = "order-twice",
    /// Several groups, and an order that does not look at them.
    TierNotInOrder = "tier-not-in-order",
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Most contradictions that are told: more than anybody mends in one sitting. Without an end, rules
/// made to be wrong everywhere would take hundreds of times their size in words.
pub const MOST_TOLD: usize = 1000;

/// Contradictions as they are found, the first [`MOST_TOLD`] of them.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Vec<Contradiction>);

impl Findings {
    /// Notes that the member at `path` is wrong.
    pub(super) fn add(&mut self, kind: Kind, path: &str, problem: &str, remedy: &str) {
        if self.0.len() == MOST_TOLD {
            return;
        }
        let place = Place::file(FILE).field(path);
        let (problem, remedy) = (problem.to_owned(), remedy.to_owned());
        self.0.push(Contradiction { kind, place, problem, remedy });
    }
}
