//! Why a child got its place, or did not: choice by choice and pool by pool, in sentences.

use paiwei_audit::texts::Message;
use paiwei_protocol::{light::Verdict, results::Cutoff, rules::OrderKey};

use super::telling::Telling;
use crate::rounds::{Choice, PoolStory};

/// A rank, and how many it is among.
pub(crate) struct Ranked {
    /// From 1.
    pub(crate) rank: u32,
    pub(crate) among: u64,
}

/// A choice, told.
pub(crate) struct ChoiceTold {
    /// Which it is, from 1.
    pub(crate) choice: u32,
    pub(crate) program: String,
    /// The rank of the number that was drawn for it; none where one number counts for all.
    pub(crate) ranked: Option<Ranked>,
    pub(crate) pools: Vec<PoolTold>,
}

/// A pool of a choice, told.
pub(crate) struct PoolTold {
    /// The child's place is here.
    pub(crate) placed: bool,
    /// What came of the pool.
    pub(crate) head: String,
    /// What it came to for the child, and where it waits.
    pub(crate) sentences: Vec<String>,
}

/// A choice in sentences; `one`: a child has one number for all of them.
pub(crate) fn choice(telling: Telling<'_>, told: &Choice, one: bool) -> ChoiceTold {
    let ranked = told.rank.filter(|_| !one).map(|rank| Ranked { rank, among: told.among });
    ChoiceTold {
        choice: told.choice,
        program: telling.program(&told.program),
        ranked,
        pools: told.pools.iter().map(|pool| pool_told(telling, pool)).collect(),
    }
}

fn pool_told(telling: Telling<'_>, told: &PoolStory) -> PoolTold {
    let shell = telling.shell;
    let (line, count) = (&told.line, |number: u64| shell.count(number));
    let seats = line.seats.map_or_else(|| shell.t("plan-all"), count);
    let head = Message::new("why-pool").with("pool", &line.pool).with("seats", seats);
    let head = head.with("applied", count(line.applied)).with("admitted", count(line.admitted));
    let waiting = told.waiting.map(|(position, of)| {
        shell.t2("why-waiting", "position", shell.count(position), "of", shell.count(of))
    });
    PoolTold {
        placed: told.verdict == Verdict::Placed,
        head: shell.say(&head),
        sentences: [reason(telling, told)].into_iter().chain(waiting).collect(),
    }
}

fn reason(telling: Telling<'_>, told: &PoolStory) -> String {
    let pool = telling
        .rules
        .pools()
        .find(|(program, pool)| program.id == told.line.program && pool.id == told.line.pool);
    let (Some((_, pool)), Some(own)) = (pool, &told.own) else {
        return telling.shell.t("why-not-eligible");
    };
    let id = match (told.verdict, &told.last) {
        (Verdict::NotEligible, _) => "why-not-eligible",
        (Verdict::NotNeeded, _) => "why-not-needed",
        (Verdict::Placed, None) => "why-placed-open",
        (Verdict::Missed, None) => "why-closed",
        (Verdict::Placed, Some(_)) if own.parts.is_empty() => "why-placed-plain",
        (Verdict::Placed, Some(_)) => "why-placed",
        (Verdict::Missed, Some(_)) => missed(told.decided_by, own.parts.is_empty()),
    };
    let mut said = Message::new(id).with("own", telling.standing(own, pool));
    if let (Some(last), Cutoff::At(_)) = (&told.last, &told.line.cutoff) {
        said = said.with("last", telling.standing(last, pool));
    }
    telling.shell.say(&said)
}

fn missed(decided_by: Option<OrderKey>, plain: bool) -> &'static str {
    match decided_by {
        Some(OrderKey::Band) => "why-missed-band",
        Some(OrderKey::Tier) => "why-missed-tier",
        Some(OrderKey::Points) => "why-missed-points",
        None if plain => "why-missed-plain",
        None => "why-missed-number",
    }
}
