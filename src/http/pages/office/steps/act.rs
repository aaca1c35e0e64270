//! What is sent from the console: a step that is proposed, and what one person does alone.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_audit::texts::Message;
use serde_json::json;

use super::{Fault, Found, Typed, Wrong, fault, is_final, page};
use crate::{
    http::{
        App, InPath, Problem,
        access::{AnyRole, Duty, Operator, Staff},
        api::{families::InRound, staff::rounds::handed_in},
        pages::{Page, Shell},
    },
    rounds::{self, Given, RoundsError, Task},
    staff::{StaffError, Step},
    words::tasks,
};

/// Why a form was refused.
enum Refused {
    Fault(Fault),
    Staff(StaffError),
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StaffError> for Refused {
    fn from(error: StaffError) -> Self {
        Self::Staff(error)
    }
}

impl From<RoundsError> for Refused {
    fn from(error: RoundsError) -> Self {
        Self::Staff(error.into())
    }
}

/// Proposes a step, and goes on to where a second person decides.
pub(crate) async fn propose(
    staff: Staff<AnyRole>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    typed: Typed,
) -> Result<Response, Problem> {
    let found = Found::of(&app, &round).await?;
    let proposed = async {
        let step = step(&found, &typed, &round)?;
        Ok(app.staff().propose(&staff.signed, &round, &step).await?)
    };
    match proposed.await {
        Ok(proposal) => {
            Ok(Redirect::to(&format!("/office/proposals/{}", proposal.id)).into_response())
        }
        Err(refused) => {
            let form = typed.value("step").to_owned();
            again(&app, &staff, shell, &round, (form, typed, refused)).await
        }
    }
}

fn step(found: &Found, typed: &Typed, round: &str) -> Result<Step, Fault> {
    let task = typed.task(&found.overview.next);
    let task = task.ok_or_else(|| fault("step", "steps-wrong-step"))?;
    let step = typed.step(task, found.asked())?;
    if is_final(tasks::id(task)) {
        typed.confirmed(round)?;
    }
    Ok(step)
}

/// Hands observers' notes in: confirmations of what waits, or cosignatures of the journal.
pub(crate) async fn hand_in(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    typed: Typed,
) -> Result<Response, Problem> {
    let form = typed.value("step").to_owned();
    let taken = match form.as_str() {
        "confirm" => confirmed(&app, &staff, &round, &typed).await,
        "cosign" => cosigned(&app, &staff, &typed).await,
        _ => Err(fault("step", "steps-wrong-step").into()),
    };
    match taken {
        Ok(done) => {
            Ok(Redirect::to(&format!("/office/rounds/{round}/steps?done={done}")).into_response())
        }
        Err(refused) => again(&app, &staff, shell, &round, (form, typed, refused)).await,
    }
}

async fn confirmed(
    app: &App,
    staff: &Staff<Operator>,
    round: &str,
    typed: &Typed,
) -> Result<&'static str, Refused> {
    let notes = typed.notes(true)?;
    handed_in(app, staff.name(), "hand-in-confirmations", round, &notes).await?;
    let confirmed = rounds::confirm(app.office(), round, &given(&notes)).await?.answer;
    Ok(if confirmed.appended.is_empty() { "confirm" } else { "journalled" })
}

async fn cosigned(
    app: &App,
    staff: &Staff<Operator>,
    typed: &Typed,
) -> Result<&'static str, Refused> {
    let notes = typed.notes(true)?;
    handed_in(app, staff.name(), "hand-in-cosignatures", "", &notes).await?;
    let cosigned = rounds::cosigned(app.office(), &given(&notes)).await?;
    Ok(if cosigned.new > 0 { "cosigned" } else { "known" })
}

fn given(notes: &[String]) -> Vec<Given<'_>> {
    notes.iter().map(|note| Given { file: "note", bytes: note.as_bytes() }).collect()
}

/// Computes the result and shows it. It decides nothing: the same comes out however often.
pub(crate) async fn draw(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Response, Problem> {
    rounds::rules(app.office(), &round).await?;
    app.staff().record(staff.name(), "draw", &round, &json!({})).await?;
    let drawn = match rounds::draw(app.office(), &round).await {
        Ok(done) => done.answer,
        Err(error) => {
            let sent = ("draw".to_owned(), Typed::default(), error.into());
            return again(&app, &staff, shell, &round, sent).await;
        }
    };
    let found = Found::of(&app, &round).await?;
    let mut page = page(&app, &staff, shell, found).await?;
    page.drawn = Some(drawn);
    // It is done: what follows is next.
    page.offers.retain(|offer| offer.task != Task::Draw);
    Ok(Page(page).into_response())
}

/// The console again, with what was typed and what was wrong with it.
async fn again<D: Duty>(
    app: &App,
    staff: &Staff<D>,
    mut shell: Shell,
    round: &str,
    (form, typed, refused): (String, Typed, Refused),
) -> Result<Response, Problem> {
    let (status, field, why, other) = match refused {
        Refused::Fault(Fault { field, why }) => {
            (StatusCode::UNPROCESSABLE_ENTITY, field, shell.say(&why), None)
        }
        Refused::Staff(error) => {
            let other = match &error {
                StaffError::Waiting { id, .. } => Some(id.clone()),
                _ => None,
            };
            let (status, why) = refusal(&shell, error)?;
            (status, "", why, other)
        }
    };
    shell.path = format!("/office/rounds/{round}/steps");
    let found = Found::of(app, round).await?;
    let mut page = page(app, staff, shell, found).await?;
    page.wrong = Some(Wrong { form, field: field.to_owned(), why, other });
    page.typed = typed;
    Ok((status, Page(page)).into_response())
}

/// What a refusal says on the page that it belongs to; a fault of the service stays one.
///
/// # Errors
///
/// The fault.
pub(in super::super) fn refusal(
    shell: &Shell,
    error: StaffError,
) -> Result<(StatusCode, String), Problem> {
    let told = match &error {
        StaffError::Waiting { step, by, .. } => {
            let task = shell.step(step);
            Some(shell.say(&Message::new("steps-wrong-waiting").with("task", task).with("by", by)))
        }
        StaffError::NotAllowed { .. } => Some(shell.t("steps-wrong-role")),
        _ => None,
    };
    let problem = Problem::from(error);
    let status = problem.kind().status();
    if status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE {
        return Err(problem);
    }
    let said = || {
        let errors = problem.errors().map(|why| shell.pick(why));
        let all = std::iter::once(shell.pick(problem.detail())).chain(errors);
        all.collect::<Vec<_>>().join(" ")
    };
    Ok((status, told.unwrap_or_else(said)))
}
