//! The demonstration: a made-up office and its notary run three sample rounds, from the spreadsheets
//! of their platforms to published folders that anybody can verify.
//!
//! Nothing in it is different from real rounds but the clock and the entropy: both come from fixed
//! seeds, so that everything published is the same, byte for byte, every time. Who knows this source
//! knows every key: nobody's child may ever be drawn with it.

mod account;
mod comparison;
mod error;
mod families;
mod notary;
mod objections;
mod place;
mod registrations;
mod stage;
mod verdict;

use std::{path::PathBuf, sync::Arc};

pub use account::{Account, Family, RoundAccount};
pub use comparison::{Comparison, Fared};
pub use error::DemoError;

use self::{place::Place, stage::Stage};
use crate::samples::Sample;

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Id of the round.
    pub round: &'static str,
    /// What begins: a word of [`STEPS`].
    pub step: &'static str,
}

/// What happens in every round, in order.
pub const STEPS: [&str; 14] = [
    "announce", "commit", "import", "review", "post", "object", "freeze", "seeds", "order", "dice",
    "draw", "publish", "verify", "done",
];

/// Who is told of progress.
pub type Watcher = Arc<dyn Fn(Progress) + Send + Sync>;

/// Runs the demonstration.
///
/// # Errors
///
/// [`DemoError`] for a folder that can't be taken; anything else would be a fault of this program.
pub async fn run(options: &Options, watcher: Watcher) -> Result<Account, DemoError> {
    let place = Place::prepare(options.out.as_deref(), options.force)?;
    let rows = options.rows;
    let official = {
        let (place, watcher) = (place.clone(), watcher.clone());
        tokio::spawn(async move {
            let stage = Stage::open(place, JOURNAL, "", rows, watcher).await?;
            stage.play(Sample::District).await?;
            stage.play(Sample::School).await?;
            stage.trust(Sample::School).await
        })
    };
    let rehearsal = {
        let (place, watcher) = (place.clone(), watcher.clone());
        tokio::spawn(async move {
            let stage = Stage::open(place, REHEARSAL, "-rehearsal", rows, watcher).await?;
            stage.play(Sample::ZoneChoiceFirst).await?;
            stage.trust(Sample::ZoneChoiceFirst).await
        })
    };
    let trust = [official.await??, rehearsal.await??].concat();
    place.write("", "trust.txt", &trust)?;
    tokio::task::spawn_blocking(move || verdict::account(&place, &trust, &watcher)).await?
}
