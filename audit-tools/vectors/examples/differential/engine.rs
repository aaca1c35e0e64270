//! Engine rounds: rules, a roll and a draw text in; roots, numbers, places, ranks, cutoffs and
//! waiting lists out. Some are damaged first: then both must refuse, or agree on what is left.

use paiwei_protocol::{
    assign::assign,
    digest::Digest,
    draw::DrawKey,
    results::{Cutoffs, Results, Waitlist},
    roll::Roll,
    rules::Rules,
};
use proptest::{
    strategy::{Strategy as _, ValueTree as _},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use serde_json::json;

use crate::{
    Question,
    chance::Chance,
    damage,
    small_rounds::{Shape, SmallRound, rounds},
};

/// One round in so many is damaged.
const DAMAGED: usize = 5;

/// A small round of this chance.
pub(crate) fn round(chance: &mut Chance, lines: usize) -> SmallRound {
    let shape = Shape {
        programs: 1 + chance.below(6),
        bands: 1 + chance.below(4),
        lines,
        bundles: !chance.once_in(4),
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &chance.bytes());
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    rounds(shape).new_tree(&mut runner).unwrap().current()
}

pub(crate) fn question(seed: &str, number: usize) -> Question {
    let mut chance = Chance::new(seed, "engine", number);
    let lines = 1 + chance.below(40);
    let SmallRound { rules, roll, .. } = round(&mut chance, lines);
    let (mut rules, mut roll) = (rules.to_json(), Roll::write(&roll.lines));
    if chance.once_in(DAMAGED) {
        match chance.below(4) {
            0 => damage::text(&mut chance, &mut rules),
            1 => damage::json(&mut chance, &mut rules),
            2 => damage::text(&mut chance, &mut roll),
            _ => damage::table(&mut chance, &mut roll),
        }
    }
    let draw = hex::encode(chance.bytes());
    let answer = answer(&rules, &roll, draw.as_bytes());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let line = json!({ "kind": "engine", "rules": text(rules), "roll": text(roll), "draw": draw });
    Question { name: format!("engine {number}"), line, answer }
}

/// What this implementation makes of it.
fn answer(rules: &[u8], roll: &[u8], draw: &[u8]) -> String {
    let Ok(rules) = Rules::read(rules) else { return "rules refused".to_owned() };
    let Ok(roll) = Roll::read("roll.csv", roll, &rules) else { return "roll refused".to_owned() };
    let key = DrawKey::of_text(draw);
    let outcome = assign(&rules, &roll, &key);
    let results = Results::of(&outcome);
    let hash = |bytes: Vec<u8>| Digest::of(&bytes);
    format!(
        "key {} roll {} results {} {} cutoffs {} waitlist {}",
        hex::encode(key.as_bytes()),
        roll.root(),
        results.root(),
        hash(results.write()),
        hash(Cutoffs::of(&outcome).write(&rules)),
        hash(Waitlist::of(&outcome).write(&rules)),
    )
}

/// How many rounds were refused: a test whose damage is never found tests nothing.
pub(crate) fn told(answers: &[(String, String)]) -> String {
    let count = |what: &str| answers.iter().filter(|(_, answer)| answer == what).count();
    format!("engine: {} rules refused, {} rolls", count("rules refused"), count("roll refused"))
}
