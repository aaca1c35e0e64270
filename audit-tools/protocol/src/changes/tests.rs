//! Changes between the small roll and others.

use proptest::prelude::*;

use super::*;
use crate::{
    choices::Choices,
    roll::{Status, fixture},
    rules::fixture::small,
};

fn refused(bits: u64) -> Line {
    Line { key: Some([7; 32]), ..fixture::out(bits, Status::Refused) }
}

/// The small roll with the first line refused and points given to the fifth.
fn changed() -> Vec<Line> {
    let mut lines = fixture::lines();
    lines[0] = refused(1);
    lines[4].points = Some(91);
    lines
}

fn found(frozen: &[Line]) -> Result<Vec<Difference>, ChangesError> {
    differences("roll.csv", &fixture::roll(&fixture::lines()), &fixture::roll(frozen))
}

fn listed() -> Vec<Change> {
    let reason = || "error".to_owned();
    let change = |difference| Change { difference, reason: reason() };
    found(&changed()).unwrap().into_iter().map(change).collect()
}

fn judged(bytes: &[u8]) -> Result<Vec<Change>, ChangesError> {
    check("changes.csv", bytes, &found(&changed()).unwrap(), &small())
}

#[test]
fn every_field_is_a_record_in_the_order_of_the_roll() {
    let text = String::from_utf8(write(&listed())).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "code,field,old,new,reason",
            "0000-0000-0001-Y,status,entered,refused,error",
            "0000-0000-0001-Y,categories,district+staff,,error",
            "0000-0000-0001-Y,choices,J1|P1>P2,,error",
            "0000-0000-0005-P,points,90,91,error",
        ]
    );
    assert_eq!(judged(text.as_bytes()), Ok(listed()));
}

#[test]
fn no_difference_is_an_empty_table() {
    let none = found(&fixture::lines()).unwrap();
    assert_eq!(check("changes.csv", &write(&[]), &none, &small()), Ok(Vec::new()));
}

#[test]
fn what_was_received_does_not_change() {
    type Change = fn(&mut Line);
    let changes: [(&str, Change); 4] = [
        ("revision", |line| line.revision = 9),
        ("key", |line| line.key = None),
        ("tag", |line| line.tag = "00".repeat(16)),
        ("commitment", |line| line.commitment = crate::digest::Digest::of(b"other")),
    ];
    for (field, change) in changes {
        let mut lines = changed();
        change(&mut lines[0]);
        let error = found(&lines).unwrap_err();
        assert!(matches!(error, ChangesError::Fixed { .. }), "{error}");
        assert_eq!(*error.place(), Place::line("roll.csv", 2).field(field));
    }
}

#[test]
fn no_line_leaves_or_joins() {
    let mut lines = changed();
    let left = lines.remove(2);
    let place = Place::file("roll.csv");
    assert_eq!(found(&lines), Err(ChangesError::CodeMissing { place, code: left.code }));
    let mut lines = changed();
    lines.push(fixture::line(9));
    let place = Place::line("roll.csv", 8).field("code");
    let code = Code::from_bits(9);
    assert_eq!(found(&lines), Err(ChangesError::CodeAdded { place, code }));
}

#[test]
fn records_are_exactly_the_differences() {
    let texts: Vec<_> = listed().iter().map(Change::to_string).collect();
    let refusal = |texts: &[String]| judged(&csv::table(CHANGES_HEADER, texts)).unwrap_err();
    for index in 0..texts.len() {
        let mut others = vec![texts.clone(); 3];
        others[0].remove(index);
        others[1].insert(index, texts[index].clone());
        others[2].swap(index, (index + 1) % texts.len());
        for (edit, other) in others.iter().enumerate() {
            let error = refusal(other);
            assert!(matches!(error, ChangesError::Unlike { .. }), "{index} {edit}: {error}");
        }
    }
    let mut surplus = texts.clone();
    surplus.push("0000-0000-0006-M,points,,1,error".to_owned());
    let place = Place::line("changes.csv", 6);
    assert!(matches!(refusal(&surplus), ChangesError::Unlike { place: at, .. } if at == place));
    let mut unknown = texts;
    unknown[1] = unknown[1].replace(",error", ",whim");
    let place = Place::line("changes.csv", 3).field("reason");
    let expected = ChangesError::UnknownReason { place, reason: "whim".into() };
    assert_eq!(refusal(&unknown), expected);
}

/// The lines of a roll of children who may be refused, given points or moved to other choices.
fn reviewed() -> impl Strategy<Value = Vec<Line>> {
    let one = |bits| {
        (0_u8..4, prop::option::of(0_u32..3)).prop_map(move |(what, points)| match what {
            0 => refused(bits),
            1 => Line { choices: Choices::empty(2), points, ..fixture::line(bits) },
            _ => Line { points, ..fixture::line(bits) },
        })
    };
    (one(1), one(2), one(3)).prop_map(|(a, b, c)| vec![a, b, c])
}

proptest! {
    #[test]
    fn whatever_differs_is_listed_and_nothing_else(old in reviewed(), new in reviewed()) {
        let (posted, frozen) = (fixture::roll(&old), fixture::roll(&new));
        let all = differences("roll.csv", &posted, &frozen).unwrap();
        prop_assert_eq!(all.is_empty(), old == new);
        let change = |difference| Change { difference, reason: "objection".to_owned() };
        let changes: Vec<_> = all.iter().cloned().map(change).collect();
        let bytes = write(&changes);
        prop_assert_eq!(check("changes.csv", &bytes, &all, &small()), Ok(changes));
        let elsewhere = differences("roll.csv", &frozen, &posted).unwrap();
        let swapped = check("changes.csv", &bytes, &elsewhere, &small());
        prop_assert_eq!(swapped.is_ok(), old == new);
    }

    #[test]
    fn every_changed_byte_is_refused_or_another_reason(at in 0_usize..500, byte: u8) {
        let mut bytes = write(&listed());
        let at = at % bytes.len();
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        prop_assert!(judged(&bytes).is_err());
    }
}
