//! What is worth reading aloud after a step: hashes, sizes, times.

use paiwei_audit::texts::{Message, Texts, count};
use paiwei_protocol::journal::{Opening, Round, Table};
use serde_json::{Map, Value, json};

use super::words;
use crate::rounds::Appended;

/// A value worth reading aloud, by the id of its text.
pub(super) type Fact = (&'static str, Shown);

/// How a value is shown.
pub(super) enum Shown {
    /// Hex digits, in groups.
    Hash(String),
    /// A count.
    Count(u64),
    /// Faces of dice.
    Dice(String),
    /// A text as it is.
    Text(String),
}

/// The facts of an entry that was just appended to the round's current attempt.
pub(super) fn of(entry: &Appended, round: &Round) -> Vec<Fact> {
    let attempt = round.current();
    let hash = |id, digest: &dyn ToString| (id, Shown::Hash(digest.to_string()));
    match entry.kind {
        "round-announced" => vec![
            hash("fact-rules", &round.announced.rules),
            hash("fact-tag-key", &round.announced.tag_key),
        ],
        "seed-committed" => {
            let committed = attempt.holders.iter().filter_map(|holder| {
                let commitment = holder.commitment?.to_string();
                Some([
                    ("fact-holder", Shown::Text(holder.id.clone())),
                    ("fact-commitment", Shown::Hash(commitment)),
                ])
            });
            committed.flatten().collect()
        }
        "intake" => vec![("fact-receipts", Shown::Count(round.intake))],
        "roll-posted" => round.posted.iter().flat_map(|(_, posted)| table(posted)).collect(),
        "roll-frozen" => {
            let frozen = attempt.frozen.iter().flat_map(|(_, frozen)| table(frozen));
            let changes = attempt.changes.iter().map(|digest| hash("fact-changes", digest));
            frozen.chain(changes).collect()
        }
        "seed-opened" => {
            let opened = attempt.holders.iter().filter_map(|holder| match holder.opening {
                Some(Opening::Seed(seed)) => Some([
                    ("fact-holder", Shown::Text(holder.id.clone())),
                    ("fact-seed", Shown::Hash(hex::encode(seed))),
                ]),
                _ => None,
            });
            opened.flatten().collect()
        }
        "dice-thrown" => {
            attempt.thrown.iter().map(|dice| ("fact-dice", Shown::Dice(dice.clone()))).collect()
        }
        _ => Vec::new(),
    }
}

fn table(table: &Table) -> [Fact; 3] {
    [
        ("fact-lines", Shown::Count(table.size)),
        ("fact-root", Shown::Hash(table.root.to_string())),
        ("fact-sha256", Shown::Hash(table.sha256.to_string())),
    ]
}

/// The entry and its facts as lines of text.
pub(super) fn lines(entry: Option<&Appended>, facts: &[Fact], texts: &Texts) -> Vec<String> {
    let entry = entry.map(|entry| {
        let message =
            Message::new("fact-entry").with("index", entry.index).with("type", entry.kind);
        texts.say(&message.with("time", words::time(entry.at)))
    });
    entry.into_iter().chain(facts.iter().map(|fact| line(fact, texts))).collect()
}

fn line((id, shown): &Fact, texts: &Texts) -> String {
    let value = match shown {
        Shown::Hash(hex) => words::grouped(hex),
        Shown::Count(number) => count(*number),
        Shown::Dice(faces) => format!("\n{}", words::dice(faces)),
        Shown::Text(text) => text.clone(),
    };
    texts.say(&Message::new(id).with("value", value))
}

/// The facts for programs: names without `fact-`, a list where a name comes again.
pub(super) fn json(facts: &[Fact]) -> Value {
    let mut all = Map::new();
    for (id, shown) in facts {
        let value = match shown {
            Shown::Hash(text) | Shown::Dice(text) | Shown::Text(text) => json!(text),
            Shown::Count(number) => json!(number),
        };
        let name = id.trim_start_matches("fact-").to_owned();
        let values = all.entry(name).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(values) = values {
            values.push(value);
        }
    }
    Value::Object(all)
}

/// An entry for programs.
pub(super) fn entry_json(entry: &Appended) -> Value {
    json!({ "index": entry.index, "at": entry.at, "type": entry.kind })
}
