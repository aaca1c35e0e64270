//! The office's desk: takes revisions and gives receipts.

use paiwei_protocol::{
    ident::Code,
    identity::Identity,
    note::Note,
    receipt::{FamilyKey, Receipt},
    request::Request,
};

use super::{Office, RoundsError, office::round_row, step::Step};
use crate::{
    entropy::{self, Entropy},
    keys::{Role, SecretKey},
    store::{Lock, NewRevision, RevisionRow},
    vault::RoundVault,
};

/// A revision that was taken, with its receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Code of the application.
    pub code: Code,
    /// Revision, from 1.
    pub revision: u64,
    /// The receipt.
    pub receipt: Note,
}

/// What taking revisions of one round needs.
pub(super) struct Desk {
    pub(super) origin: String,
    pub(super) round: String,
    pub(super) vault: RoundVault,
    key: SecretKey,
    now: u64,
    next: u64,
}

impl Desk {
    /// Locks the round and opens its desk.
    pub(super) async fn open(step: &mut Step<'_>, round: &str) -> Result<Self, RoundsError> {
        step.lock(Lock::Round(round)).await?;
        Self::at(step, round).await
    }

    /// Opens the desk of a round that is locked.
    pub(super) async fn at(step: &mut Step<'_>, round: &str) -> Result<Self, RoundsError> {
        let row = round_row(step, round).await?;
        Ok(Self {
            origin: step.history.journal().origin().to_owned(),
            round: round.to_owned(),
            vault: step.office.round_vault(round, &row)?,
            key: receipts_key(step)?,
            now: step.now()?,
            next: row.received,
        })
    }

    /// Takes a revision: signs its receipt and stores both. `family` is the family's key, if it has
    /// one, with its signature unless the office makes the revision.
    pub(super) async fn take(
        &mut self,
        step: &mut Step<'_>,
        request: Request,
        family: Option<FamilyKey>,
        identity: &[u8],
    ) -> Result<Received, RoundsError> {
        let (code, revision) = (request.code, request.revision);
        let receipt = Receipt { request, family, time: self.now, index: self.next };
        let note = receipt.to_note(self.key.signer().1)?;
        let row = RevisionRow {
            code: code.to_string(),
            revision,
            position: self.next,
            receipt: note.to_string(),
        };
        let entropy = &*step.office.entropy;
        let place = identity_place(&row.code, revision);
        let identity = self.vault.seal("revisions", &place, identity, entropy)?;
        step.insert_revision(&self.round, &NewRevision { row, identity }).await?;
        self.next += 1;
        Ok(Received { code, revision, receipt: note })
    }

    /// The time of the receipts that it gives.
    pub(super) fn now(&self) -> u64 {
        self.now
    }

    /// Stores how many receipts were given.
    pub(super) async fn close(self, step: &mut Step<'_>) -> Result<(), RoundsError> {
        Ok(step.set_received(&self.round, self.next).await?)
    }

    /// The identity file of the newest revision of an application.
    pub(super) async fn identity(
        &self,
        step: &mut Step<'_>,
        code: &str,
    ) -> Result<Vec<u8>, RoundsError> {
        let found = step.identity(&self.round, code).await?;
        let (revision, sealed) = found.ok_or_else(|| RoundsError::UnknownCode {
            round: self.round.clone(),
            code: code.to_owned(),
        })?;
        let plain = self.vault.open("revisions", &identity_place(code, revision), &sealed)?;
        Ok(plain.to_vec())
    }

    /// A new code that no application of the round has.
    pub(super) fn new_code(
        office: &Office,
        taken: impl Fn(Code) -> bool,
    ) -> Result<Code, RoundsError> {
        loop {
            let bits = u64::from_be_bytes(entropy::bytes(&*office.entropy)?);
            let code = Code::from_bits(bits);
            if !taken(code) {
                return Ok(code);
            }
        }
    }
}

/// Where a sealed identity file belongs.
pub(super) fn identity_place(code: &str, revision: u64) -> String {
    format!("{code}/{revision}")
}

/// The receipts key, if it is the one in force.
pub(super) fn receipts_key(step: &Step<'_>) -> Result<SecretKey, RoundsError> {
    let in_force = step.history.journal().current_key(paiwei_protocol::journal::KeyRole::Receipts);
    let key = step.office.key(Role::Receipts)?;
    if key.verifier() == in_force {
        return Ok(key);
    }
    let next = step.office.folder.keys().join("receipts.key.next");
    match SecretKey::read(&next, Role::Receipts) {
        Ok(next) if next.verifier() == in_force => Ok(next),
        _ => {
            let found = key.verifier().to_string();
            Err(RoundsError::OtherKey { in_force: in_force.to_string(), found })
        }
    }
}

/// An identity file with a new salt.
pub(super) fn new_identity(
    entropy: &dyn Entropy,
    round: &str,
    code: Code,
    fields: &std::collections::BTreeMap<String, String>,
) -> Result<Identity, RoundsError> {
    let salt = entropy::bytes(entropy)?;
    Ok(Identity::new(code, round, salt, fields)?)
}
