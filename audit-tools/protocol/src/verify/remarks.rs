//! What receipts say that is no fault, and yet for the family to know (PROTOCOL.md, section 6.12).

use std::{collections::BTreeMap, fmt};

use super::succession::Succession;
use crate::{bundle, ident::Code, receipt::Receipt, roll::Line, roll::Status};

/// A remark on a receipt given. Its text is the line that PROTOCOL.md defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Code of the application.
    pub code: Code,
    /// Revision of the receipt.
    pub revision: u64,
    /// What is remarked.
    pub kind: RemarkKind,
}

/// What is remarked. Sets are as files have them, `-` where empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// The office made this revision: no family signed it.
    Office,
    /// The office replaced the key at this revision.
    Key,
    /// The application was entered; review refused it, or it lapsed.
    Status(Status),
    /// Review granted other categories than were claimed.
    Claims {
        /// Categories claimed.
        receipt: String,
        /// Categories granted.
        roll: String,
    },
    /// The roll links other children than was asked for.
    Bundle {
        /// Codes asked for.
        receipt: String,
        /// Codes linked.
        roll: String,
    },
}

impl RemarkKind {
    /// The word in the remark's text.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Key => "key",
            Self::Status(_) => "status",
            Self::Claims { .. } => "claims",
            Self::Bundle { .. } => "bundle",
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.code, self.revision, self.kind.as_str())?;
        match &self.kind {
            RemarkKind::Office | RemarkKind::Key => Ok(()),
            RemarkKind::Status(roll) => write!(f, " {} {roll}", Status::Entered),
            RemarkKind::Claims { receipt, roll } | RemarkKind::Bundle { receipt, roll } => {
                write!(f, " {receipt} {roll}")
            }
        }
    }
}

/// The remarks on receipts that contradict nothing: their texts ascend, none is there twice.
pub(super) fn of<'l>(
    given: &Succession<'_>,
    line_of: impl Fn(Code) -> Option<&'l Line>,
) -> Vec<Remark> {
    let mut remarks = BTreeMap::new();
    let mut add = |receipt: &Receipt, kind| {
        let (code, revision) = (receipt.request.code, receipt.request.revision);
        let remark = Remark { code, revision, kind };
        remarks.insert(remark.to_string(), remark);
    };
    for receipt in given.receipts().filter(|receipt| receipt.made_by_office()) {
        add(receipt, RemarkKind::Office);
    }
    for receipt in given.rekeyed() {
        add(receipt, RemarkKind::Key);
    }
    for receipt in given.receipts() {
        let line = line_of(receipt.request.code);
        for kind in line.map(|line| reviewed(receipt, line)).unwrap_or_default() {
            add(receipt, kind);
        }
    }
    remarks.into_values().collect()
}

/// What review made otherwise than the receipt of the roll's revision has it.
fn reviewed(receipt: &Receipt, line: &Line) -> Vec<RemarkKind> {
    let request = &receipt.request;
    if request.revision != line.revision || request.withdrawn {
        return Vec::new();
    }
    // Lines that are not entered have neither categories nor a bundle: one word says it all.
    if line.status != Status::Entered {
        return vec![RemarkKind::Status(line.status)];
    }
    let [claimed, granted] = [&request.claims, &line.categories].map(|ids| dash(ids.join("+")));
    let [asked, linked] = [&request.bundle, &line.bundle].map(|c| dash(bundle::to_text(c)));
    let claims = RemarkKind::Claims { receipt: claimed.clone(), roll: granted.clone() };
    let bundle = RemarkKind::Bundle { receipt: asked.clone(), roll: linked.clone() };
    let differing = [(claimed != granted, claims), (asked != linked, bundle)];
    differing.into_iter().filter_map(|(differs, kind)| differs.then_some(kind)).collect()
}

fn dash(text: String) -> String {
    if text.is_empty() { "-".to_owned() } else { text }
}
