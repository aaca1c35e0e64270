//! Changing the language: a cookie that says nothing else.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;

use crate::http::{InQuery, Problem, access::Everyone};

/// The page that was left, and the language that is wanted.
#[derive(Deserialize)]
pub(crate) struct Change {
    /// A tag: `zh-CN` or `en`.
    to: String,
    /// A path of this service.
    from: String,
}

/// Goes back to the page in the other language.
pub(crate) async fn change(
    _: Everyone,
    InQuery(Change { to, from }): InQuery<Change>,
) -> Result<Response, Problem> {
    let to = if to == "en" { "en" } else { "zh-CN" };
    let back = HeaderValue::from_str(own_path(&from)).map_err(Problem::internal)?;
    let cookie = format!("paiwei-language={to}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly");
    let cookie = HeaderValue::from_str(&cookie).map_err(Problem::internal)?;
    Ok((StatusCode::SEE_OTHER, [(header::LOCATION, back), (header::SET_COOKIE, cookie)])
        .into_response())
}

/// A path of this service, or its first page: nobody is led elsewhere.
pub(super) fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    if own { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere() {
        assert_eq!(own_path("/rounds/a?code=1"), "/rounds/a?code=1");
        for elsewhere in
            ["//evil.example/", "https://evil.example", "/\\evil.example", "", "/a\r\nb"]
        {
            assert_eq!(own_path(elsewhere), "/", "{elsewhere}");
        }
    }
}
