//! The receipts that a family was just given, to keep: text, picture, print.

use askama::Template;
use paiwei_protocol::rules::{Rules, Titles};

use super::{Shell, assets::Asset};
use crate::{rounds::Handed, slips};

/// The page of new receipts.
#[derive(Template)]
#[template(path = "family/receipt.html")]
pub(crate) struct ReceiptPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    pub(crate) receipts: Vec<Kept>,
    /// The secret of a family without a key; none after a change.
    pub(crate) secret: Option<String>,
    /// When applications close (Unix seconds).
    pub(crate) closes: u64,
}

/// A receipt to keep.
pub(crate) struct Kept {
    pub(crate) code: String,
    pub(crate) revision: u64,
    /// The signed note.
    pub(crate) text: String,
    /// Its QR code as SVG.
    pub(crate) qr: String,
    /// The identity file, where the office wrote a new one.
    pub(crate) identity: Option<String>,
}

impl ReceiptPage {
    /// The page of what was handed out.
    pub(crate) fn of(shell: Shell, round: String, rules: &Rules, handed: &Handed) -> Self {
        let kept = handed.received.iter().zip(&handed.identities).map(|(one, identity)| {
            let text = one.receipt.to_string();
            Kept {
                code: one.code.to_string(),
                revision: one.revision,
                qr: slips::qr(&text).unwrap_or_default(),
                text,
                identity: identity.clone(),
            }
        });
        Self {
            receipts: kept.collect(),
            titles: rules.titles.clone(),
            rehearsal: rules.rehearsal,
            secret: handed.secret.clone(),
            closes: rules.timeline.close,
            shell,
            round,
        }
    }
}
