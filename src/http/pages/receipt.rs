//! The receipts that a family was just given, to keep: text, picture, print.

use askama::Template;
use paiwei_protocol::{
    receipt::Receipt,
    rules::{Rules, Titles},
};

use super::{Shell, assets::Asset};
use crate::{rounds::Handed, slips::Picture};

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
    /// What the round is called.
    pub(crate) round: String,
    pub(crate) revision: u64,
    /// It says that the application is withdrawn.
    pub(crate) withdrawn: bool,
    /// The signed note.
    pub(crate) text: String,
    /// Its picture, as an address that holds it whole.
    pub(crate) picture: String,
    /// It claims a category.
    pub(crate) claims: bool,
    /// The identity file, where the office wrote a new one.
    pub(crate) identity: Option<String>,
}

impl Kept {
    /// A receipt by its signed note; none of what is no receipt.
    pub(crate) fn of(shell: &Shell, rules: &Rules, note: &str) -> Option<Self> {
        let (_, receipt) = Receipt::read("receipt", note.as_bytes()).ok()?;
        Some(Self {
            code: receipt.request.code.to_string(),
            round: shell.title(&rules.titles),
            revision: receipt.request.revision,
            withdrawn: receipt.request.withdrawn,
            picture: picture(shell, rules, note).address(),
            claims: !receipt.request.claims.is_empty(),
            text: note.to_owned(),
            identity: None,
        })
    }
}

impl ReceiptPage {
    /// What was done, as a word of `receipt-…`: applied, changed, or withdrawn.
    pub(crate) fn done(&self) -> &'static str {
        match self.receipts.first() {
            Some(_) if self.receipts.iter().all(|one| one.withdrawn) => "withdrawn",
            Some(first) if first.revision > 1 => "changed",
            _ => "done",
        }
    }

    /// The page of what was handed out.
    pub(crate) fn of(shell: Shell, round: String, rules: &Rules, handed: &Handed) -> Self {
        let all = handed.received.iter().zip(&handed.identities);
        let kept = all.filter_map(|(one, identity)| {
            let kept = Kept::of(&shell, rules, &one.receipt.to_string())?;
            Some(Kept { identity: identity.clone(), ..kept })
        });
        Self {
            receipts: kept.collect::<Vec<_>>(),
            titles: rules.titles.clone(),
            rehearsal: rules.rehearsal,
            secret: handed.secret.clone(),
            closes: rules.timeline.close,
            shell,
            round,
        }
    }
}

/// What the picture of a receipt shows: the code, the QR code, the round and the time.
pub(crate) fn picture(shell: &Shell, rules: &Rules, note: &str) -> Picture {
    let Ok((_, receipt)) = Receipt::read("receipt", note.as_bytes()) else {
        return Picture::default();
    };
    let mut lines = vec![
        shell.t1("receipt-revision", "revision", receipt.request.revision),
        shell.t1("picture-time", "time", shell.when(receipt.time)),
    ];
    if receipt.request.withdrawn {
        lines.push(shell.t("picture-withdrawn"));
    }
    lines.push(shell.t("picture-about"));
    Picture {
        warning: rules.rehearsal.then(|| shell.t("rehearsal-mark")),
        titles: vec![shell.t("receipt-title"), shell.title(&rules.titles)],
        code: receipt.request.code.to_string(),
        lines,
        receipt: note.to_owned(),
    }
}
