//! The clock of the demonstration: it stands still and is moved while rounds are played, and runs from
//! where it stands once people look on.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use crate::clock::Clock;

/// A clock that is moved by hand until it is set running.
#[derive(Debug)]
pub(super) struct DemoClock {
    shown: AtomicU64,
    running: OnceLock<Instant>,
}

impl DemoClock {
    pub(super) fn at(time: u64) -> Self {
        Self { shown: AtomicU64::new(time), running: OnceLock::new() }
    }

    pub(super) fn set(&self, time: u64) {
        self.shown.store(time, Ordering::SeqCst);
    }

    pub(super) fn advance(&self, seconds: u64) {
        self.shown.fetch_add(seconds, Ordering::SeqCst);
    }

    /// From now on it runs.
    pub(super) fn run(&self) {
        self.running.get_or_init(Instant::now);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> u64 {
        let passed = self.running.get().map_or(0, |since| since.elapsed().as_secs());
        self.shown.load(Ordering::SeqCst) + passed
    }
}
