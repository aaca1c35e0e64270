//! Published instances of stable matching, typed in as facts, through the same engine. People and
//! places are counted from 1 as in the books; 0 means alone.

use paiwei_protocol::assign::{Market, propose};

/// A market of preference lists: whoever is not on a list is not acceptable.
struct Textbook {
    seats: Vec<u64>,
    preferences: Vec<Vec<usize>>,
    rankings: Vec<Vec<usize>>,
}

impl Market for Textbook {
    type Key = usize;

    fn unit_count(&self) -> usize {
        self.preferences.len()
    }
    fn size(&self, _: usize) -> u64 {
        1
    }
    fn pool(&self, unit: usize, position: usize) -> Option<usize> {
        self.acceptable(unit).nth(position).map(|pool| pool - 1)
    }
    fn key(&self, unit: usize, position: usize) -> usize {
        let pool = self.pool(unit, position).expect("the position is on the list");
        let place = self.rankings[pool].iter().position(|other| *other == unit + 1);
        place.expect("only acceptable units apply")
    }
    fn pool_count(&self) -> usize {
        self.rankings.len()
    }
    fn seats(&self, pool: usize) -> Option<u64> {
        Some(self.seats[pool])
    }
}

impl Textbook {
    /// The unit's list without the pools that do not take it.
    fn acceptable(&self, unit: usize) -> impl Iterator<Item = usize> {
        let takes = move |pool: &&usize| self.rankings[**pool - 1].contains(&(unit + 1));
        self.preferences[unit].iter().filter(takes).copied()
    }

    /// For each unit the pool that it gets.
    fn matching(&self) -> Vec<usize> {
        let positions = propose(self).into_iter().enumerate();
        let pool = |(unit, position): (usize, Option<usize>)| {
            position.and_then(|position| self.acceptable(unit).nth(position)).unwrap_or(0)
        };
        positions.map(pool).collect()
    }
}

fn lists(lists: &[&[usize]]) -> Vec<Vec<usize>> {
    lists.iter().map(|list| list.to_vec()).collect()
}

/// One seat each: what the first side gets if it proposes, and what it gets if the other does.
fn marriages(first: &[&[usize]], second: &[&[usize]]) -> [Vec<usize>; 2] {
    let (first, second) = (lists(first), lists(second));
    let market = |preferences: &Vec<Vec<usize>>, rankings: &Vec<Vec<usize>>| Textbook {
        seats: vec![1; rankings.len()],
        preferences: preferences.clone(),
        rankings: rankings.clone(),
    };
    let other = market(&second, &first).matching();
    let turned = (1..=first.len())
        .map(|person| other.iter().position(|partner| *partner == person).map_or(0, |at| at + 1));
    [market(&first, &second).matching(), turned.collect()]
}

/// D. Gale, L. S. Shapley, "College Admissions and the Stability of Marriage", American
/// Mathematical Monthly 69 (1962), Example 1: each man may have his first choice, or each woman
/// hers.
#[test]
fn gale_and_shapley_three_by_three() {
    let men: [&[usize]; 3] = [&[1, 2, 3], &[2, 3, 1], &[3, 1, 2]];
    let women: [&[usize]; 3] = [&[2, 3, 1], &[3, 1, 2], &[1, 2, 3]];
    assert_eq!(marriages(&men, &women), [vec![1, 2, 3], vec![3, 1, 2]]);
}

/// The same paper, Example 2: there is one stable set of marriages only.
#[test]
fn gale_and_shapley_four_by_four() {
    let men: [&[usize]; 4] = [&[1, 2, 3, 4], &[1, 4, 3, 2], &[2, 1, 3, 4], &[4, 2, 3, 1]];
    let women: [&[usize]; 4] = [&[4, 3, 1, 2], &[2, 4, 1, 3], &[4, 1, 2, 3], &[3, 2, 1, 4]];
    assert_eq!(marriages(&men, &women), [vec![3, 4, 1, 2], vec![3, 4, 1, 2]]);
}

/// A. E. Roth, M. A. O. Sotomayor, "Two-Sided Matching", Cambridge 1990, Example 2.9: the optimal
/// matchings of either side; one man stays alone in both.
#[test]
fn roth_and_sotomayor_five_by_four() {
    let men: [&[usize]; 5] =
        [&[1, 2, 3, 4], &[4, 2, 3, 1], &[4, 3, 1, 2], &[1, 4, 3, 2], &[1, 2, 4]];
    let women: [&[usize]; 4] =
        [&[2, 3, 1, 4, 5], &[3, 1, 2, 4, 5], &[5, 4, 1, 2, 3], &[1, 4, 5, 2, 3]];
    assert_eq!(marriages(&men, &women), [vec![1, 2, 3, 4, 0], vec![4, 1, 2, 3, 0]]);
}

/// The same book, Example 2.17 (after D. E. Knuth, "Mariages stables", 1976): ten stable
/// matchings, the extremes of which give each side its first choices.
#[test]
fn roth_and_sotomayor_after_knuth() {
    let men: [&[usize]; 4] = [&[1, 2, 3, 4], &[2, 1, 4, 3], &[3, 4, 1, 2], &[4, 3, 2, 1]];
    let women: [&[usize]; 4] = [&[4, 3, 2, 1], &[3, 4, 1, 2], &[2, 1, 4, 3], &[1, 2, 3, 4]];
    assert_eq!(marriages(&men, &women), [vec![1, 2, 3, 4], vec![4, 3, 2, 1]]);
}

/// A. Abdulkadiroğlu, T. Sönmez, "School Choice: A Mechanism Design Approach", American Economic
/// Review 93 (2003), Example 1: the student-optimal matching, which is the only stable one; two
/// students would rather swap.
#[test]
fn abdulkadiroglu_and_sonmez() {
    let students: [&[usize]; 3] = [&[2, 1, 3], &[1, 2, 3], &[1, 2, 3]];
    let schools: [&[usize]; 3] = [&[1, 3, 2], &[2, 1, 3], &[2, 1, 3]];
    assert_eq!(marriages(&students, &schools), [vec![1, 2, 3], vec![1, 2, 3]]);
}
