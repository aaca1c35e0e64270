//! Deciding on one application, and going on to the next.

use axum::{
    Form as Sent,
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_protocol::{ident::Code, roll::MAX_NUMBER};

use super::{PAGE, REASONS, asked::Asked, frame::Form, item::gathered};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{Reviewer, Staff},
        api::families::InApplication,
        pages::{Page, Shell},
    },
    rounds::{self, Decision, ReviewVerdict, RoundsError, Seen, SeenReview},
};

/// Longest note, in characters.
pub(super) const MAX_NOTE: usize = 2000;

/// What a form sends: its fields as pairs, as ticks come once for each that is set.
pub(super) struct Pairs(pub(super) Vec<(String, String)>);

impl Pairs {
    /// A field's value, trimmed; empty for none.
    pub(super) fn value(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// All values of a field.
    pub(super) fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }

    /// The reason that the rules name; none where none was chosen.
    pub(super) fn reason(&self) -> Option<&str> {
        Some(self.value("reason")).filter(|reason| !reason.is_empty())
    }

    /// Why, for the office's own files: a standard reason in the reader's language, and one's own
    /// words.
    pub(super) fn why(&self, shell: &Shell) -> Result<String, Wrong> {
        let standard = REASONS.into_iter().find(|reason| *reason == self.value("standard"));
        let note = self.value("note").replace('\r', "");
        if note.chars().count() > MAX_NOTE {
            return Err(("note", "review-note-long"));
        }
        let parts = [standard.map(|id| shell.t(id)), Some(note).filter(|note| !note.is_empty())];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() && self.value("verdict") == "refuse" {
            return Err(("standard", "review-why-missing"));
        }
        Ok(parts.join("\n"))
    }

    fn points(&self) -> Result<Option<u32>, Wrong> {
        match self.value("points") {
            "" => Ok(None),
            text => match text.parse() {
                Ok(points) if points <= MAX_NUMBER => Ok(Some(points)),
                _ => Err(("points", "review-points-wrong")),
            },
        }
    }

    fn verdict(&self) -> Result<ReviewVerdict, Wrong> {
        match self.value("verdict") {
            "refuse" => Ok(ReviewVerdict::Refuse),
            "lapse" => Ok(ReviewVerdict::Lapse),
            _ => Ok(ReviewVerdict::Accept {
                categories: self.all("category"),
                points: self.points()?,
            }),
        }
    }

    /// What was typed, to be shown again.
    pub(super) fn form(&self) -> Form {
        Form {
            granted: self.all("category"),
            points: self.value("points").to_owned(),
            standard: self.value("standard").to_owned(),
            note: self.value("note").to_owned(),
            reason: self.value("reason").to_owned(),
        }
    }

    fn decision(&self, code: Code, shell: &Shell) -> Result<Seen, Wrong> {
        let (verdict, why) = (self.verdict()?, self.why(shell)?);
        let mark = Some(self.value("mark").to_owned());
        Ok(Seen { decision: Decision { code, verdict, why }, mark })
    }
}

/// Decides on an application and goes on to the next of the queue.
pub(crate) async fn decide(
    staff: Staff<Reviewer>,
    State(app): State<App>,
    shell: Shell,
    InPath(application): InPath<InApplication>,
    InQuery(asked): InQuery<Asked>,
    Sent(sent): Sent<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let (code, round, sent) = (application.code()?, application.round, Pairs(sent));
    let outcome = match sent.decision(code, &shell) {
        Ok(seen) => decided(&app, &staff, &round, &[seen], sent.reason()).await?,
        Err(wrong) => Err(wrong),
    };
    let (wrong, meanwhile) = match outcome {
        Ok(review) if review.left.is_empty() => {
            let to = onward(&app, &round, code, &asked, done_word(&sent, &review)).await?;
            return Ok(Redirect::to(&to).into_response());
        }
        Ok(_) => (None, true),
        Err(wrong) => (Some(wrong), false),
    };
    let mut page = gathered(&app, &staff, shell, round, code, asked).await?;
    page.frame.form = sent.form();
    page.frame.wrong = wrong.map(|(field, why)| (field, page.shell.t(why)));
    page.meanwhile = meanwhile;
    let status = if meanwhile { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, Page(page)).into_response())
}

/// What is wrong with what was sent: a field, and the id of a text.
pub(super) type Wrong = (&'static str, &'static str);

/// Decides; the trail says who did in the same transaction.
pub(super) async fn decided(
    app: &App,
    staff: &Staff<Reviewer>,
    round: &str,
    seen: &[Seen],
    reason: Option<&str>,
) -> Result<Result<SeenReview, Wrong>, Problem> {
    match rounds::review_seen(app.office(), round, seen, reason, staff.name()).await {
        Ok(review) => Ok(Ok(review)),
        Err(RoundsError::ReasonMissing(_)) => Ok(Err(("reason", "review-reason-missing"))),
        Err(error) => Err(error.into()),
    }
}

fn done_word(sent: &Pairs, review: &SeenReview) -> &'static str {
    match sent.value("verdict") {
        _ if review.reviewed.changed == 0 => "same",
        "refuse" => "refused",
        "lapse" => "lapsed",
        _ => "accepted",
    }
}

/// The address of the application after this one, or of the queue where there is none.
async fn onward(
    app: &App,
    round: &str,
    code: Code,
    asked: &Asked,
    done: &str,
) -> Result<String, Problem> {
    let (office, filter) = (app.office(), asked.filter());
    let told = format!("&done={done}&of={code}");
    let next = rounds::queue(office, round, &filter, Some(code), 1).await?;
    let Some(next) = next.applications.first().map(|one| one.request.code) else {
        return Ok(format!("/office/rounds/{round}/review{}{told}", asked.from("")));
    };
    let page = rounds::queue(office, round, &filter, asked.after(), PAGE).await?;
    let beside = page.applications.iter().any(|one| one.request.code == next);
    let query = if beside { asked.query() } else { asked.from(code.to_string()) };
    Ok(format!("/office/rounds/{round}/review/{next}{query}{told}"))
}
