//! Integers in text: decimal, no sign, no leading zero, at least one digit (PROTOCOL.md, Encodings).

use std::str::FromStr;

/// Reads an integer in its one spelling; `None` for any other text, and for one beyond `T`.
#[must_use]
pub fn parse<T: FromStr>(text: &str) -> Option<T> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let padded = text.len() > 1 && text.starts_with('0');
    if digits && !padded { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling_for_each_integer() {
        assert_eq!(parse::<u64>("0"), Some(0));
        assert_eq!(parse::<u64>("18446744073709551615"), Some(u64::MAX));
        for wrong in ["", "-", "+1", "-1", "01", "00", "1 ", " 1", "1.0", "1e3", "０", "x"] {
            assert_eq!(parse::<u64>(wrong), None, "{wrong}");
        }
        assert_eq!(parse::<u32>("4294967296"), None);
    }
}
