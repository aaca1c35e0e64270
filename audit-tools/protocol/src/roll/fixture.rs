//! Lines and rolls for tests, under the small rules of `rules::fixture`.

use super::{Line, ROLL_HEADER, Roll, Status};
use crate::{choices::Choices, digest::Digest, encoding::csv, ident::Code, rules::fixture::small};

/// An entered line without bundle, categories or points, that chooses J1, then P1 and P2.
pub(crate) fn line(bits: u64) -> Line {
    let tag = Digest::of(&bits.to_le_bytes()).to_string()[..32].to_owned();
    Line {
        code: Code::from_bits(bits),
        status: Status::Entered,
        revision: 1,
        key: Some([7; 32]),
        tag,
        bundle: Vec::new(),
        categories: Vec::new(),
        points: None,
        choices: Choices::parse("J1|P1>P2", 2).unwrap(),
        commitment: Digest::of(b"identity"),
    }
}

/// The same line when it does not take part.
pub(crate) fn out(bits: u64, status: Status) -> Line {
    Line { status, choices: Choices::default(), key: None, ..line(bits) }
}

/// Six lines: two single children, a linked pair, one withdrawn, one refused.
pub(crate) fn lines() -> Vec<Line> {
    let pair = vec![Code::from_bits(2), Code::from_bits(4)];
    let linked = |bits| Line { bundle: pair.clone(), ..line(bits) };
    vec![
        Line { categories: vec!["district".into(), "staff".into()], ..line(1) },
        Line { points: Some(0), ..linked(2) },
        out(3, Status::Withdrawn),
        linked(4),
        Line { points: Some(90), choices: Choices::empty(2), revision: 4, ..line(5) },
        out(6, Status::Refused),
    ]
}

/// The roll of these lines, read back.
pub(crate) fn roll(lines: &[Line]) -> Roll {
    Roll::read("roll.csv", &Roll::write(lines), &small()).unwrap()
}

/// A roll file of these record lines.
pub(crate) fn file(lines: &[String]) -> Vec<u8> {
    csv::table(ROLL_HEADER, lines)
}
