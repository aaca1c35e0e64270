//! Admission notices to print, one a page: with the child's name, for the family alone.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use paiwei_protocol::rules::{Rules, Titles};
use serde::Deserialize;
use serde_json::json;

use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::{Staff, Supervisor},
        api::families::InRound,
        kind,
        pages::{Page, Shell, assets::Asset, office::Desk, paging::Paging},
    },
    rounds::{self, Admitted},
    slips,
};

/// Notices of a page: a browser prints so many with drawings at ease.
const PAGE: usize = 50;

/// The programs whose notices can be printed.
#[derive(Template)]
#[template(path = "office/notices.html")]
pub(crate) struct NoticesIndex {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    /// Program, its titles, and how many it admitted.
    pub(crate) programs: Vec<(String, Titles, u64)>,
    /// The service knows its own address: notices carry a link to check.
    pub(crate) linked: bool,
}

/// Notices of a program.
#[derive(Template)]
#[template(path = "office/notices-program.html")]
pub(crate) struct NoticesPage {
    pub(crate) shell: Shell,
    pub(crate) desk: Desk,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    pub(crate) program: Titles,
    pub(crate) notices: Vec<Notice>,
    pub(crate) paging: Paging,
    /// When a place must have been accepted (Unix seconds), where families answer.
    pub(crate) answers: Option<u64>,
}

/// One child's notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) name: String,
    pub(crate) code: String,
    /// The platform's registration number; empty for an application made online.
    pub(crate) number: String,
    /// Which choice it was, from 1.
    pub(crate) choice: u32,
    /// Where the result can be checked, and the same as a QR code; empty where the service doesn't
    /// know its own address.
    pub(crate) link: String,
    pub(crate) qr: String,
}

impl Notice {
    fn of(child: Admitted, base: Option<&String>) -> Self {
        let link = base.map(|base| format!("{base}/{}", child.code)).unwrap_or_default();
        Self {
            name: child.identity.fields().get("name").cloned().unwrap_or_default(),
            code: child.code.to_string(),
            number: child.number,
            choice: child.placement.choice,
            qr: Some(&link)
                .filter(|it| !it.is_empty())
                .and_then(|it| slips::qr(it))
                .unwrap_or_default(),
            link,
        }
    }
}

/// The programs.
pub(crate) async fn notices(
    staff: Staff<Supervisor>,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<NoticesIndex>, Problem> {
    let rules = Arc::new(rounds::rules(app.office(), &round).await?);
    let counts = rounds::admitted_counts(app.office(), &round).await?;
    let of = |program: &paiwei_protocol::rules::Program| {
        let count = counts.get(&program.id).copied().unwrap_or(0);
        (program.id.clone(), program.titles.clone(), count)
    };
    let programs = rules.programs.iter().map(of).filter(|(_, _, count)| *count > 0).collect();
    let linked = app.options().public_url.is_some();
    let desk = Desk::of(&app, &staff).await?;
    Ok(Page(NoticesIndex { shell, desk, id: round, rules, programs, linked }))
}

/// Round and program of an address.
#[derive(Deserialize)]
pub(in crate::http) struct InProgram {
    round: String,
    program: String,
}

/// The page that is asked for.
#[derive(Deserialize)]
pub(in crate::http) struct Asked {
    page: Option<usize>,
}

/// Notices of a program. They hold names, so every look stands in the trail.
pub(crate) async fn of_program(
    staff: Staff<Supervisor>,
    State(app): State<App>,
    shell: Shell,
    InPath(InProgram { round, program }): InPath<InProgram>,
    InQuery(Asked { page }): InQuery<Asked>,
) -> Result<Page<NoticesPage>, Problem> {
    let rules = Arc::new(rounds::rules(app.office(), &round).await?);
    let counts = rounds::admitted_counts(app.office(), &round).await?;
    let count = counts.get(&program).copied().unwrap_or(0);
    let found = rules.program(&program).filter(|_| count > 0);
    let titles = found.map(|(_, program)| program.titles.clone());
    let titles = titles.ok_or_else(|| Problem::of(kind::NOT_FOUND))?;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let address = format!("/office/rounds/{round}/notices/{program}?page=");
    let paging = Paging::among(count, page, PAGE, address);
    let from = paging.from();
    let children = rounds::admitted_to(app.office(), &round, &program, from, PAGE).await?;
    let detail = json!({ "program": program, "children": children.len() });
    app.staff().record(staff.name(), "export-notices", &round, &detail).await?;
    let base = app.options().public_url.as_ref().map(|url| format!("{url}/rounds/{round}/results"));
    Ok(Page(NoticesPage {
        desk: Desk::of(&app, &staff).await?,
        notices: children.into_iter().map(|child| Notice::of(child, base.as_ref())).collect(),
        answers: rules.timeline.answers,
        id: round,
        program: titles,
        shell,
        rules,
        paging,
    }))
}
