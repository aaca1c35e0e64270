//! A round as large as one likes, the same every time: a private choice, then eight public ones
//! among forty programs, priorities for siblings and the district, a tenth of the children twins.

use paiwei_protocol::{
    choices::Choices,
    digest::Digest,
    ident::Code,
    roll::{Line, Status},
    rules::{Band, OrderKey, Pool, Program, Rules, Tier},
};

const RULES: &[u8] = include_bytes!("../../tests/data/rules-small.json");
const PRIVATE: usize = 8;
const PUBLIC: usize = 40;
const CHOICES: usize = 8;
const POOLS: usize = PRIVATE + 2 * PUBLIC;

/// The small rules of the tests with more programs, and seats for nine in ten of so many children.
pub(crate) fn rules(children: usize) -> Rules {
    let small = Rules::read(RULES).unwrap();
    let seats = u64::try_from(children * 9 / 10 / POOLS).unwrap();
    let everyone = |id: &str| Pool {
        id: id.into(),
        seats: Some(seats),
        tiers: vec![Tier::Everyone],
        order: Vec::new(),
    };
    let open = Pool {
        tiers: ["sibling", "district"].map(|id| Tier::Categories(vec![id.into()])).into(),
        order: vec![OrderKey::Tier, OrderKey::Band],
        ..everyone("open")
    };
    let program = |(of, id, pools): (usize, String, Vec<Pool>)| Program {
        plan: pools.iter().map(|pool| pool.seats).sum(),
        id,
        pools,
        ..small.programs[of].clone()
    };
    let private = (0..PRIVATE).map(|number| (0, format!("J{number}"), vec![everyone("main")]));
    let public =
        (0..PUBLIC).map(|number| (1, format!("P{number}"), vec![open.clone(), everyone("rest")]));
    let bands = vec![band('J', PRIVATE, 1), band('P', PUBLIC, 8)];
    Rules { bands, programs: private.chain(public).map(program).collect(), ..small.clone() }
}

fn band(letter: char, programs: usize, most: u32) -> Band {
    Band { most, programs: (0..programs).map(|number| format!("{letter}{number}")).collect() }
}

/// Children who apply under these rules, ascending by code.
pub(crate) fn children(rules: &Rules, count: usize) -> Vec<Line> {
    (0..count).map(|index| child(rules, index, count)).collect()
}

fn child(rules: &Rules, index: usize, count: usize) -> Line {
    // Twins lie side by side, and want the same.
    let twins = index % 20 < 2 && (index | 1) < count;
    let family = if twins { index & !1 } else { index };
    let chance = Digest::of(&family.to_le_bytes()).0;
    let categories = ["district", "sibling"].into_iter().zip(chance);
    let code = |index: usize| Code::from_bits(index as u64 * 1_000_000_007);
    Line {
        code: code(index),
        status: Status::Entered,
        revision: 1,
        key: None,
        tag: format!("{index:032x}"),
        bundle: if twins { vec![code(index & !1), code(index | 1)] } else { Vec::new() },
        categories: categories
            .filter(|(_, byte)| byte.is_multiple_of(4))
            .map(|(id, _)| id.into())
            .collect(),
        points: None,
        choices: choices(rules, &chance),
        commitment: Digest::of(b"identity"),
    }
}

/// Popular programs stand first in the rules: two bytes of chance are multiplied.
fn choices(rules: &Rules, chance: &[u8; 32]) -> Choices {
    let popular =
        |pair: &[u8], of: usize| usize::from(pair[0]) * usize::from(pair[1]) * of / 65_026;
    let pick = |band: usize, pair: &[u8]| {
        let programs = &rules.bands[band].programs;
        programs[popular(pair, programs.len())].clone()
    };
    let private =
        if chance[2].is_multiple_of(3) { vec![pick(0, &chance[3..5])] } else { Vec::new() };
    let mut public: Vec<String> = Vec::new();
    for pair in chance[5..].chunks_exact(2).take(CHOICES) {
        let program = pick(1, pair);
        if !public.contains(&program) {
            public.push(program);
        }
    }
    Choices { bands: vec![private, public] }
}
