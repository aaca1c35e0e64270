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
use paiwei_protocol::rules::Titles;
use tokio_stream::{Stream, StreamExt as _, wrappers::IntervalStream};

use super::{
    Page, Shell,
    assets::Asset,
    scene::{Block, places, scene},
    telling::Telling,
};
use crate::{
    http::{App, InPath, Problem, access::Everyone, api::families::InRound},
    rounds, slips,
};

/// How often a listener is told that the journal has grown.
const TICK: Duration = Duration::from_secs(1);
/// After how many ticks a listener is let go; browsers come again by themselves, and a service that
/// ends needn't wait for them.
const TICKS: usize = 20;
/// Places that one screen shows beside the result's hash.
const PLACES: usize = 20;

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
    /// There is so much to see that all of it is smaller.
    pub(crate) fn is_crowded(&self) -> bool {
        let many = |block: &Block| matches!(block, Block::Places { .. });
        self.shown.len() > 4 || self.shown.iter().any(many)
    }

    /// Digits in groups of four, which are read aloud and compared.
    pub(crate) fn groups(&self, digits: &str) -> Vec<String> {
        self.shell.grouped(digits).split(' ').map(str::to_owned).collect()
    }
}

/// The screen of a round.
pub(crate) async fn screen(
    _: Everyone,
    State(app): State<App>,
    shell: Shell,
    InPath(InRound { round }): InPath<InRound>,
) -> Result<Page<Screen>, Problem> {
    let found = rounds::overview(app.office(), &round).await?;
    let record = rounds::record(app.office(), &round).await?;
    let telling = Telling { shell: &shell, rules: &found.rules };
    let mut shown = scene(&found, record.result.as_ref(), telling);
    if found.round.in_force() {
        let first = rounds::first_places(app.office(), &round, PLACES).await?;
        shown.insert(0, places(first, telling));
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
