//! Random rolls.

use paiwei_protocol::{
    choices::Choices,
    digest::Digest,
    ident::Code,
    roll::{Line, Status},
    rules::{Band, Rules},
};
use proptest::{collection::vec, prelude::*, sample::subsequence};

use super::rules::CATEGORIES;

/// A child as it applies: what it claims, its choices, and which other children it is linked to.
#[derive(Debug, Clone)]
struct Child {
    status: Status,
    categories: Vec<&'static str>,
    points: Option<u32>,
    choices: Vec<Vec<String>>,
    /// Children of one family have one number here; 0: not linked.
    family: usize,
}

/// Up to `most` lines that a roll under these rules may hold, ascending by code.
pub(crate) fn lines(rules: &Rules, most: usize) -> impl Strategy<Value = Vec<Line>> + use<> {
    let largest = rules.bundles;
    vec(child(rules), 0..=most).prop_map(move |mut children| {
        let bundles = bundles(&mut children, largest.unwrap_or(1));
        (0..).zip(children).map(|(index, child)| line(index, child, &bundles)).collect()
    })
}

fn child(rules: &Rules) -> impl Strategy<Value = Child> + use<> {
    let status = prop_oneof![
        9 => Just(Status::Entered),
        1 => Just(Status::Withdrawn),
        1 => Just(Status::Refused),
        1 => Just(Status::Lapsed),
    ];
    let points = prop::option::of(0..=3_u32);
    let family = prop_oneof![2 => Just(0_usize), 1 => 1..=2_usize];
    let bands: Vec<_> = rules.bands.iter().map(ranking).collect();
    (status, subsequence(CATEGORIES.to_vec(), 0..=3), points, bands, family).prop_map(
        |(status, categories, points, bands, family)| {
            let choices = without_repeats(bands);
            Child { status, categories, points, choices, family }
        },
    )
}

/// What a family may write into a band.
fn ranking(band: &Band) -> impl Strategy<Value = Vec<String>> + use<> {
    let most = band.most as usize;
    (Just(band.programs.clone()).prop_shuffle(), 0..=most).prop_map(|(mut programs, count)| {
        programs.truncate(count);
        programs
    })
}

/// A program at most once in all.
fn without_repeats(mut bands: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let mut seen: Vec<String> = Vec::new();
    for band in &mut bands {
        band.retain(|program| !seen.contains(program));
        seen.extend(band.iter().cloned());
    }
    bands
}

/// The bundles, as indexes of lines; their children take over the first one's choices.
fn bundles(children: &mut [Child], largest: u32) -> Vec<Vec<usize>> {
    let mut bundles = Vec::new();
    for family in 1..=2 {
        let linked = |child: &Child| child.family == family && child.status == Status::Entered;
        let members: Vec<usize> = (0..children.len()).filter(|&it| linked(&children[it])).collect();
        let full = members.chunks(largest as usize).filter(|bundle| bundle.len() > 1);
        bundles.extend(full.map(<[usize]>::to_vec));
    }
    for bundle in &bundles {
        for &member in bundle {
            children[member].choices = children[bundle[0]].choices.clone();
        }
    }
    bundles
}

/// Codes ascend with the indexes.
fn code(index: usize) -> Code {
    Code::from_bits(index as u64 * 1_000_003)
}

fn line(index: usize, child: Child, bundles: &[Vec<usize>]) -> Line {
    let entered = child.status == Status::Entered;
    let bundle = bundles.iter().find(|bundle| bundle.contains(&index));
    let mut categories: Vec<String> = child.categories.iter().map(|&id| id.into()).collect();
    categories.sort_unstable();
    Line {
        code: code(index),
        status: child.status,
        revision: 1,
        key: None,
        tag: format!("{index:032x}"),
        bundle: bundle.map_or_else(Vec::new, |bundle| bundle.iter().copied().map(code).collect()),
        categories: if entered { categories } else { Vec::new() },
        points: child.points.filter(|_| entered),
        choices: Choices { bands: if entered { child.choices } else { Vec::new() } },
        commitment: Digest::of(b"identity"),
    }
}
