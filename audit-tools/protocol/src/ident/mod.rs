//! Names of things: ids, codes of applications, origins of journals (PROTOCOL.md, Encodings).

mod code;

pub use code::{Code, CodeError};

/// The id that names the office, and as a holder of a seed nothing else (PROTOCOL.md, section 2.7).
pub const OFFICE: &str = "office";
/// Longest id in bytes.
pub const MAX_ID: usize = 32;
/// Longest origin in bytes.
pub const MAX_ORIGIN: usize = 128;

/// Whether `text` is an id: a letter, then up to 31 of `[A-Za-z0-9._-]`.
#[must_use]
pub fn is_id(text: &str) -> bool {
    let rest = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    text.len() <= MAX_ID
        && text.bytes().next().is_some_and(|first| first.is_ascii_alphabetic())
        && text.bytes().all(rest)
}

/// Whether `text` may be the origin of a journal: 1 to [`MAX_ORIGIN`] bytes of `[a-z0-9./_-]`,
/// beginning and ending with a letter or a digit, without `//`.
#[must_use]
pub fn is_origin(text: &str) -> bool {
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let (first, last) = (text.as_bytes().first(), text.as_bytes().last());
    text.len() <= MAX_ORIGIN
        && first.is_some_and(plain)
        && last.is_some_and(plain)
        && text.bytes().all(|byte| plain(&byte) || b".-/_".contains(&byte))
        && !text.contains("//")
}

/// Whether a journal of this origin holds rehearsals, and nothing else.
#[must_use]
pub fn is_rehearsal_origin(origin: &str) -> bool {
    origin.ends_with("/rehearsal")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_begin_with_a_letter() {
        for id in ["a", "J1", "Z.-_9", &"x".repeat(32)] {
            assert!(is_id(id), "{id}");
        }
        for not in ["", "1a", "-a", "a b", "a+", "a/", "a:", "文", "aé", &"x".repeat(33)] {
            assert!(!is_id(not), "{not}");
        }
    }

    #[test]
    fn origins_are_names_without_a_scheme() {
        for origin in ["330199.admissions.example/journal", "a", "a/b/rehearsal", "a-b.c/d_e"] {
            assert!(is_origin(origin), "{origin}");
        }
        let long = "a".repeat(129);
        for not in ["", "/a", "a/", "a.", "_a", "a//b", "A/b", "a b/c", "a+b/c", "文/a", &long] {
            assert!(!is_origin(not), "{not}");
        }
        assert!(is_rehearsal_origin("a/b/rehearsal"));
        assert!(!is_rehearsal_origin("a/norehearsal"));
        assert!(!is_rehearsal_origin("a/rehearsal/b"));
    }
}
