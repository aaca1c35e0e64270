//! Review: accepting and refusing applications, and what that changes in the roll.

mod desk;
mod rest;
mod trace;

use paiwei_protocol::{digest::Digest, ident::Code, request::Request, roll::Status};

use self::desk::ReviewDesk;
pub use self::rest::{Rest, RestReview, accept_rest, accept_seen_rest};
use super::{Application, Decided, Office, RoundsError};

/// What review says about one application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its code.
    pub code: Code,
    /// Accepted, refused or lapsed.
    pub verdict: Verdict,
    /// Why, for the office's own files; kept sealed.
    pub why: String,
}

/// A verdict of review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Takes part.
    Accept {
        /// Ids of the categories granted.
        categories: Vec<String>,
        /// Points granted.
        points: Option<u32>,
    },
    /// Takes no part.
    Refuse,
    /// Was not completed by the close.
    Lapse,
}

impl Verdict {
    fn status(&self) -> Status {
        match self {
            Self::Accept { .. } => Status::Entered,
            Self::Refuse => Status::Refused,
            Self::Lapse => Status::Lapsed,
        }
    }

    /// Status, categories and points as they are stored.
    fn parts(&self) -> (String, String, Option<u32>) {
        let (mut categories, points) = match self {
            Self::Accept { categories, points } => (categories.clone(), *points),
            Self::Refuse | Self::Lapse => (Vec::new(), None),
        };
        categories.sort_unstable();
        categories.dedup();
        (self.status().to_string(), categories.join("+"), points)
    }
}

/// What a review came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reviewed {
    /// Decisions that are new or other than before.
    pub changed: usize,
    /// Applications that still await review.
    pub undecided: usize,
}

/// Decides on applications. After the posting a `reason`, an id of the rules' reasons, is needed:
/// it goes into `changes.csv` for every field that changes, of linked children too.
///
/// # Errors
///
/// [`RoundsError::Decision`] for what can't stand, [`RoundsError::ReasonMissing`],
/// [`RoundsError::OutOfOrder`]; nothing is decided then.
pub async fn review(
    office: &Office,
    round: &str,
    decided: &[Decision],
    reason: Option<&str>,
) -> Result<Reviewed, RoundsError> {
    let mut desk = ReviewDesk::open(office, round).await?;
    decided.iter().try_for_each(|decision| desk.check(decision))?;
    let reviewed = desk.decide(decided, reason).await?;
    desk.commit().await?;
    Ok(reviewed)
}

/// A decision, and what was on the screen of whoever made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The decision.
    pub decision: Decision,
    /// The [mark](Application::mark) of the application as it was shown; `None`: it is decided on
    /// as it stands.
    pub mark: Option<String>,
}

/// What a review of [seen](Seen) applications came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenReview {
    /// What it came to.
    pub reviewed: Reviewed,
    /// Those decided on.
    pub decided: Vec<Decision>,
    /// Codes left as they are: a colleague decided otherwise or the family changed them meanwhile.
    pub left: Vec<Code>,
}

/// Decides on applications as [`review`] does, but leaves out those that aren't any more what was
/// seen, unless they are what the decision makes of them. The trail says in the same transaction
/// what the account `by` decided.
///
/// # Errors
///
/// As [`review`].
pub async fn review_seen(
    office: &Office,
    round: &str,
    seen: &[Seen],
    reason: Option<&str>,
    by: &str,
) -> Result<SeenReview, RoundsError> {
    let mut desk = ReviewDesk::open(office, round).await?;
    let (mut decided, mut left) = (Vec::new(), Vec::new());
    for Seen { decision, mark } in seen {
        let is_other =
            |mark: &String| desk.application(decision.code).is_some_and(|one| one.mark() != *mark);
        let fresh = !mark.as_ref().is_some_and(is_other);
        if fresh || desk.stands(decision) {
            desk.check(decision)?;
            decided.push(decision.clone());
        } else {
            left.push(decision.code);
        }
    }
    let reviewed = desk.decide(&decided, reason).await?;
    if !decided.is_empty() {
        desk.record(by, "decide", &trace::decisions(&decided, reason)).await?;
    }
    desk.commit().await?;
    Ok(SeenReview { reviewed, decided, left })
}

impl Application {
    /// What it is now, as a short word: another revision or another decision has another one.
    #[must_use]
    pub fn mark(&self) -> String {
        let Self { request: Request { code, revision, withdrawn, .. }, decided, .. } = self;
        let decided = decided.as_ref().map_or_else(String::new, |decided| {
            let Decided { status, categories, points, at } = decided;
            format!("{status} {} {points:?} {at}", categories.join("+"))
        });
        let all = format!("{code} {revision} {withdrawn} {decided}");
        Digest::of(all.as_bytes()).to_string().chars().take(16).collect()
    }
}
