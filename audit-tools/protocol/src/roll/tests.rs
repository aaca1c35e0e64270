//! Rolls as files: what is read, and what is refused where.

use proptest::prelude::*;

use super::{fixture, *};
use crate::{
    bundle::BundleError,
    choices::{Choices, ChoicesError},
    place::Place,
    rules::{Rules, fixture::small},
};

fn refusal(lines: &[Line], rules: &Rules) -> RollError {
    Roll::read("roll.csv", &Roll::write(lines), rules).unwrap_err()
}

/// The refusal of the small roll with one field of one line replaced.
fn refusal_of(line: usize, field: &str, text: &str) -> RollError {
    let column = ROLL_HEADER.split(',').position(|name| name == field).unwrap();
    let mut texts: Vec<_> = fixture::lines().iter().map(Line::to_string).collect();
    let mut fields: Vec<_> = texts[line].split(',').collect();
    fields[column] = text;
    texts[line] = fields.join(",");
    Roll::read("roll.csv", &fixture::file(&texts), &small()).unwrap_err()
}

#[test]
fn a_roll_reads_back() {
    let lines = fixture::lines();
    let roll = fixture::roll(&lines);
    assert_eq!(roll.lines, lines);
    assert_eq!(roll.texts[0], lines[0].to_string());
    assert_eq!(roll.index_of(lines[3].code), Some(3));
    assert_eq!(roll.index_of(Code::from_bits(9)), None);
    assert_eq!(roll.root(), merkle::root(&roll.texts));
    assert_eq!(fixture::roll(&[]).root(), Digest::of(b""));
}

#[test]
fn a_line_has_one_spelling() {
    let text = fixture::lines()[1].to_string();
    let start = format!("0000-0000-0002-W,entered,1,{},", "07".repeat(32));
    assert!(text.starts_with(&start), "{text}");
    let middle = ",0000-0000-0002-W+0000-0000-0004-R,,0,J1|P1>P2,";
    assert!(text.contains(middle), "{text}");
    let text = fixture::lines()[2].to_string();
    assert!(text.starts_with("0000-0000-0003-T,withdrawn,1,-,"), "{text}");
}

#[test]
fn malformed_fields_are_refused_with_their_place() {
    for (field, texts) in [
        ("status", &["", "Entered", "accepted"][..]),
        ("revision", &["", "0", "01", "-1", "+1", "2147483648", "1.0"]),
        ("key", &["", "--", "07", "0"]),
        ("tag", &["", "-", "00", "ABCDEF00112233445566778899aabbcc"]),
        ("categories", &["staff+district", "staff+staff"]),
        ("points", &["00", "01", "-1", "2147483648", "1.5"]),
        ("commitment", &["", "-", "00"]),
    ] {
        for text in texts {
            let error = refusal_of(0, field, text);
            assert!(matches!(error, RollError::Field { .. }), "{field} {text}: {error}");
            assert_eq!(*error.place(), Place::line("roll.csv", 2).field(field));
        }
    }
    assert!(matches!(refusal_of(0, "code", "0000-0000-0001-Z"), RollError::Code { .. }));
    for text in ["nobody", "+staff", "staff+"] {
        let error = refusal_of(0, "categories", text);
        assert!(matches!(error, RollError::UnknownCategory { .. }), "{error}");
    }
}

#[test]
fn numbers_reach_their_limits() {
    let mut lines = vec![fixture::line(1)];
    lines[0].revision = u64::from(MAX_NUMBER);
    lines[0].points = Some(MAX_NUMBER);
    assert_eq!(fixture::roll(&lines).lines, lines);
}

#[test]
fn choices_are_those_of_the_form() {
    for (text, expected) in [
        ("J1", ChoicesError::Bands { expected: 2, found: 1 }),
        ("J1|P1|", ChoicesError::Bands { expected: 2, found: 3 }),
        ("P1|", ChoicesError::NotOffered { band: 1, program: "P1".into() }),
        ("|P9", ChoicesError::NotOffered { band: 2, program: "P9".into() }),
        ("|P1>P1", ChoicesError::Twice("P1".into())),
        ("J1|J1", ChoicesError::Twice("J1".into())),
        ("J1>J2|", ChoicesError::TooMany { band: 1, most: 1, found: 2 }),
        ("J1|P1>", ChoicesError::Id(String::new())),
    ] {
        let place = Place::line("roll.csv", 2).field("choices");
        let expected = RollError::Choices { place, error: expected };
        assert_eq!(refusal_of(0, "choices", text), expected, "{text}");
    }
}

#[test]
fn only_entered_lines_take_part() {
    for (field, text) in [
        ("bundle", "0000-0000-0002-W+0000-0000-0003-T"),
        ("categories", "staff"),
        ("points", "0"),
        ("choices", "|"),
    ] {
        let error = refusal_of(2, field, text);
        assert!(matches!(error, RollError::NotEntered { .. }), "{error}");
        assert_eq!(*error.place(), Place::line("roll.csv", 4).field(field));
    }
}

