//! What is no fault, and yet for the family to know (PROTOCOL.md, section 6.12), in plain words.

use paiwei_protocol::verify::{Remark, RemarkKind};
use serde_json::Value;

use super::Page;
use crate::texts::{Message, Texts};

/// The remarks, set apart from what stands before and after.
pub(super) fn lines(remarks: &[Remark], texts: &Texts, page: &mut Page) {
    if remarks.is_empty() {
        return;
    }
    page.text(texts, "remark-title");
    for remark in remarks {
        page.say(texts, &message(remark, texts));
    }
    page.line("");
}

fn message(remark: &Remark, texts: &Texts) -> Message {
    let said = Message::new(&format!("remark-{}", remark.kind.as_str()));
    let said = said.with("code", remark.code);
    match &remark.kind {
        RemarkKind::Office | RemarkKind::Key => said.with("revision", remark.revision),
        RemarkKind::Status(roll) => said.with("roll", texts.text(&format!("status-{roll}"))),
        RemarkKind::Claims { receipt, roll } | RemarkKind::Bundle { receipt, roll } => {
            said.with("receipt", set(receipt, texts)).with("roll", set(roll, texts))
        }
    }
}

fn set(text: &str, texts: &Texts) -> String {
    if text == "-" { texts.text("remark-nothing") } else { text.replace('+', " + ") }
}

/// The remarks for programs: their lines.
pub(super) fn value(remarks: &[Remark]) -> Value {
    remarks.iter().map(ToString::to_string).collect()
}
