//! The clock of the demonstration: it stands still and is moved while rounds are played, and is the
//! machine's once people look on.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU64, Ordering},
};

use crate::clock::Clock;

/// A clock that is moved by hand until it is set running.
pub(super) struct DemoClock {
    shown: AtomicU64,
    running: AtomicBool,
    machine: Arc<dyn Clock>,
}

impl DemoClock {
    /// A clock that stands at `time` (Unix seconds), and runs with the machine's later.
    pub(super) fn at(time: u64, machine: Arc<dyn Clock>) -> Self {
        Self { shown: AtomicU64::new(time), running: AtomicBool::new(false), machine }
    }

    /// Moves it to `time`; it never goes back.
    pub(super) fn until(&self, time: u64) {
        self.shown.fetch_max(time, Ordering::SeqCst);
    }

    pub(super) fn advance(&self, seconds: u64) {
        self.shown.fetch_add(seconds, Ordering::SeqCst);
    }

    /// From now on it shows the machine's time.
    pub(super) fn run(&self) {
        self.running.store(true, Ordering::SeqCst);
    }
}

impl Clock for DemoClock {
    fn now(&self) -> u64 {
        match self.running.load(Ordering::SeqCst) {
            true => self.machine.now(),
            false => self.shown.load(Ordering::SeqCst),
        }
    }
}
