//! The office's people at their browsers: two operators, a reviewer and a supervisor, each signed in.

use std::sync::atomic::{AtomicU64, Ordering};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use paiwei_protocol::{ident::Code, note::Note};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::{DemoError, people::SignInAs};

/// Somebody at a browser.
struct Person {
    sign_in: SignInAs,
    token: Mutex<String>,
}

/// The office's people, and the service that they talk to.
pub struct Desk {
    http: reqwest::Client,
    base: String,
    people: Vec<Person>,
    asked: AtomicU64,
}

impl Desk {
    /// People at a service, by the address of which their paths begin.
    #[must_use]
    pub fn new(http: reqwest::Client, base: &str, sign_ins: &[SignInAs]) -> Self {
        let person =
            |sign_in: &SignInAs| Person { sign_in: sign_in.clone(), token: Mutex::default() };
        let people = sign_ins.iter().map(person).collect();
        Self { http, base: base.to_owned(), people, asked: AtomicU64::new(0) }
    }

    /// Li proposes a step, Wang carries it out.
    ///
    /// # Errors
    ///
    /// [`DemoError::Service`] where the service refuses.
    pub async fn step(&self, round: &str, step: &str, input: Value) -> Result<Value, DemoError> {
        self.step_typed(round, step, input, None).await
    }

    /// Li types the faces of the dice, Wang types them again.
    ///
    /// # Errors
    ///
    /// [`DemoError::Service`] where the service refuses.
    pub async fn dice(&self, round: &str, faces: &str) -> Result<Value, DemoError> {
        self.step_typed(round, "dice", json!({ "faces": faces }), Some(faces)).await
    }

    async fn step_typed(
        &self,
        round: &str,
        step: &str,
        input: Value,
        faces: Option<&str>,
    ) -> Result<Value, DemoError> {
        let asked = json!({ "round": round, "step": step, "input": input });
        let proposal = self.post("li", "/api/v1/staff/proposals", &asked).await?;
        let id = proposal["id"].as_str().unwrap_or_default();
        let path = format!("/api/v1/staff/proposals/{id}/decision");
        let mut decision = json!({ "accept": true });
        if let Some(faces) = faces {
            decision["faces"] = json!(faces);
        }
        let done = self.post("wang", &path, &decision).await?;
        Ok(done["ended"]["outcome"].clone())
    }

    /// Imports a file; codes and receipts in the order of its rows.
    ///
    /// # Errors
    ///
    /// [`DemoError::Service`] where the service refuses.
    pub async fn import(
        &self,
        round: &str,
        file: &[u8],
        mapping: &str,
    ) -> Result<Vec<(Code, Note)>, DemoError> {
        let mapping: Value = serde_json::from_str(mapping).unwrap_or_default();
        let asked = json!({ "file": STANDARD.encode(file), "mapping": mapping });
        let path = format!("/api/v1/staff/rounds/{round}/imports");
        let imported = self.post("li", &path, &asked).await?;
        let children = imported["children"].as_array().cloned().unwrap_or_default();
        children.iter().map(imported_child).collect()
    }

    /// Zhao decides.
    ///
    /// # Errors
    ///
    /// [`DemoError::Service`] where the service refuses.
    pub async fn decide(
        &self,
        round: &str,
        decisions: Value,
        reason: Option<&str>,
    ) -> Result<(), DemoError> {
        let mut asked = json!({ "decisions": decisions });
        if let Some(reason) = reason {
            asked["reason"] = json!(reason);
        }
        let path = format!("/api/v1/staff/rounds/{round}/decisions");
        self.post("zhao", &path, &asked).await.map(drop)
    }

    /// Zhao accepts the rest.
    ///
    /// # Errors
    ///
    /// [`DemoError::Service`] where the service refuses.
    pub async fn accept_rest(&self, round: &str) -> Result<(), DemoError> {
        let path = format!("/api/v1/staff/rounds/{round}/decisions/rest");
        self.post("zhao", &path, &json!({})).await.map(drop)
    }

    /// Li hands observers' notes in: that needs no second person.
    ///
    /// # Errors
    ///
    /// [`DemoError::Service`] where the service refuses.
    pub async fn hand_in(&self, path: &str, notes: &[Vec<u8>]) -> Result<Value, DemoError> {
        self.post("li", path, &json!({ "notes": texts(notes) })).await
    }

