//! People of the office, each signed in, who ask whichever process they like.

use std::time::Duration;

use paiwei::{
    entropy::{OsEntropy, bytes},
    staff::{COMMAND_LINE, Role, Roles, Staff},
};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::world::World;

const PASSWORD: &str = "correct horse battery";

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Person {
    pub name: String,
    token: String,
    http: reqwest::Client,
    bases: Vec<String>,
}

/// What the service said.
#[derive(Debug, Clone)]
pub struct Said {
    pub status: u16,
    /// The kind of a problem; empty for none.
    pub kind: String,
    pub body: Value,
}

/// Makes accounts, and signs each in at one of the processes.
pub async fn people(world: &World, bases: &[String], count: usize) -> Vec<Person> {
    let staff = Staff::new(world.office.clone(), world.path("published"));
    let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(40));
    let http = http.build().unwrap();
    let mut people = Vec::new();
    for number in 0..count {
        let name = format!("p{number}");
        let role = if number % 2 == 0 { Role::Operator } else { Role::Supervisor };
        let roles = Roles::of([role]).unwrap();
        staff.add(COMMAND_LINE, &name, &roles, PASSWORD).await.unwrap();
        let bases = bases.to_vec();
        let mut person = Person { name, token: String::new(), http: http.clone(), bases };
        let asked = json!({ "name": person.name, "password": PASSWORD });
        let said = person.post(number, "/api/v1/staff/sessions", &asked).await;
        person.token = said.body["token"].as_str().unwrap().to_owned();
        people.push(person);
    }
    people
}

impl Person {
    /// Sends a change to a process, once more wherever it says that this may be of use.
    pub async fn post(&self, process: usize, path: &str, body: &Value) -> Said {
        let key = hex::encode(bytes::<16>(&OsEntropy).unwrap());
        let url = format!("{}{path}", self.bases[process % self.bases.len()]);
        loop {
            let request = self.http.post(&url).json(body).bearer_auth(&self.token);
            let request = request.header("idempotency-key", &key).header("accept-language", "en");
            let response = request.send().await.unwrap();
            let status = response.status().as_u16();
            let body: Value = response.json().await.unwrap();
            let kind = body["type"].as_str().unwrap_or_default();
            let kind = kind.trim_start_matches("/problems/").to_owned();
            assert_ne!(status, 500, "{body}");
            if status != 503 && kind != "under-way" {
                return Said { status, kind, body };
            }
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Proposes a step.
    pub async fn propose(&self, process: usize, round: &str, step: &str, input: &Value) -> Said {
        let body = json!({ "round": round, "step": step, "input": input });
        self.post(process, "/api/v1/staff/proposals", &body).await
    }

    /// Decides on a proposal.
    pub async fn decide(&self, process: usize, id: &str, accept: bool) -> Said {
        let body = json!({ "accept": accept, "why": if accept { "" } else { "not today" } });
        self.post(process, &format!("/api/v1/staff/proposals/{id}/decision"), &body).await
    }
}

impl Said {
    /// The id of a proposal.
    pub fn id(&self) -> String {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body["id"].as_str().unwrap().to_owned()
    }

    /// What became of a proposal.
    pub fn ended(&self) -> &str {
        self.body["ended"]["state"].as_str().unwrap()
    }
}
