//! The big screen of a draw: one step at a time, large, for a hall. It follows by itself, and a reload
//! or a lost connection loses nothing: everything on it is what the journal says.

use std::{convert::Infallible, time::Duration};

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use paiwei_protocol::{
    drand,
    journal::{Attempt, Opening, Recorded, Round, State as Standing},
    rules::Titles,
};
use tokio_stream::{Stream, StreamExt as _, wrappers::IntervalStream};

use super::{Page, Shell, assets::Asset};
use crate::{
    http::{App, InPath, Problem, access::Everyone, api::families::InRound},
    rounds::{self, Overview},
    slips,
};

/// How often a listener is told that the journal has grown.
const TICK: Duration = Duration::from_secs(1);
/// After how many ticks a listener is let go; browsers come again by themselves, and a service that
/// ends needn't wait for them.
const TICKS: usize = 20;
/// Places that one screen shows.
const PLACES: usize = 40;

/// The big screen.
#[derive(Template)]
#[template(path = "public/screen.html")]
pub(crate) struct Screen {
    pub(crate) shell: Shell,
    pub(crate) round: String,
    pub(crate) titles: Titles,
    pub(crate) rehearsal: bool,
    /// The state's word: its texts are `screen-<state>` and `screen-<state>-about`.
    pub(crate) state: String,
    /// Entries of the journal, which tells whether the screen is up to date.
    pub(crate) entries: u64,
    pub(crate) shown: Vec<Block>,
    /// A QR code that leads to the round's page, as SVG.
    pub(crate) qr: String,
}

impl Screen {
    /// Digits in groups of four, which are read aloud and compared.
    pub(crate) fn groups(&self, digits: &str) -> Vec<String> {
        self.shell.grouped(digits).split(' ').map(str::to_owned).collect()
    }
}

