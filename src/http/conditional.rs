//! Files as answers: entity tags, conditions and ranges (RFC 9110, sections 13 and 14).

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{Problem, kind, publications::Published};

/// The answer with a file, with a part of it, or that the client has it already.
pub(super) fn answered(
    file: &Published,
    kind: &'static str,
    asked: &HeaderMap,
) -> Result<Response, Problem> {
    let size = file.bytes.len();
    let mut response = if is_known(file, asked) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match range(file, asked) {
            Range::Whole => body(StatusCode::OK, file.bytes.clone(), kind),
            Range::Part(first, last) => {
                let part = file.bytes.slice(first..=last);
                let mut response = body(StatusCode::PARTIAL_CONTENT, part, kind);
                let range = content_range(&format!("{first}-{last}"), size);
                response.headers_mut().insert(header::CONTENT_RANGE, range);
                response
            }
            Range::Beyond => {
                let range = content_range("*", size);
                return Err(Problem::of(kind::RANGE).header(header::CONTENT_RANGE, range));
            }
        }
    };
    let keep = if file.lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, file.tag.clone());
    for (name, value) in [
        (header::CACHE_CONTROL, keep),
        (header::ACCEPT_RANGES, "bytes"),
        // For everybody: a verifier may run on another site's page.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

fn body(status: StatusCode, bytes: Bytes, kind: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, kind)], Body::from(bytes)).into_response()
}

fn content_range(part: &str, size: usize) -> HeaderValue {
    let text = format!("bytes {part}/{size}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("bytes */*"))
}

/// `If-None-Match` names the file's tag, weakly or strongly.
fn is_known(file: &Published, asked: &HeaderMap) -> bool {
    let values =
        asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = values.flat_map(|value| value.split(',')).map(str::trim);
    tags.any(|tag| tag == "*" || tag.trim_start_matches("W/").as_bytes() == file.tag.as_bytes())
}

enum Range {
    Whole,
    Part(usize, usize),
    Beyond,
}

/// What of the file is asked for. Several ranges at once, other units and what can't be read are
/// answered with the whole, as the standard allows.
fn range(file: &Published, asked: &HeaderMap) -> Range {
    // A tag that isn't the same, or a date: the client's part is of another file.
    if asked.get(header::IF_RANGE).is_some_and(|tag| *tag != file.tag) {
        return Range::Whole;
    }
    let asked = asked.get(header::RANGE).and_then(|value| value.to_str().ok());
    let asked = asked.and_then(|value| value.strip_prefix("bytes="));
    let Some((first, last)) = asked.and_then(|range| range.trim().split_once('-')) else {
        return Range::Whole;
    };
    let size = file.bytes.len();
    let (from, to) = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => (first, last.min(size.saturating_sub(1))),
        (Some(first), None) if last.is_empty() => (first, size.saturating_sub(1)),
        (None, Some(0)) if first.is_empty() => return Range::Beyond,
        (None, Some(suffix)) if first.is_empty() => {
            (size.saturating_sub(suffix), size.saturating_sub(1))
        }
        _ => return Range::Whole,
    };
    if from < size { Range::Part(from, to) } else { Range::Beyond }
}

/// Digits only: a sign would be read by `parse`. What is beyond any file is the largest number.
fn number(text: &str) -> Option<usize> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    fn file() -> Published {
        let bytes = Bytes::from_static(b"0123456789");
        Published { bytes, tag: HeaderValue::from_static("\"t\""), lasting: true }
    }

    fn part(value: &str) -> Option<(usize, usize)> {
        match range(&file(), &asked(header::RANGE, value)) {
            Range::Part(first, last) => Some((first, last)),
            Range::Whole => None,
            Range::Beyond => Some((usize::MAX, usize::MAX)),
        }
    }

    #[test]
    fn single_ranges_are_read_and_others_ignored() {
        assert_eq!(part("bytes=0-3"), Some((0, 3)));
        assert_eq!(part("bytes=8-99999999999999999999999"), Some((8, 9)));
        assert_eq!(part("bytes=7-"), Some((7, 9)));
        assert_eq!(part("bytes=-4"), Some((6, 9)));
        assert_eq!(part("bytes=-40"), Some((0, 9)));
        for whole in ["bytes=3-1", "bytes=0-1,4-5", "lines=0-1", "bytes=", "bytes=-", "bytes=+1-2"]
        {
            assert_eq!(part(whole), None, "{whole}");
        }
        for beyond in ["bytes=10-", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(part(beyond), Some((usize::MAX, usize::MAX)), "{beyond}");
        }
    }

    #[test]
    fn conditions_look_at_the_tag() {
        for known in ["\"t\"", "W/\"t\"", "\"a\", \"t\"", "*"] {
            assert!(is_known(&file(), &asked(header::IF_NONE_MATCH, known)), "{known}");
        }
        assert!(!is_known(&file(), &asked(header::IF_NONE_MATCH, "\"u\"")));
        let mut other = asked(header::RANGE, "bytes=0-3");
        other.insert(header::IF_RANGE, "\"u\"".parse().unwrap());
        assert!(matches!(range(&file(), &other), Range::Whole));
        other.insert(header::IF_RANGE, "\"t\"".parse().unwrap());
        assert!(matches!(range(&file(), &other), Range::Part(0, 3)));
    }
}
