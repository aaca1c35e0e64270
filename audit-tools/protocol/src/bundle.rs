//! Bundles: applications that are placed together or not at all (PROTOCOL.md, Bundles).

use crate::ident::{Code, CodeError};

/// A bundle field that is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// A member is no code.
    #[error("{text:?} is not a code: {error}")]
    Code {
        /// What stands there.
        text: String,
        /// Why it is none.
        error: CodeError,
    },
    /// One member: a bundle links at least two.
    #[error("a bundle links two or more codes; leave the field empty for a single child")]
    Single,
    /// The members are not ascending, or one is there twice.
    #[error("codes of a bundle ascend and none is there twice; sort them")]
    Order,
}

/// Reads codes joined by `+`, ascending, at least two; an empty text is no bundle.
///
/// # Errors
///
/// [`BundleError`] for anything else.
pub fn parse(text: &str) -> Result<Vec<Code>, BundleError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let member = |text: &str| {
        Code::parse_strict(text).map_err(|error| BundleError::Code { text: text.to_owned(), error })
    };
    let codes = text.split('+').map(member).collect::<Result<Vec<_>, _>>()?;
    if codes.len() < 2 {
        return Err(BundleError::Single);
    }
    if codes.is_sorted_by(|left, right| left < right) { Ok(codes) } else { Err(BundleError::Order) }
}

/// Codes joined by `+`.
#[must_use]
pub fn to_text(codes: &[Code]) -> String {
    codes.iter().map(Code::to_string).collect::<Vec<_>>().join("+")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_are_sets_of_two_or_more() {
        let codes: Vec<_> = (1..4).map(Code::from_bits).collect();
        let text = to_text(&codes);
        assert_eq!(text, "0000-0000-0001-Y+0000-0000-0002-W+0000-0000-0003-T");
        assert_eq!(parse(&text), Ok(codes.clone()));
        assert_eq!(parse(""), Ok(Vec::new()));
        assert_eq!(parse(&to_text(&codes[..1])), Err(BundleError::Single));
        assert_eq!(parse(&to_text(&[codes[1], codes[0]])), Err(BundleError::Order));
        assert_eq!(parse(&to_text(&[codes[1], codes[1]])), Err(BundleError::Order));
        assert!(matches!(parse("+"), Err(BundleError::Code { .. })));
    }
}
