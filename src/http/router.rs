//! Every address of the service.

use axum::{Router, extract::DefaultBodyLimit, middleware::from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;

use super::{App, api, envelope, guarded::guarded, map::Map};

/// The service's router. Its OpenAPI document is at `/api/v1/openapi.json`.
pub fn router(app: &App) -> Router {
    let map = Map::new(app)
        .with(guarded!(api::rounds::list))
        .with(guarded!(api::published::file).ranged())
        .with(guarded!(api::journal::checkpoint).ranged())
        .with(guarded!(api::journal::entry).ranged())
        .with(guarded!(api::journal::tile).ranged())
        .with(guarded!(api::health::healthz))
        .with(guarded!(api::health::readyz))
        .with(guarded!(api::document::openapi))
        .with(guarded!(api::document::docs))
        .with(guarded!(api::document::docs_file))
        .with(guarded!(api::problems::page));
    finished(map, app)
}

/// The router of a map, within what every request passes.
pub(super) fn finished(map: Map, app: &App) -> Router {
    let (router, document) = map.done();
    let document = app.document().get_or_init(|| document.to_json().unwrap_or_default());
    tracing::debug!(bytes = document.len(), "described the interface");
    router
        // Bodies were read and measured by `admission`.
        .layer(DefaultBodyLimit::disable())
        .layer(CatchPanicLayer::custom(envelope::panicked))
        .layer(from_fn_with_state(app.clone(), envelope::envelope))
        .with_state(app.clone())
}
