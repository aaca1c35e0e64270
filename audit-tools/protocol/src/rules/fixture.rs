//! Small sound rules for tests: two bands, three programs, four pools, two observers.

use super::{
    Band, Category, Dice, Numbers, Observer, OrderKey, Ownership, Pool, PostedNames, Posting,
    Program, Randomness, Reason, Rules, Source, Stage, Tier, Timeline, Titles, Vacancies,
};
use crate::{
    drand,
    ed25519::SigningKey,
    note::{KeyKind, VerifierKey},
};

/// An official round of compulsory education: one private choice, then two public ones.
pub(crate) fn small() -> Rules {
    Rules {
        origin: "office.example/journal".into(),
        round: "small-2027".into(),
        cohort: "entry-2027".into(),
        follows: None,
        titles: titles("A small round", "小型派位"),
        jurisdiction: "Qingchuan".into(),
        stage: Stage::Compulsory,
        rehearsal: false,
        timeline: Timeline {
            open: 1_800_000_000,
            close: 1_800_100_000,
            reveal: 3600,
            answers: None,
        },
        observers: vec![
            Observer { seed: true, confirm: true, ..observer("notary", 1) },
            observer("committee", 2),
        ],
        randomness: randomness(),
        posting: Posting { objection: 0, names: PostedNames::None },
        bands: vec![band(1, &["J1"]), band(2, &["P1", "P2"])],
        numbers: Numbers::PerProgram,
        bundles: Some(3),
        categories: vec![category("staff"), category("sibling"), category("district")],
        reasons: ["objection", "error"].map(reason).into(),
        programs: programs(),
        vacancies: Vacancies::Succession { dates: vec![1_800_200_000, 1_800_300_000] },
    }
}

/// The same round as a rehearsal without observers.
pub(crate) fn rehearsal() -> Rules {
    let origin = "office.example/rehearsal".into();
    Rules { origin, rehearsal: true, observers: Vec::new(), ..small() }
}

fn randomness() -> Randomness {
    let dice = Dice { sides: 10, throws: 40 };
    let chain = drand::DEFAULT.hash;
    Randomness {
        sources: vec![Source::Dice(dice), Source::Drand { chain }],
        lead: 600,
        fallback: Some(Dice { sides: 6, throws: 50 }),
    }
}

fn programs() -> Vec<Program> {
    let everyone = || vec![Tier::Everyone];
    let tiers = vec![tier(&["staff"]), tier(&["sibling", "district"]), Tier::Everyone];
    let order = vec![OrderKey::Band, OrderKey::Tier];
    vec![
        Program {
            ownership: Ownership::Private,
            ..program("J1", Some(2), vec![pool("main", Some(2), everyone(), vec![])])
        },
        program(
            "P1",
            Some(3),
            vec![
                pool("direct", Some(1), vec![tier(&["staff"])], vec![OrderKey::Points]),
                pool("open", Some(2), tiers, order),
            ],
        ),
        program("P2", None, vec![pool("rest", None, everyone(), vec![])]),
    ]
}

/// A title in both languages.
pub(crate) fn titles(en: &str, zh: &str) -> Titles {
    Titles { en: en.into(), zh: zh.into() }
}

/// A witness whose keys follow from one byte.
pub(crate) fn observer(id: &str, seed: u8) -> Observer {
    let name = format!("{id}.example/key");
    Observer {
        id: id.into(),
        titles: titles(id, "见证人"),
        note_key: verifier_key(&name, seed, 1),
        cosign_key: verifier_key(&name, seed, 4),
        seed: false,
        witness: true,
        confirm: false,
    }
}

/// The verifier key of the signing key of 32 times `seed`; kind 1 signs notes, 4 cosignatures.
pub(crate) fn verifier_key(name: &str, seed: u8, kind: u8) -> String {
    let public = SigningKey::from_seed([seed; 32]).public();
    let kind = if kind == 1 { KeyKind::Note } else { KeyKind::Cosignature };
    VerifierKey::new(name, kind, public).unwrap().to_string()
}

/// A band.
pub(crate) fn band(most: u32, programs: &[&str]) -> Band {
    Band { most, programs: programs.iter().map(|&id| id.to_owned()).collect() }
}

/// A category.
pub(crate) fn category(id: &str) -> Category {
    Category { id: id.into(), titles: titles(id, "类别"), basis: "Notice 12 of 2027".into() }
}

fn reason(id: &str) -> Reason {
    Reason { id: id.into(), titles: titles(id, "理由") }
}

/// A public program of the round's locality.
pub(crate) fn program(id: &str, plan: Option<u64>, pools: Vec<Pool>) -> Program {
    Program {
        id: id.into(),
        school: format!("school-{id}"),
        titles: titles(id, "学校"),
        ownership: Ownership::Public,
        jurisdiction: "Qingchuan".into(),
        plan,
        pools,
    }
}

/// A pool.
pub(crate) fn pool(id: &str, seats: Option<u64>, tiers: Vec<Tier>, order: Vec<OrderKey>) -> Pool {
    Pool { id: id.into(), seats, tiers, order }
}

/// A group of categories.
pub(crate) fn tier(ids: &[&str]) -> Tier {
    Tier::Categories(ids.iter().map(|&id| id.to_owned()).collect())
}
