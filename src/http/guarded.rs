//! The proof that a handler says who may call it.

use std::marker::PhantomData;

use axum::handler::Handler;

use super::{App, access::Access};

/// A handler whose first argument is an [`Access`]: nobody reaches it without.
///
/// `T` is what axum tells handlers apart by, `(M, A, …)`; it is inferred.
#[diagnostic::on_unimplemented(
    message = "the first argument of the handler `{Self}` must say who may call it",
    note = "begin its arguments with `Everyone`, `Family` or `Staff<…>`"
)]
pub trait Guarded<A: Access, T>: Handler<T, App> {}

macro_rules! guarded_handlers {
    ($([$($more:ident),*])+) => {
        $(impl<H, M, A, $($more,)*> Guarded<A, (M, A, $($more,)*)> for H
        where
            A: Access,
            H: Handler<(M, A, $($more,)*), App>,
        {
        })+
    };
}

guarded_handlers! {
    [] [T1] [T1, T2] [T1, T2, T3] [T1, T2, T3, T4] [T1, T2, T3, T4, T5]
    [T1, T2, T3, T4, T5, T6] [T1, T2, T3, T4, T5, T6, T7]
}

/// Says that a handler asks for `A`. Only [`access_of`] makes one.
#[derive(Debug)]
pub struct Proof<A>(PhantomData<A>);

/// The access that a handler asks for.
pub fn access_of<A: Access, T, H: Guarded<A, T>>(_handler: &H) -> Proof<A> {
    Proof(PhantomData)
}

/// A handler with its `#[utoipa::path]` as a [`Route`](super::Route), ready for
/// [`Map::with`](super::map::Map::with).
macro_rules! guarded {
    ($($handler:ident)::+) => {
        $crate::http::Route::of(
            concat!($("/", stringify!($handler)),+),
            $crate::http::access_of(&$($handler)::+),
            utoipa_axum::routes!($($handler)::+),
        )
    };
}
pub(crate) use guarded;
