//! Applying: one form in four short steps, which a browser without script shows one below the other and
//! can send. The page's script, where there is one, makes the family's key and signs instead
//! (`static/scripts/family`).

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use paiwei_protocol::rules::{Band, OrderKey, Program, Rules};
use serde::Deserialize;

use super::{
    Page, Shell,
    assets::Asset,
    eligible::{self, Restricted},
    filled::{Filled, Wrong},
    handing::Handing,
};
use crate::{
    documents::DocumentKind,
    entropy,
    http::{
        App, Arrived, InForm, InPath, InQuery, Problem, access::Everyone, api::families::InRound,
        client::Address,
    },
    rounds::{self, MOST_CODES},
};

/// Children that the form offers to enter together, where more aren't linked by the rules.
const USUAL: usize = 2;
/// Children that the form offers to enter together at most.
const OFFERED: usize = 4;

/// The form of an application, new or changed.
#[derive(Template)]
#[template(path = "family/apply.html")]
pub(crate) struct ApplyPage {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) rules: Arc<Rules>,
    /// Children, from 1.
    pub(crate) children: usize,
    /// What was filled in before.
    pub(crate) filled: Filled,
    /// What is wrong with it.
    pub(crate) wrong: Vec<Wrong>,
    /// Applications are taken now.
    pub(crate) open: bool,
    /// The applications that are changed; none: new ones.
    pub(crate) change: Option<Change>,
}

/// Applications that are changed, of one family.
#[derive(Debug, Clone, Default)]
pub(crate) struct Change {
    /// Their codes, in the order of the form's children; none where the family has yet to show them.
    pub(crate) codes: Vec<String>,
    /// The secret that was typed; none where the device's keys sign.
    pub(crate) secret: Option<String>,
    /// What was wrong with what was typed.
    pub(crate) wrong: Option<String>,
}

impl Change {
    /// The codes joined, as the page's script reads them.
    pub(crate) fn joined(&self) -> String {
        self.codes.join("+")
    }
}

impl ApplyPage {
    /// How many choices a band takes, the first 0.
    pub(crate) fn places(&self, band: &Band) -> std::ops::Range<u32> {
        0..band.most.min(u32::try_from(band.programs.len()).unwrap_or(u32::MAX))
    }

    /// The programs of a band.
    pub(crate) fn offered(&self, band: &Band) -> Vec<&Program> {
        self.rules.programs.iter().filter(|program| band.programs.contains(&program.id)).collect()
    }

    /// Kinds of documents, as identity files write them.
    pub(crate) fn kinds(&self) -> Vec<&'static str> {
        DocumentKind::ALL.iter().map(|kind| kind.id()).collect()
    }

    /// Numbers of children that may be entered together.
    pub(crate) fn counts(&self) -> Vec<usize> {
        let most = self.rules.bundles.map_or(USUAL, |most| most as usize);
        (1..=most.clamp(USUAL, OFFERED)).collect()
    }

    /// How many children may be linked; none if rules don't link.
    pub(crate) fn may_link(&self) -> bool {
        self.children > 1 && self.rules.bundles.is_some()
    }

    /// The pools that linking may lose.
    pub(crate) fn restricted(&self) -> Vec<Restricted> {
        eligible::restricted_pools(&self.rules, &self.shell)
    }

    /// The programs that ask for a category, with what they ask for.
    pub(crate) fn asking(&self) -> Vec<(String, String)> {
        let one = |program: &Program| {
            let needed = eligible::needed(program)?;
            let title = self.shell.title(&program.titles);
            Some((title, eligible::titles(&self.rules, &needed, &self.shell)))
        };
        self.rules.programs.iter().filter_map(one).collect()
    }

    /// The pools, for the page's script.
    pub(crate) fn pools(&self) -> String {
        eligible::pools_json(&self.rules)
    }

    /// Some pool asks for the band of a choice before the number: where a choice stands changes its
    /// chance (顺序志愿), and nobody may be told otherwise.
    pub(crate) fn is_choice_first(&self) -> bool {
        self.asks(OrderKey::Band)
    }

    /// Some pool asks for points.
    pub(crate) fn asks_points(&self) -> bool {
        self.asks(OrderKey::Points)
    }

    fn asks(&self, key: OrderKey) -> bool {
        let mut pools = self.rules.programs.iter().flat_map(|program| &program.pools);
        pools.any(|pool| pool.order.contains(&key))
    }

    /// Whether a field must be filled in.
    pub(crate) fn must(&self, field: impl AsRef<str>) -> bool {
        field.as_ref() == "name"
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, field: impl AsRef<str>) -> Option<&str> {
        let found = self.wrong.iter().find(|wrong| wrong.field == field.as_ref());
        found.map(|wrong| wrong.why.as_str())
    }
}

/// How many children apply.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default = "one")]
    children: usize,
}

fn one() -> usize {
    1
}

/// The empty form.
pub(crate) async fn form(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Asked { children }): InQuery<Asked>,
) -> Result<Page<ApplyPage>, Problem> {
    let attempt = entropy::bytes::<16>(app.office().entropy()).map_err(Problem::internal)?;
    let fields = BTreeMap::from([("attempt".to_owned(), hex::encode(attempt))]);
    let children = children.clamp(1, MOST_CODES);
    page(&app, shell, round, children, Filled::new(fields), Vec::new()).await.map(Page)
}

/// The form with what was filled in.
pub(super) async fn page(
    app: &App,
    shell: Shell,
    round: String,
    children: usize,
    filled: Filled,
    wrong: Vec<Wrong>,
) -> Result<ApplyPage, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    let open = found.round.state == paiwei_protocol::journal::State::Open;
    let rules = found.rules;
    Ok(ApplyPage { shell, round, rules, children, filled, wrong, open, change: None })
}

/// Takes the form of a family whose browser runs no script: the office's hand makes the revision.
/// Sent again, the same form is answered the same.
pub(crate) async fn send(
    _: Everyone,
    address: Address,
    State(app): State<App>,
    shell: Shell,
    Arrived(arrived): Arrived,
    InPath(InRound { round }): InPath<InRound>,
    InForm(fields): InForm<Vec<(String, String)>>,
) -> Result<Response, Problem> {
    let filled = Filled::of(fields);
    let rules = rounds::rules(app.office(), &round).await?;
    let taken = match filled.asked(&rules, arrived) {
        Ok(asked) => {
            let handing = Handing { app: &app, address, shell: &shell, rules: &rules };
            handing.taken(&filled, &asked).await?
        }
        Err(id) => Err(vec![Wrong { field: "attempt".to_owned(), why: shell.t(id) }]),
    };
    match taken {
        Ok(receipts) => Ok(receipts),
        Err(wrong) => {
            let children = filled.children();
            refused(page(&app, shell, round, children, filled, wrong).await?)
        }
    }
}

/// The form again, with what is wrong in it.
pub(super) fn refused(page: ApplyPage) -> Result<Response, Problem> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}
