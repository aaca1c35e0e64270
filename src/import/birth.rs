//! Birth dates as people and spreadsheets write them.

use jiff::civil::Date;

/// Reads `2014-09-01`, `2014/9/1`, `2014.9.1`, `2014年9月1日` and `20140901`, with or without a time
/// of day behind. Year first, always: day and month are never guessed.
pub(super) fn parse(text: &str) -> Option<Date> {
    let day = text.split([' ', 'T']).next()?;
    let parts: Vec<&str> = match day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        true => vec![&day[..4], &day[4..6], &day[6..]],
        false => day.trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect(),
    };
    let [year, month, day] = parts[..] else { return None };
    let fits = |part: &str, most| (1..=most).contains(&part.len());
    let digits = parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if !digits || year.len() != 4 || !fits(month, 2) || !fits(day, 2) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn usual_spellings_are_read() {
        for text in [
            "2014-09-01",
            "2014/9/1",
            "2014.9.01",
            "2014年9月1日",
            "20140901",
            "2014-09-01 00:00:00",
            "2014-09-01T00:00:00",
        ] {
            assert_eq!(parse(text), Some(date(2014, 9, 1)), "{text}");
        }
    }

    #[test]
    fn what_would_have_to_be_guessed_is_not_read() {
        for text in
            ["", "01/09/2014", "14-9-1", "2014-13-01", "2015-02-29", "41883", "2014-9", "+014-9-1"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
