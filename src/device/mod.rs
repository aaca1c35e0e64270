//! A family's device: makes the key of an application, signs what the family wants, keeps the
//! receipts. What other clients must do is what this does; docs/CLIENTS.md tells it in words.
//!
//! The demonstration and the tests are its users here: an office has no family's key.

mod client;

use std::collections::BTreeMap;

pub use client::{Client, ClientError, authorization, wire};
use paiwei_protocol::{
    choices::Choices,
    ed25519::SigningKey,
    encoding::json::JsonError,
    ident::Code,
    identity::Identity,
    note::Note,
    receipt::{Receipt, ReceiptError},
    request::Request,
};
use zeroize::Zeroizing;

use crate::{
    entropy::{self, Entropy, EntropyError},
    rounds::{Credential, Reserved, SignedRevision, look_up_text, objection_text},
};

/// What a family wants for a child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Ids of the categories that it claims, ascending.
    pub claims: Vec<String>,
    /// Choices.
    pub choices: Choices,
    /// Codes of all linked children, this one's too, ascending; empty for a child that isn't linked.
    pub bundle: Vec<Code>,
}

/// Why a device does nothing.
#[derive(Debug, thiserror::Error)]
pub enum DeviceError {
    /// The child's fields make no identity file.
    #[error(transparent)]
    Identity(#[from] JsonError),
    /// Random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// What the office gave is no receipt.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// The receipt is of something else than what was signed.
    #[error(
        "the receipt is not of what this device signed; keep both, and show them to the notary"
    )]
    OtherReceipt,
}

/// One application on a family's device.
pub struct Device {
    origin: String,
    round: String,
    code: Code,
    token: [u8; 16],
    key: SigningKey,
    identity: Identity,
    signed: Option<Request>,
    receipts: Vec<Note>,
}

impl Device {
    /// A device with a new key for a reserved code; `fields` are the child's, as identity files hold
    /// them.
    ///
    /// # Errors
    ///
    /// [`DeviceError::Identity`], [`DeviceError::Entropy`].
    pub fn new(
        origin: &str,
        round: &str,
        reserved: Reserved,
        fields: &BTreeMap<String, String>,
        entropy: &dyn Entropy,
    ) -> Result<Self, DeviceError> {
        let seed = Zeroizing::new(entropy::bytes(entropy)?);
        let salt = entropy::bytes(entropy)?;
        Ok(Self {
            origin: origin.to_owned(),
            round: round.to_owned(),
            code: reserved.code,
            token: reserved.token,
            key: SigningKey::from_seed(*seed),
            identity: Identity::new(reserved.code, round, salt, fields)?,
            signed: None,
            receipts: Vec::new(),
        })
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }

    /// The public key.
    #[must_use]
    pub fn public_key(&self) -> [u8; 32] {
        self.key.public()
    }

    /// Forgets the key and makes another, as a family does that lost its device.
    ///
    /// # Errors
    ///
    /// [`DeviceError::Entropy`].
    pub fn lose_key(&mut self, entropy: &dyn Entropy) -> Result<(), DeviceError> {
        let seed = Zeroizing::new(entropy::bytes(entropy)?);
        self.key = SigningKey::from_seed(*seed);
        Ok(())
    }

    /// Receipts kept so far, the first first.
    #[must_use]
    pub fn receipts(&self) -> &[Note] {
        &self.receipts
    }

    /// What it signed last.
    #[must_use]
    pub fn signed(&self) -> Option<&Request> {
        self.signed.as_ref()
    }

    /// Signs an application or a change of it.
    pub fn apply(&mut self, wish: &Wish) -> SignedRevision {
        self.sign(Some(wish))
    }

    /// Signs a withdrawal.
    pub fn withdraw(&mut self) -> SignedRevision {
        self.sign(None)
    }

    /// What it signed last, once more: for whoever sends it again.
    #[must_use]
    pub fn signed_again(&self) -> Option<SignedRevision> {
        self.signed.as_ref().map(|request| self.revision(request))
    }

    fn sign(&mut self, wish: Option<&Wish>) -> SignedRevision {
        let before = self.signed.as_ref().map_or(0, |request| request.revision);
        let empty = Wish { claims: Vec::new(), choices: Choices::default(), bundle: Vec::new() };
        let Wish { claims, choices, bundle } = wish.unwrap_or(&empty).clone();
        let request = Request {
            origin: self.origin.clone(),
            round: self.round.clone(),
            code: self.code,
            revision: before + 1,
            withdrawn: wish.is_none(),
            bundle,
            claims,
            choices,
            commitment: self.identity.commitment(),
        };
        let revision = self.revision(&request);
        self.signed = Some(request);
        revision
    }

    fn revision(&self, request: &Request) -> SignedRevision {
        let first = request.revision == 1;
        let identity = || String::from_utf8_lossy(&self.identity.to_json()).into_owned();
        SignedRevision {
            request: request.text(),
            key: self.key.public(),
            signature: request.sign(&self.key),
            identity: first.then(identity),
            reservation: first.then_some(self.token),
        }
    }

    /// Keeps a receipt of what it signed last, or of a revision that the office made since.
    ///
    /// # Errors
    ///
    /// [`DeviceError::Receipt`]; [`DeviceError::OtherReceipt`] where it says something else.
    pub fn keep(&mut self, receipt: &[u8]) -> Result<(), DeviceError> {
        let (note, receipt) = Receipt::read("receipt", receipt)?;
        let by_office = receipt.family.is_some_and(|family| family.signature.is_none());
        let own = self.signed.as_ref() == Some(&receipt.request);
        if !(own || by_office && receipt.request.code == self.code) {
            return Err(DeviceError::OtherReceipt);
        }
        self.signed = Some(receipt.request);
        self.receipts.push(note);
        Ok(())
    }

    /// What shows the office at `time` (Unix seconds) that the application is this family's.
    #[must_use]
    pub fn credential(&self, time: u64) -> Credential {
        let text = look_up_text(&self.origin, &self.round, self.code, time);
        let signature = self.key.sign(text.as_bytes());
        Credential::Key { key: self.key.public(), time, signature }
    }

    /// Signs an objection, the family's `number`-th.
    #[must_use]
    pub fn object(&self, number: u64, text: &str) -> [u8; 64] {
        let text = objection_text(&self.origin, &self.round, self.code, number, text);
        self.key.sign(text.as_bytes())
    }
}

impl std::fmt::Debug for Device {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Device(of {})", self.code)
    }
}
