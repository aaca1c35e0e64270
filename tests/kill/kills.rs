//! The service's process is killed again and again while families apply.

use std::{
    sync::{
        Arc, LazyLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use paiwei::{device::Client, store::Database};

use tokio::time::sleep;

use crate::{
    chance::{Chance, seed},
    database::{Cluster, Engine, Fsync, on_both},
    household::Household,
    observer::Observer,
    office,
    process::{Program, Serving},
    verdict,
    world::{ORIGIN, World},
};

on_both!(nothing_acknowledged_is_lost);

/// Kills a database, unless `PAIWEI_KILLS` says otherwise.
const KILLS: usize = 20;
/// Households that apply at once.
const AT_ONCE: usize = 48;
/// Most milliseconds between the beginning of a process and its end.
const LIVES: u64 = 700;
/// Most milliseconds a kill between two households of a street: a long campaign has no more children
/// than a short one.
const PAUSE: u64 = 10;

async fn nothing_acknowledged_is_lost(engine: Engine) {
    let kills = std::env::var("PAIWEI_KILLS").map_or(KILLS, |kills| kills.parse().unwrap());
    let begun = Instant::now();
    let seed = seed();
    let (world, rules) = office::opened(world(engine).await).await;
    let program = Program::new(&world.path("data"), &world.database);
    let base = program.base();
    let town = Town::open(&base, &seed, kills as u64 * PAUSE);
    let chance = Chance::of(&seed, "kills");
    let killing = tokio::task::spawn_blocking(move || killed(&program, kills, &chance));
    let (serving, starting) = killing.await.unwrap();
    let households = town.closed().await;
    for household in households.iter().filter(|household| !household.gone).take(50) {
        household.look_up(&client(&base)).await;
    }
    tokio::task::spawn_blocking(|| serving.end()).await.unwrap();
    let folder = office::finish(&world, &rules).await;
    let counts = verdict::judged(&world, &rules, &folder, &households).await;
    let seconds = begun.elapsed().as_secs();
    println!("{engine:?}: {kills} kills ({starting} while it started), {counts:?}, {seconds} s");
    assert!(counts.receipts > 10 * kills, "too little happened to show anything");
    assert!(counts.cut_off > 0, "no request was under way when the service died");
}

/// A new office. PostgreSQL waits for the disk, as it is set by default: that is when a receipt that
/// goes out too early would be lost.
async fn world(engine: Engine) -> World {
    static DURABLE: LazyLock<Cluster> = LazyLock::new(|| Cluster::start(Fsync::On));
    let place = tempfile::tempdir().unwrap();
    let database = match engine {
        Engine::Sqlite => engine.database(&place.path().join("data")),
        Engine::Postgres => Database::Postgres(DURABLE.database()),
    };
    World::on(place, database, "kills", ORIGIN, vec![Observer::new("notary")]).await
}

/// Kills the process so many times at random moments, some of them before it serves; then lets one
/// live.
fn killed(program: &Program, kills: usize, chance: &Chance) -> (Serving, usize) {
    let mut starting = 0;
    for _ in 0..kills {
        let serving = program.start();
        if chance.once_in(5) {
            starting += 1;
        } else {
            serving.wait_until_it_serves();
        }
        thread::sleep(Duration::from_millis(chance.below(LIVES)));
        serving.kill();
    }
    (program.serve(), starting)
}

/// Households that apply one after the other, many at once, until the town closes.
struct Town {
    closing: Arc<AtomicBool>,
    streets: Vec<tokio::task::JoinHandle<Vec<Household>>>,
}

impl Town {
    fn open(base: &str, seed: &str, pause: u64) -> Self {
        let (closing, next) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let street = |number| {
            let (closing, next) = (closing.clone(), next.clone());
            let chance = Chance::of(seed, format!("street {number}"));
            let client = client(base);
            tokio::spawn(async move {
                let mut households = Vec::new();
                while !closing.load(Ordering::Relaxed) {
                    let size = if chance.once_in(5) { 2 } else { 1 };
                    let first = next.fetch_add(size, Ordering::Relaxed);
                    let children: Vec<usize> = (first..first + size).collect();
                    households.push(Household::live(&client, &chance, &children).await);
                    sleep(Duration::from_millis(chance.below(pause))).await;
                }
                households
            })
        };
        Self { streets: (0..AT_ONCE).map(street).collect(), closing }
    }

    /// Lets every household finish what it does.
    async fn closed(self) -> Vec<Household> {
        self.closing.store(true, Ordering::Relaxed);
        let mut households = Vec::new();
        for street in self.streets {
            households.extend(street.await.unwrap());
        }
        households
    }
}

fn client(base: &str) -> Client {
    let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(20));
    Client::new(http.build().unwrap(), base)
}
