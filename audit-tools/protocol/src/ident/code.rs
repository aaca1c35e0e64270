//! The code of an application (PROTOCOL.md, Codes).
//!
//! Sixty random bits are twelve symbols of five bits, the highest bits first, in the alphabet
//! `0123456789ABCDEFGHJKMNPQRSTVWXYZ` (Crockford's base 32; a symbol's value is its place there,
//! 0 to 31). A thirteenth symbol checks them, by Luhn's method modulo 32: go through the twelve
//! from the last to the first with the factors 2, 1, 2, 1, …; let `q` be factor times value, and
//! add up `q / 32 + q mod 32`; the check symbol's value is `(32 - sum mod 32) mod 32`. The symbols
//! are printed in groups of four, four, four and one, joined by `-`.

use std::{fmt, str::FromStr};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PAYLOAD: usize = 12;
const PRINTED: usize = 16;

/// The code of one application; ordered as its printed bytes are.
///
/// The alphabet ascends in ASCII and the check symbol follows from the rest, so the order of the
/// printed bytes is the order of the number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code(u64);

/// A text that is no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not three groups of four symbols and one of one.
    #[error("a code is written XXXX-XXXX-XXXX-X in capital letters and digits")]
    Form,
    /// Not twelve symbols and a check symbol.
    #[error("a code has 13 letters and digits, this has {0}; compare it with the receipt")]
    Length(usize),
    /// Not a symbol of the alphabet.
    #[error("{0:?} cannot be part of a code; compare it with the receipt")]
    Symbol(char),
    /// The check symbol belongs to another code.
    #[error("the check symbol does not fit: a letter or digit is wrong; compare with the receipt")]
    Check,
}

impl Code {
    /// The code of the low 60 bits of `bits`.
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        Self(bits & ((1 << 60) - 1))
    }

    /// The 60 bits.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Reads the one spelling that files use, `009W-QGAQ-RTES-Z`.
    ///
    /// # Errors
    ///
    /// [`CodeError`] for any other spelling.
    pub fn parse_strict(text: &str) -> Result<Self, CodeError> {
        let code = Self::of_symbols(text.chars().filter(|&symbol| symbol != '-'))?;
        if code.to_string() == text { Ok(code) } else { Err(CodeError::Form) }
    }

    /// Reads what a person typed: letters of either case, full-width forms, spaces and dashes
    /// anywhere, `O` for `0`, `I` and `L` for `1`. Never used on files.
    ///
    /// # Errors
    ///
    /// [`CodeError`] when no code is meant by it.
    pub fn normalise(text: &str) -> Result<Self, CodeError> {
        let kept = text.chars().filter(|symbol| !symbol.is_whitespace()).map(half_width);
        Self::of_symbols(kept.filter(|&symbol| !is_dash(symbol)).map(intended))
    }

    fn of_symbols(symbols: impl Iterator<Item = char>) -> Result<Self, CodeError> {
        let mut values = [0; PAYLOAD + 1];
        let mut length = 0;
        for symbol in symbols {
            let value = value_of(symbol).ok_or(CodeError::Symbol(symbol))?;
            if let Some(slot) = values.get_mut(length) {
                *slot = value;
            }
            length += 1;
        }
        if length != values.len() {
            return Err(CodeError::Length(length));
        }
        let bits = values[..PAYLOAD].iter().fold(0, |bits, &value| bits << 5 | value);
        if check_value(bits) == values[PAYLOAD] { Ok(Self(bits)) } else { Err(CodeError::Check) }
    }

    fn symbols(self) -> [u8; PAYLOAD + 1] {
        let mut symbols = [symbol(check_value(self.0)); PAYLOAD + 1];
        for (place, slot) in symbols[..PAYLOAD].iter_mut().rev().enumerate() {
            *slot = symbol(self.0 >> (5 * place) & 31);
        }
        symbols
    }
}

/// The value of the check symbol of 60 bits.
fn check_value(bits: u64) -> u64 {
    let addend = |place: u64| {
        let factor = if place.is_multiple_of(2) { 2 } else { 1 };
        let q = factor * (bits >> (5 * place) & 31);
        q / 32 + q % 32
    };
    let sum: u64 = (0..PAYLOAD as u64).map(addend).sum();
    (32 - sum % 32) % 32
}

