//! A page for every type of problem, where its address leads.

use axum::http::header;
use axum::response::Html;
use axum::response::{IntoResponse as _, Response};
use paiwei_audit::texts::Texts;

use crate::{
    http::{InPath, Kind, Problem, access::Everyone, kind},
    words,
};

/// What a type of problem means, and what to do.
#[utoipa::path(
    get,
    path = "/problems/{kind}",
    tag = "interface",
    params(("kind" = String, Path, description = "The last part of the problem's `type`")),
    responses((status = 200, description = "A page", body = String, content_type = "text/html"))
)]
pub(in crate::http) async fn page(
    _: Everyone,
    InPath(id): InPath<String>,
) -> Result<Response, Problem> {
    let found = Kind::all().find(|kind| kind.id() == id);
    let found = found.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
    let told = words::both(|texts| section(found, texts));
    let (zh, en) = (told.zh, told.en);
    let page = format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n<title>{id}</title>\n\
         <section>\n{zh}</section>\n<hr>\n<section lang=\"en\">\n{en}</section>\n</html>\n"
    );
    Ok(([(header::CACHE_CONTROL, "no-cache")], Html(page)).into_response())
}

/// The texts are the program's own, so that nothing in them needs escaping.
fn section(kind: Kind, texts: &Texts) -> String {
    let (title, about) = (texts.say(&kind.title()), texts.say(&kind.about()));
    let (intro, label) = (texts.text("problem-page"), texts.text("problem-page-status"));
    let status = kind.status();
    format!("<h1>{title}</h1>\n<p>{intro}</p>\n<p>{label}: {status}</p>\n<p>{about}</p>\n")
}
