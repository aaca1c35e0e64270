//! The office's accounts, looked after at the office's own machine: the first supervisor is made here,
//! and whoever is locked out of everything is let in again here.

use std::{path::PathBuf, sync::Arc};

use paiwei_audit::texts::{Message, Texts};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{
    Answer, Console, Failure,
    args::Home,
    args_staff::{PasswordArg, StaffCommand},
    files, open,
};
use crate::staff::{Account, COMMAND_LINE, Change, Role, Staff};

/// Looks after accounts.
pub(super) async fn run(
    home: &Home,
    command: &StaffCommand,
    console: &Console,
) -> Result<Answer, Failure> {
    // Nothing is published here, so that no folder is needed for it.
    let staff = Staff::new(Arc::new(open(home).await?), PathBuf::new());
    let (act, account) = match command {
        StaffCommand::List => return list(&staff, console).await,
        StaffCommand::Add { name, roles, password } => {
            let password = given(password, console)?;
            ("add", staff.add(COMMAND_LINE, name, roles, &password).await?)
        }
        StaffCommand::Lock { name } => {
            ("lock", staff.change(COMMAND_LINE, name, &Change::locked(true)).await?)
        }
        StaffCommand::Unlock { name } => {
            ("unlock", staff.change(COMMAND_LINE, name, &Change::locked(false)).await?)
        }
        StaffCommand::Reset { name, password } => {
            let password = given(password, console)?;
            ("reset", staff.change(COMMAND_LINE, name, &Change::password(&password)).await?)
        }
    };
    let texts = console.texts();
    let done = texts.say(&Message::new(&format!("done-staff-{act}")).with("name", &account.name));
    let text = format!("{done}\n{}\n", line(&account, texts));
    Ok(Answer { text, json: json!({ "step": format!("staff-{act}"), "account": shown(&account) }) })
}

async fn list(staff: &Staff, console: &Console) -> Result<Answer, Failure> {
    let (accounts, texts) = (staff.accounts().await?, console.texts());
    let mut text: String =
        accounts.iter().map(|account| format!("{}\n", line(account, texts))).collect();
    if accounts.is_empty() {
        text = format!("{}\n", texts.text("staff-none"));
    }
    let accounts: Vec<Value> = accounts.iter().map(shown).collect();
    Ok(Answer { text, json: json!({ "accounts": accounts }) })
}

/// The password of a file, or the one that somebody types twice.
fn given(arg: &PasswordArg, console: &Console) -> Result<Zeroizing<String>, Failure> {
    let Some(path) = &arg.password_file else { return typed(console) };
    let bytes = Zeroizing::new(files::read(path)?);
    let text = std::str::from_utf8(&bytes).map_err(|_| Failure::PasswordFile(path.clone()))?;
    let first = text.lines().next().unwrap_or_default();
    Ok(Zeroizing::new(first.to_owned()))
}

fn typed(console: &Console) -> Result<Zeroizing<String>, Failure> {
    if !console.is_interactive() {
        return Err(Failure::NoPassword);
    }
    let first = console.ask_secret(&Message::new("ask-password"))?;
    let second = console.ask_secret(&Message::new("ask-password-again"))?;
    if first == second { Ok(first) } else { Err(Failure::PasswordsDiffer) }
}

fn line(account: &Account, texts: &Texts) -> String {
    let mut notes = vec![account.roles.to_string()];
    for (holds, id) in [(account.locked, "staff-locked"), (account.second_factor, "staff-totp")] {
        if holds {
            notes.push(texts.text(id));
        }
    }
    format!("{}: {}", account.name, notes.join(", "))
}

fn shown(account: &Account) -> Value {
    let roles: Vec<&str> = account.roles.iter().map(Role::as_str).collect();
    json!({
        "name": account.name,
        "roles": roles,
        "locked": account.locked,
        "second_factor": account.second_factor,
        "made_at": account.made_at,
    })
}
