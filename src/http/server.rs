//! Connections: how many, how long, and their end.

use std::{io, net::SocketAddr, net::TcpListener, sync::Arc, time::Duration};

use axum::{Extension, middleware::AddExtension};
use axum_server::{
    Handle,
    accept::Accept,
    tls_rustls::{RustlsAcceptor, RustlsConfig},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::Layer as _;

use super::{App, router};

/// Header bytes beyond which a connection is answered by the server itself: twice what
/// [`Limits`](super::Limits) allow by default, so that most excess gets a problem with words.
const HEADER_BUFFER: usize = 64 << 10;
/// The same on HTTP/2.
const HEADER_LIST: u32 = 64 << 10;
/// The same for header fields.
const HEADER_FIELDS: usize = 256;
/// Requests at once on one HTTP/2 connection.
const STREAMS: u32 = 32;

/// Serves on `listener` until `shutdown` ends; then nothing is accepted any more, and what is under
/// way is waited for as the limits say. With `tls`, clients speak TLS.
///
/// # Errors
///
/// What the operating system says of the listener.
pub async fn serve(
    app: &App,
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (handle, drain) = (Handle::new(), app.limits().drain);
    let header_time = app.limits().header_time;
    let stopper = tokio::spawn(stop(handle.clone(), drain, shutdown));
    let places = Places(Arc::new(Semaphore::new(app.limits().connections)));
    let mut server = axum_server::from_tcp(listener)?
        .handle(handle)
        .first_request_timeout(header_time)
        .accept_error_handler(|_, error| tracing::debug!(%error, "a connection was not taken"));
    let builder = server.http_builder();
    builder
        .http1()
        .header_read_timeout(header_time)
        .max_headers(HEADER_FIELDS)
        .max_buf_size(HEADER_BUFFER);
    builder
        .http2()
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEADER_LIST)
        .keep_alive_interval(header_time);
    let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
    let served = match tls {
        None => server.acceptor(places).serve(service).await,
        Some(tls) => {
            let acceptor = RustlsAcceptor::new(tls).acceptor(places);
            server.acceptor(acceptor).serve(service).await
        }
    };
    stopper.abort();
    if !app.idle(drain).await {
        tracing::warn!("some requests were still being worked on at the end");
    }
    served
}

async fn stop(
    handle: Handle<SocketAddr>,
    drain: Duration,
    shutdown: impl Future<Output = ()> + Send,
) {
    shutdown.await;
    tracing::info!(connections = handle.connection_count(), "no more connections are taken");
    handle.graceful_shutdown(Some(drain));
}

/// The places for connections at once. A connection that finds none is closed.
#[derive(Debug, Clone)]
struct Places(Arc<Semaphore>);

/// Held as long as a connection.
#[derive(Debug, Clone)]
struct Place(#[expect(dead_code, reason = "held, not read")] Arc<OwnedSemaphorePermit>);

impl<S: Send + 'static, V: Send + 'static> Accept<S, V> for Places {
    type Stream = S;
    type Service = AddExtension<V, Place>;
    type Future = std::future::Ready<io::Result<(S, Self::Service)>>;

    fn accept(&self, stream: S, service: V) -> Self::Future {
        let place = Arc::clone(&self.0).try_acquire_owned();
        std::future::ready(match place {
            // The service lives as long as its connection, and the place with it.
            Ok(place) => Ok((stream, Extension(Place(Arc::new(place))).layer(service))),
            Err(_) => Err(io::Error::other("too many connections")),
        })
    }
}
