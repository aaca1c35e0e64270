//! One handler on its way into the router: who may call it, what it may take, and what the OpenAPI
//! document says of that.

use axum::{middleware::from_fn_with_state, routing::MethodRouter};
use utoipa::openapi::{
    Ref, RefOr,
    extensions::ExtensionsBuilder,
    path::{Operation, ParameterBuilder, ParameterIn, PathItem, Paths},
    schema::{ObjectBuilder, Schema, Type},
    security::SecurityRequirement,
};
use utoipa_axum::router::UtoipaMethodRouter;

use super::{
    App, Proof,
    access::{Access, Who},
    admission::{Gate, admit},
    limits::Class,
};

/// A handler that says who may call it. Made by `guarded!`.
pub struct Route {
    pub(super) schemas: Vec<(String, RefOr<Schema>)>,
    pub(super) paths: Paths,
    pub(super) methods: MethodRouter<App>,
    who: Who,
    changes: bool,
    keyed: bool,
    class: Class,
    layer: fn(MethodRouter<App>, Gate) -> MethodRouter<App>,
}

impl Route {
    /// The handler of `parts`, for which `proof` was given. `name` is its path in the source; the
    /// last two names tell operations apart in the document.
    #[must_use]
    pub fn of<A: Access>(
        name: &'static str,
        _proof: Proof<A>,
        parts: UtoipaMethodRouter<App>,
    ) -> Self {
        let (schemas, mut paths, methods) = parts;
        let mut names = name.rsplit('/');
        let (last, subject) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
        for operation in paths.paths.values_mut().flat_map(operations) {
            operation.operation_id = Some(format!("{subject}-{last}").replace('_', "-"));
        }
        let changes = paths.paths.values().any(|item| item.get.is_none());
        let class = if changes { Class::Write } else { Class::Read };
        let (who, keyed, layer) = (A::WHO, changes, layered::<A>);
        Self { schemas, paths, methods, who, changes, keyed, class, layer }
    }

    /// Doing it twice is the same as once, so it needs no idempotency key: requests that a family
    /// signs with their revision, and sign-in.
    #[must_use]
    pub fn repeatable(self) -> Self {
        Self { keyed: false, ..self }
    }

    /// It carries a step of a round out, which takes as long as the round is large.
    #[must_use]
    pub fn step(self) -> Self {
        Self { class: Class::Step, ..self }
    }

    /// It brings a file.
    #[must_use]
    pub fn upload(self) -> Self {
        Self { class: Class::Upload, ..self }
    }

    /// A family sends in a document; the same once more is kept once.
    #[must_use]
    pub fn document(self) -> Self {
        Self { class: Class::Document, keyed: false, ..self }
    }

    /// Somebody tries to sign in, or gets a secret. The answer must not be stored, so it needs no
    /// idempotency key; else as [`guessable`](Self::guessable).
    #[must_use]
    pub fn sign_in(self) -> Self {
        Self { class: Class::SignIn, keyed: false, ..self }
    }

    /// A password or a code is in it: who guesses has the budget of those who sign in.
    #[must_use]
    pub fn guessable(self) -> Self {
        Self { class: Class::SignIn, ..self }
    }

    /// It answers with ranges of a file.
    #[must_use]
    pub fn ranged(mut self) -> Self {
        for operation in self.paths.paths.values_mut().flat_map(operations) {
            refer(operation, RANGED);
        }
        self
    }

    /// Its addresses, guarded, and their description.
    pub(super) fn guarded(mut self, app: &App) -> Self {
        let gate =
            Gate { app: app.clone(), class: self.class, changes: self.changes, keyed: self.keyed };
        self.methods = (self.layer)(self.methods, gate);
        let seconds = self.class.time(app.limits()).as_secs();
        for operation in self.paths.paths.values_mut().flat_map(operations) {
            describe(operation, self.who, self.changes, self.keyed);
            let extension = ExtensionsBuilder::new().add("x-seconds", seconds).build();
            operation.extensions.get_or_insert_default().merge(extension);
        }
        self
    }
}

fn layered<A: Access>(methods: MethodRouter<App>, gate: Gate) -> MethodRouter<App> {
    methods.route_layer(from_fn_with_state(gate, admit::<A>))
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.patch, &mut item.delete]
        .into_iter()
        .flatten()
}

/// Statuses of problems that any request may give.
const ANY: [u16; 7] = [400, 404, 408, 429, 431, 500, 503];
/// Those of requests that change something besides.
const CHANGING: [u16; 4] = [409, 413, 415, 422];
/// Those of requests that must show who asks.
const KNOWN: [u16; 2] = [401, 403];
/// That of a range beyond a file's end.
const RANGED: u16 = 416;

fn describe(operation: &mut Operation, who: Who, changes: bool, keyed: bool) {
    let extension = ExtensionsBuilder::new().add("x-access", who.as_str()).build();
    operation.extensions.get_or_insert_default().merge(extension);
    let known: &[u16] = if who == Who::Everyone { &[] } else { &KNOWN };
    let changing: &[u16] = if changes { &CHANGING } else { &[] };
    for status in ANY.iter().chain(known).chain(changing) {
        refer(operation, *status);
    }
    let way = |scheme: &&str| SecurityRequirement::new(*scheme, Vec::<String>::new());
    let ways: Vec<_> = who.schemes().iter().map(way).collect();
    // An empty list says that nothing is needed, where the document's own default might not.
    operation.security = Some(ways);
    if keyed {
        operation.parameters.get_or_insert_default().push(RefOr::T(key_parameter()));
    }
}

fn refer(operation: &mut Operation, status: u16) {
    let problem = RefOr::Ref(Ref::from_response_name(response_name(status)));
    operation.responses.responses.entry(status.to_string()).or_insert(problem);
}

/// The name of the document's common response of a status.
pub(super) fn response_name(status: u16) -> String {
    format!("problem-{status}")
}

/// All statuses of problems that the document describes once for all.
pub(super) fn statuses() -> impl Iterator<Item = u16> {
    ANY.into_iter().chain(CHANGING).chain(KNOWN).chain([RANGED])
}

fn key_parameter() -> utoipa::openapi::path::Parameter {
    let form = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(64))
        .pattern(Some("^[!-~]+$"))
        .build();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(utoipa::openapi::Required::True)
        .description(Some("A new one for each change; the same one to repeat a lost request"))
        .schema(Some(form))
        .build()
}
