//! Moments as forms and spreadsheets write them, in China's time (UTC+8).

use jiff::{Timestamp, civil::DateTime, tz::Offset};

/// China's time.
const CHINA: Offset = Offset::constant(8);

/// A moment (Unix seconds) as `2027-05-01T09:00`, with seconds where it has any; empty for 0, which no
/// calendar means.
#[must_use]
pub fn written(seconds: u64) -> String {
    let timestamp = i64::try_from(seconds).ok().and_then(|s| Timestamp::from_second(s).ok());
    let Some(timestamp) = timestamp.filter(|_| seconds != 0) else { return String::new() };
    let form = if seconds.is_multiple_of(60) { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
    CHINA.to_datetime(timestamp).strftime(form).to_string()
}

/// The moment of a text: `2027-05-01T09:00`, a space in the place of `T`, seconds as well; 0 for an empty
/// one. None for anything else, a date without its time as well.
#[must_use]
pub fn read(text: &str) -> Option<u64> {
    let text = text.trim();
    if text.is_empty() {
        return Some(0);
    }
    if !text.contains(':') {
        return None;
    }
    let moment: DateTime = text.replace('/', "-").replacen(' ', "T", 1).parse().ok()?;
    let timestamp = CHINA.to_timestamp(moment).ok()?;
    u64::try_from(timestamp.as_second()).ok().filter(|&seconds| seconds > 0)
}

/// The largest unit that a span is a whole number of: `d`, `h`, `m` or `s`, with that number.
#[must_use]
pub fn span(seconds: u64) -> (u64, &'static str) {
    let whole = |(_, size): &&(&str, u64)| seconds != 0 && seconds.is_multiple_of(*size);
    let (unit, size) = UNITS.iter().find(whole).copied().unwrap_or(("h", 3600));
    if seconds == 0 { (0, "h") } else { (seconds / size, unit) }
}

/// The seconds of a number of units; none where it is too many or no unit.
#[must_use]
pub fn seconds(number: u64, unit: &str) -> Option<u64> {
    let (_, size) = UNITS.iter().find(|(name, _)| *name == unit)?;
    number.checked_mul(*size)
}

/// Units of spans with their seconds, the largest first.
pub const UNITS: [(&str, u64); 4] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_they_are_read() {
        for (seconds, text) in
            [(1_798_732_800, "2027-01-01T00:00"), (1_798_732_801, "2027-01-01T00:00:01"), (0, "")]
        {
            assert_eq!((written(seconds).as_str(), read(text)), (text, Some(seconds)));
        }
        assert_eq!(read(" 2027-01-01 00:00 "), Some(1_798_732_800));
        assert_eq!(read("2027/01/01 00:00:00"), Some(1_798_732_800));
        for wrong in ["2027-01-01", "2027-13-01 00:00", "tomorrow", "1969-01-01 00:00", "9:00"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(written(u64::MAX), "");
    }

    #[test]
    fn spans_are_told_in_their_largest_whole_unit() {
        for (all, number, unit) in
            [(259_200, 3, "d"), (3600, 1, "h"), (600, 10, "m"), (601, 601, "s"), (0, 0, "h")]
        {
            assert_eq!(span(all), (number, unit));
            assert_eq!(seconds(number, unit), Some(all));
        }
        assert_eq!(seconds(u64::MAX, "d"), None);
        assert_eq!(seconds(1, "x"), None);
    }
}
