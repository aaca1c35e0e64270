//! What the rules can say: forms, pools, bundles (PROTOCOL.md, sections 5 and 13).

use paiwei_protocol::rules::{Numbers, OrderKey, Program, Rules, Stage};

use crate::{
    ceremony::Ceremony,
    people::{Child, child, children, five},
    rules::{band, category, everyone, plain, pool, private, program, rules, small, tier},
    vector::Vector,
};

pub(super) fn all() -> Vec<Vector> {
    vec![
        plain_one_program(),
        bands_parallel(),
        choice_first(),
        number_first(),
        per_program_numbers(),
        soft_reserve(),
        hard_quota(),
        points(),
        bundle_overfills(),
        last_resort(),
        no_seats(),
        empty_roll(),
        one_line_roll(),
    ]
}

fn held(name: &'static str, rules: Rules, children: Vec<Child>, why: &'static str) -> Vector {
    let mut round = Ceremony::alone(rules, children);
    round.to_published();
    Vector::good(name, &round, why)
}

fn plain_one_program() -> Vector {
    held("plain-one-program", small(), five(), "one program, dice, one notary")
}

/// Eight children for three programs of two seats each.
fn ranked(choices: [&str; 8]) -> Vec<Child> {
    let names = ["An", "Bo", "Cai", "Du", "E", "Fang", "Gu", "He"];
    names.iter().zip(choices).map(|(name, choices)| child(name, choices)).collect()
}

fn three_programs() -> Vec<Program> {
    ["P1", "P2", "P3"].map(|id| plain(id, 2)).into()
}

fn by_band(programs: Vec<Program>) -> Vec<Program> {
    let by_band = |mut program: Program| {
        program.pools[0].order = vec![OrderKey::Band];
        program
    };
    programs.into_iter().map(by_band).collect()
}

fn bands_parallel() -> Vector {
    let ids = ["P1", "P2", "P3"];
    let rules =
        Rules { bands: vec![band(2, ids), band(3, ids)], ..rules(by_band(three_programs())) };
    let children = ranked([
        "P1>P2|P3",
        "P1|P2>P3",
        "P1>P3|P2",
        "P2>P1|",
        "|P1>P2>P3",
        "P1|P3",
        "P3>P1|P2",
        "P2|P1>P3",
    ]);
    held("bands-parallel", rules, children, "two bands: the first goes before, each in full")
}

fn choice_first() -> Vector {
    let ids = ["P1", "P2", "P3"];
    let bands = vec![band(1, ids), band(1, ids), band(1, ids)];
    let rules = Rules { bands, ..rules(by_band(three_programs())) };
    let children = ranked([
        "P1|P2|P3", "P1|P3|P2", "P1|P2|P3", "P2|P1|P3", "P1|P2|P3", "P3|P1|", "P1||P3", "P2|P3|P1",
    ]);
    held("choice-first", rules, children, "a band for each choice: the first choice goes before")
}

fn number_first() -> Vector {
    let children = ranked([
        "P1>P2>P3", "P1>P3>P2", "P1>P2>P3", "P2>P1>P3", "P1>P2>P3", "P3>P1", "P1>P3", "P2>P3>P1",
    ]);
    held("number-first", rules(three_programs()), children, "one number, one band: in turn")
}

fn per_program_numbers() -> Vector {
    let rules = Rules { numbers: Numbers::PerProgram, ..rules(three_programs()) };
    let children = ranked(["P1>P2>P3", "P1>P3", "P1", "P2>P1", "P1>P2>P3", "P3>P1", "P1>P3", ""]);
    held("per-program-numbers", rules, children, "a number for each choice; one chose nothing")
}

fn soft_reserve() -> Vector {
    let tiers = || vec![tier(["staff"]), tier(["district", "sibling"]), tier(["*"])];
    let tiers = || {
        let mut tiers = tiers();
        tiers[2] = everyone().remove(0);
        tiers
    };
    let siblings = vec![tier(["sibling"]), everyone().remove(0)];
    let p1 = program(
        "P1",
        vec![
            pool("siblings", Some(2), siblings, [OrderKey::Tier]),
            pool("open", Some(2), tiers(), [OrderKey::Tier]),
        ],
    );
    let rules = Rules { categories: priorities(), ..rules(vec![p1, plain("P2", 1)]) };
    let children = vec![
        child("An", "P1>P2").of(["sibling"]),
        child("Bo", "P1>P2").of(["district"]),
        child("Cai", "P1>P2"),
        child("Du", "P1>P2").of(["district", "staff"]),
        child("E", "P2>P1"),
        child("Fang", "P1").of(["staff"]),
        child("Gu", "P1"),
    ];
    held("tiers-soft-reserve", rules, children, "seats that a group has first, the others after")
}

