//! Figures: how fast the engine and its readers are, each beside something plain to compare it with.
//!
//! `cargo bench -p paiwei-protocol`, or with `-- 1000000` for as many children at most. The best of
//! three runs counts: what disturbs a run only makes it slower.

#![expect(clippy::disallowed_methods, reason = "a figure is about time")]
#![allow(clippy::unwrap_used, reason = "whatever fails here fails the figures")]

#[path = "figures/round.rs"]
mod round;

use std::{hint::black_box, time::Instant};

use paiwei_protocol::{
    assign::assign,
    digest::Digest,
    draw::{DrawKey, number, numbers_of_lane},
    merkle,
    results::{Cutoffs, Results, Waitlist},
    roll::Roll,
};
use round::{children, rules};

/// What was measured: how many things in how many nanoseconds.
#[derive(Clone, Copy)]
struct Figure {
    count: usize,
    nanoseconds: u128,
}

impl Figure {
    fn of<T>(count: usize, mut work: impl FnMut() -> T) -> Self {
        let run = |_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_nanos()
        };
        Self { count, nanoseconds: (0..3).map(run).min().unwrap_or(1).max(1) }
    }

    fn per_second(self) -> u128 {
        self.count as u128 * 1_000_000_000 / self.nanoseconds
    }

    /// How many times as many a second as `other`, in hundredths.
    fn times(self, other: Self) -> u128 {
        self.per_second() * 100 / other.per_second().max(1)
    }

    fn print(self, what: &str, beside: Option<(&str, Self)>) {
        let milliseconds = self.nanoseconds / 1_000_000;
        print!("{what:44} {:>9} {milliseconds:>7} ms {:>11}/s", self.count, self.per_second());
        if let Some((other, figure)) = beside {
            let times = self.times(figure);
            print!("   {}.{:02} x {other}", times / 100, times % 100);
        }
        println!();
    }
}

fn main() {
    let most = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(1_000_000);
    let sizes = [10_000, 100_000, 1_000_000].into_iter().filter(|size| *size <= most);
    numbers(most);
    trees(most);
    let mut before = None;
    for size in sizes {
        before = Some(draw(size, before));
    }
}

/// Numbers in bulk, beside a loop that sets up the cipher for each block, as `openssl` does.
fn numbers(count: usize) {
    let key = DrawKey::of_text(b"figures");
    let alone = Figure::of(count, || (0..count as u64).map(|index| number(&key, 0, index)).max());
    let bulk = Figure::of(count, || numbers_of_lane(&key, 0, count).into_iter().max());
    alone.print("numbers, a cipher set up for each", None);
    bulk.print("numbers of a lane", Some(("a cipher for each", alone)));
}

/// The root of a table, beside the SHA-256 of the same bytes.
fn trees(count: usize) {
    let line = |number: usize| format!("{number:060},,{number:060}");
    let lines: Vec<String> = (0..count).map(line).collect();
    let plain = Figure::of(count, || Digest::of(lines.concat().as_bytes()));
    let root = Figure::of(count, || merkle::root(&lines));
    plain.print("records in one SHA-256", None);
    root.print("records in a Merkle root", Some(("one SHA-256", plain)));
}

/// A round of this many children: reading, assigning, writing. `before` is the assignment of the
/// size before: a figure of 1 says that time grows no faster than the roll.
fn draw(size: usize, before: Option<Figure>) -> Figure {
    let rules = rules(size);
    let bytes = Roll::write(&children(&rules, size));
    let plain = Figure::of(size, || Digest::of(&bytes));
    let read = Figure::of(size, || Roll::read("roll.csv", &bytes, &rules).unwrap());
    read.print("lines of a roll read", Some(("one SHA-256 of the file", plain)));
    let roll = Roll::read("roll.csv", &bytes, &rules).unwrap();
    let key = DrawKey::of_text(b"figures");
    let assigned = Figure::of(size, || assign(&rules, &roll, &key).units().len());
    assigned.print("children assigned", before.map(|before| ("the size before", before)));
    let outcome = assign(&rules, &roll, &key);
    let written = Figure::of(size, || {
        let cutoffs = Cutoffs::of(&outcome).write(&rules).len();
        Results::of(&outcome).write().len() + cutoffs + Waitlist::of(&outcome).write(&rules).len()
    });
    written.print("children in results, cutoffs, waiting lists", Some(("assigning", assigned)));
    assigned
}
