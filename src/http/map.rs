//! The router and its OpenAPI document, grown together.

use axum::{
    Router,
    http::Method,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use serde_json::json;
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, Paths, Ref,
    ResponseBuilder,
    extensions::ExtensionsBuilder,
    security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
};
use utoipa::{PartialSchema as _, ToSchema as _};

use super::{
    App, Guarded, Route,
    access::{Access, COOKIE},
    admission::{Gate, admit},
    limits::Class,
    problem::{Body, FieldFault, MEDIA_TYPE},
    route::{response_name, statuses},
};

/// A router that takes only guarded handlers, and describes each.
pub(super) struct Map {
    app: App,
    router: Router<App>,
    document: OpenApi,
    pages: Vec<serde_json::Value>,
}

impl Map {
    pub(super) fn new(app: &App) -> Self {
        Self { app: app.clone(), router: Router::new(), document: beginning(), pages: Vec::new() }
    }

    /// Adds a handler.
    pub(super) fn with(mut self, route: Route) -> Self {
        let route = route.guarded(&self.app);
        for (path, item) in route.paths.paths {
            self.router = self.router.route(&path, route.methods.clone());
            // A rest of the path is written `{*name}` for the router only.
            let path = path.replace("{*", "{");
            match self.document.paths.paths.get_mut(&path) {
                Some(known) => known.merge_operations(item),
                None => drop(self.document.paths.paths.insert(path, item)),
            }
        }
        let components = self.document.components.get_or_insert_default();
        components.schemas.extend(route.schemas);
        self
    }

    /// Adds a page for browsers, which the description of the interface leaves to a list of its own.
    pub(super) fn page<A: Access, T: 'static, H: Guarded<A, T>>(
        self,
        method: &Method,
        path: &'static str,
        handler: H,
    ) -> Self {
        let class = if *method == Method::POST { Class::Write } else { Class::Read };
        self.page_as(class, method, path, handler)
    }

    /// Adds a page of a budget that isn't the usual one of its method.
    pub(super) fn page_as<A: Access, T: 'static, H: Guarded<A, T>>(
        mut self,
        class: Class,
        method: &Method,
        path: &'static str,
        handler: H,
    ) -> Self {
        let changes = *method == Method::POST;
        let gate = Gate { app: self.app.clone(), class, changes, keyed: false };
        let methods = if changes { post(handler) } else { get(handler) };
        self.router =
            self.router.route(path, methods.route_layer(from_fn_with_state(gate, admit::<A>)));
        let listed = json!({
            "method": method.as_str(),
            "path": path,
            "x-access": A::WHO.as_str(),
            "x-seconds": class.time(self.app.limits()).as_secs(),
        });
        self.pages.push(listed);
        self
    }

    pub(super) fn done(mut self) -> (Router<App>, OpenApi) {
        let pages = ExtensionsBuilder::new().add("x-pages", self.pages).build();
        self.document.extensions.get_or_insert_default().merge(pages);
        (self.router, self.document)
    }
}

/// How callers show who they are, by the names that [`Who`](super::access::Who) gives.
fn schemes() -> [(&'static str, SecurityScheme); 4] {
    let key = |name, about| ApiKeyValue::with_description(name, about);
    let signature = "Paiwei KEY:TIME:SIGNATURE over the look-up text";
    let secret = "Paiwei-Secret SECRET, as the office gave it";
    let session = "A session; changes must come from the service's own pages";
    [
        (
            "family-signature",
            SecurityScheme::ApiKey(ApiKey::Header(key("Authorization", signature))),
        ),
        ("family-secret", SecurityScheme::ApiKey(ApiKey::Header(key("Authorization", secret)))),
        ("staff-token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer))),
        ("staff-cookie", SecurityScheme::ApiKey(ApiKey::Cookie(key(COOKIE, session)))),
    ]
}

fn beginning() -> OpenApi {
    let about = "School admission draws that anybody can re-check. Refusals are problems \
                 (RFC 9457) in Chinese or English, as Accept-Language says.";
    let info = InfoBuilder::new()
        .title("paiwei")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(about))
        .license(Some(utoipa::openapi::License::new(env!("CARGO_PKG_LICENSE"))))
        .build();
    let mut components = ComponentsBuilder::new()
        .schema(Body::name(), Body::schema())
        .schema(FieldFault::name(), FieldFault::schema());
    for status in statuses() {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(Body::name())));
        let response = ResponseBuilder::new()
            .description("A problem")
            .content(MEDIA_TYPE, content.build())
            .build();
        components = components.response(response_name(status), response);
    }
    for (name, scheme) in schemes() {
        components = components.security_scheme(name, scheme);
    }
    OpenApiBuilder::new()
        .info(info)
        .paths(Paths::new())
        .components(Some(components.build()))
        .build()
}
