//! Review: the list of applications, decisions from a file, and one family's identity file.

use std::path::Path;

use paiwei_audit::texts::{Message, count};
use paiwei_protocol::ident::Code;
use serde_json::{Map, json};

use super::{Answer, Failure, args_round::ReviewArgs, decisions, desk::Desk, files};
use crate::rounds::{self, Reviewed};

pub(super) async fn run(desk: &Desk<'_>, args: &ReviewArgs) -> Result<Answer, Failure> {
    let (office, round) = (&desk.office, desk.round);
    if let Some(file) = &args.list {
        return list(desk, file).await;
    }
    let reviewed = match &args.decisions {
        Some(file) => {
            let decided = decisions::read(file, &files::read(file)?)?;
            rounds::review(office, round, &decided, args.reason.as_deref()).await?
        }
        None => rounds::accept_rest(office, round).await?,
    };
    answer(desk, reviewed).await
}

async fn answer(desk: &Desk<'_>, reviewed: Reviewed) -> Result<Answer, Failure> {
    let message = Message::new("reviewed")
        .with("changed", count(reviewed.changed as u64))
        .with("undecided", count(reviewed.undecided as u64));
    let lines = vec![desk.console.texts().say(&message)];
    let more = Map::from_iter([
        ("changed".to_owned(), json!(reviewed.changed)),
        ("undecided".to_owned(), json!(reviewed.undecided)),
    ]);
    desk.done("review", None, reviewed.changed == 0, more, lines).await
}

/// Writes the list that reviewers fill in: no names, no numbers of documents.
async fn list(desk: &Desk<'_>, file: &Path) -> Result<Answer, Failure> {
    let applications = rounds::applications(&desk.office, desk.round).await?;
    files::write_private(file, &decisions::list(&applications)?)?;
    let message = Message::new("review-listed")
        .with("applications", count(applications.len() as u64))
        .with("path", file.display());
    let text = format!("{}\n", desk.console.texts().say(&message));
    let json = json!({
        "round": desk.round,
        "step": "review",
        "applications": applications.len(),
        "file": file.display().to_string(),
    });
    Ok(Answer { text, json })
}

/// Writes the identity file of one application: for the family, or for an auditor of the sample.
pub(super) async fn identity(desk: &Desk<'_>, code: Code, out: &Path) -> Result<Answer, Failure> {
    let person = rounds::person(&desk.office, desk.round, code).await?;
    files::write_private(out, &person.identity.to_json())?;
    let message = Message::new("identity-written")
        .with("code", code)
        .with("registration", &person.number)
        .with("path", out.display());
    let text = format!("{}\n", desk.console.texts().say(&message));
    let json = json!({
        "round": desk.round,
        "code": code.to_string(),
        "registration": person.number,
        "file": out.display().to_string(),
    });
    Ok(Answer { text, json })
}
