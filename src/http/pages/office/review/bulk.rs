//! Deciding on many applications at once.

use axum::{
    Form as Sent,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::ident::Code;

use super::{
    asked::Asked,
    decide::{Pairs, Wrong, decided},
    queue::gathered,
};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{Reviewer, Staff},
        api::families::InRound,
        pages::{Page, Shell},
    },
    rounds::{self, Decision, Rest, RestReview, ReviewVerdict, Seen},
};

/// Decides on those that are ticked: accepts each as it claims, or refuses all with one reason.
pub(crate) async fn many(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(asked): InQuery<Asked>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let sent = Pairs(sent);
    let seen = match sent.why(&shell) {
        Ok(why) => seen(&app, &round, &sent, &why).await?,
        Err(wrong) => return shown(&app, &staff, shell, round, asked, &sent, wrong).await,
    };
    if seen.is_empty() {
        let wrong = ("picks", "review-none-ticked");
        return shown(&app, &staff, shell, round, asked, &sent, wrong).await;
    }
    match decided(&app, &staff, &round, &seen, sent.reason()).await? {
        Ok(review) => {
            let (of, left) = (review.decided.len(), review.left.len());
            let told = format!("&done=many&of={of}&left={left}");
            let to = format!("/office/rounds/{round}/review{}{told}", asked.query());
            Ok(Redirect::to(&to).into_response())
        }
        Err(wrong) => shown(&app, &staff, shell, round, asked, &sent, wrong).await,
    }
}

/// The decisions on what was ticked: `pick` holds code and mark.
async fn seen(app: &App, round: &str, sent: &Pairs, why: &str) -> Result<Vec<Seen>, Problem> {
    let mut seen = Vec::new();
    for pick in sent.all("pick") {
        let Some((code, mark)) = pick.split_once(' ') else { continue };
        let Ok(code) = Code::normalise(code) else { continue };
        let verdict = match sent.value("verdict") {
            "refuse" => ReviewVerdict::Refuse,
            "lapse" => ReviewVerdict::Lapse,
            _ => {
                let one = rounds::queued(app.office(), round, code).await?;
                ReviewVerdict::Accept { categories: one.request.claims, points: one.points }
            }
        };
        let decision = Decision { code, verdict, why: why.to_owned() };
        seen.push(Seen { decision, mark: Some(mark.to_owned()) });
    }
    Ok(seen)
}

async fn shown(
    app: &App,
    staff: &Staff<Reviewer>,
    shell: Shell,
    round: String,
    asked: Asked,
    sent: &Pairs,
    (field, why): Wrong,
) -> Result<Response, Problem> {
    let mut page = gathered(app, staff, shell, round, asked).await?;
    page.frame.form = sent.form();
    page.frame.wrong = Some((field, page.shell.t(why)));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

/// Accepts what awaits a decision: all that claims nothing, or everything as it is claimed. Only as
/// many as were seen: more have come meanwhile, or a colleague has decided, and nothing is accepted
/// that nobody looked at.
pub(crate) async fn rest(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let sent = Pairs(sent);
    let (which, done) = match sent.value("which") {
        "all" => (Rest::All, "rest"),
        _ => (Rest::Unclaimed, "unclaimed"),
    };
    // A form without the number has shown none.
    let seen = sent.value("undecided").parse().unwrap_or(0);
    let (office, by) = (app.office(), staff.name());
    match rounds::accept_seen_rest(office, &round, which, Some(seen), by).await? {
        RestReview::Accepted(reviewed) => {
            let told = format!("?done={done}&of={}", reviewed.changed);
            Ok(Redirect::to(&format!("/office/rounds/{round}/review{told}")).into_response())
        }
        RestReview::Differs { undecided } => {
            let mut page = gathered(&app, &staff, shell, round, Asked::default()).await?;
            let (seen, now) = (page.shell.count(seen as u64), page.shell.count(undecided as u64));
            let why = page.shell.t2("review-rest-differs", "seen", seen, "now", now);
            page.frame.wrong = Some(("standings", why));
            Ok((StatusCode::CONFLICT, Page(page)).into_response())
        }
    }
}
