//! Review: accepting and refusing applications, and what that changes in the roll.

use std::collections::BTreeMap;

use paiwei_protocol::{
    changes::Field,
    digest::Digest,
    ident::Code,
    journal::State,
    request::Request,
    roll::{Line, MAX_NUMBER, Status},
    rules::Rules,
};

use super::{
    Application, Decided, Office, RoundsError,
    lines::{Newest, decisions, lines, newest, set, undecided},
    office::round_row,
    step::Step,
};
use crate::{
    store::{CorrectionRow, DecisionRow, Lock},
    vault::RoundVault,
};

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
    let desk = ReviewDesk::open(office, round).await?;
    decided.iter().try_for_each(|decision| desk.check(decision))?;
    desk.decide(decided, reason).await
}

/// A decision, and what was on the screen of whoever made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The decision.
    pub decision: Decision,
    /// The [mark](Application::mark) of the application as it was shown.
    pub mark: String,
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
/// seen, unless they are what the decision makes of them.
///
/// # Errors
///
/// As [`review`].
pub async fn review_seen(
    office: &Office,
    round: &str,
    seen: &[Seen],
    reason: Option<&str>,
) -> Result<SeenReview, RoundsError> {
    let desk = ReviewDesk::open(office, round).await?;
    let (mut decided, mut left) = (Vec::new(), Vec::new());
    for Seen { decision, mark } in seen {
        let fresh = desk.application(decision.code).is_none_or(|one| one.mark() == *mark);
        if fresh || desk.stands(decision) {
            desk.check(decision)?;
            decided.push(decision.clone());
        } else {
            left.push(decision.code);
        }
    }
    let reviewed = desk.decide(&decided, reason).await?;
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

/// Accepts everything that awaits review, with the categories that it claims and the points that
/// the registration brought.
///
/// # Errors
///
/// As [`review`].
pub async fn accept_rest(office: &Office, round: &str) -> Result<Reviewed, RoundsError> {
    accept_where(office, round, |_| true).await
}

/// Accepts what awaits review and claims neither a category nor points: there is nothing to prove.
///
/// # Errors
///
/// As [`review`].
pub async fn accept_unclaimed(office: &Office, round: &str) -> Result<Reviewed, RoundsError> {
    accept_where(office, round, |one| one.request.claims.is_empty() && one.points.is_none()).await
}

async fn accept_where(
    office: &Office,
    round: &str,
    wanted: impl Fn(&Newest) -> bool,
) -> Result<Reviewed, RoundsError> {
    let desk = ReviewDesk::open(office, round).await?;
    let accepted = |code: Code| {
        let one = &desk.newest[&code];
        let (categories, points) = (one.request.claims.clone(), one.points);
        Decision { code, verdict: Verdict::Accept { categories, points }, why: String::new() }
    };
    let rest = undecided(&desk.newest, &desk.decisions);
    let rest = rest.into_iter().filter(|code| wanted(&desk.newest[code]));
    let accepted: Vec<Decision> = rest.map(accepted).collect();
    desk.decide(&accepted, None).await
}

/// A review on its way, with the round locked.
struct ReviewDesk<'a> {
    step: Step<'a>,
    round: &'a str,
    rules: Rules,
    vault: RoundVault,
    newest: BTreeMap<Code, Newest>,
    decisions: BTreeMap<String, DecisionRow>,
}

impl<'a> ReviewDesk<'a> {
    async fn open(office: &'a Office, round: &'a str) -> Result<Self, RoundsError> {
        let mut step = office.begin().await?;
        step.refuse_ceremony("review")?;
        step.expect(round, "review", &[State::Open, State::Closed, State::Posted])?;
        step.lock(Lock::Round(round)).await?;
        let row = round_row(&mut step, round).await?;
        let (rules, vault) = (Rules::read(&row.rules)?, office.round_vault(round, &row)?);
        let newest = newest(&mut step, round).await?;
        let decisions = decisions(&mut step, round).await?;
        Ok(Self { step, round, rules, vault, newest, decisions })
    }

