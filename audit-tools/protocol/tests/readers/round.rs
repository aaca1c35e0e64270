//! A small round: rules, a roll as posted and as frozen, and what a draw makes of it.

use std::sync::LazyLock;

use paiwei_protocol::{
    assign::{Outcome, assign},
    choices::Choices,
    digest::Digest,
    draw::DrawKey,
    ident::Code,
    roll::{Line, Roll, Status},
    rules::Rules,
};

/// Bytes of the rules.
pub(crate) const RULES: &[u8] = include_bytes!("../data/rules-small.json");

/// The rules: a private program in a band of its own, two public ones, three categories, points.
pub(crate) fn rules() -> &'static Rules {
    static READ: LazyLock<Rules> = LazyLock::new(|| Rules::read(RULES).unwrap());
    &READ
}

/// A line that takes part.
pub(crate) fn line(bits: u64, categories: &str, points: Option<u32>, choices: &str) -> Line {
    Line {
        code: Code::from_bits(bits),
        status: Status::Entered,
        revision: 1,
        key: Some([7; 32]),
        tag: format!("{bits:032x}"),
        bundle: Vec::new(),
        categories: categories.split_whitespace().map(str::to_owned).collect(),
        points,
        choices: Choices::parse(choices, 2).unwrap(),
        commitment: Digest::of(b"identity"),
    }
}

/// The same line when it takes no part.
pub(crate) fn without_part(line: Line, status: Status) -> Line {
    let (bundle, categories, choices) = (Vec::new(), Vec::new(), Choices::default());
    Line { status, bundle, categories, points: None, choices, key: None, ..line }
}

/// The posted lines: a linked pair among them, one child that withdrew, and more who want P1 than
/// it has seats for.
pub(crate) fn posted_lines() -> Vec<Line> {
    let mut lines = vec![
        line(1, "district staff", Some(90), "J1|P1>P2"),
        line(2, "sibling", Some(0), "|P1"),
        without_part(line(3, "", None, "|"), Status::Withdrawn),
        line(4, "", None, "|P1"),
        line(5, "district", None, "|"),
        line(6, "", Some(7), "J1|P2>P1"),
        line(7, "", None, "|P1>P2"),
        line(8, "district", Some(3), "J1|P1"),
        line(9, "", None, "|P1>P2"),
    ];
    let pair = vec![lines[1].code, lines[3].code];
    lines[1].bundle.clone_from(&pair);
    lines[3].bundle = pair;
    lines
}

/// The frozen lines: a category is gone, points are given, one application is refused.
pub(crate) fn frozen_lines() -> Vec<Line> {
    let mut lines = posted_lines();
    lines[0].categories = vec!["staff".into()];
    lines[4].points = Some(3);
    lines[5] = without_part(lines[5].clone(), Status::Refused);
    lines[5].key = posted_lines()[5].key;
    lines
}

/// A roll of these lines, read back.
pub(crate) fn roll(lines: &[Line]) -> Roll {
    Roll::read("roll.csv", &Roll::write(lines), rules()).unwrap()
}

/// What a draw makes of the frozen roll.
pub(crate) fn with_outcome<T>(then: impl FnOnce(&Rules, &Outcome<'_>) -> T) -> T {
    let (rules, roll) = (rules(), roll(&frozen_lines()));
    let outcome = assign(rules, &roll, &DrawKey::of_text(b"any draw"));
    then(rules, &outcome)
}
