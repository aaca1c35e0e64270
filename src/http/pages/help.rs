//! What families ask most.

use askama::Template;

use super::{Page, Shell, assets::Asset};
use crate::http::access::Everyone;

/// The page of explanations.
#[derive(Template)]
#[template(path = "public/help.html")]
pub(crate) struct Help {
    pub(crate) shell: Shell,
}

/// Explanations.
pub(crate) async fn help(_: Everyone, shell: Shell) -> Page<Help> {
    Page(Help { shell })
}
