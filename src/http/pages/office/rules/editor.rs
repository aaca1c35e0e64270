//! A draft, a part at a time.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use serde_json::json;

use super::{
    super::Desk,
    InDraft,
    form::{Button, Filling, Group, Input},
    parts::{InPart, Part},
    rounds_of, sections,
    words::{Words, titled},
};
use crate::{
    drafts::{
        self, Act, Draft, DraftError,
        edit::{Fields, Refused, filled},
    },
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Operator, Staff},
        pages::{Page, Shell, assets::Asset},
    },
    staff::Step,
};

/// What a page says above its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Notice {
    /// It was saved.
    Saved,
    /// Fields were refused.
    Refused,
    /// The rules grew too large.
    TooLarge,
    /// There are no two keys in what was pasted.
    NoKeys,
    /// Somebody saved the draft meanwhile.
    Changed {
        /// Who.
        by: String,
        /// When (Unix seconds).
        at: u64,
    },
}

impl Notice {
    /// The status of the page that says it.
    fn status(&self) -> StatusCode {
        match self {
            Self::Saved => StatusCode::OK,
            Self::Changed { .. } => StatusCode::CONFLICT,
            Self::Refused | Self::TooLarge | Self::NoKeys => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}

/// A part of a draft.
#[derive(Template)]
#[template(path = "office/draft.html")]
pub(crate) struct DraftPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    /// The round's title, or its id, or that it has none.
    pub(crate) title: String,
    pub(crate) revision: u64,
    pub(crate) by: String,
    /// When it was saved last (Unix seconds).
    pub(crate) at: u64,
    pub(crate) place: InPart,
    pub(crate) groups: Vec<Group>,
    pub(crate) adds: Vec<Button>,
    pub(crate) words: Words,
    pub(crate) notice: Option<Notice>,
}

impl DraftPage {
    /// The parts that the navigation names.
    pub(crate) fn parts(&self) -> [Part; 9] {
        Part::ALL
    }

    /// Whether the page is this part; a program's counts to the programs.
    pub(crate) fn is(&self, part: &Part) -> bool {
        let own = if self.place.part == Part::Program { Part::Programs } else { self.place.part };
        own == *part
    }

    /// The whole of the rules is read here, and handed in.
    pub(crate) fn is_check(&self) -> bool {
        self.place.part == Part::Check
    }

    /// It is one program's page.
    pub(crate) fn is_program(&self) -> bool {
        self.place.part == Part::Program
    }

    /// The fields that were refused, with why.
    pub(crate) fn wrong(&self) -> impl Iterator<Item = (&str, String)> {
        let fields = self.groups.iter().flat_map(|group| &group.fields);
        fields.filter_map(|field| {
            let why = field.wrong.as_ref()?;
            Some((field.name.as_str(), format!("{}: {why}", field.label)))
        })
    }
}

/// The rules in words and what contradicts, for a script to put beside the form.
#[derive(Template)]
#[template(path = "office/draft-words.html")]
pub(crate) struct Preview {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) words: Words,
}

/// What is typed and not taken.
#[derive(Default)]
struct Typed<'a> {
    fields: Option<&'a Fields>,
    refused: &'a [Refused],
    notice: Option<Notice>,
}

async fn page(
    app: &App,
    staff: &Staff<Operator>,
    shell: Shell,
    draft: &Draft,
    place: InPart,
    typed: Typed<'_>,
) -> Result<Response, Problem> {
    let rules = &draft.rules;
    let filling = Filling { shell: &shell, rules, typed: typed.fields, refused: typed.refused };
    let (groups, adds) = sections::of(place, filling);
    let status = typed.notice.as_ref().map_or(StatusCode::OK, Notice::status);
    let page = DraftPage {
        words: Words::of(&shell, rules, &rounds_of(app).await?, place),
        desk: Desk::of(app, staff).await?,
        id: draft.id.clone(),
        title: titled(&shell, rules),
        revision: draft.revision,
        by: draft.by.clone(),
        at: draft.at,
        place,
        groups,
        adds,
        notice: typed.notice,
        shell,
    };
    Ok((status, Page(page)).into_response())
}

/// A part of a draft.
pub(crate) async fn show(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InDraft { draft }): InPath<InDraft>,
    InQuery(place): InQuery<InPart>,
) -> Result<Response, Problem> {
    let draft = drafts::one(app.office(), &draft).await?;
    let notice = place.saved.then_some(Notice::Saved);
    page(&app, &staff, shell, &draft, place, Typed { notice, ..Typed::default() }).await
}

