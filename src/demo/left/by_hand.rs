//! Families of a round that is left: most at their devices, a few in browsers without script, for whom
//! the office's hand applies. These are known by code and secret.

use paiwei_protocol::{ident::Code, note::Note};
use serde_json::{Value, json};

use super::{
    super::{DemoError, online::stranger, stage::Stage},
    Leaving,
};
use crate::{chores, device::authorization, entropy, import::Registration, rounds::Credential};

/// Families without script in a round.
const BY_HAND: usize = 12;
/// Families who apply and withdraw for good.
const WITHDRAWN: usize = 3;

/// A family that is known by a secret.
#[derive(Debug, Clone)]
pub(super) struct KnownFamily {
    pub(super) code: Code,
    pub(super) secret: String,
}

impl Stage {
    /// Opens intake on the day of the rules; all families apply.
    pub(super) async fn receive(&self, leaving: &mut Leaving) -> Result<(), DemoError> {
        let round = leaving.rules.round.clone();
        self.begins(&round, "import");
        self.clock.until(leaving.rules.timeline.open);
        self.desk.step(&round, "open", json!({})).await?;
        let is_single = |child: &&Registration| child.linked.is_empty();
        let few: Vec<String> = leaving
            .children
            .iter()
            .filter(is_single)
            .take(BY_HAND)
            .map(|child| child.number.clone())
            .collect();
        let (by_hand, online): (Vec<Registration>, Vec<Registration>) =
            leaving.children.iter().cloned().partition(|child| few.contains(&child.number));
        for child in &by_hand {
            let (family, note) = self.by_hand(&round, child).await?;
            leaving.receipts.insert(format!("{}.txt", family.code), note.to_string().into_bytes());
            leaving.known.push(family);
        }
        let families = self.online(&round);
        for (code, note) in families.apply(&online).await?.into_values() {
            leaving.receipts.insert(format!("{code}.txt"), note.to_string().into_bytes());
        }
        for (number, child) in online.iter().take(WITHDRAWN).enumerate() {
            families.withdraw_again(&stranger(child, number)).await?;
        }
        Ok(chores::once(&self.service.app).await?)
    }

    /// A family without script applies.
    async fn by_hand(
        &self,
        round: &str,
        child: &Registration,
    ) -> Result<(KnownFamily, Note), DemoError> {
        let attempt: [u8; 16] = entropy::bytes(&*self.devices)?;
        let mut fields = child.fields.clone();
        if let Some(points) = child.points {
            fields.insert("points".to_owned(), points.to_string());
        }
        let asked = json!({
            "children": [{
                "fields": fields,
                "claims": child.claims,
                "choices": child.choices.to_string(),
            }],
            "attempt": hex::encode(attempt),
        });
        let answer =
            self.ask(&format!("/api/v1/rounds/{round}/applications"), None, &asked).await?;
        let receipt = answer["receipts"][0]["receipt"].as_str().unwrap_or_default();
        let wrong = |why: &dyn std::fmt::Display| DemoError::Service(format!("by hand: {why}"));
        let note = Note::parse("receipt", receipt.as_bytes()).map_err(|error| wrong(&error))?;
        let code = answer["receipts"][0]["code"].as_str().unwrap_or_default();
        let code = code.parse().map_err(|_| wrong(&answer))?;
        let secret = answer["secret"].as_str().unwrap_or_default().to_owned();
        Ok((KnownFamily { code, secret }, note))
    }

    /// A family without a key objects.
    pub(super) async fn object(
        &self,
        round: &str,
        family: &KnownFamily,
        text: &str,
    ) -> Result<(), DemoError> {
        let path = format!("/api/v1/rounds/{round}/applications/{}/objections", family.code);
        let shown = authorization(&Credential::Secret(family.secret.clone()));
        self.ask(&path, Some(&shown), &json!({ "number": 1, "text": text })).await.map(drop)
    }

    async fn ask(&self, path: &str, shown: Option<&str>, body: &Value) -> Result<Value, DemoError> {
        let mut request = self.http.post(format!("{}{path}", self.service.base())).json(body);
        if let Some(shown) = shown {
            request = request.header("authorization", shown);
        }
        let response = request.header("accept-language", "en").send().await?;
        let (status, bytes) = (response.status(), response.bytes().await?);
        if !status.is_success() {
            let why = String::from_utf8_lossy(&bytes);
            return Err(DemoError::Service(format!("{path}: {status}: {why}")));
        }
        serde_json::from_slice(&bytes).map_err(|error| DemoError::Service(error.to_string()))
    }
}
