//! One's own account: password and second factor.

use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Redirect, Response},
};
use serde::Deserialize;

use super::{Desk, SIGN_IN};
use crate::{
    http::{
        App, InForm, Problem,
        access::{AnyRole, Staff, cookie},
        pages::{Page, Shell, assets::Asset},
    },
    language::Speak as _,
    slips,
    staff::{MAX_PASSWORD, MIN_PASSWORD, StaffError},
};

/// One's own account.
#[derive(Template)]
#[template(path = "office/own-account.html")]
pub(crate) struct OwnAccountPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    /// A second factor is on or being set up.
    pub(crate) second_factor: bool,
    /// What a device needs for a second factor that is being set up: shown once.
    pub(crate) enrolment: Option<Shown>,
    /// What was done, as an id of the texts.
    pub(crate) done: Option<&'static str>,
    /// What was wrong.
    pub(crate) wrong: Option<String>,
}

/// What a device needs for a second factor.
pub(crate) struct Shown {
    /// The secret in base 32.
    pub(crate) secret: String,
    /// Its QR code as SVG.
    pub(crate) qr: String,
}

impl OwnAccountPage {
    fn of(shell: Shell, desk: Desk, staff: &Staff<AnyRole>) -> Self {
        let second_factor = staff.signed.account.second_factor;
        Self { shell, desk, second_factor, enrolment: None, done: None, wrong: None }
    }

    /// Characters of a password, at least and at most.
    pub(crate) fn password_length(&self) -> (usize, usize) {
        (MIN_PASSWORD, MAX_PASSWORD)
    }

    /// The page after a refusal that its reader can mend.
    fn refused(mut self, error: StaffError) -> Result<Response, Problem> {
        if matches!(error, StaffError::Rounds(_) | StaffError::Hashing(_) | StaffError::Trail(_)) {
            return Err(error.into());
        }
        self.wrong = Some(self.shell.pick(&error.message()).to_owned());
        Ok((Problem::from(error).kind().status(), Page(self)).into_response())
    }
}

/// One's own account.
pub(crate) async fn show(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
) -> Result<Page<OwnAccountPage>, Problem> {
    let desk = Desk::of(&app, &staff).await?;
    Ok(Page(OwnAccountPage::of(shell, desk, &staff)))
}

/// The old and the new password.
#[derive(Deserialize)]
pub(crate) struct Passwords {
    old: String,
    new: String,
    again: String,
}

/// Changes one's password, and has one sign in again.
pub(crate) async fn password(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InForm(typed): InForm<Passwords>,
) -> Result<Response, Problem> {
    let mut page = OwnAccountPage::of(shell, Desk::of(&app, &staff).await?, &staff);
    if typed.new != typed.again {
        page.wrong = Some(page.shell.t("account-again-differs"));
        return Ok((crate::http::kind::FIELDS.status(), Page(page)).into_response());
    }
    match app.staff().change_password(&staff.signed, &typed.old, &typed.new).await {
        Ok(_) => {
            Ok(([(header::SET_COOKIE, cookie("", 0)?)], Redirect::to(SIGN_IN)).into_response())
        }
        Err(error) => page.refused(error),
    }
}

/// The password, by which somebody shows that it isn't a stolen session.
#[derive(Deserialize)]
pub(crate) struct Password {
    password: String,
}

/// Begins to set a second factor up, and shows once what the device needs.
pub(crate) async fn enrol(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InForm(typed): InForm<Password>,
) -> Result<Response, Problem> {
    let mut page = OwnAccountPage::of(shell, Desk::of(&app, &staff).await?, &staff);
    match app.staff().enrol(&staff.signed, &typed.password).await {
        Ok(enrolment) => {
            page.enrolment = Some(Shown {
                secret: enrolment.secret.to_string(),
                qr: slips::qr(&enrolment.url).unwrap_or_default(),
            });
            Ok(Page(page).into_response())
        }
        Err(error) => page.refused(error),
    }
}

/// A code of the second factor.
#[derive(Deserialize)]
pub(crate) struct CodeOfFactor {
    code: String,
}

/// Turns the second factor on, by a code of it.
pub(crate) async fn confirm(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InForm(typed): InForm<CodeOfFactor>,
) -> Result<Response, Problem> {
    let mut page = OwnAccountPage::of(shell, Desk::of(&app, &staff).await?, &staff);
    match app.staff().confirm_enrolment(&staff.signed, &typed.code).await {
        Ok(account) => {
            page.second_factor = account.second_factor;
            page.done = Some("account-factor-on");
            Ok(Page(page).into_response())
        }
        Err(error) => page.refused(error),
    }
}
