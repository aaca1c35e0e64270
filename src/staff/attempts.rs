//! Failed attempts to sign in, by name: after five, each costs a longer wait.

use std::collections::BTreeMap;

/// Attempts that cost nothing.
const FREE: u32 = 5;
/// The first wait in seconds; it doubles.
const FIRST: u64 = 30;
/// The longest wait in seconds.
const LONGEST: u64 = 900;
/// Names that are remembered; the ones longest unused are forgotten.
const REMEMBERED: usize = 10_000;

/// Failed attempts of all names. A process's own: after a restart everybody begins anew.
#[derive(Debug, Default)]
pub(super) struct Attempts(BTreeMap<String, Failed>);

#[derive(Debug, Clone, Copy)]
struct Failed {
    times: u32,
    last: u64,
}

impl Attempts {
    /// Begins an attempt; seconds to wait first, where there are any. It counts as failed until
    /// [`Attempts::succeeded`]: of many at once, no more are let through than one after the other.
    pub(super) fn begin(&mut self, name: &str, now: u64) -> u64 {
        let seconds = self.wait(name, now);
        if seconds == 0 {
            self.failed(name, now);
        }
        seconds
    }

    /// Seconds to wait before the next attempt with this name; 0 for none.
    fn wait(&self, name: &str, now: u64) -> u64 {
        let Some(failed) = self.0.get(name) else { return 0 };
        let Some(over) = failed.times.checked_sub(FREE) else { return 0 };
        let wait = FIRST.saturating_mul(1 << over.min(10)).min(LONGEST);
        (failed.last + wait).saturating_sub(now)
    }

    /// Notes a failed attempt.
    fn failed(&mut self, name: &str, now: u64) {
        if self.0.len() >= REMEMBERED && !self.0.contains_key(name) {
            let oldest = self.0.iter().min_by_key(|(_, failed)| failed.last);
            if let Some(oldest) = oldest.map(|(name, _)| name.clone()) {
                self.0.remove(&oldest);
            }
        }
        let failed = self.0.entry(name.to_owned()).or_insert(Failed { times: 0, last: now });
        *failed = Failed { times: failed.times + 1, last: now };
    }

    /// Forgets the failures of a name whose password, and code if it has one, were right.
    pub(super) fn succeeded(&mut self, name: &str) {
        self.0.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_five_failures_the_wait_doubles() {
        let mut attempts = Attempts::default();
        for now in 0..4 {
            attempts.failed("li", now);
            assert_eq!(attempts.wait("li", now), 0);
        }
        attempts.failed("li", 10);
        assert_eq!(attempts.wait("li", 10), 30);
        assert_eq!(attempts.wait("li", 39), 1);
        assert_eq!(attempts.wait("li", 40), 0);
        attempts.failed("li", 40);
        assert_eq!(attempts.wait("li", 40), 60);
        for _ in 0..40 {
            attempts.failed("li", 100);
        }
        assert_eq!(attempts.wait("li", 100), LONGEST);
        assert_eq!(attempts.wait("wang", 100), 0);
        attempts.succeeded("li");
        assert_eq!(attempts.wait("li", 100), 0);
    }

    #[test]
    fn what_is_under_way_counts() {
        let mut attempts = Attempts::default();
        let begun = (0..9).map(|_| attempts.begin("li", 0)).filter(|seconds| *seconds == 0);
        assert_eq!(begun.count(), 5);
        assert_eq!((attempts.begin("li", 29), attempts.begin("li", 30)), (1, 0));
        assert_eq!(attempts.begin("li", 30), 60);
        attempts.succeeded("li");
        assert_eq!(attempts.begin("li", 30), 0);
    }

    #[test]
    fn memory_is_bounded() {
        let mut attempts = Attempts::default();
        for now in 0..REMEMBERED as u64 + 7 {
            attempts.failed(&now.to_string(), now);
        }
        assert_eq!(attempts.0.len(), REMEMBERED);
    }
}
