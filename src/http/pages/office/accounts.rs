//! The office's accounts: who they are, what they may do, who may not sign in any more.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::Desk;
use crate::{
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Staff, Supervisor},
        api::staff::InAccount,
        pages::{Page, Shell, assets::Asset},
    },
    language::Speak as _,
    staff::{Account, Change, MAX_PASSWORD, MIN_PASSWORD, Role, Roles, StaffError},
};

/// The office's accounts.
#[derive(Template)]
#[template(path = "office/accounts.html")]
pub(crate) struct AccountsPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) accounts: Vec<Account>,
    /// The name that was typed for a new one.
    pub(crate) name: String,
    /// Whose account was changed.
    pub(crate) changed: String,
    /// What was wrong.
    pub(crate) wrong: Option<String>,
}

impl AccountsPage {
    /// All roles.
    pub(crate) fn all_roles(&self) -> [Role; 3] {
        Role::ALL
    }

    /// Whether an account has a role.
    pub(crate) fn has(&self, account: &Account, role: &Role) -> bool {
        account.roles.has(*role)
    }

    /// Characters of a password, at least and at most.
    pub(crate) fn password_length(&self) -> (usize, usize) {
        (MIN_PASSWORD, MAX_PASSWORD)
    }
}

/// What was done before the page is shown again.
#[derive(Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    changed: String,
}

/// The office's accounts.
pub(crate) async fn list(
    staff: Staff<Supervisor>,
    State(app): State<App>,
    shell: Shell,
    InQuery(Done { changed }): InQuery<Done>,
) -> Result<Page<AccountsPage>, Problem> {
    let accounts = app.staff().accounts().await?;
    let desk = Desk::of(&app, &staff).await?;
    let changed = accounts.iter().find(|account| account.name == changed);
    let changed = changed.map(|account| account.name.clone()).unwrap_or_default();
    Ok(Page(AccountsPage { shell, desk, accounts, name: String::new(), changed, wrong: None }))
}

/// What was typed for an account. A role is there where its box is ticked.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    act: Act,
    #[serde(default)]
    password: String,
    operator: Option<String>,
    reviewer: Option<String>,
    supervisor: Option<String>,
}

/// What is to become of an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Act {
    /// Other roles.
    #[default]
    Roles,
    /// Nobody may sign in with it.
    Lock,
    /// Somebody may again.
    Unlock,
    /// Another password, and no second factor.
    Reset,
}

impl Typed {
    fn roles(&self) -> Result<Roles, StaffError> {
        let ticked = [&self.operator, &self.reviewer, &self.supervisor].into_iter().zip([
            Role::Operator,
            Role::Reviewer,
            Role::Supervisor,
        ]);
        Roles::of(ticked.filter(|(box_, _)| box_.is_some()).map(|(_, role)| role))
    }
}

/// Makes an account.
pub(crate) async fn add(
    staff: Staff<Supervisor>,
    State(app): State<App>,
    shell: Shell,
    InForm(typed): InForm<Typed>,
) -> Result<Response, Problem> {
    let name = typed.name.trim().to_owned();
    let added = match typed.roles() {
        Ok(roles) => app.staff().add(staff.name(), &name, &roles, &typed.password).await,
        Err(error) => Err(error),
    };
    shown(&app, &staff, shell, name, added).await
}

/// Changes an account.
pub(crate) async fn change(
    staff: Staff<Supervisor>,
    State(app): State<App>,
    shell: Shell,
    InPath(InAccount { name }): InPath<InAccount>,
    InForm(typed): InForm<Typed>,
) -> Result<Response, Problem> {
    let roles = match typed.act {
        Act::Roles => match typed.roles() {
            Ok(roles) => Some(roles),
            Err(error) => return shown(&app, &staff, shell, String::new(), Err(error)).await,
        },
        Act::Lock | Act::Unlock | Act::Reset => None,
    };
    let change = match (typed.act, &roles) {
        (Act::Roles, roles) => Change { roles: roles.as_ref(), ..Change::default() },
        (Act::Lock, _) => Change::locked(true),
        (Act::Unlock, _) => Change::locked(false),
        (Act::Reset, _) => Change::password(&typed.password),
    };
    let changed = app.staff().change(staff.name(), &name, &change).await;
    shown(&app, &staff, shell, String::new(), changed).await
}

/// Goes back to the accounts, or says what was wrong among them.
async fn shown(
    app: &App,
    staff: &Staff<Supervisor>,
    shell: Shell,
    name: String,
    outcome: Result<Account, StaffError>,
) -> Result<Response, Problem> {
    let error = match outcome {
        Ok(account) => {
            let back = format!("/office/accounts?changed={}", account.name);
            return Ok(Redirect::to(&back).into_response());
        }
        Err(error @ (StaffError::Rounds(_) | StaffError::Hashing(_) | StaffError::Trail(_))) => {
            return Err(error.into());
        }
        Err(error) => error,
    };
    let wrong = Some(match &error {
        StaffError::Role(_) => shell.t("accounts-no-role"),
        other => shell.pick(&other.message()).to_owned(),
    });
    let accounts = app.staff().accounts().await?;
    let desk = Desk::of(app, staff).await?;
    let page = AccountsPage { shell, desk, accounts, name, changed: String::new(), wrong };
    Ok((Problem::from(error).kind().status(), Page(page)).into_response())
}
