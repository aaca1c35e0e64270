//! A draft, a part at a time.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};

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
        self, Draft,
        edit::{Fields, Refused, filled},
    },
    http::{
        App, InForm, InPath, InQuery, Problem,
        access::{Operator, Staff},
        pages::{Page, Shell, assets::Asset},
    },
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
pub(super) struct Typed<'a> {
    pub(super) fields: Option<&'a Fields>,
    pub(super) refused: &'a [Refused],
    pub(super) notice: Option<Notice>,
}

pub(super) async fn page(
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
