//! A service in this process, on a port of its own, and what asks it.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    time::Duration,
};

use axum_server::tls_rustls::RustlsConfig;
use paiwei::http::{self, App, Limits, Options};
use paiwei_protocol::verify::Folder;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;
use tokio::{sync::oneshot, task::JoinHandle};

use crate::{
    database::Engine,
    ruleset::{dice, rules},
    world::World,
};

/// A service and its office.
pub struct Service {
    pub world: World,
    pub app: App,
    pub address: SocketAddr,
    client: Client,
    browser: Client,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Service {
    /// A service whose one round is announced.
    pub async fn start(engine: Engine, label: &str, limits: Limits) -> Self {
        Self::with(engine, label, Options { limits, ..Options::default() }, None).await
    }

    pub async fn usual(engine: Engine, label: &str) -> Self {
        Self::start(engine, label, Limits::default()).await
    }

    pub async fn with(
        engine: Engine,
        label: &str,
        options: Options,
        tls: Option<RustlsConfig>,
    ) -> Self {
        let service = Self::bare(engine, label, options, tls).await;
        let world = &service.world;
        world.announce(&rules(&world.origin, vec![dice()], &world.observers)).await;
        service
    }

    /// A service of an office without any round.
    pub async fn bare(
        engine: Engine,
        label: &str,
        options: Options,
        tls: Option<RustlsConfig>,
    ) -> Self {
        let world = World::new(engine, label).await;
        // Gone with the world, whatever the service publishes.
        let options = Options { published: world.path("published"), ..options };
        let app = App::new(world.office.clone(), options);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn({
            let app = app.clone();
            async move {
                let end = async { drop(stopped.await) };
                http::serve(&app, listener, tls, end).await
            }
        });
        let client = || Client::builder().no_proxy();
        let browser = client().build().unwrap();
        let client = client().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { world, app, address, client, browser, stop: Some(stop), served }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    /// A request that goes where it is led to.
    pub fn browse(&self, method: Method, path: &str) -> RequestBuilder {
        self.browser.request(method, format!("http://{}{path}", self.address))
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// A published folder as anybody downloads it: what its manifest lists, and the manifest.
    pub async fn downloaded(&self, round: &str) -> Folder {
        let file = async |path: &str| {
            let response = self.get(&format!("/published/{round}/{path}")).await;
            assert_eq!(response.status(), 200, "{path}");
            response.bytes().await.unwrap().to_vec()
        };
        let sums = file("SHA256SUMS").await;
        let mut folder = Folder::new();
        for line in String::from_utf8(sums.clone()).unwrap().lines() {
            let (_, path) = line.split_once("  ").unwrap();
            folder.insert(path.to_owned(), file(path).await);
        }
        folder.insert("SHA256SUMS".to_owned(), sums);
        folder
    }

    /// Tells the service to end.
    pub fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Waits for its end.
    pub async fn ended(self) {
        self.served.await.unwrap().unwrap();
    }

    /// A bare connection.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    /// Sends bytes over a bare connection and reads until the service closes it.
    pub async fn raw(&self, bytes: Vec<u8>) -> String {
        let stream = self.connect();
        tokio::task::spawn_blocking(move || exchange(stream, &bytes)).await.unwrap()
    }
}

/// What comes back for `bytes`, until the other side closes.
pub fn exchange(mut stream: TcpStream, bytes: &[u8]) -> String {
    // The service may have closed before all was sent.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// The kind and the body of a problem.
pub async fn problem(response: Response) -> (u16, String, Value) {
    let status = response.status().as_u16();
    assert_eq!(header(&response, "content-type"), "application/problem+json");
    let body: Value = response.json().await.unwrap();
    assert_eq!(body["status"], status);
    let kind = body["type"].as_str().unwrap().trim_start_matches("/problems/").to_owned();
    (status, kind, body)
}

/// A header's value; empty for none.
pub fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map_or_else(String::new, |v| v.to_str().unwrap().to_owned())
}
