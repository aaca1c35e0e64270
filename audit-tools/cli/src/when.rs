//! Times as people compare them with a watch.

use jiff::{Timestamp, tz::TimeZone};

/// Unix seconds as local date, time and offset, and as they stand in files.
pub(crate) fn local(seconds: u64) -> String {
    let time = i64::try_from(seconds).ok().and_then(|s| Timestamp::from_second(s).ok());
    match time {
        Some(time) => {
            let local = time.to_zoned_datetime(TimeZone::system());
            format!("{} ({seconds})", local.strftime("%Y-%m-%d %H:%M:%S %:z"))
        }
        None => seconds.to_string(),
    }
}
