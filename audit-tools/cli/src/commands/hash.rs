//! `hash`: which program this is, by which text it judges, and which page belongs to it.

use paiwei_protocol::digest::Digest;
use serde_json::json;

use super::{Answer, Page};
use crate::{
    enclosed::{PROTOCOL, VERIFY_PAGE},
    texts::{Message, Texts},
};

/// The version of the protocol that it states.
const PROTOCOL_VERSION: u32 = 1;

/// SHA-256 of the normative text.
pub(super) fn protocol() -> Digest {
    Digest::of(PROTOCOL)
}

pub(super) fn run(texts: &Texts) -> Answer {
    let version = env!("CARGO_PKG_VERSION");
    let (hash, verify_page) = (protocol(), Digest::of(VERIFY_PAGE));
    let mut page = Page::default();
    page.say(texts, &Message::new("hash-program").with("version", version));
    page.say(texts, &Message::new("hash-protocol").with("version", PROTOCOL_VERSION));
    page.line(format!("{hash}  PROTOCOL.md"));
    page.line(format!("{verify_page}  verify.html"));
    let json = json!({
        "program": version,
        "protocol": PROTOCOL_VERSION,
        "PROTOCOL.md": hash.to_string(),
        "verify.html": verify_page.to_string(),
    });
    Answer { text: page.into_text(), json, status: 0 }
}
