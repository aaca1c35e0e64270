//! `observer`: the acts of a notary, a parents' committee or a neighbouring office.

use std::path::{Path, PathBuf};

use paiwei_protocol::note::Note;
use serde_json::{Value, json};

use super::{Answer, Failure, Page, review};
use crate::{
    args::{Act, Visit},
    ask, clock, entropy,
    observer::{
        self, Bundle, CHECKPOINT_NOTE, CONFIRM_NOTE, DENIAL_NOTE, Home, SEED_COMMIT_NOTE,
        SEED_OPEN_NOTE, Session,
    },
    texts::{Message, Texts},
    when,
};

pub(super) fn run(act: &Act, texts: &Texts) -> Result<Answer, Failure> {
    match act {
        Act::New { name, home } => new(name, home, texts),
        Act::Show { home } => show(home, texts),
        Act::Commit(visit) => visited(visit, texts, SEED_COMMIT_NOTE, commit),
        Act::Open(visit) => visited(visit, texts, SEED_OPEN_NOTE, open),
        Act::Cosign(visit) => visited(visit, texts, CHECKPOINT_NOTE, cosign),
        Act::Confirm(visit) => visited(visit, texts, CONFIRM_NOTE, confirm),
        Act::Deny(visit) => visited(visit, texts, DENIAL_NOTE, deny),
    }
}

/// An act: the note that it gives.
type Doing = fn(&Session<'_>, &Visit, &Texts) -> Result<Note, Failure>;

/// Begins a session, acts, and writes the note where the office's program looks for it.
fn visited(visit: &Visit, texts: &Texts, file: &str, act: Doing) -> Result<Answer, Failure> {
    let home = Home::open(&visit.home)?;
    let bundle = Bundle::read(&visit.bundle)?;
    let session = Session::begin(&home, &bundle)?;
    let note = act(&session, visit, texts)?;
    let out = visit.out.clone();
    let out = out.unwrap_or_else(|| visit.bundle.join(observer::folder_of(home.name())));
    observer::write_note(&out, file, &note)?;
    let written = out.join(file).display().to_string();
    let mut page = Page::default();
    page.say(texts, &Message::new("observer-written").with("path", &written));
    page.text(texts, &format!("observer-next-{}", file.trim_end_matches(".note")));
    let json = json!({ "exit": 0, "file": written, "note": note.to_string() });
    Ok(Answer { text: page.into_text(), json, status: 0 })
}

fn commit(session: &Session<'_>, visit: &Visit, _: &Texts) -> Result<Note, Failure> {
    Ok(session.commit_seed(visit.round.as_deref(), &entropy::seed()?)?)
}

fn open(session: &Session<'_>, visit: &Visit, texts: &Texts) -> Result<Note, Failure> {
    asked(session, visit, texts, &review::head(&session.head_review(), texts), "ask-open")?;
    Ok(session.open_seed(visit.round.as_deref())?)
}

/// The clock is read again after the question: the answer may take its time.
fn cosign(session: &Session<'_>, visit: &Visit, texts: &Texts) -> Result<Note, Failure> {
    asked(session, visit, texts, &review::head(&session.head_review(), texts), "ask-cosign")?;
    Ok(session.cosign(clock::now())?)
}

fn confirm(session: &Session<'_>, visit: &Visit, texts: &Texts) -> Result<Note, Failure> {
    let waiting = session.pending_review(clock::now())?;
    asked(session, visit, texts, &review::pending(&waiting, texts), "ask-confirm")?;
    Ok(session.confirm(clock::now())?)
}

fn deny(session: &Session<'_>, visit: &Visit, texts: &Texts) -> Result<Note, Failure> {
    asked(session, visit, texts, &review::head(&session.head_review(), texts), "ask-deny")?;
    Ok(session.deny(visit.round.as_deref())?)
}

/// Shows and asks. What doesn't hold must be seen by somebody.
fn asked(
    session: &Session<'_>,
    visit: &Visit,
    texts: &Texts,
    review: &str,
    question: &str,
) -> Result<(), Failure> {
    let agreed = ask::agreed(texts, review, question, visit.yes)?;
    if !agreed {
        return Err(Failure::Declined);
    }
    if visit.yes && !session.findings().is_empty() {
        return Err(Failure::NotAsked);
    }
    Ok(())
}

fn new(name: &str, dir: &Path, texts: &Texts) -> Result<Answer, Failure> {
    let home = Home::create(dir, name, &entropy::seed()?)?;
    let mut page = Page::default();
    page.say(texts, &Message::new("observer-made").with("path", dir.display()));
    keys(&home, texts, &mut page);
    page.text(texts, "observer-keep");
    Ok(Answer { text: page.into_text(), json: keys_json(&home), status: 0 })
}

fn keys(home: &Home, texts: &Texts, page: &mut Page) {
    page.say(texts, &Message::new("observer-note-key").with("key", home.note_key()));
    page.say(texts, &Message::new("observer-cosign-key").with("key", home.cosign_key()));
    page.text(texts, "observer-trust-line");
    page.line(format!("  observer: {} {}", home.note_key(), home.cosign_key()));
}

fn keys_json(home: &Home) -> Value {
    json!({
        "name": home.name(),
        "note_key": home.note_key().to_string(),
        "cosign_key": home.cosign_key().to_string(),
    })
}

fn show(dir: &Path, texts: &Texts) -> Result<Answer, Failure> {
    let home = Home::open(dir)?;
    let mut page = Page::default();
    page.say(texts, &Message::new("observer-name").with("name", home.name()));
    keys(&home, texts, &mut page);
    let journals = journals(&home, texts, &mut page)?;
    let mut seeds = Vec::new();
    for seed in home.seeds()? {
        let said = Message::new("observer-seed").with("round", &seed.round);
        page.say(texts, &said.with("attempt", seed.attempt).with("commitment", seed.commitment));
        seeds.push(json!({
            "origin": seed.origin, "round": seed.round, "attempt": seed.attempt,
            "commitment": seed.commitment.to_string(),
        }));
    }
    let evidence: Vec<PathBuf> = home.evidence()?;
    for path in &evidence {
        page.say(texts, &Message::new("observer-evidence").with("path", path.display()));
    }
    let mut json = keys_json(&home);
    json["journals"] = journals;
    json["seeds"] = seeds.into();
    json["evidence"] = evidence.iter().map(|path| path.display().to_string()).collect();
    Ok(Answer { text: page.into_text(), json, status: 0 })
}

fn journals(home: &Home, texts: &Texts, page: &mut Page) -> Result<Value, Failure> {
    let mut journals = Vec::new();
    for origin in home.origins()? {
        let Some(known) = home.remembered(&origin)? else { continue };
        let last = known.cosigned.last();
        let when = last.map_or_else(|| texts.text("observer-never"), |c| when::local(c.time));
        let said = Message::new("observer-journal").with("origin", &origin);
        page.say(texts, &said.with("size", known.size).with("root", known.root).with("when", when));
        journals.push(json!({
            "origin": origin, "size": known.size, "root": known.root.to_string(),
            "cosigned": known.cosigned.iter().map(|c| [c.size, c.time]).collect::<Vec<_>>(),
            "denied": known.denied,
        }));
    }
    Ok(journals.into())
}
