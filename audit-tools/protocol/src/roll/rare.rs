//! What a posted roll may give away: combinations that few children hold. A line has no name, but
//! who knows a child's categories, points or twins may find it; an office looks at this list before
//! it posts.

use std::collections::BTreeMap;

use super::{Line, Status};

/// Combinations that fewer children hold are worth a look.
pub const FEW: u64 = 5;

/// A combination of what the roll tells of a child, and how many children hold it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Combination {
    /// Categories.
    pub categories: Vec<String>,
    /// Points.
    pub points: Option<u32>,
    /// Children in its bundle; 0 for a child without.
    pub linked: usize,
    /// How many children hold it.
    pub holders: u64,
}

/// The combinations which fewer than [`FEW`] of the entered children hold, in ascending order.
#[must_use]
pub fn rare_combinations(lines: &[Line]) -> Vec<Combination> {
    let mut holders: BTreeMap<(&[String], Option<u32>, usize), u64> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.status == Status::Entered) {
        *holders.entry((&line.categories, line.points, line.bundle.len())).or_default() += 1;
    }
    let rare = holders.into_iter().filter(|(_, holders)| *holders < FEW);
    rare.map(|((categories, points, linked), holders)| Combination {
        categories: categories.to_vec(),
        points,
        linked,
        holders,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{choices::Choices, digest::Digest, ident::Code};

    fn line(bits: u64, points: Option<u32>, status: Status) -> Line {
        Line {
            code: Code::from_bits(bits),
            status,
            revision: 1,
            key: None,
            tag: "00".repeat(16),
            bundle: Vec::new(),
            categories: Vec::new(),
            points,
            choices: Choices::default(),
            commitment: Digest([0; 32]),
        }
    }

    #[test]
    fn four_are_few_and_five_are_not() {
        let mut lines: Vec<_> = (0..5).map(|bits| line(bits, None, Status::Entered)).collect();
        lines.extend((5..9).map(|bits| line(bits, Some(90), Status::Entered)));
        lines.push(line(9, Some(7), Status::Refused));
        let rare = rare_combinations(&lines);
        assert_eq!(rare.len(), 1);
        assert_eq!((rare[0].points, rare[0].holders), (Some(90), 4));
    }
}
