//! Rounds written out by hand, for the tests that want one certain round.

use paiwei_protocol::{
    choices::Choices,
    digest::Digest,
    ident::Code,
    roll::{Line, Status},
    rules::{Band, Numbers, OrderKey, Ownership, Pool, Program, Rules, Tier},
};

use super::rules::{JURISDICTION, empty_rules, titles};

/// A pool; in `tiers` a group is ids joined by spaces, `*` is everyone.
pub(crate) fn pool(id: &str, seats: Option<u64>, tiers: &[&str], order: &[OrderKey]) -> Pool {
    let tier = |group: &&str| match *group {
        "*" => Tier::Everyone,
        ids => Tier::Categories(ids.split(' ').map(str::to_owned).collect()),
    };
    Pool { id: id.into(), seats, tiers: tiers.iter().map(tier).collect(), order: order.to_vec() }
}

/// A public program of these pools.
pub(crate) fn program(id: &str, pools: Vec<Pool>) -> Program {
    Program {
        id: id.into(),
        school: id.into(),
        titles: titles(id),
        ownership: Ownership::Public,
        jurisdiction: JURISDICTION.into(),
        plan: pools.iter().map(|pool| pool.seats).sum(),
        pools,
    }
}

/// Rules; a band is program ids joined by spaces, all of which may be chosen.
pub(crate) fn rules_of(numbers: Numbers, bands: &[&str], programs: Vec<Program>) -> Rules {
    let band = |ids: &&str| {
        let programs: Vec<String> = ids.split(' ').map(str::to_owned).collect();
        Band { most: programs.len().try_into().unwrap(), programs }
    };
    let bands = bands.iter().map(band).collect();
    Rules { numbers, bands, programs, bundles: Some(4), ..empty_rules() }
}

/// Lines of a roll: categories joined by spaces, points, choices as in the file.
pub(crate) fn lines_of(children: &[(&str, u32, &str)]) -> Vec<Line> {
    (0..).zip(children).map(|(index, child)| line(index, *child)).collect()
}

/// Links the lines of these indexes, ascending.
pub(crate) fn link(lines: &mut [Line], members: &[usize]) {
    let bundle: Vec<Code> = members.iter().map(|&member| lines[member].code).collect();
    for &member in members {
        lines[member].bundle.clone_from(&bundle);
    }
}

fn line(index: u64, (categories, points, choices): (&str, u32, &str)) -> Line {
    Line {
        code: Code::from_bits(index),
        status: Status::Entered,
        revision: 1,
        key: None,
        tag: format!("{index:032x}"),
        bundle: Vec::new(),
        categories: categories.split_whitespace().map(str::to_owned).collect(),
        points: Some(points),
        choices: Choices::parse(choices, choices.split('|').count()).unwrap(),
        commitment: Digest::of(b"identity"),
    }
}
