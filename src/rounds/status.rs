//! Where a round stands: what was done, what can be done next, what can't be undone.

use paiwei_protocol::{
    journal::{Body, Event, Opening, Plan, Round, State},
    rules::OFFICE,
};

use super::{Appended, Office, Pending, RoundsError, confirm, history::History};

/// Something that can be done in a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Commit the office's seed.
    Commit,
    /// Journal an observer's commitment.
    CommitObserver,
    /// Open intake.
    OpenIntake,
    /// Import registrations.
    Import,
    /// Close intake.
    Close,
    /// Decide on applications.
    Review,
    /// Post the roll.
    Post,
    /// Journal the witnessed posting.
    PostingWitnessed,
    /// Freeze the roll.
    Freeze,
    /// Journal the witnessed freeze.
    FreezeWitnessed,
    /// Open the office's seed.
    OpenSeed,
    /// Journal an observer's opened seed.
    OpenObserverSeed,
    /// Journal that an observer's seed is missing.
    SeedMissing,
    /// Set the order.
    Order,
    /// Set another order.
    OrderAgain,
    /// Journal the witnessed order.
    Witness,
    /// Journal a throw of dice.
    Dice,
    /// Veto a throw.
    DiceAgain,
    /// Take confirmations in.
    Confirm,
    /// Record the drand round.
    Beacon,
    /// Give the drand round up.
    SourceFailed,
    /// Compute the result.
    Draw,
    /// Sign and publish the result.
    Publish,
    /// Void the round.
    Void,
    /// Annul the result.
    Annul,
}

impl Task {
    /// A stable word, as commands name the task.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::CommitObserver => "commit --note",
            Self::OpenIntake => "open",
            Self::Import => "import",
            Self::Close => "close",
            Self::Review => "review",
            Self::Post => "post",
            Self::PostingWitnessed => "posting-witnessed",
            Self::Freeze => "freeze",
            Self::FreezeWitnessed => "freeze-witnessed",
            Self::OpenSeed => "open-seed",
            Self::OpenObserverSeed => "open-seed --note",
            Self::SeedMissing => "seed-missing",
            Self::Order => "order",
            Self::OrderAgain => "order --again",
            Self::Witness => "witness",
            Self::Dice => "dice",
            Self::DiceAgain => "dice --again",
            Self::Confirm => "confirm",
            Self::Beacon => "beacon",
            Self::SourceFailed => "source-failed",
            Self::Draw => "draw",
            Self::Publish => "publish",
            Self::Void => "void",
            Self::Annul => "annul",
        }
    }

    /// Whether nothing ever takes it back: a second person should confirm it.
    #[must_use]
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Review | Self::Import | Self::Draw | Self::Confirm)
    }
}

/// Where a round stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What the journal says of it.
    pub round: Round,
    /// Its entries, in order.
    pub done: Vec<Appended>,
    /// What can be done next, the usual way first.
    pub next: Vec<Task>,
    /// What waits for confirmations.
    pub pending: Option<Pending>,
    /// Applications, and how many of them await review.
    pub applications: u64,
    /// Applications that await review.
    pub undecided: u64,
    /// The ceremony machine holds the journal.
    pub handed_over: bool,
}

/// Where a round stands.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn status(office: &Office, round: &str) -> Result<Status, RoundsError> {
    let pending = confirm::pending(office, round).await?;
    let (mut read, history) = office.read().await?;
    let found = history.round(round)?.clone();
    let applications = read.applications(round).await?.len() as u64;
    let newest = super::lines::newest(&mut read, round).await?;
    let decisions = super::lines::decisions(&mut read, round).await?;
    let undecided = super::lines::undecided(&newest, &decisions).len() as u64;
    let of_round = |(place, body): (Appended, &Body)| match body {
        Body::Round { round: id, .. } if id == round => Some(place),
        _ => None,
    };
    Ok(Status {
        done: history.places().filter_map(of_round).collect(),
        next: next(&history, &found),
        round: found,
        pending,
        applications,
        undecided,
        handed_over: history.journal().is_handed_over(),
    })
}

/// The rounds of an office, in the order of their announcements.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn rounds(office: &Office) -> Result<Vec<Round>, RoundsError> {
    Ok(office.history().await?.journal().rounds().cloned().collect())
}

/// What can be done next in a round, the usual way first.
pub(super) fn next(history: &History, round: &Round) -> Vec<Task> {
    let mut tasks = match round.state {
        State::Announced => vec![Task::OpenIntake],
        State::Open => vec![Task::Import, Task::Review, Task::Close],
        State::Closed => vec![Task::Review, Task::Post],
        State::Posted => vec![Task::PostingWitnessed, Task::Review, Task::Freeze],
        State::Frozen => vec![Task::FreezeWitnessed, Task::OpenSeed],
        State::Opening => vec![Task::OpenObserverSeed, Task::SeedMissing],
        State::Opened => match round.plan() {
            Plan::DiceAndDrand => vec![Task::Dice],
            Plan::Dice | Plan::Drand => vec![Task::Order],
        },
        State::Dicing | State::Thrown => vec![Task::Confirm, Task::DiceAgain],
        State::Diced => vec![Task::Order],
        State::Ordered => vec![Task::Witness, Task::OrderAgain],
        State::Witnessed => after_order(round),
        State::Failed => vec![Task::Dice],
        State::Drawn => vec![Task::Draw, Task::Publish],
        State::Published => vec![Task::Publish, Task::Annul],
        State::Void => vec![Task::Publish],
    };
    seeds(round, &mut tasks);
    if witnessed_posting(history, round) {
        tasks.retain(|task| *task != Task::PostingWitnessed);
    }
    if witnessed_freeze(history, round) {
        tasks.retain(|task| *task != Task::FreezeWitnessed);
    }
    if round.state.before_order() || round.state == State::Ordered {
        tasks.push(Task::Void);
    }
    tasks
}

fn after_order(round: &Round) -> Vec<Task> {
    match (round.plan(), round.announced.fallback) {
        (Plan::Dice, _) => vec![Task::Dice],
        (_, true) => vec![Task::Beacon, Task::SourceFailed],
        (_, false) => vec![Task::Beacon],
    }
}

/// Commitments come first while they may and are missing: the freeze waits for them.
fn seeds(round: &Round, tasks: &mut Vec<Task>) {
    let early =
        matches!(round.state, State::Announced | State::Open | State::Closed | State::Posted);
    let missing = |office: bool| {
        let mut holders = round.current().holders.iter();
        holders.any(|h| (h.id == OFFICE) == office && h.commitment.is_none())
    };
    if early && missing(false) {
        tasks.insert(0, Task::CommitObserver);
    }
    if early && missing(true) {
        tasks.insert(0, Task::Commit);
    }
    let opened = round
        .current()
        .holders
        .iter()
        .all(|h| matches!(h.opening, Some(Opening::Seed(_) | Opening::Missing)));
    if opened {
        tasks.retain(|task| !matches!(task, Task::OpenObserverSeed | Task::SeedMissing));
    }
}

fn witnessed_freeze(history: &History, round: &Round) -> bool {
    let witnessed = |event: &Event| matches!(event, Event::FreezeWitnessed { .. });
    history.last(&round.id, round.current().number, witnessed).is_some()
}

fn witnessed_posting(history: &History, round: &Round) -> bool {
    let witnessed = |event: &Event| matches!(event, Event::PostingWitnessed { .. });
    history.last(&round.id, 1, witnessed).is_some()
}
