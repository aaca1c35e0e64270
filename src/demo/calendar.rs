//! The days of the demonstration, counted from the morning before people look on: what is played ends
//! before that, so that the office goes on by the machine's clock.

use crate::clock::{china_date, china_noon};

pub(super) const MINUTE: u64 = 60;
pub(super) const HOUR: u64 = 60 * MINUTE;
pub(super) const DAY: u64 = 24 * HOUR;

/// Days before people look on, on which the first rounds begin.
const BEGINNING: i64 = -72;

/// The calendar of a demonstration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    now: u64,
    today: u64,
}

impl Calendar {
    /// The calendar of a demonstration that people look on from `now` on (Unix seconds).
    pub(super) fn of(now: u64) -> Self {
        let nine = china_noon(china_date(now)).saturating_sub(3 * HOUR);
        let today = if nine > now { nine.saturating_sub(DAY) } else { nine };
        Self { now, today }
    }

    /// When people begin to look on.
    pub(super) fn now(&self) -> u64 {
        self.now
    }

    /// Nine in the morning in China, `days` from the last such morning.
    pub(super) fn morning(&self, days: i64) -> u64 {
        let seconds = days.unsigned_abs().saturating_mul(DAY);
        match days < 0 {
            true => self.today.saturating_sub(seconds),
            false => self.today.saturating_add(seconds),
        }
    }

    /// Five in the afternoon of that day.
    pub(super) fn evening(&self, days: i64) -> u64 {
        self.morning(days).saturating_add(8 * HOUR)
    }

    /// When the first office opens.
    pub(super) fn beginning(&self) -> u64 {
        self.morning(BEGINNING)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_morning_is_never_ahead() {
        // 2027-01-01 in China begins at this second.
        let midnight = 1_798_732_800;
        let nine = midnight + 9 * HOUR;
        assert_eq!(Calendar::of(nine).morning(0), nine);
        assert_eq!(Calendar::of(nine - 1).morning(0), nine - DAY);
        assert_eq!(Calendar::of(midnight + DAY - 1).morning(0), nine);
        assert_eq!(Calendar::of(nine).morning(-2), nine - 2 * DAY);
        assert_eq!(Calendar::of(nine).evening(1), midnight + DAY + 17 * HOUR);
        assert_eq!(Calendar::of(0).beginning(), 0);
    }
}
