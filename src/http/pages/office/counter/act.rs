//! What is proposed at the counter, for a second person to agree to.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_audit::texts::Message;
use paiwei_protocol::{digest::parse_hex, ed25519, ident::Code};
use serde::Deserialize;

use super::gathered;
use crate::{
    http::{
        App, InForm, InPath, Problem,
        access::{Reviewer, Staff},
        api::families::InApplication,
        pages::{Page, Shell, office::steps::MOST_REASON},
    },
    staff::{StaffError, Step},
};

/// What is typed for an application at the counter.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    /// The new key.
    #[serde(default)]
    pub(crate) key: String,
    /// Why it is withdrawn.
    #[serde(default)]
    pub(crate) reason: String,
    /// `replace` or `withdraw`.
    #[serde(default)]
    act: String,
}

impl Typed {
    /// The step that it means; else the field that is wrong, and why.
    fn step(&self, code: Code) -> Result<Step, (&'static str, Message)> {
        let code = code.to_string();
        if self.act != "withdraw" {
            let key = key(&self.key).ok_or(("key", Message::new("counter-key-wrong")))?;
            return Ok(Step::ReplaceKey { code, key: hex::encode(key) });
        }
        let reason = self.reason.split_whitespace().collect::<Vec<_>>().join(" ");
        match reason.chars().count() {
            0 => Err(("reason", Message::new("counter-reason-missing"))),
            long if long > MOST_REASON => {
                Err(("reason", Message::new("steps-wrong-long").with("most", MOST_REASON)))
            }
            _ => Ok(Step::WithdrawApplication { code, reason }),
        }
    }
}

/// Proposes another key, or a withdrawal, and goes on to where a second person decides.
pub(crate) async fn act(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(application): InPath<InApplication>,
    InForm(typed): InForm<Typed>,
) -> Result<Response, Problem> {
    let (code, round) = (application.code()?, application.round);
    let mut page = gathered(&app, &staff, shell, round, code).await?;
    let status = match typed.step(code) {
        Ok(step) => match app.staff().propose(&staff.signed, &page.id, &step).await {
            Ok(proposal) => {
                let to = format!("/office/proposals/{}", proposal.id);
                return Ok(Redirect::to(&to).into_response());
            }
            Err(StaffError::Waiting { id, .. }) => {
                page.waiting = Some(id);
                StatusCode::CONFLICT
            }
            Err(error) => return Err(error.into()),
        },
        Err((field, why)) => {
            page.wrong = Some((field, page.shell.say(&why)));
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    page.typed = typed;
    Ok((status, Page(page)).into_response())
}

/// A key as a family's device shows it: 64 hex digits, in whatever groups.
fn key(typed: &str) -> Option<[u8; 32]> {
    let typed = typed.trim().trim_start_matches("paiwei-key:");
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let key = parse_hex(&digits.to_ascii_lowercase())?;
    ed25519::check_key(&key).ok().map(|()| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_taken_as_devices_show_them() {
        let good = hex::encode(ed25519_key());
        let grouped = crate::words::grouped(&good.to_uppercase());
        for typed in [good.clone(), format!(" paiwei-key:{good}\n"), grouped] {
            assert_eq!(key(&typed).map(hex::encode), Some(good.clone()), "{typed}");
        }
        for wrong in ["", "0f", &"0".repeat(64), &format!("{good}00")] {
            assert_eq!(key(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_withdrawal_says_why() {
        let typed = |reason: &str| Typed {
            reason: reason.to_owned(),
            act: "withdraw".to_owned(),
            ..Typed::default()
        };
        let step = |reason: &str| typed(reason).step(Code::from_bits(7));
        let Ok(Step::WithdrawApplication { reason, .. }) = step(" signed \n request ") else {
            panic!("a withdrawal");
        };
        assert_eq!(reason, "signed request");
        for wrong in [" ", &*"x".repeat(501)] {
            assert_eq!(step(wrong).unwrap_err().0, "reason", "{wrong}");
        }
    }

    fn ed25519_key() -> [u8; 32] {
        paiwei_protocol::ed25519::SigningKey::from_seed([7; 32]).public()
    }
}
