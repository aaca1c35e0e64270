//! Where a browser's request was made: by a page of this service, or by another site's.

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts, uri::Authority},
};

use crate::http::{App, Options, Problem, kind};

/// The request was made by a page of this service: for what gives a browser its session, so that
/// no other site's page signs it in to an account of its own choice.
#[derive(Debug, Clone, Copy)]
pub struct OwnPage;

impl FromRequestParts<App> for OwnPage {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let own = is_own_page(parts, app.options());
        own.then_some(Self).ok_or_else(|| Problem::of(kind::CROSS_SITE))
    }
}

/// The request was made by a page of this service or by no page at all: the same for what programs
/// ask for, too.
#[derive(Debug, Clone, Copy)]
pub struct NoOtherPage;

impl FromRequestParts<App> for NoOtherPage {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let by_page = ["sec-fetch-site", "origin"].map(|name| parts.headers.contains_key(name));
        if by_page == [false; 2] || is_own_page(parts, app.options()) {
            return Ok(Self);
        }
        Err(Problem::of(kind::CROSS_SITE))
    }
}

/// The request was made by a page of this service. Where a browser says nothing of that, it isn't.
pub(super) fn is_own_page(parts: &Parts, options: &Options) -> bool {
    let text = |name| parts.headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let Some(origin) = text("origin") else { return false };
    match &options.public_url {
        Some(own) => origin == own,
        None => {
            let host = parts.uri.authority().map(Authority::as_str);
            let host = host.or_else(|| text(header::HOST.as_str()));
            let of_origin = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && of_origin == host
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{Method, Request};

    use super::*;

    fn parts(headers: &[(&'static str, &'static str)]) -> Parts {
        let mut request = Request::builder().method(Method::POST).uri("/x");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn only_the_services_own_pages_change_something_by_cookie() {
        let (own, named) = (Options::default(), |url: &str| Options {
            public_url: Some(url.to_owned()),
            ..Options::default()
        });
        let host = ("host", "a.example:8080");
        assert!(is_own_page(&parts(&[("sec-fetch-site", "same-origin")]), &own));
        for site in ["cross-site", "same-site", "none"] {
            let asked = [("sec-fetch-site", site), host, ("origin", "http://a.example:8080")];
            assert!(!is_own_page(&parts(&asked), &own), "{site}");
        }
        let by_origin = parts(&[host, ("origin", "http://a.example:8080")]);
        assert!(is_own_page(&by_origin, &own));
        assert!(!is_own_page(&by_origin, &named("https://a.example")));
        let outside = parts(&[("host", "inside:80"), ("origin", "https://a.example")]);
        assert!(is_own_page(&outside, &named("https://a.example")));
        assert!(!is_own_page(&outside, &own));
        assert!(!is_own_page(&parts(&[host]), &own));
        assert!(!is_own_page(&parts(&[host, ("origin", "null")]), &own));
    }
}
