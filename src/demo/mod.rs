//! The demonstration: a made-up office with its people, its families and its notary runs three sample
//! rounds through the real service, from applications to published folders that anybody can verify,
//! and then goes on serving.
//!
//! Nothing in it is different from real rounds but the clock and the entropy. Both are of the
//! demonstration's own, and who knows this source knows every key: nobody's child may ever be drawn
//! with it.

mod account;
mod ceremony;
mod clock;
mod comparison;
mod desk;
mod error;
mod families;
mod notary;
mod objections;
mod online;
mod place;
mod registrations;
mod service;
mod stage;
mod verdict;

use std::{net::TcpListener, path::PathBuf, sync::Arc};

pub use account::{Account, Family, RoundAccount};
pub use comparison::{Comparison, Fared};
pub use desk::{Desk, PEOPLE, SignInAs};
pub use error::DemoError;

pub use stage::{OPEN_ROUND, unzipped};

use self::{clock::DemoClock, place::Place, service::free_port, stage::Stage};
use crate::{
    chores,
    http::{self, App, Options as Service},
    rounds::Office,
    samples::Sample,
};

/// The journal of the official sample rounds.
const JOURNAL: &str = "demo.paiwei.example/journal";
/// The journal of the rehearsal.
const REHEARSAL: &str = "demo.paiwei.example/rehearsal";

/// What a demonstration is asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where everything is written; without, among the machine's temporary files.
    pub out: Option<PathBuf>,
    /// Replace what an earlier demonstration left there.
    pub force: bool,
    /// Only the first rows of each sample, for quick tests.
    pub rows: Option<usize>,
}

/// How far a demonstration is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Id of the round.
    pub round: String,
    /// What begins: a word of [`STEPS`].
    pub step: &'static str,
}

/// What happens in every round, in order.
pub const STEPS: [&str; 13] = [
    "announce", "commit", "import", "review", "post", "object", "freeze", "seeds", "order", "dice",
    "publish", "verify", "done",
];

/// Who is told of progress.
pub type Watcher = Arc<dyn Fn(Progress) + Send + Sync>;

/// A demonstration whose rounds are played.
pub struct Demonstration {
    /// What it has to tell.
    pub account: Account,
    /// Who may sign in at its office.
    pub sign_ins: Vec<SignInAs>,
    office: Arc<Office>,
    clock: Arc<DemoClock>,
}

/// Plays the rounds.
///
/// # Errors
///
/// [`DemoError`] for a folder that can't be taken; anything else would be a fault of this program.
pub async fn run(options: &Options, watcher: Watcher) -> Result<Demonstration, DemoError> {
    let place = Place::prepare(options.out.as_deref(), options.force)?;
    let rows = options.rows;
    let official = {
        let (place, watcher) = (place.clone(), watcher.clone());
        tokio::spawn(async move {
            let stage = Stage::open(place, JOURNAL, "", rows, watcher).await?;
            stage.play(Sample::District).await?;
            stage.play(Sample::School).await?;
            let trust = stage.trust(Sample::School).await?;
            stage.leave_open().await?;
            Ok::<_, DemoError>((trust, stage))
        })
    };
    let rehearsal = {
        let (place, watcher) = (place.clone(), watcher.clone());
        tokio::spawn(async move {
            let stage = Stage::open(place, REHEARSAL, "-rehearsal", rows, watcher).await?;
            stage.play(Sample::ZoneChoiceFirst).await?;
            let trust = stage.trust(Sample::ZoneChoiceFirst).await?;
            stage.ended().await?.close().await;
            Ok::<_, DemoError>(trust)
        })
    };
    let (official, stage) = official.await??;
    let trust = [official, rehearsal.await??].concat();
    place.write("", "trust.txt", &trust)?;
    let account = tokio::task::spawn_blocking(move || verdict::account(&place, &trust, &watcher));
    let account = account.await??;
    let (sign_ins, clock) = (stage.sign_ins.clone(), stage.clock.clone());
    Ok(Demonstration { account, sign_ins, clock, office: stage.ended().await? })
}

impl Demonstration {
    /// A listener on 127.0.0.1:8080, or the next port that is free.
    ///
    /// # Errors
    ///
    /// [`DemoError::Service`] where none is.
    pub fn listener(&self) -> Result<TcpListener, DemoError> {
        free_port()
    }

    /// Serves the office until `shutdown` ends. Its clock runs on from the day of the last round.
    ///
    /// # Errors
    ///
    /// What the operating system says of the listener.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), DemoError> {
        self.clock.run();
        let published = self.account.folder.clone();
        let app = App::new(self.office.clone(), Service { published, ..Service::default() });
        let chores = tokio::spawn(chores::every_minute(app.clone()));
        let served = http::serve(&app, listener, None, shutdown).await;
        chores.abort();
        self.office.close().await;
        served.map_err(|error| DemoError::Service(error.to_string()))
    }
}
