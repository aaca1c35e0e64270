//! Recorded rounds of drand's two chains: facts, from `drand-rounds.json`.

use paiwei_protocol::digest::Digest;
use serde_json::{Value, json};

/// Name of the chain with previous signatures.
pub const DEFAULT: &str = "default";
/// Name of the unchained one.
pub const QUICKNET: &str = "quicknet";

fn facts() -> Value {
    serde_json::from_str(include_str!("../drand-rounds.json")).expect("the facts are JSON")
}

fn chain_of(hash: &Digest) -> Value {
    let facts = facts();
    let found = [DEFAULT, QUICKNET].map(|name| facts[name].clone());
    let of_hash = |chain: &Value| chain["chain_hash"].as_str() == Some(&hash.to_string());
    found.into_iter().find(of_hash).expect("one of the two chains")
}

/// Hash of a chain by its name.
///
/// # Panics
/// If it is neither [`DEFAULT`] nor [`QUICKNET`].
#[must_use]
pub fn chain(name: &str) -> Digest {
    let hash = facts()[name]["chain_hash"].as_str().map(str::parse);
    hash.expect("one of the two chains").expect("a hash")
}

/// When a round is due: Unix seconds.
///
/// # Panics
/// If the chain is none of the two.
#[must_use]
pub fn time_of(chain: &Digest, round: u64) -> u64 {
    let chain = chain_of(chain);
    let number = |name: &str| chain[name].as_u64().expect("a number");
    number("genesis_time") + (round - 1) * number("period")
}

/// The member `drand` of a recorded round, as randomness-recorded holds it.
///
/// # Panics
/// If the round is not among the recorded ones.
#[must_use]
pub fn recorded(hash: &Digest, round: u64) -> Value {
    let chain = chain_of(hash);
    let rounds = chain["rounds"].as_array().expect("a list");
    let found = rounds.iter().find(|r| r["round"] == round).expect("a recorded round");
    json!({
        "chain": hash.to_string(), "round": round, "signature": found["signature"],
        "previous_signature": found["previous_signature"],
    })
}