fn symbol(value: u64) -> u8 {
    usize::try_from(value)
        .ok()
        .and_then(|value| ALPHABET.get(value))
        .copied()
        .expect("the value is below 32")
}

fn value_of(symbol: char) -> Option<u64> {
    (0..).zip(ALPHABET).find(|(_, known)| char::from(**known) == symbol).map(|(value, _)| value)
}

/// Full-width forms, as Chinese keyboards type them, in ASCII.
fn half_width(symbol: char) -> char {
    match u32::from(symbol) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).unwrap_or(symbol),
        _ => symbol,
    }
}

fn is_dash(symbol: char) -> bool {
    matches!(symbol, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// The symbol that a person means.
fn intended(symbol: char) -> char {
    match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(PRINTED);
        for (place, symbol) in self.symbols().into_iter().enumerate() {
            if place > 0 && place.is_multiple_of(4) {
                text.push('-');
            }
            text.push(char::from(symbol));
        }
        f.write_str(&text)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Code({self})")
    }
}

impl FromStr for Code {
    type Err = CodeError;

    /// As [`Code::parse_strict`].
    fn from_str(text: &str) -> Result<Self, CodeError> {
        Self::parse_strict(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn printed_in_groups() {
        assert_eq!(Code::from_bits(0).to_string(), "0000-0000-0000-0");
        // One in the last place is doubled: the sum is 2, the check value 30.
        assert_eq!(Code::from_bits(1).to_string(), "0000-0000-0001-Y");
        // 31 doubled is 62: 1 + 30; each pair of places adds 62, six pairs 372 = 20 modulo 32.
        assert_eq!(Code::from_bits(u64::MAX).to_string(), "ZZZZ-ZZZZ-ZZZZ-C");
    }

    #[test]
    fn files_know_one_spelling() {
        let code = Code::from_bits(1);
        assert_eq!("0000-0000-0001-Y".parse(), Ok(code));
        assert_eq!("0000-0000-0001Y".parse::<Code>(), Err(CodeError::Form));
        assert_eq!("00000-000-0001-Y".parse::<Code>(), Err(CodeError::Form));
        assert_eq!("0000-0000-0001-y".parse::<Code>(), Err(CodeError::Symbol('y')));
        assert_eq!("0000-0000-0001-Z".parse::<Code>(), Err(CodeError::Check));
        assert_eq!("0000-0000-0001".parse::<Code>(), Err(CodeError::Length(12)));
        assert_eq!("0000-0000-0001-Y0".parse::<Code>(), Err(CodeError::Length(14)));
        assert_eq!("".parse::<Code>(), Err(CodeError::Length(0)));
    }

    #[test]
    fn people_may_type_as_they_like() {
        for text in
            ["ooooooooooo1y", " 0000 0000 0001 Y", "0000—0000－000I-y", "０OO0-0000-000l-Ｙ"]
        {
            assert_eq!(Code::normalise(text), Ok(Code::from_bits(1)), "{text}");
        }
        assert_eq!(Code::normalise("U000-0000-0001-Y"), Err(CodeError::Symbol('U')));
    }

    proptest! {
        #[test]
        fn printing_and_reading_agree(bits: u64) {
            let code = Code::from_bits(bits);
            prop_assert_eq!(Code::parse_strict(&code.to_string()), Ok(code));
            prop_assert_eq!(Code::normalise(&code.to_string().to_lowercase()), Ok(code));
        }

        #[test]
        fn the_order_is_that_of_the_printed_bytes(left: u64, right: u64, near in 0_u64..64) {
            let left = Code::from_bits(left);
            for right in [Code::from_bits(right), Code::from_bits(left.bits() ^ near)] {
                prop_assert_eq!(left.cmp(&right), left.to_string().cmp(&right.to_string()));
            }
        }

        #[test]
        fn one_wrong_symbol_is_found(bits: u64, place in 0..16_usize, other in 0..32_usize) {
            let mut text = Code::from_bits(bits).to_string().into_bytes();
            prop_assume!(text[place] != b'-' && text[place] != ALPHABET[other]);
            text[place] = ALPHABET[other];
            let text = String::from_utf8(text).unwrap();
            prop_assert_eq!(Code::parse_strict(&text), Err(CodeError::Check));
        }

        #[test]
        fn no_text_makes_the_readers_panic(text in "\\PC{0,24}") {
            let _ = (Code::parse_strict(&text), Code::normalise(&text));
        }
    }
}
