//! An office that takes applications over HTTP, in this process.

use std::{net::TcpListener, time::Duration};

use paiwei::{
    device::{Client, Device, Wish},
    http::{self, App, Limits, Options},
    rounds::{self, MOST_CODES},
    store::Database,
};
use paiwei_protocol::choices::Choices;
use tokio::{sync::oneshot, task::JoinHandle};

use crate::{
    database::{Cluster, Engine},
    families::child,
    observer::Observer,
    ruleset::{OPEN, dice, rules},
    world::{ORIGIN, ROUND, World},
};

pub struct Serving {
    world: World,
    base: String,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Serving {
    /// A service whose round is open; at most `batch` submissions share a transaction.
    pub async fn start(engine: Engine, cluster: &Cluster, batch: usize) -> Self {
        let place = tempfile::tempdir().unwrap();
        let database = match engine {
            Engine::Sqlite => engine.database(&place.path().join("data")),
            Engine::Postgres => Database::Postgres(cluster.database()),
        };
        let observers = vec![Observer::new("notary")];
        let world = World::on(place, database, "receipts", ORIGIN, observers).await;
        world.announce(&rules(&world.origin, vec![dice()], &world.observers)).await;
        world.commit(1).await;
        world.clock.set(OPEN);
        rounds::open_intake(&world.office, ROUND).await.unwrap();
        let limits = Limits { reads: 0, writes: 0, ..Limits::default() };
        let app = App::new(world.office.clone(), Options { limits, batch, ..Options::default() });
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(async move {
            http::serve(&app, listener, None, async { drop(stopped.await) }).await
        });
        Self { world, base, stop, served }
    }

    pub fn client(&self) -> Client {
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(60));
        Client::new(http.build().unwrap(), &self.base)
    }

    /// Devices of so many families, each of which has signed its application.
    pub async fn signed(&self, client: &Client, families: usize) -> Vec<Device> {
        let mut devices = Vec::with_capacity(families);
        while devices.len() < families {
            let most = MOST_CODES.min(families - devices.len());
            for reserved in client.reserve(ROUND, most).await.unwrap() {
                let fields = child(devices.len()).fields;
                let entropy = self.world.entropy.as_ref();
                let mut device = Device::new(ORIGIN, ROUND, reserved, &fields, entropy).unwrap();
                let choices = Choices::parse("J1|P1", 2).unwrap();
                device.apply(&Wish { claims: Vec::new(), choices, bundle: Vec::new() });
                devices.push(device);
            }
        }
        devices
    }

    /// Receipts that the office gave.
    pub async fn received(&self) -> u64 {
        rounds::overview(&self.world.office, ROUND).await.unwrap().received
    }

    pub async fn end(self) {
        self.stop.send(()).unwrap();
        self.served.await.unwrap().unwrap();
    }
}
