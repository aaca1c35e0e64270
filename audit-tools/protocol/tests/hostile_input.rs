//! Hostile bytes at every reader of the crate: no panic, no second spelling, no refusal without a
//! name (see `readers`). The fuzzer in `audit-tools/fuzz` goes on where this stops.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the test")]

mod readers;

use proptest::{collection::vec, prelude::*, sample::Index};
use readers::READERS;

/// Bytes that mean something to some reader: a change to one of these goes deeper than noise.
const TELLING: &[u8] = b"\n\r\0 ,.:;+->|/_*\"\\{}[]09az-AZ\x7f\x80\xc3\xe2\xff";

/// One change to bytes.
#[derive(Debug, Clone)]
enum Edit {
    Set(Index, u8),
    Insert(Index, u8),
    Remove(Index, Index),
    Double(Index, Index),
    Cut(Index),
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let place = |index: &Index| index.index(bytes.len() + 1);
        let range = |from: &Index, to: &Index| {
            let (from, to) = (place(from), place(to));
            from.min(to)..from.max(to)
        };
        match self {
            Self::Set(at, byte) => {
                let at = place(at);
                if let Some(old) = bytes.get_mut(at) {
                    *old = *byte;
                }
            }
            Self::Insert(at, byte) => bytes.insert(place(at), *byte),
            Self::Remove(from, to) => {
                let short = range(from, to);
                bytes.drain(short.start..short.end.min(short.start + 12));
            }
            Self::Double(from, to) => {
                let range = range(from, to);
                let copy = bytes[range.clone()].to_vec();
                bytes.splice(range.end..range.end, copy);
            }
            Self::Cut(at) => bytes.truncate(place(at)),
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let byte = prop_oneof![3 => prop::sample::select(TELLING), 1 => any::<u8>()];
    let (index, other) = (any::<Index>(), any::<Index>());
    prop_oneof![
        4 => (index, byte.clone()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        3 => (any::<Index>(), byte).prop_map(|(at, byte)| Edit::Insert(at, byte)),
        3 => (any::<Index>(), other).prop_map(|(from, to)| Edit::Remove(from, to)),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Edit::Double(from, to)),
        1 => any::<Index>().prop_map(Edit::Cut),
    ]
}

#[test]
fn what_the_readers_are_tried_on_is_accepted() {
    for reader in READERS {
        for good in (reader.good)() {
            let name = reader.name;
            let text = String::from_utf8_lossy(&good).into_owned();
            assert_eq!((reader.read)(&good), Ok(()), "{name} of {text}");
        }
    }
}

#[test]
fn no_good_bytes_cut_off_make_a_reader_panic() {
    for reader in READERS {
        for good in (reader.good)() {
            for length in 0..good.len() {
                let _ = (reader.read)(&good[..length]);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(
        which in 0..READERS.len(),
        bytes in prop_oneof![vec(any::<u8>(), 0..200), vec(prop::sample::select(TELLING), 0..200)],
    ) {
        let _ = (READERS[which].read)(&bytes);
    }

    #[test]
    fn no_nearly_good_bytes_make_a_reader_panic(
        which in 0..READERS.len(),
        sample: Index,
        edits in vec(edit(), 1..5),
    ) {
        let samples = (READERS[which].good)();
        let mut bytes = samples[sample.index(samples.len())].clone();
        edits.iter().for_each(|edit| edit.apply(&mut bytes));
        let _ = (READERS[which].read)(&bytes);
    }
}
