//! The pages for browsers: rendered here, readable before any script runs.
//!
//! A handler gathers what its page shows into a context (a struct with a template of `templates/`)
//! and gives it as a [`Page`]. Every text comes from `locales/*/pages*.ftl` through the [`Shell`].

mod application;
mod apply;
mod assets;
mod change;
mod chart;
mod cutoffs;
mod documents;
mod eligible;
mod files;
mod filled;
mod find;
mod handing;
mod help;
mod home;
mod journal;
mod language;
mod ledger;
pub(super) mod office;
mod outcome;
mod own;
mod paging;
pub(super) mod problem;
mod programs;
mod receipt;
mod result;
mod round;
mod scene;
mod screen;
mod shell;
mod standing;
mod telling;
#[cfg(test)]
mod tests;
mod waiting;
mod watching;
mod why;

use askama::Template;
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};

use self::problem::ProblemPage;
pub(super) use self::{
    apply::{form as apply_form, send as apply_send},
    assets::asset,
    change::{form as change_form, send as change_send},
    cutoffs::cutoffs,
    documents::{open as open_document, send as send_document},
    find::{ask as find_ask, look as find_look},
    help::help,
    home::home,
    journal::journal,
    language::change as change_language,
    ledger::ledger,
    own::{act as own_act, ask as own_ask},
    programs::programs,
    result::{ask as ask_result, of_code},
    round::round,
    screen::{events, screen},
    waiting::waiting,
};
pub(crate) use self::{receipt::picture as receipt_picture, shell::Shell};
use super::{Problem, kind, problem::Worded};
use crate::language::Language;

/// What a page may load and whom it may send to: this service alone, nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// A rendered page.
pub(crate) struct Page<T>(pub(crate) T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(text) => html(text),
            Err(error) => Problem::internal(error).into_response(),
        }
    }
}

/// An answer to somebody before a browser: a problem becomes a page.
pub(super) fn told(
    mut response: Response,
    language: Language,
    path: &str,
    now: u64,
    request: &str,
) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    problem.log(request);
    if problem.kind() == kind::SIGN_IN && path.starts_with(office::HOME) {
        return Redirect::to(&format!("{}?from={path}", office::SIGN_IN)).into_response();
    }
    let page = ProblemPage::of(&problem, Shell::new(language, path, now), request);
    let mut written = (page.status, Page(page)).into_response();
    for (name, value) in response.headers() {
        // What the problem says to programs too: when to come again, that the connection ends.
        written.headers_mut().entry(name).or_insert(value.clone());
    }
    written
}

fn html(text: String) -> Response {
    let mut response = text.into_response();
    response.extensions_mut().insert(Worded);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    // Nobody's page is another's: languages, accounts and what stands at the moment differ.
    headers.insert(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    response
}