/// Saves what a part's form says, does what its button says, and comes back; or hands the rules in.
pub(crate) async fn save(
    staff: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InDraft { draft }): InPath<InDraft>,
    InQuery(place): InQuery<InPart>,
    InForm(pairs): InForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let fields = Fields::of(pairs);
    let draft = drafts::one(app.office(), &draft).await?;
    match fields.last("do").unwrap_or_default() {
        "hand-in" => hand_in(&app, &staff, shell, &draft, &fields).await,
        _ => save_part(&app, &staff, shell, draft, place, &fields).await,
    }
}

async fn save_part(
    app: &App,
    staff: &Staff<Operator>,
    shell: Shell,
    draft: Draft,
    place: InPart,
    fields: &Fields,
) -> Result<Response, Problem> {
    let typed = |refused, notice| Typed { fields: Some(fields), refused, notice: Some(notice) };
    let rules = match filled(&draft.rules, fields) {
        Ok(rules) => rules,
        Err(refused) => {
            let notice = if refused.is_empty() { Notice::TooLarge } else { Notice::Refused };
            return page(app, staff, shell, &draft, place, typed(&refused, notice)).await;
        }
    };
    let act =
        Act::of(fields.last("do").unwrap_or_default(), fields.last("paste").unwrap_or_default());
    let Some(rules) = drafts::done(&rules, &act) else {
        return page(app, staff, shell, &draft, place, typed(&[], Notice::NoKeys)).await;
    };
    let next = after(&act, place, rules.programs.len());
    let revision = revision(fields);
    match drafts::save(app.office(), staff.name(), (&draft.id, revision), rules).await {
        Ok(_) => {
            let address = format!("/office/rules/{}{}&saved=true", draft.id, next.query());
            Ok(Redirect::to(&address).into_response())
        }
        Err(DraftError::Changed(now)) => {
            let notice = Notice::Changed { by: now.by.clone(), at: now.at };
            page(app, staff, shell, &now, place, typed(&[], notice)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The part that one goes on with: a new program's own.
fn after(act: &Act, place: InPart, programs: usize) -> InPart {
    match act {
        Act::Add(list) if list == "programs" => {
            InPart { part: Part::Program, at: programs.saturating_sub(1), saved: false }
        }
        _ => place,
    }
}

/// The revision that was read.
fn revision(fields: &Fields) -> u64 {
    fields.last("revision").and_then(|revision| revision.parse().ok()).unwrap_or(0)
}

/// Proposes to announce the round of these rules, if they are those that were read and nothing
/// contradicts in them.
async fn hand_in(
    app: &App,
    staff: &Staff<Operator>,
    shell: Shell,
    draft: &Draft,
    fields: &Fields,
) -> Result<Response, Problem> {
    let place = InPart { part: Part::Check, ..InPart::default() };
    if revision(fields) != draft.revision {
        let notice = Some(Notice::Changed { by: draft.by.clone(), at: draft.at });
        let typed = Typed { notice, ..Typed::default() };
        return page(app, staff, shell, draft, place, typed).await;
    }
    if !Words::of(&shell, &draft.rules, &rounds_of(app).await?, place).is_sound() {
        let typed = Typed { notice: Some(Notice::Refused), ..Typed::default() };
        return page(app, staff, shell, draft, place, typed).await;
    }
    let rules = serde_json::from_slice(&draft.rules.to_json()).map_err(Problem::internal)?;
    let step = Step::Announce { rules };
    let detail = json!({ "draft": draft.id, "revision": draft.revision });
    app.staff().record(staff.name(), "draft-hand-in", "", &detail).await?;
    let proposal = app.staff().propose(&staff.signed, "", &step).await?;
    Ok(Redirect::to(&format!("/office/proposals/{}", proposal.id)).into_response())
}

/// The words of what is typed and not saved yet.
pub(crate) async fn preview(
    _: Staff<Operator>,
    State(app): State<App>,
    shell: Shell,
    InPath(InDraft { draft }): InPath<InDraft>,
    InQuery(place): InQuery<InPart>,
    InForm(pairs): InForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let draft = drafts::one(app.office(), &draft).await?;
    // While a field is half typed, the words stay as they were.
    let Ok(rules) = filled(&draft.rules, &Fields::of(pairs)) else {
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let words = Words::of(&shell, &rules, &rounds_of(&app).await?, place);
    Ok(Page(Preview { shell, id: draft.id, words }).into_response())
}
