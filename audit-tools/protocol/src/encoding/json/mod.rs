//! Canonical JSON, read strictly: the bytes are the one spelling of their value, or refused
//! (PROTOCOL.md, Encodings).

mod element;
mod error;
mod object;

pub use element::Element;
pub use error::JsonError;
pub use object::Object;
pub use serde_json::Value;
use unicode_normalization::is_nfc;

use crate::place::Place;

/// Largest JSON file that [`parse`] reads, in bytes (16 MiB).
pub const MAX_BYTES: usize = 16 << 20;
/// Most arrays and objects inside each other, the outermost counted.
pub const MAX_DEPTH: usize = 8;
/// Largest integer: 2^53 - 1, which every reader of JSON holds exactly.
pub const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Reads a canonical JSON file of at most [`MAX_BYTES`] (PROTOCOL.md, Encodings).
///
/// # Errors
///
/// [`JsonError`] when the bytes are not the RFC 8785 form of a value made of integers from 0 to
/// [`MAX_INTEGER`], ASCII member names and NFC strings, nested at most [`MAX_DEPTH`] deep.
pub fn parse(file: &str, bytes: &[u8]) -> Result<Value, JsonError> {
    parse_within(file, bytes, MAX_BYTES)
}

/// As [`parse`], with another limit in bytes.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_within(file: &str, bytes: &[u8], limit: usize) -> Result<Value, JsonError> {
    if bytes.len() > limit {
        return Err(JsonError::TooLarge { place: Place::file(file), limit });
    }
    let value: Value = serde_json::from_slice(bytes).map_err(|error| JsonError::Syntax {
        place: Place::line(file, error.line() as u64),
        detail: error.to_string(),
    })?;
    check(file, "", &value, 1)?;
    // The comparison finds whatever the reader passes over: spaces, order of members, doubled
    // members, needless escapes, other spellings of numbers.
    match first_difference(bytes, &canonical(&value)) {
        None => Ok(value),
        Some(offset) => Err(JsonError::NotCanonical { place: Place::file(file), offset }),
    }
}

/// The RFC 8785 bytes of a value, without a line feed at the end.
#[must_use]
pub fn canonical(value: &Value) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value)
        .expect("a value has string names, finite numbers and a writer that does not fail")
}

fn first_difference(left: &[u8], right: &[u8]) -> Option<usize> {
    let same = left.iter().zip(right).take_while(|(l, r)| l == r).count();
    (same < left.len() || same < right.len()).then_some(same)
}

/// What canonical form alone does not demand. `path` leads to `value`, which lies inside
/// `depth - 1` arrays and objects.
fn check(file: &str, path: &str, value: &Value, depth: usize) -> Result<(), JsonError> {
    let place = || element::place(file, path);
    let nested = value.is_array() || value.is_object();
    if nested && depth > MAX_DEPTH {
        return Err(JsonError::TooDeep { place: place() });
    }
    match value {
        Value::Null | Value::Bool(_) => Ok(()),
        Value::Number(number) => match number.as_u64() {
            Some(integer) if integer <= MAX_INTEGER => Ok(()),
            _ => Err(JsonError::Number { place: place() }),
        },
        Value::String(text) if is_nfc(text) => Ok(()),
        Value::String(_) => Err(JsonError::NotNfc { place: place() }),
        Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
            check(file, &element::item_path(path, index), item, depth + 1)
        }),
        Value::Object(members) => members.iter().try_for_each(|(name, member)| {
            if !name.is_ascii() {
                return Err(JsonError::Name { place: place(), name: name.clone() });
            }
            check(file, &element::member_path(path, name), member, depth + 1)
        }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn refusal(text: &str) -> JsonError {
        parse("t.json", text.as_bytes()).unwrap_err()
    }

    #[test]
    fn canonical_bytes_are_read_and_written_alike() {
        let text = r#"{"a":[0,9007199254740991,null,true],"b":"文\n\u0001\"","c":{}}"#;
        let value = parse("t.json", text.as_bytes()).unwrap();
        assert_eq!(canonical(&value), text.as_bytes());
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in [
            r#"{"b":1,"a":2}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"a": 1}"#,
            "{}\n",
            "\u{feff}{}",
            r#"{"a":"\/"}"#,
            r#"{"a":"\u0041"}"#,
            r#"{"a":"\u000A"}"#,
        ] {
            let error = refusal(text);
            let named = matches!(error, JsonError::NotCanonical { .. } | JsonError::Syntax { .. });
            assert!(named, "{text}: {error}");
        }
    }

    #[test]
    fn numbers_are_integers_that_every_reader_holds() {
        for text in ["-1", "-0", "1.5", "1.0", "1e2", "9007199254740992", "18446744073709551616"] {
            let error = refusal(&format!(r#"{{"a":[{text}]}}"#));
            assert_eq!(error, JsonError::Number { place: Place::file("t.json").field("a[0]") });
        }
    }

    #[test]
    fn strings_are_nfc_and_whole() {
        assert!(matches!(refusal("\"e\u{301}\""), JsonError::NotNfc { .. }));
        assert!(matches!(refusal(r#""\ud800""#), JsonError::Syntax { .. }));
        assert!(matches!(refusal("{\"\u{e9}\":1}"), JsonError::Name { .. }));
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse("t.json", nested(MAX_DEPTH).as_bytes()).is_ok());
        assert!(matches!(refusal(&nested(MAX_DEPTH + 1)), JsonError::TooDeep { .. }));
        assert!(matches!(refusal(&nested(100_000)), JsonError::Syntax { .. }));
        assert!(matches!(parse_within("t", b"[0]", 2), Err(JsonError::TooLarge { limit: 2, .. })));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = parse("t.json", &bytes);
        }

        #[test]
        fn what_is_accepted_prints_back(text in r#"[\[\]{}",:a0-9 \\utrue]{0,24}"#) {
            if let Ok(value) = parse("t.json", text.as_bytes()) {
                prop_assert_eq!(canonical(&value), text.as_bytes());
            }
        }
    }
}
