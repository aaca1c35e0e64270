//! The drafts, and where a new one begins.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use paiwei_audit::texts::Message;
use paiwei_protocol::{
    encoding::json::{JsonError, canonical},
    rules::{Rules, limits},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    super::Desk,
    words::{named, titled},
};
use crate::{
    drafts,
    http::{
        App, InForm, InParts, Problem,
        access::{Operator, Staff},
        kind, off_thread,
        pages::{Page, Shell, assets::Asset},
    },
    rounds,
    samples::Sample,
};

/// A draft in the list.
#[derive(Debug, Clone)]
pub(crate) struct DraftCard {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) by: String,
    pub(crate) at: u64,
    /// Contradictions that are left.
    pub(crate) left: usize,
}

/// What a new draft may begin with.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) value: String,
    pub(crate) label: String,
}

/// The drafts.
#[derive(Template)]
#[template(path = "office/rules.html")]
pub(crate) struct DraftsPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) drafts: Vec<DraftCard>,
    pub(crate) starts: Vec<Start>,
    /// What is wrong with an uploaded file.
    pub(crate) wrong: Option<String>,
}

async fn page(
    app: &App,
    staff: &Staff<Operator>,
    shell: Shell,
    wrong: Option<String>,
) -> Result<Response, Problem> {
    let found = drafts::list(app.office()).await?;
    let card = |draft: drafts::Draft| DraftCard {
        title: titled(&shell, &draft.rules),
        left: draft.rules.contradictions().len(),
        id: draft.id,
        by: draft.by,
        at: draft.at,
    };
    let drafts = found.into_iter().map(card).collect();
    let status = wrong.as_ref().map_or(StatusCode::OK, |_| StatusCode::UNPROCESSABLE_ENTITY);
    let (starts, desk) = (starts(app, &shell).await?, Desk::of(app, staff).await?);
    Ok((status, Page(DraftsPage { shell, desk, drafts, starts, wrong })).into_response())
}

/// A blank page, the samples, and the rounds of the journal, the newest first.
async fn starts(app: &App, shell: &Shell) -> Result<Vec<Start>, Problem> {
    let mut starts = vec![Start { value: "blank".to_owned(), label: shell.t("draft-blank") }];
    starts.extend(Sample::ALL.iter().map(|sample| Start {
        value: format!("sample:{}", sample.round()),
        label: shell.t(format!("draft-sample-{}", sample.round())),
    }));
    for round in rounds::rounds(app.office()).await?.into_iter().rev() {
        let rules = rounds::rules(app.office(), &round.id).await?;
        let title = named(shell, &round.id, &rules.titles);
        let label = shell.t1("draft-copy", "round", title);
        starts.push(Start { value: format!("round:{}", round.id), label });
    }
    Ok(starts)
}

/// The drafts.
pub(crate) async fn list(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
) -> Result<Response, Problem> {
    page(&app, &staff, shell, None).await
}

/// What a new draft begins with.
#[derive(Debug, Deserialize)]
pub(crate) struct Begin {
    from: String,
}

/// Begins a draft.
pub(crate) async fn begin(
    staff: Staff<Operator>,
    State(app): State<App>,
    InForm(Begin { from }): InForm<Begin>,
) -> Result<Response, Problem> {
    let origin = app.office().origin().await?;
    let rules = match from.split_once(':') {
        Some(("sample", name)) => {
            let sample = Sample::ALL.into_iter().find(|sample| sample.round() == name);
            let sample = sample.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
            drafts::of_sample(sample, &origin, app.office().now())
        }
        Some(("round", round)) => again(rounds::rules(app.office(), round).await?),
        _ => return created(&app, &staff, "blank", drafts::blank(&origin)).await,
    };
    created(&app, &staff, &from, rules).await
}

/// An earlier round's rules for another one: its id, titles and calendar are the new round's to name.
fn again(rules: Rules) -> Rules {
    let mut rules = Rules { round: String::new(), follows: None, ..rules };
    (rules.timeline.open, rules.timeline.close, rules.timeline.answers) = (0, 0, None);
    rules
}

/// Keeps a new draft, and in the trail what it began with.
async fn created(
    app: &App,
    staff: &Staff<Operator>,
    from: &str,
    rules: Rules,
) -> Result<Response, Problem> {
    let rules = drafts::adopted(rules, &app.office().origin().await?);
    let draft = drafts::create(app.office(), staff.name(), rules).await?;
    let detail = json!({ "draft": draft.id, "from": from });
    app.staff().record(staff.name(), "draft-begin", "", &detail).await?;
    Ok(Redirect::to(&format!("/office/rules/{}", draft.id)).into_response())
}

/// Begins a draft with the rules of a file: JSON, in whatever spelling, or a workbook.
pub(crate) async fn upload(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    mut form: InParts,
) -> Result<Response, Problem> {
    let bytes = form.take("file").content;
    match off_thread(move || read(&bytes)).await? {
        Ok(rules) => created(&app, &staff, "file", rules).await,
        Err(wrong) => {
            let wrong = shell.pick(&wrong).to_owned();
            page(&app, &staff, shell, Some(wrong)).await
        }
    }
}

/// The rules of a file's bytes; what is wrong with it and where.
fn read(bytes: &[u8]) -> Result<Rules, crate::language::Message> {
    if bytes.is_empty() {
        return Err(crate::words::said(&Message::new("draft-file-empty")));
    }
    if bytes.starts_with(b"PK") {
        let rules = drafts::workbook::read(bytes).map_err(|error| error.message())?;
        // Ids and texts that a form could not have typed are refused as they would be in a file.
        return Rules::parse(&rules.to_json()).map_err(|error| json_wrong(&error));
    }
    if bytes.len() > limits::FILE_BYTES {
        return Err(crate::words::said(&Message::new("draft-too-large")));
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let value: serde_json::Value = serde_json::from_slice(text).map_err(|error| {
        let message = Message::new("draft-json-syntax").with("line", error.line());
        crate::words::said(&message.with("column", error.column()))
    })?;
    Rules::parse(&canonical(&value)).map_err(|error| json_wrong(&error))
}

/// What is wrong with JSON that isn't of the form of rules.
fn json_wrong(error: &JsonError) -> crate::language::Message {
    let id = match error {
        JsonError::TooLarge { .. } => "draft-too-large",
        JsonError::Syntax { .. } | JsonError::NotCanonical { .. } | JsonError::TooDeep { .. } => {
            "draft-json-other"
        }
        JsonError::Number { .. } => "draft-json-number",
        JsonError::Name { .. } | JsonError::Unknown { .. } => "draft-json-unknown",
        JsonError::NotNfc { .. } => "draft-json-nfc",
        JsonError::Missing { .. } => "draft-json-missing",
        JsonError::Expected { .. } => "draft-json-expected",
    };
    let place = error.place().field.clone().unwrap_or_else(|| error.place().file.clone());
    let expected = match error {
        JsonError::Expected { expected, .. } => expected.clone(),
        _ => String::new(),
    };
    crate::words::said(&Message::new(id).with("place", place).with("expected", expected))
}
