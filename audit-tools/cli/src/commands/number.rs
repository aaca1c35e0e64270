//! `number`: one number from a draw key, and the shell lines that give the same.

use paiwei_protocol::{
    digest::parse_hex,
    draw::{self, DrawKey, DrawText},
};
use serde_json::json;

use super::{Answer, Failure, Page};
use crate::{
    args, disk,
    texts::{Message, Texts},
};

/// Most bytes of a draw text: a thousand dice and seventeen seeds fit many times.
const MAX_DRAW: u64 = 1 << 20;

pub(super) fn run(args: &args::Number, texts: &Texts) -> Result<Answer, Failure> {
    let key = key(args)?;
    let number = draw::number(&key, args.lane, args.index);
    let shell = draw::shell_lines(&key, args.lane, args.index);
    let mut page = Page::default();
    let place = Message::new("number-of").with("lane", args.lane).with("index", args.index);
    page.say(texts, &Message::new("number-key").with("key", key));
    page.say(texts, &place.with("number", number));
    page.text(texts, "number-shell");
    for line in &shell {
        page.line(format!("  {line}"));
    }
    let json = json!({
        "key": key.to_string(),
        "lane": args.lane,
        "index": args.index,
        "number": number.to_string(),
        "shell": shell,
    });
    Ok(Answer { text: page.into_text(), json, status: 0 })
}

fn key(args: &args::Number) -> Result<DrawKey, Failure> {
    if let Some(path) = &args.draw {
        let bytes = disk::read(path, MAX_DRAW)?;
        // Another text has a hash too, but no draw: better refuse a wrong file here.
        let text = DrawText::read(&path.display().to_string(), &bytes);
        return match text {
            Ok(_) => Ok(DrawKey::of_text(&bytes)),
            Err(error) => Err(Failure::Published { why: error.to_string() }),
        };
    }
    let hex = args.key.as_deref().unwrap_or_default();
    parse_hex(hex).map(DrawKey::from_bytes).ok_or(Failure::Key)
}
