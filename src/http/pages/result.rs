//! A result by its code: the place first, then the rank, then what both rest on.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{ident::Code, rules::Titles};
use serde::Deserialize;

use super::{Page, Shell, assets::Asset};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::Everyone,
        api::families::{InApplication, InRound},
        kind,
    },
    rounds,
};

/// Where a code is asked for.
#[derive(Template)]
#[template(path = "public/ask.html")]
pub(crate) struct Ask {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    /// A result is in force.
    pub(crate) published: bool,
    /// What was typed and is no code, or none of this round.
    pub(crate) wrong: Option<String>,
}

/// A child's line of the published result.
#[derive(Template)]
#[template(path = "public/result.html")]
pub(crate) struct Shown {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    pub(crate) code: String,
    pub(crate) place: Option<Place>,
    pub(crate) numbers: Vec<Number>,
}

/// The place that a child has.
pub(crate) struct Place {
    /// Titles of the program.
    pub(crate) program: Titles,
    /// Id of the pool.
    pub(crate) pool: String,
    /// Which choice it was, from 1.
    pub(crate) choice: u32,
}

/// A number that was drawn, and its rank among all children's.
pub(crate) struct Number {
    /// Titles of the program that it is for; none where one number counts for all.
    pub(crate) program: Option<Titles>,
    /// From 1.
    pub(crate) rank: u32,
    /// Of how many.
    pub(crate) among: u64,
    /// 32 hex digits.
    pub(crate) number: String,
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    code: Option<String>,
}

/// Asks for a code, or goes on to the page of the code that was typed.
pub(crate) async fn ask(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Typed { code }): InQuery<Typed>,
) -> Result<Response, Problem> {
    if let Some(Ok(code)) = code.as_deref().map(Code::normalise) {
        let to = format!("/rounds/{round}/results/{code}");
        let to = HeaderValue::from_str(&to).map_err(Problem::internal)?;
        return Ok((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response());
    }
    Ok(asked(&app, shell, round, code).await?.into_response())
}

async fn asked(
    app: &App,
    shell: Shell,
    round: String,
    wrong: Option<String>,
) -> Result<Page<Ask>, Problem> {
    let rules = rounds::rules(app.office(), &round).await?;
    let published = rounds::has_result(app.office(), &round).await?;
    let (titles, rehearsal) = (rules.titles.clone(), rules.rehearsal);
    Ok(Page(Ask { shell, round, titles, rehearsal, published, wrong }))
}

/// The page of a code.
pub(crate) async fn of_code(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(application): InPath<InApplication>,
) -> Result<Response, Problem> {
    let round = application.round.clone();
    let Ok(code) = application.code() else {
        let page = asked(&app, shell, round, Some(application.code.clone())).await?;
        return Ok((kind::NOT_FOUND.status(), page).into_response());
    };
    let Some(ranked) = rounds::ranked(app.office(), &round, code).await? else {
        let page = asked(&app, shell, round, Some(code.to_string())).await?;
        return Ok((kind::NOT_FOUND.status(), page).into_response());
    };
    let rules = rounds::rules(app.office(), &round).await?;
    let program = |id: &str| {
        let found = rules.programs.iter().find(|program| program.id == id);
        found.map_or_else(
            || Titles { zh: id.to_owned(), en: id.to_owned() },
            |found| found.titles.clone(),
        )
    };
    let place = ranked.line.placement.as_ref().map(|placement| Place {
        program: program(&placement.program),
        pool: placement.pool.clone(),
        choice: placement.choice,
    });
    let numbers = ranked.line.numbers.iter().zip(&ranked.line.ranks).zip(ranked.among);
    let numbers = numbers.map(|((number, rank), (of, among))| Number {
        program: of.as_deref().map(program),
        rank: *rank,
        among,
        number: number.to_string(),
    });
    Ok(Page(Shown {
        numbers: numbers.collect(),
        place,
        titles: rules.titles.clone(),
        rehearsal: rules.rehearsal,
        code: code.to_string(),
        shell,
        round,
    })
    .into_response())
}
