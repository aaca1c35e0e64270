//! The published files of a round (PROTOCOL.md, section 4), as they are at any state of it.

use axum::{
    extract::State,
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};

use super::verify::{HTML, with_policy};
use crate::http::{App, InPath, Problem, access::Everyone, conditional, kind, publications};

/// A published file of a round.
///
/// The folder that `paiwei-audit verify` judges: `SHA256SUMS` lists it. Files that are final when
/// they appear may be kept for ever; the others have an entity tag to ask again with.
#[utoipa::path(
    get,
    path = "/published/{round}/{*path}",
    tag = "published",
    params(
        ("round" = String, Path, description = "Id of the round"),
        ("path" = String, Path, description = "Path in the folder, such as `rules.json`"),
    ),
    responses(
        (status = 200, description = "The file", content(
            ("application/json"), ("text/csv"), ("text/plain"), ("text/markdown"), ("text/html"),
            ("application/octet-stream"),
        )),
        (status = 206, description = "The range of it", content(
            ("application/json"), ("text/csv"), ("text/plain"), ("text/markdown"), ("text/html"),
            ("application/octet-stream"),
        )),
        (status = 304, description = "The client has it already"),
    )
)]
pub(in crate::http) async fn file(
    _: Everyone,
    State(app): State<App>,
    InPath((round, path)): InPath<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(&app, Some(&round), &path, &headers).await
}

/// A file of a round's folder, or of the journal.
pub(super) async fn answer(
    app: &App,
    round: Option<&str>,
    path: &str,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    match publications::published(app, round, path).await? {
        Some(file) if path.ends_with(".html") => {
            let answer = conditional::answered(&file, HTML, headers)?;
            Ok(with_policy(answer, &file.bytes))
        }
        Some(file) => conditional::answered(&file, media_type(path), headers),
        None => Ok(Problem::of(kind::NOT_FOUND).into_response()),
    }
}

/// The media type by the form that PROTOCOL.md gives a file.
fn media_type(path: &str) -> &'static str {
    let path = path.strip_prefix("journal/").unwrap_or(path);
    match path.rsplit_once('.') {
        _ if path.starts_with("entries/") => "application/json",
        _ if path.starts_with("tile/") => "application/octet-stream",
        Some((_, "json")) => "application/json",
        Some((_, "csv")) => "text/csv; charset=utf-8",
        Some((_, "md")) => "text/markdown; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_the_types_of_their_forms() {
        for (path, kind) in [
            ("rules.json", "application/json"),
            ("attempt-2/roll.csv", "text/csv; charset=utf-8"),
            ("draw.txt", "text/plain; charset=utf-8"),
            ("SHA256SUMS", "text/plain; charset=utf-8"),
            ("journal/entries/0", "application/json"),
            ("journal/tile/0/000.p/3", "application/octet-stream"),
            ("checkpoint", "text/plain; charset=utf-8"),
        ] {
            assert_eq!(media_type(path), kind, "{path}");
        }
    }
}
