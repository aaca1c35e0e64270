//! A proof file stays small: the figure of a round of a million children.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

use paiwei_protocol::{
    digest::Digest,
    proof::Proof,
    rules::{OrderKey, Rules, Titles},
    verify::ProofMaker,
};
use paiwei_vectors::{
    ceremony::Ceremony,
    people::{Child, child},
    rules::{band, category, everyone, observers, pool, program, rules, tier},
    secret::{code, secret},
};

/// Programs of a city with a million children: two thousand seats each.
const PROGRAMS: usize = 500;
/// Hashes of a path in a tree of a million leaves.
const LEVELS: usize = 20;
/// What a proof file of a realistic round must stay below.
const MOST: usize = 64_000;

/// Rules with five hundred programs of two pools each, and titles that differ.
fn city() -> Rules {
    let ids: Vec<String> = (1..=PROGRAMS).map(|number| format!("J{number:03}")).collect();
    let programs = ids.iter().map(|id| {
        let near = vec![tier(["district"]), tier(["sibling"]), everyone().remove(0)];
        let orders = [OrderKey::Tier, OrderKey::Band];
        let pools = vec![
            pool("day", Some(1600), near, orders),
            pool("boarding", Some(400), everyone(), [OrderKey::Band]),
        ];
        let place = u32::from(secret(id)[0]) * 3 + u32::from(secret(id)[1]) % 50;
        let titles = Titles {
            en: format!("Qingchuan No. {place} Middle School, {id}"),
            zh: format!("青川市第{place}中学{id}"),
        };
        paiwei_protocol::rules::Program { titles, ..program(id, pools) }
    });
    let mut rules = rules(programs.collect());
    rules.bands = vec![band(1, []), band(8, [])];
    rules.bands.iter_mut().for_each(|band| band.programs.clone_from(&ids));
    rules.categories = ["district", "sibling"].map(category).into();
    rules.observers = observers("office", ["notary", "committee", "neighbour"]);
    rules.bundles = Some(2);
    rules
}

fn twins() -> Vec<Child> {
    let choices = "J001|J002>J003>J004>J005>J006>J007>J008>J009";
    let twin = |name| child(name, choices).with_key().of(["district"]).linked(["An", "Bo"]);
    vec![twin("An"), twin("Bo"), child("Cai", "J001|")]
}

/// As many hashes as a tree of a million leaves has levels; no two are alike.
fn path(name: &str) -> Vec<Digest> {
    (0..LEVELS).map(|level| Digest(secret(&format!("{name} {level}")))).collect()
}

/// Cutoffs as a full round has them: a key in every pool.
fn full_cutoffs(rules: &Rules) -> Vec<u8> {
    let pools = rules.programs.iter().flat_map(|program| {
        program.pools.iter().map(move |pool| (format!("{}/{}", program.id, pool.id), pool))
    });
    let line = |(name, pool): (String, &paiwei_protocol::rules::Pool)| {
        let (seats, chance) = (pool.seats.unwrap(), secret(&name));
        let applied = seats + u64::from(chance[0]) * 20;
        let index = u32::from_be_bytes([0, chance[1], chance[2], chance[3]]) % 1_000_000;
        let values = "1:".repeat(pool.order.len());
        format!(
            "{name},{seats},{applied},{seats},{values}{}:{index}\n",
            hex::encode(&chance[8..24])
        )
    };
    let lines: String = pools.map(line).collect();
    format!("pool,seats,applied,admitted,cutoff\n{lines}").into_bytes()
}

/// The proof file of twins in a round of a million children, in a journal of a million entries: the
/// text of every part is that of such a round, the hashes of its paths are made up.
fn proof() -> Proof {
    let mut held = Ceremony::alone(city(), twins());
    held.office.rotate("receipts", "receipts 2", false);
    held.office.rotate("journal", "journal 2", false);
    held.office.hand_over();
    held.office.hand_back();
    held.to_drawn();
    held.draw();
    held.files.insert("cutoffs.csv".to_owned(), full_cutoffs(&held.rules));
    held.publish();
    held.stand();
    let mut proof = ProofMaker::new(&held.folder()).unwrap().of(code("An")).unwrap();
    for entry in &mut proof.entries {
        entry.path = path(&format!("entry {}", entry.index));
    }
    for member in &mut proof.members {
        member.roll_path = path(&format!("roll {}", member.index));
        member.result_path = path(&format!("result {}", member.index));
    }
    proof
}

#[test]
fn twins_of_a_round_of_a_million_children_carry_less_than_64_kilobytes() {
    let proof = proof();
    assert_eq!((proof.members.len(), proof.entries.len()), (2, 7));
    let packed = proof.write().len();
    let (rules, cutoffs) = (proof.rules.len(), proof.cutoffs.len());
    println!("{packed} bytes; rules {rules}, cutoffs {cutoffs} before packing");
    assert!(rules > 150_000 && cutoffs > 60_000, "the round is not realistic");
    assert!(packed < MOST, "{packed} bytes");
}