fn priorities() -> Vec<paiwei_protocol::rules::Category> {
    ["staff", "sibling", "district"].map(category).into()
}

fn hard_quota() -> Vector {
    let p1 = program(
        "P1",
        vec![
            pool("staff", Some(2), vec![tier(["staff"])], []),
            pool("district", Some(1), vec![tier(["district"])], []),
        ],
    );
    let rules = Rules { categories: priorities(), ..rules(vec![p1, plain("P2", 2)]) };
    let children = vec![
        child("An", "P1>P2").of(["staff"]),
        child("Bo", "P1>P2").of(["district"]),
        child("Cai", "P1>P2").of(["district"]),
        child("Du", "P1>P2").of(["sibling"]),
        child("E", "P1").of(["district", "staff"]),
        child("Fang", "P1"),
    ];
    held("tiers-hard-quota", rules, children, "seats for one group only: one stays free")
}

fn points() -> Vector {
    let by_points =
        |id, order: [OrderKey; 2]| program(id, vec![pool("all", Some(2), everyone(), order)]);
    let programs = vec![
        private(by_points("S1", [OrderKey::Points, OrderKey::Band])),
        by_points("S2", [OrderKey::Band, OrderKey::Points]),
    ];
    let ids = ["S1", "S2"];
    let bands = vec![band(1, ids), band(1, ids)];
    let rules = Rules { stage: Stage::Senior, bands, ..rules(programs) };
    let children = vec![
        child("An", "S1|S2").points(611),
        child("Bo", "S1|S2").points(598),
        child("Cai", "S1|S2").points(611),
        child("Du", "S2|S1").points(611),
        child("E", "|S2").points(2_147_483_647),
        child("Fang", "S2|"),
    ];
    held("points", rules, children, "senior schools rank by points, then by number")
}

fn bundle_overfills() -> Vector {
    let tiers = vec![tier(["staff"]), tier(["sibling"]), everyone().remove(0)];
    let p1 = program("P1", vec![pool("all", Some(3), tiers, [OrderKey::Tier])]);
    let programs = vec![p1, plain("P2", 1)];
    let rules = Rules { categories: priorities(), bundles: Some(3), ..rules(programs) };
    let children = vec![
        child("An", "P1>P2").of(["staff"]),
        child("Bo", "P1>P2").of(["staff"]),
        child("Cai", "P1>P2").of(["sibling"]).linked(["Cai", "Du"]).points(7),
        child("Du", "P1>P2").of(["district", "sibling"]).linked(["Cai", "Du"]),
        child("E", "P1"),
        child("Fang", "P2>P1").linked(["Fang", "Gu", "He"]),
        child("Gu", "P2>P1").linked(["Fang", "Gu", "He"]),
        child("He", "P2>P1").linked(["Fang", "Gu", "He"]),
    ];
    held("bundle-overfills", rules, children, "the last seat admits a whole bundle")
}

fn last_resort() -> Vector {
    let rest = program("P9", vec![pool("rest", None, everyone(), [])]);
    let rules = rules(vec![plain("P1", 1), rest]);
    let choices = [("An", "P1>P9"), ("Bo", "P1>P9"), ("Cai", "P9"), ("Du", "P1")];
    held("last-resort", rules, children(choices), "a pool without limit takes all who list it")
}

fn no_seats() -> Vector {
    let children = children([("An", "P1>P2"), ("Bo", "P2>P1"), ("Cai", "P1"), ("Du", "P2")]);
    let rules = rules(vec![plain("P1", 0), plain("P2", 3)]);
    held("no-seats", rules, children, "a pool without seats is closed, one is not full")
}

fn empty_roll() -> Vector {
    held("empty-roll", small(), Vec::new(), "nobody applied")
}

fn one_line_roll() -> Vector {
    held("one-line-roll", small(), children([("An", "P1")]), "one child applied")
}
