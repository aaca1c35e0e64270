//! The only reading of the clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// Unix seconds now; 0 if the machine's clock stands before 1970.
#[must_use]
pub fn now() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "this module is where the clock is read")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
