//! Accepting together what awaits review.

use paiwei_protocol::ident::Code;

use super::{Decision, Reviewed, Verdict, desk::ReviewDesk, trace};
use crate::rounds::{Office, RoundsError, lines::Newest};

/// Which of those that await review are accepted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// All of them.
    All,
    /// Those that claim neither a category nor points: there is nothing to prove.
    Unclaimed,
}

impl Rest {
    fn takes(self, one: &Newest) -> bool {
        self == Self::All || (one.request.claims.is_empty() && one.points.is_none())
    }
}

/// What accepting the rest came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestReview {
    /// They are accepted.
    Accepted(Reviewed),
    /// Nothing was changed: another number than was seen awaits review.
    Differs {
        /// How many do now.
        undecided: usize,
    },
}

/// Accepts everything that awaits review, with the categories that it claims and the points that
/// the registration brought.
///
/// # Errors
///
/// As [`review`](super::review).
pub async fn accept_rest(office: &Office, round: &str) -> Result<Reviewed, RoundsError> {
    let mut desk = ReviewDesk::open(office, round).await?;
    let accepted = accepted(&desk, Rest::All);
    let reviewed = desk.decide(&accepted, None).await?;
    desk.commit().await?;
    Ok(reviewed)
}

/// The same of some or all of them, if as many await review as was `seen`. The trail says in the same
/// transaction which ones the account `by` accepted.
///
/// # Errors
///
/// As [`review`](super::review).
pub async fn accept_seen_rest(
    office: &Office,
    round: &str,
    which: Rest,
    seen: Option<usize>,
    by: &str,
) -> Result<RestReview, RoundsError> {
    let mut desk = ReviewDesk::open(office, round).await?;
    let undecided = desk.undecided().len();
    if seen.is_some_and(|seen| seen != undecided) {
        return Ok(RestReview::Differs { undecided });
    }
    let accepted = accepted(&desk, which);
    let reviewed = desk.decide(&accepted, None).await?;
    desk.record(by, "accept-rest", &trace::rest(&accepted, which)).await?;
    desk.commit().await?;
    Ok(RestReview::Accepted(reviewed))
}

/// The decisions that accept them, each as it claims.
fn accepted(desk: &ReviewDesk<'_>, which: Rest) -> Vec<Decision> {
    let accepted = |code: Code| {
        let one = &desk.newest[&code];
        let (categories, points) = (one.request.claims.clone(), one.points);
        Decision { code, verdict: Verdict::Accept { categories, points }, why: String::new() }
    };
    let rest = desk.undecided().into_iter().filter(|code| which.takes(&desk.newest[code]));
    rest.map(accepted).collect()
}