#[test]
fn codes_ascend() {
    for order in [[0, 0, 1], [1, 0, 2]] {
        let single = |index: usize| fixture::line([1, 5, 7][index]);
        let error = refusal(&order.map(single), &small());
        assert_eq!(error, RollError::Order { place: Place::line("roll.csv", 3).field("code") });
    }
}

#[test]
fn members_of_a_bundle_bear_each_other_out() {
    let problem = |change: &dyn Fn(&mut Vec<Line>)| {
        let mut lines = fixture::lines();
        change(&mut lines);
        match refusal(&lines, &small()) {
            RollError::Linked { place, problem, .. } => format!("{place}: {problem}"),
            other => panic!("{other}"),
        }
    };
    let of = |bits: &[u64]| bits.iter().copied().map(Code::from_bits).collect::<Vec<_>>();
    assert_eq!(
        problem(&|lines| lines[3].bundle.clear()),
        "roll.csv, line 3, bundle: 0000-0000-0004-R does not carry this same bundle"
    );
    assert_eq!(
        problem(&|lines| lines[3] = fixture::out(4, Status::Lapsed)),
        "roll.csv, line 3, bundle: 0000-0000-0004-R is lapsed"
    );
    assert_eq!(
        problem(&|lines| drop(lines.remove(3))),
        "roll.csv, line 3, bundle: 0000-0000-0004-R is not in the roll"
    );
    assert_eq!(
        problem(&|lines| lines[0].bundle = of(&[2, 4])),
        "roll.csv, line 2, bundle: the bundle leaves out the line's own code 0000-0000-0001-Y"
    );
    assert_eq!(
        problem(&|lines| lines[1].bundle = of(&[1, 2, 4])),
        "roll.csv, line 3, bundle: 0000-0000-0001-Y does not carry this same bundle"
    );
    assert_eq!(
        problem(&|lines| lines[1].bundle = of(&[1, 2, 4, 5])),
        "roll.csv, line 3, bundle: 4 children are linked, the rules link at most 3"
    );
    assert_eq!(
        problem(&|lines| lines[3].choices = Choices::parse("J1|P1", 2).unwrap()),
        "roll.csv, line 5, choices: the choices are not those of 0000-0000-0002-W, which is linked"
    );
}

#[test]
fn bundles_need_the_rules_leave_and_two_children() {
    let rules = Rules { bundles: None, ..small() };
    assert!(matches!(refusal(&fixture::lines(), &rules), RollError::Linked { .. }));
    let error = refusal_of(1, "bundle", "0000-0000-0002-W");
    let place = Place::line("roll.csv", 3).field("bundle");
    assert_eq!(error, RollError::Bundle { place, error: BundleError::Single });
}

#[test]
fn a_roll_of_one_band_may_choose_nothing() {
    let mut rules = small();
    rules.bands.truncate(1);
    let lines = [Line { choices: Choices::empty(1), ..fixture::line(1) }];
    let roll = Roll::read("posted.csv", &Roll::write(&lines), &rules).unwrap();
    assert_eq!(roll.lines, lines);
}

proptest! {
    #[test]
    fn every_changed_byte_is_refused_or_seen(at in 0_usize..2000, byte: u8) {
        let before = fixture::roll(&fixture::lines());
        let mut bytes = Roll::write(&before.lines);
        let at = at % bytes.len();
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        if let Ok(roll) = Roll::read("roll.csv", &bytes, &small()) {
            prop_assert_eq!(Roll::write(&roll.lines), bytes);
            prop_assert_ne!(&roll.lines, &before.lines);
            prop_assert_ne!(roll.root(), before.root());
        }
    }

    #[test]
    fn no_lines_make_the_reader_panic(text in "[0-9A-Z,+|>-]{0,20}", at in 0_usize..80) {
        let mut line = fixture::lines()[1].to_string();
        let at = at % line.len();
        line.replace_range(at.., &text);
        let _ = Roll::read("roll.csv", &fixture::file(&[line]), &small());
    }

    #[test]
    fn dropped_doubled_and_swapped_lines_are_refused_or_seen(a in 0..6_usize, b in 0..6_usize) {
        let texts: Vec<_> = fixture::lines().iter().map(Line::to_string).collect();
        let read = |texts: &[String]| Roll::read("roll.csv", &fixture::file(texts), &small());
        let (mut dropped, mut doubled, mut swapped) = (texts.clone(), texts.clone(), texts.clone());
        dropped.remove(a);
        doubled.insert(b, texts[a].clone());
        swapped.swap(a, b);
        prop_assert!(read(&dropped).map_or(true, |roll| roll.lines.len() == 5));
        prop_assert!(read(&doubled).is_err());
        prop_assert!(a == b || read(&swapped).is_err());
    }
}
