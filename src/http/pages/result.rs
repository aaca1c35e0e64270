//! A result by its code: the place first, then the rank, then what both rest on.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::{
    ident::Code,
    roll::Status,
    rules::{Numbers, Rules, Titles},
};
use serde::Deserialize;

use super::{
    Page, Shell,
    assets::Asset,
    ledger::status_id,
    telling::Telling,
    why::{self, ChoiceTold, Ranked},
};
use crate::{
    http::{
        App, InPath, InQuery, Problem,
        access::Everyone,
        api::families::{InApplication, InRound},
        kind,
    },
    rounds::{self, Explained},
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

/// A child's line of the published result, explained.
#[derive(Template)]
#[template(path = "public/result.html")]
pub(crate) struct Shown {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    pub(crate) code: String,
    /// Why it took no part, as an id of the texts.
    pub(crate) without_part: Option<&'static str>,
    pub(crate) place: Option<Place>,
    /// Codes that share its number, where children are linked.
    pub(crate) linked: Vec<String>,
    /// The number that counts for every choice, where a child has one.
    pub(crate) number: Option<Ranked>,
    pub(crate) choices: Vec<ChoiceTold>,
    /// The numbers as they were drawn, with what each is for.
    pub(crate) numbers: Vec<(String, String)>,
    /// Index of the line in `roll.csv`, from 0.
    pub(crate) index: u32,
    /// Path of the draw text in the round's folder.
    pub(crate) draw: String,
    /// Commands with which anybody computes the numbers again.
    pub(crate) commands: Vec<String>,
    /// The published place is the one that the published cutoffs give.
    pub(crate) agrees: bool,
}

/// The place that a child has.
pub(crate) struct Place {
    /// The program, with its id.
    pub(crate) program: String,
    /// Id of the pool.
    pub(crate) pool: String,
    /// Which choice it was, from 1.
    pub(crate) choice: u32,
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
    let Some(explained) = rounds::explained(app.office(), &round, code).await? else {
        let page = asked(&app, shell, round, Some(code.to_string())).await?;
        return Ok((kind::NOT_FOUND.status(), page).into_response());
    };
    let rules = rounds::rules(app.office(), &round).await?;
    Ok(Page(Shown::of(shell, round, code, &explained, &rules)).into_response())
}

impl Shown {
    /// The result of a code, as its page tells it.
    pub(crate) fn of(
        shell: Shell,
        round: String,
        code: Code,
        told: &Explained,
        rules: &Rules,
    ) -> Self {
        let telling = Telling { shell: &shell, rules };
        let others = told.members.iter().filter(|member| **member != code);
        let one = rules.numbers == Numbers::PerChild;
        let number = told.ranked.line.ranks.first().zip(told.ranked.among.first());
        let number = number.map(|(rank, (_, among))| Ranked { rank: *rank, among: *among });
        Self {
            without_part: (told.status != Status::Entered).then(|| status_id(told.status)),
            place: told.place.as_ref().map(|place| Place {
                program: telling.program(&place.program),
                pool: place.pool.clone(),
                choice: place.choice,
            }),
            linked: others.map(ToString::to_string).collect(),
            number: number.filter(|_| one),
            choices: told.choices.iter().map(|choice| why::choice(telling, choice, one)).collect(),
            numbers: numbers(telling, told),
            index: told.index,
            draw: match told.ranked.attempt {
                1 => "draw.txt".to_owned(),
                attempt => format!("attempt-{attempt}/draw.txt"),
            },
            commands: told.shell.clone(),
            agrees: told.agrees,
            titles: rules.titles.clone(),
            rehearsal: rules.rehearsal,
            code: code.to_string(),
            shell,
            round,
        }
    }
}

/// The numbers of a child's line, each with the program that it is for.
fn numbers(telling: Telling<'_>, told: &Explained) -> Vec<(String, String)> {
    let numbers = told.ranked.line.numbers.iter().zip(&told.ranked.among);
    let of = |program: &Option<String>| match program {
        Some(program) => telling.program(program),
        None => telling.shell.t("number-of-all"),
    };
    numbers.map(|(number, (program, _))| (of(program), number.to_string())).collect()
}
