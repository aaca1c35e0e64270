//! The review queue: applications page by page, without names.

use paiwei_protocol::{ident::Code, receipt::Receipt};

use super::{Application, Decided, Office, RoundsError, lines::set, office::round_row};
use crate::store::{QueueFilter, QueueRow};

/// Most applications of one page.
pub const MOST_QUEUED: u32 = 500;

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its applications, by code.
    pub applications: Vec<Application>,
    /// The code to go on after; `None`: this is the last page.
    pub next: Option<Code>,
}

/// How an application stands in review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It awaits a decision.
    Undecided,
    /// It takes part.
    Accepted,
    /// It was refused, or was not completed in time.
    Refused,
    /// The family withdrew it.
    Withdrawn,
}

impl Standing {
    /// All of them, in the order of the work.
    pub const ALL: [Self; 4] = [Self::Undecided, Self::Accepted, Self::Refused, Self::Withdrawn];

    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl Application {
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        match &self.decided {
            _ if self.request.withdrawn => Standing::Withdrawn,
            None => Standing::Undecided,
            Some(decided) if decided.status == "entered" => Standing::Accepted,
            Some(_) => Standing::Refused,
        }
    }
}

/// Which applications of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// How they stand; `None`: however.
    pub standing: Option<Standing>,
    /// Id of a category that they claim; `-`: none at all.
    pub claim: Option<String>,
    /// Id of a program that they choose.
    pub program: Option<String>,
    /// Only children that are linked with others.
    pub linked: bool,
}

impl Filter {
    fn stored(&self) -> QueueFilter {
        let standing = self.standing.map_or("", Standing::as_str);
        QueueFilter::new(standing, self.claim.as_deref(), self.program.as_deref(), self.linked)
    }
}

/// Up to `most` applications that a filter lets pass, after the code `after`.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn queue(
    office: &Office,
    round: &str,
    filter: &Filter,
    after: Option<Code>,
    most: u32,
) -> Result<Page, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let most = most.clamp(1, MOST_QUEUED);
    let after = after.map_or_else(String::new, |code| code.to_string());
    let rows = read.queue(round, &filter.stored(), &after, most).await?;
    let full = rows.len() == most as usize;
    let applications = rows.into_iter().map(application).collect::<Result<Vec<_>, _>>()?;
    let next = applications.last().map(|one| one.request.code).filter(|_| full);
    Ok(Page { applications, next })
}

/// The code after which the page of `most` applications begins that comes before those after the code
/// `after`; `None`: the first page does.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn page_before(
    office: &Office,
    round: &str,
    filter: &Filter,
    after: Code,
    most: u32,
) -> Result<Option<Code>, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let most = most.clamp(1, MOST_QUEUED);
    let found = read.queue_before(round, &filter.stored(), &after.to_string(), most).await?;
    Ok(found.and_then(|code| Code::parse_strict(&code).ok()))
}

/// How many applications a filter lets pass, by standing: of all standings, whatever its own.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn counts(
    office: &Office,
    round: &str,
    filter: &Filter,
) -> Result<[(Standing, u64); 4], RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let rows = read.queue_counts(round, &filter.stored()).await?;
    let of = |standing: Standing| {
        let row = rows.iter().find(|(word, _)| word == standing.as_str());
        (standing, row.map_or(0, |(_, count)| *count))
    };
    Ok(Standing::ALL.map(of))
}

/// One application, without names.
///
/// # Errors
///
/// [`RoundsError::UnknownCode`].
pub async fn queued(office: &Office, round: &str, code: Code) -> Result<Application, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let row = read.queued(round, &code.to_string()).await?;
    let unknown = || RoundsError::UnknownCode { round: round.to_owned(), code: code.to_string() };
    application(row.ok_or_else(unknown)?)
}

/// The application that somebody means by a code, in any spelling, or by the number of its
/// registration.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`]; [`RoundsError::Vault`] without the right key file.
pub async fn find(office: &Office, round: &str, typed: &str) -> Result<Option<Code>, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    if let Ok(code) = Code::normalise(typed)
        && read.application(round, &code.to_string()).await?.is_some()
    {
        return Ok(Some(code));
    }
    let row = round_row(&mut read, round).await?;
    let vault = office.round_vault(round, &row)?;
    let index = vault.index("applications", "registration", typed.trim());
    let found = read.code_of_registration(round, &index).await?;
    Ok(found.and_then(|code| Code::parse_strict(&code).ok()))
}

fn application(row: QueueRow) -> Result<Application, RoundsError> {
    let (_, receipt) = Receipt::read("a stored receipt", row.receipt.as_bytes())?;
    let decided = row.decision.map(|row| Decided {
        status: row.status,
        categories: set(&row.categories),
        points: row.points,
        at: row.decided_at,
    });
    Ok(Application { request: receipt.request, points: row.points, decided })
}
