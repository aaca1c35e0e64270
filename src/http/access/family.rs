//! The family of an application: by the application's key, or by the secret that the office gave.
//!
//! `Authorization: Paiwei <key>:<time>:<signature>` signs the look-up text (docs/CLIENTS.md) with the
//! key of the newest revision; `Authorization: Paiwei-Secret <secret>` is for families whose
//! revisions the office makes. Whatever doesn't fit gives one and the same problem, so that nobody
//! learns which codes there are.

use axum::{
    RequestPartsExt as _,
    extract::RawPathParams,
    http::{HeaderValue, header, request::Parts},
};
use paiwei_protocol::{digest::parse_hex, ident::Code};

use super::{Access, Who, argument};
use crate::{
    http::{App, Kind, Problem, kind},
    rounds::{self, Credential, FamilyError},
};

/// The family of the application that the address names by `{round}` and `{code}`.
#[derive(Debug, Clone)]
pub struct Family {
    /// The round.
    pub round: String,
    /// The code.
    pub code: Code,
    /// What it showed.
    pub credential: Credential,
}

impl Access for Family {
    const WHO: Who = Who::Family;

    async fn authenticate(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let shown = shown(parts).ok_or_else(refused)?;
        let (round, code) = named(parts).await.ok_or_else(refused)?;
        match rounds::sign_in(app.office(), &round, code, &shown).await {
            Ok(()) => Ok(Self { round, code, credential: shown }),
            Err(FamilyError::NotYours) if matches!(shown, Credential::Secret(_)) => {
                Err(challenging(kind::SECRET))
            }
            Err(FamilyError::NotYours) => Err(refused()),
            Err(error) => Err(error.into()),
        }
    }

    fn scope(&self) -> String {
        format!("family {} {}", self.round, self.code)
    }
}

argument!(Family);

/// What a family shows.
fn shown(parts: &Parts) -> Option<Credential> {
    let header = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = header.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("Paiwei-Secret") {
        return Some(Credential::Secret(rest.to_owned()));
    }
    let mut fields = rest.split(':');
    let (key, time, signature) = (fields.next()?, fields.next()?, fields.next()?);
    if !scheme.eq_ignore_ascii_case("Paiwei") || fields.next().is_some() {
        return None;
    }
    let (key, time) = (parse_hex(key)?, time.parse().ok()?);
    Some(Credential::Key { key, time, signature: parse_hex(signature)? })
}

/// Round and code as the address names them.
async fn named(parts: &mut Parts) -> Option<(String, Code)> {
    let params = parts.extract::<RawPathParams>().await.ok()?;
    let value = |name| params.iter().find(|(found, _)| *found == name).map(|(_, value)| value);
    let (round, code) = (value("round")?, Code::normalise(value("code")?).ok()?);
    Some((round.to_owned(), code))
}

fn refused() -> Problem {
    challenging(kind::SIGNATURE)
}

fn challenging(kind: Kind) -> Problem {
    Problem::of(kind)
        .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Paiwei, Paiwei-Secret"))
}