    /// An application as reviewers see it.
    fn application(&self, code: Code) -> Option<Application> {
        let one = self.newest.get(&code)?;
        let decided = self.decisions.get(&code.to_string()).map(|row| Decided {
            status: row.status.clone(),
            categories: set(&row.categories),
            points: row.points,
            at: row.decided_at,
        });
        Some(Application { request: one.request.clone(), points: one.points, decided })
    }

    /// Whether a decision is what stands already.
    fn stands(&self, decision: &Decision) -> bool {
        let (status, categories, points) = decision.verdict.parts();
        self.decisions.get(&decision.code.to_string()).is_some_and(|old| {
            old.status == status && old.categories == categories && old.points == points
        })
    }

    fn check(&self, decision: &Decision) -> Result<(), RoundsError> {
        let code = decision.code.to_string();
        let Some(one) = self.newest.get(&decision.code) else {
            return Err(RoundsError::UnknownCode { round: self.round.to_owned(), code });
        };
        let wrong = |why: String| Err(RoundsError::Decision { code: code.clone(), why });
        if one.request.withdrawn {
            return wrong("the family withdrew it; there is nothing to decide".to_owned());
        }
        let Verdict::Accept { categories, points } = &decision.verdict else { return Ok(()) };
        if let Some(unknown) = categories.iter().find(|id| !self.rules.has_category(id)) {
            return wrong(format!("the rules have no category {unknown}; write one of theirs"));
        }
        if points.is_some_and(|points| points > MAX_NUMBER) {
            return wrong(format!("at most {MAX_NUMBER} points can be granted"));
        }
        Ok(())
    }

    async fn decide(
        mut self,
        decided: &[Decision],
        reason: Option<&str>,
    ) -> Result<Reviewed, RoundsError> {
        let before = lines(&self.newest, &self.decisions);
        let mut changed = 0;
        for decision in decided {
            changed += usize::from(self.put(decision).await?);
        }
        if self.step.round(self.round)?.state == State::Posted {
            let after = lines(&self.newest, &self.decisions);
            self.correct(&before, &after, reason).await?;
        }
        let undecided = undecided(&self.newest, &self.decisions).len();
        self.step.commit().await?;
        Ok(Reviewed { changed, undecided })
    }

    /// Stores a decision; whether it is new or other than before.
    async fn put(&mut self, decision: &Decision) -> Result<bool, RoundsError> {
        let code = decision.code.to_string();
        if self.stands(decision) {
            return Ok(false);
        }
        let (status, categories, points) = decision.verdict.parts();
        let entropy = &*self.step.office.entropy;
        let why = self.vault.seal("decisions", &code, decision.why.as_bytes(), entropy)?;
        let decided_at = self.step.now()?;
        let row = DecisionRow { code: code.clone(), status, categories, points, why, decided_at };
        self.step.put_decision(self.round, &row).await?;
        self.decisions.insert(code, row);
        Ok(true)
    }

    /// Keeps the reason for every field of the roll that changed.
    async fn correct(
        &mut self,
        before: &[Line],
        after: &[Line],
        reason: Option<&str>,
    ) -> Result<(), RoundsError> {
        for (old, new) in before.iter().zip(after).filter(|(old, new)| old != new) {
            let reason = reason.filter(|id| self.rules.reason(id).is_some());
            let Some(reason) = reason else {
                let reasons = self.rules.reasons.iter().map(|reason| reason.id.clone());
                return Err(RoundsError::ReasonMissing(reasons.collect()));
            };
            for field in Field::ALL.into_iter().filter(|f| f.text(old) != f.text(new)) {
                let (code, field) = (new.code.to_string(), field.as_str().to_owned());
                let row = CorrectionRow { code, field, reason: reason.to_owned() };
                self.step.put_correction(self.round, &row).await?;
            }
        }
        Ok(())
    }
}
