//! Citizen identification numbers: GB 11643-1999, check digit by ISO 7064 MOD 11-2.

use std::fmt;

use jiff::civil::Date;

use super::{DocumentError, Sex};

/// Oldest age in years that a number is believed.
const OLDEST: i16 = 150;
/// The first two digits of the region: provinces, and 81 to 83 for residents of Hong Kong, Macao
/// and Taiwan.
const PROVINCES: [std::ops::RangeInclusive<u8>; 8] =
    [11..=15, 21..=23, 31..=37, 41..=46, 50..=54, 61..=65, 71..=71, 81..=83];

/// A number that is valid by form: region, birth date, sequence, check digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResidentId(String);

impl ResidentId {
    /// Reads a number of 18 characters; a lower-case `x` counts as `X`.
    ///
    /// # Errors
    ///
    /// [`DocumentError`]: the first thing that is wrong, the check digit last, so that a wrong
    /// digit is reported where it can be seen.
    pub fn parse(text: &str, today: Date) -> Result<Self, DocumentError> {
        let number = text.to_ascii_uppercase();
        has_form(&number)?;
        if !PROVINCES.iter().any(|range| range.contains(&two_digits(&number, 0))) {
            return Err(DocumentError::Region);
        }
        believable(birth_of(&number).ok_or(DocumentError::NoDate)?, today)?;
        if &number[14..17] == "000" {
            return Err(DocumentError::Sequence);
        }
        if is_checked(&number) { Ok(Self(number)) } else { Err(DocumentError::CheckDigit) }
    }

    /// A number valid by form, for sample data: `None` where region (six digits) or sequence
    /// (1 to 999, odd for boys) cannot be.
    #[must_use]
    pub fn generate(region: &str, birth: Date, sequence: u16) -> Option<Self> {
        let date = format!("{:04}{:02}{:02}", birth.year(), birth.month(), birth.day());
        let body = format!("{region}{date}{sequence:03}");
        Self::parse(&format!("{body}{}", check_digit(&body)?), birth).ok()
    }

    /// A number that was read before.
    pub(super) fn trusted(number: &str) -> Self {
        Self(number.to_owned())
    }

    /// Date of birth.
    #[must_use]
    pub fn birth(&self) -> Date {
        birth_of(&self.0).expect("checked when it was read")
    }

    /// Sex, by the 17th digit: odd is male.
    #[must_use]
    pub fn sex(&self) -> Sex {
        if self.0.as_bytes()[16] % 2 == 1 { Sex::Male } else { Sex::Female }
    }
}

impl fmt::Display for ResidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The check digit of 17 digits, `0` to `9` or `X`; `None` for anything but 17 digits.
///
/// ISO 7064 MOD 11-2 by Horner's rule: doubling the sum before each digit is added, the number with
/// its check digit (X is ten) leaves 1 modulo 11.
#[must_use]
pub fn check_digit(body: &str) -> Option<char> {
    if body.len() != 17 || !body.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let sum = body.bytes().fold(0, |sum, b| (sum + u32::from(b - b'0')) * 2 % 11);
    match (12 - sum) % 11 {
        10 => Some('X'),
        digit => char::from_digit(digit, 10),
    }
}

/// Whether these are 17 digits and their check digit.
pub(super) fn is_checked(number: &str) -> bool {
    match number.split_at_checked(17) {
        Some((body, check)) => check_digit(body).is_some_and(|digit| check == digit.to_string()),
        None => false,
    }
}

fn has_form(number: &str) -> Result<(), DocumentError> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    match number.chars().count() {
        15 if digits == 15 => Err(DocumentError::FirstGeneration),
        18 if digits == 18 || (digits == 17 && number.ends_with('X')) => Ok(()),
        18 => Err(DocumentError::Characters),
        length => Err(DocumentError::Length(length)),
    }
}

fn two_digits(number: &str, at: usize) -> u8 {
    number[at..at + 2].parse().expect("the form was checked: digits")
}

