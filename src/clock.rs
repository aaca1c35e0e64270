//! The time as a parameter: nothing but [`SystemClock`] asks the operating system for it.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

use jiff::{Timestamp, civil::Date, tz::Offset};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The time now, in Unix seconds.
    fn now(&self) -> u64;
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn now(&self) -> u64 {
        // A machine whose clock stands before 1970 gets 0, which every deadline then refuses.
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }
}

/// A clock that stands still until it is moved: for demonstrations, vectors and tests.
#[derive(Debug, Default)]
pub struct FixedClock(AtomicU64);

impl FixedClock {
    /// A clock that shows `time` (Unix seconds).
    #[must_use]
    pub fn at(time: u64) -> Self {
        Self(AtomicU64::new(time))
    }

    /// Moves the clock to `time` (Unix seconds).
    pub fn set(&self, time: u64) {
        self.0.store(time, Ordering::SeqCst);
    }

    /// Moves the clock forward by `seconds`.
    pub fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// The date in China (UTC+8 all year) at `time` (Unix seconds): what "today" means when a birth
/// date must not lie ahead. Times beyond the calendar give its last day.
#[must_use]
pub fn china_date(time: u64) -> Date {
    let second = i64::try_from(time).unwrap_or(i64::MAX);
    let timestamp = Timestamp::from_second(second).unwrap_or(Timestamp::MAX);
    Offset::constant(8).to_datetime(timestamp).date()
}

/// Noon in China on `day`, in Unix seconds; 0 for days before 1970.
#[must_use]
pub fn china_noon(day: Date) -> u64 {
    let noon = Offset::constant(8).to_timestamp(day.at(12, 0, 0, 0));
    noon.ok().and_then(|noon| u64::try_from(noon.as_second()).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_fixed_clock_moves_only_when_told() {
        let clock = FixedClock::at(5);
        assert_eq!(clock.now(), 5);
        clock.advance(10);
        assert_eq!(clock.now(), 15);
        clock.set(3);
        assert_eq!(clock.now(), 3);
    }

    #[test]
    fn the_system_clock_is_past_the_year_2024() {
        assert!(SystemClock.now() > 1_704_067_200);
    }

    #[test]
    fn noon_in_china_is_four_in_the_morning_of_utc() {
        assert_eq!(china_noon(date(2027, 1, 1)), 1_798_732_800 + 12 * 3600);
        assert_eq!(china_noon(date(1969, 1, 1)), 0);
    }

    #[test]
    fn the_day_in_china_begins_eight_hours_early() {
        let midnight = 1_798_732_800; // 2027-01-01 00:00 in China, 16:00 the day before in UTC
        assert_eq!(china_date(midnight), date(2027, 1, 1));
        assert_eq!(china_date(midnight - 1), date(2026, 12, 31));
        assert_eq!(china_date(u64::MAX), date(9999, 12, 31));
    }
}
