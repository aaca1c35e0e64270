//! Opening an office, its trust file, its keys.

use paiwei_audit::texts::Message;
use serde_json::json;

use super::{
    Answer, Console, Failure,
    args::{Home, InitArgs, KeyCommand, TrustArgs},
    facts, open,
};
use crate::{
    clock::SystemClock,
    entropy::OsEntropy,
    rounds::{self, Init},
};

/// Opens an office, or finds it open.
pub(super) async fn init(
    home: &Home,
    args: &InitArgs,
    console: &Console,
) -> Result<Answer, Failure> {
    let database = home.database();
    let init = Init {
        folder: home.folder(),
        origin: &args.origin,
        database: database.as_ref(),
        recovery: &args.recovery,
    };
    let clock = std::sync::Arc::new(SystemClock);
    let done = rounds::init(&init, clock, std::sync::Arc::new(OsEntropy)).await?;
    let opened = &done.answer;
    let texts = console.texts();
    let message = Message::new("done-init")
        .with("path", home.folder().display())
        .with("origin", &args.origin)
        .with("recovery", &opened.recovery)
        .with("journal", &opened.journal)
        .with("receipts", &opened.receipts)
        .with("file", args.recovery.display());
    let mut text = Vec::new();
    if done.repeated {
        text.push(texts.text("done-before"));
    }
    text.extend([texts.say(&message), texts.text("next-init")]);
    let json = json!({
        "step": "init",
        "repeated": done.repeated,
        "origin": args.origin,
        "recovery": opened.recovery.to_string(),
        "journal": opened.journal.to_string(),
        "receipts": opened.receipts.to_string(),
    });
    Ok(Answer { text: format!("{}\n", text.join("\n")), json })
}

/// Writes the trust file that everybody pins.
pub(super) async fn trust(
    home: &Home,
    args: &TrustArgs,
    console: &Console,
) -> Result<Answer, Failure> {
    rounds::write_trust(&open(home).await?, &args.round, &args.out).await?;
    let message = Message::new("trust-written").with("path", args.out.display());
    let text = format!("{}\n", console.texts().say(&message));
    Ok(Answer { text, json: json!({ "file": args.out.display().to_string() }) })
}

/// Replaces a key.
pub(super) async fn key(
    home: &Home,
    command: &KeyCommand,
    console: &Console,
) -> Result<Answer, Failure> {
    let KeyCommand::Rotate { role, recovery, lost } = command;
    let office = open(home).await?;
    console.tell(&Message::new("does-rotate"));
    console.tell(&Message::new("final-rotate"));
    console.consent()?;
    let done = rounds::rotate(&office, (*role).into(), recovery, *lost).await?;
    let texts = console.texts();
    let key = Message::new("done-rotate").with("key", &done.answer.key);
    let mut text = vec![texts.say(&key)];
    text.extend(facts::lines(Some(&done.answer.appended), &[], texts));
    let json = json!({
        "step": "rotate",
        "repeated": done.repeated,
        "entry": facts::entry_json(&done.answer.appended),
        "key": done.answer.key.to_string(),
    });
    Ok(Answer { text: format!("{}\n", text.join("\n")), json })
}
