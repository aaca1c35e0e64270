//! Writes a round of many children, for measuring verifiers: `round/`, `trust.txt`, and for one family
//! `receipt.txt` and `family.proof`.
//!
//! Sixty programs with a number each, three pools a program, nine choices in two bands, points,
//! categories and linked twins. Most places are fought over.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use paiwei_protocol::{
    choices::Choices,
    roll::{Line, Status},
    rules::{Band, Numbers, OrderKey, Program, Rules, Tier},
    verify::ProofMaker,
};
use paiwei_vectors::{
    ceremony::Ceremony,
    people::{Child, SCRIPTED, child},
    receipt::Receipt,
    rules::{category, everyone, pool, program, rules, tier},
    secret::{code, secret},
};

const PROGRAMS: usize = 60;
/// Of so many children two are linked.
const TWINS: usize = 50;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [children, folder] = &arguments[..] else {
        return Err(io::Error::other("usage: large_round CHILDREN FOLDER"));
    };
    let children: usize = children.parse().map_err(io::Error::other)?;
    write(&held(children), Path::new(folder))
}

fn held(children: usize) -> Ceremony {
    let mut round = Ceremony::alone(large_rules(children), (0..children).map(one_of).collect());
    round.begin();
    round.open_intake();
    for child in round.children.clone() {
        let receipt = Receipt::of(&child, &round.office.origin, &round.rules.round, 1);
        round.receive(receipt);
    }
    round.close_intake();
    let lines = round.children.iter().zip(&round.receipts);
    round.posted = lines.map(|(child, receipt)| line(child, receipt)).collect();
    round.posted.sort_by_key(|line| line.code);
    round.roll = round.posted.clone();
    round.post();
    round.finish();
    round.stand();
    round
}

/// Nine places for ten children.
fn large_rules(children: usize) -> Rules {
    let seats = (children * 9 / 10 / PROGRAMS).max(6) as u64;
    let programs: Vec<Program> = (0..PROGRAMS).map(|n| school(n, seats)).collect();
    let ids: Vec<String> = programs.iter().map(|program| program.id.clone()).collect();
    let (first, all) = (ids[..PROGRAMS / 6].to_vec(), ids);
    Rules {
        bands: vec![Band { most: 1, programs: first }, Band { most: 8, programs: all }],
        numbers: Numbers::PerProgram,
        bundles: Some(2),
        categories: ["sibling", "district"].map(category).into(),
        ..rules(programs)
    }
}

fn school(number: usize, seats: u64) -> Program {
    let siblings: Vec<Tier> = vec![tier(["sibling"]), everyone().remove(0)];
    let district = vec![tier(["district"]), everyone().remove(0)];
    let (few, some) = (seats / 6, seats / 3);
    program(
        &format!("S{number}"),
        vec![
            pool("siblings", Some(few), siblings, [OrderKey::Tier]),
            pool("points", Some(some), district.clone(), [OrderKey::Tier, OrderKey::Points]),
            pool("open", Some(seats - few - some), district, [OrderKey::Band, OrderKey::Tier]),
        ],
    )
}

fn name(number: usize) -> &'static str {
    Box::leak(format!("child {number}").into_boxed_str())
}

fn one_of(number: usize) -> Child {
    let twin = number % TWINS < 2;
    let family = if twin { number - number % TWINS } else { number };
    let bytes = secret(&format!("choices {family}"));
    let of = |byte: u8, programs: usize| usize::from(byte) * usize::from(byte) % programs;
    let mut second: Vec<usize> = Vec::new();
    let first = of(bytes[0], PROGRAMS / 6);
    for byte in &bytes[1..9] {
        let program = of(*byte, PROGRAMS);
        if program != first && !second.contains(&program) {
            second.push(program);
        }
    }
    let second: Vec<String> = second.iter().map(|n| format!("S{n}")).collect();
    let made = child(name(number), &format!("S{first}|{}", second.join(">")));
    let made = if bytes[10].is_multiple_of(8) { made.of(["sibling"]) } else { made };
    let made = if bytes[11].is_multiple_of(3) { made.of(["district"]) } else { made };
    let made = made.points(u32::from(bytes[12]) % 80);
    if twin { made.linked([name(family), name(family + 1)]) } else { made }
}

fn line(child: &Child, receipt: &Receipt) -> Line {
    let band = |band: &str| band.split('>').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    let mut bundle: Vec<_> = child.bundle.iter().map(|name| code(name)).collect();
    bundle.sort_unstable();
    Line {
        code: receipt.code,
        status: Status::Entered,
        revision: receipt.revision,
        key: receipt.key,
        tag: child.tag(),
        bundle,
        categories: child.categories.iter().map(|&id| id.to_owned()).collect(),
        points: child.points,
        choices: Choices { bands: child.choices.split('|').map(band).collect() },
        commitment: receipt.commitment,
    }
}

fn write(round: &Ceremony, out: &Path) -> io::Result<()> {
    let folder = round.folder();
    let family = code(round.children[0].name);
    let proof = ProofMaker::new(&folder).expect(SCRIPTED).of(family).expect(SCRIPTED);
    for (path, bytes) in &folder {
        put(&out.join("round").join(path), bytes)?;
    }
    put(&out.join("trust.txt"), &round.trust())?;
    put(&out.join("receipt.txt"), &round.slips[0])?;
    put(&out.join("family.proof"), &proof.write())
}

fn put(path: &PathBuf, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}
