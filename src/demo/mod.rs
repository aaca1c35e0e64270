//! The demonstration: a made-up office with its people, its families and its notary runs three sample
//! rounds through the real service, from applications to published folders that anybody can verify,
//! leaves others on their way, and then goes on serving.
//!
//! Nothing in it is different from real rounds but the clock and the entropy. Both are of the
//! demonstration's own, and who knows this source knows every key: nobody's child may ever be drawn
//! with it.

mod account;
mod attendance;
mod calendar;
mod ceremony;
mod clock;
mod comparison;
mod desk;
mod error;
mod families;
mod left;
mod notary;
mod objections;
mod online;
mod people;
mod place;
mod play;
mod registrations;
mod service;
mod stage;
mod stick;
#[cfg(test)]
mod tests;
mod verdict;

use std::{net::TcpListener, path::PathBuf, sync::Arc};

pub use account::{Account, Family, RoundAccount};
pub use attendance::NOTARY_FILES;
pub use comparison::{Comparison, Fared};
pub use desk::Desk;
pub use error::DemoError;
pub use left::{LeftFamily, LeftRound};
pub use people::{PEOPLE, SignInAs};
pub use registrations::LATE_FILES;
pub use stick::unzipped;

use self::{
    attendance::Attendance,
    calendar::Calendar,
    clock::DemoClock,
    notary::Notary,
    place::Place,
    service::free_port,
    stage::{Ground, Stage},
};
use crate::{
    chores,
    clock::Clock,
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
    /// What begins: a word of [`STEPS`], or [`LEFT`].
    pub step: &'static str,
}

/// What happens in every round, in order.
pub const STEPS: [&str; 13] = [
    "announce", "commit", "import", "review", "post", "object", "freeze", "seeds", "order", "dice",
    "publish", "verify", "done",
];

/// A round is left on its way.
pub const LEFT: &str = "left";

/// Who is told of progress.
pub type Watcher = Arc<dyn Fn(Progress) + Send + Sync>;

/// A demonstration whose rounds are played.
pub struct Demonstration {
    /// What it has to tell.
    pub account: Account,
    /// Who may sign in at its office.
    pub sign_ins: Vec<SignInAs>,
    office: Arc<Office>,
    notary: Notary,
    clock: Arc<DemoClock>,
    place: Place,
}

/// Plays the rounds. They end at the time of `machine`, by which the office goes on.
///
/// # Errors
///
/// [`DemoError`] for a folder that can't be taken; anything else would be a fault of this program.
pub async fn run(
    options: &Options,
    machine: Arc<dyn Clock>,
    watcher: Watcher,
) -> Result<Demonstration, DemoError> {
    let place = Place::prepare(options.out.as_deref(), options.force)?;
    let calendar = Calendar::of(machine.now());
    let (watch, rows) = (watcher.clone(), options.rows);
    let ground = Ground { place: place.clone(), rows, watcher, calendar, machine };
    let official = tokio::spawn(official(ground.clone()));
    let rehearsal = tokio::spawn(rehearsal(ground));
    let (official, left, stage) = official.await??;
    let trust = [official, rehearsal.await??].concat();
    place.write("", "trust.txt", &trust)?;
    let read = place.clone();
    let account =
        tokio::task::spawn_blocking(move || verdict::account(&read, &trust, left, &watch));
    let account = account.await??;
    let (sign_ins, clock) = (stage.sign_ins.clone(), stage.clock.clone());
    let (office, notary) = stage.ended().await?;
    Ok(Demonstration { account, sign_ins, office, notary, clock, place })
}

/// The official rounds, those that are left among them.
async fn official(ground: Ground) -> Result<(Vec<u8>, Vec<LeftRound>, Stage), DemoError> {
    let stage = Stage::open(ground, JOURNAL, "").await?;
    stage.play(Sample::District).await?;
    stage.play(Sample::School).await?;
    let left = stage.leave().await?;
    Ok((stage.trust(Sample::School).await?, left, stage))
}

async fn rehearsal(ground: Ground) -> Result<Vec<u8>, DemoError> {
    let stage = Stage::open(ground, REHEARSAL, "-rehearsal").await?;
    stage.play(Sample::ZoneChoiceFirst).await?;
    let trust = stage.trust(Sample::ZoneChoiceFirst).await?;
    stage.ended().await?.0.close().await;
    Ok(trust)
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

    /// Serves the office until `shutdown` ends, by the machine's clock; the notary attends.
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
        let notary = Attendance::new(self.office.clone(), self.notary, self.place);
        let notary = tokio::spawn(notary.attend());
        let served = http::serve(&app, listener, None, shutdown).await;
        chores.abort();
        notary.abort();
        self.office.close().await;
        served.map_err(|error| DemoError::Service(error.to_string()))
    }
}
