//! What contradicts in a draft, in the reader's words: what is wrong, where, what to do.

use paiwei_audit::texts::Message;
use paiwei_protocol::rules::{Contradiction, Rules};
use serde_json::Value;

use super::parts::{InPart, field_of};
use crate::http::pages::Shell;

/// A contradiction as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// Where, in words.
    pub(crate) place: String,
    /// What is wrong and what to do.
    pub(crate) what: String,
    /// The query and the fragment of the field where it is mended.
    pub(crate) link: String,
}

/// Everything that contradicts, with what the journal already says of the round's id.
pub(crate) fn told(shell: &Shell, rules: &Rules, rounds: &[String]) -> Vec<Told> {
    let value: Value = serde_json::from_slice(&rules.to_json()).unwrap_or_default();
    let contradictions = rules.contradictions();
    let of = |one: &Contradiction| {
        let path = one.place.field.as_deref().unwrap_or_default();
        let message = Message::new(&format!("contradiction-{}", one.kind));
        let message = message.with("value", shown(&value, path)).with("seats", seats(rules, path));
        at(shell, rules, path, shell.say(&message))
    };
    let mut told: Vec<Told> = contradictions.iter().map(of).collect();
    if rounds.contains(&rules.round) {
        told.push(at(shell, rules, "round", shell.t("contradiction-round-taken")));
    }
    if let Some(follows) = &rules.follows
        && !rounds.contains(follows)
    {
        told.push(at(shell, rules, "follows", shell.t("contradiction-follows-nothing")));
    }
    told
}

fn at(shell: &Shell, rules: &Rules, path: &str, what: String) -> Told {
    let link = format!("{}#{}", InPart::of_path(path).query(), field_of(path));
    Told { place: place(shell, rules, path), what, link }
}

/// The value at a path, as a reader knows it.
fn shown(rules: &Value, path: &str) -> String {
    let pointer = path.replace('[', ".").replace(']', "").replace('.', "/");
    match rules.pointer(&format!("/{pointer}")) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Array(items)) => items.len().to_string(),
        _ => String::new(),
    }
}

/// The seats of the pools of a path's program.
fn seats(rules: &Rules, path: &str) -> u64 {
    let program = rules.programs.get(InPart::of_path(path).at);
    let pools = program.map(|program| program.pools.as_slice()).unwrap_or_default();
    pools.iter().filter_map(|pool| pool.seats).fold(0, u64::saturating_add)
}

/// A path in words: `Program J1 · pool open · seats`.
fn place(shell: &Shell, rules: &Rules, path: &str) -> String {
    let mut words = Vec::new();
    let mut inside: Option<&paiwei_protocol::rules::Program> = None;
    for part in path.split('.') {
        let (member, indices) = part.split_once('[').map_or((part, ""), |(m, rest)| (m, rest));
        let index: Option<usize> = indices.split(']').next().and_then(|index| index.parse().ok());
        let named = index.map(|index| match member {
            "programs" if words.is_empty() => {
                inside = rules.programs.get(index);
                let id = inside.map(|program| program.id.clone());
                id.filter(|id| !id.is_empty()).unwrap_or_else(|| (index + 1).to_string())
            }
            "pools" => {
                let pool = inside.and_then(|program| program.pools.get(index));
                let id = pool.map(|pool| pool.id.clone());
                id.filter(|id| !id.is_empty()).unwrap_or_else(|| (index + 1).to_string())
            }
            _ => (index + 1).to_string(),
        });
        let word = shell.t(format!("place-{}", member.replace('_', "-")));
        words.push(named.map_or(word.clone(), |named| format!("{word} {named}")));
    }
    words.join(" › ")
}
