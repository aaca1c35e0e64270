//! Dice thrown in public (PROTOCOL.md, sections 5.1 and 11.5): faces from 1, joined by
//! single spaces.

use crate::{encoding::decimal, rules::Dice};

/// Fewest bits of chance that the rules' dice must give.
pub const MIN_BITS: u32 = 128;
/// Fewest and most sides.
pub const SIDES: std::ops::RangeInclusive<u32> = 2..=100;
/// Fewest and most throws.
pub const THROWS: std::ops::RangeInclusive<u32> = 1..=1000;

/// Dice that the rules may not name, or a text that is no throw of theirs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiceError {
    /// Too few or too many sides.
    #[error("dice have 2 to 100 sides, not {0}")]
    Sides(u32),
    /// No throw, or too many.
    #[error("dice are thrown 1 to 1000 times, not {0}")]
    Throws(u32),
    /// Too little chance.
    #[error("{throws} throws of {sides} sides are less than {MIN_BITS} bits; throw {enough} times")]
    TooLittle {
        /// Sides.
        sides: u32,
        /// Throws.
        throws: u32,
        /// The fewest throws that are enough.
        enough: u32,
    },
    /// Something that is no face.
    #[error("throw {number} is {text:?}, not a face from 1 to {sides}, single spaces between")]
    Face {
        /// The throw, from 1.
        number: usize,
        /// What stands there.
        text: String,
        /// Sides.
        sides: u32,
    },
    /// Too few or too many faces.
    #[error("{found} throws where the rules have {expected}")]
    Count {
        /// Throws of the rules.
        expected: u32,
        /// Throws of the text.
        found: usize,
    },
}

/// Checks that rules may name these dice: limits, and `sides^throws` at least 2^128.
///
/// # Errors
///
/// [`DiceError::Sides`], [`DiceError::Throws`] or [`DiceError::TooLittle`].
pub fn check(dice: Dice) -> Result<(), DiceError> {
    let Dice { sides, throws } = dice;
    if !SIDES.contains(&sides) {
        return Err(DiceError::Sides(sides));
    }
    if !THROWS.contains(&throws) {
        return Err(DiceError::Throws(throws));
    }
    let enough = enough_throws(sides);
    if throws < enough {
        return Err(DiceError::TooLittle { sides, throws, enough });
    }
    Ok(())
}

/// The fewest throws with `sides^throws` at least 2^128: the first power that 128 bits cannot hold.
fn enough_throws(sides: u32) -> u32 {
    let (mut power, mut throws) = (1u128, 1);
    while let Some(next) = power.checked_mul(u128::from(sides)) {
        (power, throws) = (next, throws + 1);
    }
    throws
}

/// Reads the faces of a throw of `dice`, as in `4 1 6 10`.
///
/// # Errors
///
/// [`DiceError::Face`] or [`DiceError::Count`].
pub fn parse(text: &str, dice: Dice) -> Result<Vec<u32>, DiceError> {
    let mut faces = Vec::new();
    for (number, text) in (1..).zip(text.split(' ')) {
        let face = decimal::parse(text).filter(|face| (1..=dice.sides).contains(face));
        faces.push(face.ok_or_else(|| DiceError::Face {
            number,
            text: text.to_owned(),
            sides: dice.sides,
        })?);
    }
    if faces.len() as u64 != u64::from(dice.throws) {
        return Err(DiceError::Count { expected: dice.throws, found: faces.len() });
    }
    Ok(faces)
}

/// The faces as files have them.
#[must_use]
pub fn to_text(faces: &[u32]) -> String {
    faces.iter().map(u32::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn chance_is_counted_in_integers() {
        // 10^38 < 2^128 < 10^39; 6^49 < 2^128 < 6^50; 2^128 itself is enough.
        for (sides, enough) in [(2, 128), (6, 50), (10, 39), (20, 30), (100, 20)] {
            assert_eq!(check(Dice { sides, throws: enough }), Ok(()));
            let throws = enough - 1;
            let refusal = Err(DiceError::TooLittle { sides, throws, enough });
            assert_eq!(check(Dice { sides, throws }), refusal);
        }
        assert_eq!(check(Dice { sides: 2, throws: 1000 }), Ok(()));
    }

    #[test]
    fn dice_have_limits() {
        for sides in [0, 1, 101] {
            assert_eq!(check(Dice { sides, throws: 1000 }), Err(DiceError::Sides(sides)));
        }
        for throws in [0, 1001, u32::MAX] {
            assert_eq!(check(Dice { sides: 10, throws }), Err(DiceError::Throws(throws)));
        }
    }

    #[test]
    fn a_throw_has_one_spelling() {
        let dice = Dice { sides: 10, throws: 4 };
        assert_eq!(parse("4 1 6 10", dice), Ok(vec![4, 1, 6, 10]));
        assert_eq!(parse("4 1 6", dice), Err(DiceError::Count { expected: 4, found: 3 }));
        for (text, number) in [
            ("", 1),
            ("4 1 6 11", 4),
            ("4 0 6 1", 2),
            ("4 01 6 1", 2),
            ("4 +1 6 1", 2),
            ("4  1 6 1", 2),
            (" 4 1 6 1", 1),
            ("4 1 6 1 ", 5),
            ("4 1 6\n1", 3),
            ("4 1 6 99999999999", 4),
        ] {
            let found = parse(text, dice);
            assert!(
                matches!(found, Err(DiceError::Face { number: n, .. }) if n == number),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn printing_reverses_parsing(faces in prop::collection::vec(1u32..=100, 1..20)) {
            let dice = Dice { sides: 100, throws: u32::try_from(faces.len()).unwrap() };
            prop_assert_eq!(parse(&to_text(&faces), dice), Ok(faces));
        }

        #[test]
        fn nothing_makes_the_parser_panic(text in "[0-9 +\\PC]{0,20}", sides: u32, throws in 0u32..10) {
            if let Ok(faces) = parse(&text, Dice { sides, throws }) {
                prop_assert_eq!(to_text(&faces), text);
            }
            let _ = check(Dice { sides, throws });
        }
    }
}
