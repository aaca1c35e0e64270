//! The real service, in the demonstration's own process.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
};

use tokio::{sync::oneshot, task::JoinHandle};

use super::DemoError;
use crate::{
    http::{self, App, Limits, Options},
    rounds::Office,
};

/// The first port that the demonstration tries, and how many.
const PORT: u16 = 8080;
const PORTS: u16 = 100;

/// A service at work.
pub(super) struct Service {
    pub(super) app: App,
    pub(super) address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<io::Result<()>>,
}

impl Service {
    /// Starts a service on a port of its own. A whole city comes from one address here, so nobody is
    /// told to slow down.
    pub(super) fn start(office: Arc<Office>, published: &Path) -> Result<Self, DemoError> {
        let limits = Limits { reads: 0, writes: 0, sign_ins: 0, ..Limits::default() };
        let options = Options { limits, published: published.to_owned(), ..Options::default() };
        let app = App::new(office, options);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let listener = listener.map_err(|error| DemoError::Service(error.to_string()))?;
        let address =
            listener.local_addr().map_err(|error| DemoError::Service(error.to_string()))?;
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn({
            let app = app.clone();
            async move { http::serve(&app, listener, None, async { drop(stopped.await) }).await }
        });
        Ok(Self { app, address, stop, served })
    }

    pub(super) fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends it, when all that is under way is done.
    pub(super) async fn end(self) -> Result<(), DemoError> {
        // It may have ended by itself.
        let _ = self.stop.send(());
        self.served.await?.map_err(|error| DemoError::Service(error.to_string()))
    }
}

/// A listener on the first port that is free.
pub(super) fn free_port() -> Result<TcpListener, DemoError> {
    let ports = PORT..PORT + PORTS;
    let free =
        ports.map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port))).find_map(Result::ok);
    free.ok_or_else(|| DemoError::Service(format!("no port of {PORTS} from {PORT} on is free")))
}