fn birth_of(number: &str) -> Option<Date> {
    let year: i16 = number[6..10].parse().ok()?;
    Date::new(year, number[10..12].parse().ok()?, number[12..14].parse().ok()?).ok()
}

/// Refuses a birth date after `today`, or more than 150 years before.
fn believable(birth: Date, today: Date) -> Result<(), DocumentError> {
    if birth > today || birth.year() < today.year() - OLDEST {
        return Err(DocumentError::Birth(birth));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2027, 5, 1);

    fn parse(text: &str) -> Result<ResidentId, DocumentError> {
        ResidentId::parse(text, TODAY)
    }

    /// The standard's own table of weights, as a second way to the check digit.
    fn by_weights(body: &str) -> char {
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        let sum: u32 = body.bytes().zip(weights).map(|(b, w)| u32::from(b - b'0') * w).sum();
        b"10X98765432"[sum as usize % 11].into()
    }

    #[test]
    fn the_standards_examples_check() {
        // GB 11643-1999, 4.2.4: the two example numbers.
        assert_eq!(check_digit("11010519491231002"), Some('X'));
        assert_eq!(check_digit("44052418800101001"), Some('4'));
        let id = parse("11010519491231002x").unwrap();
        assert_eq!(id.to_string(), "11010519491231002X");
        assert_eq!((id.birth(), id.sex()), (date(1949, 12, 31), Sex::Female));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let good = ResidentId::generate("330199", date(2014, 9, 1), 11).unwrap().to_string();
        let swap =
            |at: usize, with: &str| format!("{}{with}{}", &good[..at], &good[at + with.len()..]);
        assert_eq!(parse(&good[..17]), Err(DocumentError::Length(17)));
        assert_eq!(parse("330199140901123"), Err(DocumentError::FirstGeneration));
        assert_eq!(parse(&swap(3, "A")), Err(DocumentError::Characters));
        assert_eq!(parse("三三零一九九二零一四零九零一零一一零"), Err(DocumentError::Characters));
        assert_eq!(parse(&swap(0, "99")), Err(DocumentError::Region));
        assert_eq!(parse(&swap(10, "1301")), Err(DocumentError::NoDate));
        assert_eq!(parse(&swap(10, "0229")), Err(DocumentError::NoDate));
        assert_eq!(parse(&swap(6, "2027")), Err(DocumentError::Birth(date(2027, 9, 1))));
        assert_eq!(parse(&swap(6, "1876")), Err(DocumentError::Birth(date(1876, 9, 1))));
        assert_eq!(parse(&swap(14, "000")), Err(DocumentError::Sequence));
        assert_eq!(parse(&swap(15, "2")), Err(DocumentError::CheckDigit));
    }

    #[test]
    fn impossible_samples_are_not_made() {
        assert_eq!(ResidentId::generate("990199", date(2014, 9, 1), 1), None);
        assert_eq!(ResidentId::generate("3301", date(2014, 9, 1), 1), None);
        assert_eq!(ResidentId::generate("330199", date(2014, 9, 1), 0), None);
        assert_eq!(ResidentId::generate("330199", date(2014, 9, 1), 1000), None);
    }

    proptest! {
        #[test]
        fn both_ways_to_the_check_digit_agree(body in "[0-9]{17}") {
            prop_assert_eq!(check_digit(&body), Some(by_weights(&body)));
        }

        #[test]
        fn any_single_wrong_digit_and_swap_is_found(sequence in 1..1000_u16, at in 0..18_usize, by in 1..10_u8) {
            let good = ResidentId::generate("330199", date(2014, 12, 7), sequence).unwrap();
            let mut bytes = good.to_string().into_bytes();
            if bytes[at] != b'X' {
                bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
                prop_assert!(parse(std::str::from_utf8(&bytes).unwrap()).is_err());
            }
        }

        #[test]
        fn anything_typed_is_answered(text in "\\PC{0,20}") {
            let _ = parse(&text);
        }
    }
}
