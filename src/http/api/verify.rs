//! The verifier's page, as this program has it: one file that makes no request.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use crate::http::{Problem, access::Everyone, conditional, publications};

/// The verifier's page
///
/// The second verifier, in the browser: the same file that every published round encloses as
/// `verify.html`. `paiwei-audit hash` prints its SHA-256, which is its entity tag here.
#[utoipa::path(
    get,
    path = "/verify",
    tag = "published",
    responses(
        (status = 200, description = "The page", content_type = "text/html"),
        (status = 206, description = "The range of it", content_type = "text/html"),
        (status = 304, description = "The client has it already"),
    )
)]
pub(in crate::http) async fn page(_: Everyone, headers: HeaderMap) -> Result<Response, Problem> {
    let page = publications::file("verify.html", paiwei_audit::enclosed::VERIFY_PAGE.to_vec());
    let answer = conditional::answered(&page, HTML, &headers)?;
    Ok(with_policy(answer, &page.bytes))
}

/// The media type of the page.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// The page's answer with the policy that the page itself names, which allows its own script by hash
/// and nothing else.
pub(super) fn with_policy(mut answer: Response, page: &[u8]) -> Response {
    if let Some(policy) = policy(page) {
        answer.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    answer
}

fn policy(page: &[u8]) -> Option<HeaderValue> {
    let head = &page[..page.len().min(4096)];
    let text = String::from_utf8_lossy(head);
    let (_, rest) = text.split_once("http-equiv=\"Content-Security-Policy\" content=\"")?;
    let (policy, _) = rest.split_once('"')?;
    HeaderValue::from_str(policy).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_its_own_policy() {
        let policy = policy(paiwei_audit::enclosed::VERIFY_PAGE).unwrap();
        let policy = policy.to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"), "{policy}");
        assert!(!policy.contains("unsafe"));
    }
}
