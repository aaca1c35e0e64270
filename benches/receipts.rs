//! Figures: durable receipts a second over HTTP, on both databases.
//!
//! `cargo bench --bench receipts`, or with `-- 5000` for as many families. The counter, which takes
//! many submissions in one transaction, stands beside a plain handler with a transaction a request.
//! Both databases wait for the disk; what one wait takes is printed first.

#![allow(clippy::unwrap_used, reason = "whatever fails here fails the figures")]
#![allow(dead_code, reason = "the office's parts are shared with tests")]
#![allow(unreachable_pub, reason = "a benchmark has no outside")]

#[path = "../tests/database/mod.rs"]
mod database;
#[path = "../tests/rounds/families.rs"]
mod families;
#[path = "../tests/rounds/observer.rs"]
mod observer;
#[path = "receipts/office.rs"]
mod office;
#[path = "../tests/rounds/ruleset.rs"]
mod ruleset;
#[path = "../tests/rounds/world.rs"]
mod world;

use std::{
    fs::File,
    io::Write as _,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use paiwei::device::{Client, Device};

use database::{Cluster, Engine, Fsync};
use office::Serving;
use world::ROUND;

/// Families, each with one child, unless the first argument says otherwise.
const FAMILIES: usize = 2000;
/// How many of them wait for an answer at once.
const AT_ONCE: usize = 128;
/// Times that the disk is waited for, to see what that takes.
const WAITS: u32 = 200;

#[tokio::main]
async fn main() {
    let asked = std::env::args().skip(1).find_map(|arg| arg.parse().ok());
    let families = asked.unwrap_or(FAMILIES);
    println!("a wait for the disk: {} µs", wait().as_micros());
    println!("{families} families, {AT_ONCE} at once, each over HTTP on loopback");
    let cluster = Cluster::start(Fsync::On);
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let plain = receipts(engine, &cluster, 1, families).await;
        let counter = receipts(engine, &cluster, 0, families).await;
        let name = format!("{engine:?}");
        println!("{name:9} a transaction a request {plain:>6} receipts/s");
        let times = counter * 100 / plain.max(1);
        let (whole, part) = (times / 100, times % 100);
        println!("{name:9} the counter             {counter:>6} receipts/s   {whole}.{part:02} x");
    }
}

/// How long the disk takes to keep 4 KiB, on average.
fn wait() -> Duration {
    let place = tempfile::tempdir().unwrap();
    let mut file = File::create(place.path().join("block")).unwrap();
    let begun = Instant::now();
    for _ in 0..WAITS {
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
    }
    begun.elapsed() / WAITS
}

/// Receipts a second of a new office. What families do before they send isn't counted.
async fn receipts(engine: Engine, cluster: &Cluster, batch: usize, families: usize) -> u128 {
    let serving = Serving::start(engine, cluster, batch).await;
    let client = serving.client();
    let signed = Arc::new(serving.signed(&client, families).await);
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let senders: Vec<_> = (0..AT_ONCE)
        .map(|_| tokio::spawn(send(client.clone(), signed.clone(), next.clone())))
        .collect();
    for sender in senders {
        sender.await.unwrap();
    }
    let taken = begun.elapsed().as_nanos().max(1);
    assert_eq!(serving.received().await, families as u64);
    serving.end().await;
    families as u128 * 1_000_000_000 / taken
}

/// Sends one family's revision after the other, each when the receipt before it is there.
async fn send(client: Client, signed: Arc<Vec<Device>>, next: Arc<AtomicUsize>) {
    while let Some(device) = signed.get(next.fetch_add(1, Ordering::Relaxed)) {
        let revision = device.signed_again().unwrap();
        assert_eq!(client.submit(ROUND, &[revision]).await.unwrap().len(), 1);
    }
}
