//! A family's device on the network.

use reqwest::{Method, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Device, DeviceError};
use crate::rounds::{Credential, Reserved, SignedRevision};

/// The interface of a service, as a family's device uses it.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
}

/// Why a service gave no good answer.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No answer: what was sent may have been taken. Send the same again.
    #[error("no answer from the service: {0}; send the same again")]
    Lost(#[from] reqwest::Error),
    /// The service refused, with a problem.
    #[error("the service refused with {status}: {problem}")]
    Refused {
        /// The status.
        status: StatusCode,
        /// The problem (RFC 9457).
        problem: Value,
    },
    /// An answer that isn't of its form.
    #[error("the service answered with something else: {0}")]
    Form(String),
    /// What the device says to it.
    #[error(transparent)]
    Device(#[from] DeviceError),
}

impl ClientError {
    /// Whether sending the same again may be of use.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Lost(_) => true,
            Self::Refused { status, .. } => {
                *status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error()
            }
            Self::Form(_) | Self::Device(_) => false,
        }
    }
}

#[derive(Deserialize)]
struct Codes {
    codes: Vec<ReservedCode>,
}

#[derive(Deserialize)]
struct ReservedCode {
    code: String,
    token: String,
}

#[derive(Deserialize)]
struct Receipts {
    receipts: Vec<OneReceipt>,
}

#[derive(Deserialize)]
struct OneReceipt {
    receipt: String,
}

impl Client {
    /// A client of the service at `base`, such as `http://127.0.0.1:8080`.
    #[must_use]
    pub fn new(http: reqwest::Client, base: &str) -> Self {
        Self { http, base: base.trim_end_matches('/').to_owned() }
    }

    /// Reserves codes.
    ///
    /// # Errors
    ///
    /// [`ClientError`].
    pub async fn reserve(&self, round: &str, count: usize) -> Result<Vec<Reserved>, ClientError> {
        let path = format!("/api/v1/rounds/{round}/codes");
        let request = self.http.post(self.url(&path));
        let codes: Codes = read(request.json(&json!({ "count": count }))).await?;
        let reserved = |one: ReservedCode| {
            let form = || ClientError::Form(format!("the code {}", one.code));
            let code = one.code.parse().map_err(|_| form())?;
            let token = paiwei_protocol::digest::parse_hex(&one.token).ok_or_else(form)?;
            Ok(Reserved { code, token })
        };
        codes.codes.into_iter().map(reserved).collect()
    }

    /// Sends revisions that belong together; their receipts, in their order.
    ///
    /// # Errors
    ///
    /// [`ClientError`].
    pub async fn submit(
        &self,
        round: &str,
        revisions: &[SignedRevision],
    ) -> Result<Vec<Vec<u8>>, ClientError> {
        let path = format!("/api/v1/rounds/{round}/revisions");
        let body = json!({ "revisions": revisions.iter().map(wire).collect::<Vec<_>>() });
        let receipts: Receipts = read(self.http.post(self.url(&path)).json(&body)).await?;
        Ok(receipts.receipts.into_iter().map(|one| one.receipt.into_bytes()).collect())
    }

    /// Sends what several devices of one family signed, and lets each keep its receipt.
    ///
    /// # Errors
    ///
    /// [`ClientError`].
    pub async fn submit_all(
        &self,
        round: &str,
        devices: &mut [&mut Device],
    ) -> Result<(), ClientError> {
        let revisions: Vec<SignedRevision> =
            devices.iter().filter_map(|device| device.signed_again()).collect();
        let receipts = self.submit(round, &revisions).await?;
        for (device, receipt) in devices.iter_mut().zip(receipts) {
            device.keep(&receipt)?;
        }
        Ok(())
    }

    /// Asks for what only the application's family may see, at the clock's `time`.
    ///
    /// # Errors
    ///
    /// [`ClientError`].
    pub async fn own(&self, round: &str, device: &Device, time: u64) -> Result<Value, ClientError> {
        let path = format!("/api/v1/rounds/{round}/applications/{}", device.code());
        self.signed(Method::GET, &path, device, time, None).await
    }

    /// Objects, for the `number`-th time.
    ///
    /// # Errors
    ///
    /// [`ClientError`].
    pub async fn object(
        &self,
        round: &str,
        device: &Device,
        time: u64,
        number: u64,
        text: &str,
    ) -> Result<Value, ClientError> {
        let path = format!("/api/v1/rounds/{round}/applications/{}/objections", device.code());
        let signature = hex::encode(device.object(number, text));
        let body = json!({ "number": number, "text": text, "signature": signature });
        self.signed(Method::POST, &path, device, time, Some(&body)).await
    }

    async fn signed(
        &self,
        method: Method,
        path: &str,
        device: &Device,
        time: u64,
        body: Option<&Value>,
    ) -> Result<Value, ClientError> {
        let shown = authorization(&device.credential(time));
        let request = self.http.request(method, self.url(path));
        let request = request.header(header::AUTHORIZATION, shown);
        read(match body {
            Some(body) => request.json(body),
            None => request,
        })
        .await
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

/// A revision as the interface takes it.
#[must_use]
pub fn wire(revision: &SignedRevision) -> Value {
    let mut wire = json!({
        "request": revision.request,
        "key": hex::encode(revision.key),
        "signature": hex::encode(revision.signature),
    });
    if let Some(identity) = &revision.identity {
        wire["identity"] = json!(identity);
    }
    if let Some(token) = &revision.reservation {
        wire["token"] = json!(hex::encode(token));
    }
    wire
}

/// A credential as the header `Authorization` carries it.
#[must_use]
pub fn authorization(credential: &Credential) -> String {
    match credential {
        Credential::Key { key, time, signature } => {
            format!("Paiwei {}:{time}:{}", hex::encode(key), hex::encode(signature))
        }
        Credential::Secret(secret) => format!("Paiwei-Secret {secret}"),
    }
}

async fn read<T: serde::de::DeserializeOwned>(
    request: reqwest::RequestBuilder,
) -> Result<T, ClientError> {
    let response = request.header(header::ACCEPT_LANGUAGE, "en").send().await?;
    let status = response.status();
    let bytes = response.bytes().await?;
    if !status.is_success() {
        let text = || Value::String(String::from_utf8_lossy(&bytes).into_owned());
        let problem = serde_json::from_slice(&bytes).unwrap_or_else(|_| text());
        return Err(ClientError::Refused { status, problem });
    }
    serde_json::from_slice(&bytes).map_err(|error| ClientError::Form(error.to_string()))
}
