//! Looking at applications: without names by default, one child's identity on demand.

use paiwei_protocol::{ident::Code, identity::Identity, request::Request};

use super::{
    Office, RoundsError,
    desk::identity_place,
    lines::{decisions, newest},
    office::round_row,
};

/// An application as reviewers see it in a list: no names, no numbers of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// What the newest revision asks for.
    pub request: Request,
    /// Points that the registration claims.
    pub points: Option<u32>,
    /// What review decided; none while it awaits review.
    pub decided: Option<Decided>,
}

/// The last decision on an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Status that it gives, as rolls name it.
    pub status: String,
    /// Categories granted.
    pub categories: Vec<String>,
    /// Points granted.
    pub points: Option<u32>,
    /// When (Unix seconds).
    pub at: u64,
}

/// Who stands behind an application: the identity file, the platform's registration number, and
/// what review noted last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The identity file.
    pub identity: Identity,
    /// The registration's number on the platform.
    pub number: String,
    /// Why review decided so; empty if it said nothing.
    pub why: String,
}

/// The applications of a round, by code.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn applications(office: &Office, round: &str) -> Result<Vec<Application>, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let decisions = decisions(&mut read, round).await?;
    let newest = newest(&mut read, round).await?;
    let application = |(code, one): (Code, super::lines::Newest)| {
        let decided = decisions.get(&code.to_string()).map(|row| Decided {
            status: row.status.clone(),
            categories: super::lines::set(&row.categories),
            points: row.points,
            at: row.decided_at,
        });
        Application { request: one.request, points: one.points, decided }
    };
    Ok(newest.into_iter().map(application).collect())
}

/// Who stands behind a code.
///
/// # Errors
///
/// [`RoundsError::UnknownCode`]; [`RoundsError::Vault`] without the right key file.
pub async fn person(office: &Office, round: &str, code: Code) -> Result<Person, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let text = code.to_string();
    let unknown = || RoundsError::UnknownCode { round: round.to_owned(), code: text.clone() };
    let row = round_row(&mut read, round).await?;
    let vault = office.round_vault(round, &row)?;
    let (revision, sealed) = read.identity(round, &text).await?.ok_or_else(unknown)?;
    let identity = vault.open("revisions", &identity_place(&text, revision), &sealed)?;
    let number = read.platform_number(round, &text).await?.ok_or_else(unknown)?;
    let number = vault.open("applications", &text, &number)?;
    let why = match read.decision(round, &text).await? {
        Some(row) => vault.open("decisions", &text, &row.why)?.to_vec(),
        None => Vec::new(),
    };
    Ok(Person {
        identity: Identity::parse("identity file", &identity)?,
        number: String::from_utf8_lossy(&number).into_owned(),
        why: String::from_utf8_lossy(&why).into_owned(),
    })
}