/// Something on the screen.
pub(crate) enum Block {
    /// A hash or a number, with the id of its title and what that names.
    Hash { title: &'static str, of: String, digits: String },
    /// Faces of dice.
    Dice { faces: Vec<String>, confirmed: bool },
    /// The moment of a drand round (Unix seconds).
    Countdown { until: u64, beacon: u64 },
    /// Entries so far, with their times.
    Feed { entries: Vec<(u64, &'static str)> },
    /// Places: rank, code and program.
    Places { lines: Vec<(u32, String, String)>, more: u64 },
}

/// The screen of a round.
pub(crate) async fn screen(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<Screen>, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    let mut shown = blocks(&found);
    if found.round.in_force() {
        shown.insert(0, places(&app, &found).await?);
    }
    let link = app.options().public_url.as_ref().map(|url| format!("{url}/rounds/{round}"));
    Ok(Page(Screen {
        entries: rounds::edition(app.office()).await?.entries,
        qr: link.and_then(|link| slips::qr(&link)).unwrap_or_default(),
        titles: found.rules.titles.clone(),
        rehearsal: found.rules.rehearsal,
        state: found.round.state.to_string(),
        shell,
        round,
        shown,
    }))
}

/// What there is to see of a round's state.
fn blocks(found: &Overview) -> Vec<Block> {
    let Round { state, .. } = found.round;
    let attempt = found.round.current();
    let mut blocks = Vec::new();
    match state {
        Standing::Announced | Standing::Open | Standing::Closed | Standing::Void => {}
        Standing::Posted => {
            if let Some((_, table)) = &found.round.posted {
                blocks.push(hash("screen-posted-hash", "", &table.sha256));
            }
        }
        Standing::Frozen => blocks.extend(roll(attempt)),
        Standing::Opening | Standing::Opened => blocks.extend(seeds(attempt)),
        Standing::Ordered | Standing::Witnessed | Standing::Failed => {
            blocks.extend(roll(attempt));
            blocks.extend(countdown(attempt));
        }
        Standing::Dicing | Standing::Diced | Standing::Thrown | Standing::Drawn => {
            blocks.extend(dice(attempt));
            blocks.extend(beacon(attempt));
        }
        Standing::Published => {}
    }
    let last = found.done.len().saturating_sub(5);
    let entries = found.done[last..].iter().map(|entry| (entry.at, entry.kind)).collect();
    blocks.push(Block::Feed { entries });
    blocks
}

fn hash(title: &'static str, of: &str, digits: &impl ToString) -> Block {
    Block::Hash { title, of: of.to_owned(), digits: digits.to_string() }
}

fn roll(attempt: &Attempt) -> Option<Block> {
    let (_, table) = attempt.frozen.as_ref()?;
    Some(hash("screen-roll-hash", "", &table.sha256))
}

fn seeds(attempt: &Attempt) -> impl Iterator<Item = Block> + '_ {
    attempt.holders.iter().filter_map(|holder| match holder.opening? {
        Opening::Seed(seed) => Some(hash("screen-seed", &holder.id, &hex::encode(seed))),
        Opening::Missing => Some(hash("screen-seed-missing", &holder.id, &"")),
    })
}

fn countdown(attempt: &Attempt) -> Option<Block> {
    let (_, beacon) = attempt.order.as_ref()?;
    let beacon = beacon.as_ref()?;
    let until = drand::Chain::by_hash(&beacon.chain).ok()?.time_of(beacon.round).ok()?;
    Some(Block::Countdown { until, beacon: beacon.round })
}

fn dice(attempt: &Attempt) -> Vec<Block> {
    let faces = |faces: &str| faces.split(' ').map(str::to_owned).collect();
    let mut shown: Vec<Block> = attempt
        .recorded
        .iter()
        .filter_map(|recorded| match recorded {
            Recorded::Dice { dice, .. } => {
                Some(Block::Dice { faces: faces(dice), confirmed: true })
            }
            Recorded::Drand(_) => None,
        })
        .collect();
    let waiting = attempt.thrown.as_deref();
    shown.extend(waiting.map(|dice| Block::Dice { faces: faces(dice), confirmed: false }));
    shown
}

fn beacon(attempt: &Attempt) -> impl Iterator<Item = Block> + '_ {
    attempt.recorded.iter().filter_map(|recorded| match recorded {
        Recorded::Drand(beacon) => Some(hash(
            "screen-beacon",
            &beacon.at.round.to_string(),
            &hex::encode(&beacon.signature),
        )),
        Recorded::Dice { .. } => None,
    })
}

/// The places with the smallest ranks.
async fn places(app: &App, found: &Overview) -> Result<Block, Problem> {
    let (lines, more) = rounds::first_places(app.office(), &found.round.id, PLACES).await?;
    Ok(Block::Places {
        lines: lines
            .into_iter()
            .map(|(rank, code, program)| (rank, code.to_string(), program))
            .collect(),
        more,
    })
}

/// Tells listeners how many entries the journal has, so that they load the screen anew when it grows.
pub(crate) async fn events(
    _: Everyone,
    State(app): State<App>,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Response, Problem> {
    rounds::rules(app.office(), &round).await?;
    let stream = Sse::new(told(app)).keep_alive(KeepAlive::new());
    let mut response = stream.into_response();
    // A proxy that gathers an answer before it passes it on would tell nobody anything.
    let name = HeaderName::from_static("x-accel-buffering");
    response.headers_mut().insert(name, HeaderValue::from_static("no"));
    Ok(response)
}

fn told(app: App) -> impl Stream<Item = Result<Event, Infallible>> {
    let ticks = IntervalStream::new(tokio::time::interval(TICK)).take(TICKS);
    let mut last = None;
    ticks
        .then(move |_| {
            let app = app.clone();
            async move { app.pulse().await }
        })
        .filter_map(move |entries| {
            let entries = entries?;
            let grown = last.replace(entries) != Some(entries);
            grown.then(|| {
                let event = Event::default().event("journal").data(entries.to_string());
                Ok(event.retry(TICK))
            })
        })
}
