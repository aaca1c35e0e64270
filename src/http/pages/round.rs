//! A round's page: where it stands, its rules in words, its programs, its journal, its files.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use paiwei_protocol::rules::{
    Numbers, Observer, OrderKey, Ownership, Program, Rules, Source, Tier,
};

use super::{
    Page, Shell,
    assets::Asset,
    standing::{Stage, stages},
};
use crate::{
    http::{App, InPath, Problem, access::Everyone, api::families::InRound},
    rounds::{self, Appended},
};

/// A round's page.
#[derive(Template)]
#[template(path = "public/round.html")]
pub(crate) struct RoundPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    pub(crate) state: String,
    pub(crate) stages: Vec<Stage>,
    /// Receipts given so far.
    pub(crate) received: u64,
    pub(crate) entries: Vec<Appended>,
    /// SHA-256 of `rules.json`.
    pub(crate) rules_hash: String,
    /// A result is in force.
    pub(crate) published: bool,
}

impl RoundPage {
    /// Applications are taken now.
    pub(crate) fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// The round was given up.
    pub(crate) fn is_void(&self) -> bool {
        self.state == "void"
    }

    /// Seats of a program: those of its pools, or its plan; none where it takes everybody.
    pub(crate) fn seats(&self, program: &Program) -> Option<u64> {
        program.plan.or_else(|| program.pools.iter().map(|pool| pool.seats).sum())
    }

    /// Who owns a program's school, as an id of the texts.
    pub(crate) fn ownership(&self, program: &Program) -> &'static str {
        match program.ownership {
            Ownership::Public => "ownership-public",
            Ownership::Private => "ownership-private",
        }
    }

    /// In which order a pool takes children, in words.
    pub(crate) fn order(&self, keys: &[OrderKey]) -> String {
        let word = |key: &OrderKey| match key {
            OrderKey::Band => "order-band",
            OrderKey::Tier => "order-tier",
            OrderKey::Points => "order-points",
        };
        let words: Vec<String> = keys.iter().map(|key| self.shell.t(word(key))).collect();
        if words.is_empty() {
            return self.shell.t("order-number-only");
        }
        self.shell.t1("order-then-number", "keys", words.join(&self.shell.t("order-then")))
    }

    /// A tier in words.
    pub(crate) fn tier(&self, tier: &Tier) -> String {
        let Tier::Categories(ids) = tier else { return self.shell.t("tier-everyone") };
        let title = |id: &String| {
            let found = self.rules.categories.iter().find(|category| category.id == *id);
            found.map_or_else(|| id.clone(), |found| self.shell.title(&found.titles))
        };
        ids.iter().map(title).collect::<Vec<_>>().join(&self.shell.t("list-comma"))
    }

    /// What an observer does, in words.
    pub(crate) fn duties(&self, observer: &Observer) -> String {
        let duties = [
            (observer.seed, "duty-seed"),
            (observer.witness, "duty-witness"),
            (observer.confirm, "duty-confirm"),
        ];
        let words = duties.iter().filter(|(does, _)| *does).map(|(_, id)| self.shell.t(id));
        words.collect::<Vec<_>>().join(&self.shell.t("list-comma"))
    }

    /// A source of randomness in words.
    pub(crate) fn source_in_words(&self, source: &Source) -> String {
        match source {
            Source::Dice(dice) => {
                self.shell.t2("source-dice", "throws", dice.throws, "sides", dice.sides)
            }
            Source::Drand { .. } => self.shell.t("source-drand"),
        }
    }
}

/// A round.
pub(crate) async fn round(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<RoundPage>, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    Ok(Page(RoundPage {
        shell,
        stages: stages(&found),
        state: found.round.state.to_string(),
        published: found.round.in_force(),
        received: found.received,
        rules_hash: paiwei_protocol::digest::Digest::of(&found.rules.to_json()).to_string(),
        rules: found.rules,
        entries: found.done,
        id: round,
    }))
}