    /// The observers' memory stick, as a .zip.
    ///
    /// # Errors
    ///
    /// [`DemoError::Service`] where the service refuses.
    pub async fn stick(&self, round: &str) -> Result<Vec<u8>, DemoError> {
        let path = format!("/api/v1/staff/rounds/{round}/stick.zip");
        self.ask("li", Method::GET, &path, None).await
    }

    /// Somebody asks, by name; the answer's bytes.
    ///
    /// # Errors
    ///
    /// [`DemoError::Service`] where the service refuses.
    pub async fn as_somebody(
        &self,
        who: &str,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Vec<u8>, DemoError> {
        self.ask(who, method, path, body).await
    }

    /// Signs somebody in, and gives the token.
    ///
    /// # Errors
    ///
    /// [`DemoError`] where the service can't be reached, or refuses.
    pub async fn token(&self, who: &str) -> Result<String, DemoError> {
        let person = self.people.iter().find(|person| person.sign_in.name == who);
        let person = person.ok_or_else(|| DemoError::Service(format!("nobody is called {who}")))?;
        self.sign_in(&person.sign_in).await
    }

    async fn post(&self, who: &str, path: &str, body: &Value) -> Result<Value, DemoError> {
        let answer = self.ask(who, Method::POST, path, Some(body)).await?;
        serde_json::from_slice(&answer).map_err(|error| DemoError::Service(error.to_string()))
    }

    /// Asks as somebody, who signs in anew where the session has ended: days pass in a minute here.
    async fn ask(
        &self,
        who: &str,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Vec<u8>, DemoError> {
        let person = self.people.iter().find(|person| person.sign_in.name == who);
        let person = person.ok_or_else(|| DemoError::Service(format!("nobody is called {who}")))?;
        let key = format!("demo-{}", self.asked.fetch_add(1, Ordering::Relaxed));
        let mut token = person.token.lock().await;
        for again in [true, false] {
            let mut request = self.http.request(method.clone(), format!("{}{path}", self.base));
            request = request.bearer_auth(&*token).header("idempotency-key", &key);
            let response = match body {
                Some(body) => request.json(body),
                None => request,
            };
            let response = response.header("accept-language", "en").send().await?;
            let status = response.status();
            if status == StatusCode::UNAUTHORIZED && again {
                *token = self.sign_in(&person.sign_in).await?;
                continue;
            }
            let bytes = response.bytes().await?.to_vec();
            if status.is_success() {
                return Ok(bytes);
            }
            let why = String::from_utf8_lossy(&bytes);
            return Err(DemoError::Service(format!("{path}: {status}: {why}")));
        }
        Err(DemoError::Service(format!("{who} could not sign in")))
    }

    async fn sign_in(&self, sign_in: &SignInAs) -> Result<String, DemoError> {
        let body = json!({ "name": sign_in.name, "password": sign_in.password });
        let url = format!("{}/api/v1/staff/sessions", self.base);
        let request = self.http.post(url).header("accept-language", "en").json(&body);
        let response = request.send().await?;
        let status = response.status();
        let bytes = response.bytes().await?;
        let session: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        session["token"].as_str().map(str::to_owned).ok_or_else(|| {
            let why = String::from_utf8_lossy(&bytes);
            DemoError::Service(format!("{} signs in: {status}: {why}", sign_in.name))
        })
    }
}

/// Notes as the interface takes them.
pub(super) fn texts(notes: &[Vec<u8>]) -> Vec<String> {
    notes.iter().map(|note| String::from_utf8_lossy(note).into_owned()).collect()
}

fn imported_child(child: &Value) -> Result<(Code, Note), DemoError> {
    let text = |name: &str| child[name].as_str().unwrap_or_default();
    let wrong = |why: String| DemoError::Service(format!("an imported child: {why}"));
    let code = text("code").parse().map_err(|_| wrong(text("code").to_owned()))?;
    let receipt = Note::parse("receipt", text("receipt").as_bytes());
    Ok((code, receipt.map_err(|error| wrong(error.to_string()))?))
}
