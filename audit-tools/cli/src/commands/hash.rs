//! `hash`: which program this is, and by which text it judges.

use paiwei_protocol::digest::Digest;
use serde_json::json;

use super::{Answer, Page};
use crate::texts::{Message, Texts};

/// The normative text that this program was built with.
const PROTOCOL: &[u8] = include_bytes!("../../../PROTOCOL.md");
/// The version of the protocol that it states.
const PROTOCOL_VERSION: u32 = 1;

/// SHA-256 of that text.
pub(super) fn protocol() -> Digest {
    Digest::of(PROTOCOL)
}

pub(super) fn run(texts: &Texts) -> Answer {
    let version = env!("CARGO_PKG_VERSION");
    let hash = protocol();
    let mut page = Page::default();
    page.say(texts, &Message::new("hash-program").with("version", version));
    page.say(texts, &Message::new("hash-protocol").with("version", PROTOCOL_VERSION));
    page.line(format!("{hash}  PROTOCOL.md"));
    let json = json!({
        "program": version,
        "protocol": PROTOCOL_VERSION,
        "PROTOCOL.md": hash.to_string(),
    });
    Answer { text: page.into_text(), json, status: 0 }
}
