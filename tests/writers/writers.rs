//! Many families and many people of the office, all writing at once.

use std::{sync::Arc, time::Duration};

use paiwei::device::Client;
use paiwei_protocol::rules::Rules;
use tokio::sync::Barrier;

use crate::{
    chance::{Chance, seed},
    contest::{Contest, Outcome},
    database::{Engine, on_both},
    household::Household,
    journal, office,
    people::{Person, people},
    process::{Program, Serving},
    verdict,
};

on_both!(two_hundred_write_at_once);

/// Households that apply at once.
const HOUSEHOLDS: usize = 160;
/// Rounds that people fight over, and how many over each.
const CONTESTS: usize = 5;
const PEOPLE: usize = 8;

async fn two_hundred_write_at_once(engine: Engine) {
    let seed = seed();
    let (world, rules) = office::open(engine, "writers").await;
    let processes = if engine == Engine::Postgres { 2 } else { 1 };
    let programs: Vec<Program> =
        (0..processes).map(|_| Program::new(&world.path("data"), &world.database)).collect();
    let serving = started(programs.clone()).await;
    let bases: Vec<String> = programs.iter().map(Program::base).collect();
    let staff = people(&world, &bases, CONTESTS * PEOPLE).await;
    let start = Arc::new(Barrier::new(HOUSEHOLDS + CONTESTS));
    let town = (0..HOUSEHOLDS).map(|number| {
        let (start, chance) = (start.clone(), Chance::of(&seed, number));
        let client = client(&bases[number % bases.len()]);
        tokio::spawn(async move {
            start.wait().await;
            Household::live(&client, &chance, &[number]).await
        })
    });
    let town: Vec<_> = town.collect();
    let contests = contests(&rules, &staff).into_iter().map(|contest| {
        let start = start.clone();
        tokio::spawn(async move {
            start.wait().await;
            contest.run().await
        })
    });
    let outcomes: Vec<Outcome> = joined(contests.collect()).await;
    let households = joined(town).await;
    tokio::task::spawn_blocking(|| serving.into_iter().for_each(Serving::end)).await.unwrap();

    journal::trail_holds(&world, &outcomes).await;
    let folder = office::finish(&world, &rules).await;
    let counts = journal::replayed(&folder);
    outcomes.iter().for_each(|outcome| journal::agrees(&counts, outcome));
    let counted = verdict::judged(&world, &rules, &folder, &households).await;
    let told: usize = outcomes.iter().map(|outcome| outcome.told).sum();
    println!("{engine:?}, {processes} processes: {counted:?}; {told} were told that another won");
    assert_eq!(counted.applications, HOUSEHOLDS);
    assert!(outcomes.iter().any(|outcome| outcome.announced));
}

async fn started(programs: Vec<Program>) -> Vec<Serving> {
    let all = move || programs.iter().map(Program::serve).collect();
    tokio::task::spawn_blocking(all).await.unwrap()
}

fn contests(rules: &Rules, people: &[Person]) -> Vec<Contest> {
    let mut contests = Vec::new();
    for (number, people) in people.chunks(PEOPLE).enumerate() {
        let mut rules = rules.clone();
        rules.round = format!("contest-{number}");
        rules.cohort.clone_from(&rules.round);
        contests.push(Contest {
            round: rules.round.clone(),
            rules: serde_json::from_slice(&rules.to_json()).unwrap(),
            people: people.to_vec(),
            divided: number % 2 == 1,
        });
    }
    contests
}

async fn joined<T>(tasks: Vec<tokio::task::JoinHandle<T>>) -> Vec<T> {
    let mut all = Vec::new();
    for task in tasks {
        all.push(task.await.unwrap());
    }
    all
}

fn client(base: &str) -> Client {
    let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(40));
    Client::new(http.build().unwrap(), base)
}
