//! Programs of a round: plan and applicants, pools with whom they are for and whom they take first.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use paiwei_protocol::rules::{Program, Rules};
use serde::Deserialize;

use super::{
    Page, Shell,
    assets::Asset,
    chart::{Bar, chart},
    paging::Paging,
    telling::Telling,
};
use crate::{
    http::{App, InPath, InQuery, Problem, access::Everyone, api::families::InRound},
    rounds::{self, Applicants, Interest},
};

/// Programs on a page, at most.
const PROGRAMS: usize = 24;
/// Pools on a page, as far as programs have as many of them as the one that has most.
const POOLS: usize = 64;

/// Programs of a round on their page.
#[derive(Template)]
#[template(path = "public/programs-page.html")]
pub(crate) struct ProgramsPage {
    pub(crate) shell: Shell,
    pub(crate) id: String,
    pub(crate) rules: Arc<Rules>,
    pub(crate) programs: Programs,
    pub(crate) paging: Paging,
}

/// Programs in words.
pub(crate) struct Programs {
    pub(crate) rows: Vec<ProgramRow>,
    pub(crate) pools: Vec<PoolRow>,
    /// The orders that these pools have: what the number of each means.
    pub(crate) orders: Vec<Vec<String>>,
    /// Applicants beside seats, as SVG.
    pub(crate) chart: Option<String>,
    /// Children entered, once the roll is out.
    pub(crate) entered: Option<u64>,
    /// Programs that stand on other pages.
    pub(crate) others: usize,
}

/// A program.
pub(crate) struct ProgramRow {
    pub(crate) name: String,
    pub(crate) ownership: String,
    /// Seats; none without limit.
    pub(crate) plan: Option<u64>,
    /// Applicants, once the roll is out.
    pub(crate) interest: Option<Interest>,
    /// First choices for each seat, with one decimal.
    pub(crate) odds: Option<String>,
}

/// A pool.
pub(crate) struct PoolRow {
    pub(crate) name: String,
    pub(crate) seats: Option<u64>,
    /// Whom it is for, the first tier first.
    pub(crate) tiers: String,
    /// Number of its order among the page's, from 1.
    pub(crate) order: usize,
}

impl Programs {
    /// The programs of a page; `address` is what the number of a page is written after.
    pub(crate) fn of(
        telling: Telling<'_>,
        counted: Option<&Applicants>,
        asked: Option<usize>,
        address: String,
    ) -> (Self, Paging) {
        let all: Vec<(usize, &Program)> = telling.rules.programs.iter().enumerate().collect();
        let widest = all.iter().map(|(_, program)| program.pools.len()).max().unwrap_or(1).max(1);
        let most = (POOLS / widest).clamp(1, PROGRAMS);
        let (shown, paging) = Paging::of(&all, asked, most, address);
        let interest = |at: usize| counted.map(|counted| counted.programs[at]);
        let rows = shown.iter().map(|(at, program)| row(telling, program, interest(*at)));
        let mut programs = Self {
            rows: rows.collect(),
            pools: Vec::new(),
            orders: Vec::new(),
            chart: None,
            entered: counted.map(|counted| counted.entered),
            others: all.len() - shown.len(),
        };
        programs.chart = programs.drawn(telling.shell);
        for (_, program) in shown {
            programs.add_pools(telling, program);
        }
        (programs, paging)
    }

    fn drawn(&self, shell: &Shell) -> Option<String> {
        let bar = |row: &ProgramRow| {
            let Interest { first, any } = row.interest?;
            let figure = shell.count(any);
            Some(Bar { label: row.name.clone(), any, first, seats: row.plan, figure })
        };
        let bars: Option<Vec<Bar>> = self.rows.iter().map(bar).collect();
        chart(&bars?, "chart-about")
    }

    fn add_pools(&mut self, telling: Telling<'_>, program: &Program) {
        for pool in &program.pools {
            let words = telling.order(pool);
            let known = self.orders.iter().position(|order| *order == words);
            let order = known.unwrap_or_else(|| {
                self.orders.push(words);
                self.orders.len() - 1
            });
            self.pools.push(PoolRow {
                name: format!("{}/{}", program.id, pool.id),
                seats: pool.seats,
                tiers: telling.tiers(pool),
                order: order + 1,
            });
        }
    }
}

fn row(telling: Telling<'_>, program: &Program, interest: Option<Interest>) -> ProgramRow {
    let plan = seats(program);
    ProgramRow {
        name: telling.program(&program.id),
        ownership: telling.ownership(program.ownership),
        plan,
        interest,
        odds: interest.zip(plan).and_then(|(interest, seats)| odds(interest.first, seats)),
    }
}

/// Seats of a program: its plan, or those of its pools; none where it takes everybody.
fn seats(program: &Program) -> Option<u64> {
    program.plan.or_else(|| program.pools.iter().map(|pool| pool.seats).sum())
}

/// How many there are for each seat, rounded to one decimal.
fn odds(children: u64, seats: u64) -> Option<String> {
    let tenths = (children * 10 + seats / 2).checked_div(seats)?;
    Some(format!("{}.{}", tenths / 10, tenths % 10))
}

/// The page that was asked for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    page: Option<usize>,
}

/// Programs of a round.
pub(crate) async fn programs(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
    InQuery(Asked { page }): InQuery<Asked>,
) -> Result<Page<ProgramsPage>, Problem> {
    let rules = Arc::new(rounds::rules(app.office(), &round).await?);
    let counted = rounds::applicants(app.office(), &round).await?;
    let telling = Telling { shell: &shell, rules: &rules };
    let address = format!("/rounds/{round}/programs?page=");
    let (programs, paging) = Programs::of(telling, counted.as_deref(), page, address);
    Ok(Page(ProgramsPage { shell, id: round, rules, programs, paging }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_are_rounded_to_one_decimal() {
        assert_eq!(odds(1107, 100).as_deref(), Some("11.1"));
        assert_eq!(odds(298, 360).as_deref(), Some("0.8"));
        assert_eq!(odds(3, 2).as_deref(), Some("1.5"));
        assert_eq!(odds(3, 0), None);
    }
}
