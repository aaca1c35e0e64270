//! What the big screen shows of a round's state: a pure function of what the journal says.

use paiwei_protocol::{
    drand,
    ident::Code,
    journal::{Attempt, Opening, Recorded, State},
};

use super::telling::Telling;
use crate::rounds::{Overview, ResultHashes};

/// Entries that the screen shows below everything else.
const FEED: usize = 4;

/// Something on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// A hash or a number, with the id of its title and what that names; `huge` when it stands alone.
    Hash { title: &'static str, of: String, digits: String, huge: bool },
    /// Faces of dice.
    Dice { faces: Vec<String>, confirmed: bool },
    /// The moment of a drand round (Unix seconds).
    Countdown { until: u64, beacon: u64 },
    /// Entries so far, with their times.
    Feed { entries: Vec<(u64, &'static str)> },
    /// Places: rank, code and program.
    Places { lines: Vec<(u32, String, String)>, more: u64 },
}

/// What there is to see of a round's state. `result`: hashes of the result published last.
pub(crate) fn scene(
    found: &Overview,
    result: Option<&ResultHashes>,
    telling: Telling<'_>,
) -> Vec<Block> {
    let attempt = found.round.current();
    let mut blocks = match found.round.state {
        State::Announced | State::Open | State::Closed => commitments(attempt, telling),
        State::Posted => posted(found),
        State::Frozen => roll(attempt),
        State::Opening | State::Opened => seeds(attempt, telling),
        State::Ordered | State::Witnessed | State::Failed => {
            countdown(attempt).into_iter().chain(roll(attempt)).collect()
        }
        State::Dicing | State::Diced | State::Thrown | State::Drawn => {
            dice(attempt, found.round.state).into_iter().chain(beacon(attempt)).collect()
        }
        State::Published => result.map(outcome).unwrap_or_default(),
        State::Void => Vec::new(),
    };
    let alone = blocks.len() == 1 && found.round.state != State::Published;
    for block in &mut blocks {
        if let Block::Hash { huge, .. } = block {
            *huge = alone;
        }
    }
    blocks.push(feed(found));
    blocks
}

fn feed(found: &Overview) -> Block {
    let last = found.done.len().saturating_sub(FEED);
    let entries = found.done[last..].iter().map(|entry| (entry.at, entry.kind));
    Block::Feed { entries: entries.collect() }
}

fn hash(title: &'static str, of: String, digits: &impl ToString) -> Block {
    Block::Hash { title, of, digits: digits.to_string(), huge: false }
}

fn commitments(attempt: &Attempt, telling: Telling<'_>) -> Vec<Block> {
    let committed = |holder: &paiwei_protocol::journal::Holder| {
        let commitment = holder.commitment?;
        Some(hash("screen-commitment", telling.holder(&holder.id), &commitment))
    };
    attempt.holders.iter().filter_map(committed).collect()
}

fn posted(found: &Overview) -> Vec<Block> {
    let table = found.round.posted.map(|(_, table)| table);
    let block = |table: paiwei_protocol::journal::Table| {
        hash("screen-posted-hash", table.size.to_string(), &table.sha256)
    };
    table.map(block).into_iter().collect()
}

fn roll(attempt: &Attempt) -> Vec<Block> {
    let table = attempt.frozen.map(|(_, table)| table);
    let block = |table: paiwei_protocol::journal::Table| {
        hash("screen-roll-hash", table.size.to_string(), &table.sha256)
    };
    table.map(block).into_iter().collect()
}

fn seeds(attempt: &Attempt, telling: Telling<'_>) -> Vec<Block> {
    let opened = |holder: &paiwei_protocol::journal::Holder| {
        let of = telling.holder(&holder.id);
        Some(match holder.opening? {
            Opening::Seed(seed) => hash("screen-seed", of, &hex::encode(seed)),
            Opening::Missing => hash("screen-seed-missing", of, &""),
        })
    };
    attempt.holders.iter().filter_map(opened).collect()
}

fn countdown(attempt: &Attempt) -> Option<Block> {
    let (_, beacon) = attempt.order.as_ref()?;
    let beacon = beacon.as_ref()?;
    let until = drand::Chain::by_hash(&beacon.chain).ok()?.time_of(beacon.round).ok()?;
    Some(Block::Countdown { until, beacon: beacon.round })
}

/// The dice that were recorded; while a throw waits for its confirmation, that throw.
fn dice(attempt: &Attempt, state: State) -> Vec<Block> {
    let faces = |faces: &str| faces.split(' ').map(str::to_owned).collect();
    if matches!(state, State::Dicing | State::Thrown) {
        let waiting = attempt.thrown.iter();
        return waiting.map(|dice| Block::Dice { faces: faces(dice), confirmed: false }).collect();
    }
    let confirmed = |recorded: &Recorded| match recorded {
        Recorded::Dice { dice, .. } => Some(Block::Dice { faces: faces(dice), confirmed: true }),
        Recorded::Drand(_) => None,
    };
    attempt.recorded.iter().filter_map(confirmed).collect()
}

fn beacon(attempt: &Attempt) -> Vec<Block> {
    let recorded = |recorded: &Recorded| match recorded {
        Recorded::Drand(beacon) => {
            let round = beacon.at.round.to_string();
            Some(hash("screen-beacon", round, &hex::encode(&beacon.signature)))
        }
        Recorded::Dice { .. } => None,
    };
    attempt.recorded.iter().filter_map(recorded).collect()
}

fn outcome(result: &ResultHashes) -> Vec<Block> {
    vec![hash("screen-result-hash", String::new(), &result.results)]
}

/// The places with the smallest ranks, and how many more there are.
pub(crate) fn places(
    (lines, more): (Vec<(u32, Code, String)>, u64),
    telling: Telling<'_>,
) -> Block {
    let line = |(rank, code, program): (u32, Code, String)| {
        (rank, code.to_string(), telling.program(&program))
    };
    Block::Places { lines: lines.into_iter().map(line).collect(), more }
}
