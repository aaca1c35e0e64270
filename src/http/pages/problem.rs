//! A problem, told to somebody who sits before a browser.

use askama::Template;
use axum::http::StatusCode;

use super::{Shell, assets::Asset};
use crate::http::Problem;

/// The page of a problem.
#[derive(Template)]
#[template(path = "problem.html")]
pub(crate) struct ProblemPage {
    pub(crate) shell: Shell,
    pub(crate) status: StatusCode,
    pub(crate) title: String,
    pub(crate) detail: String,
    pub(crate) errors: Vec<String>,
    /// The request's id.
    pub(crate) request: String,
}

impl ProblemPage {
    /// What a problem says, in the reader's language.
    pub(crate) fn of(problem: &Problem, shell: Shell, request: &str) -> Self {
        Self {
            status: problem.kind().status(),
            title: shell.say(&problem.kind().title()),
            detail: shell.pick(problem.detail()).to_owned(),
            errors: problem.errors().map(|why| shell.pick(why).to_owned()).collect(),
            request: request.to_owned(),
            shell,
        }
    }
}
